// The languages of the form, by the names they have for themselves, and what it says in them.

import { LANGUAGES } from './catalog.js';
import { selectControl } from './controls.js';

/** @typedef {import('./store.js').Store} Store */

/** A script, as the form loads them: this page may fetch nothing but from the proxy. @param {string} tag @returns {Promise<Record<string, string>>} */
export const textsIn = async (tag) => (await import(`/deskbell/locales/${LANGUAGES.includes(tag) ? tag : 'en'}.js`)).default;

/** Every language by the name it has for itself, and by its English one. @returns {[tag: string, label: string][]} */
function languages() {
  const english = new Intl.DisplayNames('en', { type: 'language' });
  return LANGUAGES.map((tag) => {
    const own = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
    const name = own.charAt(0).toLocaleUpperCase(tag) + own.slice(1);
    return [tag, tag === 'en' ? name : `${name} · ${english.of(tag)}`];
  });
}

/** @param {Store} store */
export function makeLanguage(store) {
  const options = /** @type {[string, string][]} */ ([['', 'As the page, or the browser'], ...languages()]);
  const control = selectControl('Language', options, (lang) => store.change({ lang }, 'lang'));
  store.follow(({ lang }) => control.show(lang));
  return control.element;
}
