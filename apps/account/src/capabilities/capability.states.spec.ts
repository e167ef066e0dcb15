import { capabilityStates, waveStates } from './capability.states';

test('the lives of a capability and of a wave are sound; what is off can be opened again, what is closed is not', () => {
  expect(capabilityStates.faults()).toEqual([]);
  expect(waveStates.faults()).toEqual([]);
  expect(capabilityStates.can('off', 'wave opened')).toBe(true);
  expect(waveStates.eventsIn('closed')).toEqual([]);
});
