// What the playground can set, with the defaults of the form.

import { PRESETS } from './presets.js';

/** @typedef {{ value: string, label: string }} Option */

/**
 * A field as `config.fields` takes it.
 * @typedef {object} Field
 * @property {string} name
 * @property {string} [label]
 * @property {string} [help]
 * @property {string} [placeholder]
 * @property {string} [kind]
 * @property {boolean} [required]
 * @property {boolean} [multiple]
 * @property {string} [autocomplete]
 * @property {(string | Option)[]} [options]
 * @property {{ field: string, values: Record<string, string[]> }} [dependsOn]
 * @property {{ field: string, is: string[] }} [showWhen]
 */

/** @typedef {{ enabled?: boolean, maxFiles?: number, maxBytes?: number, accept?: string[] }} Attachments */

/**
 * @typedef {object} Settings
 * @property {'inline' | 'launcher'} mode
 * @property {'end' | 'start'} position
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {string} lang empty: as the page has it
 * @property {'session' | 'local' | 'off'} draft
 * @property {'' | 'eager' | 'idle' | 'visible' | 'interaction'} load for the snippet; empty: as the mode has it
 * @property {readonly Field[]} fields
 * @property {Attachments} attachments
 * @property {Record<string, string>} messages
 * @property {Record<string, string>} tokens by name, without `--deskbell-`
 * @property {'page' | 'phone' | 'column'} width of the preview
 * @property {string} proxyUrl for the snippet; empty: the proxy of this page
 * @property {string} bundle folder of the bundle, for the snippet
 * @property {string} departmentId for the snippet
 * @property {string} fallbackHref for the snippet
 */

/** @type {Settings} */
export const DEFAULTS = {
  mode: 'inline',
  position: 'end',
  theme: 'auto',
  lang: '',
  draft: 'session',
  load: '',
  fields: PRESETS.standard.fields,
  attachments: {},
  messages: {},
  tokens: {},
  width: 'page',
  proxyUrl: '',
  bundle: '/deskbell/',
  departmentId: '',
  fallbackHref: '',
};
