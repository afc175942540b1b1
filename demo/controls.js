// Controls of one value each. They show what is set, unless somebody is typing there, and tell what was changed.

import { create } from './dom.js';

/**
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {(value: string) => void} show
 */

let made = 0;

/** Not inside of its label, to which everything that is said about it would belong then. @param {string} label @param {HTMLElement} input */
function labelled(label, input) {
  input.id = `control-${(made += 1)}`;
  return create('div', { class: 'control' }, create('label', { class: 'label', for: input.id }, label), input);
}

/** What is being typed is left alone. @param {any} input @param {string} value */
export function put(input, value) {
  if (input.value !== value && document.activeElement !== input) input.value = value;
}

/**
 * @param {object} what
 * @param {string} what.label
 * @param {string} [what.placeholder]
 * @param {number} [what.rows] more than one line
 * @param {string} [what.wrong] said where `changed` does not take the value
 * @param {(value: string) => boolean | void} what.changed `false`: this cannot be
 * @returns {Control & { input: any }}
 */
export function textControl({ label, placeholder, rows, wrong = '', changed }) {
  const input = rows
    ? create('textarea', { rows: String(rows), placeholder, spellcheck: 'false' })
    : create('input', { type: 'text', placeholder, autocomplete: 'off', spellcheck: 'false' });
  const element = labelled(label, input);
  const mistake = create('span', { class: 'mistake', role: 'alert', id: `${input.id}-mistake` });
  if (wrong) {
    element.append(mistake);
    input.setAttribute('aria-describedby', mistake.id);
  }
  const judge = (/** @type {boolean} */ fine) => {
    input.setAttribute('aria-invalid', String(!fine));
    mistake.textContent = fine ? '' : wrong;
  };
  input.addEventListener('input', () => judge(changed(input.value) !== false));
  return {
    element,
    input,
    show: (value) => {
      put(input, value);
      if (input.value === value) judge(true);
    },
  };
}

/**
 * @param {string} label
 * @param {ReadonlyArray<readonly [value: string, label: string]>} options
 * @param {(value: string) => void} changed
 * @returns {Control & { input: any }}
 */
export function selectControl(label, options, changed) {
  const input = create('select');
  const offer = (/** @type {string} */ value, /** @type {string} */ text) => input.append(create('option', { value }, text));
  options.forEach(([value, text]) => offer(value, text));
  input.addEventListener('change', () => changed(input.value));
  return {
    element: labelled(label, input),
    input,
    show: (value) => {
      // A link may bring what the list has not.
      if (![...input.options].some((option) => option.value === value)) offer(value, value);
      input.value = value;
    },
  };
}

/** @param {string} label @param {(on: boolean) => void} changed */
export function checkControl(label, changed) {
  const input = create('input', { type: 'checkbox' });
  input.addEventListener('change', () => changed(input.checked));
  const element = create('label', { class: 'check' }, input, create('span', {}, label));
  return { element, show: (/** @type {boolean} */ on) => { input.checked = on; } };
}

/**
 * A few choices side by side.
 * @param {string} label
 * @param {string} name of the group on the page
 * @param {ReadonlyArray<readonly [value: string, label: string]>} options
 * @param {(value: string) => void} changed
 * @returns {Control}
 */
export function segmentControl(label, name, options, changed) {
  const radios = options.map(([value]) => create('input', { type: 'radio', name, value }));
  const choices = options.map(([, text], index) => create('label', {}, radios[index], create('span', {}, text)));
  const row = create('div', { class: 'segments' }, ...choices);
  const element = create('fieldset', { class: 'control' }, create('legend', { class: 'label' }, label), row);
  radios.forEach((radio) => radio.addEventListener('change', () => changed(radio.value)));
  return { element, show: (value) => radios.forEach((radio) => { radio.checked = radio.value === value; }) };
}
