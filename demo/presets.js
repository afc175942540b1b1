// Forms to start from.

/** @typedef {import('./settings.js').Field} Field */

/** What every proxy asks for, unless it is told otherwise. @type {readonly Field[]} */
const STANDARD = [
  { name: 'contact.lastName', required: true },
  { name: 'email', required: true },
  { name: 'subject', required: true },
  { name: 'description', required: true },
];
const [WHO, EMAIL, SUBJECT, DESCRIPTION] = STANDARD;

/** @type {Readonly<Record<string, { label: string, fields: readonly Field[] }>>} */
export const PRESETS = {
  standard: { label: 'Standard', fields: STANDARD },
  phone: {
    label: 'Phone and category',
    fields: [
      WHO,
      EMAIL,
      { name: 'phone', help: 'Only if you want to be called back.' },
      { name: 'category', required: true, options: ['Billing', 'Delivery', { value: 'Account', label: 'My account' }] },
      SUBJECT,
      DESCRIPTION,
    ],
  },
  dependent: {
    label: 'Dependent picklists',
    fields: [
      WHO,
      EMAIL,
      { name: 'category', required: true, options: ['Hardware', 'Software'] },
      {
        name: 'subCategory',
        required: true,
        dependsOn: { field: 'category', values: { Hardware: ['Printer', 'Screen', 'Keyboard'], Software: ['Editor', 'Mail'] } },
      },
      { name: 'cf.cf_serial', label: 'Serial number', placeholder: 'On the back', showWhen: { field: 'category', is: ['Hardware'] } },
      SUBJECT,
      DESCRIPTION,
    ],
  },
  kinds: {
    label: 'Every kind',
    fields: [
      { name: 'contact.firstName' },
      WHO,
      EMAIL,
      { name: 'phone' },
      { name: 'classification' },
      SUBJECT,
      DESCRIPTION,
      { name: 'cf.cf_order', label: 'Order number', kind: 'text', placeholder: 'A-1024' },
      { name: 'cf.cf_count', label: 'How many?', kind: 'number' },
      { name: 'cf.cf_weight', label: 'Weight in kilograms', kind: 'decimal' },
      { name: 'cf.cf_price', label: 'Price', kind: 'currency' },
      { name: 'cf.cf_discount', label: 'Discount', kind: 'percent' },
      { name: 'cf.cf_bought', label: 'Bought on', kind: 'date' },
      { name: 'dueDate' },
      { name: 'webUrl' },
      { name: 'cf.cf_channels', label: 'Seen in', kind: 'multiselect', options: ['Shop', 'App', 'Mail'] },
      { name: 'cf.cf_terms', label: 'I have read the terms', kind: 'boolean', required: true },
    ],
  },
};
