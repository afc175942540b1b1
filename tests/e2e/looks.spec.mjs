// Every state as a picture: at the width of a phone, of a side column and of a page; in light and dark. The pictures in
// looks/ have been looked at beside the drawing, and found good. To take them anew: `npx playwright test looks -u`.

import { STATES, reach } from './support/states.mjs';
import { expect, test } from './support/test.mjs';

const WIDTHS = { phone: 360, column: 280, page: 900 };

// Some states are failures.
test.use({ expected: /./ });

for (const colorScheme of ['light', 'dark']) {
  for (const [width, pixels] of Object.entries(WIDTHS)) {
    // Colours do not depend on the width.
    if (colorScheme === 'dark' && width !== 'phone') continue;
    test.describe(`${width}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width: pixels, height: 740 }, contextOptions: { reducedMotion: 'reduce' } });

      for (const state of Object.keys(STATES)) {
        test(`${state} (${width}, ${colorScheme})`, async ({ page, desk, full, filing }) => {
          await reach(state, { page, desk, full, filing });
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out').toBe(true);
          await expect(page).toHaveScreenshot(`${state}-${width}-${colorScheme}.png`, { fullPage: true });
        });
      }
    });
  }
}
