// What an element must be told to be as the settings say: nothing that it does by itself.

import { equal } from './equal.js';
import { DEFAULTS } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */

/**
 * Attributes beside `proxy-url`, in the order of the documentation.
 * @param {Settings} settings
 * @returns {[name: string, value: string][]}
 */
export function attributesOf(settings) {
  const { mode, position, lang, theme, load, departmentId, fallbackHref } = settings;
  /** @type {[string, string][]} */
  const attributes = [
    ['department-id', departmentId],
    ['mode', mode === DEFAULTS.mode ? '' : mode],
    ['position', mode === 'launcher' && position !== DEFAULTS.position ? position : ''],
    ['lang', lang],
    ['theme', theme === DEFAULTS.theme ? '' : theme],
    ['fallback-href', fallbackHref],
    ['load', load],
  ];
  return attributes.filter(([, value]) => value);
}

/** `config`, or nothing. @param {Settings} settings @returns {Record<string, unknown> | undefined} */
export function configOf({ fields, messages, attachments, draft }) {
  /** @type {Record<string, unknown>} */
  const config = {};
  if (!equal(fields, DEFAULTS.fields)) config.fields = fields;
  if (Object.keys(messages).length) config.messages = messages;
  if (Object.keys(attachments).length) config.attachments = attachments;
  if (draft !== DEFAULTS.draft) config.draft = draft;
  return Object.keys(config).length ? config : undefined;
}

/** Custom properties. @param {Settings} settings @returns {[name: string, value: string][]} */
export function propertiesOf({ tokens }) {
  return Object.entries(tokens).map(([name, value]) => [`--deskbell-${name}`, value]);
}
