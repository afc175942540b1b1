// The playground: what is set is seen in the form, can be copied, and gives the same form elsewhere.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import AxeBuilder from '@axe-core/playwright';

import { PRESETS } from '../../demo/presets.js';
import { DEFAULTS } from '../../demo/settings.js';
import { SNIPPETS } from '../../demo/snippet.js';
import { EVERYTHING } from '../node/playground/everything.mjs';
import { strictPolicy } from '../site.mjs';
import { ADA, Form, newSubject } from './support/form.mjs';
import { binary, Proxy } from './support/proxy.mjs';
import { Sandbox } from './support/sandbox.mjs';
import { expect, test as base } from './support/test.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** As `cargo xtask run` starts it. */
const [, allowed] = /visitor_fields = \[([^\]]+)\]/.exec(readFileSync(path.join(root, 'demo/deskbell.toml'), 'utf8'));
const PROXY = { DESKBELL_VISITOR_FIELDS: allowed.match(/[\w.]+/g).join(','), DESKBELL_ATTACHMENTS_ENABLED: 'true' };

const test = base.extend({
  /** The proxy of the playground. */
  lenient: [
    async ({}, use) => {
      const proxy = await Proxy.start(PROXY);
      await use(proxy);
      await proxy.stop();
    },
    { scope: 'worker' },
  ],

  /** Opens the playground with the settings that stand in `hash`. */
  play: async ({ page, desk, lenient }, use) => {
    await use(async (hash = '') => {
      const query = new URLSearchParams({ proxy: lenient.url, inbox: `${lenient.sandboxUrl}/` });
      await page.goto(`${desk.site.origin}/?${query}${hash && `#${hash}`}`);
      await page.locator('html[data-ready]').waitFor();
      return new Playground(page);
    });
  },
});

class Playground {
  constructor(page) {
    this.page = page;
    this.host = page.locator('desk-bell');
    this.form = new Form(this.host);
    this.settings = page.getByRole('region', { name: 'Settings' });
    this.fields = page.getByRole('list', { name: 'Fields' }).getByRole('listitem');
    this.snippet = page.getByRole('tabpanel');
  }

  get hash() { return decodeURIComponent(new URL(this.page.url()).hash); }
  setting(label) { return this.settings.getByLabel(label, { exact: true }); }
  unfold(group) { return this.settings.locator('summary', { hasText: group }).first().click(); }
  tab(name) { return this.page.getByRole('tab', { name }); }
  names() { return this.fields.evaluateAll((items) => items.map((item) => item.dataset.name)); }

  async copied(tab) {
    await this.tab(tab).click();
    await this.page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(this.page.getByRole('button', { name: 'Copied' })).toBeVisible();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

test('the form follows what is set', async ({ play, page }) => {
  const playground = await play();
  const { form, host, settings } = playground;
  await form.sendButton.waitFor();
  await form.name.fill('Ada');

  await settings.getByLabel('Start from').selectOption('Phone and category');
  await expect(host.getByRole('combobox', { name: 'Category', exact: true })).toBeVisible();
  await expect(form.name).toHaveValue('Ada');

  await playground.unfold('Texts');
  await playground.setting('Heading').fill('Write to <b>us</b> 🛎️');
  await expect(host.getByRole('heading', { name: 'Write to <b>us</b> 🛎️' })).toBeVisible();

  await playground.setting('Accent').fill('#007a5a');
  await expect(form.sendButton).toHaveCSS('background-color', 'rgb(0, 122, 90)');
  await settings.getByRole('button', { name: 'Accent: back to the default' }).click();
  await expect(form.sendButton).toHaveCSS('background-color', 'rgb(47, 91, 234)');

  await playground.setting('Control corners').fill('3');
  await expect(form.subject).toHaveCSS('border-top-left-radius', '3px');

  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect(host.locator('[part~=base]')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'Column' }).check({ force: true });
  await expect.poll(async () => (await host.boundingBox())?.width).toBe(280);

  await playground.setting('Language').selectOption({ label: 'العربية · Arabic' });
  await expect(host.locator('[part~=base]')).toHaveAttribute('dir', 'rtl');
  await playground.setting('Language').selectOption({ label: 'English' });

  await page.getByRole('radio', { name: 'Floating button' }).check({ force: true });
  await form.openDialog();
  await expect(host.getByRole('dialog').getByRole('combobox', { name: 'Category', exact: true })).toBeVisible();
});

test('every form to start from is one that can be sent', async ({ play, lenient, sent }) => {
  for (const [name, { fields }] of Object.entries(PRESETS)) {
    const { form, host, page } = await play(`fields=${name}&draft=off`);
    const subject = newSubject();
    const last = name === 'kinds' ? host.getByRole('textbox', { name: 'Last name' }) : form.name;
    await last.fill(ADA.name);
    await form.fill({ email: ADA.email, subject, description: ADA.description });
    for (const { name: field, kind, options, dependsOn, required } of fields) {
      const control = host.locator(`[name="${field}"]`);
      if (required && kind === 'boolean') await control.check();
      if (required && (options || dependsOn)) await control.selectOption({ index: 1 });
    }
    await form.send();
    const number = await form.ticketNumber();
    await expect(page.getByRole('status').filter({ hasText: `Ticket #${number} is in the inbox.` })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open the inbox' })).toHaveAttribute('href', `${lenient.sandboxUrl}/`);
    expect(await new Sandbox(lenient.sandboxUrl).ticketsAbout(subject)).toHaveLength(1);
  }
  expect(sent).toHaveLength(Object.keys(PRESETS).length);
});

test('fields are added, changed, moved and taken away by keyboard alone', async ({ play, page }) => {
  const playground = await play();
  const { host, settings } = playground;
  const press = async (name, key = 'Enter') => {
    await settings.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press(key);
  };
  await press('Add');
  await expect(playground.fields).toHaveCount(5);
  await expect(playground.setting('API name in Zoho Desk')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('cf.cf_order');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Order number');
  await expect(host.getByRole('textbox', { name: 'Order number' })).toBeVisible();

  await press('Move up: Order number', 'Space');
  await expect(settings.getByRole('button', { name: 'Move up: Order number' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('Order number is now number 3 of 5')).toBeAttached();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => playground.names()).toEqual(['cf.cf_order', 'contact.lastName', 'email', 'subject', 'description']);
  await expect(settings.getByRole('button', { name: 'Move down: Order number' })).toBeFocused();
  await expect(host.getByRole('textbox').first()).toHaveAccessibleName(/^Order number/);

  await press('Remove: Subject');
  await expect(host.getByRole('textbox', { name: 'Subject' })).toHaveCount(0);
  await expect(settings.locator('summary', { hasText: 'How can we help?' })).toBeFocused();
});

test('a mistake is told beside its field, and the form stays as it was', async ({ play }) => {
  const playground = await play('fields=[{"name":"cf.cf_a","label":"A"},{"name":"email"}]');
  await playground.settings.locator('summary', { hasText: /^Atext/ }).click();
  const name = playground.setting('API name in Zoho Desk');
  await name.fill('order number');
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(playground.settings.getByText('Enter cf. and letters, digits or _; each name once')).toBeVisible();
  expect(playground.hash).toContain('cf.cf_a');
  await name.fill('cf.cf_order');
  await expect(name).toHaveAttribute('aria-invalid', 'false');
  await expect.poll(() => playground.hash).toContain('cf.cf_order');
});

test('the address carries the settings: opening it restores them, and back goes back', async ({ play, page }) => {
  const playground = await play();
  const { form, host, settings } = playground;
  await settings.getByLabel('Start from').selectOption('Dependent picklists');
  await expect.poll(() => playground.hash).toBe('#fields=dependent');
  await playground.unfold('Texts');
  // One control, one step, however many letters.
  await playground.setting('Heading').pressSequentially('Hey', { delay: 300 });
  await expect.poll(() => playground.hash).toBe('#fields=dependent&text.heading=Hey');
  await page.getByRole('radio', { name: 'Floating button' }).check({ force: true });
  await expect.poll(() => playground.hash).toBe('#fields=dependent&mode=launcher&text.heading=Hey');

  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  await expect(settings.getByLabel('Start from')).toHaveValue('dependent');
  await form.launcher.click();
  await expect(host.getByRole('heading', { name: 'Hey' })).toBeVisible();
  await host.getByRole('button', { name: 'Close' }).click();

  await page.goBack();
  await expect(form.launcher).toHaveCount(0);
  await expect(host.getByRole('heading', { name: 'Hey' })).toBeVisible();
  await page.goBack();
  await expect(host.getByRole('heading', { name: 'Contact support' })).toBeVisible();
  await page.goBack();
  await expect(host.getByRole('combobox')).toHaveCount(0);
  await expect(settings.getByLabel('Start from')).toHaveValue('standard');
  await page.goForward();
  await expect(host.getByRole('combobox', { name: 'Category', exact: true })).toBeVisible();

  await settings.getByRole('button', { name: 'Reset' }).click();
  await expect(host.getByRole('combobox')).toHaveCount(0);
  await expect.poll(() => playground.hash).toBe('');
});

test('what a link has beyond that is told and left out', async ({ play, page }) => {
  const { form } = await play('mode=popup&fallbackHref=javascript:alert(1)&style.accent=url(//x)&text.send=Go&what=%3Cb%3E');
  await expect(page.getByRole('alert').filter({ hasText: 'mode, fallbackHref, style.accent, what' })).toBeVisible();
  await expect(form.host.getByRole('button', { name: 'Go', exact: true })).toBeVisible();
});

/** Settings with what is hard to write down; no custom properties, which strict policies keep out of a page's markup. */
const SHARED = `lang=de&fields=${encodeURIComponent(JSON.stringify([
  { name: 'email', label: 'Your "e-mail" & <b>more</b>', help: "It's {safe} \\ </script> 🛎️" },
  { name: 'category', options: ['A & B', { value: "C'", label: '"C"' }] },
  { name: 'subCategory', dependsOn: { field: 'category', values: { 'A & B': ['1', '2'] } } },
  { name: 'subject' },
  { name: 'description', required: true },
]))}&text.heading=${encodeURIComponent('</desk-bell> & "quotes"')}`;

test.describe('what is copied gives the same form', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write', 'local-network-access'] });

  /** A page of the owner's, with `html` in it and `module` beside it. */
  async function openCopied(page, desk, policy, html, module = '') {
    const source = module.replace("'deskbell'", "'/deskbell/index.js'");
    const headers = policy ? { 'Content-Security-Policy': policy } : {};
    await page.route('**/copied.js', (route) => route.fulfill({ contentType: 'text/javascript', body: source }));
    await page.route('**/copied.html', (route) => route.fulfill({
      contentType: 'text/html; charset=utf-8', headers,
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Theirs</title><body>${html}</body></html>`,
    }));
    await page.goto(`${desk.site.origin}/copied.html`);
  }

  for (const [place, hash] of Object.entries({ plain: 'draft=off', shared: SHARED })) {
    test(`as a module (${place})`, async ({ play, page, desk, lenient }) => {
      const playground = await play(hash);
      await expect(playground.host.locator('[part=submit]')).toBeEnabled();
      const form = await playground.host.ariaSnapshot();
      const source = await playground.copied('npm');
      await openCopied(page, desk, strictPolicy(lenient.url), '<script type="module" src="copied.js"></script>', source);
      await expect(page.locator('desk-bell [part=submit]')).toBeEnabled();
      expect(await page.locator('desk-bell').ariaSnapshot()).toBe(form);
    });

    test(`as a script tag (${place})`, async ({ play, page, desk }) => {
      const playground = await play(`${hash}&style.accent=%23007a5a`);
      const submit = page.locator('desk-bell [part=submit]');
      await expect(submit).toBeEnabled();
      const form = await playground.host.ariaSnapshot();
      await openCopied(page, desk, undefined, await playground.copied('Script tag'));
      await expect(submit).toBeEnabled();
      await expect(submit).toHaveCSS('background-color', 'rgb(0, 122, 90)');
      expect(await page.locator('desk-bell').ariaSnapshot()).toBe(form);
    });
  }

  test('the tabs are one stop for the keyboard', async ({ play, page }) => {
    const playground = await play();
    await playground.tab('Script tag').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(playground.tab('Proxy')).toBeFocused();
    await expect(playground.snippet).toHaveText(/form\.fields/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(playground.tab('npm')).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Tab');
    await expect(playground.snippet).toBeFocused();
  });

  test('the link', async ({ play, page }) => {
    const playground = await play('lang=fr');
    await playground.settings.getByRole('button', { name: 'Copy link' }).click();
    await expect(playground.settings.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  });
});

test('the proxy takes the configuration that is offered', async ({}, testInfo) => {
  const all = [DEFAULTS, EVERYTHING, ...Object.values(PRESETS).map(({ fields }) => ({ ...DEFAULTS, fields }))];
  const file = testInfo.outputPath('deskbell.toml');
  mkdirSync(path.dirname(file), { recursive: true });
  for (const settings of all) {
    writeFileSync(file, SNIPPETS.proxy.print(settings));
    const { status, stdout, stderr } = spawnSync(binary, ['check', '--config', file], { encoding: 'utf8', env: {} });
    expect(`${stdout}${stderr}`).not.toMatch(/error|form\.fields \(/);
    expect(status).toBe(0);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const width of [320, 1280]) {
      test(`nothing for axe to find, and nothing beside the page, at ${width} pixels`, async ({ play, page }) => {
        await page.setViewportSize({ width, height: 800 });
        const { settings, form } = await play('fields=dependent&style.accent=%23ffdd00');
        await form.sendButton.waitFor();
        if (width < 960) await settings.locator('summary').first().click();
        // What is folded is not looked at.
        for (let folded = settings.locator('details:not([open]) > summary:visible'); await folded.count();) await folded.first().click();
        await expect(settings.getByText('is hard to read').first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).exclude('desk-bell')
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      });
    }
  });
}
