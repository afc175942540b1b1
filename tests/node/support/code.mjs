// The names that a website can rely on, as the code has them.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ATTRIBUTES } from '../../../npm/src/config.js';

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');

export const read = (name) => readFileSync(path.join(root, name), 'utf8');

const all = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
const unique = (names) => [...new Set(names)].sort();

/** All sources below `folder` with this ending, as one text. Tests at the end of a file are no code. */
export function sources(folder, ending) {
  const files = readdirSync(path.join(root, folder), { recursive: true }).filter((name) => name.endsWith(ending));
  return files.sort().map((name) => read(path.join(folder, name)).split('#[cfg(test)]\nmod tests')[0]).join('\n');
}

const element = () => read('npm/src/element.js');

/** The names in the first list after `start`. */
function list(text, start, end = ']') {
  const from = text.indexOf(start);
  if (from < 0) throw new Error(`“${start}” is no longer there`);
  const open = text.indexOf('[', text.indexOf('=', from) + 1);
  return all(text.slice(open, text.indexOf(end, open)), /["']([^"']+)["']/g);
}

/** Attributes of the element, whoever reads them. */
export function attributes() {
  const observed = list(element(), 'static observedAttributes', '];');
  const asked = all(element(), /this\.getAttribute\('([\w-]+)'\)/g);
  return unique([...ATTRIBUTES.map(([attribute]) => attribute), ...observed, ...asked]);
}

/** Keys of `config`; those of the attributes are among them. */
export const configKeys = () => unique([...list(read('src/options.rs'), 'const KEYS'), ...ATTRIBUTES.map(([, key]) => key)]);

/** Members of a field description. */
export const fieldKeys = () => unique(list(read('src/field/reading.rs'), 'const KEYS'));

export const kinds = () => unique(all(read('rules/src/kind.rs'), /\(Kind::\w+, "(\w+)"\)/g));

/** Members of `attachments`. */
export const limits = () => unique(all(/&\[("enabled".*)\]/.exec(read('src/files.rs'))?.[1] ?? '', /"(\w+)"/g));

export const events = () => unique([
  ...all(sources('src', '.rs'), /\bemit\(\s*"(deskbell-\w+)"/g),
  ...all(sources('npm/src', '.js'), /#tell\('(deskbell-\w+)'/g),
]);

/** Events as the types have them. */
export const typedEvents = () => unique(all(read('npm/src/element.d.ts'), /'(deskbell-\w+)':/g));

/** Every `code` of an error. */
export const codes = () => unique([
  ...all(sources('src', '.rs'), /\b(?:complain|refuse)\("(\w+)"/g),
  ...all(/fn as_str[\s\S]*?\n {4}\}/.exec(read('src/failure.rs'))?.[0] ?? '', /=> "(\w+)"/g),
  ...all(element(), /#complain\('(\w+)'/g),
  ...all(element(), /\bcode: '(\w+)'/g),
]);

const LIFECYCLE = /^(constructor|\w+Callback)$/;

/** Every code of a broken rule. */
export const rules = () => unique(all(read('rules/src/violation.rs'), /Self::\w+(?: \{ \.\. \})? => "(\w+)"/g));

/** Public methods of the class. */
export const methods = () => unique(all(element(), /^ {2}(?:async )?([a-z]\w*)\(.*\) \{$/gm).filter((name) => !LIFECYCLE.test(name)));

/** Public properties of the class that no attribute stands for. */
export const properties = () => unique([
  ...all(element(), /^ {2}get ([a-z]\w*)\(/gm),
  ...all(element(), /^ {2}(?:\/\*\*.*\*\/ )?static (\w+) =/gm).filter((name) => name !== 'observedAttributes'),
]);

/** Names for `::part()`. A second `part` on the same element takes the place of the first. */
export function parts() {
  const rust = read('src/view.rs') + sources('src/view', '.rs');
  const made = all(rust, /\bpart\("\w+", "([^"]+)"\)(?!\s*\.attr\("part")/g);
  const given = all(rust, /\.attr\("part", "([^"]+)"\)/g);
  const buttons = all(rust, /\bbutton\("[^"]*", "([^"]+)"\)/g);
  const sentences = all(rust, /\btext_if\([^;{]*?, "(\w+)"\)(?!\s*\.map\(\|\w+\| \w+\.attr\("part")/g);
  const script = all(sources('npm/src', '.js'), /\bpart: '([^']+)'/g);
  return unique([...made, ...given, ...buttons, ...sentences, ...script].flatMap((names) => names.split(' ')));
}

/** Each once, however it is spaced. */
const unspaced = (values) => [...new Set(values.map((value) => value.replace(/,\s*/g, ', ')))];

/** Every `--deskbell-…` with its default: in light and in dark, or one for both. */
export function tokens() {
  const found = new Map();
  for (const [, name, value] of sources('style', '.css').matchAll(/var\((--deskbell-[\w-]+),\s*((?:[^()]|\([^()]*\))*)\)/g)) {
    found.set(name, unspaced([...(found.get(name) ?? []), value]));
  }
  return found;
}

/** What the package can be asked for. */
export const exported = () => Object.keys(JSON.parse(read('npm/package.json')).exports).map((name) => path.posix.join('deskbell', name));

export const locales = () => unique(readdirSync(path.join(root, 'npm/locales')).map((name) => path.basename(name, '.json')));

/** First words of the keys of texts. */
export function messageGroups() {
  const keys = [...Object.keys(JSON.parse(read('npm/locales/en.json'))), ...list(read('src/messages.rs'), 'const FAMILIES')];
  return unique(keys.map((key) => key.split('.')[0]));
}

/** The proxy's settings as environment variables. A secret may stand in a file or in the variable itself. */
export function settings() {
  let section = '';
  const names = ['FORM_FIELDS'];
  for (const [, name, key] of read('proxy/deskbell.toml').matchAll(/^(?:\[(\w+)\]|(\w+) =)/gm)) {
    if (name) section = `${name}_`;
    else names.push(`${section}${key}`.toUpperCase());
  }
  // One command reads more than a configuration file is to hold.
  for (const [, name, key] of read('proxy/src/config/account.rs').matchAll(/"(\w+)\.(\w+)"/g)) names.push(`${name}_${key}`.toUpperCase());
  return unique([...names, ...names.map((name) => name.replace(/_FILE$/, ''))].map((name) => `DESKBELL_${name}`));
}
