// Opens the form that a site gets without any settings, and prints the numbers of the functions that ran until they were shown; see src/shown.rs.
//
//   node xtask/shown.mjs <dist folder of the watched module>

import path from 'node:path';

import { chromium } from '@playwright/test';

import settings from '../playwright.config.mjs';
import { Proxy } from '../tests/e2e/support/proxy.mjs';
import { startSite } from '../tests/site.mjs';

const dist = process.argv[2];
/** Milliseconds after which nothing happens any more that a form does by itself. */
const QUIET = 500;

/** Attributes of a form: one in the page, one in a dialog, and in languages that have another point or direction. */
const FORMS = [{}, { mode: 'launcher' }, { mode: 'launcher', lang: 'fr' }, { lang: 'ar' }];

async function watch(browser, site, attributes) {
  const page = await browser.newPage();
  // The rest never comes.
  await page.route('**/deskbell/rest.js', () => undefined);
  await page.route(/\/deskbell\/(first|deskbell_wasm|element|index)\.js$/, (route) =>
    route.fulfill({ path: path.join(dist, path.basename(route.request().url())) }));
  await page.goto(`${site.origin}/plain/page.html#${new URLSearchParams({ forms: JSON.stringify([attributes]) })}`);
  const form = page.locator('desk-bell');
  if (attributes.mode) await form.locator('[part=launcher]').click();
  await form.locator('[part~=submit]').waitFor();
  await page.waitForTimeout(QUIET);
  const ran = await page.evaluate(() => [...Reflect.get(globalThis, 'ran')]);
  await page.close();
  return ran;
}

async function main() {
  const proxy = await Proxy.start();
  const site = await startSite({ proxy: proxy.url });
  const browser = await chromium.launch(settings.use.launchOptions);
  const ran = new Set();
  try {
    for (const form of FORMS) {
      for (const index of await watch(browser, site, { 'proxy-url': proxy.url, ...form })) ran.add(index);
    }
  } finally {
    await browser.close();
    await site.stop();
    await proxy.stop();
  }
  console.log(JSON.stringify([...ran]));
}

await main();
