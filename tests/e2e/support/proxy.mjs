// The proxy as people start it, in a folder of its own, at ports of its own.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
/** What `cargo xtask test` has built. */
export const binary = process.env.DESKBELL_PROXY_BINARY ?? path.join(root, 'target/debug/deskbell-proxy');

/** How long the proxy may take to listen, and to finish at the end, in milliseconds. */
const PATIENCE = 20_000;

/** A running `deskbell-proxy serve` with everything it has printed. */
export class Proxy {
  #child;
  #directory;
  #environment;
  #lines = [];
  #listeners = {};

  /**
   * Starts a proxy; `environment` goes above the defaults of the tests. To it, a file that may not grow is a failure to
   * write and not the signal that it would be by default: see `limitFiles`.
   */
  static async start(environment = {}) {
    const proxy = new Proxy();
    proxy.#directory = await mkdtemp(path.join(tmpdir(), 'deskbell-'));
    proxy.#environment = {
      DESKBELL_LISTEN: '127.0.0.1:0',
      DESKBELL_ADMIN_LISTEN: '127.0.0.1:0',
      DESKBELL_SANDBOX_LISTEN: '127.0.0.1:0',
      DESKBELL_LOG: 'debug',
      // All tests come from one address.
      DESKBELL_LIMITS: 'off',
      // The tests file the same words again and again.
      DESKBELL_SUBMISSIONS_REPEAT_SECONDS: '0',
      ...environment,
    };
    await proxy.#serve();
    return proxy;
  }

  /** The base URL for browsers. */
  get url() { return this.#listeners.public; }
  get adminUrl() { return this.#listeners.admin; }
  /** The base URL of the sandbox it carries, if any. */
  get sandboxUrl() { return this.#listeners.sandbox; }
  /** Everything it has printed, from the first start on. */
  get log() { return this.#lines.join('\n'); }

  /** Stops it and starts it again with the same data, at the same addresses. */
  async restart() {
    await this.#end();
    await this.again();
  }

  /** Stops it; the data stay. */
  async pause() { await this.#end(); }

  /** From now on no file of it may be written, as on a disk that is full or broken; or, with `unlimited`, again. */
  async limitFiles(bytes = '1') {
    await promisify(execFile)('prlimit', ['--pid', String(this.#child.pid), `--fsize=${bytes}:unlimited`]);
  }

  /** Starts it after `pause`. */
  async again() {
    const address = (url) => url && new URL(url).host;
    this.#environment = {
      ...this.#environment,
      DESKBELL_LISTEN: address(this.url),
      DESKBELL_ADMIN_LISTEN: address(this.adminUrl),
      ...(this.sandboxUrl && { DESKBELL_SANDBOX_LISTEN: address(this.sandboxUrl) }),
    };
    await this.#serve();
  }

  /** Stops it and throws its data away. */
  async stop() {
    await this.#end();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #serve() {
    this.#listeners = {};
    const expected = this.#environment.DESKBELL_UPSTREAM === 'zoho' ? ['public', 'admin'] : ['public', 'admin', 'sandbox'];
    this.#child = spawn('sh', ['-c', `trap '' XFSZ; exec "$0" serve`, binary], {
      cwd: this.#directory,
      env: { PATH: process.env.PATH, RUST_BACKTRACE: '1', ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const child = this.#child;
    await new Promise((ready, failed) => {
      const fail = (why) => failed(new Error(`the proxy ${why}:\n${this.log}`));
      const timer = setTimeout(() => fail('did not listen in time'), PATIENCE);
      child.once('error', (error) => fail(`cannot be started (${error.message})`));
      child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
      const read = (line) => {
        this.#lines.push(line);
        this.#note(line);
        if (!expected.every((name) => this.#listeners[name])) return;
        clearTimeout(timer);
        ready(undefined);
      };
      for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
    });
  }

  /** Learns an address from a line such as `{…, "message": "listening", "listener": "public", "address": "127.0.0.1:41"}`. */
  #note(line) {
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line);
    const fields = { ...event, ...event.fields };
    if (fields.message === 'listening') this.#listeners[fields.listener] = `http://${fields.address}`;
  }

  async #end() {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    await gone;
    clearTimeout(timer);
  }
}
