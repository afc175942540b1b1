// The element among others on a page: doubled, moved, removed.

import assert from 'node:assert/strict';

import { ADA, Form, newSubject } from '../support/form.mjs';

export default {
  'two forms on one page do not know of each other': async ({ open, page, sandbox }) => {
    const first = await open('page', { forms: [{}, {}] });
    const second = new Form(page, 1);
    const [one, two] = [newSubject(), newSubject()];
    await first.fill({ ...ADA, subject: one });
    await second.fill({ ...ADA, name: 'Charles Babbage', subject: two });
    await first.send();
    await first.arrives(sandbox, one);
    assert.equal((await second.typed()).name, 'Charles Babbage');
    await second.send();
    await second.arrives(sandbox, two);
  },

  'moving the element keeps what was typed': async ({ open, page, sandbox }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await page.run(() => {
      const place = document.createElement('section');
      document.querySelector('main').prepend(place);
      place.append(window.forms[0]);
    });
    assert.deepEqual(await form.typed(), typed);
    await form.send();
    await form.arrives(sandbox, typed.subject);
  },

  'moved in one step it keeps the focus too': {
    needs: 'moveBefore',
    run: async ({ open, page }) => {
      const form = await open();
      await form.field('Subject').type('It rings');
      await page.run(() => {
        const place = document.querySelector('main').insertAdjacentElement('afterbegin', document.createElement('section'));
        place.moveBefore(window.forms[0], null);
      });
      await form.field('Subject').isFocused();
      await page.type(' all day');
      assert.equal(await form.field('Subject').value(), 'It rings all day');
    },
  },

  'removing it leaves the page in peace, and it can come back': async ({ open, page, sandbox }) => {
    const form = await open();
    await page.run(() => new Promise((gone) => {
      window.forms[0].remove();
      setTimeout(gone);
    }));
    await page.run(() => document.querySelector('main').append(window.forms[0]));
    await form.sendAs(sandbox, newSubject());
  },
};
