// A proof of work in ALTCHA's protocol, version 2: the browser looks for a number whose key begins as the proxy says.
import { deriver } from './derive.js';

/** Keys in one go: enough for the browser to have something to do, and few enough to stop soon. */
const BATCH = 16;
/** For how long a solution is kept, in milliseconds; the proxy takes it for ten minutes. */
const KEPT = 5 * 60_000;
/** How long the proxy may take to give a challenge, in milliseconds. */
const PATIENCE = 10_000;

/** @type {(task: import('../challenger.js').Task) => import('../challenger.js').Solver} */
export default function altcha({ host, base }) {
  /** @type {{ since: number, solution: Promise<string> } | undefined} */
  let ready;
  /** Without it each keystroke would ask a proxy again that has just refused. */
  let failed = false;

  function start() {
    const mine = { since: performance.now(), solution: give(base).then((challenge) => challenge && solve(challenge, host)) };
    mine.solution.catch(() => {
      failed = true;
      if (ready === mine) ready = undefined;
    });
    return mine;
  }

  const fresh = () => (ready && performance.now() - ready.since < KEPT ? ready : undefined);
  return {
    begin() {
      if (!failed) ready = fresh() ?? start();
    },
    solution() {
      const { solution } = fresh() ?? start();
      ready = undefined;
      failed = false;
      return solution;
    },
  };
}

/** @param {string} base @returns {Promise<any>} nothing where the proxy has none any more */
async function give(base) {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(`${base}/api/v1/challenge`, { cache: 'no-store', credentials: 'omit', signal });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw Object.assign(new Error('the proxy gives no challenge'), { status: answer.status });
  return answer.json();
}

/** @param {any} challenge @param {HTMLElement} host nobody waits once it is gone */
async function solve(challenge, host) {
  const { algorithm, cost, keyLength, keyPrefix, nonce, salt } = challenge.parameters;
  const derive = await deriver({ hash: algorithm.split('/')[1], cost, length: keyLength, salt: bytes(salt) });
  const prefix = keyPrefix.toLowerCase();
  for (let from = 0; host.isConnected; from += BATCH) {
    const counters = Array.from({ length: BATCH }, (_, index) => from + index);
    const keys = await Promise.all(counters.map(async (counter) => hex(await derive(password(bytes(nonce), counter)))));
    const found = keys.findIndex((key) => key.startsWith(prefix));
    if (found >= 0) return btoa(JSON.stringify({ challenge, solution: { counter: from + found, derivedKey: keys[found] } }));
  }
  throw new Error('the form is gone');
}

/** The nonce, and the number in four bytes. @param {Uint8Array} nonce @param {number} counter */
function password(nonce, counter) {
  const all = new Uint8Array(nonce.length + 4);
  all.set(nonce);
  new DataView(all.buffer).setUint32(nonce.length, counter);
  return all;
}

/** @param {string} digits */
const bytes = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** @param {Uint8Array} key */
const hex = (key) => Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
