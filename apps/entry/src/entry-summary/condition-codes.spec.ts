import { AGENCY_CONDITIONS } from '../agency-data/agency.rules';
import { ofDictionary } from './agency-records.rules';
import { codeStates, DICTIONARY, NOT_RAISED } from './condition-codes';
import { RELEASE_MATCH_CONDITIONS } from './release-match.rules';
import { RELIEF_CONDITIONS } from './relief.condition';
import { SUMMARY_CONDITIONS } from './summary-conditions';

/** Codes of the dictionary that are raised, at least; the number may grow and not fall. */
const RAISED_AT_LEAST = 775;
/** Of those, by an entry summary itself. */
const RAISED_BY_SUMMARY_AT_LEAST = 590;

test('the dictionary has 1,027 codes, each once', () => {
  expect([DICTIONARY.length, new Set(DICTIONARY).size]).toEqual([1027, 1027]);
});

test("a code of Portway's own begins with W, and no code of the dictionary does: what is told in AX is either the one or the other", () => {
  expect(DICTIONARY.filter((code) => code.startsWith('W'))).toEqual([]);
  const told = [SUMMARY_CONDITIONS, RELEASE_MATCH_CONDITIONS, RELIEF_CONDITIONS].flatMap(({ all }) =>
    all.map(({ code }): string => code),
  );
  const census = /^27[A-Z]$/;
  const others = told.filter((code) => !DICTIONARY.includes(code) && !census.test(code));
  expect(others.filter((code) => !/^W[0-9A-Z]{2}$/.test(code))).toEqual([]);
  expect(others.length).toBeGreaterThanOrEqual(15);
  // Of agencies: those of the dictionary, and those that ACE returns or that are told in a cargo release too.
  const ofAgencies = AGENCY_CONDITIONS.map(([code]) => ofDictionary(code)).filter((code) => !DICTIONARY.includes(code));
  expect(ofAgencies.filter((code) => !/^(G[6-9]\d|P[A-Z][0-9A-Z])$/.test(code))).toEqual([]);
});

test('of every code of the dictionary it is said that it is raised, or why not', () => {
  const states = codeStates();
  expect(states.filter((state) => state.raisedWith === null && state.because === '').map(({ code }) => code)).toEqual(
    [],
  );
});

test('no reason speaks of a code that the dictionary lacks, and none is given twice', () => {
  const codes = NOT_RAISED.flatMap((reason) => reason.codes);
  expect(codes.filter((code) => !DICTIONARY.includes(code))).toEqual([]);
  expect(codes.filter((code, at) => codes.indexOf(code) < at)).toEqual([]);
});

test('the share of codes that are raised does not fall', () => {
  const raised = codeStates().filter(({ raisedWith }) => raisedWith !== null);
  const bySummary = raised.filter(({ raisedWith }) => raisedWith === 'summary');
  const share = (100 * raised.length) / DICTIONARY.length;
  process.stderr.write(
    `condition codes of entry summaries: ${raised.length} of ${DICTIONARY.length} are raised (${share.toFixed(1)} %), ${bySummary.length} of them by the summary itself\n`,
  );
  expect(raised.length).toBeGreaterThanOrEqual(RAISED_AT_LEAST);
  expect(bySummary.length).toBeGreaterThanOrEqual(RAISED_BY_SUMMARY_AT_LEAST);
});
