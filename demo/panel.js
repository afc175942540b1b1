// What is to be copied: a tab for each way to put the form on a page.

import { copies } from './copies.js';
import { create, find } from './dom.js';
import { pieces } from './highlight.js';
import { SNIPPETS } from './snippet.js';

/** @typedef {import('./store.js').Store} Store */

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
  const [panel, code, note] = [find('#snippet-panel'), find('#snippet'), find('#snippet-note')];
  let chosen = 'script';
  const show = () => {
    const { settings } = store;
    const source = SNIPPETS[chosen].print({ ...settings, proxyUrl: settings.proxyUrl || proxyUrl });
    code.replaceChildren(...pieces(source).map(([kind, text]) => (kind ? create('span', { class: kind }, text) : text)));
    note.textContent = NOTES[chosen === 'script' ? settings.mode : chosen];
    panel.setAttribute('aria-labelledby', `tab-${chosen}`);
  };
  makeTabs(find('#tabs'), panel, (name) => {
    chosen = name;
    show();
  });
  store.follow(show);
  copies(find('#copy'), () => code.textContent, code);
}

/** The tabs are one stop for the keyboard; arrows lead from one to the next. @param {HTMLElement} list @param {HTMLElement} panel @param {(name: string) => void} chosen */
function makeTabs(list, panel, chosen) {
  const names = Object.keys(SNIPPETS);
  const tabs = names.map((name) =>
    create('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': panel.id }, SNIPPETS[name].label));
  const choose = (/** @type {number} */ chosenOne) => {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === chosenOne));
      tab.tabIndex = index === chosenOne ? 0 : -1;
    });
    chosen(names[chosenOne]);
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
  list.append(...tabs);
  choose(0);
}
