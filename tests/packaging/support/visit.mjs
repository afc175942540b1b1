// A visitor who has a question: opens the page, fills in the form in their language, and leaves with a ticket number.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { root } from './places.mjs';

const textsIn = async (lang) => JSON.parse(await readFile(path.join(root, `npm/locales/${lang}.json`), 'utf8'));

/** What the page reported: a form that works although something went wrong is not what a customer wants. */
async function watch(page) {
  const seen = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && seen.push(message.text()));
  page.on('pageerror', (error) => seen.push(String(error)));
  page.on('response', (response) => response.status() >= 400 && seen.push(`${response.status()} ${response.url()}`));
  await page.exposeFunction('reportViolation', (what) => seen.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) => {
      window.reportViolation(`policy violation: ${violation.effectiveDirective} ${violation.blockedURI}`);
    });
    document.addEventListener('deskbell-created', (event) => { window.created = event.detail; });
  });
  return seen;
}

/** @returns {Promise<string>} the ticket number */
export async function sendRequest(context, url, about) {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const seen = await watch(page);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  const number = await askFor(page, about).catch((error) => {
    throw new Error([error.message, ...seen].join('\n'));
  });
  assert.deepEqual(seen, []);
  if (about.fetches) assert.ok(requests.some((address) => about.fetches.test(address)), requests.join('\n'));
  return number;
}

async function askFor(page, { lang, subject, launcher, echo }) {
  const texts = await textsIn(lang);
  const form = page.locator('desk-bell');
  if (launcher) await form.getByRole('button', { name: texts.launcher }).click();
  const fill = (key, value) => form.getByRole('textbox', { name: texts[`label.${key}`], exact: true }).fill(value);
  await fill('contact.lastName', 'Ada Lovelace');
  await fill('email', 'ada@example.org');
  await fill('subject', subject);
  await fill('description', 'The total does not match the order.');
  await form.getByRole('button', { name: texts.send }).click();
  await form.getByRole('heading', { name: texts['receipt.heading'] }).waitFor();
  const number = (await form.getByText(/^#\d+$/).innerText()).slice(1);
  assert.equal((await page.evaluate(() => window.created)).ticketNumber, number);
  if (echo) await page.locator(echo).getByText(number, { exact: true }).waitFor();
  return number;
}
