// The script tag.

import assert from 'node:assert/strict';

import { newSubject } from '../support/form.mjs';
import { KEYS } from '../support/page.mjs';

const isDefined = () => customElements.get('desk-bell') !== undefined;

export default {
  'the tag draws the button and loads nothing; a click opens, and the form sends': async ({ open, page, sandbox }) => {
    const form = await open('tag', { ready: 'launcher' });
    assert.equal(await page.run(isDefined), false);
    await form.launcher.click();
    await form.field('Name').isFocused();
    await form.sendAs(sandbox, newSubject());
    await page.type(KEYS.ESCAPE);
    await form.dialog.goes();
    await form.launcher.isFocused();
  },

  'the tag by keyboard: the button has the focus before and after the element has come': async ({ open, page }) => {
    const form = await open('tag', { ready: 'launcher' });
    await form.launcher.read((it) => it.focus());
    await page.until('the element has come', isDefined);
    await form.launcher.isFocused();
    await page.type(KEYS.ENTER);
    await form.field('Name').isFocused();
  },

  'a form in the page is loaded when it comes near the window': async ({ open, sandbox }) => {
    const form = await open('tag', { forms: [{ mode: 'inline' }] });
    await form.sendAs(sandbox, newSubject());
  },

  ...Object.fromEntries(['element.js', 'deskbell_wasm.js', 'first.js'].map((file) => [
    `the tag gets ${file} at the second try, if the first has failed`,
    {
      // The browser's own words for what it could not load, and ours.
      expected: /^error: Deskbell|^error: .*(import|load|module)/,
      run: async ({ open, page, site }) => {
        // An engine that asks again by itself shows the form at once; one that remembers needs the button, or a link.
        site.failNext(`/deskbell/${file}`, file === 'element.js' ? 1 : 2);
        const form = await open('tag', { ready: 'launcher' });
        await form.launcher.read((it) => it.focus());
        await page.until('there is a second try to make, or no need', ({ find }) => {
          const launcher = find({ form: 0, part: 'launcher' });
          return launcher.localName === 'a' || customElements.get('desk-bell') !== undefined;
        });
        await form.launcher.read((it) => {
          it.blur();
          it.focus();
        });
        await page.until('the element has come', isDefined);
        await form.launcher.click();
        await page.until('the form or the question is there', ({ find }) => find({ form: 0, part: 'submit' }) ?? find({ form: 0, part: 'retry' }));
        if (await form.part('retry').read((it) => it !== null)) await form.part('retry').click();
        await form.sendButton.appears();
      },
    },
  ])),
};
