import { Decimal, type Cents, type CustomsDate } from '#kernel';
import { inForce, type Effective } from './effective';

/** Accounting class codes of the fees this platform computes. Source: entry summary guide, AE table of class codes. */
export const FEE_CLASS = {
  informal: '311',
  mail: '496',
  merchandiseProcessing: '499',
  manualSurcharge: '500',
  harborMaintenance: '501',
} as const;

/** Fees reported once for the summary (34 record); every other class is reported by line (62 record). */
export const HEADER_FEE_CLASSES: readonly string[] = ['311', '496', '500'];

export const FEE_CLASSES: ReadonlyMap<string, string> = new Map([
  ['311', 'Informal entry fee'],
  ['496', 'Dutiable mail fee'],
  ['499', 'Merchandise processing fee'],
  ['500', 'Manual entry surcharge'],
  ['501', 'Harbor maintenance fee'],
  ['053', 'Beef'],
  ['054', 'Pork'],
  ['055', 'Honey'],
  ['056', 'Cotton'],
  ['057', 'Raspberry'],
  ['079', 'Sugar'],
  ['090', 'Potato'],
  ['102', 'Lime'],
  ['103', 'Mushroom'],
  ['104', 'Watermelon'],
  ['105', 'Softwood lumber'],
  ['106', 'Blueberry'],
  ['107', 'Avocado'],
  ['108', 'Mango'],
  ['109', 'Sorghum'],
  ['110', 'Dairy product'],
  ['124', 'Pecan'],
  ['125', 'Christmas tree'],
]);

export interface UserFees extends Effective {
  readonly mpfMinimum: Cents;
  readonly mpfMaximum: Cents;
  readonly informal: Cents;
  readonly manualSurcharge: Cents;
  readonly mail: Cents;
}

/** The last day for which customs has published amounts. Later dates use the last row and are marked provisional. */
export const FEES_PUBLISHED_UNTIL: CustomsDate = '2026-09-30';

/** from, to, MPF minimum, MPF maximum, informal, manual surcharge, dutiable mail; in cents. */
const ROWS: readonly [CustomsDate, CustomsDate | undefined, Cents, Cents, Cents, Cents, Cents][] = [
  ['2011-10-01', '2017-12-31', 2500n, 48500n, 200n, 300n, 500n],
  ['2018-01-01', '2018-09-30', 2567n, 49799n, 205n, 308n, 565n],
  ['2018-10-01', '2019-09-30', 2622n, 50870n, 210n, 315n, 577n],
  ['2019-10-01', '2020-09-30', 2679n, 51976n, 214n, 321n, 589n],
  ['2020-10-01', '2021-09-30', 2723n, 52833n, 218n, 327n, 599n],
  ['2021-10-01', '2022-09-30', 2775n, 53840n, 222n, 333n, 611n],
  ['2022-10-01', '2023-09-30', 2966n, 57535n, 237n, 356n, 652n],
  ['2023-10-01', '2024-09-30', 3167n, 61435n, 253n, 380n, 697n],
  ['2024-10-01', '2025-09-30', 3271n, 63462n, 262n, 393n, 720n],
  ['2025-10-01', undefined, 3358n, 65150n, 269n, 403n, 739n],
];

/** User fees by fiscal year. Source: entry summary guide, usage notes (p) to (w); 19 CFR 24.23(b). */
export const USER_FEES: readonly UserFees[] = ROWS.map(
  ([from, to, mpfMinimum, mpfMaximum, informal, manualSurcharge, mail]) => ({
    from,
    ...(to && { to }),
    mpfMinimum,
    mpfMaximum,
    informal,
    manualSurcharge,
    mail,
  }),
);

const MPF_RATE = Decimal.of('0.003464');
const HMF_RATE = Decimal.of('0.00125');

export interface FeesOnDate {
  readonly fees: UserFees;
  /** Merchandise processing fee as a factor of the value (since 1 October 2011). */
  readonly mpfRate: Decimal;
  /** Harbor maintenance fee as a factor of the value (since 1 January 1991). */
  readonly hmfRate: Decimal;
  /** True when customs had not published the amounts for that date and the last known ones stand in. */
  readonly provisional: boolean;
}

/** The fees of a date, or undefined before October 2011, which this table does not cover. */
export function userFeesOn(date: CustomsDate): FeesOnDate | undefined {
  const fees = inForce(USER_FEES, date);
  return fees && { fees, mpfRate: MPF_RATE, hmfRate: HMF_RATE, provisional: date > FEES_PUBLISHED_UNTIL };
}
