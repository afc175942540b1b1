// A field in the list: its name and kind, what moves it, and its controls once somebody looks into it.

import { create, iconButton, label } from './dom.js';
import { isRequired, kindOf, makeField } from './field.js';

/** @typedef {import('./fields.js').FieldList} FieldList */

const UP = 'M8 12.5v-9M4 7.5l4-4 4 4';
const DOWN = 'M8 3.5v9M4 8.5l4 4 4-4';
const AWAY = 'M4 4l8 8M12 4l-8 8';

/** @param {FieldList} list @param {string} name which may change later */
export function makeItem(list, name) {
  const field = () => list.fields[list.at(item.dataset.name)];
  const buttons = makeButtons(list, list.at(name), () => item.dataset.name);
  const title = create('span', { class: 'field-name' });
  const kind = create('span', { class: 'field-kind' });
  const details = create('details', { class: 'field', open: list.open.has(name) }, create('summary', { 'data-does': 'open' }, title, kind));
  const item = create('li', { 'data-name': name }, details, create('div', { class: 'field-buttons' }, ...buttons));

  const describe = () => {
    title.textContent = list.nameOf(field());
    kind.textContent = `${kindOf(field())}${isRequired(field()) ? '' : ', optional'}`;
    for (const button of buttons) label(button, `${button.dataset.does}: ${list.nameOf(field())}`);
  };
  const body = () => makeField({
    field,
    others: () => list.fields.filter((other) => other !== field()),
    nameOf: list.nameOf,
    change: (changes) => {
      list.open.delete(item.dataset.name);
      item.dataset.name = list.change(item.dataset.name, changes).name;
      list.open.add(item.dataset.name);
      describe();
    },
  });
  const unfold = () => {
    list.open[details.open ? 'add' : 'delete'](item.dataset.name);
    if (details.open && details.childElementCount === 1) details.append(body());
  };
  describe();
  unfold();
  details.addEventListener('toggle', unfold);
  return item;
}

/** @param {FieldList} list @param {number} index @param {() => string} name @returns {HTMLButtonElement[]} */
function makeButtons(list, index, name) {
  const last = list.fields.length - 1;
  const make = (/** @type {string} */ does, /** @type {string} */ path, /** @type {boolean} */ off, /** @type {() => void} */ pressed) => {
    const button = iconButton(does, path, pressed);
    button.dataset.does = does;
    button.disabled = off;
    return button;
  };
  return [
    make('Move up', UP, index === 0, () => list.move(name(), -1)),
    make('Move down', DOWN, index === last, () => list.move(name(), 1)),
    make('Remove', AWAY, last === 0, () => list.remove(name())),
  ];
}

/** Alt with an arrow moves the field that has the focus, but not from where text is typed. @param {FieldList} list */
export function moveByKeys(list) {
  list.element.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const name = /** @type {HTMLElement | null} */ (target.closest('[data-name]'))?.dataset.name;
    if (!name || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key) || target.matches('input, textarea, select')) return;
    event.preventDefault();
    list.move(name, event.key === 'ArrowUp' ? -1 : 1);
  });
}
