// What was typed survives reloading and walking about, and a request without an answer keeps its key.

import { ADA, Form, newSubject } from './support/form.mjs';
import { answerTickets, expect, test } from './support/test.mjs';

/** Reloads as a browser does after a crash: without telling the page. */
const reload = async (page) => {
  await page.reload();
  const form = new Form(page.locator('desk-bell').first());
  await expect(form.sendButton.or(form.retryButton).or(form.reference)).toBeVisible();
  return form;
};

const kept = (page, storage = 'sessionStorage') =>
  page.evaluate((name) => Object.entries(globalThis[name]).filter(([key]) => key.startsWith('deskbell:')), storage);

// A page with unsent text asks before it goes; these tests go all the same.
test.beforeEach(({ page }) => { page.on('dialog', (dialog) => dialog.accept()); });

test('what was typed is there after a reload, and can be thrown away', async ({ open, page }) => {
  let form = await open();
  const typed = { ...ADA, subject: newSubject() };
  await form.fill(typed);
  form = await reload(page);
  expect(await form.typed()).toEqual(typed);
  await expect(form.host.getByText('We kept what you typed last time.')).toBeVisible();
  await form.host.getByRole('button', { name: 'Start over' }).click();
  await expect(form.name).toHaveValue('');
  await expect(form.name).toBeFocused();
  expect(await kept(page)).toEqual([]);
  form = await reload(page);
  await expect(form.host.getByText('We kept what you typed last time.')).toHaveCount(0);
});

test('a crash costs no more than the last moment', async ({ open, page, context }) => {
  const form = await open();
  await form.fill({ ...ADA, subject: newSubject() });
  // No event of the page's end: only what was written by itself counts.
  await expect.poll(async () => (await kept(page)).map(([, json]) => JSON.parse(json).typed.description)).toEqual([ADA.description]);
  const [[key, json]] = await kept(page);
  const other = await context.newPage();
  await other.addInitScript(([name, value]) => sessionStorage.setItem(name, value), [key, json]);
  await other.goto(page.url());
  await expect(new Form(other.locator('desk-bell')).description).toHaveValue(ADA.description);
});

test('presets are not kept, and another page of the site goes on with the draft', async ({ open, page, desk }) => {
  const config = JSON.stringify({ values: { subject: 'A preset' } });
  const form = await open({ forms: [{ config }] });
  await form.name.fill(ADA.name);
  await form.name.blur();
  await open({ policy: 'hosts', forms: [{ config: JSON.stringify({ values: { subject: 'Another preset' } }) }] });
  expect(await form.typed()).toMatchObject({ name: ADA.name, subject: 'Another preset' });
  await form.fill({ ...ADA, subject: newSubject() });
  await form.send();
  await form.ticketNumber();
  expect(await kept(page)).toEqual([]);
  expect(await desk.sandbox.tickets()).not.toEqual([]);
});

test('two forms of a page keep two drafts', async ({ open, page }) => {
  const form = await open({ forms: [{}, {}, { id: 'help' }] });
  const others = [1, 2].map((index) => new Form(page.locator('desk-bell').nth(index)));
  await form.name.fill('One');
  await others[0].name.fill('Two');
  await others[1].name.fill('Three');
  await reload(page);
  await expect(form.name).toHaveValue('One');
  await expect(others[0].name).toHaveValue('Two');
  await expect(others[1].name).toHaveValue('Three');
});

test('`local` keeps it with the browser, `off` nowhere', async ({ open, page }) => {
  let form = await open({ policy: 'plain', forms: [{ config: '{"draft": "local"}' }] });
  await form.name.fill(ADA.name);
  await expect.poll(async () => (await kept(page, 'localStorage')).length).toBe(1);
  expect(await kept(page)).toEqual([]);
  form = await open({ policy: 'plain', forms: [{ config: '{"draft": "off"}' }] });
  await page.evaluate(() => localStorage.clear());
  await form.name.fill(ADA.name);
  form = await reload(page);
  await expect(form.name).toHaveValue('');
  expect([await kept(page), await kept(page, 'localStorage')]).toEqual([[], []]);
});

test.describe('a request whose answer the page never saw', () => {
  test.use({ expected: /Failed to load resource/ });

  test('keeps its key over a reload: one ticket', async ({ open, page, sent, desk }) => {
    let form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    let filed = false;
    await page.route('**/api/v1/tickets', async (route) => {
      if (filed || route.request().method() !== 'POST') return route.continue();
      filed = true;
      await route.fetch();
      return undefined;
    });
    await form.send();
    await expect.poll(async () => (await desk.sandbox.ticketsAbout(subject)).length).toBe(1);
    form = await reload(page);
    await expect(form.host.getByText('We’re not sure your request arrived')).toBeVisible();
    await expect(form.host.getByText('Trying again will not file it twice.')).toBeVisible();
    await form.retryButton.click();
    const number = await form.ticketNumber();
    expect(sent.map(({ key }) => key)).toEqual([sent[0].key, sent[0].key]);
    expect((await desk.sandbox.ticketsAbout(subject)).map((ticket) => ticket.ticketNumber)).toEqual([number]);
    expect(await kept(page)).toEqual([]);
  });
});

test('a pending request becomes a number, also after a reload', async ({ open, page, desk }) => {
  let form = await open();
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await desk.sandbox.fault({ fault: 'latency', ms: 11_000 });
  await form.send();
  await expect(form.reference).toBeVisible({ timeout: 20_000 });
  const reference = await form.reference.innerText();
  form = await reload(page);
  await expect(form.host.getByText(reference)).toBeVisible();
  expect(await form.property('state')).toBe('pending');
  const number = await form.ticketNumber({ timeout: 30_000 });
  expect((await desk.sandbox.ticketsAbout(subject)).map((ticket) => ticket.ticketNumber)).toEqual([number]);
  expect(await kept(page)).toEqual([]);
});

test('a page from the back-forward cache does not send what another page has sent', async ({ open, page, sent }) => {
  const form = await open();
  await form.fill({ ...ADA, subject: newSubject() });
  await expect.poll(async () => (await kept(page)).length).toBe(1);
  // What the other page does when its request has arrived; Playwright switches the cache itself off.
  await page.evaluate(() => {
    sessionStorage.clear();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expect(form.subject).toHaveValue('');
  await form.send();
  await expect(form.summary('Four things need your attention')).toBeVisible();
  expect(sent).toEqual([]);
});

test('the next request has a key of its own', async ({ open, sent }) => {
  const form = await open();
  const typed = { ...ADA, subject: newSubject() };
  for (const round of [0, 1]) {
    await form.fill(typed);
    await form.send();
    await form.ticketNumber();
    await form.anotherButton.click();
    expect(sent).toHaveLength(round + 1);
  }
  expect(sent[0].key).not.toBe(sent[1].key);
});

test('a storage that is full or forbidden is no obstacle', async ({ open, page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  });
  await answerTickets(page, (route, headers) => route.fulfill({ status: 201, headers, json: { ticketNumber: '773' } }));
  const form = await open({ policy: 'plain' });
  await form.fill({ ...ADA, subject: newSubject() });
  await form.send();
  expect(await form.ticketNumber()).toBe('773');
});
