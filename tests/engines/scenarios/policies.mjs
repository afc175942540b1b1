// The customer's policies. That nothing breaks them is part of every scenario: each host is served under them.

import assert from 'node:assert/strict';

import { newSubject } from '../support/form.mjs';

export default {
  'the strict policy is in force, and its violations are seen': {
    expected: /^policy: style-src/,
    run: async ({ open, page, sandbox }) => {
      const form = await open();
      assert.deepEqual(await page.complaints(), []);
      await page.run(() => {
        const style = document.createElement('style');
        style.textContent = 'body { color: red }';
        document.head.append(style);
      });
      await page.until('a violation is reported', () => window.complaints.some((line) => line.startsWith('policy: style-src')));
      await form.sendAs(sandbox, newSubject());
    },
  },

  'where WebAssembly may not be compiled there is a link instead, and the page is not bothered': {
    // The browser reports what it has refused, the form that it could not be loaded. Nothing else is to be seen.
    expected: /^policy: script-src|^error: Deskbell: /,
    run: async ({ open, page, relay }) => {
      const form = await open('page', { policy: 'no-wasm', ready: false });
      const link = form.link('Contact support another way');
      await link.appears();
      assert.equal(await link.read((it) => it.href), `${relay.url}/contact`);
      await form.sendButton.goes();
      assert.equal(await page.run(() => document.querySelector('h1').textContent), 'Help');
    },
  },
};
