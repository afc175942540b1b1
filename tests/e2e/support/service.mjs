// Stand-ins for the services against robots: the script that each puts on a page, and the server that is asked afterwards.

import { once } from 'node:events';
import { createServer } from 'node:http';

/** Where each has its script, and what stands there: it keeps what it was asked in `window.asked`, and gives `token 1`, `token 2` … */
export const SCRIPTS = {
  turnstile: {
    host: 'https://challenges.cloudflare.com',
    script: () => {
      window.turnstile = {
        render(box, { sitekey, action, callback, 'error-callback': fail }) {
          box.textContent = 'Are you a person?';
          window.asked.push([sitekey, action]);
          setTimeout(() => (window.fails ? fail('300030') : callback(`token ${window.asked.length}`)));
          return 'widget';
        },
        remove(id) { window.asked.at(-1).push(`${id} removed`); },
      };
    },
    asked: ['the site key', 'ticket', 'widget removed'],
  },
  hcaptcha: {
    host: 'https://js.hcaptcha.com',
    script: () => {
      window.hcaptcha = {
        render(box, { sitekey, size }) {
          window.asked.push([sitekey, size]);
          return 'widget';
        },
        async execute(id, { async }) {
          if (window.fails || !async) throw new Error('challenge-closed');
          return { response: `token ${window.asked.length}`, key: id };
        },
        remove(id) { window.asked.at(-1).push(`${id} removed`); },
      };
    },
    asked: ['the site key', 'invisible', 'widget removed'],
  },
  recaptcha: {
    host: 'https://www.google.com',
    script: () => {
      window.grecaptcha = {
        async execute(sitekey, { action }) {
          window.asked.push([sitekey, action]);
          if (window.fails) throw new Error('Invalid site key');
          return `token ${window.asked.length}`;
        },
      };
    },
    asked: ['the site key', 'ticket'],
  },
};

/** The text of a script: it leaves its object on the page, then says that it is ready. */
export const text = ({ script }) => `window.asked ??= []; (${script})();
  window[new URL(document.currentScript.src).searchParams.get('onload')]();`;

/** The server that a proxy asks about tokens; each that it has not seen is good. `tokens` are those it was asked about. */
export async function startVerifier() {
  const tokens = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const token = new URLSearchParams(Buffer.concat(chunks).toString()).get('response');
    const success = !tokens.includes(token);
    tokens.push(token);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ success, challenge_ts: new Date().toISOString(), hostname: '127.0.0.1', action: 'ticket', score: 0.9 }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}/verify`, tokens, stop };
}
