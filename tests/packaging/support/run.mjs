// Runs a program to its end; what it printed is told only if it failed.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const start = promisify(execFile);

/** @returns {Promise<string>} what stood on standard output */
export async function run(folder, program, ...words) {
  try {
    return (await start(program, words, { cwd: folder, env: environment(), maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    throw new Error(`${program} ${words.join(' ')} (in ${folder}) failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
}

/** A customer does not build inside of a test run, nor inside of another package's script. */
function environment() {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_TEST_CONTEXT$|NODE_ENV$|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(own), PARCEL_DISABLE_TELEMETRY: '1', NO_UPDATE_NOTIFIER: '1' };
}
