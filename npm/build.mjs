// Writes npm/dist: the element and its loader as two small modules, the stylesheet, the types; and, when told where
// wasm-bindgen left them, the glue and the module as a script. `cargo xtask dist` calls this; Trunk does before each build.
//
//   node npm/build.mjs [--glue target/xtask/bound/deskbell.js --wasm npm/dist/deskbell_bg.wasm]

import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import * as esbuild from 'esbuild';

const npm = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(npm, 'src');
const style = path.join(npm, '..', 'style');
const dist = path.join(npm, 'dist');

const { values: options } = parseArgs({ options: { glue: { type: 'string' }, wasm: { type: 'string' } } });

/** What browsers must understand: the oldest with constructed stylesheets, `findLast`, and Wasm multivalue. */
const target = ['chrome107', 'firefox104', 'safari16.4'];
const shared = { bundle: true, minify: true, format: 'esm', target, legalComments: 'none', logLevel: 'warning' };

/** Files that stay files of their own beside the bundle, under these names. */
const apart = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/(element|deskbell_wasm|inline)\.js$/ }, ({ path: external, kind }) =>
      kind === 'entry-point' ? undefined : { path: external, external: true });
  },
};

/** `import css from '…css'` gives the minified text. */
const cssText = {
  name: 'css-text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file }) => ({ contents: await minified([file]), loader: 'text' }));
  },
};

async function minified(files) {
  const text = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
  return (await esbuild.transform(text, { loader: 'css', minify: true, target })).code.trim();
}

async function element() {
  await esbuild.build({
    ...shared,
    entryPoints: ['index.js', 'element.js'].map((name) => path.join(source, name)),
    outdir: dist,
    plugins: [apart, cssText],
  });
}

async function stylesheet() {
  const files = ['tokens.css', 'deskbell.css'].map((name) => path.join(style, name));
  await writeFile(path.join(dist, 'style.css'), await minified(files));
}

async function types() {
  const declarations = (await readdir(source)).filter((name) => name.endsWith('.d.ts') && name !== 'ambient.d.ts');
  await Promise.all(declarations.map((name) => cp(path.join(source, name), path.join(dist, name))));
}

async function glue(file) {
  await esbuild.build({ ...shared, entryPoints: [file], outfile: path.join(dist, 'deskbell_wasm.js') });
}

/** Bytes that cannot stand in a string literal as the letter of their number. */
const ESCAPED = new Map([[0x00, '\\0'], [0x0a, '\\n'], [0x0d, '\\r'], [0x22, '\\"'], [0x5c, '\\\\']]);

/** `\0` before a digit would be an octal escape. */
const isDigit = (byte) => byte >= 0x30 && byte <= 0x39;

/** The module as a script: one letter a byte. With brotli it has 4 % more than the module itself; as base64 it had 30 %. */
async function inline(file) {
  const bytes = await readFile(file);
  const letters = Array.from(bytes, (byte, index) => {
    if (byte === 0 && isDigit(bytes[index + 1])) return '\\x00';
    return ESCAPED.get(byte) ?? String.fromCharCode(byte);
  });
  await writeFile(path.join(dist, 'inline.js'), `export default "${letters.join('')}";\n`);
}

await mkdir(dist, { recursive: true });
await Promise.all([
  element(),
  stylesheet(),
  types(),
  options.glue && glue(options.glue),
  options.wasm && inline(options.wasm),
]);
