import type { Condition } from '#contracts';

/** Characters or a blank that the layout of a summary does not allow: the text reaches the rules as sent. */
export const AS_SENT: readonly string[] = ['W99', 'W9A'];

/** Findings of reading and of the rules. What cannot be read refuses the filing by itself: the rules would take it for absent. */
export const judgedAsRead = <C extends Condition>(reading: readonly C[] | undefined, judge: () => C[]): C[] => {
  const found = reading ?? [];
  return found.some(({ code, severity }) => severity === 'fatal' && !AS_SENT.includes(code))
    ? [...found]
    : [...found, ...judge()];
};
