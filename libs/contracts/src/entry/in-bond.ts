import { type Static, Type } from '@sinclair/typebox';
import { CustomsDate, Nullable } from '../shapes';

/** An in-bond movement of a bill as it is on file with it. */
export const InBondMovement = Type.Object({
  number: Nullable(Type.String()),
  /** 61 immediate transportation, 62 transportation and exportation, 63 immediate exportation. */
  entryType: Type.String(),
  departurePort: Type.String(),
  destinationPort: Nullable(Type.String()),
  createdOn: CustomsDate,
  /** By the clock of the port of destination; null until it arrives. */
  arrivedOn: Nullable(CustomsDate),
});
export type InBondMovement = Static<typeof InBondMovement>;
