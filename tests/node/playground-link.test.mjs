// The settings of the playground go into a link and come back; what a link has beyond them is told and left out.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { ATTRIBUTES, KINDS, LANGUAGES, SAFE, TEXTS, TOKENS } from '../../demo/catalog.js';
import { parse, print } from '../../demo/link.js';
import { PRESETS } from '../../demo/presets.js';
import { DEFAULTS } from '../../demo/settings.js';
import { EVERYTHING } from './playground/everything.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const read = (file) => readFileSync(path.join(root, file), 'utf8');

const back = (settings) => parse(`#${print(settings)}`);

test('nothing is written where nothing is set', () => {
  assert.equal(print(DEFAULTS), '');
  assert.deepEqual(parse(''), { settings: DEFAULTS, ignored: [] });
});

test('every setting comes back, with markup, quotes, emoji and lines', () => {
  for (const [name, value] of Object.entries(EVERYTHING)) {
    assert.notDeepEqual(value, DEFAULTS[name], `${name} is to differ from the default`);
    const settings = { ...DEFAULTS, [name]: value };
    assert.deepEqual(back(settings), { settings, ignored: [] }, name);
  }
  assert.deepEqual(Object.keys(EVERYTHING).sort(), Object.keys(DEFAULTS).sort());
  assert.deepEqual(back(EVERYTHING), { settings: EVERYTHING, ignored: [] });
});

test('every form to start from comes back, by its name', () => {
  for (const [name, { fields }] of Object.entries(PRESETS)) {
    const settings = { ...DEFAULTS, fields };
    assert.equal(print(settings), name === 'standard' ? '' : `fields=${name}`);
    assert.deepEqual(back(settings), { settings, ignored: [] });
  }
});

const MALFORMED = [
  'what=ever', 'mode=popup', 'theme=pink', 'lang=tlh', 'width=9', 'draft=', 'position=middle',
  'proxyUrl=javascript:alert(1)', 'proxyUrl=%22%3E', 'bundle=//elsewhere.example/', 'bundle=javascript:x', 'bundle=',
  'departmentId=12a', 'fallbackHref=javascript:alert(1)', 'fallbackHref=data:text/html,x',
  'fields=', 'fields=[]', 'fields={}', 'fields=[', 'fields=toString', 'fields=[null]', 'fields=[{"name":"colour"}]',
  'fields=[{"name":"email"},{"name":"email"}]', 'fields=[{"name":"email","kind":"radio"}]', 'fields=[{"name":"email","onclick":"x"}]',
  'fields=[{"name":"email","required":"yes"}]', 'fields=[{"name":"category","options":[1]}]',
  'fields=[{"name":"category","options":[{"value":"a"}]}]', 'fields=[{"name":"subCategory","dependsOn":{"field":"category"}}]',
  'fields=[{"name":"phone","showWhen":{"field":"category","is":"Hardware"}}]',
  'attachments=true', 'attachments={"enabled":1}', 'attachments={"maxFiles":0}', 'attachments={"size":1}',
  'style.accent=red', 'style.accent=url(https://elsewhere.example/x.png)', 'style.colour=%23ffffff', 'style.toString=%23ffffff',
  'style.radius=1', 'style.radius=1px;color:red', 'style.font=x;}', 'style.font=url(x)', 'style.font=%22open',
  'style.shadow=url(x)', 'style.shadow=0%200%20%7D', 'text.=x', 'text.a%20b=x', 'constructor=x', '__proto__=x',
];

test('what cannot be is told and left out, and the rest is taken', () => {
  for (const part of MALFORMED) {
    const { settings, ignored } = parse(`#lang=de&${part}&style.accent-ink=%23ABCDEF`);
    assert.deepEqual(ignored, [decodeURIComponent(part.split('=')[0])], part);
    assert.deepEqual(settings, { ...DEFAULTS, lang: 'de', tokens: { 'accent-ink': '#ABCDEF' } }, part);
  }
  assert.deepEqual(parse('#%E0%A4%A').settings, DEFAULTS);
});

test('the lists are those of the form', () => {
  const locales = readdirSync(path.join(root, 'npm/locales')).map((file) => path.basename(file, '.json'));
  assert.deepEqual(LANGUAGES, locales.sort());
  const texts = JSON.parse(read('npm/locales/en.json'));
  for (const key of TEXTS) assert.ok(key in texts, key);

  const [, kinds] = /kind\?:([^;]+);/.exec(read('npm/src/element.d.ts'));
  assert.deepEqual(KINDS.toSorted(), [...kinds.matchAll(/'(\w+)'/g)].map(([, kind]) => kind).sort());

  const rules = read('rules/src/field.rs');
  for (const [name, kind] of Object.entries(ATTRIBUTES)) {
    const row = new RegExp(`"${name.replace('contact.', '')}",[^)]*Kind::(\\w+)`).exec(rules);
    assert.equal(row?.[1].toLowerCase(), kind, name);
  }
  const [, safe] = /const SAFE: [^=]+=\s*\[([^\]]+)\]/.exec(read('proxy/src/config/allowed.rs'));
  for (const name of SAFE) assert.ok(safe.includes(`"${name}"`), name);
});

test('the tokens are those of the style, with its values', () => {
  const [light, dark] = read('style/tokens.css').split('.deskbell[data-theme="dark"]');
  const tokens = (css) => Object.fromEntries([...css.matchAll(/var\(--deskbell-([\w-]+), ([^;]+)\);/g)].map(([, name, value]) => [name, value]));
  const long = (value) => value?.replace(/^#(\w)(\w)(\w)$/, '#$1$1$2$2$3$3');
  const inDark = tokens(dark.split('@media')[0]);
  const inLight = tokens(light);
  assert.deepEqual(Object.keys(TOKENS).sort(), Object.keys(inLight).sort());
  for (const [name, token] of Object.entries(TOKENS)) {
    assert.equal(token.light, long(inLight[name]), name);
    assert.equal(token.dark, long(inDark[name]), `${name} in the dark`);
  }
});

test('the proxy of `cargo xtask run` takes every form to start from', () => {
  const [, list] = /visitor_fields = \[([^\]]+)\]/.exec(read('demo/deskbell.toml'));
  for (const { fields } of Object.values(PRESETS)) {
    for (const { name } of fields) assert.ok(SAFE.includes(name) || list.includes(`"${name}"`), name);
  }
});
