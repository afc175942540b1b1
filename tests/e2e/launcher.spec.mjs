// The floating button and the dialog: how it opens and closes, where the focus is, and what the page notices of it.

import { ADA, Form, newSubject } from './support/form.mjs';
import { answerTickets, expect, test } from './support/test.mjs';

/** Everything below starts from a page with one launcher. */
const launcher = (attributes = {}) => ({ forms: [{ mode: 'launcher', ...attributes }], ready: false });

/** A page that is longer than the window. */
const lengthen = (page) => page.evaluate(() => {
  document.body.append(Object.assign(document.createElement('div'), { id: 'long' }));
  document.getElementById('long').style.setProperty('height', '3000px');
});

/** Something of the page's, with an id. */
const append = (page, name, id, text = id) => page.evaluate(([name, id, text]) => {
  document.body.prepend(Object.assign(document.createElement(name), { id, textContent: text }));
}, [name, id, text]);

/** The part of the form that has the focus. */
const focused = (page) => page.evaluate(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute('part') ?? at?.id ?? null;
});

/** Whether the wheel moves the page. */
async function scrolls(page) {
  const before = await page.evaluate(() => scrollY);
  await page.mouse.move(5, 5);
  await page.mouse.wheel(0, 100);
  await page.waitForTimeout(200);
  return (await page.evaluate(() => scrollY)) !== before;
}

test.describe('the button', () => {
  test('floats at its corner, and nothing is loaded until somebody comes near', async ({ open, page, desk }) => {
    const loaded = [];
    page.on('request', (request) => loaded.push(new URL(request.url())));
    const form = await open(launcher());
    await expect(form.launcher).toBeVisible();
    await expect(form.launcher).toHaveAttribute('aria-haspopup', 'dialog');
    const box = await form.launcher.boundingBox();
    const { width, height } = page.viewportSize();
    expect([width - box.x - box.width, height - box.y - box.height]).toEqual([20, 20]);
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(loaded.some(({ pathname, origin }) => origin === desk.proxy.url || /first|wasm/.test(pathname))).toBe(false);
    await form.launcher.hover();
    await expect.poll(() => loaded.some(({ pathname }) => pathname.endsWith('/first.js'))).toBe(true);
    expect(loaded.some(({ origin }) => origin === desk.proxy.url)).toBe(false);
  });

  test('goes where the page wants it, and below what the page wants above it', async ({ open, page }) => {
    const form = await open(launcher({ position: 'start' }));
    await page.evaluate(() => {
      const { style } = document.querySelector('desk-bell');
      style.setProperty('--deskbell-z-index', '7');
      style.setProperty('--deskbell-launcher-inset', '96px 12px');
    });
    const box = await form.launcher.boundingBox();
    expect([box.x, page.viewportSize().height - box.y - box.height]).toEqual([12, 96]);
    await expect(form.launcher).toHaveCSS('z-index', '7');
    await append(page, 'div', 'theirs');
    await page.evaluate(() => {
      for (const [name, value] of [['position', 'fixed'], ['inset', '0'], ['z-index', '8']]) document.getElementById('theirs').style.setProperty(name, value);
    });
    const top = await page.evaluate(([x, y]) => document.elementFromPoint(x, y).id, [box.x + 20, box.y + 20]);
    expect(top).toBe('theirs');
  });

  test("keeps its corner under a page's worst style", async ({ open, page }) => {
    const form = await open({ ...launcher(), policy: 'plain' });
    const before = await form.launcher.boundingBox();
    await page.addStyleTag({ content: '* { all: unset !important; }' });
    expect(await form.launcher.boundingBox()).toEqual(before);
    await form.openDialog();
    await expect(form.name).toBeFocused();
    await expect(form.sendButton).toBeInViewport();
  });

  test('takes no room on the page', async ({ open, page }) => {
    await open(launcher());
    expect(await page.evaluate(() => document.querySelector('main').scrollHeight === document.querySelector('h1').offsetHeight)).toBe(true);
  });
});

