import { functionTables } from './authority/trade-functions.data';
import { CLOCKS, clockOf } from '#reference';
import { centerTables } from './centers/centers.data';
import { REJECTION_CODES } from './reviews/rejection-codes.table';
import { SHIPPED_BENEFITS } from './trusted-benefits/benefits.data';
import { certificationTable } from './trusted-service/certifications.data';
import { REQUEST_KINDS, TARGETS } from './trusted-service/request.rules';
import { AGREEMENTS, CRITERIA, criteriaOn } from './trusted-traders/programs.data';
import { PRIORITY_TABLE } from './work/priority.rules';

/** After every version that there is. */
const NEWEST = '9999-12-31';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Generated sections of docs/partners/centers.md, by the name they carry there. */
export const centersPartnerTables = (): Readonly<Record<string, string>> => ({
  centers: centerTables(),
  functions: functionTables(),
  'rejection codes': table(
    ['code', 'about'],
    REJECTION_CODES.map(({ code, says }) => [code, says]),
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
