// The proof of work without a browser: the script's keys are those of everybody else, and a solution is what ALTCHA wants.

import assert from 'node:assert/strict';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { test } from 'node:test';

import { deriver } from '../../npm/src/challenge/derive.js';
import slices, { derive } from '../../npm/src/challenge/slices.js';

test('the script makes the same keys as OpenSSL, for every length of password and salt that fits', () => {
  for (let length = 0; length <= 55; length += 1) {
    const [password, salt] = [randomBytes(length), randomBytes(Math.min(length, 51))];
    for (const cost of [1, 2, 7]) {
      assert.deepEqual(Buffer.from(derive(password, salt, cost)), pbkdf2Sync(password, salt, cost, 32, 'sha256'), `${length} ${cost}`);
    }
  }
});

test('so does the browser’s way, in every hash; and both give as many bytes as were asked for', async () => {
  const [password, salt] = [randomBytes(20), new Uint8Array(randomBytes(16))];
  for (const [hash, length] of [['SHA-256', 32], ['SHA-256', 16], ['SHA-384', 32], ['SHA-512', 64]]) {
    const key = await (await deriver({ hash, cost: 100, length, salt }))(new Uint8Array(password));
    assert.deepEqual(Buffer.from(key), pbkdf2Sync(password, salt, 100, length, hash.replace('-', '').toLowerCase()), hash);
  }
  const key = await slices({ hash: 'SHA-256', cost: 100, length: 16, salt })(password);
  assert.deepEqual(Buffer.from(key), pbkdf2Sync(password, salt, 100, 16, 'sha256'));
});

test('the script refuses what it cannot do', () => {
  const salt = new Uint8Array(16);
  assert.throws(() => slices({ hash: 'SHA-512', cost: 1, length: 32, salt }), /secure context/);
  assert.throws(() => slices({ hash: 'SHA-256', cost: 1, length: 33, salt }), /secure context/);
});

test('the page goes on between the keys', async () => {
  const one = slices({ hash: 'SHA-256', cost: 2000, length: 32, salt: new Uint8Array(16) });
  let others = 0;
  const timer = setInterval(() => (others += 1), 0);
  await Promise.all(Array.from({ length: 40 }, (_, index) => one(Uint8Array.of(index))));
  clearInterval(timer);
  assert.ok(others > 0);
});
