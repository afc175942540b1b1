// What can be set: names of fields, kinds, languages, tokens. A test holds the lists against the sources of the form.

/** @typedef {import('./settings.js').Field} Field */

/** Attributes of a ticket that a form may ask for, with the kind each has by itself. @type {Readonly<Record<string, string>>} */
export const ATTRIBUTES = {
  'contact.lastName': 'text',
  'contact.firstName': 'text',
  email: 'email',
  phone: 'phone',
  subject: 'text',
  description: 'textarea',
  classification: 'picklist',
  category: 'text',
  subCategory: 'text',
  priority: 'text',
  productId: 'text',
  language: 'text',
  dueDate: 'datetime',
  responseDueDate: 'text',
  webUrl: 'url',
  resolution: 'textarea',
  channel: 'text',
  status: 'text',
  assigneeId: 'text',
  teamId: 'text',
  contactId: 'text',
};

/** A field of the desk's own, by its API name. */
export const CUSTOM = /^cf\.\w+$/;

/** What a proxy takes from every form: its standard four, and their closest relatives. */
export const SAFE = ['contact.lastName', 'contact.firstName', 'email', 'phone', 'subject', 'description'];

export const KINDS = [
  'text', 'textarea', 'email', 'phone', 'url', 'number', 'decimal', 'currency', 'percent',
  'boolean', 'date', 'datetime', 'picklist', 'multiselect',
];

export const LANGUAGES = [
  'ar', 'cs', 'da', 'de', 'el', 'en', 'es', 'fa', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nl', 'pl',
  'pt-BR', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant',
];

/** Texts that owners change most; all the others can be added by their key. */
export const TEXTS = ['heading', 'lede', 'send', 'note', 'launcher', 'receipt.heading', 'receipt.note'];

/**
 * @typedef {object} Token
 * @property {string} label
 * @property {'colour' | 'length' | 'font' | 'shadow'} type
 * @property {string} light
 * @property {string} [dark] where it differs
 * @property {number} [most] of a length
 * @property {true} [rare] seldom changed
 */

/** `--deskbell-…`, with the values of style/tokens.css. @type {Readonly<Record<string, Token>>} */
export const TOKENS = {
  accent: { label: 'Accent', type: 'colour', light: '#2f5bea', dark: '#8ea8ff' },
  'accent-ink': { label: 'Text on accent', type: 'colour', light: '#ffffff', dark: '#0c1126' },
  ink: { label: 'Text', type: 'colour', light: '#14181f', dark: '#f1f3f7' },
  'ink-2': { label: 'Secondary text', type: 'colour', light: '#4b5563', dark: '#aab2c0' },
  surface: { label: 'Surface', type: 'colour', light: '#ffffff', dark: '#161a21' },
  line: { label: 'Borders', type: 'colour', light: '#868e9d', dark: '#6f7a8d' },
  'line-soft': { label: 'Soft lines', type: 'colour', light: '#e5e8ee', dark: '#2a303b', rare: true },
  sunken: { label: 'Sunken areas', type: 'colour', light: '#f7f8fa', dark: '#1d222b', rare: true },
  bad: { label: 'Errors', type: 'colour', light: '#b42318', dark: '#ff9b91', rare: true },
  'bad-soft': { label: 'Behind errors', type: 'colour', light: '#fef3f2', dark: '#2c1917', rare: true },
  good: { label: 'Success', type: 'colour', light: '#067647', dark: '#6ce9a6', rare: true },
  'good-soft': { label: 'Behind success', type: 'colour', light: '#ecfdf3', dark: '#10271c', rare: true },
  wait: { label: 'Waiting', type: 'colour', light: '#93570a', dark: '#f5c56b', rare: true },
  'wait-soft': { label: 'Behind waiting', type: 'colour', light: '#fff6e0', dark: '#2b220f', rare: true },
  radius: { label: 'Control corners', type: 'length', light: '10px', most: 24 },
  'card-radius': { label: 'Card corners', type: 'length', light: '16px', most: 40 },
  padding: { label: 'Card padding', type: 'length', light: '28px', most: 56 },
  gap: { label: 'Field spacing', type: 'length', light: '26px', most: 48 },
  'max-width': { label: 'Greatest width', type: 'length', light: 'none', most: 960 },
  font: { label: 'Font', type: 'font', light: 'inherit' },
  shadow: { label: 'Shadow', type: 'shadow', light: '0 1px 2px #10182814, 0 12px 32px -8px #1018282e', dark: '0 1px 2px #0006, 0 16px 40px -8px #000a' },
};

/** @type {ReadonlyArray<readonly [value: string, label: string]>} */
export const FONTS = [
  ['', 'The page’s own'],
  ['system-ui, sans-serif', 'System'],
  ['"Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif', 'Grotesque'],
  ['Georgia, "Times New Roman", serif', 'Serif'],
  ['ui-monospace, Menlo, Consolas, monospace', 'Monospaced'],
  ['ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, sans-serif', 'Rounded'],
];

/** @type {ReadonlyArray<readonly [value: string, label: string]>} */
export const SHADOWS = [
  ['', 'Soft'],
  ['none', 'None'],
  ['0 1px 3px #0003', 'Close'],
  ['0 24px 64px -16px #0006', 'Deep'],
];
