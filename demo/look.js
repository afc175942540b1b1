// Colours, corners, spaces and the font: the custom properties of the form.

import { FONTS, SHADOWS, TOKENS } from './catalog.js';
import { hardToRead } from './contrast.js';
import { create, iconButton } from './dom.js';
import { put, selectControl } from './controls.js';

/** @typedef {import('./store.js').Store} Store */

const BACK = 'M4 4v3.5h3.5M4.3 7.2A4.5 4.5 0 1 1 4.6 10';

/** @param {Store} store */
export function makeLook(store) {
  const names = Object.keys(TOKENS);
  const usual = create('div', { class: 'tokens' }, ...names.filter((name) => !TOKENS[name].rare).map((name) => row(store, name)));
  const rare = create('div', { class: 'tokens' }, ...names.filter((name) => TOKENS[name].rare).map((name) => row(store, name)));
  const doubts = create('ul', { class: 'doubts', hidden: true });
  store.follow(({ tokens, theme }) => {
    const sentences = hardToRead(tokens, theme);
    if (sentences.join() === [...doubts.children].map((item) => item.textContent).join()) return;
    doubts.hidden = !sentences.length;
    doubts.replaceChildren(...sentences.map((sentence) => create('li', {}, sentence)));
  });
  return [create('div', { role: 'status' }, doubts), usual, create('details', { class: 'more' }, create('summary', {}, 'More colours'), rare)];
}

/** @param {Store} store @param {string} name */
function row(store, name) {
  const { type } = TOKENS[name];
  const changed = (/** @type {string} */ value) => store.changeEntry('tokens', name, value);
  if (type === 'font' || type === 'shadow') return choice(store, name, type === 'font' ? FONTS : SHADOWS, changed);
  const { element, show } = type === 'colour' ? colour(name, changed) : length(name, changed);
  const back = iconButton(`${TOKENS[name].label}: back to the default`, BACK, () => {
    changed('');
    element.querySelector('input')?.focus();
  });
  element.append(back);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const update = () => {
    const { tokens, theme } = store.settings;
    const palette = theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme;
    show(tokens[name] ?? TOKENS[name][palette] ?? TOKENS[name].light);
    back.hidden = !(name in tokens);
  };
  store.follow(update);
  dark.addEventListener('change', update);
  return element;
}

/** @param {string} name @param {(value: string) => void} changed */
function colour(name, changed) {
  const input = create('input', { type: 'color', id: `token-${name}` });
  const code = create('code');
  input.addEventListener('input', () => changed(input.value));
  const element = create('div', { class: 'token' }, create('label', { for: input.id }, TOKENS[name].label), code, input);
  return {
    element,
    show: (/** @type {string} */ value) => {
      input.value = value;
      code.textContent = value;
    },
  };
}

/** @param {string} name @param {(value: string) => void} changed */
function length(name, changed) {
  const { label, most } = TOKENS[name];
  const input = create('input', { type: 'range', id: `token-${name}`, min: '0', max: String(most) });
  const told = create('output', { for: input.id });
  input.addEventListener('input', () => changed(`${input.value}px`));
  const element = create('div', { class: 'token' }, create('label', { for: input.id }, label), told, input);
  return {
    element,
    show: (/** @type {string} */ value) => {
      // `none` is as wide as can be.
      put(input, String(Math.min(Number(most), parseFloat(value) || (value === 'none' ? Number(most) : 0))));
      told.textContent = value;
      input.setAttribute('aria-valuetext', value);
    },
  };
}

/**
 * @param {Store} store
 * @param {string} name
 * @param {ReadonlyArray<readonly [value: string, label: string]>} options
 * @param {(value: string) => void} changed
 */
function choice(store, name, options, changed) {
  const control = selectControl(TOKENS[name].label, options, changed);
  store.follow(({ tokens }) => control.show(tokens[name] ?? ''));
  control.element.classList.add('token-choice');
  return control.element;
}
