import type { BillChanged, CargoReleaseFiled, ManualDecision, ReleaseBill } from '#contracts';
import { addDays, type CustomsDate, isScac } from '#kernel';
import type { AgencyReview } from '../agency-data/agency-reviews';
import type { Selection } from './selection.model';
import type { ReleaseState } from './cargo-release.states';

/** What a filer declared: the filing without who sent it and where its records stood. */
export type ReleaseContent = Omit<CargoReleaseFiled, 'origin' | 'accountFilerCodes' | 'records' | 'reading'>;

/** What the filer was last told of one bill; the next notification is the difference to it. */
export interface ToldBill {
  readonly matched: boolean;
  readonly deleted: boolean;
  readonly arrived: boolean;
  /** More is entered than the carrier manifested. */
  readonly exceeds: boolean;
  readonly holds: readonly string[];
  /** What was found to stand against the release of the bill, by the codes it was told under; left out where that is nothing. */
  readonly findings?: readonly string[];
  /** The in-bond movement it came under; left out where that is none. */
  readonly inBond?: string;
}

/** What CBP ordered of an entry beside examination, documents and requests; left out what it did not. */
export interface Ordered {
  /** What became of its claim to a quota. */
  readonly quota?: 'accepted' | 'reserved' | 'rejected';
  /** It is cancelled on this day unless it becomes admissible before. */
  readonly cancelsOn?: CustomsDate;
  /** When the in-bond movement arrived at its port of destination, by the clock of that port. */
  readonly inBondArrivedOn?: CustomsDate;
}

export interface Told {
  readonly bills: Readonly<Record<string, ToldBill>>;
  /** That the port of entry is not the bill's and no in-bond movement joins them. */
  readonly portMismatch: boolean;
  /** Days after which the filer was told that no bill has come: 0, 30 or 60. */
  readonly waitedDays: 0 | 30 | 60;
  /** What was found to stand against its release, by the codes it was told under; left out where that is nothing. */
  readonly findings?: readonly string[];
  /** That the goods may leave, and were not called back since. Left out where the history of the entry says it. */
  readonly released?: boolean;
  /** That all partner agencies with data said that it may proceed, and none took it back. Left out before. */
  readonly agenciesClear?: boolean;
  /** Of goods under a quota: when they came to the port of entry, null while they are awaited (19 CFR 132.11a(b)). Left out for other goods, and by builds before. */
  readonly arrivedAt?: string | null;
  /** The latest examination; left out where there was none, or its order was taken back. */
  readonly examination?: { readonly orderedAt: string; readonly endedAt: string | null };
}

/** The decision made by hand that counts for an entry. */
export interface PaperStanding {
  readonly decisionId: string;
  readonly controlNumber: string;
  readonly decision: ManualDecision;
  readonly decidedAt: string;
  readonly portCode: string;
  /** That an examination is pending which a decision before this one ordered. */
  readonly examPending?: true;
  /** That the pending examination was ordered on paper alone: by these decisions, and what was known of one before. */
  readonly examOrdered?: { readonly by: readonly string[]; readonly before: 'none' | 'completed' };
  /** Ids of the other decisions a release rests on, one for each bill. */
  readonly with?: readonly string[];
}

/** The release by hand of an entry. `takenBack`: a decision it rests on was, and nothing has freed the goods since. */
export interface PaperRelease extends Pick<PaperStanding, 'decisionId' | 'controlNumber' | 'with'> {
  readonly takenBack?: true;
}

/** One cargo release with everything the rules know of it. Instants are ISO 8601 in UTC. */
export interface Release {
  /** Filer code and entry number, eleven characters. */
  readonly key: string;
  readonly accountId: string;
  readonly content: ReleaseContent;
  readonly state: ReleaseState;
  /** Grows by one with each change; each has its row in the history. */
  readonly version: number;
  readonly exam: 'none' | 'required' | 'completed';
  readonly documents: 'none' | 'required' | 'received';
  readonly documentType: string | null;
  /** Whether the selectivity criteria were applied to this content. */
  readonly assessed: boolean;
  /** What partner agencies make of what is filed for them; null where nothing is. */
  readonly agencies: readonly AgencyReview[] | null;
  /** How it was screened; null before, and where there was nothing to say. */
  readonly selection: Selection | null;
  readonly request: 'correction' | 'cancellation' | null;
  /** What a pending correction would make of the content. */
  readonly requested: ReleaseContent | null;
  readonly cancelled: boolean;
  readonly ordered: Ordered;
  readonly filedAt: string;
  readonly releasedAt: string | null;
  readonly releaseDate: CustomsDate | null;
  readonly releaseOrigin: string | null;
  /** The paper decision that released the goods; null when they are not released, or the platform did it. */
  readonly paperRelease: PaperRelease | null;
  /** The paper decision this entry was last weighed with. */
  readonly standing: PaperStanding | null;
  readonly told: Told;
  /** When the passing of time alone may change something; null when it cannot. */
  readonly lookAgainAt: string | null;
}

