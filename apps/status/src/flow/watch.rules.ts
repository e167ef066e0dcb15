import { tradeName } from '#contracts';
import type { ComponentState } from '../component-state/component-state.rules';

/** One reading of what waits for a module and how it moves; rates in filings a second, null where not known. */
export interface FlowReading {
  readonly atSeconds: number;
  readonly unanswered: number | null;
  /** How long the oldest filing waits, or how long one that comes now would; the longer of both. */
  readonly waitSeconds: number | null;
  readonly receivedPerSecond: number | null;
  readonly answeredPerSecond: number | null;
  readonly replyMs: number | null;
}

/** What is seen early, while all still works. */
export type WatchKind = 'backlog grows' | 'waits grow' | 'replies slower than usual';

export interface Watch {
  readonly kind: WatchKind;
  readonly words: string;
  /** Seconds until answers are called slow if it goes on so; null where it cannot be reckoned. */
  readonly slowInSeconds: number | null;
}

/** When something is worth a look. Data of {@link watchesOf}; seconds, filings, milliseconds. */
export const WATCH_LIMITS = {
  growsOverSeconds: 30,
  growsFromFilings: 20,
  growsByFactor: 1.5,
  growsSoonerThanSeconds: 600,
  waitsForSeconds: 10,
  /** Of the time after which a module is called slow. */
  waitsShare: 0.5,
  repliesOverSeconds: 30,
  repliesUsualOverSeconds: 300,
  repliesFactor: 4,
  repliesFromMs: 100,
} as const;

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const rounded = (seconds: number): number => Math.max(10, Math.round(seconds / 10) * 10);

const backlogGrows = (lately: readonly FlowReading[], slowAfterSeconds: number): Watch | null => {
  const { growsOverSeconds, growsFromFilings, growsByFactor, growsSoonerThanSeconds } = WATCH_LIMITS;
  const last = lately.at(-1)!;
  const third = growsOverSeconds / 3;
  const means = [2, 1, 0].map((back) => {
    const [from, to] = [last.atSeconds - (back + 1) * third, last.atSeconds - back * third];
    const part = known(
      lately.filter(({ atSeconds }) => atSeconds > from && atSeconds <= to).map(({ unanswered }) => unanswered),
    );
    return part.length === 0 ? null : part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const [first, second, third3] = means;
  if (first == null || second == null || third3 == null) return null;
  if (!(first < second && second < third3) || third3 < growsFromFilings || third3 < first * growsByFactor) return null;
  const { unanswered, receivedPerSecond, answeredPerSecond, waitSeconds } = last;
  if (unanswered === null || receivedPerSecond === null || answeredPerSecond === null) return null;
  if (receivedPerSecond <= answeredPerSecond) return null;
  const slowIn =
    answeredPerSecond > 0
      ? (slowAfterSeconds * answeredPerSecond - unanswered) / (receivedPerSecond - answeredPerSecond)
      : slowAfterSeconds - (waitSeconds ?? 0);
  if (slowIn > growsSoonerThanSeconds) return null;
  const slowInSeconds = rounded(slowIn);
  return {
    kind: 'backlog grows',
    words: `More filings come than are answered. If that goes on, answers take longer than ${slowAfterSeconds} s in about ${slowInSeconds} s.`,
    slowInSeconds,
  };
};

const waitsGrow = (readings: readonly FlowReading[], slowAfterSeconds: number): Watch | null => {
  const { waitsForSeconds, waitsShare } = WATCH_LIMITS;
  const from = readings.at(-1)!.atSeconds - waitsForSeconds;
  const waits = readings.filter(({ atSeconds }) => atSeconds >= from).map(({ waitSeconds }) => waitSeconds);
  if (readings[0]!.atSeconds > from || waits.some((wait) => wait === null || wait < slowAfterSeconds * waitsShare))
    return null;
  return {
    kind: 'waits grow',
    words: `Answers take about ${Math.round(waits.at(-1)!)} s. From ${slowAfterSeconds} s on that is called slow.`,
    slowInSeconds: null,
  };
};

const repliesSlower = (readings: readonly FlowReading[]): Watch | null => {
  const { repliesOverSeconds, repliesUsualOverSeconds, repliesFactor, repliesFromMs } = WATCH_LIMITS;
  const now = readings.at(-1)!.atSeconds;
  if (now - readings[0]!.atSeconds < repliesUsualOverSeconds) return null;
  const of = (from: number, to: number): number[] =>
    known(readings.filter(({ atSeconds: at }) => at > from && at <= to).map(({ replyMs }) => replyMs));
  const lately = of(now - repliesOverSeconds, now);
  const usual = of(now - repliesUsualOverSeconds, now - repliesOverSeconds);
  if (lately.length < 3 || usual.length < 3) return null;
  const [is, was] = [median(lately), median(usual)];
  if (is < repliesFromMs || is < was * repliesFactor) return null;
  return {
    kind: 'replies slower than usual',
    words: `It replies within ${Math.round(is)} ms; usual are ${Math.max(1, Math.round(was))} ms.`,
    slowInSeconds: null,
  };
};

/**
 * What of a module is worth a look before it is slow; nothing once it is called anything but operational, for then its state says more.
 *
 * @param readings of the last minutes, the newest last
 */
export const watchesOf = (
  state: ComponentState,
  readings: readonly FlowReading[],
  slowAfterSeconds: number,
): Watch[] => {
  const last = readings.at(-1);
  if (state !== 'operational' || !last) return [];
  const grows = backlogGrows(
    readings.filter(({ atSeconds }) => atSeconds > last.atSeconds - WATCH_LIMITS.growsOverSeconds),
    slowAfterSeconds,
  );
  return [grows, waitsGrow(readings, slowAfterSeconds), repliesSlower(readings)].filter((watch) => watch !== null);
};

/** One sentence for the line at the top. */
export const watchLine = (modules: readonly string[]): string =>
  `Everything is operational. Worth watching: ${[...new Set(modules.map(tradeName))].join(', ')}.`;
