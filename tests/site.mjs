// A customer's website, for people and for tests: the playground (index.html) at /, under the strict policies and with its
// icon, npm/dist at /deskbell/, the pages of tests/e2e/hosts twice: at /hosts/ under strict policies, at /plain/ under none;
// and those of tests/engines/hosts at /engines/, under the strict policies, and at /no-wasm/, where WebAssembly may not be
// compiled.
//
//   node tests/site.mjs [--port 8080] [--proxy http://127.0.0.1:8787]
//
// The strict policies are those the widget must work under: no inline script or style, no eval,
// nothing fetched but from the proxy, and Trusted Types. Loopback only. Port 0 takes a free one; the address is printed.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where a path leads, and under which policy: a function of the proxy's address. */
const places = [
  ['/deskbell/', 'npm/dist'],
  ['/demo/', 'demo'],
  ['/hosts/', 'tests/e2e/hosts', strictPolicy],
  ['/plain/', 'tests/e2e/hosts'],
  // One of the pages frames another.
  ['/engines/', 'tests/engines/hosts', (proxy) => `${strictPolicy(proxy)}; frame-src 'self'`],
  ['/no-wasm/', 'tests/engines/hosts', (proxy) => strictPolicy(proxy).replace(" 'wasm-unsafe-eval'", '')],
];

/** Media types by the end of a name. */
export const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The policies of a strict customer: contract, "Embedding". */
export function strictPolicy(proxy) {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `connect-src ${proxy}`,
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
  ].join('; ');
}

/** The proxy that the playground is pointed at by `?proxy=`, if that is an address. */
function proxyAsked(parameters) {
  const asked = parameters.get('proxy');
  return asked && URL.canParse(asked) ? new URL(asked).origin : undefined;
}

/** The file that a request path stands for, or none, and its policy; `asked` is the proxy the playground is to use. */
function lookUp(pathname, asked) {
  if (pathname === '/') return { file: path.join(root, 'index.html'), policy: (proxy) => `${strictPolicy(asked ?? proxy)}; img-src 'self'` };
  // Browsers ask for it unasked, and report what is missing.
  if (pathname === '/favicon.ico') return { file: path.join(root, 'demo/bell.svg') };
  for (const [prefix, directory, policy] of places) {
    if (!pathname.startsWith(prefix)) continue;
    const base = path.join(root, directory);
    const file = path.join(base, decodeURIComponent(pathname.slice(prefix.length)));
    return { file: file.startsWith(base + path.sep) ? file : undefined, policy };
  }
  return {};
}

async function answer(request, response, { proxy, cdn, failing, pages }) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.invalid');
  if (failing.get(pathname) > 0) {
    failing.set(pathname, failing.get(pathname) - 1);
    response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Later\n');
    return;
  }
  if (pages.has(pathname)) {
    const { html, policy, type = '.html' } = pages.get(pathname);
    response.writeHead(200, { 'Content-Type': types[type], ...(policy && { 'Content-Security-Policy': policy }) }).end(html);
    return;
  }
  const { file, policy } = lookUp(pathname, proxyAsked(searchParams));
  const found = file && (await stat(file).catch(() => undefined));
  if (!file || !found?.isFile()) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const headers = {
    'Cache-Control': 'no-cache',
    'Content-Length': found.size,
    'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
  };
  if (cdn) headers['Access-Control-Allow-Origin'] = '*';
  if (policy) headers['Content-Security-Policy'] = policy(proxy);
  response.writeHead(200, headers);
  await pipeline(createReadStream(file), response);
}

/**
 * Starts the site, or with `cdn` one whose scripts other sites may use. Resolves to its origin, a function that stops it,
 * one that lets the next requests for a path fail, and one that puts a page there.
 */
export async function startSite({ port = 0, proxy = 'http://127.0.0.1:8787', cdn = false } = {}) {
  const failing = new Map();
  const pages = new Map();
  const server = createServer((request, response) => {
    answer(request, response, { proxy, cdn, failing, pages }).catch((error) => {
      // A browser that left is no mistake of the site's.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') console.error(`${request.url}: ${error.message}`);
      response.destroy();
    });
  });
  await new Promise((listening, failed) => server.once('error', failed).listen(port, '127.0.0.1', listening));
  const stop = () => new Promise((stopped) => {
    server.close(stopped);
    server.closeAllConnections();
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop,
    failNext: (pathname, times = 1) => failing.set(pathname, times),
    put: (pathname, page) => pages.set(pathname, page),
  };
}

async function main() {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8080' }, proxy: { type: 'string' } } });
  const site = await startSite({ port: Number(values.port), proxy: values.proxy }).catch((error) => {
    console.error(error.code === 'EADDRINUSE' ? `port ${values.port} is in use; choose another with --port` : error.message);
    process.exit(1);
  });
  console.log(`The playground is at ${site.origin}/`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => site.stop());
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
