// Attachments: chosen, dropped, pasted; on their way, refused, taken back; and in the ticket.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

import AxeBuilder from '@axe-core/playwright';

import { startSite } from '../site.mjs';
import { ADA, newSubject } from './support/form.mjs';
import { Proxy } from './support/proxy.mjs';
import { Sandbox } from './support/sandbox.mjs';
import { expect, test } from './support/test.mjs';

const PICTURE = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs/form.png');
const text = (name, size = 12) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, 'x') });

let proxy;
let sandbox;
test.beforeAll(async () => {
  proxy = await Proxy.start({
    DESKBELL_ATTACHMENTS_ENABLED: 'true',
    DESKBELL_ATTACHMENTS_MAX_FILES: '3',
    DESKBELL_ATTACHMENTS_MAX_BYTES: '1048576',
    DESKBELL_ATTACHMENTS_ACCEPT: 'image/*,.txt,.pdf',
  });
  sandbox = new Sandbox(proxy.sandboxUrl);
});
test.afterAll(() => proxy.stop());

/** The place for files of a form. */
class Files {
  constructor(form) {
    this.form = form;
    this.input = form.host.locator('input[type=file]');
    this.choose = form.host.getByRole('button', { name: 'Choose files' });
    this.list = form.host.getByRole('list', { name: 'Your files' });
    this.items = this.list.getByRole('listitem');
  }

  item(name) { return this.items.filter({ hasText: name }); }

  async arrived(name) { await expect(this.item(name)).toContainText('Uploaded'); }
}

const show = async (open, attributes = {}) => {
  const form = await open({ policy: 'plain', forms: [{ 'proxy-url': proxy.url, ...attributes }] });
  return [form, new Files(form)];
};

/** Holds uploads back until told to let them go. */
async function hold(page) {
  let release = () => undefined;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/api/v1/uploads', async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  return release;
}

test('chosen files arrive in the ticket, whatever they are called', async ({ open, page }) => {
  const [form, files] = await show(open);
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await expect(form.host.getByText('Up to 3 files, 1 MB each.')).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await files.choose.click();
  await (await chooser).setFiles([PICTURE]);
  await files.arrived('form.png');
  await files.input.setInputFiles([text('größe "1" & 日本語 #%.txt'), text('same.txt')]);
  await files.arrived('größe "1" & 日本語 #%.txt');
  await files.arrived('same.txt');
  const { violations } = await new AxeBuilder({ page }).include('desk-bell').analyze();
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  await form.send();
  await form.ticketNumber();
  const [ticket] = await sandbox.ticketsAbout(subject);
  expect(ticket.received.uploads).toHaveLength(3);
  expect(new Set(ticket.received.uploads).size).toBe(3);
});

