let wasm, imports, onMiss, waiting, isWhole = true;

/** Takes the module, or its first part if `missed` is there to be told that more was asked for than that has. */
async function start(source, missed) {
    imports = __wbg_get_imports();
    const made = await WebAssembly.instantiate(source, imports);
    wasm = (made.instance ?? made).exports;
    onMiss = missed;
    isWhole = !missed;
    wasm.__wbindgen_start();
}

/** Adds the rest, and then lets in whoever had to wait. */
async function complete(source) {
    await WebAssembly.instantiate(source, { ...imports, b: wasm });
    // It may have missed something at the last moment.
    if (isWhole) return;
    isWhole = true;
    const calls = waiting ?? [];
    waiting = undefined;
    calls.forEach((call) => call());
}

/** Whoever calls back from now on waits until the module is whole. */
function pause() {
    if (!isWhole) waiting ??= [];
}

/** The first part has been asked for what it has not: it has stopped in the middle of something, and is of no more use. */
function miss(error) {
    if (isWhole || !(error instanceof WebAssembly.RuntimeError)) throw error;
    isWhole = true;
    waiting = { push() {} };
    wasm = new Proxy({}, { get: () => () => {} });
    onMiss();
}

/** Asks it for something, which gives nothing where it is too early. */
function attempt(call) {
    try {
        return call();
    } catch (error) {
        miss(error);
    }
}

return { mount: (...values) => attempt(() => mount(...values)), attempt, start, complete, pause };
