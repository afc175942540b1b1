// What is to be copied: a tab for each way to put the form on a page.

import { create, find, say } from './dom.js';
import { pieces } from './highlight.js';
import { SNIPPETS } from './snippet.js';

/** @typedef {import('./store.js').Store} Store */

/** What a button says after it has done its work, and for how long. */
const DONE = 2000;

/** @type {Readonly<Record<string, string>>} */
const NOTES = {
  inline: 'Where the form is to stand. A small loader; the form itself comes when it is needed.',
  launcher: 'Anywhere in your page. A small loader; the form itself comes when it is needed.',
  npm: 'After “npm install deskbell”, in a module of your bundle.',
  react: 'React 19 or newer. A component for wherever the form belongs.',
  vue: 'A component for wherever the form belongs.',
  proxy: 'For deskbell.toml: what the proxy must know to take what this form asks for.',
};

/** @param {Store} store @param {string} proxyUrl of this page */
export function makePanel(store, proxyUrl) {
  const code = find('#snippet');
  const names = Object.keys(SNIPPETS);
  let chosen = names[0];
  const tabs = names.map((name) => create('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': 'snippet-panel' }, SNIPPETS[name].label));
  const show = () => {
    const { settings } = store;
    const source = SNIPPETS[chosen].print({ ...settings, proxyUrl: settings.proxyUrl || proxyUrl });
    code.replaceChildren(...pieces(source).map(([kind, text]) => (kind ? create('span', { class: kind }, text) : text)));
    find('#snippet-note').textContent = NOTES[chosen === 'script' ? settings.mode : chosen];
    find('#snippet-panel').setAttribute('aria-labelledby', `tab-${chosen}`);
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(names[index] === chosen));
      tab.tabIndex = names[index] === chosen ? 0 : -1;
    });
  };
  const choose = (/** @type {number} */ index) => {
    chosen = names[index];
    show();
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => choose(index));
    tab.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = (to + tabs.length) % tabs.length;
      choose(next);
      tabs[next].focus();
    });
  });
  find('#tabs').append(...tabs);
  store.follow(show);
  copies(find('#copy'), () => code.textContent, code);
}

/**
 * Copies, and says so; where that is not allowed, marks what there is to copy.
 * @param {HTMLElement} button
 * @param {() => string} text
 * @param {Node} [marked]
 */
export function copies(button, text, marked) {
  const label = button.textContent ?? '';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      if (marked) getSelection()?.selectAllChildren(marked);
      say('Press Ctrl+C or ⌘C to copy');
      return;
    }
    button.textContent = 'Copied';
    say('Copied');
    setTimeout(() => { button.textContent = label; }, DONE);
  });
}
