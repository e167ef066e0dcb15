import { Allowances, Holdings, networkOf } from './allowances';

describe('An allowance', () => {
  test('is of so many a second for each caller by itself, with a burst, and says how long to wait', () => {
    const allowance = new Allowances(2, 4);
    expect([1, 2, 3, 4, 5].map(() => allowance.take('a', 1_000))).toEqual([0, 0, 0, 0, 1]);
    expect(allowance.take('b', 1_000)).toBe(0);
    expect([allowance.take('a', 1_400), allowance.take('a', 1_500), allowance.take('a', 1_500)]).toEqual([1, 0, 1]);
    expect([1, 2, 3, 4, 5].map(() => allowance.take('a', 60_000))).toEqual([0, 0, 0, 0, 1]);
  });

  test('of few a minute says the seconds until the next', () => {
    const allowance = new Allowances(3 / 60, 3);
    for (const _ of [1, 2, 3]) expect(allowance.take('a', 0)).toBe(0);
    expect([allowance.wait('a', 0), allowance.wait('a', 5_000), allowance.wait('a', 20_000)]).toEqual([20, 15, 0]);
  });

  test('tells what is left of it, and when nothing of it is missing any more', () => {
    const [allowance, ofFew] = [new Allowances(2, 4), new Allowances(3 / 60, 3)];
    expect(allowance.shareOf('a', 0)).toEqual({ quota: 4, windowSeconds: 2, left: 4, fullInSeconds: 0 });
    for (const _ of [1, 2, 3]) allowance.take('a', 0);
    expect(allowance.shareOf('a', 0)).toEqual({ quota: 4, windowSeconds: 2, left: 1, fullInSeconds: 2 });
    expect(allowance.shareOf('a', 1_250)).toMatchObject({ left: 3, fullInSeconds: 1 });
    expect(allowance.shareOf('b', 0)).toMatchObject({ left: 4 });
    ofFew.take('a', 0);
    expect(ofFew.shareOf('a', 0)).toEqual({ quota: 3, windowSeconds: 60, left: 2, fullInSeconds: 20 });
  });

  test('is remembered of the callers seen last, however many come', () => {
    const allowance = new Allowances(1, 1);
    for (let n = 0; n <= 50_000; n += 1) allowance.take(`caller ${n}`, 0);
    expect([allowance.wait('caller 50000', 0), allowance.wait('caller 1', 0), allowance.wait('caller 0', 0)]).toEqual([
      1, 1, 0,
    ]);
  });
});

test('a caller holds so much at one moment, and what it gives back it may have again', () => {
  const holdings = new Holdings(10);
  expect([holdings.take('a', 6), holdings.take('a', 5), holdings.take('b', 5)]).toEqual([true, false, true]);
  holdings.give('a', 6);
  expect([holdings.take('a', 10), holdings.take('a', 1)]).toEqual([true, false]);
  holdings.give('a', 10);
  expect(holdings.take('a', 11)).toBe(true);
});

test('whoever has a whole network of IPv6 is one asker, and one of IPv4 the same in either notation', () => {
  expect(
    [
      '2001:db8:1:2::7',
      '2001:DB8:1:2:aaaa:bbbb:cccc:dddd',
      '2001:0db8:0001:0002:0:0:0:9',
      'fe80:0:0:0::1%eth0',
      '::1',
    ].map(networkOf),
  ).toEqual(['2001:db8:1:2', '2001:db8:1:2', '2001:db8:1:2', 'fe80:0:0:0', '0:0:0:0']);
  expect(['192.0.2.7', '::ffff:192.0.2.7'].map(networkOf)).toEqual(['192.0.2.7', '192.0.2.7']);
});
