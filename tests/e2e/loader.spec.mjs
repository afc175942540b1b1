// The script tag: what it draws at once, when it loads the rest, and what becomes of the visitor where that cannot be had.

import { startSite, strictPolicy } from '../site.mjs';
import { ADA, Form, newSubject } from './support/form.mjs';
import { expect, test as base } from './support/test.mjs';

const LOADER = '/deskbell/deskbell.js';
/** Everything the tag may load from where it lies. */
const FILES = ['deskbell_wasm.js', 'element.js', 'first.js', 'rest.js'];

const test = base.extend({
  /** The paths of the scripts and modules that the page has asked for, as often as it has. */
  loaded: async ({ page }, use) => {
    const loaded = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\.(js|wasm)$/.test(pathname)) loaded.push(pathname.replace(/^\/deskbell\//, ''));
    });
    await use(loaded);
  },

  /** Opens a customer's page with this markup, under the strict policies unless others are given. */
  visit: async ({ page, desk }, use) => {
    await use(async ({ head = '', body = '', lang = 'en', policy = strictPolicy(desk.proxy.url) } = {}) => {
      desk.site.put('/visited.html', {
        policy,
        html: `<!doctype html><html lang="${lang}"><head><meta name="viewport" content="width=device-width"><title>Page</title>`
          + `${head}</head><body><h1>Help</h1>${body}</body></html>`,
      });
      await page.goto(`${desk.site.origin}/visited.html`);
      return new Form(page.locator('desk-bell').first());
    });
  },

  /** The tag, with attributes. */
  tag: async ({ desk }, use) => {
    await use((attributes = '', { src = LOADER, how = 'async', proxy = `data-proxy-url="${desk.proxy.url}"` } = {}) =>
      `<script ${how} src="${src}" ${proxy} ${attributes}></script>`);
  },
});

const fallback = (page) => page.getByRole('link', { name: 'Get help' });

test.describe('before anybody comes near', () => {
  test('the button is there, and nothing else has been loaded', async ({ visit, tag, loaded, page, desk }) => {
    const others = [];
    page.on('request', (request) => others.push(request.url()));
    const form = await visit({ head: tag() });
    await expect(form.launcher).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(loaded).toEqual(['deskbell.js']);
    expect(others.filter((url) => url.startsWith(desk.proxy.url))).toEqual([]);
    expect(await page.evaluate(() => customElements.get('desk-bell'))).toBe(undefined);
  });

  for (const [what, how, place] of [
    ['async in the head', 'async', 'head'], ['deferred', 'defer', 'head'], ['waiting for nothing in the head', '', 'head'],
    ['in the body', '', 'body'], ['async in the body', 'async', 'body'],
  ]) {
    test(`it is opened by a tag that is ${what}`, async ({ visit, tag }) => {
      const form = await visit({ [place]: tag('', { how }) });
      await form.launcher.click();
      await expect(form.name).toBeFocused();
      await expect(form.host).toHaveCount(1);
    });
  }

  test('nothing on the page moves, before or after', async ({ visit, tag, page }) => {
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; })
        .observe({ type: 'layout-shift', buffered: true });
    });
    const form = await visit({ body: `<p>Text</p>${tag()}<p>More</p>` });
    await form.launcher.hover();
    await expect.poll(() => page.evaluate(() => !!customElements.get('desk-bell'))).toBe(true);
    expect(await page.evaluate(() => window.shift)).toBe(0);
    expect(await page.evaluate(() => document.querySelectorAll('p')[1].offsetTop - document.querySelectorAll('p')[0].offsetTop)).toBeLessThan(60);
  });
});

