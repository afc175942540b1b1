// A site that asks for more than the four fields: every kind of field, presets and hidden values.

import AxeBuilder from '@axe-core/playwright';

import { ADA, newSubject } from './support/form.mjs';
import { Proxy } from './support/proxy.mjs';
import { DEPARTMENT, Sandbox } from './support/sandbox.mjs';
import { expect, test } from './support/test.mjs';

/** What the operator asks for; the form takes it from the proxy. */
const FIELDS = [
  { name: 'contact.firstName' },
  { name: 'contact.lastName', required: true },
  { name: 'email', required: true },
  { name: 'phone', help: 'Only if you want to be called back.' },
  { name: 'classification' },
  { name: 'category', label: 'Area', options: ['Billing', 'Delivery', 'Something else'], required: true },
  { name: 'priority', options: ['High', 'Low'] },
  { name: 'subject', required: true },
  { name: 'description', required: true },
  { name: 'dueDate' },
  { name: 'webUrl' },
  { name: 'cf.cf_modelname', label: 'Model', placeholder: 'F3 2017' },
  { name: 'cf.cf_numberofitems', label: 'How many?', kind: 'number' },
  { name: 'cf.cf_price', label: 'Price', kind: 'currency' },
  { name: 'cf.cf_dateofpurchase', label: 'Bought on', kind: 'date' },
  { name: 'cf.cf_channels', label: 'Seen in', kind: 'multiselect', options: ['Shop', 'App', 'Mail'] },
  { name: 'cf.cf_terms', label: 'You may call me', kind: 'boolean' },
];

/** What the page sends along unseen. The ids are beyond what JavaScript's numbers can hold. */
const HIDDEN = { productId: '9007199254740993', teamId: '9223372036854775807', entitySkills: ['18921000000379001', '18921000000364001'] };

test.describe('every kind of field', () => {
  test.use({ timezoneId: 'Europe/Berlin' });

  test('arrives as typed, with what the page adds unseen', async ({ open, page }) => {
    const proxy = await Proxy.start({
      DESKBELL_FORM_FIELDS: JSON.stringify(FIELDS),
      DESKBELL_VISITOR_FIELDS: 'classification,dueDate,webUrl,productId,teamId,entitySkills',
    });
    try {
      const config = { values: { ...HIDDEN, 'cf.cf_modelname': 'F3 2017' } };
      const form = await open({ policy: 'plain', forms: [{ 'proxy-url': proxy.url, config: JSON.stringify(config) }] });
      const box = (name) => form.host.getByRole('textbox', { name });
      const subject = newSubject();
      await box('First name').fill('Ada');
      await box('Last name').fill('Lovelace');
      await form.email.fill(ADA.email);
      await box('Phone').fill('+44 20 7946 0958');
      await form.host.getByLabel('What is it about?').selectOption('Problem');
      await form.host.getByLabel('Area').selectOption('Billing');
      await form.subject.fill(subject);
      await form.description.fill(ADA.description);
      await form.host.getByLabel('Needed by').fill('2026-07-01T09:30');
      await box('Web address').fill('https://example.org/orders/7?x=1&y=2');
      await box('How many?').fill('12');
      await box('Price').fill('12.50');
      await form.host.getByLabel('Bought on').fill('2026-02-28');
      await form.host.getByRole('checkbox', { name: 'Shop' }).check();
      await form.host.getByRole('checkbox', { name: 'Mail' }).check();
      await form.host.getByRole('checkbox', { name: 'You may call me' }).check();

      const { violations } = await new AxeBuilder({ page }).include('desk-bell').analyze();
      expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
      await page.screenshot({ path: 'test-results/looks/all-kinds.png', fullPage: true });

      await form.send();
      const number = await form.ticketNumber();
      const [ticket] = await new Sandbox(proxy.sandboxUrl).ticketsAbout(subject);
      expect(ticket.ticketNumber).toBe(number);
      expect(ticket.received).toMatchObject({
        subject,
        departmentId: DEPARTMENT,
        contact: { firstName: 'Ada', lastName: 'Lovelace', email: ADA.email },
        email: ADA.email,
        phone: '+44 20 7946 0958',
        classification: 'Problem',
        category: 'Billing',
        description: 'The total does not match the order.<br>Please have a look.',
        // Half past nine in Berlin's summer.
        dueDate: expect.stringMatching(/^2026-07-01T07:30:00(\.000)?Z$/),
        webUrl: 'https://example.org/orders/7?x=1&y=2',
        cf: { cf_modelname: 'F3 2017', cf_dateofpurchase: '2026-02-28', cf_channels: 'Shop;Mail' },
        ...HIDDEN,
      });
      expect(String(ticket.received.cf.cf_numberofitems)).toBe('12');
      expect(Number(ticket.received.cf.cf_price)).toBe(12.5);
      expect(String(ticket.received.cf.cf_terms)).toBe('true');
      // What was left empty is not sent at all.
      expect(ticket.received).not.toHaveProperty('priority');
    } finally {
      await proxy.stop();
    }
  });
});

test.describe("a body of the page's own", () => {
  test.use({ expected: /422/ });

  test('cannot set what the operator has not allowed', async ({ open, page, desk }) => {
    const form = await open();
    const subject = newSubject();
    const answer = await page.evaluate(async ({ url, body }) => {
      const response = await fetch(`${url}/api/v1/tickets`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify(body),
      });
      return { status: response.status, problem: await response.json() };
    }, {
      url: desk.proxy.url,
      body: {
        subject, departmentId: DEPARTMENT, description: 'x', email: ADA.email, contact: { lastName: 'Ada', email: ADA.email },
        assigneeId: '1', colour: 'red',
      },
    });
    expect(answer.status).toBe(422);
    expect(answer.problem.errors.map(({ fieldName, code }) => [fieldName, code]).sort()).toEqual([
      ['/assigneeId', 'not_allowed'],
      ['/colour', 'unknown_field'],
    ]);
    expect(await desk.sandbox.ticketsAbout(subject)).toEqual([]);
    await expect(form.sendButton).toBeEnabled();
  });
});
