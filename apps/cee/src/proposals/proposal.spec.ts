import { SCOPE, TEAMS } from '../centers/centers.data';
import { type Goods, goodsOf, headingOf, monthsAtWork, windowOf } from '../imports/goods.rules';
import { scopeIndex } from '../scope/scope.rules';
import { type Imports, proposeFor } from './proposal.rules';
import { complianceRunStates, proposalStates, runStates } from './proposal.states';

const centerOf = new Map(TEAMS.map((team) => [team.number, team.centerId]));
const scope = scopeIndex(
  SCOPE.map(({ prefix, teamNumber, from, to }) => ({
    ...{ prefix, teamNumber, from, centerId: centerOf.get(teamNumber)! },
    ...(to && { to }),
  })),
);
const DAY = '2026-11-24';
const goods = (heading: string, lines: number, dollars = lines * 100): Goods => ({ heading, lines, dollars });
const imports = (changes: Partial<Imports> = {}): Imports => ({
  ...{ actual: [], months: 12, projected: null, broker: false, associated: false, intendedUse: null, ...changes },
});
const propose = (changes: Partial<Imports>) => proposeFor(imports(changes), DAY, scope);

describe('where importers are proposed to be assigned', () => {
  test('is the Center with the most lines, and in it the team with the most; the runner-up and the margin are told', () => {
    const actual = [goods('6109', 500), goods('6403', 120), goods('3924', 400), goods('8471', 80)];
    expect(propose({ actual })).toEqual({
      ...{ centerId: 'CEE004', teamNumber: '611', method: 'predominant goods', lines: 1_100, dollars: 110_000 },
      ...{ centerLines: 620, runnerUp: 'CEE009', runnerUpLines: 400, marginPercent: 20 },
    });
  });
  test('with as many lines is the one with the higher value', () => {
    expect(propose({ actual: [goods('6109', 10, 5), goods('3924', 10, 6)] })).toMatchObject({
      ...{ centerId: 'CEE009', runnerUp: 'CEE004', marginPercent: 0 },
    });
  });
  test.each([
    ['four fifths of the value', 8_000, 2_000, 'CEE001', 'high relative value', -80],
    ['less than that', 7_999, 2_001, 'CEE004', 'predominant goods', 80],
  ])('with few lines but %s: %d of %d dollars', (_, few, many, centerId, method, marginPercent) => {
    const actual = [goods('6109', 90, many), goods('3004', 10, few)];
    expect(propose({ actual })).toMatchObject({ centerId, method, marginPercent });
  });
  test('under a year counts what was imported and, of the projected year, the months before', () => {
    const actual = [goods('3924', 30)];
    // Nine months of 3004 at 120 lines a year are 90, beside 30 lines in three.
    expect(propose({ actual, months: 3, projected: [goods('3004', 120)] })).toMatchObject({
      ...{ centerId: 'CEE001', method: 'projection', lines: 120, centerLines: 90, runnerUpLines: 30 },
    });
    expect(propose({ actual, months: 3, projected: null })).toMatchObject({
      ...{ centerId: 'CEE009', method: 'projection', lines: 120 },
    });
    expect(propose({ actual, months: 12, projected: [goods('3004', 120)] })).toMatchObject({ centerId: 'CEE009' });
    expect(propose({ months: 0, projected: [goods('3004', 120)] })).toMatchObject({ centerId: 'CEE001', lines: 120 });
  });
  test('is where the goods belong by their use, when CBP found so', () => {
    const intendedUse = { centerId: 'CEE003', teamNumber: '871' };
    expect(propose({ actual: [goods('3924', 30)], intendedUse })).toMatchObject({
      ...{ centerId: 'CEE003', teamNumber: '871', method: 'intended use', runnerUp: 'CEE009', marginPercent: -100 },
    });
  });
  test('of associated parties is that of all their goods together', () => {
    expect(propose({ actual: [goods('3924', 30)], associated: true })).toMatchObject({ method: 'associated parties' });
  });
  test('of a broker that is the importer of record is none: its entries are placed one by one', () => {
    expect(propose({ actual: [goods('3924', 30)], broker: true })).toMatchObject({ centerId: null, method: 'broker' });
  });
  test('is none where nothing was imported that has a Center', () => {
    expect(propose({})).toMatchObject({ centerId: null, method: 'nothing known', lines: 0, marginPercent: 0 });
    expect(propose({ actual: [goods('7700', 3)] })).toMatchObject({ centerId: null });
  });
});

describe('what is counted', () => {
  test('is lines by heading; a part of a heading that has a Center of its own is told apart', () => {
    const lines = ['9401200000', '9401610011', '9401610031', '9801001012', 'x'].map((hts) => ({
      ...{ hts, lines: 1, valueDollars: 7 },
    }));
    expect(goodsOf(lines, scope)).toEqual([goods('9401', 2, 14), goods('940120', 1, 7)]);
    expect(goodsOf([{ hts: '8471300100', lines: 3, valueDollars: 7 }], scope)).toEqual([goods('8471', 3, 7)]);
    expect(headingOf('8471300100', scope)).toBe('8471');
  });
  test.each([
    ['2026-11-24', '2025-12-01', '2026-11-01'],
    ['2026-12-31', '2026-01-01', '2026-12-01'],
    ['2024-02-29', '2023-03-01', '2024-02-01'],
  ])('in the twelve months that end with that of %s', (day, from, to) => {
    expect(windowOf(day)).toEqual({ from, to });
  });
  test.each([
    [null, 0],
    ['2026-11-01', 1],
    ['2026-01-01', 11],
    ['2025-12-01', 12],
    ['2019-05-01', 12],
    ['2026-12-01', 0],
  ])('of an importer whose first month is %s: %d months', (first, months) => {
    expect(monthsAtWork(first, DAY)).toBe(months);
  });
});

test('the lives of proposals and runs are sound', () => {
  expect([...proposalStates.faults(), ...runStates.faults(), ...complianceRunStates.faults()]).toEqual([]);
});
