// The list of fields: each can be looked into, moved and taken away.

import { create, say } from './dom.js';
import { equal } from './equal.js';
import { makeItem } from './item.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./settings.js').Field} Field */

export class FieldList {
  element = create('ol', { class: 'fields', 'aria-label': 'Fields' });
  /** Those that are looked into, by name. @type {Set<string>} */
  open = new Set();
  /** @type {Store} */ #store;
  /** @type {Record<string, string>} */ #texts;
  /** What is to be seen: typing into a field must not make the list anew. @type {readonly Field[]} */
  #shown = [];

  /** @param {Store} store @param {Record<string, string>} texts of the form, in English */
  constructor(store, texts) {
    this.#store = store;
    this.#texts = texts;
    store.follow(({ fields }) => {
      if (!equal(this.#shown, fields)) this.#draw();
    });
  }

  get fields() {
    return this.#store.settings.fields;
  }

  /** @param {string} name */
  at(name) {
    return this.fields.findIndex((field) => field.name === name);
  }

  /** What a visitor reads, as far as English goes. @param {Field} field */
  nameOf = ({ name, label }) => label || this.#texts[`label.${name}`] || name;

  /** @param {Field} field */
  add(field) {
    this.open.add(field.name);
    this.#store.change({ fields: [...this.fields, field] }, 'fields');
    this.#focus(field.name, 'input');
    say(`${this.nameOf(field)} is now the last field`);
  }

  /** @param {string} name @param {Partial<Field>} changes `undefined` takes a member away @returns {Field} as it is then */
  change(name, changes) {
    const index = this.at(name);
    const members = Object.entries({ ...this.fields[index], ...changes }).filter(([, value]) => value !== undefined);
    const field = /** @type {Field} */ (Object.fromEntries(members));
    this.#shown = this.fields.map((other, place) => (place === index ? field : other));
    this.#store.change({ fields: this.#shown }, `fields.${index}.${Object.keys(changes)}`);
    return field;
  }

  /** @param {string} name @param {-1 | 1} by */
  move(name, by) {
    const from = this.at(name);
    const to = from + by;
    const fields = [...this.fields];
    if (to < 0 || to >= fields.length) return;
    const does = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.does;
    fields.splice(to, 0, ...fields.splice(from, 1));
    this.#store.change({ fields }, 'fields');
    // At either end there is only the other way.
    this.#focus(name, `[data-does="${does}"]:not(:disabled)`, '[data-does^="Move"]:enabled');
    say(`${this.nameOf(fields[to])} is now number ${to + 1} of ${fields.length}`);
  }

  /** @param {string} name */
  remove(name) {
    const from = this.at(name);
    const gone = this.fields[from];
    const fields = this.fields.filter((field) => field !== gone);
    this.#store.change({ fields }, 'fields');
    this.#focus(fields[Math.min(from, fields.length - 1)].name, 'summary');
    say(`${this.nameOf(gone)} is gone`);
  }

  /** After a change of the list the focus stays with a field. @param {string} name @param {...string} selectors the first that is there */
  #focus(name, ...selectors) {
    const item = this.element.querySelector(`[data-name="${name}"]`);
    selectors.map((selector) => item.querySelector(selector)).find(Boolean)?.focus();
  }

  #draw() {
    this.#shown = this.fields;
    this.element.replaceChildren(...this.fields.map(({ name }) => makeItem(this, name)));
  }
}
