// What can be asked of a page of documentation.

/** Blocks of code, which are no prose. */
const FENCED = /^([ \t]*)(```+)[^\n]*\n[\s\S]*?^\1\2[ \t]*$/gm;

const prose = (markdown) => markdown.replace(FENCED, '');

/** Every heading as the name that a link leads to, as GitHub makes it. */
export function anchors(markdown) {
  const seen = new Map();
  return [...prose(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, title]) => {
    const name = title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(' ', '-');
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times ? `${name}-${times}` : name;
  });
}

/** What stands below a heading, as far as the next one of its level. */
export function section(markdown, title) {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === title);
  if (start < 0) throw new Error(`there is no section “${title}”`);
  const level = lines[start].indexOf(' ');
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return rest.slice(0, end < 0 ? rest.length : end).join('\n');
}

/** The rows of the tables in `markdown`, each a list of its cells; heads are left out. */
export function rows(markdown) {
  const lines = prose(markdown).split('\n').filter((line) => line.trimStart().startsWith('|'));
  const cells = (line) => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim());
  const ruled = (line) => /^\|[\s:|-]+$/.test(line.trim());
  return lines.filter((line, index) => !ruled(line) && !ruled(lines[index + 1] ?? '')).map(cells);
}

/** What stands in backticks. */
export const quoted = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

/** What the first column of the tables in a section names. */
export const named = (markdown, title) => rows(section(markdown, title)).flatMap(([first]) => quoted(first));

/** Where the links and pictures of a page lead. */
export function links(markdown) {
  const text = prose(markdown).replace(/`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/\b(?:href|src)="([^"]+)"/g)];
  return targets.map(([, target]) => target);
}
