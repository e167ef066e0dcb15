import { functionTables } from './authority/trade-functions.data';
import { CLOCKS } from '#reference';
import { centerTables } from './centers/centers.data';
import { REJECTION_CODES } from './reviews/rejection-codes.table';
import { FOUND_BY } from './earlier-answers/likeness.rules';
import { QUESTION_KINDS } from './earlier-answers/question-kinds.table';
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
  'kinds of question': table(
    ['kind', 'told apart by', 'a decision says'],
    QUESTION_KINDS.map(({ kind, sameBy, outcome }) => [kind, sameBy.join(', '), outcome ?? 'nothing that is compared']),
  ),
  'found by': table(
    ['because', 'when', 'points'],
    FOUND_BY.map(({ rule, when, points }) => [rule, when, String(points)]),
  ),
  clocks: table(
    ['clock', 'runs for', 'starts with', 'length', 'rule', 'at its end', 'a downtime puts it off'],
    CLOCKS.map(({ name, runsFor, starts, length, unit, rule, atEnd, relief }) => [
      ...[name, runsFor === 'trade' ? 'the trade' : runsFor, starts, `${length} ${unit}`, rule, atEnd],
      relief === null ? 'no' : relief === 'payment' ? 'by its days for payments' : 'by its days for other deadlines',
    ]),
  ),
});