test.describe('the button that is drawn first', () => {
  /** How it is seen, and where. */
  const look = (launcher) => launcher.evaluate((button) => {
    const NAMES = [
      'background-color', 'color', 'box-shadow', 'border-top-width', 'border-radius', 'font-family', 'font-size',
      'font-weight', 'font-style', 'line-height', 'letter-spacing', 'text-align', 'text-decoration-line', 'text-transform', 'white-space',
      'cursor', 'z-index', 'position', 'display', 'column-gap', 'padding-left', 'padding-right', 'direction', 'opacity',
      'outline-style', 'outline-width', 'outline-color', 'outline-offset',
    ];
    const style = getComputedStyle(button);
    const glyph = getComputedStyle(button.querySelector('svg'));
    const boxOf = (it) => { const { x, y, width, height } = it.getBoundingClientRect(); return [x, y, width, height].map(Math.round).join(); };
    return {
      ...Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(name)])),
      ...Object.fromEntries(['stroke', 'stroke-width', 'stroke-linecap', 'fill'].map((name) => [`glyph ${name}`, glyph.getPropertyValue(name)])),
      box: boxOf(button), glyph: boxOf(button.querySelector('svg')), text: button.textContent,
      drawing: button.querySelector('path').getAttribute('d'),
    };
  });

  const CASES = {
    'in light': {},
    'in dark': { media: { colorScheme: 'dark' } },
    'in dark, where the page wants light': { media: { colorScheme: 'dark' }, attributes: 'data-theme="light"' },
    'in light, where the page wants dark': { attributes: 'data-theme="dark"' },
    'in forced colours': { media: { forcedColors: 'active' } },
    'in forced colours and dark': { media: { forcedColors: 'active', colorScheme: 'dark' } },
    'at the start': { attributes: 'data-position="start"' },
    'in a language that runs from right to left': { lang: 'ar' },
    'at the start of that': { lang: 'he', attributes: 'data-position="start"' },
    'in Hindi': { lang: 'hi' },
    'in a language that we have not': { lang: 'ur' },
    'with words of its own': { attributes: `data-config='{"messages":{"launcher":"Ring the desk"}}'` },
    'with the tokens of the page': {
      head: '<link rel="stylesheet" href="/hosts/tokens.css">',
    },
    'with the focus': { focus: true },
  };
  for (const [what, { media = {}, attributes = '', lang = 'en', head = '', focus }] of Object.entries(CASES)) {
    test(`is the element's own: ${what}`, async ({ visit, tag, page }) => {
      await page.emulateMedia({ reducedMotion: 'reduce', ...media });
      // It stays as it is drawn until the element may come.
      let go;
      const held = new Promise((resolve) => (go = resolve));
      await page.route('**/element.js', async (route) => { await held; await route.continue(); });
      const form = await visit({ head: head + tag(attributes), lang });
      const launcher = form.host.locator('[part=launcher]');
      await launcher.waitFor();
      if (focus) await page.keyboard.press('Tab');
      const before = await look(launcher);
      await launcher.evaluate((button) => (globalThis.first = button));
      if (!focus) await launcher.dispatchEvent('pointerover');
      go();
      await expect(launcher).toHaveAttribute('aria-haspopup', 'dialog');
      expect(await look(launcher)).toEqual(before);
      // The same button, so that a press of it that has begun is a click.
      expect(await launcher.evaluate((button) => button === globalThis.first)).toBe(true);
      if (focus) await expect(launcher).toBeFocused();
    });
  }

  test('speaks the language of the visitor', async ({ visit, tag, page }) => {
    for (const [lang, text] of [['de-AT', 'Hilfe'], ['pt', 'Ajuda'], ['zh-TW', '取得協助'], ['yue', '取得協助'], ['zh', '获取帮助'], ['iw', 'קבלת עזרה'], ['fil', 'Get help'], ['?', 'Get help']]) {
      const form = await visit({ lang, head: tag() });
      await expect(form.host.locator('[part=launcher]'), lang).toHaveText(text);
    }
    const form = await visit({ lang: 'en', head: tag('data-lang="fr"') });
    await form.host.locator('[part=launcher]').click();
    await expect(form.host.getByRole('dialog')).toHaveAttribute('aria-label', 'Contacter l’assistance');
  });

  test('a press that began before the element came is a click', async ({ visit, tag, page }) => {
    const form = await visit({ head: tag() });
    await form.launcher.hover();
    await page.mouse.down();
    await expect.poll(() => page.evaluate(() => !!customElements.get('desk-bell'))).toBe(true);
    await page.mouse.up();
    await expect(form.name).toBeFocused();
  });
});

