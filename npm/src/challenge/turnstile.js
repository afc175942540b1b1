// Cloudflare Turnstile (https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/).
import { service } from './service.js';

export default service({
  url: () => 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit',
  name: 'turnstile',
  async token(turnstile, siteKey, box) {
    /** @type {string | undefined} */
    let id;
    try {
      return await new Promise((resolve, reject) => {
        id = turnstile.render(box, {
          sitekey: siteKey,
          action: 'ticket',
          // Unseen, unless it has doubts.
          appearance: 'interaction-only',
          retry: 'never',
          callback: resolve,
          'before-interactive-callback': () => box.scrollIntoView({ block: 'nearest' }),
          'error-callback': reject,
          'timeout-callback': reject,
          'unsupported-callback': reject,
        });
      });
    } finally {
      if (id) turnstile.remove(id);
    }
  },
});
