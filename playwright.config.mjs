// The whole path in a real browser. `cargo xtask test` builds what these tests need and tells where it lies.

import { defineConfig } from '@playwright/test';

const chromium = process.env.DESKBELL_CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/traces',
  // Each worker has a proxy, a sandbox and a site of its own; the faults of one must not hit another.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // One that passes only when tried again is named at the end of `cargo xtask test`.
  retries: 1,
  timeout: 60_000,
  snapshotPathTemplate: '{testDir}/trees/{arg}{ext}',
  expect: {
    timeout: 10_000,
    // A newer browser draws letters a little differently; a form that is wrong differs by more.
    toHaveScreenshot: { maxDiffPixelRatio: 0.02, pathTemplate: '{testDir}/looks/{arg}{ext}' },
  },
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
  },
});
