// What can go wrong between the page and the ticket: the text stays, and trying again files no second ticket.

import { ADA, newSubject } from './support/form.mjs';
import { answerTickets, expect, test } from './support/test.mjs';

/** What the page gets in place of an answer, and the sentence it has for it. */
const FAILURES = {
  'no connection': [(route) => route.abort('connectionrefused'), 'We could not reach the support service'],
  'a reset': [(route) => route.abort('connectionreset'), 'We could not reach the support service'],
  'too many requests': [
    (route, headers) => route.fulfill({ status: 429, headers: { ...headers, 'Retry-After': '30' }, json: {} }),
    'Try again in 30 seconds.',
  ],
  'an HTML page': [
    (route, headers) => route.fulfill({ status: 200, headers, contentType: 'text/html', body: '<h1>Welcome</h1>' }),
    'an answer that this form does not understand',
  ],
  'half of a JSON text': [
    (route, headers) => route.fulfill({ status: 201, headers, contentType: 'application/json', body: '{"ticketNumber":"7' }),
    'an answer that this form does not understand',
  ],
  'no ticket number': [
    (route, headers) => route.fulfill({ status: 200, headers, json: { ok: true } }),
    'an answer that this form does not understand',
  ],
  'a broken server': [
    (route, headers) => route.fulfill({ status: 500, headers, contentType: 'text/html', body: '<h1>500</h1>' }),
    'not available at the moment',
  ],
  'no space left': [
    (route, headers) => route.fulfill({ status: 503, headers, contentType: 'application/problem+json', json: { status: 503 } }),
    'not available at the moment',
  ],
};

test.describe('after a failure', () => {
  test.use({ expected: /Failed to load resource|blocked by CORS/ });

  for (const [name, [answer, sentence]] of Object.entries(FAILURES)) {
    test(`the text stays and trying again keeps the key: ${name}`, async ({ open, page, sent, desk }) => {
      const form = await open();
      const typed = { ...ADA, subject: newSubject() };
      await form.fill(typed);
      await answerTickets(page, answer);
      await form.send();
      await expect(form.host.getByText(sentence)).toBeVisible();
      expect(await form.typed()).toEqual(typed);
      expect(await form.property('state')).toBe('failed');

      await page.unroute('**/api/v1/tickets');
      await form.retryButton.click();
      await form.ticketNumber();
      expect(sent.length).toBeGreaterThan(1);
      expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
      expect(await desk.sandbox.ticketsAbout(typed.subject)).toHaveLength(1);
    });
  }

  test('an answer lost after the ticket was filed is asked for again, and is the same ticket', async ({ open, page, sent, desk }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    await page.route('**/api/v1/tickets', async (route) => {
      if (route.request().method() === 'POST') await route.fetch();
      await (route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue());
    }, { times: 1 });
    await form.send();
    await expect(form.host.getByRole('button', { name: 'No answer yet, trying again…' })).toBeVisible();
    const number = await form.ticketNumber();
    expect(sent).toHaveLength(2);
    expect(sent[1].key).toBe(sent[0].key);
    const tickets = await desk.sandbox.ticketsAbout(subject);
    expect(tickets.map((ticket) => ticket.ticketNumber)).toEqual([number]);
  });

  test('a proxy that is down and comes back', async ({ open, page, desk }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await desk.proxy.pause();
    await form.send();
    await expect(form.host.getByText('We could not reach the support service')).toBeVisible();
    expect(await form.typed()).toEqual(typed);
    await desk.proxy.again();
    await form.retryButton.click();
    await form.ticketNumber();
    expect(await desk.sandbox.ticketsAbout(typed.subject)).toHaveLength(1);
  });

  test('no answer at all: the form gives up after a while, and the text stays', async ({ open, page, sent, desk }) => {
    await page.clock.install();
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await answerTickets(page, () => new Promise(() => undefined));
    await form.send();
    await expect(form.sendingButton).toBeVisible();
    await page.clock.fastForward(31_000);
    await expect(form.host.getByRole('button', { name: 'No answer yet, trying again…' })).toBeVisible();
    await page.clock.fastForward(1_500);
    await expect.poll(() => sent.length).toBe(2);
    await page.clock.fastForward(31_000);
    await expect(form.host.getByText('The support service took too long to answer.')).toBeVisible();
    expect(await form.typed()).toEqual(typed);

    await page.unroute('**/api/v1/tickets');
    await form.retryButton.click();
    await form.ticketNumber();
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(await desk.sandbox.ticketsAbout(typed.subject)).toHaveLength(1);
  });

  test('without network the form says so, and what was to be sent leaves by itself later', async ({ open, context, desk, sent }) => {
    const form = await open();
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await context.setOffline(true);
    await expect(form.host.getByText('You are offline. What you type is kept')).toBeVisible();
    await form.send();
    await expect(form.host.getByText('You are offline. Your request will be sent')).toBeVisible();
    await expect(form.host.getByText('You are offline. What you type is kept')).toBeHidden();
    expect(sent).toEqual([]);
    await context.setOffline(false);
    await form.ticketNumber();
    expect(await desk.sandbox.ticketsAbout(typed.subject)).toHaveLength(1);
  });
});

test.describe('when Zoho fails after it has filed the ticket', () => {
  for (const fault of ['error_after', 'reset_after', 'html']) {
    test(`the visitor gets the number, and there is one ticket: ${fault}`, async ({ open, desk }) => {
      test.slow();
      const form = await open();
      const subject = newSubject();
      // Somebody else each time: one person's tickets arrive in their order, and this one stays open for a while.
      await form.fill({ ...ADA, email: `${fault.replace('_', '-')}@example.org`, subject });
      await desk.sandbox.fault({ fault });
      await form.send();
      // `html` files nothing: only after the proxy has looked for it often enough is it sent again.
      if (fault === 'html') {
        await expect(form.reference).toBeVisible({ timeout: 15_000 });
        return;
      }
      const number = await form.ticketNumber({ timeout: 60_000 });
      const tickets = await desk.sandbox.ticketsAbout(subject);
      expect(tickets.map((ticket) => ticket.ticketNumber)).toEqual([number]);
    });
  }

  for (const fault of ['unauthorized', 'too_many_requests', 'token_error']) {
    test(`a failure before that is sent again: ${fault}`, async ({ open, desk }) => {
      const form = await open();
      const subject = newSubject();
      await form.fill({ ...ADA, subject });
      await desk.sandbox.fault({ fault });
      await form.send();
      const number = await form.ticketNumber({ timeout: 40_000 });
      const tickets = await desk.sandbox.ticketsAbout(subject);
      expect(tickets.map((ticket) => ticket.ticketNumber)).toEqual([number]);
    });
  }
});
