import fc from 'fast-check';
import { FigureDifferences } from './figure-differences';
import { BOND_DIMENSIONS, BOND_FIGURE_NAMES, FIGURE_NAMES } from './figures';
import { histories } from './picture.fixture';
import { bondsByHand, countedByHand } from './picture-oracle.fixture';
import {
  type Parts,
  recordOf,
  reportOfBill,
  reportOfRefusal,
  reportOfRelease,
  reportOfSummary,
  withTold,
} from './trade-record.rules';

const CELL = ['identifier_kind', 'identifier', 'dimension', 'value', 'month'] as const;
const BOND_CELL = ['identifier_kind', 'identifier', ...Object.values(BOND_DIMENSIONS), 'month'] as const;

const numbersOf = <Name extends string>(
  cells: readonly Record<string, string | number>[],
  cell: readonly string[],
  names: readonly Name[],
): Record<string, Record<Name, number>> =>
  Object.fromEntries(
    cells.map((one) => [
      cell.map((name) => (name === 'month' ? String(one[name]).slice(0, 7) : one[name])).join('|'),
      Object.fromEntries(names.map((name) => [name, one[name]])) as Record<Name, number>,
    ]),
  );

test('differences of records that change add up to the figures that somebody counts by hand, in whatever order records were told of', () => {
  fc.assert(
    fc.property(histories, fc.infiniteStream(fc.nat()), (history, keys) => {
      const { releases, summaries, bills, refusals } = history;
      const reports = [
        ...releases.map(reportOfRelease),
        ...summaries.map(reportOfSummary),
        ...bills.map(reportOfBill),
        ...refusals.map((answer) => reportOfRefusal(answer, '2026-11-29T02:00:00.000Z')!),
      ]
        .map((report) => ({ report, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ report }) => report);
      const differences = new FigureDifferences();
      const known = new Map<string, Parts>();
      for (const { kind, key, parts } of [...reports, ...reports]) {
        const before = known.get(`${kind} ${key}`);
        const after = withTold(before ?? {}, parts);
        if (before) differences.take(recordOf(kind, key, before));
        differences.add(recordOf(kind, key, after));
        known.set(`${kind} ${key}`, after);
      }
      expect(numbersOf(differences.figures(), CELL, FIGURE_NAMES)).toEqual(Object.fromEntries(countedByHand(history)));
      expect(numbersOf(differences.bonds(), BOND_CELL, BOND_FIGURE_NAMES)).toEqual(
        Object.fromEntries(bondsByHand(history)),
      );
    }),
    { numRuns: 100 },
  );
});
