// Blocks of code in the documentation, and a website that shows them.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');

export const readDocument = (name) => readFile(path.join(root, name), 'utf8');

/** The file of the bundle behind an address, `/deskbell/index.js`. */
export const bundled = (url) => path.join(root, 'npm/dist', new URL(url).pathname.slice('/deskbell/'.length));

/** The blocks of code that are marked so, each with the heading it stands under. */
export function blocks(markdown, mark) {
  const found = [];
  let title = '';
  for (const [, heading, info, text] of markdown.matchAll(/^#+ (.+)$|^ *```(.+)\n([\s\S]*?)^ *```$/gm)) {
    if (heading) title = heading;
    else if (info === mark) found.push({ title, text });
  }
  return found;
}

/**
 * A website of these pages, by path: HTML, or `{ type, body }`. From a server, not from Playwright: a page without an
 * address counts as one of the internet, and browsers keep those from what is on this machine.
 */
export async function startPages(pages, headers = {}) {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url, 'http://site.invalid').pathname];
    const { type = 'text/html; charset=utf-8', body = page } = page ?? {};
    response.writeHead(page ? 200 : 404, { 'Content-Type': type, ...headers }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}
