// A proxy that can store nothing: it takes nothing, the form keeps the text, and the same request goes through later.

import { ADA, newSubject } from './support/form.mjs';
import { Proxy } from './support/proxy.mjs';
import { upstream } from './support/sandbox.mjs';
import { expect, test } from './support/test.mjs';

test.use({ expected: /Failed to load resource/ });

test('a full disk: nothing is taken, the text stays, and it goes through once there is room', async ({ open, page, sent, desk }) => {
  // The tickets go to the sandbox of another process, which has room.
  const proxy = await Proxy.start({ ...upstream(desk.sandbox.origin), DESKBELL_ORIGINS: desk.site.origin });
  try {
    const refusals = [];
    page.on('response', (response) => {
      if (response.request().method() === 'POST') refusals.push([response.status(), response.headers()['retry-after']]);
    });
    const readiness = async () => (await fetch(`${proxy.adminUrl}/readyz`)).status;
    const form = await open({ forms: [{ 'proxy-url': proxy.url }], policy: 'plain' });
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await proxy.limitFiles();
    await form.send();
    await expect(form.host.getByText('not available at the moment')).toBeVisible();
    expect(await form.typed()).toEqual(typed);
    expect(await form.property('state')).toBe('failed');
    expect(refusals).toEqual([[503, expect.stringMatching(/^\d+$/)]]);
    expect(await desk.sandbox.ticketsAbout(typed.subject)).toHaveLength(0);
    await expect.poll(readiness, { timeout: 30_000 }).toBe(503);

    await proxy.limitFiles('unlimited');
    await expect.poll(readiness, { timeout: 30_000 }).toBe(200);
    await form.retryButton.click();
    const number = await form.ticketNumber({ timeout: 30_000 });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    const tickets = await desk.sandbox.ticketsAbout(typed.subject);
    expect(tickets.map((ticket) => ticket.ticketNumber)).toEqual([number]);
  } finally {
    await proxy.limitFiles('unlimited');
    await proxy.stop();
  }
});
