// The element on a customer's page: when things are missing, doubled, moved, or wrongly written.

import { ADA, Form, newSubject } from './support/form.mjs';
import { expect, test } from './support/test.mjs';

const fallback = (page) => page.getByRole('link', { name: 'Contact support another way' });

test.describe('what a site owner gets wrong is told', () => {
  test.use({ expected: /proxy-?url|config/i });

  test('a missing proxy-url: an error in the console, and no dead form', async ({ open, page }) => {
    const told = page.waitForEvent('console', (message) => message.type() === 'error' && /proxy-?url/i.test(message.text()));
    await open({ forms: [{ 'proxy-url': '' }], ready: false });
    await told;
    await expect(page.getByRole('button', { name: 'Send request' })).toBeHidden();
    await expect(page.getByText('The form could not be loaded')).toBeVisible();
  });

  test('a config that is no JSON: the reason in the console, and the fallback on the page', async ({ open, page }) => {
    const told = page.waitForEvent('console', (message) => message.type() === 'error' && /config/i.test(message.text()));
    await open({ forms: [{ config: '{"fields": [' }], ready: false });
    expect((await told).text()).toMatch(/JSON/);
    await expect(page.getByText('The form could not be loaded')).toBeVisible();
  });

  test('an unknown key of config: a warning that names it, and the form all the same', async ({ open, page }) => {
    const told = page.waitForEvent('console', (message) => message.text().includes('departementId'));
    await open({ forms: [{ config: '{"departementId": "1"}' }] });
    expect((await told).text()).toContain('did you mean `departmentId`');
  });
});

test.describe('when the form cannot run', () => {
  test.use({ expected: /./ });

  test('a module that cannot be loaded: the link, and the form as soon as it can', async ({ open, page }) => {
    await page.route(/first\.js/, (route) => route.abort());
    const form = await open({ ready: false });
    const link = fallback(page);
    await expect(link).toBeVisible();
    expect(await link.getAttribute('href')).toMatch(/\/contact$/);
    await page.unroute(/first\.js/);
    await form.retryButton.click();
    await expect(form.sendButton).toBeEnabled();
  });

  test('where to go instead can be chosen', async ({ open, page }) => {
    await page.route(/deskbell_wasm\.js/, (route) => route.fulfill({ status: 404, body: 'Not found' }));
    await open({ policy: 'plain', forms: [{ 'fallback-href': 'https://example.org/help' }], ready: false });
    await expect(fallback(page)).toHaveAttribute('href', 'https://example.org/help');
  });

  test('a module that is no WebAssembly', async ({ open, page }) => {
    await page.route(/first\.js/, (route) => route.fulfill({ contentType: 'text/javascript', body: 'export default "not wasm";' }));
    await open({ policy: 'plain', ready: false });
    await expect(fallback(page)).toBeVisible();
  });

  test('a crash while it is in use: every form of the page shows the link', async ({ open, page }) => {
    // A module that has lost its memory cannot go on, whatever it was doing.
    await page.addInitScript(() => {
      const remember = (result) => {
        const instance = result.instance ?? result;
        const memory = Object.values(instance.exports).find((each) => each instanceof WebAssembly.Memory);
        // The rest of the module has the memory of the first part.
        if (memory) globalThis.crash = () => new Uint8Array(memory.buffer).fill(0xff);
        return result;
      };
      for (const name of ['instantiate', 'instantiateStreaming']) {
        const original = WebAssembly[name];
        WebAssembly[name] = async (...given) => remember(await original(...given));
      }
      WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
        construct: (target, given) => remember(Reflect.construct(target, given)),
      });
    });
    const form = await open({ policy: 'plain', forms: [{}, {}] });
    await form.fill(ADA);
    await page.evaluate(() => globalThis.crash());
    // The form may have noticed before anything is typed.
    await form.subject.pressSequentially('It rings', { timeout: 2000 }).catch(() => undefined);
    await expect(fallback(page)).toHaveCount(2);
  });
});

test('two forms on one page do not know of each other', async ({ open, page, desk }) => {
  const first = await open({ forms: [{}, {}] });
  const second = new Form(page.locator('desk-bell').nth(1));
  const [one, two] = [newSubject(), newSubject()];
  await first.fill({ ...ADA, subject: one });
  await second.fill({ ...ADA, name: 'Charles Babbage', subject: two });
  await first.send();
  const number = await first.ticketNumber();
  await expect(second.sendButton).toBeVisible();
  expect((await second.typed()).name).toBe('Charles Babbage');
  await second.send();
  expect(await second.ticketNumber()).not.toBe(number);
  expect(await desk.sandbox.ticketsAbout(one)).toHaveLength(1);
  expect(await desk.sandbox.ticketsAbout(two)).toHaveLength(1);
});

test('values made elsewhere, or without a prototype, are values', async ({ open }) => {
  const form = await open();
  await form.host.evaluate((element) => {
    const frame = element.ownerDocument.body.appendChild(document.createElement('iframe'));
    const contact = Object.assign(new frame.contentWindow.Object(), { lastName: 'Ada' });
    element.prefill(Object.assign(Object.create(null), { subject: 'Elsewhere', contact }));
    frame.remove();
  });
  await expect.poll(() => form.typed()).toMatchObject({ name: 'Ada', subject: 'Elsewhere' });
});

test('moving the element keeps what was typed, removing it leaves nothing behind', async ({ open, page, desk }) => {
  const form = await open();
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await form.host.evaluate((element) => {
    const dialog = document.createElement('section');
    element.parentElement.prepend(dialog);
    dialog.append(element);
  });
  expect(await form.typed()).toEqual({ ...ADA, subject });
  await form.send();
  await form.ticketNumber();
  expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
  await form.host.evaluate((element) => element.remove());
  await expect(page.getByRole('heading', { name: 'We’ve got your request' })).toHaveCount(0);
});

test("the page's style stays out, and the form's stays in", async ({ open, page }) => {
  const form = await open();
  await expect(form.subject).not.toHaveCSS('border-top-style', 'dotted');
  await expect(form.sendButton).not.toHaveCSS('text-transform', 'uppercase');
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('button'), { id: 'theirs' })));
  await expect(page.locator('#theirs')).toHaveCSS('border-top-style', 'dotted');
});

test('a script of the page fills in, listens and sends', async ({ open, page, desk }) => {
  const form = await open();
  const subject = newSubject();
  const events = await page.evaluate(async (values) => {
    const element = document.querySelector('desk-bell');
    const heard = [];
    for (const name of ['deskbell-submit', 'deskbell-created']) {
      document.addEventListener(name, (event) => heard.push([name, structuredClone(event.detail)]));
    }
    element.prefill(values);
    const receipt = await element.submit();
    return [...heard, ['receipt', receipt]];
  }, { 'contact.lastName': ADA.name, email: ADA.email, subject, description: ADA.description });
  const number = await form.ticketNumber();
  expect(events.map(([name]) => name)).toEqual(['deskbell-submit', 'deskbell-created', 'receipt']);
  expect(events[1][1]).toMatchObject({ ticketNumber: number });
  expect(events[2][1]).toMatchObject({ ticketNumber: number });
  expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
});
