// The main job with a keyboard only: every stop of the Tab key, and that one sees where one is.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';
import { KEYS } from '../support/page.mjs';

/** The name of what has the focus, and whether that can be seen. */
const whereAmI = ({ focused, nameOf }) => {
  const at = focused(0);
  if (!at) return 'nowhere';
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const seen = at.matches(':focus-visible') && ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none');
  return `${nameOf(at)}${seen ? '' : ' (unseen)'}`;
};

/** Puts the focus on something before the form, as a visitor's who has come that far down the page. */
const startBefore = () => {
  const start = document.querySelector('h1');
  start.tabIndex = 0;
  start.focus();
};

export default {
  'a keyboard is enough: Tab through the fields, Enter on the button': async ({ open, page, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    await page.run(startBefore);
    for (const [name, text] of [['Name', ADA.name], ['Email', ADA.email], ['Subject', subject], ['How can we help?', 'It rings.']]) {
      await page.type(KEYS.TAB);
      assert.equal(await page.run(whereAmI), name);
      await page.type(text);
    }
    await page.type(KEYS.TAB);
    assert.equal(await page.run(whereAmI), 'Send request');
    await page.type(KEYS.ENTER);
    await form.arrives(sandbox, subject);
    await form.heading('We’ve got your request').isFocused();
  },

  'Enter in a line sends, and in the description begins a new line': async ({ open, page, relay, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject, description: 'One' });
    await page.type(KEYS.ENTER, 'Two');
    assert.equal(await form.field('How can we help?').value(), 'One\nTwo');
    assert.deepEqual(relay.sent, []);
    await form.field('Subject').type(KEYS.ENTER);
    const ticket = await form.arrives(sandbox, subject);
    assert.equal(ticket.received.description, 'One<br>Two');
  },

  'Shift and Tab lead back, and out again': async ({ open, page }) => {
    const form = await open();
    await page.run(startBefore);
    await form.field('Email').click();
    await page.chord(KEYS.SHIFT, KEYS.TAB);
    assert.equal(await page.run(whereAmI), 'Name');
    await page.chord(KEYS.SHIFT, KEYS.TAB);
    assert.equal(await page.run(() => document.activeElement.localName), 'h1');
  },

  'from the summary, Enter on a link leads to its field': async ({ open, page }) => {
    const form = await open();
    await form.send();
    await form.summary('Four things need your attention').isFocused();
    await page.type(KEYS.TAB, KEYS.TAB, KEYS.ENTER);
    await form.field('Email').isFocused();
    assert.equal(await page.run(whereAmI), 'Email');
  },
};
