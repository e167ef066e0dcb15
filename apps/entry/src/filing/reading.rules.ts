import type { Condition } from '#contracts';

/** Findings of reading and of the rules. What cannot be read refuses the filing by itself: the rules would take it for absent. */
export const judgedAsRead = <C extends Condition>(reading: readonly C[] | undefined, judge: () => C[]): C[] => {
  const found = reading ?? [];
  return found.some(({ severity }) => severity === 'fatal') ? [...found] : [...found, ...judge()];
};
