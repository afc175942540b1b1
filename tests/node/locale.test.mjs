// Which language a visitor is served. `node --test tests/node`

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';

import { direction, nearest } from '../../npm/src/locale.js';

const files = await readdir(new URL('../../npm/locales/', import.meta.url));
const ours = files.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));

test('every language of ours is served by itself, however it is written', () => {
  for (const tag of ours) {
    assert.equal(nearest(tag, ours), tag);
    assert.equal(nearest(tag.toUpperCase(), ours), tag);
    assert.equal(nearest(tag.replace('-', '_'), ours), tag);
  }
});

test('a region is served by its language', () => {
  for (const [asked, served] of [['en-GB', 'en'], ['ar-EG', 'ar'], ['en-US-u-ca-buddhist', 'en'], ['ja-JP', 'ja']]) {
    assert.equal(nearest(asked, ours), served);
  }
});

test('Chinese is chosen by the script that is read in the region', () => {
  const tags = ['zh-Hans', 'zh-Hant'];
  for (const asked of ['zh', 'zh-CN', 'zh-SG', 'zh-Hans-HK']) assert.equal(nearest(asked, tags), 'zh-Hans', asked);
  for (const asked of ['zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant-CN', 'yue']) assert.equal(nearest(asked, tags), 'zh-Hant', asked);
});

test('another country is better than English', () => {
  for (const asked of ['pt', 'pt-PT', 'pt-BR', 'pt-AO']) assert.equal(nearest(asked, ['en', 'pt-BR']), 'pt-BR', asked);
});

test('another script is not', () => {
  assert.equal(nearest('sr-Latn', ['en', 'sr']), undefined);
  assert.equal(nearest('uz-AF', ['en', 'uz']), undefined);
});

test('old and other names of a language', () => {
  assert.equal(nearest('iw', ['he']), 'he');
  assert.equal(nearest('in', ['id']), 'id');
  for (const asked of ['nb-NO', 'nn', 'no']) {
    assert.equal(nearest(asked, ['da', 'nb']), 'nb', asked);
    assert.equal(nearest(asked, ['da', 'en']), undefined, asked);
  }
});

test('what is no language, or none of ours, is not served', () => {
  for (const asked of ['', 'undefined', 'x', 'C', 'tlh', 'en--GB', '💬']) assert.equal(nearest(asked, ours), undefined, asked);
});

test('from right to left', () => {
  for (const tag of ['ar', 'he', 'iw', 'fa', 'ur', 'ps', 'dv', 'yi', 'ckb', 'az-Arab', 'pa-PK']) assert.equal(direction(tag), 'rtl', tag);
  for (const tag of ['en', 'de', 'ja', 'ku', 'az', 'ar-Latn', '', 'nonsense!']) assert.equal(direction(tag), 'ltr', tag);
});
