// What can go wrong on the way: the text stays, and trying again files no second ticket.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';
import { FATES } from '../support/relay.mjs';

/** Sends into misfortune, in a hurry where a time-out must pass, and then once more. */
async function failAndTryAgain({ open, page, relay, sandbox }, fate, sentence) {
  const form = await open();
  const typed = { ...ADA, subject: newSubject() };
  await form.fill(typed);
  relay.fate = fate;
  await page.run(() => { window.hurry = true; });
  await form.send();
  await form.retryButton.appears();
  await form.saying(sentence).appears();
  assert.deepEqual(await form.typed(), typed);
  assert.equal(await form.property('state'), 'failed');

  relay.fate = undefined;
  await page.run(() => { window.hurry = false; });
  await form.retryButton.click();
  await form.arrives(sandbox, typed.subject);
  assert.ok(relay.sent.length > 1);
  assert.deepEqual(new Set(relay.sent.map(({ key }) => key)).size, 1, 'one key for all attempts');
}

export default {
  'the connection breaks: the text stays, and trying again gives one ticket': (tools) =>
    failAndTryAgain(tools, FATES.cut, 'We could not reach the support service'),

  'the answer is lost: trying again gives the ticket that was filed': (tools) =>
    failAndTryAgain(tools, FATES.lost, 'We could not reach the support service'),

  'no answer comes: the form gives up, and trying again gives one ticket': (tools) =>
    failAndTryAgain(tools, FATES.silence, 'The support service took too long to answer'),

  'a web page instead of an answer is understood as a failure': (tools) =>
    failAndTryAgain(tools, FATES.answer(503, '<h1>Welcome</h1>', { 'Content-Type': 'text/html' }), 'not available at the moment'),

  'Zoho breaks off after it has filed the ticket: one ticket, and its number': async ({ open, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    await sandbox.fault({ fault: 'reset_after' });
    await form.sendAs(sandbox, subject);
  },
};
