import { take } from '../rule-book/mend.fixture';
import type { SummaryCondition, SummaryContext } from '../summary-on-file/summary.model';
import { computeSummary } from './fees.rules';
import { judgeSummary } from './filing.rules';
import { SUMMARY_CONDITIONS, type SummaryConditionCode } from './summary-conditions';
import type { DraftSummary } from './summary.fixture';

/** A program that knows nothing but the answer: it takes the steps of the first remedy it is given, files again, and so on. */

const ROUNDS = 60;
/** Members that hold null when they are empty; all others are left out. */
const HOLD_NULL = [
  ...['portOfEntry', 'brokerReference', 'entryType', 'modeOfTransport', 'paymentType', 'statementDate', 'bond'],
  ...['importerNumber', 'consigneeNumber', 'entryDate', 'importDate', 'estimatedArrival', 'carrierScac'],
  ...['portOfUnlading', 'chargesDollars', 'exportDate', 'amountDollars'],
];

/** Told by pointers, as a filing without records is. */
const placeless = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(placeless) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [name, /recordIndex$/i.test(name) ? null : placeless(of)]),
  ) as T;
};

const mendOf = ({ code }: SummaryCondition) => SUMMARY_CONDITIONS.get(code as SummaryConditionCode).mend;

/** The filing as the robot leaves it. */
export function remedied(filed: DraftSummary, context: SummaryContext): DraftSummary {
  const draft = placeless(structuredClone(filed));
  draft.records = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    const fault = judgeSummary(draft, context).conditions.find(
      (condition) => condition.severity === 'fatal' && mendOf(condition).length > 0,
    );
    if (!fault) break;
    const due = computeSummary(draft, context.today);
    for (const step of mendOf(fault))
      take(step, draft, fault.at ?? '', { ...context, due }, (name) => !HOLD_NULL.includes(name));
  }
  return draft;
}
