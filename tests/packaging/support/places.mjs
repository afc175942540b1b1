// Where things lie. Nothing is written into the sources: projects are copied, installed and built below the target folder.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const sources = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const root = path.join(sources, '../..');
export const work = process.env.DESKBELL_PACKAGING ?? path.join(root, 'target/packaging');
/** The glue as wasm-bindgen writes it. */
export const glue = path.join(work, '../xtask/bound/deskbell.js');
