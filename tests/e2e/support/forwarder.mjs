// Two small servers between something of ours and the sandbox.

import { once } from 'node:events';
import { createServer } from 'node:http';

import { CREDENTIALS } from './sandbox.mjs';

/**
 * The least a site may put behind `proxy-url`: it adds the two headers and passes body and answer on, unchanged.
 * The headers for other origins are the browser's demand, not Zoho's.
 */
export async function startForwarder(sandbox) {
  const token = await accessToken(sandbox);
  return start(async (request, body, response) => {
    const cors = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*',
    };
    if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
    if (request.method !== 'POST' || request.url !== '/api/v1/tickets') return void response.writeHead(404, cors).end();
    const answer = await fetch(`${sandbox}/api/v1/tickets`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Zoho-oauthtoken ${token}`,
        orgId: CREDENTIALS.orgId,
      },
      body,
    });
    response.writeHead(answer.status, { ...cors, 'Content-Type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
}

/**
 * The sandbox under another address, which keeps every request and answer: what a proxy says to any server
 * that speaks Zoho's interface.
 */
export async function startRecorder(sandbox) {
  const exchanges = [];
  const server = await start(async (request, body, response) => {
    const { host, connection, 'content-length': _, ...headers } = request.headers;
    const bodyless = request.method === 'GET' || request.method === 'HEAD';
    const answer = await fetch(`${sandbox}${request.url}`, {
      method: request.method, headers, body: bodyless ? undefined : body,
    });
    const text = await answer.text();
    exchanges.push({
      method: request.method, url: request.url, headers: request.headers, body: body.toString(), status: answer.status, answer: text,
    });
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? 'application/json' }).end(text);
  });
  return { ...server, exchanges };
}

async function accessToken(sandbox) {
  const { clientId, clientSecret, refreshToken } = CREDENTIALS;
  const answer = await fetch(`${sandbox}/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken,
    }),
  });
  return (await answer.json()).access_token;
}

async function start(answer) {
  const server = createServer(async (request, response) => {
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      await answer(request, Buffer.concat(chunks), response);
    } catch (error) {
      response.destroy(error);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((stopped) => server.close(stopped));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
