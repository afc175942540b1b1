// What a visitor gets wrong, or the server says is wrong.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';
import { FATES } from '../support/relay.mjs';

const SENTENCES = [
  ['Name', 'Enter your name'],
  ['Email', 'Enter your email address'],
  ['Subject', 'Enter a subject'],
  ['How can we help?', 'Tell us how we can help'],
];

export default {
  'an empty form: the focus goes to the summary, and its links to the fields': async ({ open, relay }) => {
    const form = await open();
    await form.send();
    await form.summary('Four things need your attention').isFocused();
    for (const [label, sentence] of SENTENCES) {
      const field = form.field(label);
      assert.equal(await field.isWrong(), true, label);
      assert.match(await field.description(), new RegExp(sentence));
      await form.link(sentence).click();
      await field.isFocused();
    }
    assert.deepEqual(relay.sent, []);
  },

  'a field complains when left after a change, and falls silent when put right': async ({ open }) => {
    const form = await open();
    const email = form.field('Email');
    await email.type('ada@');
    await form.field('Subject').click();
    await email.until('complains', (it) => it.getAttribute('aria-invalid') === 'true');
    await form.saying('Enter an email address like').appears();
    await email.type('example.org');
    await email.until('falls silent', (it) => it.getAttribute('aria-invalid') !== 'true');
  },

  'what the server refuses lands on its field, and the text stays': async ({ open, relay, sandbox }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    relay.fate = FATES.answer(422, {
      status: 422, errorCode: 'INVALID_DATA', message: '',
      errors: [{ fieldName: '/subject', errorType: 'invalid', code: 'too_long', params: { limit: 255, length: 267 } }],
    });
    await form.send();
    await form.summary('One thing needs your attention').isFocused();
    assert.match(await form.field('Subject').description(), /Shorten the subject by 12 characters/);
    assert.deepEqual(await form.typed(), typed);

    relay.fate = undefined;
    await form.field('Subject').retype(`${typed.subject}!`);
    await form.send();
    await form.arrives(sandbox, `${typed.subject}!`);
  },
};