/** The newest state of a bill as the carrier's side published it. */
export type BillOnFile = Partial<Pick<BillChanged, 'billType' | 'inBond'>> &
  Pick<
    BillChanged,
    | 'billKey'
    | 'version'
    | 'deleted'
    | 'portCode'
    | 'quantity'
    | 'unit'
    | 'conveyance'
    | 'estimatedArrival'
    | 'arrivedAt'
    | 'holds'
  >;

export const releaseKey = (filerCode: string, entryNumber: string): string => filerCode + entryNumber;

/** A decision is made no earlier than this many days before the estimated arrival. Source: Cargo Release guide. */
export const DECISION_DAYS = 5;
export const decisionOpens = (estimatedArrival: CustomsDate): CustomsDate => addDays(estimatedArrival, -DECISION_DAYS);

/** Bills of these types name a manifest bill; I is an in-bond movement, and M heads the house bill that follows it. */
const MATCHED_TYPES = ['R', 'H', 'T'];

/** FIRMS code of a place where goods lie under bond (guide p. SE-38); what is a SCAC by its form is one. */
const FIRMS = /^[A-Z][A-Z0-9]{3}$/;

/**
 * A bill of goods that move in bond from a zone, a bonded warehouse, general order or seizure, issued by the FIRMS code of that place. It is "non-import-manifest": no carrier
 * will ever manifest it, and the goods come with their in-bond movement (guide p. SE-48 note 4).
 */
export const isOfFacility = ({ issuer }: Pick<ReleaseBill, 'issuer'>): boolean =>
  issuer !== null && FIRMS.test(issuer) && !isScac(issuer);

/** The key under which the carrier's side knows this bill, or null when no manifest bill is expected for it. */
export function manifestKey(bill: ReleaseBill): string | null {
  if (bill.nonAms || !MATCHED_TYPES.includes(bill.billType) || isOfFacility(bill)) return null;
  return (bill.issuer ?? '') + bill.billNumber;
}

/** Keys of all manifest bills a declaration waits for. */
export const manifestKeys = (content: Pick<ReleaseContent, 'bills'>): string[] =>
  content.bills.map(manifestKey).filter((key): key is string => key !== null);

/** The quantity entered for a bill: its own, else the sum of its split parts; null when the manifested quantity stands. */
export function enteredQuantity(bill: ReleaseBill): number | null {
  if (bill.quantity !== null) return bill.quantity;
  const parts = bill.arrivals.map(({ quantity }) => quantity).filter((quantity) => quantity !== null);
  return parts.length > 0 ? parts.reduce((sum, quantity) => sum + quantity, 0) : null;
}

/** References that the filer gave to documents (SE20 with the qualifier DIS). */
export const documentReferencesIn = ({ references }: Pick<ReleaseContent, 'references'>): string[] =>
  references.flatMap(({ qualifier, value }) => (qualifier === 'DIS' && value !== '' ? [value] : []));

/** References that the filer gave to documents, of a correction that CBP still decides on too (SE20 with the qualifier DIS: ACE Cargo Release guide v40, SE13 note 2, SE20 note 1). */
export const documentReferencesOf = ({ content, requested }: Pick<Release, 'content' | 'requested'>): string[] => [
  ...new Set([content, requested].flatMap((one) => (one ? documentReferencesIn(one) : []))),
];

export const referenceOf = (content: Pick<ReleaseContent, 'references'>, qualifier: string): string | null =>
  content.references.find((reference) => reference.qualifier === qualifier)?.value ?? null;
