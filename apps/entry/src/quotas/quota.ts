import { Decimal, isCustomsDate, type CustomsDate } from '#kernel';
import { countryOf, normalHts } from '#reference';

/** What of an entry summary a quota counts. */
interface CountedTariff {
  readonly hts: string;
  readonly quantities: readonly { readonly quantity: string; readonly unit: string | null }[];
}
interface CountedLine {
  readonly countryOfOrigin: string | null;
  readonly tariffs: readonly CountedTariff[];
}
export interface CountedSummary {
  readonly entryType: string | null;
  readonly entryDate: CustomsDate | null;
  readonly estimatedArrival: CustomsDate | null;
  readonly lines: readonly (CountedLine & { readonly lineNumber: string })[];
}

/** Types that claim a quota by the type of the same goods without one. */
export const QUOTA_TYPE_OF: Readonly<Record<string, string>> = {
  ...{ '01': '02', '03': '07', '11': '12', '31': '32', '34': '38' },
};
const QUOTA_TYPES = Object.values(QUOTA_TYPE_OF);

export const isQuotaType = ({ entryType }: Pick<CountedSummary, 'entryType'>): boolean =>
  QUOTA_TYPES.includes(entryType ?? '');

/** The day of presentation, as far as the filing says it. */
export const quotaDate = (
  { entryDate, estimatedArrival }: Pick<CountedSummary, 'entryDate' | 'estimatedArrival'>,
  today: CustomsDate,
): CustomsDate =>
  [entryDate, estimatedArrival].find((date): date is CustomsDate => date !== null && isCustomsDate(date)) ?? today;

export const QUOTA_STATUSES = ['open', 'on hold', 'potentially filled', 'filled', 'banned'] as const;
export type QuotaStatus = (typeof QUOTA_STATUSES)[number];

/** Goods that are counted in a period. A tariff-rate quota counts those of its in-quota numbers: more of them enter under the over-quota numbers. Source: 19 CFR part 132. */
export interface Quota {
  readonly id: number;
  readonly name: string;
  readonly kind: 'absolute' | 'tariff rate';
  /** First digits of the numbers that are counted. */
  readonly headings: readonly string[];
  /** Number of chapter 98 or 99 that must stand beside them; null where none must. */
  readonly paired: string | null;
  /** Empty: of all countries. */
  readonly countries: readonly string[];
  readonly unit: string;
  /** In the unit, as a decimal of up to four places. */
  readonly quantity: string;
  readonly allotted: string;
  /** What is presented up to then is presented at once (19 CFR 132.12). */
  readonly opensAt: Date;
  readonly from: CustomsDate;
  readonly to: CustomsDate;
  readonly status: QuotaStatus;
}

/** A line under a quota: the quota of its day, else the last one that has expired. */
export interface Subject {
  readonly quota: Quota;
  readonly expired: boolean;
  /** What is claimed, in the unit of the quota; null where it is not reported in it. */
  readonly claimed: Decimal | null;
}

/** The later one; of two that begin on one day the one that was added later. */
const lastOf = (last: Quota | undefined, one: Quota): Quota =>
  last === undefined || one.from > last.from || (one.from === last.from && one.id > last.id) ? one : last;
const isOf = (quota: Quota, hts: string): boolean => quota.headings.some((start) => hts.startsWith(start));

/** What a line was allotted of a quota, all that it claimed or a part. */
export interface Held {
  readonly quotaId: number;
  readonly allotted: Decimal;
}

/** All quotas, and what lines of entries were allotted of them. */
export class QuotaRegister {
  private readonly paired: ReadonlySet<string>;
  /** By the first four digits that they count, each in the order of all. */
  private readonly byHeading = new Map<string, Quota[]>();

  constructor(
    private readonly quotas: readonly Quota[],
    /** By entry key and line number parted by a space. */
    private readonly heldBy: ReadonlyMap<string, Held> = new Map(),
  ) {
    this.paired = new Set(quotas.flatMap(({ paired }) => paired ?? []));
    for (const quota of quotas)
      for (const heading of new Set(quota.headings.map((start) => start.slice(0, 4))))
        this.byHeading.set(heading, [...(this.byHeading.get(heading) ?? []), quota]);
  }

  get isEmpty(): boolean {
    return this.quotas.length === 0;
  }

  /** What CBP allotted a line of this quota. */
  held(entryKey: string, lineNumber: string, { id }: Quota): Decimal | undefined {
    const held = this.heldBy.get(`${entryKey} ${lineNumber}`);
    return held?.quotaId === id ? held.allotted : undefined;
  }

