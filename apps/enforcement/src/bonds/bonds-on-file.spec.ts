import { BondChanged } from '#contracts';
import { type BondOnFile, bondThatAnswers, liableDollars, periodOf } from './bonds-on-file';

const bond = (change: Partial<BondOnFile> = {}): BondOnFile => ({ ...(BondChanged.example as BondChanged), ...change });
const continuous = (change: Partial<BondOnFile> = {}): BondOnFile =>
  bond({
    ...{ number: '268000001', type: '8', transaction: null, effectiveOn: '2026-01-05', executedOn: '2026-01-05' },
    ...change,
  });
const ENTRY = 'B7603245278';
const answers = (on: string, ...bonds: BondOnFile[]) =>
  bondThatAnswers(bonds, { suretyCode: '036', entries: [ENTRY], on });

test('a surety answers in the single transaction bond of the entry, else in the continuous bond in force on the day', () => {
  expect(answers('2026-11-24', continuous(), bond())).toBe('269000001');
  expect(answers('2026-11-24', continuous(), bond({ state: 'void' }))).toBe('268000001');
  expect(answers('2026-01-04', continuous())).toBeNull();
  const ended = continuous({ state: 'termination scheduled', terminatesOn: '2026-06-01' });
  expect([answers('2026-05-31', ended), answers('2026-06-01', ended)]).toEqual(['268000001', null]);
  expect(answers('2026-11-24', continuous({ activityCode: '2' }))).toBeNull();
  expect(bondThatAnswers([bond()], { suretyCode: '001', entries: [ENTRY], on: '2026-11-24' })).toBeNull();
});

test('a surety is liable for its share or the whole, and who insures it for nothing', () => {
  const shared = bond({
    sureties: [
      { role: 'surety', code: '036', liabilityDollars: 40_000 },
      { role: 'co-surety', code: '016', liabilityDollars: 20_000 },
      { role: 'reinsurer', code: '032', liabilityDollars: null },
    ],
  });
  expect(['036', '016', '032', '001'].map((code) => liableDollars(shared, code))).toEqual([40_000, 20_000, null, null]);
  expect(liableDollars(bond(), '036')).toBe(60_000);
});

test('a continuous bond is good for its amount in each of its annual periods, a single transaction bond once', () => {
  const bond8 = continuous({ effectiveOn: '2024-03-01' });
  expect(periodOf(bond8, '2026-02-28')).toEqual({ from: '2025-03-01', until: '2026-03-01' });
  expect(periodOf(bond8, '2026-03-01')).toEqual({ from: '2026-03-01', until: '2027-03-01' });
  expect(periodOf(bond(), '2026-03-01')).toBeNull();
});
