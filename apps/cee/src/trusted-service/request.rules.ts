import type { Benefit } from '#contracts';
import { addDays, type CustomsDate, type FieldError, isCustomsDate } from '#kernel';
import { type ClockName, clockOf, daysLeft, isPort } from '#reference';
import { CERTIFICATIONS, LONGEST_DAYS } from './certifications.data';

export const REQUEST_KINDS = ['question', 'problem', 'penalty input', 'blanket certification'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** By which clock CBP answers each, and which benefit brings it. */
export const TARGETS: Readonly<Record<RequestKind, { readonly clock: ClockName; readonly benefit: Benefit }>> = {
  question: { clock: 'question of a trusted trader', benefit: 'response targets' },
  problem: { clock: 'problem of a trusted trader', benefit: 'response targets' },
  'penalty input': { clock: 'input on a penalty', benefit: 'penalty input' },
  'blanket certification': { clock: 'blanket certification', benefit: 'blanket certifications' },
};

/** What is measured for each account: its requests, and its questions to Centers, which have a clock for everybody. */
export const MEASURED_KINDS = [...REQUEST_KINDS, 'question to a Center'] as const;
export type MeasuredKind = (typeof MEASURED_KINDS)[number];
const clockFor = (kind: MeasuredKind): ClockName => (kind === 'question to a Center' ? kind : TARGETS[kind].clock);

export interface Wanted {
  readonly kind: RequestKind;
  /** Of a penalty case: its number. Else what it is about: an entry, a ruling. */
  readonly reference: string | null;
  readonly certification: string | null;
  readonly goods: readonly string[] | null;
  readonly ports: readonly string[] | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** What is wrong with a request, each by its field. @param earliest the first day that it can be for */
export const requestFaults = (wanted: Wanted, earliest: CustomsDate): FieldError[] => {
  const { kind, reference, certification, goods, ports, from, to } = wanted;
  const errors: FieldError[] = [];
  const say = (at: string, text: string): unknown => errors.push({ at, text });
  if (kind === 'penalty input' && reference === null) say('/reference', 'is missing: the number of the case');
  if (kind !== 'blanket certification') {
    for (const [field, value] of Object.entries({ certification, goods, ports, from, to }))
      if (value !== null) say(`/${field}`, 'is for a blanket certification');
    return errors;
  }
  const names = CERTIFICATIONS.map(({ name }) => name);
  if (!names.includes(certification ?? '')) say('/certification', `must be one of ${names.join(', ')}`);
  if (goods?.length === 0) say('/goods', 'names nothing: leave it out for all goods');
  goods?.forEach(
    (prefix, at) => /^\d{2,10}$/.test(prefix) || say(`/goods/${at}`, 'must be 2 to 10 digits of a tariff number'),
  );
  if (ports?.length === 0) say('/ports', 'names nothing: leave it out for all ports');
  ports?.forEach((port, at) => isPort(port) || say(`/ports/${at}`, `there is no port ${port}`));
  for (const [at, text] of Object.entries({ from, to }))
    if (text === null || !isCustomsDate(text))
      say(`/${at}`, text === null ? 'is missing' : `'${text}' is not a day, YYYY-MM-DD`);
  if (from === null || to === null || !isCustomsDate(from) || !isCustomsDate(to)) return errors;
  if (from < earliest) say('/from', 'is over');
  if (to < from) say('/to', 'is before the first day');
  else if (to > addDays(from, LONGEST_DAYS)) say('/to', 'is more than a year after the first day');
  return errors;
};

/** A request as it counts against its target. */
export interface Measured {
  readonly kind: MeasuredKind;
  readonly askedOn: CustomsDate;
  readonly due: CustomsDate;
  readonly answeredOn: CustomsDate | null;
}

export interface ResponseMeasure {
  readonly kind: MeasuredKind;
  /** Days of the target, and of which kind they are. */
  readonly target: number;
  readonly unit: string;
  readonly rule: string;
  readonly asked: number;
  readonly inTime: number;
  readonly late: number;
  readonly open: number;
  /** Of the open ones. */
  readonly overdue: number;
  /** Working days to the answer, of the middle one; null without answers. */
  readonly medianDays: number | null;
}

/** How CBP kept its targets. What was withdrawn does not count. */
export const measured = (requests: readonly Measured[], day: CustomsDate): ResponseMeasure[] =>
  MEASURED_KINDS.map((kind): ResponseMeasure => {
    const { length, unit, rule } = clockOf(clockFor(kind), day);
    const own = requests.filter((request) => request.kind === kind);
    const answered = own.filter(({ answeredOn }) => answeredOn !== null);
    const open = own.filter(({ answeredOn }) => answeredOn === null);
    const days = answered
      .map(({ askedOn, answeredOn }) => Math.max(0, daysLeft(answeredOn!, askedOn, 'working days')))
      .sort((a, b) => a - b);
    const inTime = answered.filter(({ due, answeredOn }) => answeredOn! <= due).length;
    return {
      ...{ kind, target: length, unit, rule, asked: own.length, inTime, late: answered.length - inTime },
      ...{ open: open.length, overdue: open.filter(({ due }) => due < day).length },
      medianDays: days.length === 0 ? null : days[Math.floor((days.length - 1) / 2)]!,
    };
  });
