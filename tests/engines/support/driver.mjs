// A browser under WebDriver: the driver's process, a screen where one is needed, and the session.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';

import { Builder } from 'selenium-webdriver';

import { until } from './until.mjs';

/** Milliseconds until a driver answers, or a screen is there. */
const PATIENCE = 20_000;

/** Where the driver's words and pictures of what failed are kept until the next time. */
export const resultsOf = ({ title }) => `test-results/engines/${title}`;

/**
 * Starts `engine` and opens a window.
 * @returns its WebDriver, and a function that ends everything that was started
 */
export async function startBrowser(engine) {
  await rm(resultsOf(engine), { recursive: true, force: true });
  await mkdir(resultsOf(engine), { recursive: true });
  const started = [];
  const end = async () => { for (const { stop } of started.reverse()) await stop(); };
  try {
    const screen = engine.display ? await startScreen(started) : undefined;
    const session = await open(engine, await startDriver(engine, screen, started));
    return { session, stop: () => session.quit().finally(end) };
  } catch (error) {
    await end();
    throw error;
  }
}

const open = ({ capabilities }, url) =>
  new Builder().disableEnvironmentOverrides().usingServer(url).withCapabilities(capabilities).build();

/** @returns where it listens */
async function startDriver(engine, screen, started) {
  const [program, ...args] = engine.driver;
  const port = await freePort();
  // On a desktop with Wayland the window would be seen after all.
  const environment = { ...process.env, ...screen && { DISPLAY: screen, GDK_BACKEND: 'x11' } };
  const { child, failure } = start(started, program, [...args, `--port=${port}`], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(`${resultsOf(engine)}/driver.log`);
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log);
  const url = `http://127.0.0.1:${port}`;
  const answers = () => fetch(`${url}/status`).then(({ ok }) => ok, () => false);
  await Promise.race([until(`${program} answers`, answers, PATIENCE), failure]);
  return url;
}

/** A screen that nobody sees; Xvfb takes the first number that is free. */
async function startScreen(started) {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const { child, failure } = start(started, 'Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await Promise.race([once(child.stdio[3], 'data'), failure]);
  return `:${String(number).trim()}`;
}

// Asked to end, Node goes without `exit`, and browsers would outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Starts `program` in a group of its own, so that it ends together with whatever it has started itself. */
function start(started, program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  const gone = once(child, 'exit');
  const failure = gone.then(([code]) => { throw new Error(`${program} ended with ${code}`); });
  // There may be nobody any more who waits for it.
  failure.catch(() => undefined);
  const end = () => {
    try {
      process.kill(-child.pid);
    } catch {
      // It has ended by itself, or never began.
    }
  };
  process.once('exit', end);
  const stop = async () => {
    process.off('exit', end);
    end();
    await gone.catch(() => undefined);
  };
  started.push({ stop });
  return { child, failure };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
