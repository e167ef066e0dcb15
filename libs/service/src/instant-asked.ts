import { isRealInstant } from '#kernel';
import { Problem } from './problem';

const [FIRST, LAST] = [Date.parse('1970-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')];

/** A day or an instant of a query as an ISO instant in UTC; undefined when it was not asked for. @throws Problem `not-valid` naming the field */
export const instantAsked = (field: string, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const at = isRealInstant(text) ? Date.parse(text) : NaN;
  if (at >= FIRST && at <= LAST) return new Date(at).toISOString();
  throw new Problem('not-valid', `${field} is a day or an instant.`, [
    { at: `/${field}`, text: 'a day or an instant, 2026-11-23 or 2026-11-23T18:00:00Z' },
  ]);
};
