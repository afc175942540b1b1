// npm/custom-elements.json says what the code says: no more, and no less.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attributes, events, parts, read, sources } from './support/code.mjs';
import { loadElement } from './support/element.mjs';

const manifest = JSON.parse(read('npm/custom-elements.json'));
const declaration = manifest.modules.flatMap((module) => module.declarations).find(({ customElement }) => customElement);
const DeskbellElement = await loadElement();

const style = sources('style', '.css');
const types = read('npm/src/element.d.ts');

/** What the browser calls by itself. */
const CALLBACKS = ['constructor', 'connectedCallback', 'disconnectedCallback', 'connectedMoveCallback', 'attributeChangedCallback'];

const names = (entries) => entries.map(({ name }) => name).sort();
const found = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const sorted = (words) => [...new Set(words)].sort();

test('the attributes', () => {
  // Those that are only read when they are needed are not observed.
  assert.deepEqual(names(declaration.attributes), sorted([...DeskbellElement.observedAttributes, ...attributes()]));
});

test('the attributes that JSX and templates know', () => {
  const known = found(read('npm/src/attributes.d.ts'), /^ {2}'?([\w-]+)'?\?:/gm);
  assert.deepEqual(sorted(known), names(declaration.attributes));
});

test('the properties, and the attributes that stand for them', () => {
  const described = Object.entries(Object.getOwnPropertyDescriptors(DeskbellElement.prototype)).filter(([, { get }]) => get);
  const fields = declaration.members.filter(({ kind, static: ofClass }) => kind === 'field' && !ofClass);
  assert.deepEqual(names(fields), sorted(described.map(([name]) => name)));
  for (const { name, readonly = false } of fields) assert.equal(!described.find(([other]) => other === name)[1].set, readonly, name);
  for (const { name, fieldName } of declaration.attributes.filter((attribute) => attribute.fieldName)) {
    assert.equal(fields.find((field) => field.attribute === name)?.name, fieldName, name);
  }
});

test('the methods', () => {
  const own = Object.entries(Object.getOwnPropertyDescriptors(DeskbellElement.prototype)).filter(([, { value }]) => typeof value === 'function');
  const methods = declaration.members.filter(({ kind }) => kind === 'method');
  assert.deepEqual(names(methods), sorted(own.map(([name]) => name).filter((name) => !CALLBACKS.includes(name))));
});

test('members are typed as they are described', () => {
  const body = types.slice(types.indexOf('export class DeskbellElement'), types.indexOf('export interface DeskbellEventMap'));
  const typed = found(body, /^ {2}(?:static |readonly )*(\w+)(?:<|\(|:)/gm).filter((name) => !/EventListener$/.test(name));
  assert.deepEqual(sorted(typed), sorted(names(declaration.members)));
});

test('the events', () => {
  assert.deepEqual(names(declaration.events), events());
  for (const { name, type } of declaration.events) assert.ok(types.includes(`'${name}': ${type.text};`), `${name} is typed otherwise`);
});

test('the custom properties and their values', () => {
  assert.deepEqual(names(declaration.cssProperties), sorted(found(style, /var\((--deskbell-[\w-]+)/g)));
  for (const { name, default: value } of declaration.cssProperties) assert.ok(style.includes(`var(${name}, ${value})`), name);
});

test('the parts', () => assert.deepEqual(names(declaration.cssParts), parts()));

test('everything is described once', () => {
  for (const list of ['attributes', 'members', 'events', 'cssProperties', 'cssParts']) {
    const told = declaration[list].map(({ name, static: ofClass = false }) => `${name} ${ofClass}`);
    assert.equal(new Set(told).size, told.length, list);
    for (const { name, description } of declaration[list]) assert.ok(description, name);
  }
});
