// The texts: English is at hand, other languages are loaded when they are needed.
import english from '../locales/en.json';
import languages from './languages.js';
import { nearest } from './locale.js';

/** @typedef {Readonly<Record<string, string>>} Texts */

/** How long a form waits for its language, in milliseconds. */
const PATIENCE = 3000;

/** The language that serves a visitor of language `tag`, if there is one. @param {string} tag */
export function languageFor(tag) {
  return nearest(tag, ['en', ...Object.keys(languages)]);
}

/** What can be said at once: English, but the launcher in every language. @param {string} [language] @returns {Texts} */
export function textsAtHand(language = 'en') {
  const [launcher, close] = languages[language] ?? [english.launcher, english.close];
  return { ...english, launcher, close };
}

/** Has a language on its way before it is needed. @param {string} [language] */
export function fetchAhead(language = 'en') {
  languages[language]?.[2]().catch(() => {});
}

/**
 * All texts; what a language leaves out is English.
 * @param {string} [language]
 * @returns {Promise<Texts | undefined>} nothing where they cannot be had: a form in English is better than none
 */
export async function loadTexts(language = 'en') {
  const load = languages[language]?.[2];
  if (!load) return english;
  const late = new Promise((_, reject) => void setTimeout(reject, PATIENCE, new Error('it takes too long')));
  try {
    return { ...english, .../** @type {{ default: Texts }} */ (await Promise.race([load(), late])).default };
  } catch (error) {
    console.warn(`Deskbell: the texts in "${language}" could not be loaded, so English is shown.`, error);
  }
}
