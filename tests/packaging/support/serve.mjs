// A web server as customers have: files of a folder, a policy, and pages that know the address of the proxy.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

import { types } from '../../site.mjs';

/**
 * @param {{ folder: string, policy: (html: string) => string, fill: (html: string, search: string) => Promise<string> }} site
 *   `fill` makes of a page's file what a request gets
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>}
 */
export async function serve({ folder, policy, fill }) {
  const answer = async (request, response) => {
    const { pathname, search } = new URL(request.url, 'http://localhost');
    // Browsers ask for it unasked, and report what is missing.
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    const file = path.join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    let body = await readFile(file).catch(() => undefined);
    if (!body) return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    const headers = { 'Content-Type': types[path.extname(file)] ?? 'application/octet-stream', 'X-Content-Type-Options': 'nosniff' };
    if (file.endsWith('.html')) {
      body = await fill(String(body), search);
      headers['Content-Security-Policy'] = policy(body);
    }
    return response.writeHead(200, headers).end(body);
  };
  const server = createServer((request, response) => answer(request, response).catch((error) => {
    console.error(`${request.url}: ${error.message}`);
    response.destroy();
  }));
  await new Promise((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', listening));
  const stop = () => new Promise((stopped) => {
    server.close(stopped);
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}
