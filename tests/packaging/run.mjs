// The package as people get it: packed, checked, installed and built by each of the tools that npm/README.md names, and used
// by a visitor in a real browser, up to the ticket.
//
//   node --test-reporter=./tests/reporter.mjs [--test-name-pattern=vite] tests/packaging/run.mjs
//
// Needs npm/dist (`cargo xtask dist`) and the proxy (`cargo build -p deskbell-proxy`). Everything is kept in target/packaging.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { chromium } from '@playwright/test';

import settings from '../../playwright.config.mjs';
import { Proxy } from '../e2e/support/proxy.mjs';
import { Sandbox } from '../e2e/support/sandbox.mjs';
import { strictPolicy } from '../site.mjs';
import { testPackage } from './package.mjs';
import { PROJECTS } from './projects.mjs';
import { pack } from './support/pack.mjs';
import { root, work } from './support/places.mjs';
import { Project } from './support/project.mjs';
import { serve } from './support/serve.mjs';
import { sendRequest } from './support/visit.mjs';

/** Milliseconds a step may take; many times what any needs. */
const PATIENCE = 240_000;

const tarball = await pack(root, work);

describe('the package', () => testPackage(tarball));

describe('built and used', () => {
  let proxy;
  let sandbox;
  let browser;

  before(async () => {
    proxy = await Proxy.start();
    sandbox = new Sandbox(proxy.sandboxUrl);
    browser = await chromium.launch(settings.use.launchOptions);
  });
  after(async () => {
    await browser?.close();
    await proxy?.stop();
  });

  for (const [name, about] of Object.entries(PROJECTS)) {
    describe(name, () => {
      const project = new Project(name);

      it(`${name}: installs and builds`, { timeout: PATIENCE }, async () => {
        await project.prepare(tarball);
        if (about.build) await project.build();
      });

      for (const lang of ['en', 'de']) {
        it(`${name}: a ticket under the strict policy (${lang})`, { timeout: PATIENCE }, async () => {
          const site = await open(project, about, lang);
          const context = await browser.newContext();
          const subject = `Packaged by ${name} for ${lang}`;
          try {
            const number = await sendRequest(context, site.address, { ...about, lang, subject });
            const [ticket, ...more] = await sandbox.ticketsAbout(subject);
            assert.equal(ticket.ticketNumber, number);
            assert.deepEqual(more, []);
          } finally {
            await context.close();
            await site.stop();
          }
        });
      }
    });
  }

  /** Puts the project on a server of its own. */
  async function open(project, { build, policy = (strict) => strict, render }, lang) {
    const site = await serve({
      folder: build ? path.join(project.folder, 'dist') : project.folder,
      policy: (html) => policy(strictPolicy(proxy.url), html),
      fill: async (html, search) => {
        const page = html.replaceAll('{{proxy}}', proxy.url).replaceAll('{{lang}}', lang);
        return render ? page.replace('<!--app-->', await project.run('node', render, search)) : page;
      },
    });
    return { ...site, address: `${site.origin}/?${new URLSearchParams({ proxy: proxy.url, lang })}` };
  }
});
