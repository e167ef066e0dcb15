import type { Outcome, Sight } from './run';

/** Seconds within which a part that does not work is named on the public page, and within which everything is answered afterwards. */
const NAMED_WITHIN = 15;
const ANSWERED_WITHIN = 30;

const seconds = (value: number | null): string => (value === null ? 'never' : `${value.toFixed(1)} s`);
const nameOf = (sights: readonly Sight[]): string => sights.map(({ fault }) => fault.name).join(' + ');
/** The longest of several times; never, when one of them never came. */
const longest = (times: readonly (number | null)[]): number | null =>
  times.some((time) => time === null) ? null : Math.max(0, ...(times as number[]));
const mustBeNamed = (sights: readonly Sight[]): Sight[] => sights.filter(({ fault }) => fault.named.length > 0);
const answeredWithin = (sights: readonly Sight[]): number =>
  Math.max(...sights.map(({ fault }) => fault.answeredWithin ?? ANSWERED_WITHIN));

/** Each promise that was not kept, in words; none: all were kept. */
export const brokenPromises = ({ sights, count, cleared }: Outcome): string[] => {
  const broken: string[] = [];
  const say = (wrong: boolean, text: string): void => void (wrong && broken.push(text));
  const within = answeredWithin(sights);
  for (const { trouble } of sights) say(trouble !== '', trouble);
  say(count.accepted === 0, 'nothing was accepted, so that nothing was tried');
  say(count.unanswered.length > 0, `${count.unanswered.length} accepted and not answered`);
  say(count.lost.length > 0, `${count.lost.length} lost`);
  say(count.doubled.length > 0, `${count.doubled.length} doubled`);
  say(count.wrong.length > 0, `${count.wrong.length} told wrongly`);
  say(count.missed > 0, `a reader by cursor missed ${count.missed} entries of its mailbox`);
  for (const { fault, named, namedFirst } of mustBeNamed(sights)) {
    say(named === null, `${fault.name}: the status page never named it${namedFirst ? ` (${namedFirst})` : ''}`);
    say(named !== null && named > NAMED_WITHIN, `${fault.name}: the status page named it after ${seconds(named)}`);
  }
  for (const { fault, again } of sights)
    say(
      again === null || again > within,
      `${fault.name}: a new filing was answered ${again === null ? 'never' : `only after ${seconds(again)}`}`,
    );
  say(
    cleared === null || cleared > within,
    `what waited was all answered ${cleared === null ? 'never' : `only after ${seconds(cleared)}`}`,
  );
  return broken;
};

export const HEADINGS = [
  'fault',
  'accepted',
  'unanswered',
  'lost',
  'doubled',
  'told wrongly',
  'page named it',
  'answered again',
  'verdict',
] as const;

/** One row of the table at the end. */
export const rowOf = (outcome: Outcome): string[] => {
  const { sights, count } = outcome;
  const named = mustBeNamed(sights);
  return [
    nameOf(sights),
    String(count.accepted),
    String(count.unanswered.length),
    String(count.lost.length),
    String(count.doubled.length),
    String(count.wrong.length + count.missed),
    named.length === 0 ? '-' : seconds(longest(named.map((sight) => sight.named))),
    seconds(longest(sights.map(({ again }) => again))),
    brokenPromises(outcome).length === 0 ? 'kept' : 'NOT KEPT',
  ];
};

/** The row of what was not tried. */
export const emptyRow = (name: string, why: string): string[] => [name, ...HEADINGS.slice(2).map(() => '-'), why];

/** Columns of the width of their widest cell; all but the first to the right. */
export const tableOf = (rows: readonly (readonly string[])[]): string => {
  const all = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
