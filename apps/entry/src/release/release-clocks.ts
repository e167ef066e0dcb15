import { addDays, type CustomsDate } from '#kernel';
import { clockOf, running, type RunningClock } from '#reference';
import { dayAt } from '../port-day/port-day';
import type { ReleaseState } from './cargo-release.states';

interface Standing {
  readonly state: ReleaseState;
  readonly filedAt: string;
  readonly releaseDate: CustomsDate | null;
  readonly port: string | null;
  readonly waitedDays: 0 | 30 | 60;
  readonly cancelsOn: CustomsDate | undefined;
}

type Shown = Pick<RunningClock, 'clock' | 'rule' | 'startedOn' | 'dueDate' | 'daysLeft' | 'atEnd'>;

/** What runs for an entry today, by the clock of its port. */
export const releaseClocks = (
  { state, filedAt, releaseDate, port, waitedDays, cancelsOn }: Standing,
  now: Date,
): Shown[] => {
  if (state === 'cancelled') return [];
  const today = dayAt(port, now);
  const filedOn = dayAt(port, new Date(filedAt));
  const cancelling = 'announced cancellation';
  const clocks = [
    ...(state === 'awaiting bill' && waitedDays === 0
      ? [running('first notice of a missing bill', { start: filedOn }, today)]
      : []),
    ...(state === 'awaiting bill' && waitedDays < 60
      ? [running('second notice of a missing bill', { start: filedOn }, today)]
      : []),
    ...(cancelsOn
      ? [running(cancelling, { start: addDays(cancelsOn, -clockOf(cancelling, cancelsOn).length) }, today)]
      : []),
    ...(releaseDate ? [running('update of a release', { start: releaseDate }, today)] : []),
  ];
  return clocks.map(({ clock, rule, startedOn, dueDate, daysLeft, atEnd }) => ({
    ...{ clock, rule, startedOn, dueDate, daysLeft, atEnd },
  }));
};
