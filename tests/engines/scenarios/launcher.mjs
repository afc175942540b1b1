// The floating button and its dialog.

import assert from 'node:assert/strict';

import { newSubject, textsIn } from '../support/form.mjs';
import { KEYS } from '../support/page.mjs';

/** A host with a launcher, and the dialog open. */
async function openDialog(open, host, options) {
  const form = await open(host, { forms: [{ mode: 'launcher' }], ready: 'launcher', ...options });
  await form.launcher.click();
  await form.field('Name').isFocused();
  return form;
}

/** Whether the wheel and the scroll bar move the page behind. */
const pageStands = () => getComputedStyle(document.documentElement).overflowY === 'hidden';

/** Where something is in the window: its distance from each edge. */
const distances = (it) => {
  const { left, right, top, bottom } = it.getBoundingClientRect();
  return `${[left, innerWidth - right, top, innerHeight - bottom].map(Math.round)}`;
};

const dialogSends = (host, options) => async ({ open, sandbox }) => {
  const form = await openDialog(open, host, options);
  const [left, right, top, bottom] = (await form.dialog.read(distances)).split(',').map(Number);
  assert.ok(Math.abs(left - right) <= 1, `the dialog is in the middle: ${left}, ${right}`);
  assert.ok(top >= 0 && bottom >= 0, `the dialog is in the window: ${top}, ${bottom}`);
  await form.sendAs(sandbox, newSubject());
};

export default {
  'the dialog takes the focus, keeps it, and Escape gives it back to the button': async ({ open, page }) => {
    const form = await openDialog(open);
    assert.equal(await page.run(pageStands), true);
    await page.run(() => { document.querySelector('h1').tabIndex = 0; });
    for (let presses = 0; presses < 12; presses += 1) {
      await page.type(KEYS.TAB);
      assert.notEqual(await page.run(() => document.activeElement.localName), 'h1');
    }
    await page.type(KEYS.ESCAPE);
    await form.dialog.goes();
    await form.launcher.isFocused();
    assert.equal(await page.run(pageStands), false);
  },

  'a keyboard opens it, fills it in and sends': async ({ open, page, sandbox }) => {
    const form = await open('page', { forms: [{ mode: 'launcher' }], ready: 'launcher' });
    await form.launcher.type(KEYS.ENTER);
    await form.field('Name').isFocused();
    const subject = newSubject();
    await page.type('Ada Lovelace', KEYS.TAB, 'ada@example.org', KEYS.TAB, subject, KEYS.TAB, 'It rings.', KEYS.TAB, KEYS.ENTER);
    await form.arrives(sandbox, subject);
    await page.type(KEYS.ESCAPE);
    await form.dialog.goes();
    await form.launcher.isFocused();
  },

  'Escape asks about what was typed; staying goes on where it was, leaving keeps it': async ({ open, page }) => {
    const form = await openDialog(open);
    const { 'leave.stay': stay, 'leave.close': leave } = textsIn('en');
    await form.field('Subject').type('It rings');
    await page.type(KEYS.ESCAPE);
    await form.button(stay).isFocused();
    await page.type(KEYS.ENTER);
    await form.field('Subject').isFocused();
    await page.type(KEYS.ESCAPE);
    await form.button(leave).click();
    await form.dialog.goes();
    await form.launcher.isFocused();
    await form.launcher.click();
    await form.field('Subject').appears();
    assert.equal(await form.field('Subject').value(), 'It rings');
  },

  'moved while it is open the dialog stays open; removed, the page is free': async ({ open, page }) => {
    const form = await openDialog(open);
    await form.field('Subject').type('It rings');
    await page.run(() => {
      const place = document.createElement('section');
      document.querySelector('main').prepend(place);
      place.append(window.forms[0]);
    });
    assert.equal(await form.dialog.read((it) => it.matches(':modal')), true);
    assert.equal(await form.field('Subject').value(), 'It rings');
    await page.run(() => window.forms[0].remove());
    await page.until('the page is free', `() => !(${pageStands})()`);
  },

  "a button of the page's opens it and gets the focus back": async ({ open, page }) => {
    const form = await open('page', { forms: [{ mode: 'launcher', opener: '.help' }], ready: false });
    await page.run(() => {
      const button = document.createElement('button');
      button.className = 'help';
      button.textContent = 'Support';
      document.querySelector('main').prepend(button);
      button.focus();
    });
    await page.type(KEYS.ENTER);
    await form.field('Name').isFocused();
    await page.type(KEYS.ESCAPE);
    await form.dialog.goes();
    await page.until('their button has the focus', () => document.activeElement.className === 'help');
  },

  'a button with a command opens it, without a script': {
    needs: 'commands',
    run: async ({ open, page }) => {
      const form = await open('page', { forms: [{ mode: 'launcher', id: 'bell' }], ready: 'launcher' });
      await page.run(() => {
        const button = document.querySelector('main').insertAdjacentElement('afterbegin', document.createElement('button'));
        button.setAttribute('commandfor', 'bell');
        button.setAttribute('command', '--open');
        button.focus();
      });
      await page.type(KEYS.ENTER);
      await form.field('Name').isFocused();
    },
  },

  'from something transformed that clips what stands in it, the dialog is in the middle of the window': dialogSends('transformed'),
  "from a component's closed shadow root too": dialogSends('closed'),
  "and from the page's own dialog": dialogSends('dialog'),

  'under a style that resets everything, the button keeps its corner and the dialog its place': async ({ open, sandbox }) => {
    const form = await open('hostile', { forms: [{ mode: 'launcher' }], ready: 'launcher' });
    const [, right, , bottom] = (await form.launcher.read(distances)).split(',').map(Number);
    assert.deepEqual([right, bottom], [20, 20]);
    assert.ok((await form.launcher.read((it) => it.getBoundingClientRect().height)) >= 44);
    await form.launcher.click();
    await form.field('Name').isFocused();
    await form.sendAs(sandbox, newSubject());
  },
};
