// What holds for the package by itself, before anybody builds with it.

import assert from 'node:assert/strict';
import { access, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { before, it } from 'node:test';

import { buildIn, pack } from './support/pack.mjs';
import { root, work } from './support/places.mjs';
import { Project } from './support/project.mjs';

/** For the text of the published `tarball`. */
export function testPackage(tarball) {
  const checks = new Project('checks');
  const installed = path.join(checks.folder, 'node_modules/deskbell');
  const read = async (name) => readFile(path.join(installed, name), 'utf8');

  before(() => checks.prepare(tarball));

  it('has the version of the workspace', async () => {
    const [, version] = /^\[workspace\.package\]\nversion = "(.+)"$/m.exec(await readFile(path.join(root, 'Cargo.toml'), 'utf8'));
    assert.equal(JSON.parse(await read('package.json')).version, version);
  });

  it('has every file that it names, and no script that runs when it is installed', async () => {
    const { exports, main, types, unpkg, jsdelivr, customElements, sideEffects, scripts } = JSON.parse(await read('package.json'));
    const named = [exports, main, types, unpkg, jsdelivr, customElements, sideEffects].flatMap(leaves);
    const files = named.map((name) => name.replace('*', 'de'));
    assert.ok(files.length > 15, `${files.length} files are named`);
    for (const file of files) await access(path.join(installed, file));
    assert.equal(scripts, undefined);
  });

  it('names every file of its folder that a page loads by itself', async () => {
    // What `index.js` leads to, and what it leads to.
    const seen = new Set();
    const follow = async (file) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, next] of (await read(file)).matchAll(/(?:from|import)\s*\(?["'](\.[^"']+)["']/g)) await follow(path.join(path.dirname(file), next));
    };
    await follow('dist/index.js');
    const tags = (await readdir(path.join(root, 'npm/locales'))).map((name) => path.basename(name, '.json')).filter((tag) => tag !== 'en');
    for (const tag of tags) assert.ok(seen.has(`dist/locales/${tag}.js`), tag);
    for (const name of ['element', 'deskbell_wasm', 'first', 'rest']) assert.ok(seen.has(`dist/${name}.js`), name);
  });

  it('is the same, byte for byte, wherever it is built', async () => {
    const packed = await readFile(tarball);
    for (const [index, folder] of ['one', 'another/and deeper'].entries()) {
      const checkout = path.join(work, 'twice', folder);
      await buildIn(checkout);
      const again = await readFile(await pack(checkout, path.join(work, 'twice', `packed-${index}`)));
      assert.ok(packed.equals(again), `built in ${checkout} it is another; does npm/dist hold something old?`);
    }
  });

  it('tells nothing of the machine that built it', async () => {
    const names = (await readdir(installed, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    assert.ok(names.length > 60, `${names.length} files`);
    for (const { parentPath, name } of names) {
      const text = await readFile(path.join(parentPath, name), 'latin1');
      for (const secret of [`${root}/`, `${homedir()}/`, '/home/', '/Users/', '/.cargo/', '/.rustup/']) {
        assert.ok(!text.includes(secret), `${name} has ${secret}: ${text.slice(text.indexOf(secret) - 20).slice(0, 100)}`);
      }
    }
  });

  it('publint finds nothing', async () => {
    assert.match(await checks.run('npx', '--no-install', 'publint', 'run', tarball, '--strict'), /All good/);
  });

  it('its types are what they say they are (attw)', async () => {
    // These are no modules for TypeScript.
    const others = ['./style.css', './custom-elements.json', './package.json'];
    await checks.run('npx', '--no-install', 'attw', tarball, '--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', ...others);
  });

  for (const resolution of ['bundler', 'node20']) {
    it(`its types tell right from wrong in plain TypeScript, React, Vue and Svelte (${resolution})`, async () => {
      await checks.run('npx', '--no-install', 'tsc', '--project', `tsconfig.${resolution}.json`);
    });
  }
}

/** The texts of a JSON value. @returns {string[]} */
function leaves(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [];
}
