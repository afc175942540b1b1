// The form in the visitor's language. That it is fetched under the strict policy is part of it.

import assert from 'node:assert/strict';

import { newSubject, textsIn } from '../support/form.mjs';

const arabic = textsIn('ar');

export default {
  'in Arabic it runs from right to left, and sends': async ({ open, sandbox }) => {
    const form = await open('page', { forms: [{ lang: 'ar' }] });
    await form.heading(arabic.heading).appears();
    assert.equal(await form.heading(arabic.heading).style('direction'), 'rtl');
    const [name, email] = form.fields();
    const leftEdge = (it) => it.getBoundingClientRect().left;
    assert.ok((await name[1].read(leftEdge)) > (await email[1].read(leftEdge)), 'the first field is on the right');
    await form.sendAs(sandbox, newSubject());
  },

  'in Arabic its errors are Arabic': async ({ open }) => {
    const form = await open('page', { forms: [{ lang: 'ar' }] });
    await form.send();
    await form.link(arabic['missing.subject']).click();
    await form.field(arabic['label.subject']).isFocused();
  },

  "another language of the page's is another file": async ({ open, page }) => {
    const form = await open('page', { forms: [{ lang: 'de' }] });
    await form.heading(textsIn('de').heading).appears();
    assert.equal(await page.run(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/locales/')).length), 1);
  },
};
