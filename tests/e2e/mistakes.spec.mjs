// What a visitor gets wrong, or the server says is wrong.

import { ADA, newSubject } from './support/form.mjs';
import { answerTickets, expect, test } from './support/test.mjs';

test('an empty form names every field, and the summary leads there', async ({ open, sent }) => {
  const form = await open();
  await form.send();
  const summary = form.summary('Four things need your attention');
  await expect(summary).toBeFocused();
  for (const [field, sentence] of [
    [form.name, 'Enter your name'],
    [form.email, 'Enter your email address'],
    [form.subject, 'Enter a subject'],
    [form.description, 'Tell us how we can help'],
  ]) {
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(new RegExp(sentence));
    await summary.getByRole('link', { name: sentence }).click();
    await expect(field).toBeFocused();
  }
  expect(sent).toEqual([]);
  expect(await form.property('state')).toBe('editing');
});

test('a field complains when left after a change, not before, and falls silent when put right', async ({ open }) => {
  const form = await open();
  await form.email.focus();
  await form.subject.focus();
  await expect(form.email).not.toHaveAttribute('aria-invalid', 'true');
  await form.email.fill('ada@');
  await form.subject.focus();
  await expect(form.email).toHaveAttribute('aria-invalid', 'true');
  await expect(form.host.getByText('Enter an email address like name@example.org')).toBeVisible();
  await form.email.fill('ada@example.org');
  await expect(form.email).not.toHaveAttribute('aria-invalid', 'true');
});

test('near its limit a field counts, in UTF-16 units, and says by how much to shorten', async ({ open }) => {
  const form = await open();
  await form.subject.fill('x'.repeat(200));
  await expect(form.host.getByText('200 / 255')).toBeHidden();
  await form.subject.fill('🛎'.repeat(127));
  await expect(form.host.getByText('254 / 255')).toBeVisible();
  await form.fill({ ...ADA, subject: `${'🛎'.repeat(127)}abc` });
  await expect(form.host.getByText('257 / 255')).toBeVisible();
  await form.send();
  await expect(form.summary('One thing needs your attention')).toBeFocused();
  await expect(form.subject).toHaveAccessibleDescription(/Shorten the subject by 2 characters/);
});

test.describe('what the server refuses', () => {
  test.use({ expected: /422/ });

  test("the proxy's field errors land on their fields", async ({ open, page }) => {
    const form = await open();
    await answerTickets(page, (route, headers) => route.fulfill({
      status: 422,
      headers,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank', title: 'Some answers need a change', status: 422, errorCode: 'INVALID_DATA', message: '',
        errors: [
          { fieldName: '/subject', errorType: 'invalid', code: 'too_long', params: { limit: 255, length: 267 } },
          { fieldName: '/contact/email', errorType: 'missing', code: 'missing', params: {} },
        ],
      }),
    }));
    const typed = { ...ADA, subject: newSubject() };
    await form.fill(typed);
    await form.send();
    await expect(form.summary('Two things need your attention')).toBeFocused();
    await expect(form.subject).toHaveAccessibleDescription(/Shorten the subject by 12 characters/);
    await expect(form.email).toHaveAccessibleDescription(/Enter your email address/);
    expect(await form.typed()).toEqual(typed);
  });

  test("so do Zoho's own, which carry no code", async ({ open, page }) => {
    const form = await open();
    await answerTickets(page, (route, headers) => route.fulfill({
      status: 422,
      headers,
      json: {
        errorCode: 'INVALID_DATA', message: 'The data is invalid due to validation restrictions',
        errors: [{ fieldName: '/email', errorType: 'invalid', errorMessage: '' }],
      },
    }));
    await form.fill({ ...ADA, subject: newSubject() });
    await form.send();
    await expect(form.email).toHaveAttribute('aria-invalid', 'true');
    await expect(form.summary('One thing needs your attention')).toBeFocused();
  });
});
