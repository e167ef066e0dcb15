import { isToBeSentAgain, nextToSend, type TypedDecision, type Waiting } from './outbox.rules';

const typed = (place: number, number: string, refused?: number): Waiting => ({
  place,
  content: {
    body: {
      idempotencyKey: `key ${place}`,
      port: '2704',
      mode: 'vessel',
      bills: [{ issuerScac: 'MAEU', number }],
      decision: 'release',
      decidedAt: '2026-11-30T06:00:00Z',
    },
    reference: `MAEU${number}`,
    typedAt: '2026-11-30T06:00:00Z',
    knownHolds: [],
    ...(refused && { refused: { problem: { type: '', title: '', status: refused }, at: '2026-11-30T06:05:00Z' } }),
  } satisfies TypedDecision,
});

test('decisions are sent in the order in which they were typed', () => {
  expect(nextToSend([typed(4, 'A'), typed(7, 'B')])?.place).toBe(4);
  expect(nextToSend([])).toBeNull();
});

test('a refused decision holds up the later ones on the same goods, and no others', () => {
  const waiting = [typed(1, 'A', 409), typed(2, 'A'), typed(3, 'B')];
  expect(nextToSend(waiting)?.place).toBe(3);
  expect(nextToSend(waiting.slice(0, 2))).toBeNull();
});

test.each([
  [0, true],
  [401, true],
  [429, true],
  [503, true],
  [403, false],
  [409, false],
  [422, false],
])('after an answer with status %i it is sent again by itself: %s', (status, again) => {
  expect(isToBeSentAgain({ status })).toBe(again);
});
