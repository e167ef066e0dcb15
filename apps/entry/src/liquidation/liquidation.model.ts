import type { LiquidationChanged, LiquidationEvent, LiquidationOrdered } from '#contracts';
import type { CustomsDate } from '#kernel';
import { storedShape } from '#persistence';
import type { LiquidationState } from './liquidation.states';

/** What an entry owes, in whole cents: duty, and fees by accounting class. */
export type Owed = LiquidationChanged['filed'];

export interface Hold {
  /** Entry summary query guide, p. ESQ-31. */
  readonly code: string;
  readonly from: CustomsDate;
  /** The last day of an extension. */
  readonly until: CustomsDate | null;
  readonly reference: string | null;
  readonly orderedAt: string;
  /** Null for a suspension that follows from the entry type. */
  readonly orderId: string | null;
  readonly ended: { readonly on: CustomsDate; readonly at: string; readonly byOrder: boolean } | null;
}

/** Where the liquidation of an entry stands. Days are by the clock of the port of entry. */
export interface Liquidation {
  readonly key: string;
  /** Of the filer. */
  readonly accountId: string;
  /** Of the summary that this follows. */
  readonly revision: number;
  /** Grows by one with each change. */
  readonly version: number;
  readonly entryType: string | null;
  readonly portOfEntry: string | null;
  readonly entryDate: CustomsDate;
  readonly filedOn: CustomsDate;
  /** An accepted summary is on file. */
  readonly onFile: boolean;
  readonly state: LiquidationState;
  readonly holds: readonly Hold[];
  readonly filed: Owed;
  /** Null until it is liquidated. */
  readonly liquidated: Owed | null;
  /** Of the last liquidation or reliquidation. */
  readonly changeCents: number | null;
  readonly deemed: boolean;
  readonly noticeOn: CustomsDate | null;
  readonly liquidatedAt: string | null;
  /** The run liquidated it, not an order. */
  readonly byRun: boolean;
  /** When the last order to extend, liquidate or reliquidate was given. */
  readonly decidedAt: string | null;
}

export const storedLiquidation = storedShape<Liquidation>({ name: 'liquidation.data', version: 1 });

/** A step of an entry's liquidation, with who took it and why. */
export interface Happened {
  readonly after: Liquidation;
  readonly event: Exclude<LiquidationEvent, 'refused'>;
  readonly order: LiquidationOrdered | null;
  /** Why, where no order says so. */
  readonly why: string | null;
}
