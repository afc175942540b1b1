// Prints the bytes of each file, as they are, with gzip level 9 and with brotli quality 11: one line a file. Node has the
// reference encoders; those written in Rust come to other numbers.
//
//   node xtask/weigh.mjs FILE…

import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
  console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length);
}
