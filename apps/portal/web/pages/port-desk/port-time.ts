const PARTS = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;

/** What the clock of a zone shows at an instant, as a field for day and time takes it: `2026-11-30T01:40`. */
export const fieldTime = (instant: Date, zone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...PARTS }).formatToParts(instant);
  const part = (type: string): string => parts.find((one) => one.type === type)!.value;
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
};

/** The instant at which the clock of a zone shows a time; of the two in an hour that comes twice, the first. ISO 8601. */
export const instantOf = (field: string, zone: string): string => {
  const asIfUtc = Date.parse(`${field}:00Z`);
  const offsetAt = (instant: number): number => Date.parse(`${fieldTime(new Date(instant), zone)}:00Z`) - instant;
  const [most, least] = [asIfUtc - DAY_MS, asIfUtc + DAY_MS].map(offsetAt) as [number, number];
  const found = [asIfUtc - Math.max(most, least), asIfUtc - Math.min(most, least)].find(
    (instant) => fieldTime(new Date(instant), zone) === field,
  );
  return new Date(found ?? asIfUtc - most).toISOString().replace('.000Z', 'Z');
};

const DAY_MS = 86_400_000;
