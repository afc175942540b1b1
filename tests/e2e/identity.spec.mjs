// Visitors whom the site vouches for: what the form shows, what it sends, and what becomes of a token that is no longer good.

import AxeBuilder from '@axe-core/playwright';

import { ADA, Form, newSubject } from './support/form.mjs';
import { deskWith, expect, test as base } from './support/test.mjs';
import { GRACE, reading, token } from './support/token.mjs';

const test = base.extend({
  desk: deskWith({ ...reading('optional'), DESKBELL_ATTACHMENTS_ENABLED: 'true' }),
  /** A proxy that takes nothing from strangers. */
  strict: deskWith(reading('required')),
});

/** What the page hears from now on: the names of events, and the status of errors. */
const listen = (form, names) => form.host.evaluate((element, names) => {
  window.heard = [];
  for (const name of names) element.addEventListener(name, ({ type, detail }) => window.heard.push(detail?.status ? `${type} ${detail.status}` : type));
}, names);
const heard = (form) => form.host.evaluate(() => window.heard);
const identify = (form, jwt) => form.host.evaluate((element, jwt) => { element.identity = jwt; }, jwt);

test('who is vouched for need not say who they are, and cannot say otherwise', async ({ open, page, sent, desk }) => {
  const identity = token();
  const form = await open({ forms: [{ identity }] });
  await expect(form.email).toHaveValue(GRACE.email);
  await expect(form.name).toHaveValue(GRACE.name);
  for (const field of [form.email, form.name]) await expect(field).not.toBeEditable();
  await expect(form.subject).toBeEditable();
  const { violations } = await new AxeBuilder({ page }).include('desk-bell').analyze();
  expect(violations).toEqual([]);

  const uploads = [];
  page.on('request', (request) => request.method() === 'POST' && request.url().endsWith('/uploads') && uploads.push(request.headers().authorization));
  await form.host.locator('input[type=file]').setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('It rings.') });
  await expect(form.host.getByRole('listitem')).toContainText('Uploaded');
  const subject = newSubject();
  await form.fill({ subject, description: ADA.description });
  await form.send();
  await form.ticketNumber();
  expect([...uploads, ...sent.map(({ authorization }) => authorization)]).toEqual([`Bearer ${identity}`, `Bearer ${identity}`]);
  const [ticket] = await desk.sandbox.ticketsAbout(subject);
  expect(ticket.received.contact).toEqual({ lastName: GRACE.name, email: GRACE.email });
  expect(ticket.received.description).not.toContain('not been verified');

  await form.anotherButton.click();
  await expect(form.email).toHaveValue(GRACE.email);
  await expect(form.email).not.toBeEditable();
});

test('first and last name, and what was typed where the token has none', async ({ open }) => {
  const fields = ['contact.firstName', 'contact.lastName', 'email', 'subject', 'description'].map((name) => ({ name }));
  const config = JSON.stringify({ fields });
  const form = await open({ forms: [{ config, identity: token({ family_name: 'Hopper', given_name: 'Grace' }) }] });
  const [first, last] = ['First name (optional)', 'Last name'].map((name) => form.host.getByRole('textbox', { name }));
  await expect(first).toHaveValue('Grace');
  await expect(last).toHaveValue('Hopper');
  await identify(form, token({ name: undefined }));
  await expect(last).toBeEditable();
  await expect(form.email).not.toBeEditable();
});

test('another token changes nothing else: text, focus and files stay', async ({ open }) => {
  const form = await open({ forms: [{ identity: token() }] });
  await listen(form, ['deskbell-ready', 'deskbell-error']);
  await form.fill({ subject: 'It rings', description: ADA.description });
  await form.subject.focus();
  await identify(form, token({ email: 'hopper@example.org' }));
  await expect(form.email).toHaveValue('hopper@example.org');
  expect((await form.typed()).subject).toBe('It rings');
  await expect(form.subject).toBeFocused();

  await identify(form, null);
  await expect(form.email).toBeEditable();
  await identify(form, 'no token');
  await expect(form.email).toBeEditable();
  expect(await form.typed()).toMatchObject({ subject: 'It rings', description: ADA.description });
  expect(await heard(form)).toEqual([]);
});

test('a draft of another visit does not say who it is', async ({ open, page }) => {
  const form = await open();
  await form.fill({ ...ADA, subject: 'Kept' });
  await page.waitForFunction(() => Object.values(sessionStorage).some((text) => text.includes('Kept')));
  const again = await open({ forms: [{ identity: token() }] });
  expect(await again.typed()).toEqual({ ...ADA, ...GRACE, subject: 'Kept' });
});

test.describe('a token that is no longer good', () => {
  test.use({ expected: /Failed to load resource/ });

  test('the visitor is told, keeps the text, and the page can give another one', async ({ open, sent, desk }) => {
    const form = await open({ forms: [{ identity: token({ expired: true }) }] });
    await listen(form, ['deskbell-ready', 'deskbell-error', 'deskbell-created']);
    const typed = { subject: newSubject(), description: ADA.description };
    await form.fill(typed);
    await form.send();
    await expect(form.host.locator('.alert')).toContainText('did not accept this form’s sign-in');
    expect(await form.typed()).toMatchObject(typed);
    expect(await heard(form)).toEqual(['deskbell-error 401']);

    await identify(form, token());
    await form.retryButton.click();
    await form.ticketNumber();
    expect(sent).toHaveLength(2);
    expect(await heard(form)).toEqual(['deskbell-error 401', 'deskbell-created']);
    expect(await desk.sandbox.ticketsAbout(typed.subject)).toHaveLength(1);
  });

  test('as docs/embedding.md has it, the visitor does not even notice', async ({ open, sent }) => {
    const form = await open({ forms: [{ identity: token({ expired: true }) }] });
    await form.host.evaluate((element, fresh) => {
      element.addEventListener('deskbell-error', ({ detail }) => {
        if (detail.status !== 401) return;
        element.identity = fresh;
        void element.submit();
      }, { once: true });
    }, token());
    await form.fill({ subject: newSubject(), description: ADA.description });
    await form.send();
    await form.ticketNumber();
    expect(sent).toHaveLength(2);
  });

  test('a file is not refused for it: it can be sent again', async ({ open }) => {
    const form = await open({ forms: [{ identity: token({ expired: true }) }] });
    await form.host.locator('input[type=file]').setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('It rings.') });
    const again = form.host.getByRole('button', { name: 'Upload note.txt again' });
    await again.waitFor();
    await identify(form, token());
    await again.click();
    await expect(form.host.getByRole('listitem')).toContainText('Uploaded');
  });

  test('where everybody has to be known, a stranger is told so', async ({ page, strict }) => {
    await page.goto(`${strict.site.origin}/hosts/page.html?forms=${encodeURIComponent(JSON.stringify([{ 'proxy-url': strict.proxy.url }]))}`);
    const form = new Form(page.locator('desk-bell'));
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await form.send();
    await expect(form.host.locator('.alert')).toContainText('did not accept this form’s sign-in');
    expect(await form.typed()).toEqual(typed);
    await identify(form, token());
    await expect.poll(() => form.typed()).toEqual({ ...typed, ...GRACE });
    await form.retryButton.click();
    await form.ticketNumber();
    expect(await strict.sandbox.ticketsAbout(typed.subject)).toHaveLength(1);
  });
});
