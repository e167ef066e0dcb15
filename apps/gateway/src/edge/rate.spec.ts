import { Rate } from './rate';

const T0 = 1_800_000_000_000;
const at = (seconds: number): number => T0 + seconds * 1_000;

test('a rate counts the last ten full seconds, not the one that has just begun', () => {
  const rate = new Rate();
  rate.add(30, at(0));
  expect(rate.perSecond(at(0.5))).toBe(0);
  expect(rate.perSecond(at(1))).toBe(3);
  rate.add(70, at(9));
  expect(rate.perSecond(at(10))).toBe(10);
  expect(rate.perSecond(at(11))).toBe(7);
  expect(rate.perSecond(at(20))).toBe(0);
});

test('a rate is nothing after a long silence', () => {
  const rate = new Rate();
  rate.add(1_000, at(0));
  expect(rate.perSecond(at(3_600))).toBe(0);
  rate.add(10, at(3_600));
  expect(rate.perSecond(at(3_601))).toBe(1);
});
