// The form speaks the visitor's language, and fetches nothing for it that is not needed.

import { readFile } from 'node:fs/promises';

import { expect, test } from './support/test.mjs';

const texts = async (tag) => JSON.parse(await readFile(new URL(`../../npm/locales/${tag}.json`, import.meta.url), 'utf8'));

/** The paths of the locales that a page fetches. */
function fetched(page) {
  const paths = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.includes('/locales/')) paths.push(pathname);
  });
  return paths;
}

const box = (page) => page.locator('desk-bell').first().locator('[part=base]');

test('English needs nothing', async ({ open, page }) => {
  const paths = fetched(page);
  await open({ forms: [{ lang: 'en-US' }] });
  await expect(box(page)).toHaveAttribute('lang', 'en-US');
  await expect(box(page)).toHaveAttribute('dir', 'ltr');
  expect(paths).toEqual([]);
});

test('another language is one file', async ({ open, page }) => {
  const paths = fetched(page);
  const german = await texts('de');
  await open({ forms: [{ lang: 'de-AT' }], ready: false });
  await expect(page.getByRole('button', { name: german.send })).toBeVisible();
  await expect(page.getByRole('heading', { name: german.heading })).toBeVisible();
  await expect(box(page)).toHaveAttribute('lang', 'de-AT');
  expect(paths).toEqual(['/deskbell/locales/de.js']);
});

test('the button speaks it before anything is loaded', async ({ open, page }) => {
  const paths = fetched(page);
  const arabic = await texts('ar');
  await open({ forms: [{ lang: 'ar', mode: 'launcher' }], ready: false });
  const button = page.getByRole('button', { name: arabic.launcher, exact: true });
  await expect(button).toBeVisible();
  await expect(box(page)).toHaveAttribute('dir', 'rtl');
  expect((await button.boundingBox()).x).toBe(20);
  expect(paths).toEqual([]);
  await button.click();
  const dialog = page.getByRole('dialog', { name: arabic.heading });
  const cross = await dialog.getByRole('button', { name: arabic.close, exact: true }).boundingBox();
  const { x, width } = await dialog.boundingBox();
  expect(cross.x).toBeLessThan(x + width / 2);
  expect(paths).toEqual(['/deskbell/locales/ar.js']);
});

test("the language is the page's where the element names none", async ({ open, page, desk }) => {
  await open({ forms: [], ready: false });
  await page.evaluate((proxy) => {
    const element = document.createElement('desk-bell');
    element.setAttribute('proxy-url', proxy);
    const place = document.getElementById('main');
    place.setAttribute('lang', 'zh-TW');
    place.append(element);
  }, desk.proxy.url);
  await expect(page.getByRole('heading', { name: (await texts('zh-Hant')).heading })).toBeVisible();
  await expect(box(page)).toHaveAttribute('lang', 'zh-TW');
});

test("the site's own words go first, also in a language that is not ours", async ({ open, page }) => {
  const messages = { heading: 'Hafðu samband', launcher: 'Hjálp' };
  await open({ forms: [{ lang: 'is', config: JSON.stringify({ messages }), mode: 'launcher' }], ready: false });
  await page.getByRole('button', { name: 'Hjálp' }).click();
  await expect(page.getByRole('heading', { name: 'Hafðu samband' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send request' })).toBeVisible();
  await expect(box(page)).toHaveAttribute('lang', 'is');
});

test('a language that nobody speaks here is English, and says so', async ({ open, page }) => {
  await open({ forms: [{ lang: 'ur' }] });
  await expect(box(page)).toHaveAttribute('lang', 'en');
  await expect(box(page)).toHaveAttribute('dir', 'ltr');
});

test('two forms, two languages', async ({ open, page }) => {
  await open({ forms: [{ lang: 'fr' }, { lang: 'en' }], ready: false });
  await expect(page.getByRole('button', { name: (await texts('fr')).send })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Send request' })).toHaveCount(1);
});

test('the language may change', async ({ open, page }) => {
  const form = await open();
  await form.subject.fill('It rings');
  await form.host.evaluate((element) => (element.lang = 'fr'));
  const french = await texts('fr');
  await expect(page.getByRole('button', { name: french.send })).toBeVisible();
  await expect(page.getByRole('textbox', { name: french['label.subject'] })).toHaveValue('It rings');
});

test.describe('a language that cannot be had', () => {
  test.use({ expected: /Failed to load resource|could not be loaded, so English is shown/ });

  for (const [what, answer] of [
    ['is missing', (route) => route.fulfill({ status: 404, body: 'Not found' })],
    ['never comes', () => undefined],
  ]) {
    test(`English, and one warning, when the file ${what}`, async ({ open, page }) => {
      const warnings = [];
      page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
      await page.route(/locales\/ar\.js/, answer);
      const start = Date.now();
      await open({ forms: [{ lang: 'ar' }] });
      expect(Date.now() - start).toBeLessThan(6000);
      await expect(box(page)).toHaveAttribute('lang', 'en');
      await expect(box(page)).toHaveAttribute('dir', 'ltr');
      expect(warnings.filter((text) => text.includes('"ar"'))).toHaveLength(1);
    });
  }
});

test.describe('when the form itself cannot be had', () => {
  test.use({ expected: /./ });
  test('the way out is in the language of the visitor', async ({ open, page }) => {
    await page.route(/first\.js/, (route) => route.abort());
    await open({ forms: [{ lang: 'de' }], ready: false });
    await expect(page.getByRole('link', { name: (await texts('de'))['trouble.link'] })).toBeVisible();
  });
});
