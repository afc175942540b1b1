// Places a page may put the form in.

import assert from 'node:assert/strict';

import { newSubject } from '../support/form.mjs';

const sends = (host, options) => async ({ open, sandbox }) => {
  const form = await open(host, options);
  const width = await form.field('Subject').read((it) => it.getBoundingClientRect().width);
  assert.ok(width >= 200, `a field is ${width} pixels wide`);
  await form.sendAs(sandbox, newSubject());
};

export default {
  "inside a component's closed shadow root it sends": sends('closed'),
  "inside the page's own dialog it sends": sends('dialog'),
  'inside a frame of the same origin it sends': sends('frame', { frame: 'iframe' }),
  'inside something transformed that clips what stands in it, it sends': sends('transformed'),

  'where there are only 320 pixels nothing sticks out': async ({ open, page }) => {
    const form = await open('frame', { frame: 'iframe' });
    await page.enter();
    await page.run(() => { document.querySelector('iframe').style.inlineSize = '320px'; });
    await page.enter('iframe');
    await form.send();
    await form.summary('Four things need your attention').isFocused();
    assert.equal(await page.run(() => innerWidth), 320);
    // Beside the scroll bar there is less.
    assert.equal(await page.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  },
};
