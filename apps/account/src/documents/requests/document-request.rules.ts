import { addDays, type CustomsDate } from '#kernel';
import { dueOf } from '#reference';

/** What CBP asks for, by the disposition type of the UC record E1. */
export const REQUEST_KINDS = [
  { kind: 'UC1', dispositionType: '1', asks: 'the commercial invoice' },
  { kind: 'UC2', dispositionType: '2', asks: 'the entry summary package' },
  { kind: 'UC3', dispositionType: '3', asks: 'specific documents, which the remarks name' },
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number]['kind'];

/** Requests are dated by headquarters' clock. */
export const REQUEST_ZONE = 'America/New_York';

/** The last day, so many business days after the day of asking. */
export const dueDateOf = (asked: CustomsDate, businessDays: number): CustomsDate =>
  dueOf('documents asked for', { start: asked, length: businessDays }).dueDate;

/** Requests that were due on this day or before are late on `today`. */
export const lastLateDay = (today: CustomsDate): CustomsDate => addDays(today, -1);
