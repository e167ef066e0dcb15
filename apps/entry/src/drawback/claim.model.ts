import type { DesignatedLine, DrawbackClaimChanged, DrawbackClaimFiled } from '#contracts';
import { type CustomsDate, localDate } from '#kernel';
import { storedShape } from '#persistence';
import { DRAWBACK_OFFICES } from '#reference';
import { type ImportLine, tenThousandths } from '../claims-on-entry/claims-on-entry.rules';
import type { ClaimedRevenue } from '../summary-on-file/summary.model';
import type { ClaimEvent, ClaimState } from './claim.states';

/** A claim as the rules see it: what was filed, without who sent it. */
export type DrawbackClaim = Omit<DrawbackClaimFiled, 'origin' | 'accountFilerCodes' | 'reading'>;
export type Designated = DrawbackClaim['imports'][number];
export type Exported = DrawbackClaim['exported'][number];
export type Intent = NonNullable<Exported['intent']>;

export const storedClaim = storedShape<DrawbackClaim>({ name: 'drawback_claim_version.content', version: 1 });

/** What is told of a claim as it stands. */
export type ClaimStanding = Pick<
  DrawbackClaimChanged,
  'acceleratedPayment' | 'claimed' | 'designated' | 'provision' | 'filingPort' | 'filedOn' | 'centerId'
>;
export const storedStandingOfClaim = storedShape<ClaimStanding>({ name: 'drawback_claim.standing', version: 1 });

export interface StoredClaim {
  readonly key: string;
  readonly accountId: string;
  readonly filingId: string;
  readonly state: ClaimState;
  /** Five digits: major and minor (guide, p. 85). */
  readonly version: string;
  /** Grows by one with each change; each has its row in the history. */
  readonly revision: number;
  readonly claimantNumber: string;
  readonly standing: ClaimStanding;
  /** What stands in a replacement as it was: bond, its waiver, and the request for accelerated payment. */
  readonly fixed: string;
}

export interface ClaimChange {
  readonly after: StoredClaim;
  readonly event: ClaimEvent;
  readonly filingId: string;
  readonly accountId: string;
  readonly content: DrawbackClaim | null;
}

/** The accepted entry summary that a claim designates. */
export interface ImportOnFile {
  readonly importerNumber: string | null;
  readonly importedOn: CustomsDate;
  /** By line number of three digits. */
  readonly lines: ReadonlyMap<string, ImportLine>;
  /** What the entry owes as it was filed or, once it is, as it was liquidated: the most that can have stayed paid. */
  readonly owed: { readonly dutyCents: number; readonly mpfCents: number; readonly hmfCents: number };
  /** Its last liquidation gave money back. */
  readonly refunded: boolean;
}

/** What of a class is compared with: null for what no line of a summary shows, and for a harbor fee that is paid by the quarter. */
export const comparedAs = (classCode: string, qualifier: string | null): ClaimedRevenue | null => {
  if (classCode === '364' || classCode === '369') return 'duty';
  if (classCode === '399') return 'mpf';
  return classCode === '398' && qualifier !== '01' ? 'hmf' : null;
};

/** A quantity of a unit in ten-thousandths, or cents of a kind of revenue, that a claim has of a line of an entry. */
export interface Amount {
  readonly entryKey: string;
  readonly line: string;
  readonly of: 'quantity' | ClaimedRevenue;
  /** The unit of a quantity; empty for money. */
  readonly unit: string;
  readonly amount: bigint;
}

export const lineOf = (lineNumber: string | null): string | null => lineNumber?.padStart(3, '0') ?? null;

/** The day at a drawback office; by UTC where it is none. */
export const officeDay = (port: string | null, instant: Date): CustomsDate =>
  localDate(instant, DRAWBACK_OFFICES.get(port ?? '')?.timeZone ?? 'UTC');

/** Everything of import lines that a claim has, each of them once. */
export const amountsOf = ({ imports }: DrawbackClaim): Amount[] => {
  const sums = new Map<string, Amount>();
  for (const { filerCode, entryNumber, lineNumber, tariffs } of imports) {
    const line = lineOf(lineNumber);
    if (filerCode === null || entryNumber === null || line === null) continue;
    const add = (of: Amount['of'], unit: string, amount: bigint): void => {
      const key = `${filerCode}${entryNumber} ${line} ${of} ${unit}`;
      const before = sums.get(key)?.amount ?? 0n;
      sums.set(key, { entryKey: `${filerCode}${entryNumber}`, line, of, unit, amount: before + amount });
    };
    for (const { quantities, revenues } of tariffs) {
      for (const { quantity, unit } of quantities)
        if (quantity && unit) add('quantity', unit, tenThousandths(quantity));
      for (const { classCode, qualifier, claimedCents } of revenues) {
        const of = comparedAs(classCode, qualifier);
        if (of) add(of, '', BigInt(claimedCents ?? 0));
      }
    }
    // A line that is designated is found again, whatever is claimed of it.
    add('duty', '', 0n);
  }
  return [...sums.values()];
};

/** A line as it is told of. */
export const designatedLine = (
  { filerCode, entryNumber, lineNumber, tariffs }: Designated,
  onFile: Pick<ImportOnFile, 'importedOn'> | null,
  claimableUntil: CustomsDate | null,
): DesignatedLine => ({
  ...{ filerCode: filerCode ?? '', entryNumber: entryNumber ?? '', line: lineOf(lineNumber) },
  ...{ onFile: onFile !== null, importedOn: onFile?.importedOn ?? null, claimableUntil },
  quantities: tariffs.flatMap(({ quantities }) =>
    quantities.flatMap(({ quantity, unit }) => (quantity ? [{ unit: unit ?? '', quantity }] : [])),
  ),
  revenues: tariffs.flatMap(({ revenues }) =>
    revenues.map(({ classCode, claimedCents }) => ({ class: classCode, cents: claimedCents ?? 0 })),
  ),
});
