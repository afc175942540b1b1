// Loads and compiles the module: once for all forms on the page, and again after a failure.

/** @typedef {typeof import('./deskbell_wasm.js')} Bindings */

/** @type {Promise<Bindings> | undefined} */
let loading;

/** @returns {Promise<Bindings>} */
export function load() {
  loading ??= importAndCompile().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * The module's bytes come as a script, one letter each. Where scripts may be loaded at all, this one may: also where the
 * page lets nothing be fetched but from the proxy (`connect-src`), where a server has no type for `.wasm`, and where a
 * bundler leaves such files behind.
 * @returns {Promise<Bindings>}
 */
async function importAndCompile() {
  const [bindings, { default: letters }] = await Promise.all([import('./deskbell_wasm.js'), import('./inline.js')]);
  await bindings.default({ module_or_path: Uint8Array.from(letters, (letter) => letter.charCodeAt(0)) });
  return bindings;
}
