import { storedShape } from '#persistence';

interface Told {
  readonly holds: readonly string[];
  readonly waitedDays: number;
}
const first = storedShape<{ readonly hold: string }>({ name: 'cargo_release.told', version: 1 });
const told = storedShape<Told>({
  name: 'cargo_release.told',
  version: 2,
  lifts: { 1: ({ hold }: { hold: string }) => ({ holds: [hold], waitedDays: 0 }) },
  faultOf: (content) => (Array.isArray((content as Told).holds) ? null : '/holds: Expected array'),
});

test('what the first build wrote is read in the words of today', () => {
  expect(told.read(first.write({ hold: '1H' }))).toEqual({ holds: ['1H'], waitedDays: 0 });
});

test('what this build wrote is read as it was, and says its version where an older build finds it', () => {
  const content = { holds: ['1H', '2H'], waitedDays: 30 };
  expect(told.read(told.write(content))).toEqual(content);
  expect(told.write(content)).toEqual({ ...content, stored: 2 });
});

test('what a newer build wrote is not guessed at', () => {
  expect(() => first.read(told.write({ holds: [], waitedDays: 0 }))).toThrow(
    'version 2 of cargo_release.told is not known here, only 1 to 1',
  );
});

test('what is not of the shape is not handed on', () => {
  expect(() => told.read({ stored: 2, waitedDays: 0 })).toThrow('cargo_release.told is not readable: /holds');
});
