// Writes npm/dist: the script tag, the element and its loader as small modules, the stylesheet, the locales, the types; and, when told
// where wasm-bindgen left them, the glue and both parts of the module as scripts. `cargo xtask dist` calls this; Trunk does before each build.
//
//   node npm/build.mjs [--glue target/xtask/bound/deskbell.js --first target/xtask/first.wasm --rest target/xtask/rest.wasm] [--dist elsewhere]

import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import * as esbuild from 'esbuild';

const npm = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(npm, 'src');
const style = path.join(npm, '..', 'style');
const locales = path.join(npm, 'locales');

const { values: options } = parseArgs({ options: Object.fromEntries(['glue', 'first', 'rest', 'dist'].map((name) => [name, { type: 'string' }])) });
const dist = options.dist ?? path.join(npm, 'dist');

/** What browsers must understand: the oldest with constructed stylesheets, `findLast`, and Wasm multivalue. */
const target = ['chrome107', 'firefox104', 'safari16.4'];
const shared = {
  bundle: true, minify: true, format: 'esm', charset: 'utf8', target, legalComments: 'none', logLevel: 'warning',
};

/** Files that stay files of their own beside the bundle, under these names. */
const apart = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/(element|deskbell_wasm|first|rest|vouched|challenger|slices|(locales|challenge)\/[\w-]+)\.js$/ }, ({ path: external, kind }) =>
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

/** `languages.js`: what the launcher says in each language, so that it is right before anything else is loaded. */
const languages = {
  name: 'languages',
  setup(build) {
    build.onResolve({ filter: /\/languages\.js$/ }, () => ({ path: 'languages', namespace: 'deskbell' }));
    build.onLoad({ filter: /^languages$/, namespace: 'deskbell' }, async () => {
      const entries = (await texts()).filter(([tag]) => tag !== 'en').map(([tag, { launcher, close }]) =>
        `${JSON.stringify(tag)}: [${JSON.stringify(launcher)}, ${JSON.stringify(close)}, () => import('./locales/${tag}.js')]`);
      return { contents: `export default { ${entries.join(', ')} };`, resolveDir: source };
    });
  },
};

/**
 * `launchers.js`: what the button of the script tag says in each language but English, in the order that compresses best:
 * one alphabet after the other. Traditional Chinese has the letters `zt`.
 */
const launchers = {
  name: 'launchers',
  setup(build) {
    build.onResolve({ filter: /\/launchers\.js$/ }, () => ({ path: 'launchers', namespace: 'deskbell' }));
    build.onLoad({ filter: /^launchers$/, namespace: 'deskbell' }, async () => {
      const entries = (await texts()).filter(([tag]) => tag !== 'en').sort(([, one], [, other]) => (one.launcher < other.launcher ? -1 : 1));
      const letters = entries.map(([tag]) => (tag === 'zh-Hant' ? 'zt' : tag.slice(0, 2)));
      const said = entries.map(([, { launcher }]) => launcher);
      return { contents: `export const letters = '${letters}', said = ${JSON.stringify(said.join('|'))};` };
    });
  },
};

/** Every locale by its tag, sorted. */
async function texts() {
  const tags = (await readdir(locales)).filter((name) => name.endsWith('.json')).map((name) => path.basename(name, '.json'));
  return Promise.all(tags.sort().map(async (tag) => [tag, JSON.parse(await readFile(path.join(locales, `${tag}.json`), 'utf8'))]));
}

async function minified(files) {
  const text = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
  return (await esbuild.transform(text, { loader: 'css', minify: true, target })).code.trim();
}

