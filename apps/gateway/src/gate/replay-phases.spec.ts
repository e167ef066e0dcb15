import { AgencyDecisionOrdered, BondFiled, CargoReleaseFiled, EntryReviewOrdered, replayPhases } from '#contracts';
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

const RELEASES = [CargoReleaseFiled.type, BondFiled.type, EntryReviewOrdered.type, AgencyDecisionOrdered.type];

test('what may leave follows the state of the inbound gate', () => {
  expect(opening({})).toBe('open');
  expect(opening({ state: 'STOPPED' })).toBe('shut');
  expect(opening({ state: 'TRIAL' })).toBe('shut');
  expect(opening({ state: 'TRIAL', replayUpTo: '90' })).toBe('shut');
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7' })).toEqual({ rows: ['7'] });
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7', phase: 0 })).toEqual({
    upTo: '90',
    types: RELEASES,
    first: true,
  });
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7', phase: 1 })).toEqual({
    upTo: '90',
    types: RELEASES,
  });
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7', phase: 2 })).toEqual({ upTo: '90', first: true });
  expect(opening({ state: 'TRIAL', replayUpTo: '90', pilotRow: '7', phase: 3 })).toEqual({ upTo: '90' });
});

test('an outbound gate holds nothing back on the way to the module', () => {
  expect(opening({ direction: 'outbound', state: 'STOPPED' })).toBe('open');
});

test('releases, their bonds and reviews go out before summaries, of each those of trusted traders first, and every replay ends with everything', () => {
  const everything = [
    { types: 'everything', first: true },
    { types: 'everything', first: false },
  ];
  expect(replayPhases('entry')).toEqual([
    { types: RELEASES, first: true },
    { types: RELEASES, first: false },
    ...everything,
  ]);
  expect(replayPhases('manifest')).toEqual(everything);
});
