// PBKDF2 with HMAC and SHA-256 (RFC 8018, FIPS 180-4) for pages that are no secure context, where the browser keeps its own
// to itself. Slower, and on the page's thread, so it stops again and again to let the page go on.

/** How long the page waits at most, in milliseconds, but for one key. */
const SLICE = 8;

/** The first 32 bits of the fractions of roots of the first primes. @param {number} count @param {number} root */
function fractions(count, root) {
  const numbers = new Int32Array(count);
  for (let prime = 2, found = 0; found < count; prime += 1) {
    let divisor = 2;
    while (prime % divisor) divisor += 1;
    if (divisor === prime) numbers[found++] = (prime ** (1 / root) % 1) * 2 ** 32;
  }
  return numbers;
}

const K = fractions(64, 3);
const START = fractions(8, 2);
const schedule = new Int32Array(64);

/** @param {number} word @param {number} bits */
const turn = (word, bits) => (word >>> bits) | (word << (32 - bits));

/** One block of SHA-256. @param {Int32Array} state eight words, changed @param {Int32Array} block sixteen words */
function compress(state, block) {
  schedule.set(block);
  for (let index = 16; index < 64; index += 1) {
    const [early, late] = [schedule[index - 15], schedule[index - 2]];
    const one = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const other = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    schedule[index] = schedule[index - 16] + one + schedule[index - 7] + other;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[index] + schedule[index]) | 0;
    const other = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + other) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] += word));
}

/** The rest of a message as a last block, after one block of 64 bytes. @param {Int32Array} block @param {number} length in bytes */
function end(block, length) {
  block[length >> 2] |= 0x80 << (24 - (length % 4) * 8);
  block[15] = (64 + length) * 8;
  return block;
}

/** @param {Uint8Array} bytes at most 55 */
function words(bytes) {
  const block = new Int32Array(16);
  bytes.forEach((byte, index) => (block[index >> 2] |= byte << (24 - (index % 4) * 8)));
  return block;
}

/** @param {Uint8Array} secret at most 55 bytes @param {number} pad */
function keyed(secret, pad) {
  const state = START.slice();
  compress(state, words(secret).map((word) => word ^ (pad * 0x01010101)));
  return state;
}

/** The first block of the key, 32 bytes. @param {Uint8Array} password @param {Uint8Array} salt @param {number} cost */
export function derive(password, salt, cost) {
  const [inside, outside] = [keyed(password, 0x36), keyed(password, 0x5c)];
  const key = new Int32Array(8);
  const between = new Int32Array(16);
  let block = end(words(Uint8Array.of(...salt, 0, 0, 0, 1)), salt.length + 4);
  for (let round = 0; round < cost; round += 1) {
    const state = inside.slice();
    compress(state, block);
    between.fill(0).set(state);
    const result = outside.slice();
    compress(result, end(between, 32));
    result.forEach((word, index) => (key[index] ^= word));
    block = end(new Int32Array(16), 32);
    block.set(result);
  }
  return Uint8Array.from({ length: 32 }, (_, index) => key[index >> 2] >>> (24 - (index % 4) * 8));
}

/** @param {import('./derive.js').Parameters} parameters @returns {(password: Uint8Array) => Promise<Uint8Array>} */
export default function slices({ hash, cost, length, salt }) {
  if (hash !== 'SHA-256' || length > 32) throw new Error(`${hash} with ${length} bytes needs a secure context`);
  let since = performance.now();
  /** One key after the other. */
  let turnOf = Promise.resolve();
  return async (password) => {
    const before = turnOf;
    let done = () => {};
    turnOf = new Promise((resolve) => (done = resolve));
    await before;
    if (performance.now() - since > SLICE) {
      await new Promise((resolve) => void setTimeout(resolve));
      since = performance.now();
    }
    const key = derive(password, salt, cost).subarray(0, length);
    done();
    return key;
  };
}
