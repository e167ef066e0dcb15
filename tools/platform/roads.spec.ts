import { compare, roadsTable } from './roads';

const gateway = {
  service: 'gateway',
  sent: [
    { service: 'entry', lane: 0, position: 10, waiting: 0 },
    { service: 'entry', lane: 1, position: 7, waiting: 3 },
  ],
  heard: [],
};

test('what left and was heard to its end is heard, what was not is under way, lane by lane', () => {
  const entry = (zero: number, one: number) => ({
    service: 'entry',
    sent: [],
    heard: [
      { service: 'gateway', lane: 0, position: zero },
      { service: 'gateway', lane: 1, position: one },
    ],
  });
  expect(compare([gateway, entry(10, 7)])).toEqual([
    { from: 'gateway', to: 'entry', waiting: 3, behind: 0, verdict: 'heard' },
  ]);
  expect(compare([gateway, entry(4, 7)])).toEqual([
    { from: 'gateway', to: 'entry', waiting: 3, behind: 6, verdict: 'under way' },
  ]);
  expect(compare([gateway, entry(12, 7)])[0]).toMatchObject({ behind: 0, verdict: 'forgotten by the sender' });
});

test('a service that does not answer is named, and nothing is said of what it heard', () => {
  expect(compare([gateway])[0]).toMatchObject({ verdict: 'not known' });
  expect(roadsTable(compare([gateway]), ['entry'])).toMatch(/not known\nNo answer from entry/);
});
