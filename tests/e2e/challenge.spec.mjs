// The proof of work: begun while the visitor types, used once, solved again where that is needed, and never seen.

import { ADA, newSubject } from './support/form.mjs';
import { deskWith, expect, test as base } from './support/test.mjs';

const test = base.extend({
  desk: deskWith({ DESKBELL_CHALLENGE: 'altcha' }),

  /** How many challenges, and files to solve them, the page has asked for. */
  asked: async ({ page }, use) => {
    const asked = { challenges: 0, files: [] };
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname === '/api/v1/challenge') asked.challenges += 1;
      if (/\/challenge(r\.js|\/\w+\.js)$/.test(pathname)) asked.files.push(pathname.split('/').pop());
    });
    await use(asked);
  },
});

const CHALLENGE = '**/api/v1/challenge';
const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' };

/** Fills the form in without a keystroke. */
const prefill = (form, subject) => form.host.evaluate((element, values) => element.prefill(values),
  { 'contact.lastName': ADA.name, email: ADA.email, subject, description: ADA.description });

/** Holds up the challenge; gives what lets it go. */
async function holdUp(page) {
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route(CHALLENGE, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

test('nothing is loaded before somebody types, and each ticket has a solution of its own', async ({ open, sent, asked, desk }) => {
  const form = await open();
  await form.name.focus();
  expect(asked).toEqual({ challenges: 0, files: [] });
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await expect.poll(() => asked).toEqual({ challenges: 1, files: ['challenger.js', 'altcha.js'] });
  await form.send();
  await form.ticketNumber();

  await form.anotherButton.click();
  const other = newSubject();
  await form.fill({ subject: other, description: ADA.description });
  await form.send();
  await form.ticketNumber();
  expect(asked).toEqual({ challenges: 2, files: ['challenger.js', 'altcha.js'] });
  expect(new Set(sent.map(({ solution }) => solution)).size).toBe(2);
  for (const about of [subject, other]) expect(await desk.sandbox.ticketsAbout(about)).toHaveLength(1);
});

test('while it is being solved the button says that it is busy, and the text can be read', async ({ open, page, sent }) => {
  const go = await holdUp(page);
  const form = await open();
  const subject = newSubject();
  await prefill(form, subject);
  await form.send();
  await expect(form.sendingButton).toHaveAttribute('aria-busy', 'true');
  expect((await form.typed()).subject).toBe(subject);
  expect(sent).toEqual([]);
  go();
  await form.ticketNumber();
});

test('on a page that is no secure context the form solves it by itself', async ({ open, page, asked, desk }) => {
  await page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }));
  const form = await open();
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await form.send();
  await form.ticketNumber({ timeout: 30_000 });
  expect(asked.files).toEqual(['challenger.js', 'altcha.js', 'slices.js']);
  expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
});

test.describe('refused', () => {
  test.use({ expected: /Failed to load resource|blocked by CORS/ });

  test('a solution from before a restart is replaced, under the same key', async ({ open, page, sent, asked, desk }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    await expect.poll(() => asked.challenges).toBe(1);
    // Challenges and the proxy know their age in seconds: this one has to be the older.
    await page.waitForTimeout(1100);
    await desk.proxy.restart();
    await form.send();
    await form.ticketNumber();
    expect(asked.challenges).toBe(2);
    expect(sent.map(({ key }) => key)).toEqual([sent[0].key, sent[0].key]);
    expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
  });

  test('one that is wanted since the form was opened', async ({ open, page, sent, asked, desk }) => {
    await page.route('**/api/v1/form*', async (route) => {
      const answer = await route.fetch();
      const { challenge, ...form } = await answer.json();
      await route.fulfill({ response: answer, json: form });
    }, { times: 1 });
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    expect(asked.challenges).toBe(0);
    await form.send();
    await form.ticketNumber();
    expect(sent.map(({ key, solution }) => [key, Boolean(solution)])).toEqual([[sent[0].key, false], [sent[0].key, true]]);
    expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
  });

  test('where solutions are refused again and again, the visitor can try once more', async ({ open, page, sent }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    const body = { type: 'urn:deskbell:problem:challenge-failed', status: 403, errorCode: 'FORBIDDEN' };
    await page.route('**/api/v1/tickets', (route) => (route.request().method() === 'POST'
      ? route.fulfill({ status: 403, headers: CORS, contentType: 'application/problem+json', json: body })
      : route.continue()));
    await form.send();
    await expect(form.host.locator('.alert')).toContainText('not available at the moment');
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ solution }) => solution)).size).toBe(3);
    expect(await form.typed()).toEqual(typed);
    await page.unroute('**/api/v1/tickets');
    await form.retryButton.click();
    await form.ticketNumber();
  });

  for (const [why, answer] of Object.entries({
    'too many of them': (route) => route.fulfill({ status: 429, headers: { ...CORS, 'Retry-After': '30' }, json: {} }),
    'no answer': (route) => route.abort('connectionrefused'),
    'no JSON': (route) => route.fulfill({ status: 200, headers: CORS, body: 'Welcome' }),
    'another protocol': (route) => route.fulfill({ status: 200, headers: CORS, json: { challenge: 'x', salt: 'y' } }),
  })) {
    test(`where no challenge can be had the text stays, and the visitor can try once more: ${why}`, async ({ open, page, asked }) => {
      await page.route(CHALLENGE, answer);
      const form = await open();
      const typed = { ...ADA, subject: newSubject() };
      await form.fill(typed);
      await expect.poll(() => asked.challenges, 'a keystroke asks once').toBe(1);
      await form.send();
      const alert = form.host.locator('.alert');
      await expect(alert).toContainText('not available at the moment');
      await expect(alert).toContainText('Your request has not been sent');
      expect(await form.typed()).toEqual(typed);
      await page.unroute(CHALLENGE);
      await form.retryButton.click();
      await form.ticketNumber();
    });
  }
});