test.describe('when somebody comes near', () => {
  for (const [what, come] of Object.entries({
    'with the pointer': (form) => form.launcher.hover(),
    'with the keyboard': (_, page) => page.keyboard.press('Tab'),
  })) {
    test(`${what}, each file is loaded once, though there are two buttons`, async ({ visit, tag, page, loaded }) => {
      const form = await visit({ body: tag() + tag('data-position="start"') });
      await expect(page.locator('desk-bell')).toHaveCount(2);
      await come(form, page);
      await expect.poll(() => [...loaded].sort()).toEqual(['deskbell.js', ...FILES].sort().filter((file, at, all) => all.indexOf(file) === at));
      const second = new Form(page.locator('desk-bell').nth(1));
      for (const one of [form, second]) {
        await one.launcher.click();
        await expect(one.name).toBeFocused();
        await page.keyboard.press('Escape');
        await expect(one.launcher).toBeFocused();
      }
      for (const file of FILES) expect(loaded.filter((one) => one === file), file).toHaveLength(1);
    });
  }

  test('a click before anything is loaded opens, and the form sends', async ({ visit, tag, desk }) => {
    const form = await visit({ head: tag() });
    await form.launcher.click();
    await expect(form.name).toBeFocused();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    await form.send();
    await form.ticketNumber();
    expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
    await form.closeButton.click();
    await expect(form.launcher).toBeFocused();
  });

  test("the page's own button opens it instead, and gets the focus back", async ({ visit, tag, page, loaded }) => {
    const form = await visit({ body: `<a class="help" href="/contact">Contact</a>${tag('data-opener=".help"')}` });
    await expect(form.host).toHaveCount(1);
    await expect(form.host.locator('[part=launcher]')).toHaveCount(0);
    expect(loaded).toEqual(['deskbell.js']);
    await page.getByRole('link', { name: 'Contact' }).click();
    await expect(form.name).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('link', { name: 'Contact' })).toBeFocused();
    expect(new URL(page.url()).pathname).toBe('/visited.html');
  });
});

test.describe('data-load', () => {
  for (const word of ['eager', 'idle', 'visible']) {
    test(`${word}: everything is loaded unasked`, async ({ visit, tag, loaded }) => {
      await visit({ head: tag(`data-load="${word}"`) });
      await expect.poll(() => [...loaded].sort()).toEqual([...FILES, 'deskbell.js'].sort());
    });
  }

  test('a form in the page stands where its tag stands, and is loaded when it comes near the window', async ({ visit, tag, page, loaded }) => {
    const form = await visit({
      head: '<link rel="stylesheet" href="/hosts/tall.css">',
      body: `<div class="tall"></div><p id="before">Before</p>${tag('data-mode="inline"')}<p id="after">After</p>`,
    });
    await expect.poll(() => loaded).toContain('element.js');
    await expect(form.host.locator('.loading')).toHaveCount(1);
    expect(await page.evaluate(() => document.querySelector('desk-bell').previousElementSibling.previousElementSibling.id)).toBe('before');
    expect(loaded).not.toContain('first.js');
    await page.locator('#before').scrollIntoViewIfNeeded();
    await expect(form.sendButton).toBeEnabled();
  });

  test('interaction, for a form in the page: a button stands there until somebody wants it', async ({ visit, tag, page, loaded }) => {
    const form = await visit({ body: tag('data-mode="inline" data-load="interaction"') });
    const button = form.host.getByRole('button', { name: 'Get help' });
    await expect(button).toBeVisible();
    expect(loaded).not.toContain('first.js');
    await page.keyboard.press('Tab');
    await expect(form.name).toBeFocused();
    await expect(button).toHaveCount(0);
  });
});

test.describe('the element itself', () => {
  const html = (page) => page.evaluate(() => import('/deskbell/index.js'));

  test('loads when it comes near the window, and sooner when it is asked', async ({ visit, page, desk, loaded }) => {
    const element = `<desk-bell proxy-url="${desk.proxy.url}"></desk-bell>`;
    const form = await visit({ head: '<link rel="stylesheet" href="/hosts/tall.css">', body: `<div class="tall"></div>${element}`, policy: '' });
    await html(page);
    await expect(form.host.locator('.loading')).toHaveCount(1);
    await page.waitForTimeout(300);
    expect(loaded).not.toContain('first.js');
    const subject = newSubject();
    await form.host.evaluate((host, values) => {
      host.prefill(values);
      return host.submit();
    }, { 'contact.lastName': ADA.name, email: ADA.email, subject, description: ADA.description });
    expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
  });

  test('in a hidden part of the page it waits until that is shown', async ({ visit, page, desk, loaded }) => {
    const form = await visit({ body: `<section hidden><desk-bell proxy-url="${desk.proxy.url}"></desk-bell></section>`, policy: '' });
    await html(page);
    await page.waitForTimeout(300);
    expect(loaded).not.toContain('first.js');
    await page.evaluate(() => (document.querySelector('section').hidden = false));
    await expect(form.sendButton).toBeEnabled();
  });

  test('submit() in the same breath as it is made loads a launcher too', async ({ visit, page, desk }) => {
    await visit({ policy: '' });
    await html(page);
    const subject = newSubject();
    await page.evaluate(([proxy, values]) => {
      const element = document.createElement('desk-bell');
      element.proxyUrl = proxy;
      element.mode = 'launcher';
      document.body.append(element);
      element.prefill(values);
      return element.submit();
    }, [desk.proxy.url, { 'contact.lastName': ADA.name, email: ADA.email, subject, description: ADA.description }]);
    expect(await desk.sandbox.ticketsAbout(subject)).toHaveLength(1);
  });
});