/** The import of another try (again.js) has a name that no bundler can know; esbuild takes such remarks out. */
const unknown = { from: /\bimport\((?=`\$\{)/g, to: 'import(/*webpackIgnore:true*//*@vite-ignore*/' };

/** What the element loads only where the proxy's form description makes it necessary. */
const onDemand = ['vouched.js', 'challenger.js', ...['altcha', 'slices', 'turnstile', 'hcaptcha', 'recaptcha'].map((name) => `challenge/${name}.js`)];

async function element() {
  const { outputFiles } = await esbuild.build({
    ...shared,
    entryPoints: ['index.js', 'element.js', ...onDemand].map((name) => path.join(source, name)),
    outbase: source,
    outdir: dist,
    plugins: [apart, cssText, languages],
    write: false,
  });
  const tries = outputFiles.flatMap(({ text }) => text.match(unknown.from) ?? []);
  if (tries.length !== 1) throw new Error(`${tries.length} imports without a name, not the one of again.js`);
  await mkdir(path.join(dist, 'challenge'), { recursive: true });
  await Promise.all(outputFiles.map((file) => writeFile(file.path, file.text.replace(unknown.from, unknown.to))));
}

/** The script tag. Where even the oldest of these is newer than the browser, the script does not parse, and does nothing. */
async function loader() {
  await esbuild.build({
    ...shared,
    format: 'iife',
    tsconfigRaw: {},
    target: ['chrome66', 'firefox67'],
    entryPoints: { deskbell: path.join(source, 'loader.js') },
    outdir: dist,
    plugins: [cssText, launchers],
  });
}

async function stylesheet() {
  const files = ['tokens.css', 'deskbell.css', 'dialog.css'].map((name) => path.join(style, name));
  await writeFile(path.join(dist, 'style.css'), await minified(files));
}

/** Each twice: as it is, and as a script, which is what a page may load whatever it lets be fetched. */
async function translations() {
  const folder = path.join(dist, 'locales');
  await mkdir(folder, { recursive: true });
  await cp(locales, folder, { recursive: true });
  const script = ([tag, text]) => writeFile(path.join(folder, `${tag}.js`), `export default ${JSON.stringify(text)};\n`);
  await Promise.all((await texts()).map(script));
}

/** Those of the frameworks lie apart: they speak of packages that are not installed here. */
async function types() {
  for (const folder of [source, path.join(npm, 'types')]) {
    const declarations = (await readdir(folder)).filter((name) => name.endsWith('.d.ts') && name !== 'ambient.d.ts');
    await Promise.all(declarations.map((name) => cp(path.join(folder, name), path.join(dist, name))));
  }
}

/** npm packs what lies in the package's own folder only. */
async function licences() {
  await Promise.all(['MIT', 'APACHE'].map((name) => cp(path.join(npm, '..', `LICENSE-${name}`), path.join(npm, `LICENSE-${name}`))));
}

async function glue(file) {
  await esbuild.build({ ...shared, entryPoints: [file], outfile: path.join(dist, 'deskbell_wasm.js') });
}

/** Bytes that cannot stand in a string literal as the letter of their number. */
const ESCAPED = new Map([[0x00, '\\0'], [0x0a, '\\n'], [0x0d, '\\r'], [0x22, '\\"'], [0x5c, '\\\\']]);

/** `\0` before a digit would be an octal escape. */
const isDigit = (byte) => byte >= 0x30 && byte <= 0x39;

/** A module as a script: one letter a byte. With brotli it has 4 % more than the module itself; as base64 it had 30 %. */
async function inline(name, file) {
  const bytes = await readFile(file);
  const letters = Array.from(bytes, (byte, index) => {
    if (byte === 0 && isDigit(bytes[index + 1])) return '\\x00';
    return ESCAPED.get(byte) ?? String.fromCharCode(byte);
  });
  await writeFile(path.join(dist, `${name}.js`), `export default "${letters.join('')}";\n`);
}

await mkdir(dist, { recursive: true });
await Promise.all([
  element(),
  loader(),
  stylesheet(),
  translations(),
  types(),
  licences(),
  options.glue && glue(options.glue),
  options.first && inline('first', options.first),
  options.rest && inline('rest', options.rest),
]);