test.describe('the focus', () => {
  test('goes to the first field, stays inside, and returns to the button', async ({ open, page }) => {
    const form = await open(launcher());
    await append(page, 'button', 'theirs');
    await form.openDialog();
    await expect(form.name).toBeFocused();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press(presses % 3 ? 'Tab' : 'Shift+Tab');
      expect(await focused(page)).not.toBe('theirs');
    }
    await form.closeButton.click();
    await expect(form.dialog).toBeHidden();
    await expect(form.launcher).toBeFocused();
  });

  test('is in the dialog while the form is loading, and goes on when it comes', async ({ open, page }) => {
    let go;
    const held = new Promise((resolve) => (go = resolve));
    await page.route(/first\.js/, async (route) => {
      await held;
      await route.continue();
    });
    const form = await open(launcher());
    await form.launcher.click();
    await expect(form.dialog).toBeFocused();
    go();
    await expect(form.name).toBeFocused();
  });

  test('stays with a visitor who has gone elsewhere meanwhile', async ({ open, page }) => {
    let go;
    const held = new Promise((resolve) => (go = resolve));
    await page.route('**/api/v1/form**', async (route) => {
      await held;
      await route.continue();
    });
    const form = await open(launcher());
    await form.launcher.click();
    await form.closeButton.focus();
    go();
    await expect(form.sendButton).toBeVisible();
    await expect(form.closeButton).toBeFocused();
  });
});

