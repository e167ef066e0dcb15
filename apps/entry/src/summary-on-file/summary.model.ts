import type { MissingCapability } from '../capabilities/summary-capability.rules';
import type { Condition, EntrySummaryFiled } from '#contracts';
import type { CustomsDate } from '#kernel';
import type { DutyFormula, TariffRate } from '#reference';
import type { SummaryEvent } from './summary.states';

/**
 * An entry summary as the rules see it: what was filed, without who sent it. Amounts are whole cents, values whole
 * dollars (10 to 90 records of the entry summary guide).
 */
export type EntrySummary = Omit<EntrySummaryFiled, 'origin' | 'accountFilerCodes' | 'reading'>;
export type SummaryLine = EntrySummary['lines'][number];
export type SummaryTariff = SummaryLine['tariffs'][number];
export type DeclaredFee = SummaryLine['fees'][number];

/** The summary that is on file under the same entry number. */
export interface SummaryOnFile {
  readonly state: 'accepted' | 'rejected';
  /** `cbp` while an officer reviews the summary, and after its rejection until it is replaced; else `trade`. */
  readonly control: 'trade' | 'cbp';
  readonly portOfEntry: string | null;
  readonly importerNumber: string | null;
  /** A post summary correction was accepted. */
  readonly corrected: boolean;
  /** Null where the entry type is not liquidated. */
  readonly liquidation: LiquidationOnFile | null;
  /** Read for a post summary correction alone. */
  readonly content: EntrySummary | null;
  /** Drawback claims that stand on it; left out where none does. */
  readonly claims?: ClaimsOnEntry;
}

/** What drawback claims have of a line of an entry, all of them together. */
export interface ClaimedOfLine {
  readonly line: string;
  readonly of: 'quantity' | ClaimedRevenue;
  readonly unit: string;
  /** Ten-thousandths of the unit, or cents. */
  readonly amount: bigint;
  /** All that was paid may be claimed by one of them. */
  readonly full: boolean;
}

/** Kinds of revenue that an entry summary has by line. */
export type ClaimedRevenue = 'duty' | 'mpf' | 'hmf';

/** Drawback claims that stand on an entry. */
export interface ClaimsOnEntry {
  /** Their numbers as people write them. */
  readonly claims: readonly string[];
  readonly amounts: readonly ClaimedOfLine[];
}

/** What a filing must know of the liquidation of its entry. */
export interface LiquidationOnFile {
  readonly liquidated: boolean;
  readonly scheduledFor: CustomsDate | null;
  /** Codes of the extensions and suspensions in force, and of those among them that a Center ordered. */
  readonly holds: readonly string[];
  readonly ordered: readonly string[];
}

/** What a summary must agree with: the cargo release on file under its number. */
export interface ReleaseOnFile {
  /** Null while the filer left it to be derived from the bill. */
  readonly portOfEntry: string | null;
  readonly importerNumber: string | null;
  /** The day on which the goods were released, by the platform or on paper. */
  readonly releaseDate: CustomsDate | null;
}

/** What the rules need to know besides the filing itself. */
export interface SummaryContext {
  /** The day of receipt by the clock of the port of entry. */
  readonly today: CustomsDate;
  /** Whether an importer number, in its full form, is that of an active importer. */
  importerOnFile(importerNumber: string): boolean;
  /** Whether the account that sent the filing may file under its filer code. */
  readonly filerAuthorised: boolean;
  /** Why no power of attorney allows the filing; null when one does or none is needed. */
  readonly missingPower: string | null;
  /** Capabilities that it needs and that were not open to its filer or importer when it was received. */
  readonly missingCapabilities: readonly MissingCapability[];
  /** Offset granted to a filer that has used up its entry numbers; 0 when left out. */
  readonly checkDigitOffset?: number;
  readonly existing: SummaryOnFile | null;
}

/** Groupings of an AX response that a condition may stand under (entry summary guide, returned reference data). */
export type Grouping =
  | 'SUMMRY'
  | 'BOLINB'
  | 'BNDDTL'
  | 'HDRFEE'
  | 'CONREL'
  | 'PSCHRE'
  | 'PSCEXP'
  | 'PSCLRE'
  | 'LINITM'
  | 'TARIFF'
  | 'TARQTY'
  | 'LINFEE'
  | 'TOTALS'
  | 'FEETOT';

export interface SummaryCondition extends Condition {
  readonly lineNumber: string | null;
}

export interface ComputedTariff {
  readonly hts: string;
  readonly dutyCents: number;
  /** The words of the rate that was applied; empty where none is held. */
  readonly rateText: string;
  readonly column: TariffRate['column'] | null;
  readonly formula: DutyFormula;
  /** False where the rate has no formula and the filer's own amount stands. */
  readonly verified: boolean;
}

export interface ComputedLine {
  readonly lineNumber: string;
  readonly valueDollars: number;
  readonly tariffs: readonly ComputedTariff[];
  readonly dutyCents: number;
  readonly mpfExempt: boolean;
  readonly mpfCents: number;
  readonly hmfCents: number;
}

export interface ComputedSummary {
  /** The day whose rates apply. */
  readonly rateDate: CustomsDate;
  readonly lines: readonly ComputedLine[];
  readonly valueDollars: number;
  readonly dutyCents: number;
  /** Fees due by accounting class: 499 within its limits, 501, 311, and other classes as declared. */
  readonly feesByClass: readonly { readonly classCode: string; readonly cents: number }[];
  readonly feeCents: number;
  /** True when the harbor fee is three dollars or less and nothing else is due, so that it is not collected. */
  readonly harborFeeWaived: boolean;
  /** Duty and fees. */
  readonly totalCents: number;
  /** What an officer should know about the computation, in words. */
  readonly notes: readonly string[];
}

/** What a filing does to the summary on file. `correct` is a post summary correction, `cancel` the filer's own delete, `delete` the implicit one. */
export type EffectOnFile = 'add' | 'replace' | 'correct' | 'cancel' | 'delete' | 'keep';

export interface Judgement {
  readonly accepted: boolean;
  readonly conditions: readonly SummaryCondition[];
  /** Null for a delete and for a filing without lines. */
  readonly computed: ComputedSummary | null;
  readonly effect: EffectOnFile;
}

export interface StoredSummary {
  readonly key: string;
  readonly accountId: string;
  /** The filing that made it what it is. */
  readonly filingId: string;
  readonly state: SummaryOnFile['state'] | 'deleted';
  readonly control: SummaryOnFile['control'];
  /** A post summary correction was accepted. */
  readonly corrected: boolean;
  /** Five digits: major and minor (entry summary guide, p. ESF-206). */
  readonly version: string;
  /** Grows by one with each change; each has its row in the history. */
  readonly revision: number;
  readonly portOfEntry: string | null;
  readonly brokerReference: string | null;
  readonly importerNumber: string | null;
  /** The day whose assignments and authority apply; null for one that an earlier release took. */
  readonly entryDate: CustomsDate | null;
  readonly teamState: 'pending' | 'assigned' | 'not eligible';
  readonly centerId: string | null;
  readonly teamNumber: string | null;
}

export interface SummaryChange {
  readonly after: StoredSummary;
  readonly event: SummaryEvent;
  /** Who did it: the filing at hand, also where the summary keeps another one's content. */
  readonly filingId: string;
  readonly accountId: string;
  readonly content: EntrySummary | null;
  readonly computed: ComputedSummary | null;
  /** Who decided for CBP, and why. */
  readonly officer?: string;
  readonly note?: string | null;
}
