import { readFileSync } from 'node:fs';
import { isCustomsDate } from '#kernel';
import { type DelegationRow, delegation, isDelegationDefault, useDelegation } from '../delegation/delegation.data';
import { isWaiverDefault, longestWaivers, type MostWaived, useLongestWaivers } from '../petitions/waiver.data';

/** What no public text says, and an operator sets to what is in force. */
export interface OperatorsSetting {
  readonly setting: string;
  /** What it decides, and what is known of it. */
  readonly decides: string;
  /** Whether the platform's own default is in use. */
  readonly isDefault: boolean;
  /** In use, with the days from which they are. */
  readonly rows: readonly object[];
}

export const operatorsSettings = (): readonly OperatorsSetting[] => [
  {
    setting: 'delegation',
    decides:
      'up to which amount an FP&F officer decides petitions alone, and with a second officer who agrees (19 CFR 171.11, 172.11). Late summaries of any amount are delegated by T.D. 00-58 I.A(1), $10,000 of 1641 by 19 CFR 171.62(a)',
    isDefault: isDelegationDefault(),
    rows: delegation(),
  },
  {
    setting: 'longestWaiver',
    decides:
      'for how many months one waiver of the statute of limitations is at most; 19 CFR 171.64 and 172.43 name no length',
    isDefault: isWaiverDefault(),
    rows: longestWaivers(),
  },
];

const KINDS = ['seizure', 'penalty', 'liquidated damages'];
/** Whole cents; null where there is no limit. */
const isLimit = (value: unknown): boolean => value === null || (Number.isSafeInteger(value) && (value as number) >= 0);
const isDay = (value: unknown): value is string => typeof value === 'string' && isCustomsDate(value);
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

type Check = readonly [field: string, isRight: (value: unknown, row: Record<string, unknown>) => boolean, says: string];
const DAYS: readonly Check[] = [
  ['from', isDay, 'is no day such as 2026-12-01'],
  ['to', (to, { from }) => to === undefined || (isDay(to) && to >= (from as string)), 'is no day from `from` on'],
  ['source', isText, 'is missing: the order or decision that says so'],
];
const ROWS: Readonly<Record<string, readonly Check[]>> = {
  delegation: [
    ['kind', (kind) => KINDS.includes(kind as string), `is none of ${KINDS.join(', ')}`],
    ['law', (law) => law === null || isText(law), 'is no law, nor null for every other one'],
    ['event', (event) => event === undefined || isText(event), 'is no kind of event'],
    ['aloneUpTo', isLimit, 'is no amount in whole cents, nor null for any amount'],
    [
      'withSecondUpTo',
      (limit, { aloneUpTo }) =>
        isLimit(limit) && (limit === null || (aloneUpTo !== null && (limit as number) >= (aloneUpTo as number))),
      'is no amount in whole cents that is not less than `aloneUpTo`, nor null for any amount',
    ],
    ...DAYS,
  ],
  longestWaiver: [
    [
      'months',
      (months) => Number.isInteger(months) && (months as number) >= 1 && (months as number) <= 120,
      'is no number of months, 1 to 120',
    ],
    ...DAYS,
  ],
};

/**
 * Takes the settings of a file into use. Of what it does not name the default stays.
 *
 * @param text JSON: `{"delegation": [...], "longestWaiver": [...]}`, each a list of rows with their days
 * @throws Error that names row and field
 */
export const useOperatorsSettings = (text: string): void => {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    throw new Error('is no JSON');
  }
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw new Error('is no JSON object');
  for (const [setting, rows] of Object.entries(sent)) {
    const checks = ROWS[setting];
    if (!checks) throw new Error(`/${setting}: there is no such setting; there are: ${Object.keys(ROWS).join(', ')}`);
    if (!Array.isArray(rows) || rows.length === 0) throw new Error(`/${setting}: is no list of rows`);
    for (const [at, row] of rows.entries()) {
      if (typeof row !== 'object' || row === null) throw new Error(`/${setting}/${at}: is no row`);
      for (const field of Object.keys(row))
        if (!checks.some(([name]) => name === field))
          throw new Error(`/${setting}/${at}/${field}: is no field of a row`);
      for (const [field, isRight, says] of checks)
        if (!isRight(row[field], row)) throw new Error(`/${setting}/${at}/${field}: ${says}`);
    }
  }
  const { delegation: rows, longestWaiver } = sent as { delegation?: DelegationRow[]; longestWaiver?: MostWaived[] };
  if (rows) useDelegation(rows);
  if (longestWaiver) useLongestWaivers(longestWaiver);
};

/** @throws Error that says what is wrong with the file */
export const useSettingsFile = (path: string): void => useOperatorsSettings(readFileSync(path, 'utf8'));
