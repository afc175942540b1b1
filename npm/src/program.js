// The module in two parts: the first one shows a form, and is made whole meanwhile.

/** @typedef {import('./deskbell_wasm.js').Glue} Glue */
/** @typedef {import('./deskbell_wasm.js').Mounted} Mounted */

/**
 * What forms are made by.
 * @typedef {object} Program
 * @property {Glue['mount']} mount
 * @property {() => Promise<Program>} [whole]
 *   Not there once it is whole. Gives this program, whole; or another one, on which the form is to be mounted anew, because
 *   this one has been asked for what it had not yet. It may be called again after a failure.
 * @property {Glue['attempt']} [attempt] asks a form of it for something before it is whole
 * @property {() => void} [pause] the form is shown: whoever calls back into the program waits until it is whole
 * @property {boolean} [busy] a form has been mounted before it was whole
 */

/**
 * @param {() => Glue} make
 * @param {BufferSource} first
 * @param {() => Promise<BufferSource>} rest
 * @param {(program: Program) => void} ready is told of the whole one
 * @returns {Promise<Program>}
 */
export async function inParts(make, first, rest, ready) {
  let glue = make();
  let missed = false;
  await glue.start(first, () => {
    missed = true;
  });

  async function complete() {
    const bytes = await rest();
    if (!missed) await glue.complete(bytes);
    /** @type {Program} */
    let whole = program;
    if (missed) {
      glue = make();
      await glue.start(first, () => {});
      await glue.complete(bytes);
      whole = glue;
    }
    program.whole = undefined;
    ready(whole);
    return whole;
  }

  /** @type {Promise<Program> | undefined} */
  let completing;
  /** @type {Program} */
  const program = {
    mount(...given) {
      program.busy = true;
      return glue.mount(...given);
    },
    attempt: glue.attempt,
    pause: glue.pause,
    whole() {
      completing ??= complete().catch((error) => {
        completing = undefined;
        throw error;
      });
      return completing;
    },
  };
  return program;
}
