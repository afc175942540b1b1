// Turnstile, hCaptcha and reCAPTCHA, with stand-ins for their scripts and their servers: nothing of theirs is loaded before
// somebody types, and each ticket has a token of its own.

import { strictPolicy } from '../site.mjs';
import { ADA, Form, newSubject } from './support/form.mjs';
import { SCRIPTS, startVerifier, text } from './support/service.mjs';
import { deskWith, expect, test as base } from './support/test.mjs';

const PAGE = '<!doctype html><html lang="en"><title>A customer’s page</title><main id="main"></main><script type="module" src="/plain/page.js"></script></html>';

for (const [name, service] of Object.entries(SCRIPTS)) {
  const test = base.extend({
    verifier: [async ({}, use) => {
      const verifier = await startVerifier();
      await use(verifier);
      verifier.stop();
    }, { scope: 'worker' }],
    desk: [async ({ verifier }, use) => {
      await deskWith({
        DESKBELL_CHALLENGE: name,
        DESKBELL_CAPTCHA_SITE_KEY: 'the site key',
        DESKBELL_CAPTCHA_SECRET: 'the secret key',
        DESKBELL_CAPTCHA_VERIFY_URL: verifier.url,
      })[0]({}, use);
    }, { scope: 'worker' }],

    /** A form under the strict policies, but for the one host of the service; and the scripts that were asked for. */
    guarded: async ({ page, desk }, use) => {
      const policy = strictPolicy(desk.proxy.url).replace("script-src 'self'", `script-src 'self' ${service.host}`);
      desk.site.put('/guarded.html', { html: PAGE, policy });
      const scripts = [];
      await page.route(`${service.host}/**`, (route) => {
        scripts.push(route.request().url());
        return route.fulfill({ contentType: 'text/javascript', body: text(service) });
      });
      await page.goto(`${desk.site.origin}/guarded.html#${new URLSearchParams({ forms: JSON.stringify([{ 'proxy-url': desk.proxy.url }]) })}`);
      const form = new Form(page.locator('desk-bell'));
      await expect(form.sendButton).toBeEnabled();
      await use({ form, scripts });
    },
  });

  test.describe(name, () => {
    test('each ticket has a token of its own, and nothing is left of the widget', async ({ guarded: { form, scripts }, page, sent, desk, verifier }) => {
      expect(scripts).toEqual([]);
      const subjects = [newSubject(), newSubject()];
      await form.fill({ ...ADA, subject: subjects[0] });
      await expect.poll(() => scripts.length).toBe(1);
      await form.send();
      await form.ticketNumber();
      await form.anotherButton.click();
      await form.fill({ subject: subjects[1], description: ADA.description });
      await form.send();
      await form.ticketNumber();

      expect(sent.map(({ solution }) => solution)).toEqual(['token 1', 'token 2']);
      expect(verifier.tokens).toEqual(['token 1', 'token 2']);
      expect(await page.evaluate(() => window.asked)).toEqual([service.asked, service.asked]);
      expect(scripts).toHaveLength(1);
      await expect(form.host.getByText('Are you a person?')).toHaveCount(0);
      for (const subject of subjects) expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
    });

    test.describe('without a token', () => {
      test.use({ expected: /Failed to load resource/ });

      test('the text stays, the visitor is asked once, and can try again', async ({ guarded: { form }, page, verifier }) => {
        await page.evaluate(() => { window.fails = true; });
        const typed = { ...ADA, subject: newSubject() };
        await form.fill(typed);
        await form.send();
        await expect(form.host.locator('.alert')).toContainText('not available at the moment');
        expect(await form.typed()).toEqual(typed);
        expect(await page.evaluate(() => window.asked.length)).toBe(1);

        verifier.tokens.length = 0;
        await page.evaluate(() => { window.fails = false; });
        await form.retryButton.click();
        await form.ticketNumber();
      });

      test('its script cannot be had', async ({ guarded: { form }, page, verifier }) => {
        await page.route(`${service.host}/**`, (route) => route.abort('connectionrefused'));
        const typed = { ...ADA, subject: newSubject() };
        await form.fill(typed);
        await form.send();
        await expect(form.host.locator('.alert')).toContainText('not available at the moment');
        expect(await form.typed()).toEqual(typed);

        verifier.tokens.length = 0;
        await page.unroute(`${service.host}/**`);
        await page.route(`${service.host}/**`, (route) => route.fulfill({ contentType: 'text/javascript', body: text(service) }));
        await form.retryButton.click();
        await form.ticketNumber();
      });
    });
  });
}
