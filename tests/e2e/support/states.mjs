// Every state of the form, with the way there. Found by part and name, so that they are the same in every language.

import { answerTickets } from './test.mjs';

const ADA = {
  'contact.lastName': 'Ada Lovelace',
  email: 'ada@example.org',
  subject: 'Wrong total on my invoice',
  description: 'The total does not match the order.',
};

/** What a site may ask for beyond the four fields: every kind, choices that depend, files. */
export const FIELDS = [
  { name: 'contact.firstName' },
  { name: 'contact.lastName', required: true },
  { name: 'email', required: true },
  { name: 'phone', help: 'Only if you want to be called back.' },
  { name: 'classification' },
  { name: 'category', options: ['Hardware', 'Software'], required: true },
  { name: 'subCategory', required: true, dependsOn: { field: 'category', values: { Hardware: ['Printer', 'Screen'] } } },
  { name: 'subject', required: true },
  { name: 'description', required: true },
  { name: 'dueDate' },
  { name: 'webUrl' },
  { name: 'cf.cf_number', label: 'How many?', kind: 'number' },
  { name: 'cf.cf_price', label: 'Price', kind: 'currency' },
  { name: 'cf.cf_bought', label: 'Bought on', kind: 'date', required: true },
  { name: 'cf.cf_channels', label: 'Seen in', kind: 'multiselect', options: ['Shop', 'App', 'Mail'], required: true },
  { name: 'cf.cf_terms', label: 'I have read the terms', kind: 'boolean', required: true },
];

/** The proxy that the states marked `full` need. */
export const FULL_PROXY = {
  DESKBELL_FORM_FIELDS: JSON.stringify(FIELDS),
  DESKBELL_VISITOR_FIELDS: 'classification,dueDate,webUrl',
  DESKBELL_ATTACHMENTS_ENABLED: 'true',
};

class State {
  constructor(page) {
    this.page = page;
    this.host = page.locator('desk-bell').first();
  }

  part(name) { return this.host.locator(`[part~="${name}"]`); }

  field(name) { return this.host.locator(`[name="${name}"]`).first(); }

  async fill(values = ADA) {
    for (const [name, value] of Object.entries(values)) await this.field(name).fill(value);
  }

  async send() { await this.part('submit').click(); }

  async sent(status, json, headers = {}) {
    await answerTickets(this.page, (route, cors) => route.fulfill({ status, headers: { ...cors, ...headers }, json }));
    await this.fill();
    await this.send();
  }

