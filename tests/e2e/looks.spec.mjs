// Every state of the form, checked by axe and kept as a picture in test-results/looks, to be looked at beside the drawing.

import AxeBuilder from '@axe-core/playwright';

import { ADA, newSubject } from './support/form.mjs';
import { answerTickets, expect, test } from './support/test.mjs';

const WIDTHS = { phone: 360, column: 440, page: 900 };

/** Brings a fresh form into each state. */
const STATES = {
  empty: async () => undefined,
  focus: async (form) => form.email.focus(),
  errors: async (form) => {
    await form.fill({ ...ADA, email: '', subject: 'x'.repeat(267) });
    await form.send();
    await expect(form.summary('Two things need your attention')).toBeFocused();
  },
  sending: async (form, { page }) => {
    await answerTickets(page, () => new Promise(() => undefined));
    await form.fill({ ...ADA, subject: 'Wrong total on my invoice' });
    await form.send();
    await expect(form.sendingButton).toBeVisible();
  },
  receipt: async (form) => {
    await form.fill({ ...ADA, subject: newSubject() });
    await form.send();
    await form.ticketNumber();
  },
  pending: async (form, { page }) => {
    await answerTickets(page, (route, headers) => route.fulfill({
      status: 202,
      headers: { ...headers, 'Retry-After': '60', Location: '/api/v1/tickets/submissions/x' },
      json: { status: 'pending', reference: 'DB-7K2M-9QXA' },
    }));
    await form.fill({ ...ADA, subject: 'Wrong total on my invoice' });
    await form.send();
    await expect(form.reference).toBeVisible();
  },
  failure: async (form, { page }) => {
    await answerTickets(page, (route, headers) => route.fulfill({ status: 503, headers, json: {} }));
    await form.fill({ ...ADA, subject: 'Wrong total on my invoice' });
    await form.send();
    await expect(form.retryButton).toBeVisible();
  },
};

test.use({ expected: /Failed to load resource/ });

for (const colorScheme of ['light', 'dark']) {
  for (const [width, pixels] of Object.entries(WIDTHS)) {
    test.describe(`${width}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width: pixels, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

      for (const [state, reach] of Object.entries(STATES)) {
        test(`${state} (${width}, ${colorScheme})`, async ({ open, page }) => {
          const form = await open();
          await reach(form, { page });
          await page.screenshot({ path: `test-results/looks/${state}-${width}-${colorScheme}.png`, fullPage: true });
          const { violations } = await new AxeBuilder({ page }).include('desk-bell').analyze();
          expect(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        });
      }
    });
  }
}
