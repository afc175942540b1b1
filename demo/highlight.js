// Snippets in a few colours. Whatever it makes of them, their text stays as it is.

/** What is told apart, in the order in which it is looked for. @type {ReadonlyArray<readonly [name: string, pattern: RegExp]>} */
const PARTS = [
  ['comment', /<!--.*?-->/],
  ['name', /"(?:\\.|[^"\\\n])*"(?=: )/],
  ['text', /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/],
  ['tag', /<\/?[a-z][\w-]*|^\[\[?[\w.]+\]\]?$/],
  ['word', /\b(?:import|export|function|return|const|true|false)\b/],
  ['key', /[@:\w-][\w.:-]*(?=\s?[=:])/],
];

const ANY = new RegExp(PARTS.map(([name, { source }]) => `(?<${name}>${source})`).join('|'), 'gm');

/** @param {string} source @returns {[kind: string, text: string][]} the pieces, in order; those of no kind have an empty one */
export function pieces(source) {
  /** @type {[string, string][]} */
  const found = [];
  let end = 0;
  for (const { 0: text, index, groups = {} } of source.matchAll(ANY)) {
    if (index > end) found.push(['', source.slice(end, index)]);
    found.push([Object.keys(groups).find((name) => groups[name] !== undefined) ?? '', text]);
    end = index + text.length;
  }
  if (end < source.length) found.push(['', source.slice(end)]);
  return found;
}