  /** The quota of a line on the day it is presented. */
  of(line: CountedLine, day: CustomsDate): Subject | undefined {
    if (this.isEmpty) return undefined;
    const numbers = line.tariffs.map(({ hts }) => normalHts(hts));
    const country = countryOf(line.countryOfOrigin ?? '');
    const subject = [...new Set(numbers.map((hts) => hts.slice(0, 4)))].flatMap((heading) =>
      (this.byHeading.get(heading) ?? []).filter(
        (quota) =>
          quota.from <= day &&
          (quota.countries.length === 0 || quota.countries.includes(country)) &&
          numbers.some((hts) => isOf(quota, hts)) &&
          (quota.paired === null || numbers.includes(quota.paired)),
      ),
    );
    const quota = subject.find(({ to }) => day <= to) ?? subject.reduce(lastOf, undefined);
    if (!quota) return undefined;
    return { quota, expired: day > quota.to, claimed: claimedOf(quota, line.tariffs) };
  }

  /** A number that is paired with quotas stands beside goods that none of them counts. */
  mismatched({ tariffs }: CountedLine): boolean {
    const numbers = tariffs.map(({ hts }) => normalHts(hts));
    const pair = numbers.find((hts) => this.paired.has(hts));
    return (
      pair !== undefined &&
      !this.quotas.some((quota) => quota.paired === pair && numbers.some((hts) => isOf(quota, hts)))
    );
  }
}

function claimedOf(quota: Quota, tariffs: readonly CountedTariff[]): Decimal | null {
  const quantities = tariffs
    .filter(({ hts }) => isOf(quota, normalHts(hts)))
    .flatMap((tariff) => tariff.quantities.filter(({ unit }) => unit === quota.unit));
  const amounts = quantities.flatMap(({ quantity }) => {
    const amount = Decimal.parse(quantity);
    return amount.ok ? [amount.value] : [];
  });
  return amounts.length === 0 ? null : amounts.reduce((sum, one) => sum.plus(one));
}

export interface Claim {
  readonly entryKey: string;
  readonly lineNumber: string;
  /** In ten-thousandths of the unit. */
  readonly quantity: bigint;
  readonly presentedAt: Date;
}
/** What stands of a line that was decided, once its summary is filed anew: what it no longer claims goes back to the quota. */
export const standing = (
  allotted: bigint,
  claimed: bigint,
): { readonly allotted: bigint; readonly givenBack: bigint } => {
  const stays = claimed < allotted ? claimed : allotted;
  return { allotted: stays, givenBack: allotted - stays };
};

interface Allotted {
  readonly claim: Claim;
  readonly status: 'accepted' | 'reserved' | 'rejected';
  readonly allotted: bigint;
}

/**
 * Allots what is left of a quota: to what was presented by the opening moment in proportion, where it is more than there is, and then first come, first served
 * (19 CFR 132.12, 132.13). Amounts in ten-thousandths of the unit; a share is rounded down.
 */
export function allot(left: bigint, opensAt: Date, claims: readonly Claim[]): Allotted[] {
  const byTime = [...claims].sort(
    (a, b) =>
      a.presentedAt.getTime() - b.presentedAt.getTime() ||
      (a.entryKey + a.lineNumber < b.entryKey + b.lineNumber ? -1 : 1),
  );
  const atOpening = byTime.filter(({ presentedAt }) => presentedAt <= opensAt);
  const wanted = atOpening.reduce((sum, { quantity }) => sum + quantity, 0n);
  const isTooMuch = wanted > left;
  const shares = atOpening.map((claim): Allotted => {
    const allotted = isTooMuch ? (claim.quantity * left) / wanted : claim.quantity;
    return {
      claim,
      allotted,
      status: allotted === claim.quantity ? 'accepted' : allotted > 0n ? 'reserved' : 'rejected',
    };
  });
  // What rounding down leaves of a quota that was prorated is nobody's: it is filled.
  let rest = isTooMuch ? 0n : left - wanted;
  const later = byTime.slice(atOpening.length).map((claim): Allotted => {
    const allotted = claim.quantity < rest ? claim.quantity : rest;
    rest -= allotted;
    return {
      claim,
      allotted,
      status: allotted === claim.quantity ? 'accepted' : allotted > 0n ? 'reserved' : 'rejected',
    };
  });
  return [...shares, ...later];
}
