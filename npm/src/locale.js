// Which of our languages a visitor is served, and which way it runs.

/** One language under several names. @type {Record<string, string>} */
const NAMES = { no: 'nb', nn: 'nb', yue: 'zh' };

/** Scripts that run from right to left. */
const LEFTWARDS = /^(Arab|Hebr|Syrc|Thaa|Nkoo|Adlm|Rohg|Mand)$/;

/**
 * The one of `tags` that serves the visitor of language `tag`: itself, or the same language in the same script.
 * A Chinese that reads traditional characters is not served by simplified ones; a Portuguese is by Brazil's words.
 * @param {string} tag BCP 47
 * @param {readonly string[]} tags
 * @returns {string | undefined}
 */
export function nearest(tag, tags) {
  const wanted = spoken(tag);
  const exact = tag.toLowerCase();
  return tags.find((known) => known.toLowerCase() === exact) ?? tags.find((known) => wanted && spoken(known) === wanted);
}

/** @param {string} tag BCP 47 @returns {'ltr' | 'rtl'} */
export function direction(tag) {
  return LEFTWARDS.test(full(tag)?.script ?? '') ? 'rtl' : 'ltr';
}

/** Language and script. @param {string} tag */
function spoken(tag) {
  const { language, script } = full(tag) ?? {};
  return language && `${NAMES[language] ?? language}-${script}`;
}

/** With what goes without saying: `zh-TW` is `zh-Hant-TW`, `iw` is `he-Hebr-IL`. @param {string} tag */
function full(tag) {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).maximize();
  } catch {
    return undefined;
  }
}
