// The documentation names what is there, and nothing else. Both directions, name by name.

import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import * as code from './support/code.mjs';
import { anchors, links, named, quoted, rows, section } from './docs/markdown.mjs';

const embedding = code.read('docs/embedding.md');
const theming = code.read('docs/theming.md');
const languages = code.read('docs/languages.md');

const pages = [
  'README.md',
  ...readdirSync(path.join(code.root, 'docs'), { recursive: true }).filter((name) => name.endsWith('.md')).map((name) => path.join('docs', name)),
  ...['npm/README.md'].filter((name) => existsSync(path.join(code.root, name))),
];

/** @param {string[]} documented @param {string[]} there */
function same(documented, there) {
  const left = (some, others) => some.filter((name) => !others.includes(name));
  assert.ok(there.length > 0, 'nothing was found in the code: does the pattern still fit?');
  assert.deepEqual({ missing: left(there, documented), invented: left(documented, there) }, { missing: [], invented: [] });
  assert.equal(new Set(documented).size, documented.length, 'a name stands there twice');
}

const attributeRows = rows(section(embedding, 'Attributes'));

test('attributes', () => same(named(embedding, 'Attributes'), code.attributes()));

test('keys of config: those of the attributes, and their own', () => {
  const ofAttributes = attributeRows.flatMap(([, key]) => quoted(key));
  const own = rows(section(embedding, 'Configuration').split('\n### ')[0]).flatMap(([first]) => quoted(first));
  same([...ofAttributes, ...own], code.configKeys());
});

test('an attribute and its key are the same word', () => {
  for (const [attribute, key] of attributeRows.filter(([, key]) => key)) {
    assert.equal(quoted(attribute)[0].replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), quoted(key)[0]);
  }
});

test('members of a field', () => same(named(embedding, 'Fields'), code.fieldKeys()));
test('kinds of fields', () => same(named(embedding, 'Kinds'), code.kinds()));
test('members of attachments', () => same(named(embedding, 'Files'), code.limits()));
test('methods', () => same(named(embedding, 'Methods').map((name) => name.replace(/\(.*/, '')), code.methods()));
test('properties', () => same(named(embedding, 'Properties'), code.properties()));

test('events', () => {
  same(named(embedding, 'Events').filter((name) => name.startsWith('deskbell-')), code.events());
  same(code.typedEvents(), code.events());
});

test('codes of errors, and of what is wrong with a field', () => {
  const [causes, rules] = section(embedding, 'Error codes').split('Each of `errors`');
  const first = (text) => rows(text).flatMap(([cell]) => quoted(cell));
  same(first(causes), code.codes());
  same(first(rules), code.rules());
});

test('what the package exports', () => same(named(embedding, 'npm'), code.exported()));
test('parts', () => same(named(theming, 'Parts'), code.parts()));

test('tokens, with their defaults in light and dark', () => {
  const tokens = code.tokens();
  same(named(theming, 'Tokens'), [...tokens.keys()]);
  for (const [name, , ...values] of rows(section(theming, 'Tokens'))) {
    const [token] = quoted(name);
    const told = values.flatMap(quoted);
    // The padding has a second value, in narrow dialogs; its sentence has it.
    const there = token === '--deskbell-padding' ? ['28px'] : tokens.get(token);
    assert.deepEqual(told, there, token);
  }
});

test('languages', () => same(rows(section(languages, 'The languages')).flatMap((cells) => cells.flatMap(quoted)), code.locales()));

test('first words of the keys of texts', () => {
  const keys = rows(section(languages, 'Keys')).flatMap(([first]) => quoted(first));
  same(keys, code.messageGroups());
});

test('nothing is called by a name that is not there, wherever', () => {
  const tokens = [...code.tokens().keys()];
  const [parts, events, attributes] = [code.parts(), code.events(), code.attributes()];
  for (const page of pages) {
    const text = code.read(page);
    const all = (pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
    for (const token of all(/(--deskbell-[\w-]*\w)/g)) assert.ok(tokens.includes(token), `${page}: ${token}`);
    for (const part of all(/::part\(([\w-]+)\)/g)) assert.ok(parts.includes(part), `${page}: ::part(${part})`);
    for (const event of all(/`(deskbell-(?!proxy|rules|sandbox)[a-z]+)`/g)) assert.ok(events.includes(event), `${page}: ${event}`);
    for (const tag of all(/<desk-bell\b((?:"[^"]*"|'[^']*'|[^>])*)>/g)) {
      const names = tag.replaceAll(/"[^"]*"|'[^']*'|\{[^}]*\}/g, '').matchAll(/([\w-]+)(?:\.prop)?=/g);
      // `ref` is React's.
      const known = ['id', 'ref', ...attributes, ...events, ...events.map((event) => `on${event}`)];
      for (const [, name] of names) assert.ok(known.includes(name), `${page}: <desk-bell ${name}>`);
    }
  }
});

test('every sample of JSON is JSON', () => {
  const samples = pages.flatMap((page) => [...code.read(page).matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json));
  assert.ok(samples.length > 2);
  for (const json of samples) assert.doesNotThrow(() => JSON.parse(json), json);
});

test('settings of the proxy', () => {
  const there = code.settings();
  for (const page of pages) {
    for (const [name] of code.read(page).matchAll(/\bDESKBELL_[A-Z_]+[A-Z]/g)) assert.ok(there.includes(name), `${page}: ${name}`);
  }
});

test('what “Troubleshooting” quotes is what a visitor reads', () => {
  const texts = Object.values(JSON.parse(code.read('npm/locales/en.json')));
  const plain = (text) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '.+');
  const said = rows(section(embedding, 'Troubleshooting')).flatMap(([symptom]) => [...symptom.matchAll(/“([^”…]+)”/g)].map(([, words]) => words));
  assert.ok(said.length > 3);
  for (const words of said) {
    assert.ok(texts.some((text) => text.startsWith(words) || new RegExp(`^${plain(text)}$`).test(`${words}.`)), words);
  }
});

for (const page of pages) {
  test(`every link of ${page} leads somewhere`, () => {
    const broken = links(code.read(page)).filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file, anchor] = target.split('#');
      const place = file ? path.join(path.dirname(page), file) : page;
      if (!existsSync(path.join(code.root, place))) return true;
      return anchor !== undefined && !anchors(code.read(place)).includes(anchor);
    });
    assert.deepEqual(broken, []);
  });
}
