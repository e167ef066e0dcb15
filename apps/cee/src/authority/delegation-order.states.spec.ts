import { delegationStates } from './delegation-order.states';

test('the life of a delegation order is sound', () => {
  expect(delegationStates.faults()).toEqual([]);
});
test('go is said of what is ready only, and rollback of what was ordered', () => {
  expect(delegationStates.states.filter((state) => delegationStates.can(state, 'go'))).toEqual(['ready']);
  expect(delegationStates.states.filter((state) => delegationStates.can(state, 'rollback'))).toEqual([
    'ordered',
    'in force',
  ]);
});
