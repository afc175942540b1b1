// Takes docs/theming.png anew: four real forms with the style sheets of docs/theming.md, each in a window of its own.
// It needs a built proxy and npm/dist.
//
//   node tests/pictures/theming.mjs

import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { Proxy } from '../e2e/support/proxy.mjs';
import { blocks, bundled, readDocument, startPages } from '../e2e/support/samples.mjs';

const picture = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../docs/theming.png');
const recipes = await readDocument('docs/theming.md');
const css = ['brand', 'dark', 'plain', 'parts', 'launcher'].flatMap((name) => blocks(recipes, `css ${name}`)).map(({ text }) => text).join('\n');

const LOOKS = {
  plain: { class: 'as-it-comes', caption: 'As it comes', ground: '#f1f3f8', ink: '#4b5563' },
  brand: { class: 'brand', caption: 'Brand colours', ground: '#e9f3ee', ink: '#3d5a4e' },
  night: { class: 'night', caption: 'Dark, with corners of its own', ground: '#0b0907', ink: '#b9a993', theme: 'dark' },
  bare: { class: 'plain', caption: 'No card; a button in the corner', ground: '#faf6ee', ink: '#5c5340', corner: true },
};

const style = `
  html, body { margin: 0; block-size: 100%; }
  body { box-sizing: border-box; padding: 20px 56px 0; font: 16px/1.5 "DejaVu Sans", system-ui, sans-serif; }
  p { margin: 0 0 16px; font-size: 13px; font-weight: 600; }
  .frames { display: grid; grid-template: 740px 740px / 600px 600px; gap: 12px; padding: 12px; background: #d5dae4; inline-size: max-content; block-size: max-content; }
  .bar { position: fixed; inset: auto 0 0; display: grid; place-items: center start; block-size: 64px; padding-inline: 56px; background: #efe8d9; color: #5c5340; font-size: 13px; }
  iframe { inline-size: 600px; block-size: 740px; border: 0; border-radius: 12px; }
  ${css}`;

const html = (body, attributes = '') =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Theming</title><link rel="stylesheet" href="/style.css"><body ${attributes}>${body}</body></html>`;

function look({ class: name, caption, ground, ink, theme = 'light', corner }, proxy) {
  const form = `<desk-bell proxy-url="${proxy}" theme="${theme}" draft="off"></desk-bell>`;
  const button = corner ? `<div class="bar">A bar of your own</div><div class="corner"><desk-bell id="b" proxy-url="${proxy}" theme="${theme}" mode="launcher"></desk-bell></div>` : '';
  return html(
    `<p style="color: ${ink}">${caption}</p>${form}${button}<script type="module" src="/deskbell/index.js"></script>`,
    `class="${name}" style="background: ${ground}"`,
  );
}

/** Something to see in each: what was typed, what is wrong, what has the focus. */
async function fill(page) {
  const form = (name) => page.frameLocator(`#${name}`).locator('desk-bell').first();
  for (const name of Object.keys(LOOKS)) await form(name).locator('[part=submit]').waitFor();
  const field = (look, name) => form(look).locator(`[name="${name}"]`);
  await field('brand', 'contact.lastName').fill('Ada Lovelace');
  await field('brand', 'email').fill('ada@');
  await field('brand', 'subject').fill('Wrong total on my invoice');
  await field('night', 'contact.lastName').fill('Grace Hopper');
  await field('night', 'email').fill('grace@example.org');
  await field('night', 'subject').focus();
}

const proxy = await Proxy.start();
const pages = Object.fromEntries(Object.entries(LOOKS).map(([name, about]) => [`/${name}`, look(about, proxy.url)]));
const frames = Object.keys(LOOKS).map((name) => `<iframe id="${name}" title="${name}" src="/${name}"></iframe>`).join('');
const site = await startPages({
  ...pages,
  '/': html(frames, 'class="frames"'),
  '/style.css': { type: 'text/css', body: style },
});
const browser = await chromium.launch({ executablePath: process.env.DESKBELL_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1236, height: 1516 }, deviceScaleFactor: 1.25, reducedMotion: 'reduce' });
await page.route(`${site.origin}/deskbell/**`, (route) => route.fulfill({ path: bundled(route.request().url()) }));
await page.goto(site.origin);
await fill(page);
await page.screenshot({ path: picture, caret: 'hide' });
await browser.close();
site.stop();
await proxy.stop();
