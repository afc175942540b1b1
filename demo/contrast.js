// Whether chosen colours can be read, as WCAG 2 measures it.

import { TOKENS } from './catalog.js';

/** Text, what it stands on, and what that is called. @type {ReadonlyArray<readonly [text: string, ground: string, what: string]>} */
const PAIRS = [
  ['accent-ink', 'accent', 'the text of the button'],
  ['accent', 'surface', 'a link'],
  ['ink', 'surface', 'text'],
  ['ink-2', 'surface', 'secondary text'],
];

const ENOUGH = 4.5;

/**
 * Sentences about what is hard to read with these tokens.
 * @param {Record<string, string>} tokens
 * @param {import('./settings.js').Settings['theme']} theme
 * @returns {string[]}
 */
export function hardToRead(tokens, theme) {
  const palettes = /** @type {('light' | 'dark')[]} */ (theme === 'auto' ? ['light', 'dark'] : [theme]);
  return palettes.flatMap((palette) => {
    const colour = (/** @type {string} */ name) => tokens[name] ?? TOKENS[name][palette] ?? TOKENS[name].light;
    return PAIRS.filter(([text, ground]) => text in tokens || ground in tokens)
      .map(([text, ground, what]) => ({ what, ratio: contrast(colour(text), colour(ground)) }))
      .filter(({ ratio }) => ratio < ENOUGH)
      .map(({ what, ratio }) => `In the ${palette} form ${what} is hard to read: ${ratio.toFixed(1)} to 1, and ${ENOUGH} is needed.`);
  });
}

/** @param {string} one `#rrggbb` @param {string} other */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