test('a picture is shown small, drawn, with nothing for a policy to refuse', async ({ page }) => {
  // The strict policy lets the page speak with this proxy only.
  const site = await startSite({ proxy: proxy.url });
  const forms = JSON.stringify([{ 'proxy-url': proxy.url }]);
  await page.goto(`${site.origin}/hosts/page.html?${new URLSearchParams({ forms })}`);
  await page.locator('desk-bell input[type=file]').setInputFiles([PICTURE]);
  const canvas = page.locator('desk-bell canvas');
  await expect(canvas).toBeVisible();
  const colours = await canvas.evaluate((element) => {
    const { data } = element.getContext('2d').getImageData(0, 0, element.width, element.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  expect(colours).toBeGreaterThan(8);
  await site.stop();
});

test('both sides of each limit are told, and nothing else is lost', async ({ open }) => {
  const [form, files] = await show(open);
  await files.input.setInputFiles([text('exact.txt', 1_048_576), text('over.txt', 1_048_577), text('empty.txt', 0), { ...text('run.exe'), mimeType: 'application/x-msdownload' }]);
  await files.arrived('exact.txt');
  await expect(files.items).toHaveCount(1);
  const alert = form.host.getByRole('alert');
  await expect(alert.getByText('over.txt was not added: choose a file of up to 1 MB')).toBeVisible();
  await expect(alert.getByText('empty.txt was not added: the file is empty')).toBeVisible();
  await expect(alert.getByText('run.exe was not added: choose one of these types: image/*, .txt, .pdf')).toBeVisible();
  await files.input.setInputFiles([text('2.txt'), text('3.txt'), text('4.txt')]);
  await expect(files.items).toHaveCount(3);
  await expect(alert.getByText('4.txt was not added: you can add 3 files')).toBeVisible();
  await expect(alert.getByText('over.txt')).toHaveCount(0);
});

test('the same file twice is two files, and one taken back is not sent', async ({ open, sent }) => {
  const [form, files] = await show(open);
  await form.fill({ ...ADA, subject: newSubject() });
  await files.input.setInputFiles([text('twice.txt')]);
  await files.input.setInputFiles([text('twice.txt')]);
  await expect(files.items).toHaveCount(2);
  await expect(files.items.filter({ hasText: 'Uploaded' })).toHaveCount(2);
  await files.items.first().getByRole('button', { name: 'Remove twice.txt' }).click();
  await expect(files.items).toHaveCount(1);
  await expect(files.choose).toBeFocused();
  await form.send();
  await form.ticketNumber();
  expect(sent[0].body.uploads).toHaveLength(1);
});

test('sending waits for files that are still on their way', async ({ open, page, sent }) => {
  const [form, files] = await show(open);
  const release = await hold(page);
  await form.fill({ ...ADA, subject: newSubject() });
  await files.input.setInputFiles([text('slow.txt')]);
  await expect(form.host.getByRole('progressbar', { name: 'Uploading slow.txt' })).toBeVisible();
  await form.send();
  await expect(form.host.getByRole('button', { name: 'Uploading your files…' })).toBeVisible();
  expect(await form.property('state')).toBe('sending');
  await form.host.getByRole('button', { name: 'Uploading your files…' }).dispatchEvent('click');
  expect(sent).toEqual([]);
  release();
  await form.ticketNumber();
  expect(sent).toHaveLength(1);
  expect(sent[0].body.uploads).toHaveLength(1);
});

test('an upload can be called back', async ({ open, page, sent }) => {
  const [form, files] = await show(open);
  await hold(page);
  const gone = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/uploads'));
  await form.fill({ ...ADA, subject: newSubject() });
  await files.input.setInputFiles([text('slow.txt')]);
  await files.items.getByRole('button', { name: 'Remove slow.txt' }).click();
  await gone;
  await form.send();
  await form.ticketNumber();
  expect(sent[0].body).not.toHaveProperty('uploads');
});

test.describe('uploads that fail', () => {
  test.use({ expected: /Failed to load resource/ });

  test('stand in the way until they are tried again or taken back', async ({ open, page, sent }) => {
    const [form, files] = await show(open);
    await form.fill({ ...ADA, subject: newSubject() });
    await page.route('**/api/v1/uploads', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()), { times: 2 });
    await files.input.setInputFiles([text('unlucky.txt')]);
    await expect(files.items.getByText('unlucky.txt could not be uploaded')).toBeVisible();
    await form.send();
    await expect(form.summary('One thing needs your attention')).toBeFocused();
    await form.host.getByRole('link', { name: 'Upload again or remove the files that did not arrive' }).click();
    await expect(files.choose).toBeFocused();
    expect(sent).toEqual([]);
    await page.unroute('**/api/v1/uploads');
    await files.items.getByRole('button', { name: 'Upload unlucky.txt again' }).click();
    await files.arrived('unlucky.txt');
    await form.send();
    await form.ticketNumber();
    expect(sent[0].body.uploads).toHaveLength(1);
  });
});

test('files are dropped and pasted; text is pasted as text', async ({ open, page }) => {
  const [form, files] = await show(open);
  const give = (type, names) => form.host.evaluate((element, { type, names }) => {
    const transfer = new DataTransfer();
    for (const name of names) transfer.items.add(new File(['x'], name, { type: 'text/plain' }));
    if (type === 'text') transfer.setData('text/plain', 'words');
    const target = element.shadowRoot.querySelector('textarea');
    const init = { bubbles: true, cancelable: true, composed: true };
    const event = type === 'drop' ? new DragEvent('drop', { ...init, dataTransfer: transfer })
      : new ClipboardEvent('paste', { ...init, clipboardData: transfer });
    return target.dispatchEvent(event);
  }, { type, names });
  expect(await give('drop', ['dropped.txt'])).toBe(false);
  expect(await give('paste', ['pasted.txt'])).toBe(false);
  await files.arrived('dropped.txt');
  await files.arrived('pasted.txt');
  expect(await give('text', ['picture-of-words.txt'])).toBe(true);
  await expect(files.items).toHaveCount(2);
});

test('a keyboard is enough for all of it', async ({ open, page, sent }) => {
  const [form, files] = await show(open);
  await form.name.focus();
  await page.keyboard.type(ADA.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ADA.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(newSubject());
  await page.keyboard.press('Tab');
  await page.keyboard.type(ADA.description);
  await page.keyboard.press('Tab');
  await expect(files.choose).toBeFocused();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([text('first.txt'), text('second.txt')]);
  await files.arrived('second.txt');
  await page.keyboard.press('Tab');
  await expect(files.items.first().getByRole('button', { name: 'Remove first.txt' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(files.items).toHaveCount(1);
  await expect(files.choose).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await form.ticketNumber();
  expect(sent[0].body.uploads).toHaveLength(1);
});

test('a site may ask for less than its proxy allows', async ({ open }) => {
  const [form, files] = await show(open, { config: JSON.stringify({ attachments: { maxFiles: 1, accept: ['.pdf'] } }) });
  await expect(form.host.getByText('Up to 1 file, 1 MB each. Allowed: .pdf')).toBeVisible();
  await expect(files.input).toHaveAttribute('accept', '.pdf');
  await expect(files.input).not.toHaveAttribute('multiple');
  const [, none] = await show(open, { config: JSON.stringify({ attachments: { enabled: false } }) });
  await expect(none.choose).toHaveCount(0);
});