test.describe('tags that are odd', () => {
  test('the same tag twice is one', async ({ visit, tag, page }) => {
    const form = await visit({ body: tag() + tag() });
    await form.launcher.waitFor();
    await page.waitForLoadState('networkidle');
    await expect(form.host).toHaveCount(1);
    await form.launcher.click();
    await expect(form.name).toBeFocused();
  });

  test('a script whose text somebody else runs finds its tag', async ({ visit, tag, page, desk }) => {
    const form = await visit({ body: `<script type="text/plain" src="${LOADER}" data-proxy-url="${desk.proxy.url}" data-position="start"></script>`, policy: '' });
    await page.evaluate(async (url) => {
      const text = await (await fetch(url)).text();
      // In a timer there is no current script.
      setTimeout(() => (0, eval)(text));
    }, LOADER);
    await form.launcher.click();
    await expect(form.name).toBeFocused();
  });

  test('from another origin', async ({ visit, tag, desk, page }) => {
    const cdn = await startSite({ proxy: desk.proxy.url, cdn: true });
    try {
      const policy = strictPolicy(desk.proxy.url).replace("script-src 'self'", `script-src ${cdn.origin}`);
      const asked = [];
      page.on('request', (request) => { if (request.url().endsWith('.js')) asked.push(new URL(request.url()).origin); });
      const form = await visit({ head: tag('', { src: `${cdn.origin}${LOADER}?v=1/2` }), policy, lang: 'fr' });
      const launcher = form.host.locator('[part=launcher]');
      await launcher.click();
      await expect(form.host.getByRole('textbox').first()).toBeFocused();
      expect([...new Set(asked)]).toEqual([cdn.origin]);
    } finally {
      await cdn.stop();
    }
  });

  test('under a policy of nonces everything carries the nonce', async ({ visit, tag, desk }) => {
    const policy = strictPolicy(desk.proxy.url).replace("script-src 'self'", "script-src 'nonce-abc'");
    const form = await visit({ head: tag('nonce="abc"'), policy });
    await form.launcher.click();
    await expect(form.name).toBeFocused();
  });

  test('where the element is defined already, the tag only places it', async ({ visit, tag, page }) => {
    const form = await visit({ head: `<script type="module" src="/deskbell/index.js"></script>${tag('', { how: 'defer' })}` });
    await form.launcher.click();
    await expect(form.name).toBeFocused();
    await expect(page.locator('desk-bell')).toHaveCount(1);
  });
});

