import type { DowntimeChanged, DowntimeChannel, DowntimeModule, TransportMode } from '#contracts';
import type { CustomsDate, Relief } from '#kernel';

/** Who has to do something, where, and through what: by this a downtime is judged to have kept it from being done. */
export interface Obliged {
  readonly accountId: string;
  readonly port: string | null;
  readonly modes: readonly TransportMode[];
  /** What it must pass. */
  readonly modules: readonly DowntimeModule[];
  readonly channels: readonly DowntimeChannel[];
}

/** Whether a downtime kept somebody from doing what was due. An empty list in a scope means all; a drill keeps nobody. */
export const keptFrom = (
  { drill, filerAccountId, scope }: DowntimeChanged,
  { accountId, port, modes, modules, channels }: Obliged,
): boolean => {
  const within = <T>(list: readonly T[], wanted: readonly T[]): boolean =>
    list.length === 0 || wanted.some((one) => list.includes(one));
  return (
    !drill &&
    (filerAccountId === null || filerAccountId === accountId) &&
    within<DowntimeModule>(scope.modules, filerAccountId === null ? modules : [...modules, 'filer']) &&
    within(scope.directions, ['inbound']) &&
    within(scope.channels, channels) &&
    within(scope.modes, modes) &&
    within(scope.ports, port === null ? [] : [port])
  );
};

/**
 * The days that a downtime touched; one that is still in force reaches to `now`.
 *
 * @param dayAt the day of an instant by the clock of the place where the thing is due
 */
export const reliefOf = (
  { number, from, to, relief }: DowntimeChanged,
  dayAt: (instant: Date) => CustomsDate,
  now: Date,
): Relief => {
  const begin = new Date(from);
  // An end at midnight does not touch the day that begins then.
  const end = new Date(Math.max(begin.getTime(), Date.parse(to ?? now.toISOString()) - 1));
  return { number, from: dayAt(begin), to: dayAt(end), ...relief };
};
