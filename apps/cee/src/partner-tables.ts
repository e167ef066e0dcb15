import { functionTables } from './authority/trade-functions.data';
import { CLOCKS } from '#reference';
import { centerTables } from './centers/centers.data';
import { HOLD_CODES } from './liquidation/liquidation-order.rules';
import { noticeTables } from './notices/notice-forms.table';
import {
  CAPACITIES,
  DECISIONS_PROTESTED,
  FURTHER_REVIEW_CRITERIA,
  PROTEST_TYPES,
} from './protests/protest-codes.table';
import { PLACE_TABLE } from './protests/protest.rules';
import { protestStates, STATUS_CODES } from './protests/protest.states';
import { REJECTION_CODES } from './reviews/rejection-codes.table';
import { PRIORITY_TABLE } from './work/priority.rules';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Generated sections of docs/partners/protests.md, by the name they carry there. */
export const protestsPartnerTables = (): Readonly<Record<string, string>> => ({
  types: table(
    ['type', 'code', 'what it is', 'time'],
    PROTEST_TYPES.map(({ type, code, says, clock, closedFrom }) => [
      ...[`\`${type}\``, code, says],
      closedFrom === null ? clock : `${clock}; closed for goods entered from ${closedFrom} on`,
    ]),
  ),
  capacities: table(
    ['`capacity`', 'who', 'rule', 'looked up by'],
    CAPACITIES.map(({ capacity, says, rule, proof }) => [
      `\`${capacity}\``,
      says,
      rule,
      proof ?? 'nothing: it is said',
    ]),
  ),
  decisions: table(
    ['`decision`', 'what is protested'],
    DECISIONS_PROTESTED.map(({ decision, says }) => [`\`${decision}\``, says]),
  ),
  criteria: table(
    ['`criterion`', 'the decision is', 'rule'],
    FURTHER_REVIEW_CRITERIA.map(({ criterion, says, rule }) => [`\`${criterion}\``, says, rule]),
  ),
  states: table(
    ['state', 'status', 'events that are possible, by whom'],
    protestStates.states.map((state) => [
      ...[state, STATUS_CODES[state]],
      protestStates.transitions
        .filter(({ from }) => from === state)
        .map(({ on, who }) => `${on} (${who})`)
        .join('; ') || 'none: it is final',
    ]),
  ),
  place: table(
    ['reason', 'when', 'days forward'],
    PLACE_TABLE.map(({ rule, when, days }) => [rule, when, String(days)]),
  ),
});

/** Generated sections of docs/partners/centers.md, by the name they carry there. */
export const centersPartnerTables = (): Readonly<Record<string, string>> => ({
  centers: centerTables(),
  functions: functionTables(),
  'rejection codes': table(
    ['code', 'about'],
    REJECTION_CODES.map(({ code, says }) => [code, says]),
  ),
  notices: noticeTables(),
  holds: table(
    ['code', 'order', 'liquidation is'],
    HOLD_CODES.map(({ code, by, says }) => [code, `\`${by}\``, says]),
  ),
  priority: table(
    ['reason', 'when', 'points'],
    PRIORITY_TABLE.map(({ rule, when, points }) => [rule, when, points]),
  ),
  clocks: table(
    ['clock', 'runs for', 'starts with', 'length', 'rule', 'at its end', 'a downtime puts it off'],
    CLOCKS.map(({ name, runsFor, starts, length, unit, rule, atEnd, relief }) => [
      ...[name, runsFor === 'trade' ? 'the trade' : runsFor, starts, `${length} ${unit}`, rule, atEnd],
      relief === null ? 'no' : relief === 'payment' ? 'by its days for payments' : 'by its days for other deadlines',
    ]),
  ),
});
