// Stands between the page and the proxy: counts what is sent, and lets the network fail, the same way for every engine.

import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { buffer } from 'node:stream/consumers';

const ANYONE = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': '*',
};

/** What may become of a ticket on its way. */
export const FATES = {
  /** The connection breaks before anything arrives. */
  cut: (_, response) => response.destroy(),
  /** It arrives, and the answer gets lost. */
  lost: async (exchange, response) => {
    await buffer(await exchange.pass());
    response.destroy();
  },
  /** It arrives, and the answer never comes. */
  unanswered: async (exchange) => { await buffer(await exchange.pass()); },
  /** Nobody says anything. */
  silence: () => undefined,
  /** Something answers in place of the proxy. */
  answer: (status, body, headers) => (_, response) =>
    response.writeHead(status, { ...ANYONE, 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body)),
};

export async function startRelay(proxy) {
  const relay = {
    /** The tickets that have left the page, with the key each was sent under. */
    sent: [],
    /** What becomes of the next tickets; nothing: they arrive. */
    fate: undefined,
  };
  const server = createServer(async (request, response) => {
    try {
      const body = await buffer(request);
      const exchange = { pass: () => pass(proxy, request, body) };
      if (request.method === 'POST' && request.url === '/api/v1/tickets') {
        relay.sent.push({ key: request.headers['idempotency-key'], body: JSON.parse(body.toString()) });
        if (relay.fate) return void await relay.fate(exchange, response);
      }
      const answer = await exchange.pass();
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    } catch {
      // The page left, or there is no proxy: to the page a broken connection either way.
      response.destroy();
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  relay.url = `http://127.0.0.1:${server.address().port}`;
  relay.stop = async () => {
    server.closeAllConnections();
    await new Promise((stopped) => server.close(stopped));
  };
  return relay;
}

/** The proxy's answer to `request`, still to be read. */
async function pass(proxy, { method, url, headers }, body) {
  const { connection, host, ...passed } = headers;
  const onward = ask(new URL(url, proxy), { method, headers: passed, agent: false });
  onward.end(body);
  const [answer] = await once(onward, 'response');
  return answer;
}
