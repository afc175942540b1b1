// From the page to the ticket number.

import assert from 'node:assert/strict';

import { DEPARTMENT } from '../../e2e/support/sandbox.mjs';
import { ADA, newSubject } from '../support/form.mjs';
import { KEYS } from '../support/page.mjs';
import { FATES } from '../support/relay.mjs';

export default {
  'a filled in form becomes a ticket, and its number is shown': async ({ open, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    const ticket = await form.sendAs(sandbox, subject);
    await form.heading('We’ve got your request').isFocused();
    await form.saying('We’ll answer at ada@example.org').appears();
    assert.equal(ticket.departmentId, DEPARTMENT);
    assert.deepEqual(ticket.received.contact, { lastName: ADA.name, email: ADA.email });
    assert.equal(ticket.received.description, 'The total does not match the order.<br>Please have a look.');
    assert.equal(await form.property('state'), 'sent');
  },

  'what is typed arrives as typed: markup, accents, other scripts': async ({ open, sandbox }) => {
    const form = await open();
    const subject = `${newSubject()} <b>&amp;</b> שלום 日本`;
    const ticket = await form.sendAs(sandbox, subject, { ...ADA, name: 'Zoë O’Brien', description: '<script>alert(1)</script> "&"' });
    assert.equal(ticket.received.contact.lastName, 'Zoë O’Brien');
    assert.match(ticket.received.description, /^&lt;script&gt;alert\(1\)&lt;\/script&gt; .+&amp;/);
  },

  'a double click sends once': async ({ open, relay, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    await form.sendButton.click(2);
    await form.arrives(sandbox, subject);
    assert.equal(relay.sent.length, 1);
  },

  'while it is on its way the form stays visible but closed': async ({ open, relay, sandbox }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    relay.fate = FATES.silence;
    await form.send();
    await form.button('Sending…').appears();
    assert.equal(await form.property('state'), 'sending');
    assert.deepEqual(await form.typed(), typed);
    assert.equal(await form.field('Subject').read((it) => it.matches(':disabled')), true);
    assert.deepEqual(await sandbox.ticketsAbout(typed.subject), []);
  },

  'a 202 becomes a number by itself': async ({ open, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    // Longer than the proxy waits for Zoho.
    await sandbox.fault({ fault: 'latency', ms: 9_000 });
    await form.send();
    await form.saying('^DB-\\w{4}-\\w{4}$').appears();
    assert.equal(await form.property('state'), 'pending');
    await form.arrives(sandbox, subject);
  },

  'an emoji from the keyboard arrives, though it comes in two halves': async ({ open, sandbox }) => {
    const form = await open();
    await form.sendAs(sandbox, `${newSubject()} 🛎`);
  },

  'the number can be copied, and pasted elsewhere': async ({ open, page, sandbox }) => {
    const form = await open();
    const { ticketNumber } = await form.sendAs(sandbox, newSubject());
    await form.button('Copy').click();
    await form.button('Copied').appears();
    await form.button('Send another request').click();
    await form.field('Subject').click();
    await page.chord(KEYS.CONTROL, 'v');
    await form.field('Subject').until('holds it', `(it) => it.value.includes('${ticketNumber}')`);
  },

  'another request begins anew, from the same visitor': async ({ open, sandbox }) => {
    const form = await open();
    await form.sendAs(sandbox, newSubject());
    await form.button('Send another request').click();
    await form.sendButton.appears();
    assert.deepEqual(await form.typed(), { name: ADA.name, email: ADA.email, subject: '', description: '' });
  },
};
