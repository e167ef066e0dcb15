import { functionTables } from './authority/trade-functions.data';
import { CLOCKS, clockOf } from '#reference';
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
import { materialityTable } from './compliance/materiality.data';
import { REJECTION_CODES } from './reviews/rejection-codes.table';
import { SHIPPED_BENEFITS } from './trusted-benefits/benefits.data';
import { certificationTable } from './trusted-service/certifications.data';
import { REQUEST_KINDS, TARGETS } from './trusted-service/request.rules';
import { AGREEMENTS, CRITERIA, criteriaOn } from './trusted-traders/programs.data';
import { FOUND_BY } from './earlier-answers/likeness.rules';
import { QUESTION_KINDS } from './earlier-answers/question-kinds.table';
import { PRIORITY_TABLE } from './work/priority.rules';

/** After every version that there is. */
const NEWEST = '9999-12-31';

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
  'kinds of question': table(
    ['kind', 'told apart by', 'a decision says'],
    QUESTION_KINDS.map(({ kind, sameBy, outcome }) => [kind, sameBy.join(', '), outcome ?? 'nothing that is compared']),
  ),
  'found by': table(
    ['because', 'when', 'points'],
    FOUND_BY.map(({ rule, when, points }) => [rule, when, String(points)]),
  ),
  materiality: table(
    ['kind', 'from', 'small up to', 'and up to', 'no pattern up to entries', 'or up to', 'few notices up to', 'source'],
    materialityTable(),
  ),
  clocks: table(
    ['clock', 'runs for', 'starts with', 'length', 'rule', 'at its end', 'a downtime puts it off'],
    CLOCKS.map(({ name, runsFor, starts, length, unit, rule, atEnd, relief }) => [
      ...[name, runsFor === 'trade' ? 'the trade' : runsFor, starts, `${length} ${unit}`, rule, atEnd],
      relief === null ? 'no' : relief === 'payment' ? 'by its days for payments' : 'by its days for other deadlines',
    ]),
  ),
});

/** Generated sections of docs/partners/trusted-traders.md. */
export const trustedTradersPartnerTables = (): Readonly<Record<string, string>> => ({
  agreements: table(
    ['program', 'agreement', 'from', 'says'],
    AGREEMENTS.map(({ program, version, from, text }) => [program, `\`${version}\``, from, text]),
  ),
  criteria: CRITERIA.filter(({ program, version }) => criteriaOn(program, NEWEST)?.version === version)
    .map(({ program, version, source, criteria }) =>
      [
        `**${program}**, version \`${version}\` (${source}):`,
        '',
        table(
          ['criterion', 'about', 'weight', 'document', 'says'],
          criteria.map(({ code, heading, weight, evidence, text }) => [
            ...[code, heading, weight, evidence ? 'yes' : 'no', text],
          ]),
        ),
      ].join('\n'),
    )
    .join('\n\n'),
  benefits: table(
    ['benefit', 'program', 'tiers', 'figure', 'source'],
    SHIPPED_BENEFITS.map(({ benefit, program, tiers, figure, source }) => [
      ...[benefit, program, tiers?.join(', ') ?? 'all'],
      ...[figure === null ? '' : `${figure} exams in 10,000 entries`, source],
    ]),
  ),
  targets: table(
    ['request', 'needs the benefit', 'answered within', 'rule'],
    REQUEST_KINDS.map((kind) => {
      const { length, unit, rule } = clockOf(TARGETS[kind].clock, NEWEST);
      return [kind, TARGETS[kind].benefit, `${length} ${unit}`, rule];
    }),
  ),
  certifications: certificationTable(),
});
