// Attachments.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';

import { ADA, newSubject } from '../support/form.mjs';
import { KEYS } from '../support/page.mjs';

const environment = { DESKBELL_ATTACHMENTS_ENABLED: 'true', DESKBELL_ATTACHMENTS_ACCEPT: '.png,.md' };
const here = (name) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

export default {
  'a keyboard reaches the button for files, and what is chosen arrives with the ticket': {
    environment,
    run: async ({ open, page, sandbox }) => {
      const form = await open();
      const subject = newSubject();
      await form.fill({ ...ADA, subject });
      await page.type(KEYS.TAB);
      await form.button('Choose files').isFocused();
      await form.chooseFiles(here('README.md'), here('docs/form.png'));
      await page.until('both are uploaded', ({ rootOf, textOf }) => /Uploaded.*Uploaded/.test(textOf(rootOf(0).querySelector('.files'))));
      await form.send();
      const ticket = await form.arrives(sandbox, subject);
      assert.deepEqual(ticket.uploads.map(({ name }) => name), ['README.md', 'form.png']);
    },
  },

  'a picture is shown small, with nothing for a policy to refuse': {
    environment,
    run: async ({ open, page }) => {
      const form = await open();
      await form.chooseFiles(here('docs/form.png'));
      await page.until('it is drawn', ({ rootOf }) => {
        const canvas = rootOf(0).querySelector('canvas');
        const { data } = canvas?.getContext('2d').getImageData(0, 0, canvas.width, canvas.height) ?? {};
        return data && new Set(new Uint32Array(data.buffer)).size > 8;
      });
    },
  },

  'a file of another kind is not added, and one can be taken back': {
    environment,
    run: async ({ open, relay, sandbox }) => {
      const form = await open();
      const subject = newSubject();
      await form.fill({ ...ADA, subject });
      await form.chooseFiles(here('Cargo.toml'));
      await form.saying('^Cargo.toml was not added').appears();
      await form.chooseFiles(here('README.md'));
      await form.button('Remove README.md').click();
      await form.button('Remove README.md').goes();
      await form.button('Choose files').isFocused();
      await form.send();
      await form.arrives(sandbox, subject);
      assert.equal(relay.sent[0].body.uploads, undefined);
    },
  },
};
