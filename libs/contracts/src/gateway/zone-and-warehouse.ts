import { Static, Type } from '@sinclair/typebox';
import { CustomsDate, Index, Nullable } from '../shapes';

/** What SE11 says of general order, bonded warehouse and immediate delivery (columns 45-80); each absent where it is not given. */
export const WAREHOUSE_FIELDS = {
  generalOrderNumber: Type.Optional(Type.String()),
  /** FIRMS code of the bonded warehouse where the goods are entered (types 21, 22). */
  bondedWarehouse: Type.Optional(Type.String()),
  /** Of type 22: the warehouse entry the goods come from. */
  originatingEntry: Type.Optional(Type.Object({ filerCode: Type.String(), entryNumber: Type.String() })),
  /** As sent: `Y` asks for immediate delivery. */
  immediateDelivery: Type.Optional(Type.String()),
};

/** What a line of goods from a foreign trade zone says of them (SE41). */
export const ZoneOfLine = Type.Object({
  status: Nullable(Type.String()),
  privilegedFilingDate: Nullable(CustomsDate),
  /** Units of the line that leave the zone. */
  quantity: Nullable(Type.Integer({ minimum: 0 })),
  recordIndex: Index,
});
export type ZoneOfLine = Static<typeof ZoneOfLine>;

/** The number in force today of privileged foreign goods whose own is no longer (SE61). */
export const PrivilegedForeign = Type.Object({ currentHts: Type.String(), recordIndex: Index });
