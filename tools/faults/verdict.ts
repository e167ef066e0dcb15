import type { Outcome } from './run';

/** Seconds within which a part that does not work is named on the public page, and within which everything is answered afterwards. */
const NAMED_WITHIN = 15;
const ANSWERED_WITHIN = 30;

/** Each promise that was not kept, in words; none: all were kept. */
export const brokenPromises = ({ faults, count, named, namedFirst, again, cleared, trouble }: Outcome): string[] => {
  const broken: string[] = [];
  const say = (wrong: boolean, text: string): void => void (wrong && broken.push(text));
  const within = Math.max(...faults.map(({ answeredWithin = ANSWERED_WITHIN }) => answeredWithin));
  const mustBeNamed = faults.some((fault) => fault.named.length > 0);
  say(trouble !== '', trouble);
  say(count.accepted === 0, 'nothing was accepted, so that nothing was tried');
  say(count.unanswered.length > 0, `${count.unanswered.length} accepted and not answered`);
  say(count.lost.length > 0, `${count.lost.length} lost`);
  say(count.doubled.length > 0, `${count.doubled.length} doubled`);
  say(count.wrong.length > 0, `${count.wrong.length} told wrongly`);
  say(count.missed > 0, `a reader by cursor missed ${count.missed} entries of its mailbox`);
  say(mustBeNamed && named === null, `the status page never named it${namedFirst ? ` (${namedFirst})` : ''}`);
  say(mustBeNamed && named !== null && named > NAMED_WITHIN, `the status page named it after ${named?.toFixed(1)} s`);
  say(again === null || again > within, again === null ? 'no new filing was answered' : `new filings were answered only after ${again.toFixed(1)} s`);
  say(cleared === null || cleared > within, cleared === null ? 'what waited was never all answered' : `what waited was answered only after ${cleared.toFixed(1)} s`);
  return broken;
};

const seconds = (value: number | null): string => (value === null ? 'never' : `${value.toFixed(1)} s`);

export const HEADINGS = ['fault', 'accepted', 'unanswered', 'lost', 'doubled', 'told wrongly', 'page named it', 'answered again', 'verdict'] as const;

/** One row of the table at the end. */
export const rowOf = (outcome: Outcome): string[] => {
  const { faults, count, named, again } = outcome;
  return [
    faults.map(({ name }) => name).join(' + '), String(count.accepted), String(count.unanswered.length), String(count.lost.length), String(count.doubled.length),
    String(count.wrong.length + count.missed), faults.every((fault) => fault.named.length === 0) ? '-' : seconds(named), seconds(again),
    brokenPromises(outcome).length === 0 ? 'kept' : 'NOT KEPT',
  ];
};

/** Columns of the width of their widest cell; all but the first to the right. */
export const tableOf = (rows: readonly (readonly string[])[]): string => {
  const all = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ').trimEnd()).join('\n');
};