test.describe('when it cannot be had', () => {
  test.use({ expected: /./ });

  test('no address: an error in the console, and the link if there is one', async ({ visit, tag, page }) => {
    const told = page.waitForEvent('console', (message) => message.type() === 'error' && message.text().includes('data-proxy-url'));
    await visit({ head: tag('data-fallback-href="https://example.org/help"', { proxy: '' }) });
    await told;
    await expect(fallback(page)).toHaveAttribute('href', 'https://example.org/help');
  });

  test('a config that is no JSON is told', async ({ visit, tag, page }) => {
    const told = page.waitForEvent('console', (message) => message.type() === 'error' && message.text().includes('JSON'));
    await visit({ head: tag('data-config="{"') });
    await told;
  });

  // The rest has tests of its own, in parts.spec.mjs.
  for (const file of FILES.filter((name) => name !== 'rest.js')) {
    test(`${file} fails: the next try gets it`, async ({ visit, tag, desk, page }) => {
      // It is tried twice before anybody has to do something.
      desk.site.failNext(`/deskbell/${file}`, 2);
      const form = await visit({ head: tag() });
      await form.launcher.click();
      if (file === 'element.js') {
        await expect(fallback(page)).toBeFocused();
        await expect(fallback(page)).toHaveAttribute('href', `${desk.proxy.url}/contact`);
        await page.mouse.move(5, 5);
        await fallback(page).hover();
        await expect(form.launcher).toBeFocused();
        await form.launcher.click();
      } else {
        await form.retryButton.click();
      }
      await expect(form.name).toBeVisible();
    });
  }

  test("the page's own link is a link again", async ({ visit, tag, page }) => {
    await page.route('**/element.js*', (route) => route.abort());
    await page.route('**/contact', (route) => route.fulfill({ contentType: 'text/html', body: 'Theirs' }));
    await visit({ body: `<a class="help" href="/contact">Contact</a>${tag('data-opener=".help"')}` });
    await page.getByRole('link', { name: 'Contact' }).click();
    await expect(fallback(page)).toBeFocused();
    await page.getByRole('link', { name: 'Contact' }).click();
    await expect(page.getByText('Theirs')).toBeVisible();
  });

  test('where WebAssembly may not be compiled, the dialog has the link', async ({ visit, tag, page, desk }) => {
    const form = await visit({ head: tag(), policy: strictPolicy(desk.proxy.url).replace(" 'wasm-unsafe-eval'", '') });
    await form.launcher.click();
    await expect(page.getByRole('link', { name: 'Contact support another way' })).toHaveAttribute('href', `${desk.proxy.url}/contact`);
  });

  for (const [what, spoil] of Object.entries({
    'no WebAssembly': () => { delete globalThis.WebAssembly; },
    'no custom elements': () => { delete globalThis.customElements; Object.defineProperty(globalThis, 'customElements', { value: undefined }); },
    'no shadow roots': () => { delete Element.prototype.attachShadow; },
    'no constructed style sheets': () => { delete globalThis.CSSStyleSheet; },
    'no Intl.Locale': () => { delete Intl.Locale; },
    'no IntersectionObserver': () => { delete globalThis.IntersectionObserver; },
  })) {
    test(`a browser with ${what}: a form or a link, and nothing is thrown`, async ({ visit, tag, page }) => {
      const thrown = [];
      page.on('pageerror', (error) => thrown.push(String(error)));
      await page.addInitScript(spoil);
      const form = await visit({ head: tag('nonce="abc"'), policy: '' });
      await expect(fallback(page).or(form.launcher)).toBeVisible();
      if (await form.launcher.isVisible()) {
        await form.launcher.click();
        await expect(form.name.or(page.getByRole('link', { name: 'Contact support another way' }))).toBeVisible();
      }
      expect(thrown).toEqual([]);
    });
  }
});

test.describe('wasm-url', () => {
  const open = (forms) => ({ policy: 'plain', forms, ready: true });
  const wasm = '/deskbell/deskbell_bg.wasm';

  test('the file is compiled while it is loaded, and the script is not needed', async ({ open: visitHost, page, loaded }) => {
    await page.addInitScript(() => {
      window.calls = [];
      for (const name of ['compileStreaming', 'compile']) {
        const original = WebAssembly[name];
        WebAssembly[name] = (...given) => { window.calls.push(name); return original(...given); };
      }
    });
    await visitHost(open([{ 'wasm-url': wasm }, {}]));
    expect(await page.evaluate(() => window.calls)).toEqual(['compileStreaming']);
    expect(loaded).not.toContain('first.js');
  });

  test('by the script tag too', async ({ visit, tag, desk, loaded }) => {
    const policy = strictPolicy(desk.proxy.url).replace('connect-src', "connect-src 'self'");
    const form = await visit({ head: tag(`data-wasm-url="${wasm}"`), policy });
    await form.launcher.click();
    await expect(form.name).toBeFocused();
    expect(loaded).not.toContain('first.js');
  });

  test('under a wrong name it is compiled all the same', async ({ open: visitHost, page, loaded }) => {
    await page.route(`**${wasm}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
    });
    await visitHost(open([{ 'wasm-url': wasm }]));
    expect(loaded).not.toContain('first.js');
  });

  test.describe('', () => {
    test.use({ expected: /wasm-url|404|policy|fetch/i });
    for (const [what, options] of Object.entries({
      'that leads nowhere': { policy: 'plain', forms: [{ 'wasm-url': '/nowhere.wasm' }] },
      'that leads to something else': { policy: 'plain', forms: [{ 'wasm-url': '/hosts/page.html' }] },
      "that the page's policy forbids": { policy: 'hosts', forms: [{ 'wasm-url': wasm }] },
    })) {
      test(`an address ${what}: a warning that names it, and the form all the same`, async ({ open: visitHost, page, loaded }) => {
        const told = page.waitForEvent('console', (message) => message.type() === 'warning' && message.text().includes('`wasm-url`'));
        await visitHost(options);
        await told;
        expect(loaded).toContain('first.js');
      });
    }
  });
});
