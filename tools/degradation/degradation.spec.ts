import { ACTION_NAMES, ACTIONS, DEGRADATION, PARTS, sentenceOf } from './degradation.table';

test('every ordered pair of a dead part and a thing done has one row, and each row of a part its own sentence', () => {
  expect(DEGRADATION).toHaveLength(PARTS.length * ACTION_NAMES.length);
  for (const part of PARTS) {
    const sentences = DEGRADATION.filter(({ dead }) => dead === part).map(sentenceOf);
    expect(new Set(sentences).size).toBe(ACTION_NAMES.length);
  }
});

test('only filings wait: whoever looks something up or gives an order hears at once whether it was done', () => {
  expect(DEGRADATION.filter(({ action, outcome }) => outcome === 'waits' && ACTIONS[action].kind !== 'filing')).toEqual([]);
});

test('a dead module never stops a filing from being taken: only the gateway and its database do', () => {
  const stopped = DEGRADATION.filter(({ action, outcome }) => ACTIONS[action].kind === 'filing' && (outcome === 'refused' || outcome === 'not reached'));
  expect([...new Set(stopped.map(({ dead }) => dead))]).toEqual(['gateway', 'database']);
});

test('what does not work on the spot says when it is made good', () => {
  expect(DEGRADATION.filter(({ outcome, madeGood }) => outcome !== 'works' && madeGood.length < 10)).toEqual([]);
});
