// What assistive technology is given in every state. The trees in trees/ have been read by a person. To take them anew:
// `npx playwright test tree -u`.

import { STATES, reach } from './support/states.mjs';
import { expect, test } from './support/test.mjs';

// Some states are failures.
test.use({ expected: /./ });

for (const state of Object.keys(STATES)) {
  test(`the tree of ${state}`, async ({ page, desk, full, filing }) => {
    await reach(state, { page, desk, full, filing });
    // Read until it stands still: what is announced comes a moment later.
    let tree = '';
    await expect.poll(async () => {
      const before = tree;
      tree = await page.locator('body').ariaSnapshot();
      return tree === before;
    }, { intervals: [1200] }).toBe(true);
    expect(`${tree}\n`).toMatchSnapshot(`${state}.yml`);
  });
}
