import { ACTION_NAMES, ACTIONS, CASES, DEGRADATION, HARMS, PARTS, rowsOf, sentenceOf } from './degradation.table';

test('every part can be killed and frozen, every service can be cut off from its database and from the broker, and each case has one row and one sentence for each thing done', () => {
  // The two servers, and the portal, which has neither.
  const services = PARTS.length - 3;
  expect(CASES).toHaveLength(PARTS.length * 2 + services * (HARMS.length - 2));
  expect(DEGRADATION).toHaveLength(CASES.length * ACTION_NAMES.length);
  for (const { part, harm } of CASES)
    expect(new Set(rowsOf(part, harm).map(sentenceOf)).size).toBe(ACTION_NAMES.length);
});

test('only filings wait: whoever looks something up or gives an order hears at once whether it was done, or is heard later', () => {
  expect(DEGRADATION.filter(({ action, outcome }) => outcome === 'waits' && ACTIONS[action].kind !== 'filing')).toEqual(
    [],
  );
});

test('a module that is dead, frozen or cut off never stops a filing from being taken: only the gateway and its database do', () => {
  const stopped = DEGRADATION.filter(
    ({ action, outcome }) => ACTIONS[action].kind === 'filing' && ['refused', 'not reached', 'late'].includes(outcome),
  );
  expect([...new Set(stopped.map(({ part }) => part))]).toEqual(['gateway', 'database']);
});

test('what does not work on the spot says when it is made good', () => {
  expect(DEGRADATION.filter(({ outcome, madeGood }) => outcome !== 'works' && madeGood.length < 10)).toEqual([]);
});
