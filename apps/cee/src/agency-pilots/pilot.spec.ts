import { ranked, scoreOf, spansOf } from './pilot.rules';
import { pilotStates } from './pilot.states';

test('the life of a pilot is a sound table', () => {
  expect(pilotStates.faults()).toEqual([]);
});

test('a pilot is scored by the mean of both sides, so that many importers do not outvote the Centers', () => {
  const importers = Array.from({ length: 9 }, () => ({ side: 'importer' as const, rating: 5 }));
  expect(scoreOf([...importers, { side: 'Center', rating: 2 }])).toEqual({
    ...{ ofCenters: 2, ofImporters: 5, score: 3.5, ratings: 10 },
  });
  expect(scoreOf([{ side: 'Center', rating: 4 }]).score).toBe(4);
  expect(scoreOf([])).toEqual({ ofCenters: null, ofImporters: null, score: null, ratings: 0 });
});

test('pilots are ranked by score, equals share a rank, and those that nobody rated have none', () => {
  const pilots = [
    { number: 'AP-26-000001', score: null },
    { number: 'AP-26-000002', score: 3 },
    { number: 'AP-26-000003', score: 5 },
    { number: 'AP-26-000004', score: 3 },
  ];
  expect(ranked(pilots).map(({ number, rank }) => [number.slice(-1), rank])).toEqual([
    ...[['3', 1] as const, ['2', 2] as const, ['4', 2] as const, ['1', null] as const],
  ]);
});

test('a pilot is compared with as many days before it as it has run', () => {
  expect(spansOf('2026-11-01', null, '2026-11-10')).toEqual({
    before: ['2026-10-22', '2026-10-31'],
    during: ['2026-11-01', '2026-11-10'],
  });
  expect(spansOf('2026-11-01', '2026-11-01', '2026-12-01')).toEqual({
    before: ['2026-10-31', '2026-10-31'],
    during: ['2026-11-01', '2026-11-01'],
  });
  expect(spansOf('2026-11-11', null, '2026-11-10')).toBeNull();
});
