// More than the four fields: every kind, and fields that follow from others.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';
import { KEYS } from '../support/page.mjs';

const KINDS = [
  { name: 'contact.lastName', required: true },
  { name: 'email', required: true },
  { name: 'phone' },
  { name: 'subject', required: true },
  { name: 'description', required: true },
  { name: 'category', label: 'Area', options: ['Billing', 'Delivery', 'Something else'], required: true },
  { name: 'dueDate' },
  { name: 'webUrl' },
  { name: 'cf.cf_number', label: 'How many?', kind: 'number' },
  { name: 'cf.cf_price', label: 'Price', kind: 'currency' },
  { name: 'cf.cf_day', label: 'Bought on', kind: 'date' },
  { name: 'cf.cf_places', label: 'Seen in', kind: 'multiselect', options: ['Shop', 'App', 'Mail'] },
  { name: 'cf.cf_call', label: 'Call me back', kind: 'boolean' },
];

const FOLLOWING = [
  { name: 'contact.lastName', required: true },
  { name: 'email', required: true },
  { name: 'category', options: ['Hardware', 'Software'], required: true },
  {
    name: 'subCategory', required: true,
    dependsOn: { field: 'category', values: { Hardware: ['Printer', 'Screen'], Software: ['Editor'] } },
  },
  { name: 'subject', required: true },
  { name: 'description', required: true },
  { name: 'cf.cf_call', label: 'Call me back', kind: 'boolean' },
  { name: 'phone', required: true, showWhen: { field: 'cf.cf_call', is: ['true'] } },
];

const asks = (fields) => ({ DESKBELL_FORM_FIELDS: JSON.stringify(fields), DESKBELL_VISITOR_FIELDS: 'dueDate,webUrl' });

/** Chooses the next option. Letters would do as well, but browsers take two that follow quickly for one word. */
const chooseNext = (thing) => thing.type(KEYS.ARROW_DOWN);

/** Each browser has a control of its own for dates, with an order of keys that its language decides: a script sets it. */
const setDate = (thing, value) => thing.read(`(it) => {
  it.value = ${JSON.stringify(value)};
  it.dispatchEvent(new Event('input', { bubbles: true }));
  it.dispatchEvent(new Event('blur'));
}`);

export default {
  'every kind of field arrives as it was filled in': {
    environment: asks(KINDS),
    run: async ({ open, sandbox }) => {
      const form = await open();
      const subject = newSubject();
      await form.fill({ ...ADA, subject });
      await form.field('Phone (optional)').type('+44 20 7946 0958');
      await chooseNext(form.field('Area'));
      await setDate(form.field('Needed by (optional)'), '2026-07-01T09:30');
      await form.field('Web address (optional)').type('https://example.org/orders/7?x=1&y=2');
      await form.field('How many? (optional)').type('12');
      await form.field('Price (optional)').type('12.50');
      await setDate(form.field('Bought on (optional)'), '2026-02-28');
      await form.field('Shop').click();
      await form.field('Mail').click();
      await form.field('Call me back (optional)').click();
      await form.send();
      const { received } = await form.arrives(sandbox, subject);
      assert.equal(received.phone, '+44 20 7946 0958');
      assert.equal(received.category, 'Billing');
      assert.equal(new Date(received.dueDate).getTime(), new Date('2026-07-01T09:30').getTime());
      assert.equal(received.webUrl, 'https://example.org/orders/7?x=1&y=2');
      const { cf_number: number, cf_price: price, cf_day: day, cf_places: places, cf_call: call } = received.cf;
      assert.deepEqual([`${number}`, Number(price), day, places, `${call}`], ['12', 12.5, '2026-02-28', 'Shop;Mail', 'true']);
    },
  },

  'what can be chosen follows from another choice, and a field is there only while it is wanted': {
    environment: asks(FOLLOWING),
    run: async ({ open, sandbox }) => {
      const form = await open();
      const subject = newSubject();
      await form.fill({ ...ADA, subject });
      const offered = (it) => `${[...it.options].map(({ text }) => text)}`;
      await chooseNext(form.field('Category'));
      await form.field('Subcategory').until('follows', `(it) => (${offered})(it) === 'Choose one,Printer,Screen'`);
      await chooseNext(form.field('Subcategory'));
      await chooseNext(form.field('Category'));
      await form.field('Subcategory').until('follows', `(it) => (${offered})(it) === 'Choose one,Editor'`);
      assert.equal(await form.field('Subcategory').value(), '');
      await chooseNext(form.field('Subcategory'));
      await form.field('Phone').goes();
      await form.field('Call me back (optional)').click();
      await form.field('Phone').type('123');
      await form.send();
      const { received } = await form.arrives(sandbox, subject);
      assert.deepEqual([received.category, received.subCategory, received.phone], ['Software', 'Editor', '123']);
    },
  },
};
