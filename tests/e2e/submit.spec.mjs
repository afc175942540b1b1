// From a page to a ticket number.

import { ADA, newSubject } from './support/form.mjs';
import { Proxy } from './support/proxy.mjs';
import { DEPARTMENT, Sandbox } from './support/sandbox.mjs';
import { expect, test } from './support/test.mjs';

for (const policy of ['hosts', 'plain']) {
  test(`a filled in form becomes a ticket (${policy})`, async ({ open, desk }) => {
    const form = await open({ policy });
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    await form.send();

    const number = await form.ticketNumber();
    await expect(form.receiptHeading).toBeVisible();
    await expect(form.host.getByText('We’ll answer at ada@example.org.')).toBeVisible();
    const [ticket, ...more] = await desk.sandbox.ticketsAbout(subject);
    expect(more).toEqual([]);
    expect(ticket).toMatchObject({ ticketNumber: number, subject, email: ADA.email, departmentId: DEPARTMENT });
    expect(ticket.received).toMatchObject({
      contact: { lastName: ADA.name, email: ADA.email },
      description: 'The total does not match the order.<br>Please have a look.',
    });
    expect(await form.property('state')).toBe('sent');
    expect(await form.property('receipt')).toMatchObject({ ticketNumber: number, id: ticket.id });
  });
}

test('the ticket is still there after everything was stopped and started', async ({ open }) => {
  const proxy = await Proxy.start();
  try {
    const form = await open({ policy: 'plain', forms: [{ 'proxy-url': proxy.url }] });
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    await form.send();
    const number = await form.ticketNumber();
    await proxy.restart();
    const [ticket] = await new Sandbox(proxy.sandboxUrl).ticketsAbout(subject);
    expect(ticket.ticketNumber).toBe(number);
  } finally {
    await proxy.stop();
  }
});

test('what visitors type arrives as typed: markup, emoji, other scripts', async ({ open, desk }) => {
  const form = await open();
  const subject = `${newSubject()} <b>&amp;</b> 🛎️ שלום 日本`;
  await form.fill({ ...ADA, name: 'Zoë O’Brien 🦊', subject, description: '<script>alert(1)</script> & "quotes"\n\n🛎️' });
  await form.send();
  await form.ticketNumber();
  const [ticket] = await desk.sandbox.ticketsAbout(subject);
  expect(ticket.received.contact.lastName).toBe('Zoë O’Brien 🦊');
  expect(ticket.received.description).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp;');
  expect(ticket.received.description).not.toContain('<script');
});

test('a double click sends once', async ({ open, sent, desk }) => {
  const form = await open();
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await form.sendButton.dblclick();
  await form.ticketNumber();
  expect(sent).toHaveLength(1);
  expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
});

test('the form stays visible but closed while the request is on its way', async ({ open, desk }) => {
  const form = await open();
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await desk.sandbox.fault({ fault: 'latency', ms: 4000 });
  await form.send();
  await expect(form.sendingButton).toBeVisible();
  await expect(form.subject).toBeDisabled();
  expect(await form.typed()).toEqual({ ...ADA, subject });
  expect(await form.property('state')).toBe('sending');
  await form.ticketNumber();
});

test('the number can be copied, and another request knows who asks', async ({ open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const form = await open();
  await form.fill({ ...ADA, subject: newSubject() });
  await form.send();
  const number = await form.ticketNumber();
  await form.host.getByRole('button', { name: 'Copy' }).click();
  await expect(form.host.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await form.host.page().evaluate(() => navigator.clipboard.readText())).toContain(number);

  await form.anotherButton.click();
  await expect(form.sendButton).toBeVisible();
  await expect(form.subject).toBeFocused();
  expect(await form.typed()).toEqual({ name: ADA.name, email: ADA.email, subject: '', description: '' });
});

test('a keyboard is enough', async ({ open, page }) => {
  const form = await open();
  await form.name.focus();
  for (const text of [ADA.name, ADA.email, newSubject()]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('It rings all day.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await form.ticketNumber();
  await expect(form.receiptHeading).toBeFocused();
});

test('a slow Zoho: the request is safe at once, and the number comes by itself', async ({ open, desk }) => {
  const form = await open();
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await desk.sandbox.fault({ fault: 'latency', ms: 12_000 });
  await form.send();
  await expect(form.reference).toBeVisible({ timeout: 12_000 });
  expect(await form.property('state')).toBe('pending');
  const number = await form.ticketNumber({ timeout: 25_000 });
  const tickets = await desk.sandbox.ticketsAbout(subject);
  expect(tickets.map((ticket) => ticket.ticketNumber)).toEqual([number]);
});
