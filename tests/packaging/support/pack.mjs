// The package as it would be published.

import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

import { made, root } from './places.mjs';
import { run } from './run.mjs';

/** What the package is made of, besides what `made` names. */
const PARTS = [
  'npm/build.mjs', 'npm/package.json', 'npm/README.md', 'npm/custom-elements.json', 'npm/src', 'npm/types', 'npm/locales',
  'style', 'LICENSE-MIT', 'LICENSE-APACHE', 'package.json',
];
const MODULE = 'npm/dist/deskbell_bg.wasm';

/** Packs npm/ of the workspace in `checkout` into `folder`. @returns {Promise<string>} the path of the package */
export async function pack(checkout, folder) {
  await mkdir(folder, { recursive: true });
  const told = await run(path.join(checkout, 'npm'), 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  return path.join(folder, JSON.parse(told)[0].filename);
}

/** Copies the sources to `folder`, an empty one, and builds the package there: all but the module itself. */
export async function buildIn(folder) {
  await rm(folder, { recursive: true, force: true });
  for (const part of [...PARTS, MODULE]) await cp(path.join(root, part), path.join(folder, part), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const options = Object.entries(made).flatMap(([name, file]) => [`--${name}`, file]);
  await run(folder, 'node', 'npm/build.mjs', ...options);
}
