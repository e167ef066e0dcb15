import type { RecurringWork } from '#service';
import { ViewCheck } from './view-check';
import { Visibility } from './visibility';

const filing = (key: string) => ({ key, acceptedAt: new Date('2026-11-30T12:00:00Z') });

test('while no filing is told of, views are looked at every sixth turn; a new filing has them looked at in the next one', () => {
  const visibility = Object.create(Visibility.prototype) as Visibility;
  let turn: () => unknown = () => undefined;
  const work = { every: (_ms: number, _what: string, given: () => unknown) => void (turn = given) };
  const nobody = {} as never;
  const check = new ViewCheck(
    ...([
      nobody,
      nobody,
      nobody,
      nobody,
      nobody,
      nobody,
      visibility,
      nobody,
      work as unknown as RecurringWork,
    ] as const),
  );
  const look = jest.spyOn(check, 'look').mockResolvedValue();
  const looks = (turns: number): number => {
    look.mockClear();
    for (let n = 0; n < turns; n += 1) turn();
    return look.mock.calls.length;
  };
  expect(looks(1)).toBe(1);
  expect(looks(5)).toBe(0);
  expect(looks(1)).toBe(1);
  visibility.newestEntry = filing('B7600000001');
  expect(looks(1)).toBe(1);
  visibility.newestEntry = filing('B7600000002');
  expect(looks(1)).toBe(1);
  expect(looks(12)).toBe(2);
});
