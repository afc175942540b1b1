// What the form shows of a token, which is what the proxy will make of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { vouchedFor } from '../../npm/src/vouched.js';

const token = (claims) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const email = 'grace@example.org';
const addresses = { email, 'contact.email': email };

test('names as the proxy reads them', () => {
  for (const [claims, names] of [
    [{ name: 'Grace Hopper' }, { 'contact.lastName': 'Grace Hopper', 'contact.firstName': '' }],
    [{ family_name: 'Hopper', given_name: 'Grace' }, { 'contact.lastName': 'Hopper', 'contact.firstName': 'Grace' }],
    [{ family_name: 'Hopper', name: 'G. H.' }, { 'contact.lastName': 'Hopper', 'contact.firstName': '' }],
    [{ given_name: 'Grace' }, {}],
    [{}, {}],
  ]) {
    assert.deepEqual(vouchedFor(token({ email, ...claims })), { ...addresses, ...names }, JSON.stringify(claims));
  }
});

test('every script, and all of base 64', () => {
  const name = 'Zoë 日本 🦊 ??>>~~';
  assert.equal(vouchedFor(token({ email, name }))['contact.lastName'], name);
});

test('what is no token says nothing', () => {
  for (const text of ['', 'x', 'a.b', 'a.b.c', `a.${Buffer.from('null').toString('base64url')}.c`, 'a.****.c']) {
    assert.deepEqual(vouchedFor(text), {}, text);
  }
});
