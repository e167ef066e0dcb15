import { type FieldError, isRealInstant } from '#kernel';
import type { StatedTime } from '#contracts';
import { eastern, instantOf, localOf } from '#statement';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const BEGIN_AND_END = [
  ['from', 'to'],
  ['since', 'until'],
] as const;
const NO_SUCH_DAY = 'does not exist. Give a day that does.';
const NO_SUCH_TIME = 'does not exist. Give a time that does.';
const ENDS_BEFORE = 'It ends before it begins. Give an end that is later than the begin.';

const isStated = (value: unknown): value is StatedTime =>
  typeof value === 'string'
    ? INSTANT.test(value)
    : typeof value === 'object' && value !== null && ['date', 'clock', 'day', 'season'].some((key) => key in value);

/** Why a time cannot be, as a sentence; null where it can. A clock that goes from two to three has no half past two that night. */
const whyNever = (time: StatedTime): string | null => {
  if (typeof time === 'string') return isRealInstant(time) ? null : `${time} ${NO_SUCH_TIME}`;
  const { date, clock, zone } = time;
  if (date && !isRealInstant(date.padEnd(10, '-01'))) return `${date} ${NO_SUCH_DAY}`;
  const instant = instantOf(time);
  return instant && localOf(instant, zone!).clock !== clock ? `On ${date} ${clock} ${zone} ${NO_SUCH_TIME}` : null;
};

/** Whether an end is before its begin, as far as both are known. */
const isBefore = (end: StatedTime, begin: StatedTime): boolean => {
  const [from, to] = [instantOf(begin), instantOf(end)];
  if (from && to) return to <= from;
  const [a, b] = [begin, end].map((time) => (typeof time === 'string' ? eastern(time) : time)) as [
    Exclude<StatedTime, string>,
    Exclude<StatedTime, string>,
  ];
  if (a.date && b.date) {
    const known = Math.min(a.date.length, b.date.length);
    const [first, last] = [a.date.slice(0, known), b.date.slice(0, known)];
    return last < first || (last === first && known === 10 && isEarlierClock(a, b));
  }
  return a.day !== undefined && b.day !== undefined && (b.day < a.day || (b.day === a.day && isEarlierClock(a, b)));
};
const isEarlierClock = (a: Exclude<StatedTime, string>, b: Exclude<StatedTime, string>): boolean =>
  a.clock !== undefined && b.clock !== undefined && a.zone === b.zone && b.clock <= a.clock;

/** Days and times in a body that no calendar or clock has, and stretches of time that end before they begin, by JSON pointer. */
export const timeFaults = (value: unknown, at = ''): FieldError[] => {
  if (isStated(value)) {
    const never = whyNever(value);
    return never ? [{ at, text: never }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).flatMap(([key, inner]) => timeFaults(inner, `${at}/${key}`));
  if (found.length > 0) return found;
  const parts = value as Record<string, unknown>;
  return BEGIN_AND_END.flatMap(([begin, end]) => {
    const [from, to] = [parts[begin], parts[end]];
    return isStated(from) && isStated(to) && isBefore(to, from) ? [{ at: `${at}/${end}`, text: ENDS_BEFORE }] : [];
  });
};
