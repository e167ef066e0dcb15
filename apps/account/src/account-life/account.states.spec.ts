import { accountStates } from './account.states';

test('the life of an account is sound, and none that was merged comes back', () => {
  expect(accountStates.faults()).toEqual([]);
  expect(accountStates.eventsIn('merged')).toEqual([]);
});
