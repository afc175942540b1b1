// Imports that may be tried again: some browsers remember that a module could not be had, and do not ask again.

/** Imports of each file that have failed. @type {Record<string, number>} */
const failures = {};

/**
 * @template T
 * @param {string} file beside this one
 * @param {() => Promise<T>} first imports it by its name, as bundlers must see it
 * @returns {Promise<T>}
 */
export async function again(file, first) {
  try {
    return await first();
  } catch (error) {
    const before = failures[file] ?? 0;
    failures[file] = before + 1;
    if (!before) throw error;
    // Under a new address it is a new module. Bundlers are to leave this one alone: build.mjs tells them so.
    return import(`${file}?${before}`);
  }
}
