import { standIns } from './absence.rules';

describe('whose work items go to whom', () => {
  test('those of somebody absent go to the stand-in, or to the whole team', () => {
    const found = standIns([
      { personId: 'ann', standInId: 'bob' },
      { personId: 'cyd', standInId: null },
    ]);
    expect([...found]).toEqual([
      ['ann', 'bob'],
      ['cyd', null],
    ]);
  });
  test('a stand-in who is absent has a stand-in, and a circle of them is nobody', () => {
    const chain = [
      { personId: 'ann', standInId: 'bob' },
      { personId: 'bob', standInId: 'cyd' },
    ];
    expect(standIns(chain).get('ann')).toBe('cyd');
    const circle = standIns([...chain, { personId: 'cyd', standInId: 'ann' }]);
    expect([...circle.values()]).toEqual([null, null, null]);
  });
});
