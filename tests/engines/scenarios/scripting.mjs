// What a script of the page can do with the element.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';

export default {
  'a script fills in, listens and sends': async ({ open, page, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    const heard = await page.run((_, values) => {
      const names = ['deskbell-submit', 'deskbell-created'];
      const order = [];
      for (const name of names) document.addEventListener(name, ({ type }) => order.push(type));
      window.forms[0].prefill(values);
      return window.forms[0].submit().then(({ ticketNumber }) => [...order, ticketNumber].join(' '));
    }, { 'contact.lastName': ADA.name, email: ADA.email, subject, description: ADA.description });
    const { ticketNumber } = await form.arrives(sandbox, subject);
    assert.equal(heard, `deskbell-submit deskbell-created ${ticketNumber}`);
  },
};
