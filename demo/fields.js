// The list of fields: add, take away, move, and look into each.

import { ATTRIBUTES } from './catalog.js';
import { selectControl } from './controls.js';
import { create, iconButton, label, say } from './dom.js';
import { equal } from './equal.js';
import { isRequired, kindOf, makeField } from './field.js';
import { PRESETS } from './presets.js';
import { textsIn } from './wording.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./settings.js').Field} Field */

const UP = 'M8 12.5v-9M4 7.5l4-4 4 4';
const DOWN = 'M8 3.5v9M4 8.5l4 4 4-4';
const AWAY = 'M4 4l8 8M12 4l-8 8';

/** Stands for a field of the desk's own in the list of what can be added. */
const OWN = 'cf.';

/** @param {Store} store */
export async function makeFields(store) {
  const texts = await textsIn('en');
  /** @param {Field} field */
  const nameOf = ({ name, label }) => label || texts[`label.${name}`] || name;
  const list = create('ol', { class: 'fields', 'aria-label': 'Fields' });
  /** What the list shows; typing into a field must not make the list anew. @type {readonly Field[]} */
  let shown = [];
  /** @type {Set<string>} */
  const open = new Set();

  /** @param {readonly Field[]} fields @param {string} by */
  const change = (fields, by) => store.change({ fields }, by);
  const at = (/** @type {string} */ name) => store.settings.fields.findIndex((field) => field.name === name);

  const draw = (/** @type {readonly Field[]} */ fields) => {
    shown = fields;
    list.replaceChildren(...fields.map((field) => makeItem(field.name)));
  };
  /** After a change of the list the focus stays with the field. @param {string | undefined} name @param {string} selector */
  const focus = (name, selector) => list.querySelector(`[data-name="${name}"] ${selector}`)?.focus();

  /** @param {string} name @param {number} by */
  const move = (name, by) => {
    const from = at(name);
    const to = from + by;
    const fields = [...store.settings.fields];
    if (to < 0 || to >= fields.length) return;
    const active = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.does;
    fields.splice(to, 0, ...fields.splice(from, 1));
    change(fields, 'fields');
    // At the end of the list there is only the other way.
    focus(name, active === 'summary' ? 'summary' : to === 0 ? `[data-does="Move down"]` : to === fields.length - 1 ? `[data-does="Move up"]` : `[data-does="${active}"]`);
    say(`${nameOf(fields[to])} is now number ${to + 1} of ${fields.length}`);
  };
  /** @param {string} name */
  const remove = (name) => {
    const from = at(name);
    const gone = store.settings.fields[from];
    const fields = store.settings.fields.filter((field) => field !== gone);
    change(fields, 'fields');
    focus(fields[Math.min(from, fields.length - 1)]?.name, 'summary');
    say(`${nameOf(gone)} is gone`);
  };

  /** @param {string} name */
  const makeItem = (name) => {
    let current = name;
    const field = () => store.settings.fields[at(current)];
    /** @type {[button: HTMLButtonElement, does: string][]} */
    const buttons = [];
    const title = create('span', { class: 'field-name' });
    const kind = create('span', { class: 'field-kind' });
    const describe = () => {
      title.textContent = nameOf(field());
      kind.textContent = `${kindOf(field())}${isRequired(field()) ? '' : ', optional'}`;
      for (const [button, does] of buttons) label(button, `${does}: ${nameOf(field())}`);
    };
    const summary = create('summary', { 'data-does': 'summary' }, title, kind);
    const details = create('details', { class: 'field', open: open.has(name) }, summary);
    const body = () => details.append(makeField({
      field,
      others: () => store.settings.fields.filter((other) => other.name !== current),
      nameOf,
      change: (changes) => {
        const index = at(current);
        const merged = Object.entries({ ...field(), ...changes }).filter(([, value]) => value !== undefined);
        const next = /** @type {Field} */ (Object.fromEntries(merged));
        open.delete(current);
        current = next.name;
        open.add(current);
        item.dataset.name = current;
        shown = store.settings.fields.with(index, next);
        change(shown, `fields.${index}.${Object.keys(changes)}`);
        describe();
      },
    }));
    if (details.open) body();
    details.addEventListener('toggle', () => {
      open[details.open ? 'add' : 'delete'](current);
      if (details.open && details.childElementCount === 1) body();
    });
    const [index, last] = [at(name), store.settings.fields.length - 1];
    const button = (/** @type {string} */ does, /** @type {string} */ path, /** @type {() => void} */ pressed, off = false) => {
      const made = iconButton(does, path, pressed);
      made.dataset.does = does;
      made.disabled = off;
      buttons.push([made, does]);
      return made;
    };
    const item = create('li', { 'data-name': name }, details, create('div', { class: 'field-buttons' },
      button('Move up', UP, () => move(current, -1), index === 0),
      button('Move down', DOWN, () => move(current, 1), index === last),
      button('Remove', AWAY, () => remove(current), last === 0)));
    describe();
    item.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
      if (/** @type {Element} */ (event.target).matches('input, textarea, select')) return;
      event.preventDefault();
      move(current, event.key === 'ArrowUp' ? -1 : 1);
    });
    return item;
  };

  store.follow(({ fields }) => {
    if (!equal(shown, fields) || !list.childElementCount) draw(fields);
  });
  const hint = create('p', { class: 'hint' }, 'Alt with ↑ or ↓ moves the field you are at.');
  return [makePresets(store), list, hint, makeAdder(store, nameOf, (name) => {
    open.add(name);
    draw(store.settings.fields);
    focus(name, 'input');
  })];
}

/** @param {Store} store */
function makePresets(store) {
  const presets = Object.entries(PRESETS);
  const options = /** @type {[string, string][]} */ ([...presets.map(([name, { label }]) => [name, label]), ['', 'Your own']]);
  const control = selectControl('Start from', options, (name) => name && store.change({ fields: PRESETS[name].fields }, 'preset'));
  store.follow(({ fields }) => control.show(presets.find(([, preset]) => equal(preset.fields, fields))?.[0] ?? ''));
  return control.element;
}

/** @param {Store} store @param {(field: Field) => string} nameOf @param {(name: string) => void} added */
function makeAdder(store, nameOf, added) {
  const control = selectControl('Add a field', [], () => {});
  const button = create('button', { type: 'button', class: 'button' }, 'Add');
  button.addEventListener('click', () => {
    const { fields } = store.settings;
    const field = control.input.value === OWN ? ownField(fields) : { name: control.input.value };
    store.change({ fields: [...fields, field] }, 'fields');
    added(field.name);
    say(`${nameOf(field)} is now the last field`);
  });
  store.follow(({ fields }) => {
    const free = Object.keys(ATTRIBUTES).filter((name) => !fields.some((field) => field.name === name));
    const kept = control.input.value;
    control.input.replaceChildren(create('option', { value: OWN }, 'A field of your own'),
      ...free.map((name) => create('option', { value: name }, nameOf({ name }))));
    if (free.includes(kept)) control.input.value = kept;
  });
  return create('div', { class: 'adder' }, control.element, button);
}

/** @param {readonly Field[]} fields @returns {Field} */
function ownField(fields) {
  for (let number = 1; ; number += 1) {
    const name = `cf.cf_field_${number}`;
    if (!fields.some((field) => field.name === name)) return { name, label: `Field ${number}` };
  }
}
