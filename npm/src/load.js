// Loads and compiles the module: once for all forms on the page, and again after a failure.
import { again } from './again.js';
import { inParts } from './program.js';
import { reasonOf } from './reason.js';

/** @typedef {import('./program.js').Program} Program */

/** @type {Promise<Program> | undefined} */
let loading;

/** What to do about it, for whoever runs the page. */
const ADVICE = 'The README says what to check: “When the form does not load”.';

/** How often the rest is asked for by itself, and after how many milliseconds. */
const PAUSES = [1000, 4000];

/** @param {unknown} [wasmUrl] where the site has the module as a file; only the first form's counts @returns {Promise<Program>} */
export function load(wasmUrl) {
  loading ??= importAndCompile(wasmUrl).catch((error) => {
    loading = undefined;
    throw explained(error);
  });
  return loading;
}

/** @param {unknown} error */
function explained(error) {
  return new Error(`${reasonOf(error)}. ${ADVICE}`, { cause: error });
}

/** @param {unknown} wasmUrl @returns {Promise<Program>} */
async function importAndCompile(wasmUrl) {
  const [{ make }, module] = await Promise.all([
    again('./deskbell_wasm.js', () => import('./deskbell_wasm.js')),
    wasmUrl ? compiled(String(wasmUrl)).catch((error) => lost(wasmUrl, error)) : first(),
  ]);
  if (module instanceof WebAssembly.Module) {
    const glue = make();
    await glue.start(module);
    return glue;
  }
  return inParts(make, module ?? await first(), rest, (whole) => {
    loading = Promise.resolve(whole);
  });
}

/**
 * The module's bytes come as scripts, one letter each. Where scripts may be loaded at all, these may: also where the page
 * lets nothing be fetched but from the proxy (`connect-src`), where a server has no type for `.wasm`, and where a bundler
 * leaves such files behind.
 * @param {{ default: string }} script
 */
function bytes({ default: letters }) {
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** What shows the form. */
async function first() {
  return bytes(await again('./first.js', () => import('./first.js')));
}

/** What makes it work. @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function rest(pauses = PAUSES) {
  try {
    return bytes(await again('./rest.js', () => import('./rest.js')));
  } catch (error) {
    const [pause, ...left] = pauses;
    if (!pause) throw explained(error);
    await new Promise((resolve) => setTimeout(resolve, pause));
    return rest(left);
  }
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
  console.warn(`Deskbell: \`wasm-url\` is ${url}, which cannot be used, so first.js and rest.js are loaded instead.`, error);
  return undefined;
}
