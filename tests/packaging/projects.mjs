// The ways to the form that npm/README.md describes, and what is particular to each.

import { createHash } from 'node:crypto';

/** The inline scripts of a page, as a policy names them. */
const hashes = (html, pattern) =>
  [...html.matchAll(pattern)].map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');

/**
 * `build`: there is something to build; what is served then is `dist`.
 * `launcher`: the form is in the dialog that the floating button opens.
 * `extra`: sources of scripts that the strict policy must name besides.
 * `render`: a program that gives the HTML which stands in place of `<!--app-->`.
 */
export const PROJECTS = {
  vite: { build: true },
  webpack: { build: true },
  rollup: { build: true },
  esbuild: { build: true },
  parcel: { build: true },
  plain: { extra: (html) => hashes(html, /<script type="importmap">(.*?)<\/script>/gs) },
  'script-tag': { launcher: true },
  ssr: { build: true, render: 'render.mjs' },
};
