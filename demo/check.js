// Whether a value may become a setting: links come from anywhere.

import { ATTRIBUTES, CUSTOM, KINDS, LANGUAGES, TOKENS } from './catalog.js';

/** @typedef {(value: any) => boolean} Test */

/** @param {...string} list @returns {Test} */
const oneOf = (...list) => (value) => list.includes(value);
/** @type {Test} */
const text = (value) => typeof value === 'string' && value.length <= 2000;
/** @type {Test} */
const flag = (value) => typeof value === 'boolean';
/** @param {number} most @returns {Test} */
const count = (most) => (value) => Number.isInteger(value) && value >= 1 && value <= most;
/** @param {Test} test @returns {Test} */
const listOf = (test) => (value) => Array.isArray(value) && value.length <= 500 && value.every(test);
/** @param {Test} key @param {Test} test @returns {Test} */
const mapOf = (key, test) => (value) => isObject(value) && Object.entries(value).every(([name, entry]) => key(name) && test(entry));
/** An object with no other members than these; those with `!` must be there. @param {Record<string, Test>} members @returns {Test} */
const shape = (members) => (value) => {
  if (!isObject(value)) return false;
  const names = Object.keys(members).map((name) => name.replace('!', ''));
  const known = Object.keys(value).every((name) => names.includes(name));
  return known && Object.entries(members).every(([name, test]) => {
    const entry = value[name.replace('!', '')];
    return entry === undefined ? !name.endsWith('!') : test(entry);
  });
};

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An address of the web, or a path on the same site; nothing that runs. */
const ADDRESS = /^(https?:\/\/[^\s"'<>]+|\/(?!\/)[^\s"'<>]*)$/;
/** Nothing that could end a declaration, or ask another server for something. */
const FONT = /^[\p{L}\p{N} ,"-]{1,200}$/u;
const SHADOW = /^(none|[\d a-z#,.-]{1,200})$/i;

/** @type {Test} */
export const isFieldName = (name) => typeof name === 'string' && (Object.hasOwn(ATTRIBUTES, name) || CUSTOM.test(name));

const isField = shape({
  'name!': isFieldName,
  label: text,
  help: text,
  placeholder: text,
  kind: oneOf(...KINDS),
  required: flag,
  multiple: flag,
  autocomplete: text,
  options: listOf((option) => text(option) || shape({ 'value!': text, 'label!': text })(option)),
  dependsOn: shape({ 'field!': isFieldName, 'values!': mapOf(text, listOf(text)) }),
  showWhen: shape({ 'field!': isFieldName, 'is!': listOf(text) }),
});

/** Every name once. @type {Test} */
const isForm = (fields) => listOf(isField)(fields) && fields.length > 0
  && new Set(fields.map((/** @type {{ name: string }} */ { name }) => name)).size === fields.length;

/** @type {Record<string, Test>} */
const TOKEN = {
  colour: (value) => /^#[\da-f]{6}$/i.test(value),
  length: (value) => /^\d{1,4}(\.\d{1,2})?px$/.test(value),
  font: (value) => FONT.test(value) && (value.match(/"/g) ?? []).length % 2 === 0,
  shadow: (value) => SHADOW.test(value),
};

/** By the names of the settings. @type {Readonly<Record<string, Test>>} */
export const TESTS = {
  mode: oneOf('inline', 'launcher'),
  position: oneOf('end', 'start'),
  theme: oneOf('auto', 'light', 'dark'),
  lang: oneOf('', ...LANGUAGES),
  draft: oneOf('session', 'local', 'off'),
  load: oneOf('', 'eager', 'idle', 'visible', 'interaction'),
  width: oneOf('page', 'phone', 'column'),
  proxyUrl: (value) => value === '' || /^https?:\/\/[^\s"'<>]+$/.test(value),
  bundle: (value) => ADDRESS.test(value),
  departmentId: (value) => /^\d{0,19}$/.test(value),
  fallbackHref: (value) => value === '' || ADDRESS.test(value),
  fields: isForm,
  attachments: shape({ enabled: flag, maxFiles: count(100), maxBytes: count(2 ** 31), accept: listOf(text) }),
};

/** @param {string} name @param {string} value */
export const isToken = (name, value) => Object.hasOwn(TOKENS, name) && TOKEN[TOKENS[name].type](value);

/** @param {string} key @param {string} value */
export const isMessage = (key, value) => /^[\w.]{1,100}$/.test(key) && text(value);
