// Tokens as the server of a site signs them.

import { createHmac } from 'node:crypto';

const SECRET = 'the key of a site that is used in tests';

/** What a proxy is told to read them; `mode` is `optional` or `required`. */
export const reading = (mode) => ({
  DESKBELL_IDENTITY_MODE: mode,
  DESKBELL_IDENTITY_AUDIENCE: 'deskbell',
  DESKBELL_IDENTITY_SECRET: SECRET,
});

export const GRACE = { email: 'grace@example.org', name: 'Grace Hopper' };

/** A token that is good for ten minutes, or has been, with `claims` above those of Grace. */
export function token({ expired = false, ...claims } = {}) {
  const now = Math.floor(Date.now() / 1000) - (expired ? 3600 : 0);
  const parts = [{ alg: 'HS256', typ: 'JWT' }, { aud: 'deskbell', iat: now, exp: now + 600, ...GRACE, ...claims }];
  const message = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${message}.${createHmac('sha256', SECRET).update(message).digest('base64url')}`;
}
