import { useLanguage, useWords } from '../words/language';
import { common } from '../words/common';

/** The clock of the agency, by which everything is told that is of no one port. */
export const EASTERN = 'America/New_York';

/** An instant on the clock of a place, with its zone: `Nov 30, 2026, 12:02 AM CST`. */
export const timeText = (
  instant: string | number | Date,
  language: string,
  zone = EASTERN,
  options: Intl.DateTimeFormatOptions = {},
): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    ...options,
  }).format(new Date(instant));

/** A text of a module with the instants that it names, `2026-11-30T14:07:11Z`, on the clock of a place. */
export const onClock = (text: string, language: string, zone = EASTERN): string =>
  text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => timeText(instant, language, zone));

/** Names the clock of a place in words: `Pacific Time` of `America/Los_Angeles`. */
export function useZoneName() {
  const { language } = useLanguage();
  return (zone: string): string =>
    new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', { timeZone: zone, timeZoneName: 'longGeneric' })
      .formatToParts(0)
      .find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** An instant for people, on the clock of a port where one is given, always with its zone. */
export function When({ at, zone = EASTERN }: { at: string | number; zone?: string }) {
  const { language } = useLanguage();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>{String(at)}</>;
  return (
    <time dateTime={date.toISOString()} className="pw-when">
      {timeText(date, language, zone)}
    </time>
  );
}

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

/** How long something is or was, in the largest unit that fits: `3 minutes`. */
export function useAge() {
  const say = useWords(common);
  return (seconds: number): string => {
    const whole = Math.max(0, Math.round(seconds));
    if (whole < MINUTE) return say('seconds', { count: whole });
    if (whole < HOUR) return say('minutes', { count: Math.floor(whole / MINUTE) });
    if (whole < 2 * DAY) return say('hours', { count: Math.floor(whole / HOUR) });
    return say('days', { count: Math.floor(whole / DAY) });
  };
}
