import { PartlyOpenRoad } from './partly-open-road';

describe('a road on which only some rows may leave', () => {
  test('takes in each look what has come due since the last one, and never none', () => {
    const partly = new PartlyOpenRoad({ upTo: '9', perSecond: 400 });
    const began = performance.now();
    partly.atMost(began);
    expect(partly.atMost(began + 100)).toBe(40);
    expect(partly.atMost(began + 100)).toBe(1);
    expect(partly.atMost(began + 125)).toBe(10);
  });

  test('does not make up in one look for a time in which nobody looked', () => {
    const partly = new PartlyOpenRoad({ upTo: '9', perSecond: 400 });
    expect(partly.atMost(performance.now() + 60_000)).toBe(300);
  });

  test('without a bound takes whatever a look can', () => {
    expect(new PartlyOpenRoad({ upTo: '9' }).atMost(performance.now())).toBe(300);
  });
});
