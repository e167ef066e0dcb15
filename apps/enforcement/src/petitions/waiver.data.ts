import type { CustomsDate } from '#kernel';
import { type Effective, inForce } from '#reference';

export interface MostWaived extends Effective {
  /** Beyond the limitation, or beyond the day of the waiver where that is later. */
  readonly months: number;
  readonly source: string;
}

/** How long one waiver of the statute of limitations is at most. The regulations name no length (19 CFR 171.64, 172.43): two years are this platform's default, which an operator sets by SETTINGS_FILE. */
export const DEFAULT_LONGEST_WAIVERS: readonly MostWaived[] = [
  { from: '2000-10-05', months: 24, source: "19 CFR 171.64, 172.43; the length is the platform's own rule" },
];

let inUse = DEFAULT_LONGEST_WAIVERS;

/** The rows in use. */
export const longestWaivers = (): readonly MostWaived[] => inUse;
export const isWaiverDefault = (): boolean => inUse === DEFAULT_LONGEST_WAIVERS;
export const useLongestWaivers = (rows: readonly MostWaived[]): void => void (inUse = rows);

/** Before the first day of the rows that of the first one. */
export const mostWaived = (day: CustomsDate): MostWaived => inForce(inUse, day) ?? inUse[0]!;
