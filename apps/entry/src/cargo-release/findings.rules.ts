import { daysBetween, type CustomsDate } from '#kernel';
import type { BillDispositionCode, EntryDispositionCode } from '../release/dispositions';
import { isQuota } from '../release/under-quota';
import type { ActiveSummary } from '../summary-on-file/active-summaries';
import {
  manifestKey,
  type BillOnFile,
  type Release,
  type ReleaseContent,
  type ToldBill,
} from '../release/release.model';

/**
 * What is found to stand against a release beside bills, holds and examinations: told once when it is newly found, and again when it comes back. Each row says whether the entry is kept from
 * release meanwhile. Source: Status Query guide v21, pp. ACMQ-53..55; which rule each states: Cargo Release guide v40, pp. SE-18, SE-35, SE-50.
 */

/** Days that the parts of a split shipment may be apart to be released together. Source: Cargo Release guide v40, p. SE-87, example 3; 19 CFR 141.57(d). */
const SPLIT_DAYS = 10;
const HOLD_ALL = '1';
/** Bill type of empty equipment. */
const EMPTY = ['2', '02'];

type FiledBill = ReleaseContent['bills'][number];

export interface Found {
  readonly release: Release;
  readonly bills: ReadonlyMap<string, BillOnFile>;
  readonly matched: boolean;
  readonly port: string | null;
  readonly today: CustomsDate;
  /** Null where there is none; left out where it was not asked for. */
  readonly summary: ActiveSummary | null | undefined;
}

export type Placed = Pick<Found, 'release' | 'bills'>;

/** By the key of the bill, the number of the in-bond movement that the entry names for it: a movement heads the bills it carries. */
export const namedInBonds = (bills: readonly FiledBill[]): ReadonlyMap<string, string> => {
  const named = new Map<string, string>();
  let inBond: string | null = null;
  for (const bill of bills) {
    if (bill.billType === 'I') inBond = bill.billNumber;
    const key = manifestKey(bill);
    if (key !== null && inBond !== null) named.set(key, inBond);
    if (bill.billType !== 'I' && bill.billType !== 'M') inBond = null;
  }
  return named;
};

const matchedBills = ({ release, bills }: Placed): readonly (readonly [FiledBill, BillOnFile])[] =>
  release.content.bills.flatMap((bill) => {
    const onFile = bills.get(manifestKey(bill) ?? '');
    return onFile && !onFile.deleted ? [[bill, onFile] as const] : [];
  });

/** Whether an in-bond movement that is on file joins the port of a bill and that of the entry: the one that the entry names, or any where it names none. */
export const isJoined = ({ inBond }: BillOnFile, named: string | undefined, port: string): boolean =>
  inBond !== undefined && inBond.destinationPort === port && (named === undefined || inBond.number === named);

/** Bills at another port than the entry. */
export const elsewhere = (found: Placed): readonly (readonly [FiledBill, BillOnFile])[] => {
  const planned = found.release.content.plannedPortOfEntry;
  return planned === null ? [] : matchedBills(found).filter(([, { portCode }]) => portCode !== planned);
};

const datesOf = ({ arrivals }: FiledBill): CustomsDate[] =>
  arrivals.flatMap(({ arrivalDate }) => (arrivalDate === null ? [] : [arrivalDate])).sort();
const partsOf = ({ content }: Release): readonly FiledBill[] =>
  content.bills.filter(({ arrivals }) => arrivals.length > 1);

/** The next day on which a part of a split shipment arrives that is released as a whole, as declared; null where none is to come. */
export const nextPartOf = (content: ReleaseContent, today: CustomsDate): CustomsDate | null =>
  content.splitShipment !== HOLD_ALL
    ? null
    : (content.bills
        .filter(({ arrivals }) => arrivals.length > 1)
        .flatMap(datesOf)
        .filter((date) => date > today)
        .sort()[0] ?? null);

/** What became of the claim to a quota: what an officer ordered, else what was allotted. */
const quotaOf = ({ release: { ordered, content }, summary }: Found) =>
  ordered.quota ?? (isQuota(content) ? summary?.quota : undefined);

interface Rule<C, S> {
  readonly code: C;
  readonly stops: boolean;
  readonly applies: (subject: S) => boolean;
}