test.describe('closing', () => {
  test('Escape closes an empty form', async ({ open, page }) => {
    const form = await open(launcher());
    await form.openDialog();
    await page.keyboard.press('Escape');
    await expect(form.dialog).toBeHidden();
    await expect(form.launcher).toBeFocused();
  });

  test('Escape asks about what was typed; staying goes on where it was', async ({ open, page }) => {
    const form = await open(launcher());
    await form.openDialog();
    await form.subject.pressSequentially('It rings');
    await page.keyboard.press('Escape');
    await expect(form.stayButton).toBeFocused();
    await form.stayButton.press('Enter');
    await expect(form.question).toBeHidden();
    await expect(form.subject).toBeFocused();
    expect((await form.typed()).subject).toBe('It rings');
  });

  test('leaving keeps what was typed for the next time', async ({ open, page }) => {
    const form = await open(launcher());
    await form.openDialog();
    await form.subject.pressSequentially('It rings');
    await page.keyboard.press('Escape');
    await form.leaveButton.click();
    await expect(form.dialog).toBeHidden();
    await expect(form.launcher).toBeFocused();
    await form.openDialog();
    expect((await form.typed()).subject).toBe('It rings');
  });

  test('the cross closes at once, and keeps what was typed', async ({ open }) => {
    const form = await open(launcher());
    await form.openDialog();
    await form.subject.pressSequentially('It rings');
    const { width, height } = await form.closeButton.boundingBox();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    await form.closeButton.click();
    await expect(form.dialog).toBeHidden();
    await form.openDialog();
    expect((await form.typed()).subject).toBe('It rings');
  });

  test('Escape again and again, which some browsers do not let be refused, loses nothing', async ({ open, page }) => {
    await page.setViewportSize({ width: 1000, height: 700 });
    const form = await open(launcher());
    await lengthen(page);
    await form.openDialog();
    await form.subject.pressSequentially('It rings');
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Escape');
    await expect(form.dialog).toBeHidden();
    await expect(form.question).toBeHidden();
    await expect(form.launcher).toBeFocused();
    expect(await scrolls(page)).toBe(true);
    await form.openDialog();
    expect((await form.typed()).subject).toBe('It rings');
    expect(await scrolls(page)).toBe(false);
  });

  test('a click beside it closes, or asks; a drag that ends there does neither', async ({ open, page }) => {
    const form = await open(launcher());
    await form.openDialog();
    await form.subject.pressSequentially('It rings');
    const box = await form.subject.boundingBox();
    await page.mouse.move(box.x + 60, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(5, 5);
    await page.mouse.up();
    await expect(form.question).toBeHidden();
    await expect(form.dialog).toBeVisible();
    await page.mouse.click(5, 5);
    await form.stayButton.click();
    await expect(form.subject).toBeFocused();
    await form.subject.fill('');
    await page.mouse.click(5, 5);
    await expect(form.dialog).toBeHidden();
  });

  test('nothing is asked while a request is on its way, and the receipt is there afterwards', async ({ open, page }) => {
    let go;
    await answerTickets(page, async (route) => {
      await new Promise((resolve) => (go = resolve));
      await route.continue();
    });
    const form = await open(launcher());
    await form.openDialog();
    await form.fill({ ...ADA, subject: newSubject() });
    await form.send();
    await expect(form.sendingButton).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(form.dialog).toBeHidden();
    go();
    await expect.poll(() => form.property('state')).toBe('sent');
    await form.launcher.click();
    await form.ticketNumber();
    await page.keyboard.press('Escape');
    await expect(form.dialog).toBeHidden();
  });

  test('a file chooser that is called off closes nothing', async ({ open }) => {
    const form = await open(launcher());
    await form.openDialog();
    await form.subject.fill('It rings');
    await form.subject.evaluate((input) => input.dispatchEvent(new Event('cancel', { bubbles: true })));
    await expect(form.question).toBeHidden();
    await expect(form.dialog).toBeVisible();
  });
});

test.describe('the page behind', () => {
  test('stands still while the dialog is open, and is as it was afterwards', async ({ open, page }) => {
    const form = await open(launcher());
    await lengthen(page);
    await append(page, 'p', 'wide');
    await page.evaluate(() => {
      document.documentElement.style.setProperty('overflow-y', 'scroll', 'important');
      scrollTo(0, 500);
    });
    const style = () => page.evaluate(() => document.documentElement.getAttribute('style'));
    const width = () => page.locator('#wide').evaluate((element) => element.getBoundingClientRect().width);
    const before = [await style(), await width(), await page.evaluate(() => scrollY)];
    await form.openDialog();
    expect(await scrolls(page)).toBe(false);
    expect(await width()).toBe(before[1]);
    await form.closeButton.click();
    await expect(form.dialog).toBeHidden();
    expect([await style(), await width(), await page.evaluate(() => scrollY)]).toEqual(before);
  });

  test('scrolls again only when the last of several dialogs is closed', async ({ open, page }) => {
    const form = await open({ forms: [{ mode: 'launcher' }, { mode: 'launcher', position: 'start' }], ready: false });
    await lengthen(page);
    const second = new Form(page.locator('desk-bell').nth(1));
    await form.openDialog();
    await second.host.evaluate((element) => element.open());
    await expect(second.name).toBeFocused();
    await form.host.evaluate((element) => element.close());
    expect(await scrolls(page)).toBe(false);
    await second.host.evaluate((element) => element.close());
    expect(await scrolls(page)).toBe(true);
  });

  test('hears of it', async ({ open, page }) => {
    const form = await open(launcher());
    await page.evaluate(() => {
      globalThis.heard = [];
      for (const name of ['deskbell-open', 'deskbell-close', 'deskbell-ready']) document.addEventListener(name, ({ type }) => heard.push(type));
    });
    await form.openDialog();
    await page.keyboard.press('Escape');
    await expect(form.dialog).toBeHidden();
    await form.openDialog();
    await form.host.evaluate((element) => element.close());
    expect(await page.evaluate(() => heard)).toEqual(
      ['deskbell-open', 'deskbell-ready', 'deskbell-close', 'deskbell-open', 'deskbell-close']);
  });

  test.describe('', () => {
    test.use({ expected: /is hidden/ });
    test('is not blocked by the dialog of an element that is hidden', async ({ open, page }) => {
      const form = await open(launcher({ hidden: '' }));
      await append(page, 'button', 'theirs');
      await form.host.evaluate((element) => element.open());
      await page.locator('#theirs').click();
      await expect(page.locator('#theirs')).toBeFocused();
    });
  });
});

test.describe('a button of the page', () => {
  const LINK = { opener: 'a[href="/contact"], .help' };

  test('opens it instead, also one that comes later, and gets the focus back', async ({ open, page }) => {
    const form = await open(launcher(LINK));
    await expect(form.launcher).toHaveCount(0);
    await append(page, 'a', 'link', 'Contact');
    await page.evaluate(() => document.getElementById('link').setAttribute('href', '/contact'));
    const link = page.locator('#link');
    await link.click();
    await expect(form.name).toBeFocused();
    await expect(link).toHaveAttribute('aria-haspopup', 'dialog');
    expect(new URL(page.url()).pathname).toBe('/hosts/page.html');
    await page.keyboard.press('Escape');
    await expect(link).toBeFocused();
    await form.host.evaluate((element) => element.remove());
    await expect(link).not.toHaveAttribute('aria-haspopup');
  });

  test('is told apart from a wish for a new tab', async ({ open, page, context }) => {
    const form = await open(launcher(LINK));
    await append(page, 'a', 'link', 'Contact');
    await page.evaluate(() => document.getElementById('link').setAttribute('href', '/contact'));
    const [tab] = await Promise.all([context.waitForEvent('page'), page.locator('#link').click({ modifiers: ['Control'] })]);
    await tab.close();
    await expect(form.dialog).toBeHidden();
  });

  test('may stand in the same shadow root as the element, even a closed one', async ({ open, page, desk }) => {
    await open({ forms: [], ready: false });
    await page.evaluate((proxy) => {
      const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
      const [button, element] = [document.createElement('button'), document.createElement('desk-bell')];
      button.className = 'help';
      element.setAttribute('proxy-url', proxy);
      element.setAttribute('mode', 'launcher');
      element.setAttribute('opener', '.help');
      root.append(button, element);
      globalThis.inside = { root, button, element };
    }, desk.proxy.url);
    await page.evaluate(() => inside.button.click());
    await expect.poll(() => page.evaluate(() => inside.element.shadowRoot.activeElement?.getAttribute('part'))).toMatch(/dialog|control/);
    await page.evaluate(() => inside.element.close());
    expect(await page.evaluate(() => inside.root.activeElement === inside.button)).toBe(true);
  });

  test('may use commands, without a script', async ({ open, page }) => {
    const form = await open(launcher({ id: 'bell' }));
    await append(page, 'button', 'command');
    await page.evaluate(() => {
      const button = document.getElementById('command');
      button.setAttribute('commandfor', 'bell');
      button.setAttribute('command', '--open');
    });
    await page.locator('#command').click();
    await expect(form.name).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.locator('#command')).toBeFocused();
  });

  test.describe('', () => {
    test.use({ expected: /no selector/ });
    test('a selector that is none is told, and the floating button leads to the way out', async ({ open, page }) => {
      const form = await open(launcher({ opener: '..' }));
      await form.launcher.click();
      await expect(page.getByText('The form could not be loaded')).toBeVisible();
    });
  });
});

