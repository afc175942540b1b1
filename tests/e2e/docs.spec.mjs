// Every sample of the documentation on a page of its own, under the policy that the documentation promises.

import { readFile } from 'node:fs/promises';

import { ADA, Form, newSubject } from './support/form.mjs';
import { blocks, bundled, readDocument, startPages } from './support/samples.mjs';
import { expect, test } from './support/test.mjs';

const documents = Object.fromEntries(await Promise.all(
  ['README.md', 'docs/embedding.md', 'docs/languages.md'].map(async (name) => [name, await readDocument(name)]),
));

const samples = Object.entries(documents).flatMap(([document, markdown]) =>
  blocks(markdown, 'html sample').map((sample, index) => ({ ...sample, document, index })));
const script = blocks(documents['docs/embedding.md'], 'js sample')[0].text;
const [{ text: policy }] = blocks(documents['docs/embedding.md'], 'policy');
const sampleOf = (title) => samples.find((sample) => sample.title === title).text;

/** Shows `html` as a page of a customer's site, which has a CDN as well. */
async function show({ page, desk, html, csp = policy }) {
  const filled = (text) => text.replaceAll('https://support.example.com', desk.proxy.url);
  const site = await startPages({
    '/': `<!doctype html><html lang="en"><meta charset="utf-8"><title>A sample</title><body>${filled(html)}</body></html>`,
    '/help.js': { type: 'text/javascript', body: script },
  }, { 'Content-Security-Policy': filled(csp).trim() });
  page.once('close', site.stop);
  const serve = (headers) => (route) => route.fulfill({ path: bundled(route.request().url()), headers });
  await page.route(`${site.origin}/deskbell/**`, serve({ 'Content-Type': 'text/javascript' }));
  await page.route('https://cdn.example/deskbell/**', serve({ 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }));
  await page.goto(site.origin);
}

/** The form's own button, or what opens the dialog. */
async function theForm(page) {
  const opener = page.locator('[part=launcher], .help, [commandfor]').first();
  const submit = page.locator('desk-bell').locator('[part=submit]');
  await expect(opener.or(submit).first()).toBeVisible();
  if (await opener.count()) await opener.click();
  return submit;
}

for (const { document, title, index, text } of samples) {
  test(`${document}: sample ${index + 1}, “${title}”`, async ({ page, desk }) => {
    const csp = text.includes('https://cdn.example') ? policy.replace("'self'", 'https://cdn.example') : policy;
    await show({ page, desk, html: text, csp });
    await expect(await theForm(page)).toBeVisible();
    const [, heading] = /"heading": "([^"]+)"/.exec(text) ?? [];
    if (heading) await expect(page.locator('desk-bell').locator('[part=heading]')).toHaveText(heading);
  });
}

test('the script of “Events” fills in, adds to the ticket, and shows the number', async ({ page, desk }) => {
  await show({ page, desk, html: sampleOf('Events') });
  const form = new Form(page.locator('desk-bell'));
  const subject = newSubject();
  await expect(form.name).toHaveValue('Ada Lovelace');
  await form.fill({ subject, description: ADA.description });
  await form.send();
  await expect(page.locator('p#number')).toHaveText(`Ticket ${await form.ticketNumber()}`);
  const [ticket] = await desk.sandbox.ticketsAbout(subject);
  expect(ticket.description).toContain('Sent from /');
});

test('the list under “Fields”: choices follow, and a field comes and goes', async ({ page, desk }) => {
  const [{ text }] = blocks(documents['docs/embedding.md'], 'json');
  const config = JSON.stringify({ fields: JSON.parse(text) });
  await show({ page, desk, html: sampleOf('Element').replace('<desk-bell ', `<desk-bell config='${config}' `) });
  const host = page.locator('desk-bell');
  await host.getByLabel('Category', { exact: false }).first().selectOption('Apps and programs');
  await expect(host.getByLabel('Subcategory').getByRole('option')).toHaveText(['Choose one', 'Editor']);
  await expect(host.getByLabel('Phone')).toBeHidden();
  await host.getByLabel('Call me back').check();
  await expect(host.getByLabel('Phone')).toBeVisible();
});

test.describe('what stands inside the element', () => {
  test('is not seen where the form is', async ({ page, desk }) => {
    await show({ page, desk, html: sampleOf('Element') });
    await expect(await theForm(page)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Contact us' })).toBeHidden();
  });

  test.describe('', () => {
    test.use({ expected: /Content Security Policy|script-src/ });

    test('is seen where the script may not run', async ({ page, desk }) => {
      await show({ page, desk, html: sampleOf('Element'), csp: "script-src 'none'" });
      await expect(page.getByRole('link', { name: 'Contact us' })).toBeVisible();
    });
  });
});

test('a nonce on the script tag is enough', async ({ page, desk }) => {
  const html = sampleOf('Element').replace('<script ', '<script nonce="abc123" ');
  const csp = "default-src 'none'; script-src 'nonce-abc123' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src https://support.example.com";
  await show({ page, desk, html, csp });
  await expect(await theForm(page)).toBeVisible();
});

test.describe('integrity in an import map', () => {
  const html = (hash) => `<script type="importmap" nonce="abc123">{ "integrity": { "https://cdn.example/deskbell/first.js": "${hash}" } }</script>
    ${sampleOf('Another origin').replace('<script ', '<script nonce="abc123" ')}`;
  const csp = "script-src 'nonce-abc123' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src https://support.example.com";

  test('lets the right file through', async ({ page, desk }) => {
    const bytes = await readFile(bundled('https://cdn.example/deskbell/first.js'));
    const digest = await crypto.subtle.digest('SHA-384', bytes);
    const hash = `sha384-${Buffer.from(digest).toString('base64')}`;
    await show({ page, desk, html: html(hash), csp });
    await expect(await theForm(page)).toBeVisible();
  });

  test.describe('', () => {
    test.use({ expected: /integrity|dynamically imported/ });

    test('keeps another one out', async ({ page, desk }) => {
      await show({ page, desk, html: html(`sha384-${'A'.repeat(64)}`), csp });
      await expect(page.getByText('The form could not be loaded')).toBeVisible();
    });
  });
});
