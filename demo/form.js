// What the form asks for: a form to start from, its fields, and what can be added to them.

import { ATTRIBUTES } from './catalog.js';
import { selectControl } from './controls.js';
import { create } from './dom.js';
import { equal } from './equal.js';
import { FieldList } from './fields.js';
import { moveByKeys } from './item.js';
import { PRESETS } from './presets.js';
import { textsIn } from './language.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./settings.js').Field} Field */

/** Stands for a field of the desk's own in the list of what can be added. */
const OWN = 'cf.';

/** @param {Store} store */
export async function makeForm(store) {
  const list = new FieldList(store, await textsIn('en'));
  moveByKeys(list);
  const hint = create('p', { class: 'hint' }, 'Alt with ↑ or ↓ moves the field you are at.');
  return [makePresets(store), list.element, hint, makeAdder(store, list)];
}

/** @param {Store} store */
function makePresets(store) {
  const presets = Object.entries(PRESETS);
  const options = /** @type {[string, string][]} */ ([...presets.map(([name, { label }]) => [name, label]), ['', 'Your own']]);
  const control = selectControl('Start from', options, (name) => name && store.change({ fields: PRESETS[name].fields }, 'preset'));
  store.follow(({ fields }) => control.show(presets.find(([, preset]) => equal(preset.fields, fields))?.[0] ?? ''));
  return control.element;
}

/** @param {Store} store @param {FieldList} list */
function makeAdder(store, list) {
  const control = selectControl('Add a field', [], () => {});
  const button = create('button', { type: 'button', class: 'button' }, 'Add');
  button.addEventListener('click', () => {
    const name = control.input.value;
    list.add(name === OWN ? ownField(list.fields) : { name });
  });
  store.follow(({ fields }) => {
    const free = Object.keys(ATTRIBUTES).filter((name) => !fields.some((field) => field.name === name));
    const kept = control.input.value;
    control.input.replaceChildren(create('option', { value: OWN }, 'A field of your own'),
      ...free.map((name) => create('option', { value: name }, list.nameOf({ name }))));
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
