// What axe finds, and what the browser itself tells assistive technology.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { newSubject } from '../support/form.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the whole page, one line each, once nothing moves or fades any more. */
async function axe(page) {
  // One that is cut short is over, too.
  await page.run(({ rootOf }) => Promise.allSettled(rootOf(0).getAnimations().map(({ finished }) => finished)).then(() => true));
  await page.run(`() => { ${source} }`);
  const found = await page.run((_, tags) => window.axe.run(document, { runOnly: tags }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`)), TAGS);
  return [...found];
}

export default {
  'axe finds nothing in the empty form': async ({ open, page }) => {
    await open();
    assert.deepEqual(await axe(page), []);
  },

  'axe finds nothing among errors': async ({ open, page }) => {
    const form = await open();
    await form.send();
    await form.summary('Four things need your attention').isFocused();
    assert.deepEqual(await axe(page), []);
  },

  'axe finds nothing on the receipt': async ({ open, page, sandbox }) => {
    const form = await open();
    await form.sendAs(sandbox, newSubject());
    assert.deepEqual(await axe(page), []);
  },

  'axe finds nothing in the dialog': async ({ open, page }) => {
    const form = await open('page', { forms: [{ mode: 'launcher' }], ready: 'launcher' });
    await form.launcher.click();
    await form.field('Name').isFocused();
    assert.deepEqual(await axe(page), []);
  },

  'axe finds nothing from right to left': async ({ open, page }) => {
    await open('page', { forms: [{ lang: 'ar' }] });
    assert.deepEqual(await axe(page), []);
  },

  'the browser gives every control its name and its role': async ({ open }) => {
    const form = await open();
    const heard = [];
    for (const thing of [...form.fields().map(([, field]) => field), form.sendButton]) {
      const element = await thing.element();
      heard.push(`${await element.getAriaRole()} ${await element.getAccessibleName()}`);
    }
    assert.deepEqual(heard, ['textbox Name', 'textbox Email', 'textbox Subject', 'textbox How can we help?', 'button Send request']);
  },
};
