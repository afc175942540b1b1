// What a page pays for the script tag before anybody asks for help. `node --test tests/node`

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/** Bytes of brotli: contract, "Embedding". */
const BUDGET = 2048;

const dist = mkdtempSync(path.join(tmpdir(), 'deskbell-'));
after(() => rmSync(dist, { recursive: true }));
execFileSync(process.execPath, [fileURLToPath(new URL('../../npm/build.mjs', import.meta.url)), '--dist', dist]);
const loader = readFileSync(path.join(dist, 'deskbell.js'), 'utf8');

test('the script tag keeps within its budget', () => {
  const { length } = brotliCompressSync(loader, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  assert.ok(length <= BUDGET, `${length} bytes of brotli, ${BUDGET} are allowed`);
});

test('it is a classic script that imports nothing unasked', () => {
  // As a function's text it would not parse with anything that only modules may have.
  assert.doesNotThrow(() => new Function(loader));
});
