import { holeIn, lastBefore } from './backups';

const MORNING = { ended: '2026-11-30T06:00:00.000Z' };
const NOON = { ended: '2026-11-30T12:00:00.000Z' };
const EVENING = { ended: '2026-11-30T18:00:00.000Z' };
const ALL = [MORNING, NOON, EVENING];

describe('The backup from which databases are put back', () => {
  test('is the last that was finished by that instant, and the last of all for the end of the log', () => {
    expect(lastBefore(ALL, [], '2026-11-30T11:59:59.999Z')).toBe(MORNING);
    expect(lastBefore(ALL, [], NOON.ended)).toBe(NOON);
    expect(lastBefore(ALL, [], null)).toBe(EVENING);
    expect(lastBefore(ALL, [], '2026-11-30T05:00:00.000Z')).toBeUndefined();
  });

  test('is none of what an earlier restore gave up', () => {
    const restored = [{ to: '2026-11-30T10:00:00.000Z', at: '2026-11-30T13:00:00.000Z' }];
    expect(lastBefore([MORNING, NOON], restored, null)).toBe(MORNING);
    expect(lastBefore(ALL, restored, null)).toBe(EVENING);
  });
});

describe('A hole in the log', () => {
  const FIRST = '0000000100000000000000FE';
  test('is the first piece that is missing although a later one is there', () => {
    expect(holeIn([`${FIRST}.gz`, '0000000100000000000000FF.gz', '000000010000000100000001.gz'], FIRST)).toBe(
      '000000010000000100000000',
    );
    expect(holeIn(['0000000100000000000000FF.gz'], FIRST)).toBe(FIRST);
  });

  test('is none where a piece is there of a later timeline, beside histories, or only before what is needed', () => {
    expect(holeIn([`${FIRST}.gz`, '0000000200000000000000FF.gz', '00000002.history.gz'], FIRST)).toBeNull();
    expect(holeIn(['0000000100000000000000F0', FIRST], FIRST)).toBeNull();
    expect(holeIn([], FIRST)).toBeNull();
  });
});
