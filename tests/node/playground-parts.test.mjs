// Small parts of the playground: choices as people type them, and what can be read.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseDependency, parseList, parseOptions, printDependency, printList, printOptions } from '../../demo/choices.js';
import { contrast, hardToRead } from '../../demo/contrast.js';
import { equal } from '../../demo/equal.js';
import { pieces } from '../../demo/highlight.js';
import { PRESETS } from '../../demo/presets.js';
import { SNIPPETS } from '../../demo/snippet.js';
import { EVERYTHING } from './playground/everything.mjs';

test('choices are typed line by line', () => {
  assert.deepEqual(parseOptions(' Billing \n\nacc = My account\nx=y\n'), ['Billing', { value: 'acc', label: 'My account' }, 'x=y']);
  assert.deepEqual(parseDependency('Hardware: Printer, Screen\nSoftware:\nNone'), { Hardware: ['Printer', 'Screen'], Software: [], None: [] });
  assert.deepEqual(parseList(' a, b c ,, '), ['a', 'b c']);
});

test('the choices of every form to start from can be typed', () => {
  for (const { options = [], dependsOn, showWhen } of Object.values(PRESETS).flatMap(({ fields }) => fields)) {
    assert.deepEqual(parseOptions(printOptions(options)), options);
    assert.deepEqual(parseDependency(printDependency(dependsOn?.values ?? {})), dependsOn?.values ?? {});
    assert.deepEqual(parseList(printList(showWhen?.is ?? [])), showWhen?.is ?? []);
  }
});

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#ffffff', '#777777').toFixed(2), '4.48');
});

test('colours of the form itself can be read, and those that cannot are told for each palette', () => {
  assert.deepEqual(hardToRead({}, 'auto'), []);
  assert.deepEqual(hardToRead({ bad: '#ffffff' }, 'auto'), []);
  const doubts = (tokens, theme) => hardToRead(tokens, theme).map((sentence) => /^In the (\w+) form (.+) is hard to read: \d+\.\d to 1/.exec(sentence)?.slice(1).join(': '));
  assert.deepEqual(doubts({ accent: '#ffdd00' }, 'auto'), ['light: the text of the button', 'light: a link']);
  assert.deepEqual(doubts({ accent: '#ffdd00', 'accent-ink': '#000000' }, 'light'), ['light: a link']);
  assert.deepEqual(doubts({ accent: '#ffdd00' }, 'dark'), []);
  assert.deepEqual(doubts({ surface: '#14181f' }, 'light'), ['light: a link', 'light: text', 'light: secondary text']);
});

test('what is equal', () => {
  assert.ok(equal({ a: [1, { b: undefined }] }, { a: [1, { b: undefined }] }));
  for (const [one, other] of [[[], {}], [{ a: 1 }, { b: 1 }], [{ a: 1 }, { a: 1, b: 1 }], [[1], [1, 2]], [null, {}], ['1', 1]]) {
    assert.ok(!equal(one, other));
    assert.ok(!equal(other, one));
  }
});

test('colours change nothing of a snippet', () => {
  for (const { print } of Object.values(SNIPPETS)) {
    const source = print({ ...EVERYTHING, proxyUrl: 'https://support.example.com' });
    assert.equal(pieces(source).map(([, text]) => text).join(''), source);
  }
  assert.deepEqual(pieces('<b a="c"> d').map(([kind]) => kind), ['tag', '', 'key', '', 'text', '']);
  assert.deepEqual(pieces('{"a": "b"}').map(([kind]) => kind), ['', 'name', '', 'text', '']);
});
