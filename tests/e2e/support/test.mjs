// What every test starts from: a real proxy with its sandbox, a customer's website, and a page that is watched.

import { expect, test as base } from '@playwright/test';

import { startSite } from '../../site.mjs';
import { Form } from './form.mjs';
import { Proxy } from './proxy.mjs';
import { Sandbox } from './sandbox.mjs';
import { FULL_PROXY } from './states.mjs';

export { expect };

export const test = base.extend({
  /** What a test provokes on purpose in the console, policy violations included. Anything else fails it. */
  expected: [/(?!)/, { option: true }],

  /** One proxy, sandbox and site for all tests of a worker. */
  desk: deskWith(),

  /** A proxy that asks for every kind of field, and one that only adds files to the usual four. */
  full: [async ({}, use) => running(FULL_PROXY, use), { scope: 'worker' }],
  filing: [async ({}, use) => running({ DESKBELL_ATTACHMENTS_ENABLED: 'true' }, use), { scope: 'worker' }],

  page: async ({ page, expected, desk }, use) => {
    const seen = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') seen.push(message.text());
    });
    page.on('pageerror', (error) => seen.push(String(error)));
    await page.exposeFunction('reportViolation', (what) => seen.push(what));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (violation) => {
        window.reportViolation(`policy violation: ${violation.effectiveDirective} ${violation.blockedURI}`);
      });
    });
    await use(page);
    await desk.sandbox.forgetFaults();
    expect(seen.filter((line) => !expected.test(line))).toEqual([]);
  },

  /**
   * Opens a customer's page with one form for each set of `attributes`; without any, with one for the worker's proxy.
   * The page has the strict policies of the contract unless `policy` is `plain`.
   */
  open: async ({ page, desk }, use) => {
    await use(async ({ policy = 'hosts', forms = [{}], ready = true } = {}) => {
      const attributes = forms.map((form) => ({ 'proxy-url': desk.proxy.url, ...form }));
      const query = new URLSearchParams({ forms: JSON.stringify(attributes) });
      await page.goto(`${desk.site.origin}/${policy}/page.html?${query}`);
      const opened = forms.map((_, index) => new Form(page.locator('desk-bell').nth(index)));
      if (ready) for (const form of opened) await expect(form.sendButton).toBeEnabled();
      return opened[0];
    });
  },

  /** The tickets that leave the page, with the key each was sent under. */
  sent: async ({ page }, use) => {
    const sent = [];
    page.on('request', (request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/api/v1/tickets')) return;
      const { 'idempotency-key': key, 'challenge-solution': solution, authorization } = request.headers();
      sent.push({ key, body: request.postDataJSON(), solution, authorization });
    });
    await use(sent);
  },
});

/** The fixture of a proxy that is set up so, its sandbox, and a site that lets its pages reach it. */
export function deskWith(environment) {
  const serve = async ({}, use) => {
    const proxy = await Proxy.start(environment);
    const site = await startSite({ proxy: proxy.url });
    await use({ proxy, site, sandbox: new Sandbox(proxy.sandboxUrl) });
    await site.stop();
    await proxy.stop();
  };
  return [serve, { scope: 'worker' }];
}

async function running(environment, use) {
  const proxy = await Proxy.start(environment);
  await use(proxy);
  await proxy.stop();
}

/** Answers the page's next tickets in place of the proxy. */
export async function answerTickets(page, answer) {
  await page.route('**/api/v1/tickets', async (route) => {
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', 'Access-Control-Expose-Headers': '*' };
    if (route.request().method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
    return answer(route, headers);
  });
}
