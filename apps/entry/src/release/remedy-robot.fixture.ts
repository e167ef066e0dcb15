import type { DraftRelease } from './release.fixture';
import { take } from '../rule-book/mend.fixture';
import type { Actions, BookRule, FilingContext, Finding } from './rule';
import { RULE_BOOK } from './rule-book';

/** A program that knows nothing but the answer: it takes the steps of the first remedy it is given, files again, and so on. */

const ROUNDS = 30;
/** Members that a filing may lack; the others hold null when they are empty. */
const MAY_LACK = [
  ...['documentImageIndicator', 'multipleDispositionsIndicator', 'splitShipmentIndicator', 'addresses'],
  ...[
    'generalOrderNumber',
    'bondedWarehouse',
    'originatingEntry',
    'immediateDelivery',
    'zone',
    'privilegedForeign',
    'leftEmpty',
    'securityFiling',
  ],
];

const holdsFor = ({ actions = 'AR' }: { readonly actions?: Actions }, action: string): boolean =>
  actions.includes(/^[ARUD]$/.test(action) ? action : 'A');

const firstFault = (draft: DraftRelease, context: FilingContext): { rule: BookRule; finding: Finding } | null => {
  for (const rule of RULE_BOOK) {
    if (rule.severity === 'warning' || rule.mend === undefined || !holdsFor(rule, draft.action)) continue;
    const [finding] = rule.found(draft, context);
    if (finding) return { rule, finding };
  }
  return null;
};

/** The filing as the robot leaves it. */
export function remedied(filed: DraftRelease, context: FilingContext): DraftRelease {
  const draft = structuredClone(filed);
  for (let round = 0; round < ROUNDS; round += 1) {
    const fault = firstFault(draft, context);
    if (fault === null) break;
    for (const step of fault.rule.mend!)
      take(step, draft, fault.finding.at, context, (name) => MAY_LACK.includes(name));
  }
  return draft;
}
