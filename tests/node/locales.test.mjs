// Every language says everything that English says, with the same places for names and numbers.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const directory = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../npm/locales');
const read = (tag) => JSON.parse(readFileSync(path.join(directory, `${tag}.json`), 'utf8'));
const tags = readdirSync(directory).map((file) => path.basename(file, '.json')).filter((tag) => tag !== 'en');
const english = read('en');

/** Plural forms, in the order in which they stand in a file. */
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];

const stemOf = (key) => FORMS.map((form) => key.endsWith(`.${form}`) && key.slice(0, -form.length - 1)).find(Boolean);
const placesOf = (text) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

/** English's keys, with the plural forms that the language has in place of English's two. */
function expected(tag) {
  const own = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const forms = FORMS.filter((form) => own.includes(form));
  return Object.keys(english).flatMap((key) => {
    const stem = stemOf(key);
    if (!stem) return [key];
    return key.endsWith('.other') ? forms.map((form) => `${stem}.${form}`) : [];
  });
}

test('there are at least twenty languages, among them those that were asked for', () => {
  assert.ok(tags.length >= 20, `${tags.length}`);
  for (const tag of ['ar', 'he', 'zh-Hans', 'ja', 'hi', 'de', 'fr', 'es', 'pt-BR', 'tr', 'pl', 'ru']) assert.ok(tags.includes(tag), tag);
});

for (const tag of tags) {
  const texts = read(tag);

  test(`${tag}: the same keys, in the same order`, () => {
    assert.deepEqual(Object.keys(texts), expected(tag));
  });

  test(`${tag}: the same places`, () => {
    for (const [key, text] of Object.entries(texts)) {
      const stem = stemOf(key);
      const wanted = placesOf(english[key] ?? english[`${stem}.other`]);
      // A form for one or two things may say the number in a word.
      const spoken = stem && /\.(zero|one|two)$/.test(key);
      const places = placesOf(text);
      const [have, want] = spoken ? [places, wanted].map((list) => list.filter((place) => place !== '{count}')) : [places, wanted];
      assert.deepEqual(have, want, `${key}: ${text}`);
    }
  });

  test(`${tag}: nothing empty, nothing with a direction of its own, nothing left in English`, () => {
    const same = [];
    for (const [key, text] of Object.entries(texts)) {
      if (key !== 'summary.words') assert.ok(text.trim(), key);
      assert.ok(!/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text), `${key} has control characters`);
      if (text === english[key] && text.split(' ').length > 3) same.push(key);
    }
    assert.deepEqual(same, []);
  });
}

test('every text that the code asks for by its key is there', () => {
  const root = path.join(directory, '../..');
  const sources = ['src', 'npm/src'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(rs|js)$/.test(entry.name) && !entry.name.includes('tests'))
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8')));
  const asked = sources.flatMap((source) => [...source.matchAll(/(?:(?:desk|self|messages)\.(?:text|fill|count)\(\s*"|\b(?:text|#text)\(')([a-z_.]+[a-z])["']/g)].map(([, key]) => key));
  assert.ok(asked.length > 30, `${asked.length} are too few: does the pattern still fit?`);
  const missing = asked.filter((key) => !(key in english) && !(`${key}.other` in english));
  // A site may give texts for these; we have none.
  assert.deepEqual(missing.filter((key) => !/^(help|placeholder)\./.test(key)), []);
});
