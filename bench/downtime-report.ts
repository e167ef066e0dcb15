import { BACKLOG, type DowntimeFigures } from './downtime';
import { type Machine, machineLine, ms, table, whole } from './report';

interface Line {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  /** How many times as good as the goal. */
  readonly ratio: number;
}

/** Goal, figure and how many times as good as the goal it is, row by row. */
export const downtimeReport = (
  machine: Machine,
  { noticed, backlog, statusAlone, missing }: DowntimeFigures,
): string => {
  const worst = (of: (n: DowntimeFigures['noticed'][number]) => number): number => Math.max(...noticed.map(of));
  const under = (what: string, goal: number, measured: number, unit: string): Line => ({
    what,
    goal: `under ${goal} ${unit}`,
    measured: `${ms(measured)} ${unit}`,
    ratio: goal / measured,
  });
  const over = (what: string, goal: number, measured: number, unit: string): Line => ({
    what,
    goal: `${whole(goal)}${unit} or more`,
    measured: `${measured < 100 ? measured.toFixed(1) : whole(measured)}${unit}`,
    ratio: measured / goal,
  });
  const lines: Line[] = [
    under(
      `module killed to gate closed, slowest of ${noticed.length}`,
      5,
      worst(({ gateClosed }) => gateClosed),
      's',
    ),
    under(
      `module killed to public state changed, slowest of ${noticed.length}`,
      5,
      worst(({ toldPublicly }) => toldPublicly),
      's',
    ),
    over(
      `backlog of ${whole(BACKLOG)} worked off, against ${backlog.livePerSecond}/s arriving`,
      10,
      backlog.timesArrival,
      'x',
    ),
    under('live acceptance meanwhile, p99', 100, backlog.acceptance.p99, 'ms'),
    over('status service alone, reads of summary.json', 1_000, statusAlone.readsPerSecond, '/s'),
  ];
  return [
    machineLine(machine),
    '',
    table([
      ['Downtime', 'goal', 'measured', 'ratio', ''],
      ...lines.map(({ what, goal, measured, ratio }) => [
        what,
        goal,
        measured,
        `${ratio.toFixed(1)}x`,
        ratio >= 1 ? 'met' : 'NOT MET',
      ]),
    ]),
    '',
    `  ${whole(backlog.filings)} filings waited and were answered within ${backlog.seconds.toFixed(1)} s of the module's start, which is in it; history's figure of 2017 is 3.2x.`,
    `  Live: ${backlog.refused} refused, acceptance p50 ${ms(backlog.acceptance.p50)} ms. Status alone: ${statusAlone.failed} reads failed, p99 ${ms(statusAlone.answer.p99)} ms.`,
    `  ${missing === 0 ? 'Everything accepted got its final answer.' : `${missing} accepted filings have NO ANSWER.`}`,
  ].join('\n');
};
