import { invitationStates } from './invitation.states';

test('the life of an invitation is sound, and one that was accepted, declined, withdrawn or ran out is never good again', () => {
  expect(invitationStates.faults()).toEqual([]);
  for (const state of ['accepted', 'declined', 'expired', 'withdrawn'] as const)
    expect(invitationStates.eventsIn(state)).toEqual([]);
});
