import { decimalOf, isInteger, isoDateOf, type PlacedRecord } from '#catair';
import type { Layout } from '#catair';

/** From the text of a CATAIR field to the value in a message: what is unused, or cannot be what it should, is null. */

export const text = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

export const date = (value: string | undefined): string | null => (value === undefined ? null : isoDateOf(value));

/** A count or an amount in its smallest unit. Fields are at most twelve digits wide, which a number holds exactly. */
export const whole = (value: string | undefined): number | null =>
  value === undefined || !isInteger(value) ? null : Number(value);

export const decimal = (value: string | undefined, decimals: number): string | null => decimalOf(value ?? '', decimals);

export const indexOf = (record: PlacedRecord<Layout> | null | undefined): number | null => record?.recordIndex ?? null;