  /** Answers uploads by name: some arrive, some do not, some are never answered. */
  async uploads(answers) {
    await this.page.route('**/api/v1/uploads', async (route) => {
      const request = route.request();
      const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
      if (request.method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
      const body = request.postDataBuffer()?.toString('latin1') ?? '';
      const status = Object.entries(answers).find(([name]) => body.includes(`filename="${name}"`))?.[1];
      if (status === 200) return route.fulfill({ status, headers, json: { id: '18921000000379001', name: 'x', size: '1' } });
      return status ? route.fulfill({ status, headers, json: {} }) : undefined;
    });
    const file = (name) => ({ name, mimeType: name.endsWith('.png') ? 'image/png' : 'text/plain', buffer: Buffer.from('deskbell') });
    await this.host.locator('input[type=file]').setInputFiles(Object.keys(answers).map(file));
  }
}

/**
 * `full`: the form with every kind of field. `before` is done before the page is opened, `reach` with the form that is
 * there, `open` gives the attributes of the element. `there` is a part that is to be seen in the end.
 */
export const STATES = {
  loading: { there: 'card', before: ({ page }) => page.route('**/api/v1/form*', () => undefined) },
  empty: { there: 'submit' },
  focus: { there: 'submit', reach: (state) => state.field('email').focus() },
  counter: { there: 'counter', reach: (state) => state.field('subject').fill('x'.repeat(250)) },
  errors: {
    there: 'summary',
    reach: async (state) => {
      await state.fill({ ...ADA, email: '', subject: `My invoice for October shows the wrong total ${'and so on '.repeat(22)}` });
      await state.send();
    },
  },
  restored: {
    there: 'notice',
    reach: async (state, { page }) => {
      page.on('dialog', (dialog) => dialog.accept());
      await state.fill();
      await page.reload();
    },
  },
  offline: { there: 'notice', reach: (_, { page }) => page.context().setOffline(true) },
  sending: {
    there: 'submit',
    reach: async (state, { page }) => {
      await answerTickets(page, () => new Promise(() => undefined));
      await state.fill();
      await state.send();
      await state.host.locator('[part=submit][aria-busy]').waitFor();
    },
  },
  receipt: { there: 'ticket', reach: (state) => state.sent(201, { ticketNumber: '773' }) },
  pending: {
    there: 'ticket',
    reach: (state) => state.sent(202, { status: 'pending', reference: 'DB-7K2M-9QXA' },
      { 'Retry-After': '60', Location: '/api/v1/tickets/submissions/x' }),
  },
  failure: { there: 'failure', reach: (state) => state.sent(503, {}) },
  throttled: { there: 'failure', reach: (state) => state.sent(429, {}, { 'Retry-After': '30' }) },
  refused: {
    there: 'summary',
    reach: (state) => state.sent(422, { errors: [{ fieldName: '/email', errorType: 'invalid', errorMessage: 'This address is not known.' }] }),
  },
  trouble: {
    there: 'trouble',
    before: ({ page }) => page.route('**/api/v1/form*', (route) => route.fulfill({ status: 500, headers: { 'Access-Control-Allow-Origin': '*' }, json: {} })),
  },
  unloadable: { there: 'fallback-link', before: ({ page }) => page.route(/first\.js/, (route) => route.abort()) },
  misconfigured: { there: 'reason', open: { config: '{"fields": [' } },
  kinds: { full: true, there: 'submit', reach: (state) => state.field('category').selectOption('Hardware') },
  'kinds-errors': { full: true, there: 'summary', reach: (state) => state.send() },
  files: {
    full: true,
    there: 'progress',
    reach: async (state) => {
      const input = state.host.locator('input[type=file]');
      await state.uploads({ 'invoice-october.txt': 200, 'screenshot-of-the-order.txt': 500, 'log.txt': 0, 'video.txt': 0, 'note.txt': 0 });
      await state.host.locator('[part="file-retry"]').filter({ visible: true }).waitFor();
      await input.setInputFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
    },
  },
  waiting: {
    full: false,
    files: true,
    there: 'progress',
    reach: async (state) => {
      await state.uploads({ 'invoice-october.txt': 0 });
      await state.fill();
      await state.send();
      await state.host.locator('[part=submit][aria-busy]').waitFor();
    },
  },
  launcher: { open: { mode: 'launcher' }, there: 'launcher' },
  dialog: {
    open: { mode: 'launcher' },
    there: 'submit',
    reach: async (state) => {
      await state.part('launcher').click();
      await state.fill();
    },
  },
  question: {
    open: { mode: 'launcher' },
    there: 'leave',
    reach: async (state, { page }) => {
      await state.part('launcher').click();
      await state.fill();
      await page.keyboard.press('Escape');
    },
  },
};

/** Brings a fresh page into a state, the element with `more` attributes. */
export async function reach(name, { page, desk, full, filing, lang, more }) {
  const { before, open = {}, reach: go, there, ...needs } = STATES[name];
  const proxy = needs.full ? full : needs.files ? filing : desk.proxy;
  await before?.({ page });
  const attributes = { 'proxy-url': proxy.url, 'fallback-href': 'https://example.org/help', ...(lang && { lang }), ...open, ...more };
  await page.goto(`${desk.site.origin}/plain/page.html#${new URLSearchParams({ forms: JSON.stringify([attributes]) })}`);
  const state = new State(page);
  if (go) {
    if (!open.mode) await state.part('submit').waitFor();
    await go(state, { page });
  }
  await state.part(there).filter({ visible: true }).first().waitFor();
  return state;
}
