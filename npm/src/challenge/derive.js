// PBKDF2: by the browser, which has threads of its own for it; on pages that are no secure context, by a script in slices.

/**
 * @typedef {object} Parameters
 * @property {string} hash `SHA-256`, `SHA-384` or `SHA-512`
 * @property {number} cost rounds
 * @property {number} length of the key, in bytes
 * @property {Uint8Array<ArrayBuffer>} salt
 */

/**
 * @param {Parameters} parameters
 * @returns {Promise<(password: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>>} makes a key of a password
 */
export async function deriver({ hash, cost, length, salt }) {
  const { subtle } = crypto;
  if (!subtle) return (await import('./slices.js')).default({ hash, cost, length, salt });
  return async (password) => {
    const key = await subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    return new Uint8Array(await subtle.deriveBits({ name: 'PBKDF2', hash, iterations: cost, salt }, key, length * 8));
  };
}
