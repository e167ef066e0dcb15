import { functionTables } from './authority/trade-functions.data';
import { CLOCKS } from '#reference';
import { centerTables } from './centers/centers.data';
import { materialityTable } from './compliance/materiality.data';
import { REJECTION_CODES } from './reviews/rejection-codes.table';
import { PRIORITY_TABLE } from './work/priority.rules';

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
  materiality: table(
    ['kind', 'from', 'small up to', 'and up to', 'no pattern up to entries', 'or up to', 'source'],
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
