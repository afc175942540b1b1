// One field of the form: what it is called, what it takes, when it is there.

import { parseDependency, parseList, parseOptions, printDependency, printList, printOptions } from './choices.js';
import { ATTRIBUTES, CUSTOM, KINDS } from './catalog.js';
import { create } from './dom.js';
import { checkControl, selectControl, textControl } from './controls.js';

/** @typedef {import('./settings.js').Field} Field */

/**
 * @typedef {object} Around
 * @property {() => Field} field as it is now
 * @property {() => readonly Field[]} others
 * @property {(field: Field) => string} nameOf what people call it
 * @property {(changes: Partial<Field>) => void} change `undefined` takes a member away
 */

/** By what `required` is where a field does not say. */
const REQUIRED = ['contact.lastName', 'email', 'subject', 'description'];

/** @param {Field} field */
export const isRequired = ({ name, required }) => required ?? REQUIRED.includes(name);

/** @param {Field} field */
export const kindOf = ({ name, kind, options, dependsOn, multiple }) =>
  kind ?? (options || dependsOn ? (multiple ? 'multiselect' : 'picklist') : ATTRIBUTES[name] ?? 'text');

/** The controls of one field. @param {Around} around */
export function makeField(around) {
  const field = around.field();
  const parts = [naming(around), placing(around), choices(around), condition(around)];
  return create('div', { class: 'stack field-body' }, ...(CUSTOM.test(field.name) ? [apiName(around)] : []), ...parts);
}

/** @param {Around} around @param {'label' | 'help' | 'placeholder'} member @param {string} label @param {string} [placeholder] */
function text({ field, change }, member, label, placeholder = '') {
  const control = textControl({ label, placeholder, changed: (value) => change({ [member]: value || undefined }) });
  control.show(field()[member] ?? '');
  return control.element;
}

/** @param {Around} around */
function naming(around) {
  const own = around.nameOf({ name: around.field().name });
  return create('div', { class: 'stack' }, text(around, 'label', 'Label', own), text(around, 'help', 'Help'), text(around, 'placeholder', 'Example inside'));
}

/** @param {Around} around */
function apiName({ field, others, change }) {
  const control = textControl({
    label: 'API name in Zoho Desk',
    wrong: 'Enter cf. and letters, digits or _; each name once',
    changed: (value) => {
      const name = value.trim();
      const fine = CUSTOM.test(name) && !others().some((other) => other.name === name);
      if (fine) change({ name });
      return fine;
    },
  });
  control.show(field().name);
  return control.element;
}

/** Whether it must be filled in, and with what. @param {Around} around */
function placing({ field, change }) {
  const own = kindOf({ ...field(), kind: undefined });
  const kind = selectControl('Kind', [['', `Its own: ${own}`], ...KINDS.map((name) => /** @type {const} */ ([name, name]))],
    (value) => change({ kind: value || undefined }));
  kind.show(field().kind ?? '');
  const required = checkControl('Required', (on) => change({ required: on }));
  required.show(isRequired(field()));
  return create('div', { class: 'stack' }, required.element, kind.element);
}

/** @param {Around} around */
function choices({ field, others, nameOf, change }) {
  const { options, dependsOn } = field();
  const list = textControl({
    label: 'Choices, one a line', rows: 3, placeholder: 'Billing\nAccount = My account',
    changed: (value) => change({ options: value.trim() ? parseOptions(value) : undefined }),
  });
  list.show(printOptions(options ?? []));
  const tree = textControl({
    label: 'What can be chosen then', rows: 3, placeholder: 'Hardware: Printer, Screen\nSoftware: Editor',
    changed: (value) => change({ dependsOn: { field: parent.input.value, values: parseDependency(value) } }),
  });
  const parent = selectControl('Choices follow from', [['', 'nothing'], ...named(others(), nameOf)], (value) => {
    tree.element.hidden = !value;
    change({ dependsOn: value ? { field: value, values: parseDependency(tree.input.value) } : undefined });
  });
  parent.show(dependsOn?.field ?? '');
  tree.show(printDependency(dependsOn?.values ?? {}));
  tree.element.hidden = !dependsOn;
  const more = create('details', { class: 'more', open: !!(options || dependsOn) }, create('summary', {}, 'Choices'));
  more.append(create('div', { class: 'stack' }, list.element, parent.element, tree.element));
  return more;
}

/** @param {Around} around */
function condition({ field, others, nameOf, change }) {
  const { showWhen } = field();
  const values = textControl({
    label: 'is one of', placeholder: 'Hardware, true',
    changed: (value) => change({ showWhen: { field: other.input.value, is: parseList(value) } }),
  });
  const other = selectControl('Ask only while', [['', 'always'], ...named(others(), nameOf)], (value) => {
    values.element.hidden = !value;
    change({ showWhen: value ? { field: value, is: parseList(values.input.value) } : undefined });
  });
  other.show(showWhen?.field ?? '');
  values.show(printList(showWhen?.is ?? []));
  values.element.hidden = !showWhen;
  return create('div', { class: 'pair' }, other.element, values.element);
}

/** @param {readonly Field[]} fields @param {(field: Field) => string} nameOf @returns {(readonly [string, string])[]} */
const named = (fields, nameOf) => fields.map((field) => /** @type {const} */ ([field.name, nameOf(field)]));
