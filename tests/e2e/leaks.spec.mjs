// Forms that come and go leave nothing behind: memory of the module, nodes and listeners stay flat.

import { expect, test } from './support/test.mjs';

/** What the page holds, after its garbage is collected. */
async function held(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  const memory = await page.evaluate(async () => {
    const exported = Object.values(window.made.exports);
    return exported.find((each) => each instanceof WebAssembly.Memory).buffer.byteLength;
  });
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), memory };
}

/** Has the page keep the first module that it starts: the other one shares its memory. */
const watch = (page) => page.addInitScript(() => {
  const original = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const made = await original(...given);
    window.made ??= made.instance ?? made;
    return made;
  };
});

async function measure(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return () => held(page, session);
}

/** Mounts a form, types into it, takes it off the page; `times` times. */
const mountAndRemove = (page, times) => page.evaluate(async (times) => {
  const main = document.querySelector('main');
  const pattern = document.querySelector('desk-bell').cloneNode();
  for (let cycle = 0; cycle < times; cycle += 1) {
    const form = pattern.cloneNode();
    const ready = new Promise((resolve) => form.addEventListener('deskbell-ready', resolve, { once: true }));
    main.append(form);
    await ready;
    const subject = await new Promise((found) => {
      const look = () => {
        const field = form.shadowRoot.querySelector('[name=subject]');
        if (field) found(field);
        else requestAnimationFrame(look);
      };
      look();
    });
    subject.value = `Cycle ${cycle}`;
    subject.dispatchEvent(new Event('input', { bubbles: true }));
    form.remove();
    await Promise.resolve();
  }
}, times);

test('500 mounts and unmounts', async ({ open, page }) => {
  test.setTimeout(240_000);
  await watch(page);
  await open({ policy: 'plain', forms: [{ config: '{"draft": "off"}' }] });
  const weigh = await measure(page);
  // Caches fill, memory is rounded up: only then does the count begin.
  await mountAndRemove(page, 100);
  const before = await weigh();
  await mountAndRemove(page, 500);
  const after = await weigh();
  console.log('500 mounts and unmounts:', JSON.stringify({ before, after }));
  expect(after.memory).toBe(before.memory);
  expect(after.nodes - before.nodes).toBeLessThan(20);
  expect(after.listeners - before.listeners).toBeLessThan(5);
});

test('200 times opened and closed', async ({ open, page }) => {
  test.setTimeout(240_000);
  await watch(page);
  const form = await open({ policy: 'plain', forms: [{ mode: 'launcher' }], ready: false });
  const cycles = (times) => form.host.evaluate(async (element, times) => {
    for (let cycle = 0; cycle < times; cycle += 1) {
      element.open();
      await new Promise(requestAnimationFrame);
      element.close();
      await new Promise(requestAnimationFrame);
    }
  }, times);
  await form.host.evaluate((element) => element.open());
  await expect(form.sendButton).toBeVisible();
  const weigh = await measure(page);
  await cycles(50);
  const before = await weigh();
  await cycles(200);
  const after = await weigh();
  console.log('200 times opened and closed:', JSON.stringify({ before, after }));
  expect(after.memory).toBe(before.memory);
  expect(after.nodes - before.nodes).toBeLessThan(20);
  expect(after.listeners - before.listeners).toBeLessThan(5);
});
