// Loads and compiles the module: once for all forms on the page, and again after a failure.
import { again } from './again.js';

/** @typedef {typeof import('./deskbell_wasm.js')} Bindings */

/** @type {Promise<Bindings> | undefined} */
let loading;

/** What to do about it, for whoever runs the page. */
const ADVICE = 'The README says what to check: “When the form does not load”.';

/** @param {unknown} [wasmUrl] where the site has the module as a file; only the first form's counts @returns {Promise<Bindings>} */
export function load(wasmUrl) {
  loading ??= importAndCompile(wasmUrl).catch((error) => {
    loading = undefined;
    throw new Error(`${error instanceof Error ? error.message : error}. ${ADVICE}`, { cause: error });
  });
  return loading;
}

/** @param {unknown} wasmUrl @returns {Promise<Bindings>} */
async function importAndCompile(wasmUrl) {
  const [bindings, module] = await Promise.all([
    again('./deskbell_wasm.js', () => import('./deskbell_wasm.js')),
    wasmUrl ? compiled(String(wasmUrl)).catch((error) => lost(wasmUrl, error)) : bytes(),
  ]);
  await bindings.default({ module_or_path: module ?? await bytes() });
  return bindings;
}

/**
 * The module's bytes come as a script, one letter each. Where scripts may be loaded at all, this one may: also where the
 * page lets nothing be fetched but from the proxy (`connect-src`), where a server has no type for `.wasm`, and where a
 * bundler leaves such files behind.
 */
async function bytes() {
  const { default: letters } = await again('./inline.js', () => import('./inline.js'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** The file, compiled while it comes in. @param {string} url */
async function compiled(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answers with ${response.status}`);
  // Browsers do so only where it is called by its name.
  const isNamed = response.headers.get('Content-Type') === 'application/wasm';
  return isNamed && WebAssembly.compileStreaming ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** @param {unknown} url @param {unknown} error */
function lost(url, error) {
  console.warn(`Deskbell: \`wasm-url\` is ${url}, which cannot be used, so inline.js is loaded instead.`, error);
  return undefined;
}
