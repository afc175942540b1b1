// What was typed survives a reload, and so does the key of a request without an answer.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';
import { FATES } from '../support/relay.mjs';
import { until } from '../support/until.mjs';

const KEPT = '^We kept what you typed last time';

export default {
  'what was typed is there after a reload, and can be thrown away': async ({ open, page }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await page.reload();
    await form.saying(KEPT).appears();
    assert.deepEqual(await form.typed(), typed);
    await form.button('Start over').click();
    await form.field('Name').isFocused();
    assert.deepEqual(await form.typed(), { name: '', email: '', subject: '', description: '' });
    await page.reload();
    await form.sendButton.appears();
    assert.equal(await form.field('Name').value(), '');
  },

  'a request whose answer never came keeps its key over a reload: one ticket': async ({ open, page, relay, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    relay.fate = FATES.unanswered;
    await form.send();
    await until('the ticket is filed', async () => (await sandbox.ticketsAbout(subject)).length > 0);
    relay.fate = undefined;
    await page.reload();
    await form.retryButton.click();
    await form.arrives(sandbox, subject);
    assert.equal(new Set(relay.sent.map(({ key }) => key)).size, 1);
  },

  'walking away and back keeps what was typed': async ({ open, page, site }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await page.go(`${site.origin}/engines/transformed.html`);
    await page.back();
    await form.sendButton.appears();
    assert.deepEqual(await form.typed(), typed);
  },

  'what was sent is not kept': async ({ open, page, sandbox }) => {
    const form = await open();
    await form.sendAs(sandbox, newSubject());
    assert.equal(await page.run(() => sessionStorage.length + localStorage.length), 0);
  },
};
