import { gateStates } from './gate.states';

test('the life of a gate is sound', () => {
  expect(gateStates.faults()).toEqual([]);
});

test('a gate that is shut is only ever opened through a trial', () => {
  const opening = gateStates.transitions.filter(({ to }) => to === 'FLOWING');
  expect(opening.map(({ from }) => from)).toEqual(['TRIAL']);
});

test('a person can stop a gate in every state, and nobody but the platform ends a trial well', () => {
  for (const state of gateStates.states)
    expect(gateStates.next(state, 'stop ordered')).toEqual({ ok: true, value: 'STOPPED' });
  expect(gateStates.transitions.filter(({ on }) => on === 'trial passed').map(({ who }) => who)).toEqual([
    'the platform',
  ]);
});