test.describe('where the element stands', () => {
  for (const [what, rules] of Object.entries({
    transformed: { transform: 'translate(40px, 300px)', width: '200px' },
    clipped: { overflow: 'hidden', width: '10px', height: '10px' },
    contained: { contain: 'strict', width: '10px', height: '10px' },
  })) {
    test(`the dialog is the window's, though its parent is ${what}`, async ({ open, page }) => {
      const form = await open(launcher());
      await page.evaluate((rules) => {
        const { style } = document.querySelector('main');
        for (const [name, value] of Object.entries(rules)) style.setProperty(name, value);
      }, rules);
      await form.host.evaluate((element) => element.open());
      await expect(form.name).toBeFocused();
      const { x, width } = await form.dialog.boundingBox();
      expect(Math.round(x + width / 2)).toBe(page.viewportSize().width / 2);
      await expect(form.sendButton).toBeInViewport();
      await form.name.click();
    });
  }

  test("in a dialog of the page's", async ({ open, page }) => {
    const form = await open(launcher());
    await append(page, 'dialog', 'theirs', '');
    await page.evaluate(() => {
      const theirs = document.getElementById('theirs');
      theirs.append(document.querySelector('desk-bell'));
      theirs.showModal();
    });
    await form.openDialog();
    await form.fill(ADA);
    await page.keyboard.press('Escape');
    await form.leaveButton.click();
    await expect(form.launcher).toBeFocused();
    expect(await page.locator('#theirs').evaluate((theirs) => theirs.open)).toBe(true);
  });

  test("above a dialog of the page's", async ({ open, page }) => {
    const form = await open(launcher());
    await append(page, 'dialog', 'theirs', '');
    await page.evaluate(() => {
      const theirs = document.getElementById('theirs');
      theirs.append(Object.assign(document.createElement('button'), { id: 'help', onclick: () => document.querySelector('desk-bell').open() }));
      theirs.showModal();
    });
    await page.locator('#help').click();
    await expect(form.name).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.locator('#help')).toBeFocused();
  });

  test('in a frame', async ({ open, page, desk }) => {
    await open({ forms: [], ready: false, policy: 'plain' });
    const query = new URLSearchParams({ forms: JSON.stringify([{ 'proxy-url': desk.proxy.url, mode: 'launcher' }]) });
    await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src, width: 800, height: 640 })),
      `page.html?${query}`);
    const form = new Form(page.frameLocator('iframe').locator('desk-bell'));
    await form.openDialog();
    await expect(form.name).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(form.launcher).toBeFocused();
  });

  test('it may be moved while the dialog is open', async ({ open, page }) => {
    const form = await open(launcher());
    await lengthen(page);
    await form.openDialog();
    await form.subject.pressSequentially('It rings');
    for (const how of ['append', 'moveBefore']) {
      await page.evaluate((how) => {
        const place = document.body.appendChild(document.createElement('section'));
        place[how]?.(document.querySelector('desk-bell'), null);
      }, how);
      await expect(form.dialog).toBeVisible();
      expect(await form.dialog.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
      expect((await form.typed()).subject).toBe('It rings');
      expect(await scrolls(page)).toBe(false);
    }
    await form.closeButton.click();
    expect(await scrolls(page)).toBe(true);
  });

  test('removed while the dialog is open, it lets go of the page', async ({ open, page }) => {
    const form = await open(launcher({ opener: '#help' }));
    await lengthen(page);
    await append(page, 'button', 'help');
    await page.locator('#help').click();
    await form.subject.fill('It rings');
    await form.host.evaluate((element) => element.remove());
    await expect(page.locator('#help')).toBeFocused();
    expect(await scrolls(page)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.style.length)).toBe(0);
  });

  test('it may come back', async ({ open, page }) => {
    const form = await open(launcher());
    await form.openDialog();
    await page.evaluate(async () => {
      const element = document.querySelector('desk-bell');
      element.remove();
      await new Promise(requestAnimationFrame);
      document.body.append(element);
    });
    await expect(form.dialog).toBeHidden();
    await form.openDialog();
    await expect(form.name).toBeFocused();
  });
});

