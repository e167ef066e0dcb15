import { CargoReleaseFiled, EntryReviewOrdered, replayPhases } from '#contracts';
import type { Gate } from './gate';
import { openingsOf } from './replay-phases';

const gate = (of: Partial<Gate>): Gate => ({
  module: 'entry',
  direction: 'inbound',
  state: 'FLOWING',
  version: 1,
  since: new Date(),
  changedBy: 'x',
  cause: 'x',
  incidentNumber: null,
  closedBy: null,
  downtimeId: null,
  treatments: [],
  pilots: [],
  pilotRow: null,
  replayUpTo: null,
  phase: null,
  ...of,
});
const opening = (of: Partial<Gate>) => openingsOf([gate(of)]).get('entry') ?? 'open';

test('what may leave follows the state of the inbound gate', () => {
  expect(opening({})).toBe('open');
  expect(opening({ state: 'STOPPED' })).toBe('shut');
  expect(opening({ state: 'TRIAL' })).toBe('shut');
  expect(opening({ state: 'TRIAL', replayUpTo: '90' })).toBe('shut');
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7' })).toEqual({ rows: ['7'] });
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7', phase: 0 })).toEqual({
    upTo: '90',
    types: [CargoReleaseFiled.type, EntryReviewOrdered.type],
  });
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7', phase: 1 })).toEqual({ upTo: '90' });
});

test('an outbound gate holds nothing back on the way to the module', () => {
  expect(opening({ direction: 'outbound', state: 'STOPPED' })).toBe('open');
});

test('releases and reviews go out before summaries, and every replay ends with everything', () => {
  expect(replayPhases('entry')).toEqual([[CargoReleaseFiled.type, EntryReviewOrdered.type], 'everything']);
  expect(replayPhases('manifest')).toEqual(['everything']);
});
