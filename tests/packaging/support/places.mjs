// Where things lie. Nothing is written into the sources: projects are copied, installed and built below the target folder.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const sources = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const root = path.join(sources, '../..');
export const work = process.env.DESKBELL_PACKAGING ?? path.join(root, 'target/packaging');
/** What the package is built from besides the sources: the glue, and the module's two parts. */
const built = (name) => path.join(work, '../xtask', name);
export const made = { glue: built('bound/deskbell.js'), first: built('first.wasm'), rest: built('rest.wasm') };
