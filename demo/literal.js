// Values as they are written in other languages.

/** Longer than this, and every member has a line of its own. */
const WIDTH = 84;

const NAME = /^[a-zA-Z_$][\w$]*$/;

/** @type {Readonly<Record<string, string>>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * An attribute of HTML. In single quotes where that spares JSON its double ones.
 * @param {string} name
 * @param {string} value
 */
export function attribute(name, value) {
  const quote = value.includes('"') ? "'" : '"';
  const escaped = value.replace(quote === '"' ? /[&<>]/g : /[&<>']/g, (letter) => ENTITIES[letter]);
  return `${name}=${quote}${escaped}${quote}`;
}

/** A text of JavaScript, which may also stand in a `<script>`. @param {string} value */
export function string(value) {
  const escaped = value
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/[\u0000-\u001f\u2028\u2029\ud800-\udfff]/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/<(?=[/!s])/gi, '\\x3c');
  return `'${escaped}'`;
}

/** A value of JavaScript. @param {unknown} value @returns {string} */
export function javascript(value, indent = '') {
  return written(value, indent, { key: (key) => (NAME.test(key) ? key : string(key)), text: string, comma: true });
}

/** A value of JSON. @param {unknown} value @returns {string} */
export function json(value, indent = '') {
  return written(value, indent, { key: (key) => JSON.stringify(key), text: (text) => JSON.stringify(text), comma: false });
}

/** A value of TOML, on one line. @param {unknown} value @returns {string} */
export function toml(value) {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (value && typeof value === 'object') {
    return `{ ${Object.entries(value).map(([key, entry]) => `${/^[\w-]+$/.test(key) ? key : quoted(key)} = ${toml(entry)}`).join(', ')} }`;
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

/** TOML's strings are those of JSON, but for one more letter that must be escaped. @param {string} text */
const quoted = (text) => JSON.stringify(text).replaceAll('\u007f', '\\u007f');

/**
 * @typedef {{ key: (key: string) => string, text: (text: string) => string, comma: boolean }} Spelling `comma`: one
 * stands after the last member too
 */

/** @param {unknown} value @param {string} indent @param {Spelling} spelling @returns {string} */
function written(value, indent, spelling) {
  if (typeof value === 'string') return spelling.text(value);
  if (!value || typeof value !== 'object') return String(value);
  const list = Array.isArray(value);
  const inner = `${indent}  `;
  /** @param {string} space */
  const members = (space) => Object.entries(value).map(([key, entry]) =>
    `${list ? '' : `${spelling.key(key)}: `}${written(entry, space, spelling)}`);
  const [open, close] = list ? ['[', ']'] : ['{ ', ' }'];
  const line = `${open}${members(indent).join(', ')}${close}`;
  if (!line.includes('\n') && indent.length + line.length <= WIDTH) return Object.keys(value).length ? line : line.replaceAll(' ', '');
  const comma = spelling.comma ? ',' : '';
  return `${open.trim()}\n${inner}${members(inner).join(`,\n${inner}`)}${comma}\n${indent}${close.trim()}`;
}
