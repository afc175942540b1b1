// hCaptcha, invisible (https://docs.hcaptcha.com/invisible).
import { service } from './service.js';

export default service({
  url: () => 'https://js.hcaptcha.com/1/api.js?render=explicit&recaptchacompat=off',
  name: 'hcaptcha',
  async token(hcaptcha, siteKey, box) {
    const id = hcaptcha.render(box, { sitekey: siteKey, size: 'invisible' });
    try {
      return (await hcaptcha.execute(id, { async: true })).response;
    } finally {
      hcaptcha.remove(id);
    }
  },
});
