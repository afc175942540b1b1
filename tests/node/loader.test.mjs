// What a page pays for the script tag before anybody asks for help. `node --test tests/node`, after npm/build.mjs.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';

/** Bytes of brotli: contract, "Embedding". */
const BUDGET = 2048;

const loader = await readFile(new URL('../../npm/dist/deskbell.js', import.meta.url));

test('the script tag keeps within its budget', () => {
  const { length } = brotliCompressSync(loader, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  assert.ok(length <= BUDGET, `${length} bytes of brotli, ${BUDGET} are allowed`);
});

test('it is a classic script: it imports nothing unasked', () => {
  assert.doesNotMatch(String(loader), /^\s*(import|export)\b/m);
  assert.equal(String(loader).match(/\bimport\(/g)?.length, 1);
});
