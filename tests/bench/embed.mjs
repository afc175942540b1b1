// What a page pays for the script tag while nobody asks for help; `cargo xtask bench embed`.
//
// The same page is opened without the tag, with a tag whose script is empty, and with ours, in turns, so that whatever else
// the machine does meets all of them. Ours is parsed, runs and draws its button; nobody comes near. Told are the median of
// each, and the median of the differences between neighbours: to the page without, and to the one with the empty script,
// which is the least that any script tag costs.

import { chromium } from '@playwright/test';

import settings from '../../playwright.config.mjs';
import { startSite } from '../site.mjs';

const ROUNDS = 25;
const SLOWDOWN = 4;
/** Milliseconds that a page is watched after it has loaded. */
const WATCHED = 1000;

const COLUMNS = [
  ['requests', 0], ['bytes', 0], ['long tasks', 0], ['long ms', 1], ['CLS', 4], ['LCP ms', 1], ['loaded ms', 1],
];

const page = (tag) => ({
  html: `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Shop</title>${tag}</head>`
    + `<body><h1>Shop</h1>${'<p>Everything for the desk, from bells to blotters, and what goes with it.</p>'.repeat(60)}</body></html>`,
});

/** Runs in the page before anything else. */
function watch() {
  window.seen = { tasks: 0, long: 0, shift: 0, paint: 0 };
  const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('longtask', ({ duration }) => { window.seen.tasks += 1; window.seen.long += duration; });
  on('layout-shift', ({ value }) => { window.seen.shift += value; });
  on('largest-contentful-paint', ({ startTime }) => { window.seen.paint = startTime; });
}

/** One visit: the columns, as numbers. */
async function visit(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await session.send('Network.enable');
  let [requests, bytes] = [0, 0];
  session.on('Network.requestWillBeSent', ({ request }) => { requests += request.url.endsWith('/favicon.ico') ? 0 : 1; });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(WATCHED);
  const [{ tasks, long, shift, paint }, loaded] = await page.evaluate(() =>
    [window.seen, performance.getEntriesByType('navigation')[0].loadEventEnd]);
  await context.close();
  return [requests, bytes, tasks, long, shift, paint, loaded];
}

const median = (numbers) => numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const medians = (rows) => COLUMNS.map((_, column) => median(rows.map((row) => row[column])));

function print(what, numbers) {
  console.log(what.padEnd(18) + numbers.map((number, column) => number.toFixed(COLUMNS[column][1]).padStart(12)).join(''));
}

async function main() {
  const site = await startSite();
  const pages = [
    ['without', ''],
    ['empty script', '<script async src="/empty.js"></script>'],
    ['with the tag', '<script async src="/deskbell/deskbell.js" data-proxy-url="http://127.0.0.1:8787"></script>'],
  ];
  site.put('/empty.js', { html: '', type: '.js' });
  pages.forEach(([, tag], index) => site.put(`/${index}`, page(tag)));
  const browser = await chromium.launch(settings.use.launchOptions);
  try {
    const visits = pages.map(() => []);
    // Round -1 warms the browser up.
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const [index, seen] of visits.entries()) seen[round] = await visit(browser, `${site.origin}/${index}`);
    }
    console.log(`\nmedians of ${ROUNDS} visits each, a CPU ${SLOWDOWN} times as slow, Chromium ${browser.version()}\n`);
    console.log(''.padEnd(18) + COLUMNS.map(([name]) => name.padStart(12)).join(''));
    pages.forEach(([name], index) => print(name, medians(visits[index])));
    const [without, empty, having] = visits;
    const difference = (base) => medians(having.map((row, round) => row.map((number, column) => number - base[round][column])));
    print('more than without', difference(without));
    print('more than empty', difference(empty));
  } finally {
    await browser.close();
    await site.stop();
  }
}

await main();
