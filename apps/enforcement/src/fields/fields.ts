import { type FieldError, isCustomsDate } from '#kernel';
import { Problem } from '#service';
import { centsOf } from '../cases/case.rules';

/** Cents of an amount. @throws Problem `not-valid` by field */
export const amountOf = (at: string, text: string): number => {
  const cents = centsOf(text);
  if (typeof cents !== 'number')
    throw new Problem('not-valid', 'Some fields are wrong.', [{ at, text: cents.problem }]);
  return cents;
};

/** @throws Problem `not-valid` by field */
export const requireDays = (days: Readonly<Record<string, string | null>>): void => {
  const errors: FieldError[] = Object.entries(days).flatMap(([field, day]) =>
    day === null || isCustomsDate(day) ? [] : [{ at: `/${field}`, text: `'${day}' is not a day, YYYY-MM-DD` }],
  );
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
};
