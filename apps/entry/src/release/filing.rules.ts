import type { CargoReleaseFiled, Condition } from '#contracts';
import { judgeAgencyData } from '../agency-data/agency.rules';
import { releaseCondition } from './release-conditions';
import type { BookCode } from './rule-book';
import { RULE_BOOK } from './rule-book';
import type { BookRule, FilingContext } from './rule';

const rulesFor = (action: string): readonly BookRule<BookCode>[] =>
  RULE_BOOK.filter(({ actions = 'AR' }) => actions.includes(action));
/** Of each action its rows. What is no action is judged as a new declaration. */
const NEW = rulesFor('A');
const BY_ACTION: ReadonlyMap<string, readonly BookRule<BookCode>[]> = new Map(
  ['A', 'R', 'U', 'D'].map((action) => [action, rulesFor(action)]),
);

/** Where an update names no mode its bills are judged by the mode on file alone. */
const OF_BILLS: ReadonlySet<string> = new Set(['SE15', 'SE16', 'SE17']);
const NONE: ReadonlySet<string> = new Set();

/**
 * Everything that is wrong with a cargo release as it stands, whatever is on file. The same filing in the same context always
 * gets the same conditions. Source: Cargo Release guide v40, pp. SE-17..85.
 */
export function judgeFiling(filing: CargoReleaseFiled, context: FilingContext): Condition[] {
  const all: Condition[] = [];
  const later = filing.action === 'U' && filing.modeOfTransport === null ? OF_BILLS : NONE;
  for (const { code, record, found } of (BY_ACTION.get(filing.action) ?? NEW).filter((rule) => !later.has(rule.record)))
    for (const { detail, ...where } of found(filing, context))
      all.push(releaseCondition(code, { record, ...where }, detail));
  if (filing.action !== 'D' && filing.action !== 'U')
    for (const { code, detail, advice, ...where } of judgeAgencyData(filing, context.today, context.agencyFlags)) {
      const told = releaseCondition(code, where, detail);
      all.push(advice ? { ...told, severity: 'warning' } : told);
    }
  return all;
}

export const isFatal = (conditions: readonly Condition[]): boolean =>
  conditions.some(({ severity }) => severity === 'fatal');

export const hasWarning = (conditions: readonly Condition[]): boolean =>
  conditions.some(({ severity }) => severity === 'warning');
