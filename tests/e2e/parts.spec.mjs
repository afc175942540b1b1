// The form is shown before everything that makes it work has come: what a visitor does meanwhile is not lost.

import { ADA, Form, newSubject } from './support/form.mjs';
import { expect, test } from './support/test.mjs';

const REST = '**/deskbell/rest.js*';

/** Keeps the rest of the module back until the returned function is called. */
async function holdBack(page) {
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await page.route(REST, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

/** Opens a page whose form is shown by the module's first part alone. */
async function openEarly(page, open, forms = [{}]) {
  const go = await holdBack(page);
  await page.addInitScript(() => {
    window.told = [];
    for (const name of ['ready', 'error', 'submit', 'created']) {
      addEventListener(`deskbell-${name}`, () => window.told.push(name));
    }
  });
  const form = await open({ forms, ready: false });
  if (forms[0].mode) await form.openDialog();
  await expect(form.sendButton).toBeEnabled();
  return { form, go };
}

test('the usual form is shown by the first part, by itself', async ({ open, page }) => {
  const { form, go } = await openEarly(page, open);
  await expect(form.description).toBeVisible();
  expect(await page.evaluate(() => window.told)).toEqual([]);
  go();
  await expect.poll(() => page.evaluate(() => window.told)).toEqual(['ready']);
});

test('so is the one in a dialog, with the focus in its first field', async ({ open, page }) => {
  const { form, go } = await openEarly(page, open, [{ mode: 'launcher' }]);
  await expect(form.name).toBeFocused();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Escape');
  await expect(form.question).toBeVisible();
  await form.stayButton.click();
  go();
  await expect(form.name).toHaveValue('Ada');
  await expect.poll(() => page.evaluate(() => window.told)).toEqual(['ready']);
});

test('what is typed and sent before the rest is there arrives, once', async ({ open, page, desk, sent }) => {
  const { form, go } = await openEarly(page, open);
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await form.sendButton.click();
  await form.sendButton.click();
  expect(sent).toEqual([]);
  go();
  await form.receiptHeading.waitFor();
  expect(sent.length).toBe(1);
  const [ticket] = await desk.sandbox.ticketsAbout(subject);
  expect(ticket.ticketNumber).toBe(await form.ticketNumber());
});

test('the Enter key counts as well, and so does what is wrong', async ({ open, page }) => {
  const { form, go } = await openEarly(page, open);
  await form.email.fill('ada@');
  await form.email.press('Enter');
  go();
  await expect(form.summary(/needs? (your )?attention|There/)).toBeVisible();
  await expect(form.email).toHaveValue('ada@');
  await expect(form.email).toHaveAttribute('aria-invalid', 'true');
});

test('what the page asks for meanwhile is done: prefill, reset by a new attribute, removal', async ({ open, page }) => {
  const { form, go } = await openEarly(page, open, [{}, {}]);
  await form.name.fill('Ada');
  await form.host.evaluate((element) => element.prefill({ email: 'ada@example.org' }));
  await form.host.evaluate((element) => element.setAttribute('lang', 'de'));
  await page.locator('desk-bell').nth(1).evaluate((element) => element.remove());
  go();
  await expect(form.host.locator('[name=email]')).toHaveValue('ada@example.org');
  await expect(form.host.locator('[name="contact.lastName"]')).toHaveValue('Ada');
  await expect(form.host.getByRole('button', { name: 'Anfrage senden' })).toBeVisible();
});

test('several forms: all of them are there in the end, and each works', async ({ open, page, desk }) => {
  const go = await holdBack(page);
  const form = await open({ forms: [{}, {}], ready: false });
  const other = new Form(page.locator('desk-bell').nth(1));
  await expect(form.sendButton).toBeVisible();
  await form.name.fill('First');
  await expect(other.sendButton).toBeHidden();
  go();
  const subject = newSubject();
  await other.fill({ ...ADA, subject });
  await other.send();
  await other.receiptHeading.waitFor();
  await expect(form.name).toHaveValue('First');
  expect((await desk.sandbox.ticketsAbout(subject)).length).toBe(1);
});

test('a form of which the first part knows too little is shown as soon as the rest is there', async ({ open, page }) => {
  const go = await holdBack(page);
  const config = JSON.stringify({ fields: [{ name: 'subject' }, { name: 'dueDate' }, { name: 'category', options: ['A', 'B'] }, { name: 'cf.cf_ok', label: 'Yes', kind: 'boolean' }] });
  const form = await open({ forms: [{ config }], ready: false });
  await page.waitForRequest(REST);
  await expect(form.sendButton).toBeHidden();
  go();
  await expect(form.sendButton).toBeEnabled();
  await expect(form.host.locator('[name=category]')).toBeVisible();
});

test.describe('where the rest cannot be had', () => {
  test.use({ expected: /rest\.js|could not be loaded|Deskbell|Failed to load/ });

  test('the form stays with what was typed, shows the other way, and works once it can', async ({ open, page, desk }) => {
    await page.route(REST, (route) => route.abort());
    const form = await open({ forms: [{ 'fallback-href': 'https://example.org/help' }] });
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    const way = page.getByRole('link', { name: 'Contact support another way' });
    await expect(way).toBeVisible({ timeout: 20_000 });
    await expect(form.subject).toHaveValue(subject);
    await form.send();
    await page.unroute(REST);
    await form.retryButton.click();
    await form.receiptHeading.waitFor();
    await expect(way).toBeHidden();
    expect((await desk.sandbox.ticketsAbout(subject)).length).toBe(1);
  });

  test('leaving the page with something typed asks first', async ({ open, page }) => {
    const go = await holdBack(page);
    const form = await open({});
    await form.name.fill('Ada');
    const asked = page.waitForEvent('dialog');
    const leaving = page.goto('about:blank').catch(() => undefined);
    await (await asked).dismiss();
    await leaving;
    go();
    await expect(form.name).toHaveValue('Ada');
  });
});
