// How long the form takes to handle a keystroke, on a machine four times as slow as this one; `cargo xtask bench typing`.
//
// Chromium's own trace is read, not a clock in the page: for each key, how long the page was in the dispatch of the events
// that it causes (keydown, keypress, beforeinput, input, keyup), listeners, microtasks and the browser's own part
// included. Those inside others count once. What is left for later is told apart: timers, and rendering, which is style,
// layout and paint until the next key goes down. A plain control without any script has its share of handling, too, and
// is typed into last; what the form itself adds is told as `own`: the dispatch of `input`, with all of the form's listeners
// and their microtasks. What the engine compiled meanwhile, once for a function that had not run before or had run often,
// is taken off there and told as `compiling`.

import { chromium } from '@playwright/test';

import settings from '../../playwright.config.mjs';
import { Proxy } from '../e2e/support/proxy.mjs';
import { startSite } from '../site.mjs';

const KEYS = 200;
const SLOWDOWN = 4;
/** Milliseconds that a key stays down, so that there is a frame for each. */
const HELD = 40;

const own = (name, kind, more) => ({ name: `cf.cf_${name}`, label: `A ${name}`, kind, ...more });
const options = ['One', 'Two', 'Three', 'Four', 'Five'];
/** Twenty, of all kinds. */
const FIELDS = [
  { name: 'contact.firstName' }, { name: 'contact.lastName', required: true }, { name: 'email', required: true },
  { name: 'phone' }, { name: 'subject', required: true }, { name: 'description', required: true }, { name: 'webUrl' },
  { name: 'dueDate' },
  { name: 'category', options }, { name: 'subCategory', dependsOn: { field: 'category', values: { One: options } } },
  own('text', 'text'), own('area', 'textarea'), own('number', 'number'), own('decimal', 'decimal'), own('currency', 'currency'),
  own('percent', 'percent'), own('boolean', 'boolean'), own('date', 'date'), own('choice', 'picklist', { options }),
  own('choices', 'multiselect', { options }),
];

const HANDLING = new Set(['keydown', 'keypress', 'beforeinput', 'textInput', 'input', 'keyup']);
const COMPILING = /^(wasm|V8)\.(\w*Compil|PublishCode|Maglev|Optimize)/;
const RENDERING = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize']);

const SHARES = ['handling', 'own', 'compiling', 'timers', 'rendering'];

/** Milliseconds of each key of a trace, by share. */
function readTrace(trace) {
  const events = JSON.parse(trace).traceEvents.filter(({ ph }) => ph === 'X').sort((one, other) => one.ts - other.ts);
  const keys = [];
  /** Until when each share has been counted. @type {Record<string, number>} */
  let counted = {};
  for (const { name, args, ts, dur = 0, pid, tid } of events) {
    const type = name === 'EventDispatch' ? args.data?.type : undefined;
    if (type === 'keydown') {
      keys.push({ ...Object.fromEntries(SHARES.map((share) => [share, 0])), pid, tid });
      counted = { own: 0, compiling: 0, page: 0 };
    }
    const key = keys.at(-1);
    // Other threads and the browser's own pages have events of the same names.
    if (!key || key.pid !== pid || key.tid !== tid) continue;
    const add = (share, until) => {
      if (ts < counted[until]) return;
      key[share] += dur / 1000;
      counted[until] = ts + dur;
    };
    if (type === 'input') add('own', 'own');
    if (COMPILING.test(name) && ts < counted.own) add('compiling', 'compiling');
    const share = shareOf(name, type);
    if (share) add(share, 'page');
  }
  for (const key of keys) key.own -= key.compiling;
  return keys;
}

function shareOf(name, type) {
  if (HANDLING.has(type)) return 'handling';
  if (RENDERING.has(name)) return 'rendering';
  return name === 'TimerFire' ? 'timers' : undefined;
}

async function type(page, field, text) {
  await field.focus();
  await page.keyboard.type(text, { delay: HELD });
}

async function traced(browser, page, field, text) {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'v8.wasm', 'disabled-by-default-v8.wasm.detailed', 'disabled-by-default-v8.compile'],
  });
  await type(page, field, text);
  return readTrace(await browser.stopTracing());
}

function print(what, keys) {
  for (const share of SHARES) {
    printRow(share === SHARES[0] ? [what, keys.length] : ['', ''], share, quantiles(keys.map((key) => key[share])));
  }
}

/** Median, 95 and 99 of 100, and the largest. */
function quantiles(all) {
  const sorted = all.sort((one, other) => one - other);
  const at = (quantile) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? NaN;
  return [at(0.5), at(0.95), at(0.99), at(1)].map((number) => number.toFixed(2));
}

function printRow([what, count], share, numbers) {
  const columns = numbers.map((number) => number.padStart(9)).join('');
  console.log(`${what.padEnd(22)}${String(count).padStart(5)}  ${share.padEnd(10)}${columns}`);
}

async function addPlain(page) {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { id: 'plain' })));
  return page.locator('#plain');
}

async function main() {
  const proxy = await Proxy.start();
  const site = await startSite({ proxy: proxy.url });
  const browser = await chromium.launch(settings.use.launchOptions);
  try {
    const page = await browser.newPage();
    const forms = JSON.stringify([{ 'proxy-url': proxy.url, config: JSON.stringify({ fields: FIELDS }) }]);
    await page.goto(`${site.origin}/hosts/page.html?${new URLSearchParams({ forms })}`);
    const form = page.locator('desk-bell');
    await form.locator('[part~=submit]').waitFor();
    // A complaint stays while the address is none.
    await form.locator('[name=email]').fill('ada@');
    await form.locator('[name=phone]').focus();
    await form.locator('[name=email][aria-invalid=true]').waitFor();
    await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });

    const text = 'It rings all day, and nobody comes. '.repeat(KEYS).slice(0, KEYS);
    console.log(`\nmilliseconds a key, ${FIELDS.length} fields, a CPU ${SLOWDOWN} times as slow, Chromium ${browser.version()}\n`);
    printRow(['field', 'keys'], 'share', ['median', 'p95', 'p99', 'max']);
    const plain = await addPlain(page);
    const fields = [['subject', 'a line'], ['description', 'a text'], ['email', 'a field with an error']];
    for (const [field, what] of [...fields.map(([name, what]) => [form.locator(`[name=${name}]`), what]), [plain, 'no form at all']]) {
      print(what, await traced(browser, page, field, what.endsWith('error') ? text.replaceAll(/[ .,]/g, 'x') : text));
    }
  } finally {
    await browser.close();
    await site.stop();
    await proxy.stop();
  }
}

await main();
