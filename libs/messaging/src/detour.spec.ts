import { Detour } from './detour';

describe('a road on which only some rows may leave', () => {
  test('takes in each look what has come due since the last one, and never none', () => {
    const detour = new Detour({ upTo: '9', perSecond: 400 });
    const began = performance.now();
    detour.atMost(began);
    expect(detour.atMost(began + 100)).toBe(40);
    expect(detour.atMost(began + 100)).toBe(1);
    expect(detour.atMost(began + 125)).toBe(10);
  });

  test('does not make up in one look for a time in which nobody looked', () => {
    const detour = new Detour({ upTo: '9', perSecond: 400 });
    expect(detour.atMost(performance.now() + 60_000)).toBe(300);
  });

  test('without a bound takes whatever a look can', () => {
    expect(new Detour({ upTo: '9' }).atMost(performance.now())).toBe(300);
  });
});
