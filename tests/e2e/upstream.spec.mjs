// What stands behind the form: a bare forwarder instead of our proxy, and what our proxy says to Zoho and to nobody else.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ADA, newSubject } from './support/form.mjs';
import { startForwarder, startRecorder } from './support/forwarder.mjs';
import { Proxy } from './support/proxy.mjs';
import { CREDENTIALS, DEPARTMENT, upstream } from './support/sandbox.mjs';
import { expect, test } from './support/test.mjs';

test.describe('a bare forwarder that adds the two headers', () => {
  // It has no form description, and the form must do without.
  test.use({ expected: /404/ });

  test('is proxy enough', async ({ open, desk }) => {
    const forwarder = await startForwarder(desk.sandbox.origin);
    try {
      const form = await open({ policy: 'plain', forms: [{ 'proxy-url': forwarder.url, 'department-id': DEPARTMENT }] });
      const subject = newSubject();
      await form.fill({ ...ADA, subject });
      await form.send();
      const number = await form.ticketNumber();
      const [ticket] = await desk.sandbox.ticketsAbout(subject);
      expect(ticket).toMatchObject({ ticketNumber: number, email: ADA.email, departmentId: DEPARTMENT });
      expect(ticket.received).toEqual({
        subject, departmentId: DEPARTMENT, email: ADA.email, description: ADA.description,
        contact: { lastName: ADA.name, email: ADA.email },
      });
    } finally {
      await forwarder.stop();
    }
  });
});

test('the proxy sends Zoho its two headers, and keeps its secrets to itself', async ({ open, page, desk }) => {
  const zoho = await startRecorder(desk.sandbox.origin);
  const proxy = await Proxy.start({
    ...upstream(zoho.url),
    DESKBELL_ORIGINS: desk.site.origin,
    DESKBELL_LOG: 'trace',
  });
  try {
    const seen = [];
    page.on('response', (response) => {
      const about = `${response.url()} ${response.status()} ${JSON.stringify(response.headers())}`;
      seen.push(response.text().then((body) => `${about} ${body}`, () => about));
    });
    const form = await open({ policy: 'plain', forms: [{ 'proxy-url': proxy.url }] });
    // A token that Zoho takes back in the middle must be refreshed, once.
    await desk.sandbox.fault({ fault: 'unauthorized' });
    await form.fill({ ...ADA, subject: newSubject() });
    await form.send();
    const number = await form.ticketNumber();

    const refreshes = zoho.exchanges.filter(({ url }) => url === '/oauth/v2/token');
    const tickets = zoho.exchanges.filter(({ url }) => url === '/api/v1/tickets');
    expect(refreshes).toHaveLength(2);
    expect(tickets.map(({ status }) => status)).toEqual([401, 200]);
    for (const { method, body } of refreshes) {
      expect(method).toBe('POST');
      expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
        grant_type: 'refresh_token', client_id: CREDENTIALS.clientId,
        client_secret: CREDENTIALS.clientSecret, refresh_token: CREDENTIALS.refreshToken,
      });
    }
    const tokens = refreshes.map(({ answer }) => JSON.parse(answer).access_token);
    tickets.forEach(({ headers }, index) => {
      expect(headers.authorization).toBe(`Zoho-oauthtoken ${tokens[index]}`);
      expect(headers.orgid).toBe(CREDENTIALS.orgId);
      expect(headers['idempotency-key']).toBeUndefined();
      expect(headers.origin).toBeUndefined();
    });

    const admin = await Promise.all(['healthz', 'readyz'].map(async (name) => (await fetch(`${proxy.adminUrl}/${name}`)).text()));
    const places = { ...(await bundle()), log: proxy.log, admin: admin.join('\n'), browser: (await Promise.all(seen)).join('\n') };
    expect(places.browser).toContain(number);
    const secrets = [CREDENTIALS.clientSecret, CREDENTIALS.refreshToken, ...tokens];
    for (const [place, text] of Object.entries(places)) {
      for (const secret of secrets) expect(text.includes(secret), `a secret stands in: ${place}`).toBe(false);
    }
    expect(proxy.log).not.toContain(ADA.email);
    expect(proxy.log).not.toContain(ADA.name);
    expect(proxy.log).not.toContain('Please have a look');
  } finally {
    await proxy.stop();
    await zoho.stop();
  }
});

/** The files of npm/dist as text, by name. */
async function bundle() {
  const dist = fileURLToPath(new URL('../../npm/dist/', import.meta.url));
  const files = {};
  for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) files[file] = await readFile(file, 'latin1');
  }
  return files;
}