test.describe('mode', () => {
  test('may change while it is in use, and nothing is lost', async ({ open }) => {
    const form = await open();
    await form.subject.fill('It rings');
    await form.host.evaluate((element) => (element.mode = 'launcher'));
    await expect(form.subject).toBeHidden();
    await form.launcher.click();
    await expect(form.subject).toHaveValue('It rings');
    await form.host.evaluate((element) => (element.mode = 'inline'));
    await expect(form.launcher).toHaveCount(0);
    await expect(form.subject).toHaveValue('It rings');
  });

  test('an inline form has nothing to open: open() leads to it', async ({ open, page }) => {
    const form = await open();
    await page.evaluate(() => {
      const space = document.createElement('div');
      space.style.setProperty('height', '3000px');
      document.body.prepend(space);
      globalThis.heard = 0;
      for (const name of ['deskbell-open', 'deskbell-close']) addEventListener(name, () => (heard += 1));
      document.querySelector('desk-bell').open();
    });
    await expect(form.name).toBeFocused();
    await expect(form.name).toBeInViewport();
    await form.host.evaluate((element) => element.close());
    await expect(form.name).toBeVisible();
    expect(await page.evaluate(() => heard)).toBe(0);
  });

  test('open() may come before everything else', async ({ open, page, desk }) => {
    await open({ forms: [], ready: false });
    await page.evaluate((proxy) => {
      const element = document.createElement('desk-bell');
      element.open();
      element.setAttribute('proxy-url', proxy);
      element.mode = 'launcher';
      document.body.append(element);
    }, desk.proxy.url);
    await expect(new Form(page.locator('desk-bell')).name).toBeFocused();
  });

  test('a script may send without opening', async ({ open, desk }) => {
    const form = await open(launcher());
    const subject = newSubject();
    const receipt = await form.host.evaluate((element, values) => {
      element.prefill(values);
      return element.submit();
    }, { 'contact.lastName': ADA.name, email: ADA.email, subject, description: ADA.description });
    expect(receipt.ticketNumber).toMatch(/^\d+$/);
    expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
    await expect(form.dialog).toBeHidden();
  });

  test('an attribute that changes while the dialog is open leaves it open, with what was typed', async ({ open }) => {
    const form = await open(launcher());
    await form.openDialog();
    await form.subject.fill('It rings');
    await form.host.evaluate((element) => element.setAttribute('fallback-href', 'https://example.org/help'));
    await expect(form.subject).toHaveValue('It rings');
    await expect(form.dialog).toBeVisible();
    await expect(form.name).toBeFocused();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

  test('it fills the screen, and the button that sends is in reach', async ({ open, page }) => {
    const form = await open(launcher());
    await form.launcher.tap();
    await expect(form.name).toBeFocused();
    await expect.poll(() => form.dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 640 });
    await expect(form.sendButton).toBeInViewport({ ratio: 1 });
    expect((await form.sendButton.boundingBox()).y).toBeGreaterThan(400);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('what has the focus is never covered, also above the keyboard', async ({ open, page }) => {
    const form = await open(launcher());
    await form.launcher.tap();
    await expect(form.name).toBeFocused();
    // An on-screen keyboard takes half of the screen.
    await page.setViewportSize({ width: 360, height: 330 });
    await expect.poll(async () => (await form.dialog.boundingBox()).height).toBe(330);
    for (const field of [form.name, form.email, form.subject, form.description]) {
      const covered = await field.evaluate((input) => {
        const { x, y, width, height } = input.getBoundingClientRect();
        const at = [y + 4, y + Math.min(height, 60) - 4];
        return at.filter((top) => input.getRootNode().elementFromPoint(x + width / 3, top) !== input);
      });
      expect(covered, await field.getAttribute('name')).toEqual([]);
      await page.keyboard.press('Tab');
    }
    await expect(form.sendButton).toBeInViewport({ ratio: 1 });
  });
});

test('no motion for those who want none', async ({ open, page }) => {
  const form = await open(launcher());
  await form.openDialog();
  expect(await form.dialog.evaluate((dialog) => parseFloat(getComputedStyle(dialog).transitionDuration))).toBeGreaterThan(0.1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moves = await form.dialog.evaluate((dialog) => [
    getComputedStyle(dialog).transitionDuration, getComputedStyle(dialog, '::backdrop').transitionDuration,
  ].join());
  expect(moves).toMatch(/^[0s, ]+$/);
  await form.closeButton.click();
  await expect(form.dialog).toBeHidden({ timeout: 1000 });
});
