// Fetches and compiles the module: once for all forms on the page, and again after a failure.

/** @typedef {typeof import('./deskbell_wasm.js')} Bindings */

/** @type {Promise<Bindings> | undefined} */
let loading;

/** @returns {Promise<Bindings>} */
export function load() {
  loading ??= fetchAndCompile().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchAndCompile() {
  const bindings = await import('./deskbell_wasm.js');
  await bindings.default({ module_or_path: await source() });
  return bindings;
}

/**
 * The module's bytes. Where the page lets nothing be fetched but from the proxy (`connect-src`), they are taken from a
 * script, which stands where this one does and is therefore allowed.
 * @returns {Promise<BufferSource | Response>}
 */
async function source() {
  try {
    const response = await fetch(new URL('./deskbell_bg.wasm', import.meta.url));
    if (response.ok) return response;
  } catch {
    // Told apart from a missing file by what comes next.
  }
  const { default: base64 } = await import('./inline.js');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
