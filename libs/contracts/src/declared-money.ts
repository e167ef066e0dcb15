import { type Static, Type } from '@sinclair/typebox';
import { Cents } from './shapes';

/**
 * Money that an entry summary declares beside duty and user fees, as declared: deposits of antidumping and countervailing cases, internal revenue tax, other revenue. What is
 * bonded, and tax that is deferred, is not paid with the summary.
 */
export const DeclaredMoney = Type.Object({
  adCashCents: Cents,
  adBondedCents: Cents,
  cvCashCents: Cents,
  cvBondedCents: Cents,
  irTaxCents: Cents,
  otherRevenueCents: Cents,
  /** What of it is paid with the summary. */
  payableCents: Cents,
});
export type DeclaredMoney = Static<typeof DeclaredMoney>;
