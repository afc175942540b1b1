// The settings as the part of an address behind `#`, which people can read, and back.

import { equal } from './equal.js';
import { isMessage, isToken, TESTS } from './check.js';
import { PRESETS } from './presets.js';
import { DEFAULTS } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */

/** Written as JSON; all others are texts. */
const STRUCTURED = ['fields', 'attachments'];

/** @param {Settings} settings @returns {string} without the `#`; empty where everything is as it was */
export function print(settings) {
  const query = new URLSearchParams();
  const { messages, tokens, fields, ...others } = settings;
  if (!equal(fields, DEFAULTS.fields)) query.set('fields', printFields(fields));
  for (const [name, value] of Object.entries(others)) {
    if (equal(value, Reflect.get(DEFAULTS, name))) continue;
    query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const [key, text] of Object.entries(messages)) query.set(`text.${key}`, text);
  for (const [name, value] of Object.entries(tokens)) query.set(`style.${name}`, value);
  return query.toString();
}

/** A form to start from goes by its name. @param {Settings['fields']} fields */
function printFields(fields) {
  const preset = Object.entries(PRESETS).find(([, preset]) => equal(preset.fields, fields));
  return preset ? preset[0] : JSON.stringify(fields);
}

/**
 * @param {string} hash with or without the `#`
 * @returns {{ settings: Settings, ignored: string[] }} `ignored`: parts of the link that mean nothing here
 */
export function parse(hash) {
  /** @type {any} */
  const settings = { ...DEFAULTS, messages: {}, tokens: {} };
  const ignored = [];
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    if (!take(settings, name, value)) ignored.push(name);
  }
  return { settings, ignored };
}

/** @param {any} settings @param {string} name @param {string} text @returns {boolean} whether it could be taken */
function take(settings, name, text) {
  const [, group, key] = /^(text|style)\.(.+)$/.exec(name) ?? [];
  if (group) {
    const fine = group === 'text' ? isMessage(key, text) : isToken(key, text);
    if (fine) settings[group === 'text' ? 'messages' : 'tokens'][key] = text;
    return fine;
  }
  if (!Object.hasOwn(TESTS, name)) return false;
  const value = STRUCTURED.includes(name) ? read(name, text) : text;
  const fine = TESTS[name](value);
  if (fine) settings[name] = value;
  return fine;
}

/** @param {string} name @param {string} text @returns {unknown} */
function read(name, text) {
  if (name === 'fields' && Object.hasOwn(PRESETS, text)) return PRESETS[text].fields;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
