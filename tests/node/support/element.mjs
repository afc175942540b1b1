// The class of the element under Node, from the sources: nothing needs to have been built.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';

const source = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../npm/src');

/** What the build makes, or what only a browser loads. */
const absent = {
  name: 'absent',
  setup(build) {
    build.onResolve({ filter: /\/languages\.js$/ }, () => ({ path: 'languages', namespace: 'absent' }));
    build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'export default {}' }));
    build.onResolve({ filter: /\/(deskbell_wasm|first|rest)\.js$/ }, ({ path: external }) => ({ path: external, external: true }));
  },
};

export async function loadElement() {
  const { outputFiles: [{ text }] } = await esbuild.build({
    entryPoints: [path.join(source, 'element.js')], bundle: true, write: false, format: 'esm', loader: { '.css': 'text' }, plugins: [absent],
  });
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)).DeskbellElement;
}
