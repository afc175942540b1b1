// How the form behaves towards the page it stands in: its keys, its leaving and coming back, and what is left behind.

import { chromium } from '@playwright/test';

import { ADA, Form, newSubject } from './support/form.mjs';
import { expect, test } from './support/test.mjs';

/** Keeps the names of keys that the page hears. */
const listen = (page) => page.evaluate(() => {
  globalThis.keys = [];
  for (const name of ['keydown', 'keypress', 'keyup']) document.addEventListener(name, ({ type, key }) => keys.push(`${type} ${key}`));
});

/** Whether the browser asks before the page is left; it stays. */
async function asksBeforeLeaving(page) {
  let asked = false;
  const answer = async (dialog) => {
    asked = dialog.type() === 'beforeunload';
    await dialog.dismiss();
  };
  page.on('dialog', answer);
  await page.evaluate(() => void setTimeout(() => location.assign('?elsewhere')));
  await page.waitForTimeout(700);
  page.off('dialog', answer);
  return asked;
}

/** Whether anybody would be asked: a page on which somebody would cannot be kept in the browser's cache. */
async function listensToLeaving(page) {
  const devtools = await page.context().newCDPSession(page);
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'window' });
  const { listeners } = await devtools.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
  return listeners.some(({ type }) => type === 'beforeunload');
}

test.describe('keys', () => {
  test("what is typed is no shortcut of the page's", async ({ open, page }) => {
    const form = await open();
    await listen(page);
    await form.subject.pressSequentially('s/k');
    await form.description.press('Enter');
    await form.description.press('Control+k');
    expect((await page.evaluate(() => keys)).filter((key) => !key.endsWith('Control'))).toEqual([]);
    expect(await form.subject.inputValue()).toBe('s/k');
  });

  test('Escape, Tab and the function keys are the page’s, and so are those on a button', async ({ open, page }) => {
    const form = await open();
    await listen(page);
    for (const key of ['Escape', 'F2', 'Tab']) await form.subject.press(key);
    await form.sendButton.press('k');
    const keys = await page.evaluate(() => globalThis.keys);
    for (const key of ['Escape', 'F2', 'Tab', 'k']) expect(keys).toContain(`keydown ${key}`);
  });

  test('Enter in a line still sends', async ({ open, desk }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    await form.subject.press('Enter');
    await form.ticketNumber();
    expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
  });
});

test.describe('leaving the page', () => {
  test('is a question only while something is unsent', async ({ open, page }) => {
    const form = await open();
    expect(await listensToLeaving(page)).toBe(false);
    await form.subject.pressSequentially('It rings');
    expect(await listensToLeaving(page)).toBe(true);
    expect(await asksBeforeLeaving(page)).toBe(true);
    await form.fill({ ...ADA, subject: newSubject() });
    await form.send();
    await form.ticketNumber();
    expect(await listensToLeaving(page)).toBe(false);
    expect(await asksBeforeLeaving(page)).toBe(false);
  });

  test('is none when the text was taken back', async ({ open, page }) => {
    const form = await open();
    await form.subject.pressSequentially('It');
    for (const _ of 'It') await form.subject.press('Backspace');
    expect(await asksBeforeLeaving(page)).toBe(false);
  });

  test('is none when the draft is kept for good', async ({ open, page }) => {
    const form = await open({ forms: [{ config: JSON.stringify({ draft: 'local' }) }] });
    await form.subject.pressSequentially('It rings');
    expect(await asksBeforeLeaving(page)).toBe(false);
  });

  test('is none when the form has gone', async ({ open, page }) => {
    const form = await open();
    await form.subject.pressSequentially('It rings');
    await form.host.evaluate((element) => element.remove());
    expect(await asksBeforeLeaving(page)).toBe(false);
  });

  test('keeps what was typed last', async ({ open, page }) => {
    const form = await open();
    await form.subject.pressSequentially('It rings');
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await expect(form.sendButton).toBeEnabled();
    expect((await form.typed()).subject).toBe('It rings');
  });
});

test('a form that comes back from the cache of the browser goes on', async ({ open, page, desk }) => {
  const form = await open();
  const subject = newSubject();
  await form.fill({ ...ADA, subject });
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  expect((await form.typed()).subject).toBe(subject);
  await form.send();
  await form.ticketNumber();
  expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
});

test('the network that goes and comes is told', async ({ open, context }) => {
  const form = await open();
  await context.setOffline(true);
  await expect(form.host.getByText('You are offline.')).toBeVisible();
  await context.setOffline(false);
  await expect(form.host.getByText('You are offline.')).toBeHidden();
});

test('moving the element keeps text, focus and caret where the browser can', async ({ open, page }) => {
  const form = await open();
  await form.subject.pressSequentially('It rings');
  await page.evaluate(() => {
    const place = document.body.appendChild(document.createElement('section'));
    place.moveBefore(document.querySelector('desk-bell'), null);
  });
  await expect(form.subject).toBeFocused();
  await page.keyboard.type(' twice');
  expect((await form.typed()).subject).toBe('It rings twice');
});

for (const mode of ['inline', 'launcher']) {
  test(`${mode}: forms that come and go leave nothing behind`, async ({ open, page, context, desk }) => {
    await open({ forms: [], ready: false });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable');
    const count = async () => {
      for (let rounds = 0; rounds < 3; rounds += 1) await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      const of = (wanted) => metrics.find(({ name }) => name === wanted).value;
      return { listeners: of('JSEventListeners'), nodes: of('Nodes') };
    };
    const comeAndGo = (times) => page.evaluate(async ([times, proxy, mode]) => {
      for (let round = 0; round < times; round += 1) {
        const element = document.createElement('desk-bell');
        element.setAttribute('proxy-url', proxy);
        element.setAttribute('mode', mode);
        if (round % 2) element.setAttribute('opener', 'h1');
        const ready = new Promise((resolve) => element.addEventListener('deskbell-ready', resolve, { once: true }));
        document.body.append(element);
        await new Promise((resolve) => setTimeout(resolve));
        element.open();
        await ready;
        element.remove();
        await new Promise(requestAnimationFrame);
      }
    }, [times, desk.proxy.url, mode]);
    await comeAndGo(4);
    const before = await count();
    await comeAndGo(24);
    const after = await count();
    expect(after.listeners).toBeLessThanOrEqual(before.listeners);
    expect(after.nodes).toBeLessThanOrEqual(before.nodes + 10);
    expect(await page.evaluate(() => document.documentElement.style.length)).toBe(0);
  });
}

test('a scroll bar that takes room leaves its place empty, so that nothing jumps', async ({ open, page, launchOptions }) => {
  await open({ forms: [{ mode: 'launcher' }], ready: false });
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] });
  const other = await browser.newPage();
  await other.goto(page.url());
  await other.evaluate(() => {
    document.body.append(Object.assign(document.createElement('div'), { id: 'long' }));
    document.getElementById('long').style.setProperty('height', '3000px');
  });
  const form = new Form(other.locator('desk-bell'));
  const places = () => other.evaluate(() => ['main', 'h1', 'desk-bell'].map((name) => {
    const element = document.querySelector(name);
    return (element.shadowRoot?.querySelector('.launcher') ?? element).getBoundingClientRect().x;
  }));
  expect(await other.evaluate(() => innerWidth - document.documentElement.clientWidth)).toBeGreaterThan(0);
  const before = await places();
  await form.openDialog();
  expect(await places()).toEqual(before);
  await browser.close();
});
