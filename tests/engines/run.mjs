// All scenarios in one engine; `cargo xtask test` starts it once for each.
//
//   node --test-reporter=./tests/reporter.mjs [--test-name-pattern=…] tests/engines/run.mjs chromium | firefox | webkit

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';

import { ABILITIES, ENGINES } from './support/engines.mjs';
import { Stage } from './support/stage.mjs';

/** Milliseconds a scenario may take; many times what any needs. */
const PATIENCE = 90_000;

const engine = ENGINES[process.argv[2]];
if (!engine) throw new Error(`name one of the engines: ${Object.keys(ENGINES).join(', ')}`);

const folder = new URL('./scenarios/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.mjs')).sort();
const files = await Promise.all(names.map(async (name) => (await import(new URL(name, folder))).default));
/** Every scenario is a function of what stage.mjs has for it, or `{ run, needs, expected, environment }`. */
const scenarios = files.flatMap((file) => Object.entries(file))
  .map(([name, given]) => ({ name, ...(typeof given === 'function' ? { run: given } : given) }));

describe(engine.title, () => {
  /** @type {Stage} */
  let stage;
  before(async () => { stage = await Stage.set(engine); });
  after(() => stage?.strike());

  for (const scenario of scenarios) {
    const skip = scenario.needs && engine.cannot[scenario.needs];
    it(scenario.name, { skip, timeout: PATIENCE }, () => stage.play(scenario));
  }

  it('lacks the abilities that it is said to lack, and no others', () => stage.play({ name: 'abilities', run: lacks }));
});

/** An engine learns with time, and the table must follow. */
async function lacks({ page, site }) {
  await page.go(`${site.origin}/engines/page.html`);
  const lacking = [];
  for (const [ability, tell] of Object.entries(ABILITIES)) if (!(await page.run(tell))) lacking.push(ability);
  assert.deepEqual(lacking, Object.keys(engine.cannot));
}
