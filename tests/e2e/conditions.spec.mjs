// Fields that follow from others, choices of departments, and what a site sends along unseen.

import { ADA, newSubject } from './support/form.mjs';
import { Proxy } from './support/proxy.mjs';
import { Sandbox } from './support/sandbox.mjs';
import { expect, test } from './support/test.mjs';

const SALES = '1892000000006907';
const SUPPORT = '1892000000006908';

const FIELDS = [
  { name: 'contact.lastName', required: true },
  { name: 'email', required: true },
  { name: 'category', options: [{ value: 'hw', label: 'Hardware' }, { value: 'sw', label: 'Software' }, 'Other'] },
  { name: 'subCategory', required: true, dependsOn: { field: 'category', values: { hw: ['Printer', 'Screen'], sw: ['Editor'] } } },
  { name: 'subject', required: true },
  { name: 'description', required: true },
  { name: 'cf.cf_call', label: 'Call me back', kind: 'boolean' },
  { name: 'phone', required: true, showWhen: { field: 'cf.cf_call', is: ['true'] } },
  { name: 'cf.cf_places', label: 'Where?', options: ['Shop', 'App'], multiple: true },
  { name: 'cf.cf_street', label: 'Which shop?', showWhen: { field: 'cf.cf_places', is: ['Shop'] } },
];

test.describe('a proxy that asks for more', () => {
  /** @type {Proxy} */ let proxy;
  /** @type {Sandbox} */ let sandbox;

  test.beforeAll(async () => {
    proxy = await Proxy.start({
      DESKBELL_FORM_FIELDS: JSON.stringify(FIELDS),
      DESKBELL_DEPARTMENTS: `${SALES}=Sales,${SUPPORT}=Support`,
      DESKBELL_VISITOR_FIELDS: 'assigneeId,teamId,secondaryContacts,entitySkills,dueDate,responseDueDate,status',
    });
    sandbox = new Sandbox(proxy.sandboxUrl);
  });
  test.afterAll(() => proxy.stop());

  const show = (open, attributes = {}) => open({ policy: 'plain', forms: [{ 'proxy-url': proxy.url, ...attributes }] });

  test('choices follow from another choice, and go with it', async ({ open }) => {
    const form = await show(open);
    const [category, sub] = [/^Category/, /^Subcategory/].map((name) => form.host.getByRole('combobox', { name }));
    const offered = () => sub.getByRole('option').allInnerTexts();
    expect(await offered()).toEqual(['First choose “Category”']);
    await category.selectOption('Hardware');
    expect(await offered()).toEqual(['Choose one', 'Printer', 'Screen']);
    await sub.selectOption('Printer');
    await category.selectOption('Software');
    await expect(sub).toHaveValue('');
    expect(await offered()).toEqual(['Choose one', 'Editor']);
    await category.selectOption('Other');
    expect(await offered()).toEqual(['Choose one']);
  });

  test('a field that is not there is neither required nor sent, and keeps its text', async ({ open, sent }) => {
    const form = await show(open);
    const [phone, shop] = ['Phone', 'Which shop?'].map((name) => form.host.getByRole('textbox', { name }));
    const call = form.host.getByRole('checkbox', { name: 'Call me back' });
    const subject = newSubject();
    await form.host.getByRole('combobox', { name: 'Department' }).selectOption('Support');
    await form.fill({ ...ADA, subject });
    await expect(phone).toBeHidden();
    await call.check();
    await form.send();
    await expect(form.summary('One thing needs your attention')).toBeFocused();
    await phone.fill('+44 20 7946 0958');
    await form.host.getByRole('checkbox', { name: 'Shop' }).check();
    await shop.fill('High Street');
    await form.host.getByRole('checkbox', { name: 'Shop' }).uncheck();
    await form.host.getByRole('checkbox', { name: 'App' }).check();
    await expect(shop).toBeHidden();
    await call.uncheck();
    await call.check();
    await expect(phone).toHaveValue('+44 20 7946 0958');
    await form.send();
    await form.ticketNumber();
    expect(sent[0].body.cf).toEqual({ cf_call: 'true', cf_places: 'App' });
    const [ticket] = await sandbox.ticketsAbout(subject);
    expect(ticket.received).toMatchObject({ departmentId: SUPPORT, phone: '+44 20 7946 0958' });
    expect(ticket.received).not.toHaveProperty('category');
  });

  test('the department is asked for only where the site has not chosen it', async ({ open }) => {
    const form = await show(open, { 'department-id': SUPPORT });
    await expect(form.host.getByRole('combobox', { name: 'Department' })).toHaveCount(0);
    const choosing = await show(open);
    await choosing.fill({ ...ADA, subject: 'x' });
    await choosing.send();
    await expect(choosing.host.getByRole('link', { name: 'Choose an option for “Department”' })).toBeVisible();
  });

  test('what the operator allows goes along unseen, whatever the attribute', async ({ open, page }) => {
    const values = {
      assigneeId: '1892000000056007', teamId: '9223372036854775807', secondaryContacts: ['1892000000042038'],
      entitySkills: ['18921000000379001'], dueDate: '2026-12-24T18:00:00Z', status: 'Open', departmentId: SALES,
    };
    const form = await show(open, { config: JSON.stringify({ values }) });
    const subject = newSubject();
    await form.host.evaluate((element, subject) => element.prefill({ subject }), subject);
    await expect(form.subject).toHaveValue(subject);
    await form.fill(ADA);
    await form.send();
    await form.ticketNumber();
    const [ticket] = await sandbox.ticketsAbout(subject);
    expect(ticket.received).toMatchObject(values);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
