// Gathers attributes, properties and `config` of an element into the one object that the form reads.
import { reasonOf } from './reason.js';

/** Attribute and key of the configuration. @type {ReadonlyArray<readonly [string, string]>} */
export const ATTRIBUTES = [
  ['proxy-url', 'proxyUrl'],
  ['department-id', 'departmentId'],
  ['mode', 'mode'],
  ['lang', 'lang'],
  ['theme', 'theme'],
  ['position', 'position'],
  ['opener', 'opener'],
  ['fallback-href', 'fallbackHref'],
  ['identity', 'identity'],
  ['load', 'load'],
  ['wasm-url', 'wasmUrl'],
];

/**
 * What the element was told; an attribute goes before the same key in `config`.
 * @param {HTMLElement} element
 * @param {unknown} config an object, or JSON
 * @returns {Record<string, unknown>}
 * @throws {Error} where `config` cannot be read
 */
export function gather(element, config) {
  const options = { ...read(config) };
  for (const [attribute, key] of ATTRIBUTES) {
    const value = element.getAttribute(attribute);
    if (value !== null) options[key] = value;
  }
  options.lang ??= nearestLanguage(element);
  return options;
}

/** @param {Record<string, any>} options @returns {string | undefined} what makes them useless */
export function mistakeIn({ proxyUrl, opener }) {
  try {
    if (opener) document.querySelector(opener);
  } catch {
    return `\`opener\` is \`${opener}\`, which is no selector`;
  }
  return proxyUrl ? undefined : '`proxy-url` is missing: the form does not know where to send a request';
}

/** Without slashes at its end; what is asked of the proxy begins with one. @param {Record<string, any>} [options] */
export function baseOf(options) {
  return String(options?.proxyUrl ?? '').replace(/\/+$/, '');
}

/** @param {unknown} config @returns {Record<string, any>} */
function read(config) {
  const value = typeof config === 'string' && config.trim() ? parse(config) : copy(config || {});
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error('`config` must be an object');
  return /** @type {Record<string, any>} */ (value);
}

/**
 * What the page changes later is no longer ours, and functions have no meaning here. Not by way of JSON: on pages with a
 * library of old, lists spell themselves as text there.
 * @param {unknown} value
 * @returns {unknown}
 */
function copy(value) {
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'function') return undefined;
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]));
}

/** @param {string} json @returns {unknown} */
function parse(json) {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = reasonOf(error);
    const key = lastKey(json, reason);
    throw new Error(`\`config\` is not JSON${key ? `, near the key "${key}"` : ''}: ${reason}`);
  }
}

/**
 * The key that stands last before the place a browser names, as `position 12` or `line 1 column 13`.
 * @param {string} json
 * @param {string} reason
 */
function lastKey(json, reason) {
  const position = /position (\d+)/.exec(reason);
  const place = /line (\d+) column (\d+)/.exec(reason);
  let end = json.length;
  if (position) end = Number(position[1]);
  else if (place) end = json.split('\n').slice(0, Number(place[1]) - 1).join('\n').length + Number(place[2]);
  return [...json.slice(0, end).matchAll(/"([^"\\]+)"\s*:/g)].pop()?.[1];
}

/** The language of the place the element stands in, through shadow roots; then the browser's. @param {Element} element */
function nearestLanguage(element) {
  for (let /** @type {Element | undefined} */ at = element; at; ) {
    const lang = at.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return globalThis.navigator?.language || 'en';
}
