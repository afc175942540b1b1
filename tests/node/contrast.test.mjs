// What docs/theming.md says of contrast is true of the default colours, and of those in its recipes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { contrast } from '../../demo/contrast.js';
import { read, tokens } from './support/code.mjs';

/** Which colours have to differ, and by how much: the table under “Brand colours”. */
const PAIRS = [
  ['accent', 'surface', 4.5], ['accent-ink', 'accent', 4.5],
  ['ink', 'surface', 4.5], ['ink', 'sunken', 4.5], ['ink-2', 'surface', 4.5], ['ink-2', 'sunken', 4.5],
  ['bad', 'surface', 4.5], ['bad', 'bad-soft', 4.5],
  ['line', 'surface', 3],
];

/** Of three digits, each stands for two. */
const whole = (colour) => (colour.length === 4 ? colour.replace(/\w/g, '$&$&') : colour);

const defaults = (index) => Object.fromEntries([...tokens()].map(([name, values]) => [name, values[index] ?? values[0]]));
const recipe = (start) => {
  const rule = read('docs/theming.md').split(start)[1]?.split('}')[0] ?? '';
  return Object.fromEntries([...rule.matchAll(/(--deskbell-[\w-]+): (#\w+)/g)].map(([, name, value]) => [name, value]));
};

for (const [name, colours] of Object.entries({
  light: defaults(0),
  dark: defaults(1),
  'brand colours': { ...defaults(0), ...recipe('.brand desk-bell {') },
  'dark colours': { ...defaults(1), ...recipe('.night desk-bell {') },
  'a paler accent in the dark': { ...defaults(1), ...recipe('.auto desk-bell {') },
})) {
  test(name, () => {
    for (const [one, other, least] of PAIRS) {
      const ratio = contrast(whole(colours[`--deskbell-${one}`]), whole(colours[`--deskbell-${other}`]));
      assert.ok(ratio >= least, `${one} on ${other}: ${ratio.toFixed(2)}`);
    }
  });
}
