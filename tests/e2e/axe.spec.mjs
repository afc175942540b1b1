// Every state × light, dark, forced colours × left to right, right to left: nothing for axe to find.

import AxeBuilder from '@axe-core/playwright';

import { STATES, reach } from './support/states.mjs';
import { expect, test } from './support/test.mjs';

/** All rules of WCAG 2.2, A and AA, and what axe calls best practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const SCHEMES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { contextOptions: { forcedColors: 'active' } },
};

const LANGUAGES = { ltr: undefined, rtl: 'ar' };

// Some states are failures.
test.use({ expected: /./ });

for (const [scheme, options] of Object.entries(SCHEMES)) {
  test.describe(scheme, () => {
    test.use({ ...options, contextOptions: { ...options.contextOptions, reducedMotion: 'reduce' } });

    for (const state of Object.keys(STATES)) {
      for (const [direction, lang] of Object.entries(LANGUAGES)) {
        test(`${state} (${scheme}, ${direction})`, async ({ page, desk, full, filing }) => {
          const { host } = await reach(state, { page, desk, full, filing, lang });
          if (lang) await expect(host.locator('[part=base]')).toHaveAttribute('dir', direction);
          const { violations, passes } = await new AxeBuilder({ page }).include('desk-bell').withTags(RULES).analyze();
          expect(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
          expect(passes.length).toBeGreaterThan(3);
        });
      }
    }
  });
}
