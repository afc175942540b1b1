// A page whose style stops at nothing: what is inside the shadow root is usable and looks right.

import assert from 'node:assert/strict';

import { newSubject } from '../support/form.mjs';

/** What the browser has computed for each control and its label. */
const measure = ({ rootOf, isSeen }) => {
  const measured = [];
  for (const control of rootOf(0).querySelectorAll('input:not([type=file]), textarea, [part~=submit]')) {
    const { fontSize, opacity, textTransform, letterSpacing, textIndent, color, backgroundColor } = getComputedStyle(control);
    const { height, width } = control.getBoundingClientRect();
    const label = control.labels?.[0] ?? control;
    const readable = color !== backgroundColor && color !== 'rgb(255, 0, 0)';
    measured.push({
      name: control.name || control.textContent,
      style: `${[fontSize, opacity, textTransform, letterSpacing, textIndent]}`,
      usable: isSeen(control) && isSeen(label) && readable && height >= 44 && width >= 100,
      label: parseFloat(getComputedStyle(label).fontSize),
    });
  }
  return measured;
};

export default {
  'a style that resets everything does not get in': async ({ open, page, sandbox }) => {
    const form = await open('hostile');
    const measured = await page.run(measure);
    assert.ok(measured.length >= 5, 'four fields and a button');
    for (const { name, style, usable, label } of measured) {
      assert.equal(style, '16px,1,none,normal,0px', name);
      assert.ok(usable && label >= 13, name);
    }
    await form.sendAs(sandbox, newSubject());
  },
};
