// A language that nobody speaks: every text in brackets, and longer by half. What stands without brackets is written
// into the code; what does not fit will not fit in Finnish.

import { readFileSync } from 'node:fs';

import { STATES, reach } from './support/states.mjs';
import { expect, test } from './support/test.mjs';

const english = JSON.parse(readFileSync(new URL('../../npm/locales/en.json', import.meta.url), 'utf8'));

/** `Send request` → `⟦Šéñð ŕéqüéšť ······⟧`, places left as they are. */
function pseudo(text) {
  const letters = { a: 'á', c: 'č', d: 'ð', e: 'é', i: 'í', n: 'ñ', o: 'ö', r: 'ŕ', s: 'š', t: 'ť', u: 'ü', S: 'Š', T: 'Ť', W: 'Ŵ' };
  const accented = text.split(/(\{\w+\})/).map((part, odd) => (odd % 2 ? part : [...part].map((letter) => letters[letter] ?? letter).join(''))).join('');
  return `⟦${accented}${' ·'.repeat(Math.ceil(text.length * 0.22))}⟧`;
}

const messages = Object.fromEntries(Object.entries(english).map(([key, text]) => [key, key === 'summary.words' ? '' : pseudo(text)]));

/** What stands in the form that no language has: typed, named by the site, or a number. */
const UNSPOKEN = [
  /^[\d\s/#.,:%·!–-]*$/, /^\d+ (byte|kB|MB)/, /^(\S+@example\.org|#?773|DB-7K2M-9QXA)$/, /^[\w-]+\.txt$/, /^TXT$/,
  /^(Hardware|Software|Printer|Screen|Shop|App|Mail)$/, /^`config` is not JSON/, /^This address is not known\.$/,
  // Labels and help that the operator gave.
  /^(How many\?|Price|Bought on|Seen in|I have read the terms|Only if you want to be called back\.)$/,
  /^(Wrong total on my invoice|The total does not match the order\.|Ada Lovelace)$/,
];

/** Every text that is seen or read out, in the shadow root. */
const texts = (host) => host.evaluate((element) => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) found.push(node.data.trim());
    if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) if (node.getAttribute(name)) found.push(node.getAttribute(name));
    }
    node.childNodes.forEach(walk);
  };
  walk(element.shadowRoot);
  return found;
});

/** What stands outside all brackets, which may stand in each other and go over several texts. */
function outside(text) {
  const less = text.replace(/⟦[^⟦⟧]*⟧/g, '');
  return less === text ? text.split('\n').map((part) => part.trim()).filter(Boolean) : outside(less);
}

/** Elements whose content is cut off or sticks out of the card. */
const cut = (host) => host.evaluate((element) => {
  const found = [];
  for (const inner of element.shadowRoot.querySelectorAll('*')) {
    const style = getComputedStyle(inner);
    const box = inner.getBoundingClientRect();
    if (!inner.checkVisibility() || style.clipPath !== 'none' || !box.width || inner.matches('input, textarea, canvas, progress')) continue;
    const hides = style.overflowX !== 'visible' || inner.matches('button, label, p, span, strong, h2');
    // A list of choices shows what fits, and the rest when it is opened.
    if (hides && inner.scrollWidth > inner.clientWidth + 1 && inner.clientWidth && !inner.matches('select')) found.push(`${inner.className || inner.localName}: ${inner.textContent.trim().slice(0, 60)}`);
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`${inner.className || inner.localName} leaves the window`);
  }
  return found;
});

/** WCAG 1.4.12: what a visitor may ask for. */
const SPACING = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }';

// Some states are failures.
test.use({ expected: /./ });

/** In a side column everything is at its narrowest; a page adds the second column. */
const WIDTHS = { 280: Object.keys(STATES), 900: ['kinds-errors', 'files', 'dialog', 'question'] };

for (const [width, states] of Object.entries(WIDTHS)) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width: Number(width), height: 740 }, contextOptions: { reducedMotion: 'reduce' } });

    for (const state of states) {
      test(`${state} says nothing of its own, and nothing is cut off (${width})`, async ({ page, desk, full, filing }) => {
        const config = JSON.stringify({ messages });
        const { host } = await reach(state, { page, desk, full, filing, more: state === 'misconfigured' ? {} : { config } });
        const said = await texts(host);
        expect(said.length).toBeGreaterThan(0);
        if (state !== 'misconfigured') {
          expect(outside(said.join('\n')).filter((part) => !UNSPOKEN.some((pattern) => pattern.test(part)))).toEqual([]);
        }
        expect(await cut(host)).toEqual([]);
        await host.evaluate((element, css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          element.shadowRoot.adoptedStyleSheets = [...element.shadowRoot.adoptedStyleSheets, sheet];
        }, SPACING);
        expect(await cut(host)).toEqual([]);
      });
    }
  });
}
