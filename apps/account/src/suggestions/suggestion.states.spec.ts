import { DECISIONS, suggestionStates } from './suggestion.states';

test('the life of a suggestion is sound: it is decided by who it is assigned to, and every decision is told', () => {
  expect(suggestionStates.faults()).toEqual([]);
  for (const decision of DECISIONS) {
    expect(suggestionStates.can('filed', decision)).toBe(false);
    expect(suggestionStates.says('assigned', decision)).toEqual(['account.suggestion-answered']);
  }
});
