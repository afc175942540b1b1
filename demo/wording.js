// What the form says: its own texts in the chosen language, and those a site has in their place.

import { LANGUAGES, TEXTS } from './catalog.js';
import { create, find } from './dom.js';
import { selectControl, textControl } from './controls.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {Record<string, string>} Texts */

/** @type {Readonly<Record<string, string>>} */
const NAMES = {
  heading: 'Heading',
  lede: 'Below the heading',
  send: 'Button',
  note: 'Below the button',
  launcher: 'Floating button',
  'receipt.heading': 'Heading of the receipt',
  'receipt.note': 'Below the ticket number',
};

/** A script, as the form loads them: this page may fetch nothing but from the proxy. @param {string} tag @returns {Promise<Texts>} */
export const textsIn = async (tag) => (await import(`/deskbell/locales/${LANGUAGES.includes(tag) ? tag : 'en'}.js`)).default;

/** Every language by the name it has for itself, and by its English one. @returns {[tag: string, label: string][]} */
export function languages() {
  const english = new Intl.DisplayNames('en', { type: 'language' });
  return LANGUAGES.map((tag) => {
    const own = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
    const name = own.charAt(0).toLocaleUpperCase(tag) + own.slice(1);
    return [tag, tag === 'en' ? name : `${name} · ${english.of(tag)}`];
  });
}

/** @param {Store} store */
export function makeLanguage(store) {
  const options = /** @type {[string, string][]} */ ([['', 'As the page, or the browser'], ...languages()]);
  const control = selectControl('Language', options, (lang) => store.change({ lang }, 'lang'));
  store.follow(({ lang }) => control.show(lang));
  return control.element;
}

/** @param {Store} store */
export function makeWording(store) {
  const list = create('div', { class: 'stack' });
  const more = selectControl('Another text', [['', 'Choose one …']], (key) => {
    more.show('');
    if (key) add(key).input.focus();
  });
  /** @type {Map<string, import('./controls.js').Control & { input: any }>} */
  const controls = new Map();
  /** @type {Texts} */
  let texts = {};
  let language = '';

  const add = (/** @type {string} */ key) => {
    const known = controls.get(key);
    if (known) return known;
    const control = textControl({
      label: NAMES[key] ?? key,
      placeholder: texts[key],
      changed: (value) => store.changeEntry('messages', key, value),
    });
    controls.set(key, control);
    list.append(control.element);
    return control;
  };
  const speak = async (/** @type {string} */ lang) => {
    if (lang === language) return;
    language = lang;
    const loaded = await textsIn(lang);
    if (lang !== language) return;
    texts = loaded;
    for (const [key, { input }] of controls) input.placeholder = texts[key] ?? '';
    const others = Object.entries(texts).filter(([key]) => !TEXTS.includes(key));
    more.input.replaceChildren(create('option', { value: '' }, 'Choose one …'),
      ...others.map(([key, text]) => create('option', { value: key }, `${text} (${key})`)));
  };

  TEXTS.forEach(add);
  store.follow(({ messages, lang }) => {
    Object.keys(messages).forEach(add);
    for (const [key, control] of controls) control.show(messages[key] ?? '');
    void speak(lang || find('desk-bell').lang || document.documentElement.lang);
  });
  return [list, more.element];
}
