import { dueDateOf, lastLateDay } from './document-request.rules';
import { documentRequestStates } from './document-request.states';

test('the life of a request is a sound table', () => {
  expect(documentRequestStates.faults()).toEqual([]);
});

test('what is asked for on the Friday before Thanksgiving week is due after business days only', () => {
  expect(dueDateOf('2026-11-20', 5)).toBe('2026-11-30');
  expect(dueDateOf('2026-12-23', 3)).toBe('2026-12-29');
});

test('a request is late from the day after it was due', () => {
  expect(lastLateDay('2026-12-01')).toBe('2026-11-30');
});
