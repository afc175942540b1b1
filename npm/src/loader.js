// deskbell.js, the script tag: draws the floating button at once and loads the element when somebody comes near it. The
// element then takes over what is drawn (stage.js). This runs on pages of all kinds, and every byte of it is counted.
import css from '../../style/sketch.css';
import { letters, said } from './launchers.js';

const NAME = 'desk-bell';
const BELL = 'M3 17h18M5 17a7 7 0 0 1 14 0M12 10V6.5M9.5 6.5h5M3 20.5h18';

/** A tag manager may run the text of the script, and the browser does not know then where it came from. @type {any} */
const script = document.currentScript || document.querySelector('script[data-proxy-url]');

/** @returns {any} */
function create(/** @type {string} */ name, /** @type {Record<string, any>} */ attributes, /** @type {Node | string} */ child = '', drawn = 0) {
  const element = drawn ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const key in attributes) if (attributes[key]) element.setAttribute(key, attributes[key]);
  element.append(child);
  return element;
}

function complain(/** @type {unknown} */ error) {
  console.error('Deskbell:', error);
}

/** Where visitors go whose browsers or networks cannot show the form. @type {string | undefined} */
let href;

async function start() {
  const options = { ...JSON.parse(script.dataset.config || '{}'), ...script.dataset };
  const { nonce = script.nonce, opener, messages = {}, mode = 'launcher', proxyUrl } = options;
  href = options.fallbackHref || proxyUrl && proxyUrl.replace(/\/*$/, '/contact');
  if (!proxyUrl || !window.WebAssembly) throw 'no data-proxy-url or WebAssembly';
  const host = create(NAME, { mode });
  for (const { name, value } of script.attributes) if (/^data-(?!on|style)/.test(name)) host.setAttribute(name.slice(5), value);
  // The same tag may come once more, with frameworks that put pages into pages.
  for (const other of document.querySelectorAll(NAME)) if (other.isEqualNode(host)) return;
  const floats = mode === 'launcher';
  if (!floats && script.closest('body')) script.after(host);
  else document.body.append(host);
  const isOver = () => customElements.get(NAME) || !host.isConnected;
  if (isOver()) return;

  /** @type {any} */ let locale = '';
  try {
    locale = new Intl.Locale(options.lang || (host.closest('[lang]') || '').lang || navigator.language).maximize();
  } catch {
    // No language that this browser knows.
  }
  const root = host.attachShadow({ mode: 'open', delegatesFocus: true });
  const box = create('div', { dir: 'auto' });
  root.append(box);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(create('style', { nonce }, css));
  }
  const draw = (/** @type {'a' | 'button'} */ name, wanted = root.activeElement) => {
    const glyph = create('svg', { viewBox: '0 0 24 24' }, create('path', { d: BELL }, '', 1), 1);
    const launcher = create(name, { part: 'launcher', href }, glyph);
    launcher.append(messages.launcher || said.split('|')[letters.indexOf(locale.script === 'Hant' ? 'zt' : locale.language) / 3] || 'Get help');
    box.textContent = '';
    box.append(launcher);
    if (wanted) launcher.focus();
  };
  document.querySelector(opener);
  if (floats && !opener) draw('button');
  const base = new URL('.', script.src);
  /** @type {unknown} */ let wanted;
  /** @type {unknown} */ let loading;
  let failures = '';
  const load = (/** @type {{ type?: string }} */ event = {}) => {
    if (loading || isOver()) return;
    loading = 1;
    // What the element will import is on its way beside it. A hint would need the nonce of the page's policy.
    for (const file of event.type && !options.wasmUrl ? ['deskbell_wasm', 'first'] : []) import(base + file + '.js').catch(String);
    import(base + 'element.js' + failures).then(({ DeskbellElement }) => {
      if (!isOver()) customElements.define(NAME, DeskbellElement);
      if (wanted) host.open(wanted);
    }).catch((error) => {
      complain(error);
      // Once: whatever is new below the pointer is a sign of interest, and tries again.
      if (!failures) draw('a', wanted);
      failures += '?';
      wanted = loading = 0;
    });
  };
  for (const name of ['pointerover', 'focusin', 'click']) {
    (opener ? document : root).addEventListener(name, (/** @type {any} */ event) => {
      const by = event.target.closest && event.target.closest(opener || '[part]');
      if (!by || isOver()) return;
      if (name === 'click' && !failures && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        wanted = by;
      }
      load(event);
    });
  }
  // A form in the page waits by itself, and so does the element with `idle` and `visible`; `interaction` has no such letter.
  if (!floats || /[gl]/.test(options.load)) load();
}

const begin = () => start().catch((error) => {
  complain(error);
  if (href) document.body.append(create('a', { href }, 'Get help'));
});
if (document.body) begin();
else addEventListener('DOMContentLoaded', begin);
