import type { CostFigures } from './cost';
import { table, whole } from './report';
import type { RoadCost } from './watch';

const two = (value: number): string => value.toFixed(2);
const SEEN_MS = 0.01;

const roadOf = ({ road, processorOf, rowsOf, statements, filings }: RoadCost): string =>
  [
    `${road}:`,
    `  ${processorOf
      .filter(({ ms }) => ms >= SEEN_MS)
      .map(({ name, ms }) => `${name} ${two(ms)}`)
      .join(', ')}`,
    `  rows: ${rowsOf.map((row) => `${row.table} ${two(row.inserted)}+${two(row.changed)}`).join(', ')}`,
    ...statements.map(
      ({ database, calls, ms, rows, text }) =>
        `  ${(ms / filings).toFixed(3)} ms, ${whole(calls)} calls, ${two(rows / filings)} rows: ${database} ${text.slice(0, 160)}`,
    ),
  ].join('\n');

/** What an entry may cost with many on file, in times of what it costs with few. */
export const FULL_TIMES = 1.2;

/** Of each road: processor time and seconds with many entries on file, in times of those with few. */
export const fullRatios = ({
  roads,
  full,
}: Pick<CostFigures, 'roads' | 'full'>): { road: string; processor: number; seconds: number }[] =>
  full.map((after) => {
    const before = roads.find(({ road }) => road === after.road)!;
    return {
      road: after.road,
      processor: after.processorMs / before.processorMs,
      seconds: before.perSecond / after.perSecond,
    };
  });

const fullTable = (figures: CostFigures): string =>
  table([
    ['road', 'filings/s', 'processor ms', 'processor', 'seconds'],
    ...fullRatios(figures).map(({ road, processor, seconds }, at) => [
      road,
      whole(figures.full[at]!.perSecond),
      two(figures.full[at]!.processorMs),
      two(processor),
      two(seconds),
    ]),
  ]);

/** What tables in parts cost, and which these are. */
export const dividedReport = (figures: CostFigures, parts: number): string => {
  const wholeOnes = figures.filled.filter(({ leftOut }) => leftOut);
  return [
    `With tables in ${parts} parts, in times of the same whole:`,
    fullTable(figures),
    ...figures.filled.flatMap(({ table: name, by }) => (by ? [`  ${name.padEnd(30)} by ${by}`] : [])),
    ...wholeOnes.map(({ table: name, leftOut }) => `  ${name.padEnd(30)} whole: ${leftOut}`),
  ].join('\n');
};

const fullReport = (figures: CostFigures): string[] =>
  figures.full.length === 0
    ? []
    : [
        'With many entries on file, in times of the same with few:',
        fullTable(figures),
        `on file: ${figures.filled.map(({ table: name, rows, leftOut }) => `${name} ${leftOut ? `as it was (${leftOut})` : whole(rows)}`).join(', ')}`,
        `goal: ${FULL_TIMES} times at most`,
      ];

/** Milliseconds of processors and rows beside each rate, then by process, table and statement. */
export const costReport = (figures: CostFigures): string => {
  const { floor, roads, idle } = figures;
  return [
    table([
      ['road', 'filings/s', 'processor ms', 'rows', 'of floor'],
      ...roads.map(({ road, perSecond, processorMs, rows }) => [
        road,
        whole(perSecond),
        two(processorMs),
        rows.toFixed(1),
        `${((perSecond / floor) * 100).toFixed(1)}%`,
      ]),
    ]),
    `floor: ${whole(floor)} rows of 1,500 bytes a second on four connections`,
    `idle, of one core: ${idle
      .filter(({ percent }) => percent >= 0.1)
      .sort((a, b) => b.percent - a.percent)
      .map(({ name, percent }) => `${name} ${percent.toFixed(1)} %`)
      .join(', ')}; together ${idle.reduce((sum, { percent }) => sum + percent, 0).toFixed(1)} %`,
    ...roads.map(roadOf),
    ...fullReport(figures),
  ].join('\n');
};
