import { ordering } from '../words/ordering';
import { useLanguage, useWords } from '../words/language';

const SOON_DAYS = 7;

/** A day as the calendar has it, `2026-12-04`, for people: it is of no zone. */
export const dayText = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  );

export function Day({ of }: { of: string }) {
  const { language } = useLanguage();
  return (
    <time dateTime={of} className="pw-when">
      {dayText(of, language)}
    </time>
  );
}

/** From a day until another, or with no end set. */
export function Period({ from, to }: { from: string; to: string | null }) {
  const say = useWords(ordering);
  return (
    <span>
      <Day of={from} />
      {to ? (
        <>
          {' '}
          – <Day of={to} />
        </>
      ) : (
        `, ${say('noEnd')}`
      )}
    </span>
  );
}

/** The last day of a clock and how far it is, in words and by a sign: never by colour alone. */
export function Due({
  day,
  daysLeft,
  unit,
}: {
  day: string;
  daysLeft: number;
  /** In which days it is counted; calendar days where nothing is said. */
  unit?: string;
}) {
  const say = useWords(ordering);
  const words =
    daysLeft < 0
      ? say(unit === 'working days' ? 'workingDaysOver' : 'daysOver', { count: -daysLeft })
      : daysLeft === 0
        ? say('dueToday')
        : say(unit === 'working days' ? 'workingDaysLeft' : 'daysLeft', { count: daysLeft });
  const urgency = daysLeft < 0 ? 'pw-due pw-due--over' : daysLeft <= SOON_DAYS ? 'pw-due pw-due--soon' : 'pw-due';
  return (
    <span>
      <Day of={day} /> <span className={urgency}>{words}</span>
    </span>
  );
}
