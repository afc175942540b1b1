// Google reCAPTCHA, version 3: a score, and nothing to be seen (https://developers.google.com/recaptcha/docs/v3).
import { service } from './service.js';

export default service({
  url: (siteKey) => `https://www.google.com/recaptcha/api.js?render=${encodeURIComponent(siteKey)}`,
  name: 'grecaptcha',
  token: (grecaptcha, siteKey) => grecaptcha.execute(siteKey, { action: 'ticket' }),
});
