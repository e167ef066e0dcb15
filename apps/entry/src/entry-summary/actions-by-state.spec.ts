import { actionCases, STATES_AND_ACTIONS } from './actions-by-state.fixture';
import { judgeSummary } from './filing.rules';
import { CONTEXT } from './summary.fixture';

test.each(actionCases())('$state, $action: $answer', ({ existing, summary, answer }) => {
  const { accepted, effect, conditions } = judgeSummary(summary, { ...CONTEXT, existing });
  const [codes, takesOff] = [conditions.map(({ code }) => code).join(' '), effect === 'delete' ? ' !' : ''];
  expect(accepted ? effect : `${codes}${takesOff}`).toBe(answer);
  expect(accepted || ['keep', 'delete'].includes(effect)).toBe(true);
});

test('the table has every action in every state', () => {
  const [states, actions] = STATES_AND_ACTIONS;
  const told = actionCases().map(({ state, action }) => `${state}, ${action}`);
  expect(told).toEqual(states.flatMap((state) => actions.map((action) => `${state}, ${action}`)));
});
