import { NOT_RAISED, PUBLIC_CODES, publicCodeStates } from './public-codes';

/** Public codes that a cargo release is told; the number may grow and not fall. */
const RAISED_AT_LEAST = 34;

test('of every public code of a cargo release it is said that it is raised, or why not', () => {
  expect([PUBLIC_CODES.length, new Set(PUBLIC_CODES).size]).toEqual([50, 50]);
  expect(publicCodeStates().filter(({ because }) => because === '')).toEqual([]);
});

test('no reason speaks of a code that is raised or that there is not, and none is given twice', () => {
  const codes = NOT_RAISED.flatMap((reason) => reason.codes);
  const raised = publicCodeStates().flatMap(({ code, because }) => (because === null ? [code] : []));
  expect(codes.filter((code) => raised.includes(code) || !PUBLIC_CODES.includes(code))).toEqual([]);
  expect(codes.filter((code, at) => codes.indexOf(code) < at)).toEqual([]);
});

test('the share of public codes that are raised does not fall', () => {
  const states = publicCodeStates();
  const raised = states.filter(({ because }) => because === null).length;
  const share = (100 * raised) / states.length;
  process.stderr.write(
    `public condition codes of cargo releases: ${raised} of ${states.length} are raised (${share.toFixed(1)} %)\n`,
  );
  expect(raised).toBeGreaterThanOrEqual(RAISED_AT_LEAST);
});
