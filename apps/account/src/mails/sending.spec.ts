import { isGivenUp, isRefusal, TOLD_AFTER_TRIES, waitAfter } from './sending.rules';

const since = new Date('2026-11-01T00:00:00.000Z');
const after = (hours: number): Date => new Date(since.getTime() + hours * 3_600_000);

test('an e-mail is given up after twelve refusals of the mail server or two weeks without it, and not before', () => {
  expect(isGivenUp(11, since, after(13 * 24))).toBe(false);
  expect(isGivenUp(12, since, after(4))).toBe(true);
  expect(isGivenUp(0, since, after(14 * 24 - 0.1))).toBe(false);
  expect(isGivenUp(0, since, after(14 * 24))).toBe(true);
});

test('a mail server that is away, busy, or does not know who sends refused no e-mail', () => {
  expect([null, 421, 451, 530, 535, 538].map(isRefusal)).toEqual([false, false, false, false, false, false]);
  expect([550, 552, 554].map(isRefusal)).toEqual([true, true, true]);
});

test('tries follow each other ever more seldom, an hour apart at most, and that an e-mail waits is said after some minutes', () => {
  expect([0, 1, 2, 8, 9, 400].map(waitAfter)).toEqual([10_000, 20_000, 40_000, 2_560_000, 3_600_000, 3_600_000]);
  const told = Array.from({ length: TOLD_AFTER_TRIES - 1 }, (_, tries) => waitAfter(tries)).reduce((a, b) => a + b);
  expect(told).toBe(310_000);
});