export const ENTRY_FINDINGS: readonly Rule<EntryDispositionCode, Found>[] = [
  { code: '75', stops: true, applies: ({ port, matched }) => matched && port === null },
  {
    code: '80',
    stops: true,
    applies: (found) => {
      const named = namedInBonds(found.release.content.bills);
      return elsewhere(found).some(
        ([bill, onFile]) =>
          !isJoined(onFile, named.get(manifestKey(bill)!), found.release.content.plannedPortOfEntry!) &&
          !(onFile.inBond && onFile.inBond.number === named.get(manifestKey(bill)!)),
      );
    },
  },
  {
    code: '81',
    stops: true,
    applies: (found) => {
      const { plannedPortOfEntry, bills } = found.release.content;
      const named = namedInBonds(bills);
      return matchedBills(found).some(
        ([bill, { inBond }]) =>
          inBond !== undefined &&
          inBond.number === named.get(manifestKey(bill)!) &&
          plannedPortOfEntry !== null &&
          inBond.destinationPort !== null &&
          inBond.destinationPort !== plannedPortOfEntry,
      );
    },
  },
  {
    code: '82',
    stops: true,
    applies: ({ release }) => release.content.splitShipment === null && partsOf(release).some((bill) => !bill.nonAms),
  },
  {
    code: '83',
    stops: false,
    applies: ({ release, today }) =>
      release.content.splitShipment === HOLD_ALL &&
      release.releasedAt === null &&
      partsOf(release).some((bill) => {
        const [first, ...later] = datesOf(bill);
        return first !== undefined && first <= today && later.some((date) => date > today);
      }),
  },
  {
    code: '76',
    stops: true,
    applies: ({ release, matched, summary }) => isQuota(release.content) && matched && summary === null,
  },
  {
    code: '70',
    stops: true,
    applies: (found) =>
      isQuota(found.release.content) && found.matched && !!found.summary && quotaOf(found) === undefined,
  },
  { code: '71', stops: true, applies: (found) => quotaOf(found) === 'rejected' },
  { code: '72', stops: true, applies: (found) => quotaOf(found) === 'reserved' },
  { code: '73', stops: false, applies: (found) => quotaOf(found) === 'accepted' },
  {
    code: '89',
    stops: false,
    applies: ({ release: { content, told }, summary }) => {
      if (summary === undefined) return told.findings?.includes('89') === true;
      const port = summary?.portOfEntry;
      return !!port && content.plannedPortOfEntry !== null && content.plannedPortOfEntry !== port;
    },
  },
  { code: '25', stops: false, applies: ({ release: { ordered } }) => ordered.cancelsOn !== undefined },
];

interface BillFound {
  readonly bill: FiledBill;
  readonly onFile: BillOnFile | undefined;
  readonly named: string | undefined;
  readonly told: ToldBill | undefined;
  readonly released: boolean;
}

const BILL_FINDINGS: readonly Rule<BillDispositionCode, BillFound>[] = [
  { code: '74', stops: true, applies: ({ onFile }) => EMPTY.includes(onFile?.billType ?? '') },
  {
    code: '63',
    stops: false,
    applies: ({ onFile, told, released }) =>
      !!onFile?.arrivedAt &&
      released &&
      told?.arrived === true &&
      ((told.inBond !== undefined && onFile.inBond?.number !== told.inBond) || isStanding(told, '63')),
  },
  {
    code: '59',
    // Where it was to bring the goods here, 80 keeps them.
    stops: false,
    applies: ({ onFile, named, told }) =>
      onFile !== undefined && named !== undefined && onFile.inBond?.number !== named && !isStanding(told, '63'),
  },
  {
    code: '57',
    stops: true,
    applies: ({ bill }) => {
      const dates = datesOf(bill);
      return dates.length > 1 && daysBetween(dates[0]!, dates.at(-1)!) > SPLIT_DAYS;
    },
  },
];

const isStanding = (told: ToldBill | undefined, code: string): boolean => told?.findings?.includes(code) === true;

export const entryFindings = (found: Found): readonly Rule<EntryDispositionCode, Found>[] =>
  found.release.cancelled ? [] : ENTRY_FINDINGS.filter(({ applies }) => applies(found));

/** What is found of a bill, by its key; nothing for one that is not on the manifest. */
export const billFindings = (
  { release, bills }: Pick<Found, 'release' | 'bills'>,
  told: Release['told'],
): ReadonlyMap<string, readonly Rule<BillDispositionCode, BillFound>[]> => {
  const named = namedInBonds(release.content.bills);
  return new Map(
    release.content.bills.flatMap((bill) => {
      const key = manifestKey(bill);
      if (key === null) return [];
      const onFile = bills.get(key)?.deleted === false ? bills.get(key) : undefined;
      const subject = {
        ...{ bill, onFile, named: named.get(key), told: told.bills[key] },
        released: release.releasedAt !== null,
      };
      const found = BILL_FINDINGS.filter(({ applies }) => applies(subject));
      return found.length > 0 ? [[key, found] as const] : [];
    }),
  );
};
