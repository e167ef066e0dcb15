import fc from 'fast-check';
import { groupsOf, laneOf, pack, unpack, UnreadableBundle } from './envelope';

const message = fc.record({ type: fc.constantFrom('a', 'b', 'c'), subject: fc.constantFrom('1', '2', '3', '4') });

describe('messages taken together', () => {
  test.each([true, false])('keep the order of every subject (repeats allowed: %s)', (repeats) => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (list) => {
        const numbered = list.map((m, n) => ({ ...m, n }));
        const groups = groupsOf(numbered, () => repeats);
        const flat = groups.flatMap((g) => g.messages);
        expect(flat).toHaveLength(numbered.length);
        for (const subject of ['1', '2', '3', '4']) {
          expect(flat.filter((m) => m.subject === subject).map((m) => m.n)).toEqual(
            numbered.filter((m) => m.subject === subject).map((m) => m.n),
          );
        }
        for (const group of groups) {
          expect(new Set(group.messages.map((m) => m.type))).toEqual(new Set([group.type]));
          if (!repeats) expect(new Set(group.messages.map((m) => m.subject)).size).toBe(group.messages.length);
        }
      }),
    );
  });

  test('of one subject and type are one group when the handler takes repeats', () => {
    expect(
      groupsOf(
        [
          { type: 'a', subject: '1' },
          { type: 'a', subject: '1' },
        ],
        () => true,
      ),
    ).toHaveLength(1);
  });
});

test('a bundle is read as it was packed', () => {
  const data = { text: 'é "quoted" \u0000', list: [1, null] };
  const head = {
    id: '1',
    type: 't',
    version: 1,
    subject: 's',
    correlationId: 'c',
    causationId: null,
    hash: 'h',
    at: '2026-01-01T00:00:00Z',
  };
  expect(unpack(pack([{ ...head, data: JSON.stringify(data) }]))).toEqual([{ ...head, data }]);
});

test.each(['', '{}', '[1]', '[{"id":"1"}]', 'null'])('what is no bundle is told: %j', (text) => {
  expect(() => unpack(Buffer.from(text))).toThrow(UnreadableBundle);
});

test('a subject is always in the same lane, and subjects are spread over all lanes', () => {
  const counts = [0, 0, 0, 0];
  for (let n = 0; n < 4_000; n += 1) counts[laneOf(`entry:B76-${String(n).padStart(8, '0')}`, 4)]! += 1;
  for (const count of counts) expect(count).toBeGreaterThan(800);
  expect(laneOf('bill:MAEU260000101', 4)).toBe(laneOf('bill:MAEU260000101', 4));
});
