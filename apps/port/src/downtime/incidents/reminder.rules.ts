import type { Incident } from '../model/records';
import { instantOf } from '#statement';

/**
 * The newest instant since which an incident is overdue for news; null when it is not, or was told so already. What is announced for
 * later is not overdue before it begins.
 */
export const overdueSince = (
  { lastUpdateAt, reminders, closedAt, statement }: Incident,
  everySeconds: number,
  now: Date,
): string | null => {
  if (closedAt !== null) return null;
  const begins =
    statement.stage === 'expected'
      ? statement.windows
          .map(({ from }) => from && instantOf(from))
          .filter((from) => from !== null)
          .sort()[0]
      : undefined;
  const start = Math.max(Date.parse(lastUpdateAt), begins ? Date.parse(begins) : 0);
  const times = Math.floor((now.getTime() - start) / (everySeconds * 1_000));
  if (times < 1) return null;
  const due = new Date(start + times * everySeconds * 1_000).toISOString();
  return (reminders.at(-1) ?? '') >= due ? null : due;
};
