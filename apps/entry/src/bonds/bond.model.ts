import type { BondFiled, BondState } from '#contracts';
import { type CustomsDate, localDate } from '#kernel';
import { storedShape } from '#persistence';
import type { BondEvent, KeptState } from './bond.states';

export interface BondPartyKept {
  readonly role: 'principal' | 'co-principal' | 'user';
  /** Importer number in its full form. */
  readonly number: string;
  readonly idType: string;
  /** From which day a user may use it; null: from the first. */
  readonly from: CustomsDate | null;
  /** The first day on which a user may use it no more. */
  readonly until: CustomsDate | null;
}

export interface BondSuretyKept {
  readonly role: 'surety' | 'co-surety' | 'reinsurer';
  readonly code: string;
  readonly agent: string | null;
  /** Null: the whole bond. */
  readonly liabilityDollars: number | null;
}

/** A bond as the register has it. */
export interface StoredBond {
  readonly number: string;
  readonly type: '8' | '9';
  readonly designation: string;
  readonly activityCode: string;
  readonly amountDollars: number;
  readonly state: KeptState;
  readonly version: number;
  readonly accountId: string;
  readonly suretyReference: string | null;
  readonly executedOn: CustomsDate;
  readonly effectiveOn: CustomsDate | null;
  /** The first day on which it covers no more. */
  readonly terminatesOn: CustomsDate | null;
  readonly reconciliation: boolean;
  readonly virginIslands: boolean;
  /** Of a single transaction bond. */
  readonly transaction: { readonly type: string; readonly id: string; readonly entryType: string | null } | null;
  readonly sureties: readonly BondSuretyKept[];
  readonly parties: readonly BondPartyKept[];
  /** Secondary notify parties, who are told what becomes of it. */
  readonly notify: readonly string[];
  /** First and last days on which CBP holds it to be insufficient. */
  readonly foundInsufficient: readonly { readonly from: CustomsDate; readonly to: CustomsDate | null }[];
}

/** Whether CBP holds a bond to be insufficient on a day. */
export const isInsufficientOn = ({ foundInsufficient }: StoredBond, on: CustomsDate): boolean =>
  foundInsufficient.some(({ from, to }) => from <= on && (to === null || on <= to));

/** What is kept of a bond beside the columns by which it is found. */
export type BondTerms = Pick<
  StoredBond,
  'suretyReference' | 'executedOn' | 'reconciliation' | 'virginIslands' | 'sureties' | 'notify'
> & { readonly entryType: string | null };

export const storedBondTerms = storedShape<BondTerms>({ name: 'bond.terms', version: 1 });
export type BondContent = Omit<
  BondFiled,
  'origin' | 'accountFilerCodes' | 'accountSuretyCodes' | 'accountImporterNumbers' | 'reading'
>;
export const storedBondContent = storedShape<BondContent>({ name: 'bond_version.content', version: 1 });

export interface BondChange {
  readonly after: StoredBond;
  readonly event: BondEvent;
  readonly filingId: string;
  readonly accountId: string;
  readonly content: BondContent;
}

/** Where a bond stands on a day: a termination has come when its day has. */
export const stateOn = (
  { state, terminatesOn }: Pick<StoredBond, 'state' | 'terminatesOn'>,
  on: CustomsDate,
): BondState =>
  state === 'termination scheduled' && terminatesOn !== null && terminatesOn <= on ? 'terminated' : state;

/** Whether a continuous bond covers what a number does on a day. */
export const coversOn = (bond: StoredBond, number: string, on: CustomsDate): boolean =>
  (bond.state === 'active' || bond.state === 'termination scheduled') &&
  (bond.effectiveOn ?? bond.executedOn) <= on &&
  (bond.terminatesOn === null || on < bond.terminatesOn) &&
  bond.parties.some((party) => party.number === number && usedOn(party, on));

/** Whether somebody who is named in a bond may use it on a day. */
export const usedOn = ({ from, until }: Pick<BondPartyKept, 'from' | 'until'>, on: CustomsDate): boolean =>
  (from === null || from <= on) && (until === null || on < until);

/** Days of the chapter are those of CBP's system (eBond v1.9, p. CB-23). */
const CLOCK = 'America/New_York';
export const bondClock = (instant: Date): CustomsDate => localDate(instant, CLOCK);
/** The same day in a statement, whatever the time zone of the database is. */
export const TODAY_OF_BONDS = `(now() AT TIME ZONE '${CLOCK}')::date`;

/** The dates by which it is decided which bond applies, the first that is known (Entry Summary Create/Update, p. ESF-156). */
export interface BondDates {
  readonly released: CustomsDate | null;
  readonly entry: CustomsDate | null;
  readonly estimatedEntry: CustomsDate | null;
  readonly statementPrint: CustomsDate | null;
  readonly received: CustomsDate;
}
const LADDER = ['released', 'entry', 'estimatedEntry', 'statementPrint', 'received'] as const;
export const bondDay = (dates: BondDates): CustomsDate =>
  LADDER.map((step) => dates[step]).find((day) => day !== null) ?? dates.received;
