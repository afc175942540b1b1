// The ways to the form that npm/README.md describes, and what is particular to each.

import { createHash } from 'node:crypto';

/** The import map of a page, as a policy names it. */
function importMap(html) {
  const [, text] = /<script type="importmap">(.*?)<\/script>/s.exec(html);
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * `build`: there is something to build; what is served then is `dist`.
 * `launcher`: the form is in the dialog that the floating button opens.
 * `policy`: what the strict policy must say besides, given it and the page.
 * `fetches`: what a visit must fetch.
 * `echo`: where the page itself says the ticket number.
 * `render`: a program that gives the HTML which stands in place of `<!--app-->`.
 */
export const PROJECTS = {
  vite: { build: true, policy: (strict) => strict.replace('connect-src', "$& 'self'"), fetches: /\.wasm$/ },
  webpack: { build: true },
  rollup: { build: true },
  esbuild: { build: true },
  parcel: { build: true },
  plain: { policy: (strict, html) => strict.replace('script-src', `$& ${importMap(html)}`) },
  'script-tag': { launcher: true },
  ssr: { build: true, render: 'render.mjs', echo: 'output' },
};
