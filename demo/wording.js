// What the form says: the texts a site has in place of the form's own.

import { TEXTS } from './catalog.js';
import { selectControl, textControl } from './controls.js';
import { create } from './dom.js';
import { textsIn } from './language.js';

/** @typedef {import('./store.js').Store} Store */

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

class Wording {
  list = create('div', { class: 'stack' });
  more = selectControl('Another text', [], (key) => {
    this.more.show('');
    this.#add(key).input.focus();
  });
  /** @type {Store} */ #store;
  /** By the keys of the texts. @type {Map<string, ReturnType<typeof textControl>>} */
  #controls = new Map();
  /** @type {Record<string, string>} */ #texts = {};
  #language = '';

  /** @param {Store} store */
  constructor(store) {
    this.#store = store;
    TEXTS.forEach((key) => this.#add(key));
    store.follow(({ messages, lang }) => {
      Object.keys(messages).forEach((key) => this.#add(key));
      for (const [key, control] of this.#controls) control.show(messages[key] ?? '');
      void this.#speak(lang || document.documentElement.lang);
    });
  }

  /** The control of a text; there may be one already. @param {string} key */
  #add(key) {
    const known = this.#controls.get(key);
    if (known) return known;
    const control = textControl({
      label: NAMES[key] ?? key,
      placeholder: this.#texts[key],
      changed: (value) => this.#store.changeEntry('messages', key, value),
    });
    this.#controls.set(key, control);
    this.list.append(control.element);
    return control;
  }

  /** Shows the form's own texts in the language. @param {string} language */
  async #speak(language) {
    if (language === this.#language) return;
    this.#language = language;
    const texts = await textsIn(language);
    if (language !== this.#language) return;
    this.#texts = texts;
    for (const [key, { input }] of this.#controls) input.placeholder = texts[key] ?? '';
    const others = Object.entries(texts).filter(([key]) => !TEXTS.includes(key));
    this.more.input.replaceChildren(create('option', { value: '' }, 'Choose one …'),
      ...others.map(([key, text]) => create('option', { value: key }, `${text} (${key})`)));
  }
}

/** @param {Store} store */
export function makeWording(store) {
  const { list, more } = new Wording(store);
  return [list, more.element];
}
