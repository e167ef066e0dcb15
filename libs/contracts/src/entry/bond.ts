import { type Static, Type } from '@sinclair/typebox';
import { Cents, Nullable } from '../shapes';

/** A bond as a filing names it (SE10 and SE20 of the Cargo Release guide, 31-record of the entry summary guide, p. 49). */
export const NamedBond = Type.Object({
  /** 8 continuous, 9 single transaction, 0 none required or waived. */
  type: Type.String(),
  /** B basic, A additional, U substitution, E superseding; null where the filing names none. */
  designation: Nullable(Type.String()),
  /** Three digits of the surety; null where the filing names none. */
  surety: Nullable(Type.String()),
  /** Of a single transaction bond; null where the filing names none. */
  amountCents: Nullable(Cents),
});
export type NamedBond = Static<typeof NamedBond>;
