import type { MissingCapability } from '../capabilities/summary-capability.rules';
import type { BarredGoods } from '../barred-goods/barred-goods.rules';
import type { QuotaRegister } from '../quotas/quota';
import type { CaseRegister } from '../ad-cvd-cases/case-register';
import type { Condition, DeclaredMoney, EntrySummaryFiled, StatementProfile } from '#contracts';
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
  /** The filer's own; left out where none was given. */
  readonly brokerReference?: string | null;
  /** Day on which the statement is printed that it was put on last; null where it is paid individually. */
  readonly statementDate?: CustomsDate | null;
  /** A post summary correction was accepted. */
  readonly corrected: boolean;
  /** Null where the entry type is not liquidated. */
  readonly liquidation: LiquidationOnFile | null;
  /** Read for a post summary correction, and for a replacement without invoices. */
  readonly content: EntrySummary | null;
  /** Drawback claims that stand on it; left out where none does. */
  readonly claims?: ClaimsOnEntry;
  /** Of a warehouse entry (21, 22): keys of the summaries that take goods from it, and its type; left out where none does. */
  readonly withdrawals?: readonly string[];
  readonly warehouseType?: string | null;
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
  /** That the goods are delivered under a special permit: the time for the summary runs from their release alone. */
  readonly immediateDelivery?: boolean;
  /** That procedure was asked for expressly: the goods are entered on the day on which their summary is filed (19 CFR 141.68(c)). */
  readonly entersBySummary?: boolean;
  readonly modeOfTransport?: string | null;
  /** Of goods under a quota: whether they came to the port of entry; null of other goods. */
  readonly arrived?: boolean | null;
}

/** What is on file of the releases that a summary consolidates; keys as of entries. */
export interface ConsolidatedOnFile {
  release(key: string): ReleaseOnFile | undefined;
  /** Key of the summary on file that accounts for a release already. */
  accountedBy(key: string): string | undefined;
  /** A summary is on file under the number of that release. */
  hasSummary(key: string): boolean;
  /** A cargo release is on file under the number of the summary itself. */
  readonly ownRelease: boolean;
  /** A correction, or a replacement after CBP rejected it: it names no releases, and the summary goes on to account for those that it did (pp. ESF-177, 184). */
  readonly keeps: boolean;
}

/** What others take from a warehouse entry, as the summary sees it that is filed. */
export interface WithdrawnFrom {
  /** Key of the other summary that made the final withdrawal. */
  readonly finalBy: string | null;
  /** The summary that is filed takes goods from it already. */
  readonly isLinked: boolean;
  /** By tariff number and unit, `8471300100 NO`: what the others take together. */
  readonly withdrawn: ReadonlyMap<string, string>;
}

/** What is on file of the warehouse entry that another one takes goods from. */
export interface AssociatedEntry extends Partial<WithdrawnFrom> {
  /** `inactive`: off file by a rejected filing, where `deleted` is by its filer. */
  readonly state: 'on file' | 'deleted' | 'inactive' | 'unknown';
  /** What was entered, by tariff number and unit. */
  readonly entered?: ReadonlyMap<string, string>;
  readonly entryType: string | null;
  readonly portOfEntry: string | null;
  readonly importDate: CustomsDate | null;
  readonly statementDate: CustomsDate | null;
}

/** Of a number in the register of importers; `void`: no active account has it any more. */
export type PartyStanding = 'active' | 'void' | 'unknown';

/** What the rules need to know besides the filing itself. */
export interface SummaryContext {
  /** The day of receipt by the clock of the port of entry. */
  readonly today: CustomsDate;
  /** Whether an importer number, in its full form, is that of an active importer. */
  importerOnFile(importerNumber: string): boolean;
  /** Whether it is one that an account held and no active one holds; left out where nobody looked. */
  readonly importerInactive?: (importerNumber: string) => boolean;
  /** How the filer takes part in statements; left out where nothing was told of it. */
  readonly statements?: StatementProfile;
  /** What the register says of another party, by its number in full form; left out while parties are believed. */
  readonly party?: (number: string) => PartyStanding;
  /** Whether the account that sent the filing may file under its filer code. */
  readonly filerAuthorised: boolean;
  /** Why no power of attorney allows the filing; null when one does or none is needed. */
  readonly missingPower: string | null;
  /** Capabilities that it needs and that were not open to its filer or importer when it was received. */
  readonly missingCapabilities: readonly MissingCapability[];
  /** Offset granted to a filer that has used up its entry numbers; 0 when left out. */
  readonly checkDigitOffset?: number;
  readonly existing: SummaryOnFile | null;
  /** The entry date as CBP determined it; null or left out while that is not known. */
  readonly entered?: CustomsDate | null;
  /** Whether a claim for drawback is on file under a number, by its key; left out where nobody looked. */
  isClaim?(key: string): boolean;
  /** Left out where nobody looked. */
  readonly consolidated?: ConsolidatedOnFile;
  /** What is on file of the warehouse entry of that key; undefined where nobody looked. */
  readonly associated?: (key: string) => AssociatedEntry | undefined;
  /** The register of antidumping and countervailing cases; left out where nobody looked. */
  readonly cases?: CaseRegister;
  /** Quotas and what is reserved of them for this entry; left out where nobody looked. */
  readonly quotas?: QuotaRegister;
  /** False while goods under a quota are awaited by their cargo release; left out where nobody knows. */
  readonly arrived?: boolean;
  /** Trade orders by which goods are barred; left out where there are none. */
  readonly barred?: readonly BarredGoods[];
}

/** Groupings of an AX response that a condition may stand under (entry summary guide, returned reference data). */
export type Grouping =
  | 'SUMMRY'
  | 'CARMAN'
  | 'BOLINB'
  | 'MISDOC'
  | 'BNDDTL'
  | 'HDRFEE'
  | 'CONREL'
  | 'PSCHRE'
  | 'PSCEXP'
  | 'PSCLRE'
  | 'LINITM'
  | 'TARIFF'
  | 'TARQTY'
  | 'EIPINV'
  | 'COMDES'
  | 'ARPART'
  | 'LICNSE'
  | 'ADDCVD'
  | 'IADDET'
  | 'LINFEE'
  | 'CENWRN'
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
  /** False where the rate has no formula or is not held and the filer's own amount stands. */
  readonly verified: boolean;
}

export interface ComputedLine {
  readonly lineNumber: string;
  /** The day whose rates apply, where it is not that of the summary. */
  readonly rateDate?: CustomsDate;
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
  /** Left out where nothing is declared beside duty and user fees. */
  readonly declared?: DeclaredMoney;
  /** Duty, fees, and what is declared beside them and paid with the summary. */
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
