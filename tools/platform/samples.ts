import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, formatEntryNumber, localDate, type CustomsDate } from '#kernel';
import { numberOf, portDay } from '../demo/filings';
import type { DemoAccount } from './accounts';

/** The day for which the samples of docs/partners are written; the guides say so. Their cargo arrives three days later. */
export const WRITTEN_FOR: CustomsDate = '2026-11-21';

/** Days from then that stand in a sample: its own, the arrival, the export. */
const DAYS = [0, 3, -20];
const digits = (date: CustomsDate): string => date.replaceAll('-', '');
/** As JSON, X12 (long and short) and CATAIR (MMDDYY) write a day. */
const FORMS: ((date: CustomsDate) => string)[] = [
  (date) => date,
  digits,
  (date) => digits(date).slice(2),
  (date) => digits(date).slice(4) + digits(date).slice(2, 4),
];

/** The demo makes 21 entries of a run; so does nobody else, and the samples take the first seven of theirs. */
const ENTRIES_OF_A_RUN = 21;

/** In-bond control numbers: eight digits and their remainder by seven. */
const inBond = (eight: string): string => `${eight}${Number(eight) % 7}`;

/**
 * Writes the partners' samples anew: for today and with numbers that were never used, so that the demo accounts of this data folder can
 * send them as they are. `run` is a number nothing else is made from.
 */
export function writeSamples(from: string, to: string, accounts: readonly DemoAccount[], run: number): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    writeFileSync(
      join(to, name),
      signSample(freshSample(readFileSync(join(from, name), 'latin1'), portDay(), run), accounts),
      'latin1',
    );
  }
}

/**
 * A sample of docs/partners with the dates and numbers of another day: days, entry numbers with their check digits, bills, voyages,
 * in-bond and control numbers. In CATAIR all keep their columns.
 * @param run up to six digits
 */
export function freshSample(
  text: string,
  today: CustomsDate,
  run: number,
  eastern: CustomsDate = localDate(new Date(), 'America/New_York'),
): string {
  const six = String(run).padStart(6, '0');
  const trip = run.toString(36).toUpperCase().padStart(4, '0').slice(-4);
  const [first, second, third, fourth, fifth, sixth, seventh, eighth] = [0, 1, 2, 3, 4, 5, 6, 7].map((at) =>
    numberOf('B76', (run * ENTRIES_OF_A_RUN + at) % 10_000_000),
  ) as [string, string, string, string, string, string, string, string];
  const anew: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      DAYS.flatMap((days) => FORMS.map((form) => [form(addDays(WRITTEN_FOR, days)), form(addDays(today, days))])),
    ),
    // A bond is executed by Eastern time: its day is written as the day after.
    ...Object.fromEntries(FORMS.map((form) => [form(addDays(WRITTEN_FOR, 1)), form(eastern)])),
    '03245278': first,
    'B76-0324528-6': formatEntryNumber('B76', second),
    '03245294': third,
    'B76-0324530-2': formatEntryNumber('B76', fourth),
    B7603245310: `B76${fifth}`,
    B7603245328: `B76${sixth}`,
    '03245336': seventh,
    '03245344': eighth,
    '260417013': inBond(`${six}01`),
    '260417': six,
    '260422': six,
    '0417W': `${trip}W`,
    '1121A': `${trip}A`,
    S1121: `S${six}`,
    '260000': six,
    '000000041': six.padStart(9, '0'),
    '000000042': six.padStart(9, '0'),
  };
  const longestFirst = Object.keys(anew).sort((a, b) => b.length - a.length);
  return text
    .replaceAll(new RegExp(longestFirst.join('|'), 'g'), (old) => anew[old]!)
    .replaceAll(/^(GS(?:\*[^*]*){5}\*|GE\*1\*)\d+/gm, `$1${run}`);
}

/**
 * Puts the account's password into every A record of a CATAIR batch: site in positions 2-5, sender code in 6-8, password in
 * 9-14 (Batch & Block Control). Everything else, and every other kind of message, stays as it is.
 */
export function signSample(text: string, accounts: readonly DemoAccount[]): string {
  return text.replaceAll(/^A(.{4})(.{3}).{6}(?=\d{6})/gm, (record, site: string, id: string) => {
    const abi = accounts.find((account) => account.abi?.site === site && account.abi.id === id)?.abi;
    return abi ? `A${site}${id}${abi.password.padEnd(6)}` : record;
  });
}
