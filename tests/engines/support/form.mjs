// The form as a visitor meets it: by label and by role.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { ADA } from '../../e2e/support/form.mjs';
import { inWords } from './page.mjs';

export { ADA, newSubject } from '../../e2e/support/form.mjs';

/** The fields of a form that nobody has configured, with the keys of their labels. */
const FIELDS = {
  name: 'label.contact.lastName', email: 'label.email', subject: 'label.subject', description: 'label.description',
};

/** The texts of a language, by key. */
export const textsIn = (lang) => JSON.parse(readFileSync(new URL(`../../../npm/locales/${lang}.json`, import.meta.url), 'utf8'));

/** One thing on the page: looked for anew each time, because it may have been put there anew. */
export class Thing {
  #page;
  #wanted;

  constructor(page, wanted) {
    this.#page = page;
    this.#wanted = wanted;
  }

  click(times) { return this.#page.click(this.#wanted, times); }

  element() { return this.#page.element(this.#wanted); }

  /** Gives it the focus as a script does, then types on the keyboard. WebDriver's own way does not find into closed shadow roots. */
  async type(...keys) {
    await this.appears();
    await this.read((it) => it.focus());
    await this.#page.type(...keys);
  }

  /** Replaces what stands there. */
  async retype(text) {
    await this.appears();
    await this.read((it) => it.select());
    await this.#page.type(text);
  }

  /** What `script` makes of it, given it or null and the tools. */
  read(script) {
    return this.#page.run(`(tools, wanted) => (${script})(tools.find(wanted), tools)`, this.#wanted);
  }

  until(what, script) {
    return this.#page.until(`${inWords(this.#wanted)} ${what}`, `(tools, wanted) => (${script})(tools.find(wanted), tools)`, this.#wanted);
  }

  appears() { return this.until('is there', (it) => it !== null); }

  goes() { return this.until('is gone', (it) => it === null); }

  /** Waits until it has the focus. */
  isFocused() { return this.until('has the focus', (it, { focused }) => it !== null && focused(0) === it); }

  text() { return this.read((it, { textOf }) => textOf(it)); }

  value() { return this.read((it) => it.value); }

  isWrong() { return this.read((it) => it.getAttribute('aria-invalid') === 'true'); }

  /** What screen readers say after its name. */
  description() { return this.read((it, { textsOf }) => textsOf(it, 'aria-describedby')); }

  /** A property as the browser has computed it. */
  style(name) { return this.read(`(it) => getComputedStyle(it)[${JSON.stringify(name)}]`); }
}

export class Form {
  #page;
  #place;
  #texts;

  /** The form at `place` of its page, counted from 0, in `lang`. */
  constructor(page, place = 0, lang = 'en') {
    this.#page = page;
    this.#place = place;
    this.#texts = textsIn(lang);
  }

  thing(wanted) { return new Thing(this.#page, { form: this.#place, ...wanted }); }
  field(name) { return this.thing({ role: 'field', name }); }
  button(name) { return this.thing({ role: 'button', name }); }
  link(name) { return this.thing({ role: 'link', name }); }
  heading(name) { return this.thing({ role: 'heading', name }); }
  /** What the form itself calls so: contract, "Styling". */
  part(part) { return this.thing({ part }); }
  /** The innermost element whose text fits the pattern. */
  saying(text) { return this.thing({ text }); }

  get sendButton() { return this.button(this.#texts.send); }
  get retryButton() { return this.button(this.#texts.retry); }
  get launcher() { return this.part('launcher'); }
  get dialog() { return this.part('dialog'); }

  /** What needs attention, under this heading. */
  summary(heading) { return this.thing({ role: 'group', name: heading }); }

  /** The four fields, each with its name in `ADA`. */
  fields() { return Object.entries(FIELDS).map(([name, key]) => [name, this.field(this.#texts[key])]); }

  /** Types into the four fields what `typed` has for them. */
  async fill(typed) {
    for (const [name, field] of this.fields()) if (typed[name] !== undefined) await field.type(typed[name]);
  }

  async send() { await this.sendButton.click(); }

  async typed() {
    const values = {};
    for (const [name, field] of this.fields()) values[name] = await field.value();
    return values;
  }

  /** The ticket number on the receipt, digits only; waits for it. */
  async ticketNumber() {
    const number = this.saying('^#\\d+$');
    await number.appears();
    return (await number.text()).replace('#', '');
  }

  /** Fills in, sends, and waits for the number; gives the one ticket that has it. */
  async sendAs(sandbox, subject, typed = ADA) {
    await this.fill({ ...typed, subject });
    await this.send();
    return this.arrives(sandbox, subject);
  }

  /** Waits for the number; exactly one ticket about `subject` has it. */
  async arrives(sandbox, subject) {
    const number = await this.ticketNumber();
    const tickets = await sandbox.ticketsAbout(subject);
    assert.deepEqual(tickets.map((ticket) => ticket.ticketNumber), [number]);
    return tickets[0];
  }

  /** Chooses files by their paths, as a visitor does after a click on the button. */
  chooseFiles(...paths) {
    return this.#page.chooseFiles(`({ rootOf }) => rootOf(${this.#place}).querySelector('input[type=file]')`, paths);
  }

  /** A property of the element, as a script of the page reads it. */
  property(name) { return this.#page.run((_, place, property) => window.forms[place][property], this.#place, name); }
}
