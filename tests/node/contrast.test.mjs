// What docs/theming.md says of contrast is true of the default colours, and of those in its recipes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { read, tokens } from './docs/code.mjs';

/** Which colours have to differ, and by how much: the table under “Brand colours”. */
const PAIRS = [
  ['accent', 'surface', 4.5], ['accent-ink', 'accent', 4.5],
  ['ink', 'surface', 4.5], ['ink', 'sunken', 4.5], ['ink-2', 'surface', 4.5], ['ink-2', 'sunken', 4.5],
  ['bad', 'surface', 4.5], ['bad', 'bad-soft', 4.5],
  ['line', 'surface', 3],
];

/** As WCAG 2 has it. */
function luminance(colour) {
  const digits = colour.slice(1);
  const channels = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
  const [red, green, blue] = channels.map((channel) => {
    const value = parseInt(channel, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

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
      const ratio = contrast(colours[`--deskbell-${one}`], colours[`--deskbell-${other}`]);
      assert.ok(ratio >= least, `${one} on ${other}: ${ratio.toFixed(2)}`);
    }
  });
}
