import { workItemStates } from './work-item.states';

test('the life of a work item is a sound table', () => {
  expect(workItemStates.faults()).toEqual([]);
});
