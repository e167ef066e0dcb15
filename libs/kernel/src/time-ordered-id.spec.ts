import { IDS_WITHIN, idWithin, timeOrderedId } from './time-ordered-id';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('what stands within a transmission has the same id whenever it is read, in the order of its place, and after all of an earlier transmission', () => {
  const [first, second] = [timeOrderedId(), timeOrderedId()];
  const places = [0, 1, 2, 255, 256, 65_535, 65_536, 999_999, 1_000_000, IDS_WITHIN - 1];
  const ids = [first, second].flatMap((id) => places.map((place) => idWithin(id, place)));
  for (const id of ids) expect(id).toMatch(UUID);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(places.map((place) => idWithin(second, place))).toEqual(ids.slice(places.length));
});

test('two transmissions of the same moment in two processes do not share an id', () => {
  const [one, other] = ['019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000002'];
  expect(idWithin(one, 7)).not.toBe(idWithin(other, 7));
});

test.each([-1, IDS_WITHIN, 1.5e9, Number.NaN])('there is no place %s', (place) => {
  expect(() => idWithin(timeOrderedId(), place)).toThrow(RangeError);
});
