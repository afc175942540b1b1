// What a scenario finds: a browser and a proxy with its sandbox, shared by all of an engine; a site, a relay and a page
// of its own. A site of its own is an origin of its own, so nothing that one scenario stores reaches the next.

import assert from 'node:assert/strict';

import { Proxy } from '../../e2e/support/proxy.mjs';
import { Sandbox } from '../../e2e/support/sandbox.mjs';
import { startSite } from '../../site.mjs';
import { resultsOf, startBrowser } from './driver.mjs';
import { Form } from './form.mjs';
import { Page } from './page.mjs';
import { startRelay } from './relay.mjs';

export class Stage {
  #engine;
  #proxy;
  #browser;

  static async set(engine) {
    const stage = new Stage();
    stage.#engine = engine;
    stage.#proxy = await Proxy.start();
    try {
      stage.#browser = await startBrowser(engine);
    } catch (error) {
      await stage.#proxy.stop();
      throw error;
    }
    return stage;
  }

  async strike() {
    await this.#browser.stop();
    await this.#proxy.stop();
  }

  /**
   * Plays one scenario. It fails as well when the page complained of anything it does not have in `expected`. With an
   * `environment` it has a proxy of its own.
   */
  async play({ name, run, expected = /(?!)/, environment }) {
    const proxy = environment ? await Proxy.start(environment) : this.#proxy;
    const sandbox = new Sandbox(proxy.sandboxUrl);
    const relay = await startRelay(proxy.url);
    const site = await startSite({ proxy: relay.url });
    const page = new Page(this.#browser.session, this.#engine);
    try {
      await run({ page, site, relay, sandbox, open: opener(page, site, relay) });
      assert.deepEqual((await page.complaints()).filter((line) => !expected.test(line)), []);
    } catch (error) {
      await this.#explain(error, page, name);
      throw error;
    } finally {
      await sandbox.forgetFaults();
      await relay.stop();
      await site.stop();
      if (environment) await proxy.stop();
    }
  }

  /** Adds to a failure what can still be learned. The failure itself is what must be told, whatever becomes of this. */
  async #explain(error, page, name) {
    await page.picture(`${resultsOf(this.#engine)}/${name.replaceAll('/', ' ')}.png`).catch(() => undefined);
    const complaints = await page.complaints().catch(() => []);
    if (complaints.length) error.stack += `\nthe page complained:\n    ${complaints.join('\n    ')}`;
  }
}

/**
 * Opens a host of tests/engines/hosts with one form for each set of `attributes`; without any, with one for the proxy.
 * `policy` is the folder of tests/site.mjs it is served from, `frame` where in the host the forms are, `ready` the part
 * that shows that they are there.
 */
function opener(page, site, relay) {
  return async (host = 'page', { policy = 'engines', forms = [{}], frame, ready = 'submit' } = {}) => {
    const attributes = forms.map((form) => ({ 'proxy-url': relay.url, ...form }));
    const query = new URLSearchParams({ forms: JSON.stringify(attributes) });
    await page.go(`${site.origin}/${policy}/${host}.html?${query}`);
    await page.enter(frame);
    const opened = forms.map(({ lang }, place) => new Form(page, place, lang));
    if (ready) for (const form of opened) await form.part(ready).appears();
    return opened[0];
  };
}
