// Without a network. WebDriver cannot pull the plug, so the page is told what a browser tells it, and the relay is cut.

import assert from 'node:assert/strict';

import { ADA, newSubject } from '../support/form.mjs';
import { FATES } from '../support/relay.mjs';

const network = (up) => `() => {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => ${up} });
  dispatchEvent(new Event('${up ? 'online' : 'offline'}'));
}`;

export default {
  'a visitor without network is told so, and the request leaves by itself when there is one': async ({ open, page, relay, sandbox }) => {
    const form = await open();
    const subject = newSubject();
    await form.fill({ ...ADA, subject });
    relay.fate = FATES.cut;
    await page.run(network(false));
    await form.saying('^You are offline').appears();
    await form.send();
    await form.retryButton.appears();
    assert.deepEqual(await sandbox.ticketsAbout(subject), []);
    relay.fate = undefined;
    await page.run(network(true));
    await form.arrives(sandbox, subject);
  },
};
