// Waiting for something to become true.

/** Milliseconds to wait, unless told otherwise, and between two looks. */
const PATIENCE = 15_000;
const PAUSE = 40;

/**
 * The first answer of `look` that is true.
 * @throws {Error} when it takes too long, with what was waited for and the last error
 */
export async function until(what, look, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    let last;
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`, { cause: last });
    await new Promise((passed) => setTimeout(passed, PAUSE));
  }
}
