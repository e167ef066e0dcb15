import { applicationStates } from './application.states';

test('the life of an application is sound, and what was decided stays decided', () => {
  expect(applicationStates.faults()).toEqual([]);
  for (const state of ['approved', 'refused', 'withdrawn'] as const)
    expect(applicationStates.eventsIn(state)).toEqual([]);
});
