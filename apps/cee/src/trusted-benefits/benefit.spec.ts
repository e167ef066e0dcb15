import { BENEFITS } from '#contracts';
import type { Standing } from '../trusted-standing/standing.rules';
import { type BenefitOrder, type BenefitRow, benefitsOf } from './benefit.rules';
import { SHIPPED_BENEFITS } from './benefits.data';

const all = { ports: ['2704', '2709', '4601'], modes: ['11', '31', '41'] };
const DAY = '2026-11-29';
const tier = (of: number, from = '2026-01-01', to: string | null = null): Standing => ({
  ...{ program: 'CTPAT', tier: of, from, to },
});
const order = (changes: Partial<BenefitOrder>): BenefitOrder => ({
  ...{ effect: 'give', benefit: 'priority', program: 'CTPAT', tiers: null, ports: null, modes: null, figure: null },
  ...{ from: '2026-01-01', to: null, ...changes },
});
const off = (changes: Partial<BenefitOrder>): BenefitOrder => order({ effect: 'withhold', program: null, ...changes });
const isGiven = (rows: readonly BenefitRow[], port: string, mode: string, day: string): boolean =>
  rows.some(
    ({ ports, modes, from, to }) =>
      (ports?.includes(port) ?? true) && (modes?.includes(mode) ?? true) && from <= day && (to === null || day <= to),
  );
const row = (changes: Partial<BenefitRow>): BenefitRow => ({
  ...{ benefit: 'priority', ports: null, modes: null, figure: null, from: '2026-01-01', to: null, ...changes },
});

test('a benefit lasts as long as both standing and order, and is joined where two tiers give the same', () => {
  const standings = [tier(2, '2026-01-01', '2026-11-30'), tier(3, '2026-12-01')];
  expect(benefitsOf(standings, [order({})], DAY, all)).toEqual([row({})]);
  expect(benefitsOf(standings, [order({ tiers: [3], to: '2027-06-30' })], DAY, all)).toEqual([
    row({ from: '2026-12-01', to: '2027-06-30' }),
  ]);
  expect(benefitsOf(standings, [order({ program: 'Trade Compliance' })], DAY, all)).toEqual([]);
  expect(benefitsOf(standings, [order({ to: '2026-11-28' })], DAY, all)).toEqual([]);
});

test('what is switched off at a port, in a mode, on some days is left everywhere else and at all other times', () => {
  const rows = benefitsOf(
    [tier(2)],
    [order({}), off({ ports: ['2704'], modes: ['11', '31'], from: '2026-12-01', to: '2026-12-10' })],
    DAY,
    all,
  );
  for (const port of all.ports)
    for (const mode of all.modes)
      for (const day of ['2026-11-30', '2026-12-01', '2026-12-10', '2026-12-11']) {
        const isOff = port === '2704' && mode !== '41' && day >= '2026-12-01' && day <= '2026-12-10';
        expect([port, mode, day, isGiven(rows, port, mode, day)]).toEqual([port, mode, day, !isOff]);
      }
});

test('what is switched off everywhere is gone, for a tier or a program only where the order says so', () => {
  const orders = [order({ benefit: 'priority' }), order({ benefit: 'monthly trends' })];
  const names = (rows: readonly BenefitRow[]): string[] => rows.map(({ benefit }) => benefit);
  expect(names(benefitsOf([tier(2)], [...orders, off({})], DAY, all))).toEqual(['monthly trends']);
  expect(names(benefitsOf([tier(2)], [...orders, off({ tiers: [1] })], DAY, all))).toHaveLength(2);
  expect(names(benefitsOf([tier(1)], [...orders, off({ tiers: [1] })], DAY, all))).toEqual(['monthly trends']);
  expect(names(benefitsOf([tier(1)], [...orders, off({ program: 'Trade Compliance' })], DAY, all))).toHaveLength(2);
});

test('two orders that switch off one after the other leave nothing of what both name', () => {
  const rows = benefitsOf([tier(3)], [order({}), off({ ports: ['2704'] }), off({ modes: ['41'] })], DAY, all);
  for (const port of all.ports)
    for (const mode of all.modes)
      expect([port, mode, isGiven(rows, port, mode, DAY)]).toEqual([port, mode, port !== '2704' && mode !== '41']);
});

test('the platform ships each benefit, each with an id of its own and a source', () => {
  expect(new Set(SHIPPED_BENEFITS.map(({ benefit }) => benefit))).toEqual(new Set(BENEFITS));
  expect(new Set(SHIPPED_BENEFITS.map(({ id }) => id)).size).toBe(SHIPPED_BENEFITS.length);
  for (const { benefit, figure, source } of SHIPPED_BENEFITS)
    expect([benefit, figure !== null, source.length > 10]).toEqual([benefit, benefit === 'lower exam rate', true]);
});
