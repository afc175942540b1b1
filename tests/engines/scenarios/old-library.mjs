// A page that still carries a library which bends what JavaScript has built in.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';

/** Chooses a file by script: WebKitGTK's driver cannot hand an element of such a page to us and back. */
const chooseFile = ({ rootOf }, name) => {
  const input = rootOf(0).querySelector('input[type=file]');
  const chosen = new DataTransfer();
  chosen.items.add(new File(['It rings.'], name));
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};

export default {
  'beside an old library that bends the prototypes, the right ticket is sent': async ({ open, sandbox }) => {
    const form = await open('old-library');
    const subject = newSubject();
    const ticket = await form.sendAs(sandbox, subject);
    assert.deepEqual(ticket.received.contact, { lastName: ADA.name, email: ADA.email });
    assert.equal(ticket.received.description, 'The total does not match the order.<br>Please have a look.');
  },

  'beside it a list of fields in `config` stays a list': async ({ open, sandbox }) => {
    const fields = ['contact.lastName', 'email', 'subject', 'description', 'phone'].map((name) => ({ name, required: true }));
    const form = await open('old-library', { forms: [{ config: { fields } }] });
    const subject = newSubject();
    await form.field('Phone').type('123');
    const ticket = await form.sendAs(sandbox, subject);
    assert.equal(ticket.received.phone, '123');
  },

  'beside it a list of files stays a list': {
    environment: { DESKBELL_ATTACHMENTS_ENABLED: 'true' },
    run: async ({ open, page, sandbox }) => {
      const form = await open('old-library');
      await page.run(chooseFile, 'note.md');
      await page.until('it is uploaded', ({ rootOf, textOf }) => /Uploaded/.test(textOf(rootOf(0).querySelector('.files'))));
      const ticket = await form.sendAs(sandbox, newSubject());
      assert.deepEqual(ticket.uploads.map(({ name }) => name), ['note.md']);
    },
  },

  'beside it a draft survives a reload': async ({ open, page }) => {
    const form = await open('old-library');
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await page.reload();
    await form.saying('^We kept what you typed last time').appears();
    assert.deepEqual(await form.typed(), typed);
  },
};
