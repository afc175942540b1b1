// What was thrown, in words: it need not be an `Error`.

/** @param {unknown} error */
export const reasonOf = (error) => (error instanceof Error ? error.message : String(error));
