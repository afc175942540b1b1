// How our tests under Node are reported: a line each, what went wrong, and at the end the sum that xtask reads.
//
//   node --test-reporter=./tests/reporter.mjs …

const SLOWEST = 3;

export default async function* report(source) {
  const tests = [];
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const failed = type === 'test:fail';
    // A group or a file is no test, but what it could not set up or take down is a failure.
    if (isGroup(data) && !(failed && isOwnFailure(data.details.error))) continue;
    // Somebody looks at a few tests only, and knows it.
    if (/does not match pattern/.test(data.skip)) continue;
    tests.push({ failed, ...data });
    yield line(failed, data);
    if (failed) yield `${indented(explain(data.details.error))}\n`;
  }
  yield* notTried(tests);
  const tried = tests.filter(({ skip }) => skip === undefined);
  const slowest = tried.toSorted((one, other) => other.details.duration_ms - one.details.duration_ms).slice(0, SLOWEST);
  yield `\nslowest: ${slowest.map(({ name, details }) => `${name} (${seconds(details)})`).join(', ')}\n`;
  const failed = tried.filter((test) => test.failed).length;
  yield `\n${tried.length - failed} passed, ${failed} failed\n`;
}

/** A file stands for itself only where it has no tests inside. */
const isGroup = ({ details, name, file }) => details.type === 'suite' || (details.type === undefined && name === file);

const isOwnFailure = (error) => error?.failureType !== 'subtestsFailed';

const seconds = ({ duration_ms: milliseconds }) => `${(milliseconds / 1000).toFixed(1)} s`;

function line(failed, { name, details, skip }) {
  if (skip !== undefined) return `  –  ${name}\n`;
  return `  ${failed ? '✘' : '✓'}  ${name} (${seconds(details)})\n`;
}

/** Node wraps what a test threw. */
function explain(error) {
  const thrown = error?.cause ?? error;
  const reason = thrown?.cause ? `\nbecause ${thrown.cause.message ?? thrown.cause}` : '';
  return `${thrown?.stack ?? thrown?.message ?? thrown}${reason}`;
}

/** Without Node's own part of a stack. */
const indented = (text) => text.split('\n').filter((row) => !/^\s+at .*node:internal/.test(row)).map((row) => `     ${row}`).join('\n');

/** Nothing is left out silently: what could not be tried, and why. */
function* notTried(tests) {
  for (const { name, skip } of tests) {
    if (skip !== undefined) yield `\nnot tried: ${name}\n  because ${skip}\n`;
  }
}
