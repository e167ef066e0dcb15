import type { Condition } from '#contracts';
import { AS_SENT } from '../filing/reading.rules';
import type { SummaryCondition } from '../summary-on-file/summary.model';
import { codesOf, stemOf } from './field-rows';
import { SUMMARY_CONDITIONS, type SummaryConditionCode } from './summary-conditions';
import { UNREADABLE } from './unreadable.table';

const CODES: ReadonlyMap<string, SummaryConditionCode> = new Map(
  UNREADABLE.map(({ code, record, field }) => [`${record} ${field}`, code as SummaryConditionCode]),
);
/** Not a number, not a date: what the gateway's reading finds. */
const NOT_WHAT_IT_IS = ['W91', 'W92'];

/** What reading found in a summary, under the code that the dictionary has for the field; it still says how the field is written. */
export function asDictionarySays(found: Condition): SummaryCondition {
  const field = (found.field ?? '').replace(/[1-9]$/, '');
  const code = NOT_WHAT_IT_IS.includes(found.code) ? CODES.get(`${found.record} ${field}`) : undefined;
  if (code === undefined) return { ...found, lineNumber: null };
  return { ...found, code, text: SUMMARY_CONDITIONS.get(code).text, lineNumber: null };
}

const BY_FIELD = new Map<string, readonly string[]>();
const codesOfField = (place: string): readonly string[] => {
  let codes = BY_FIELD.get(place);
  if (!codes) BY_FIELD.set(place, (codes = codesOf(place)));
  return codes;
};

/** One fault has one code: where a rule refuses a field by a code of its own, that its characters are none of its class is not told beside it. */
export const withoutSaidTwice = (conditions: readonly SummaryCondition[]): readonly SummaryCondition[] => {
  if (!conditions.some(({ code }) => AS_SENT.includes(code))) return conditions;
  return conditions.filter(({ code, record, field, recordIndex }) => {
    if (!AS_SENT.includes(code)) return true;
    const own = codesOfField(`${record} ${stemOf(field ?? '')}`);
    return !conditions.some(
      (other) =>
        other.severity === 'fatal' &&
        !AS_SENT.includes(other.code) &&
        other.recordIndex === recordIndex &&
        own.includes(other.code),
    );
  });
};
