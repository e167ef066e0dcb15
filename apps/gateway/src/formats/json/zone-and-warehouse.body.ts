import { type Static, type TObject, Type } from '@sinclair/typebox';
import type { CargoReleaseFiled, ReleaseLine } from '#contracts';
import { Closed, Code, Day, EntryNumber, entryParts, Text, Whole } from '../../edge/json-schema';

/** General order, bonded warehouse and immediate delivery (SE11 columns 45-80). */
export const WAREHOUSE_BODY = {
  generalOrderNumber: Type.Optional(Text(20, 'General order number of goods in general order')),
  bondedWarehouse: Type.Optional(Code('[A-Z0-9]{4}', 'FIRMS code of the bonded warehouse, for types 21 and 22')),
  originatingEntry: Type.Optional(EntryNumber),
  immediateDelivery: Type.Optional(Type.Boolean({ description: 'Ask for immediate delivery: 19 CFR 142.21' })),
};
type WarehouseBody = Static<TObject<typeof WAREHOUSE_BODY>>;

export const warehouseFromJson = (
  body: WarehouseBody,
): Pick<CargoReleaseFiled, 'generalOrderNumber' | 'bondedWarehouse' | 'originatingEntry' | 'immediateDelivery'> => ({
  ...(body.generalOrderNumber && { generalOrderNumber: body.generalOrderNumber }),
  ...(body.bondedWarehouse && { bondedWarehouse: body.bondedWarehouse }),
  ...(body.originatingEntry && { originatingEntry: entryParts(body.originatingEntry) }),
  ...(body.immediateDelivery !== undefined && { immediateDelivery: body.immediateDelivery ? 'Y' : 'N' }),
});

/** Goods of a foreign trade zone (SE41). */
export const ZoneSchema = Type.Optional(
  Closed({
    status: Code('[A-Z]', 'P privileged foreign, N non-privileged foreign'),
    privilegedFilingDate: Type.Optional(Day('Day of the privileged status, of a number no longer in force')),
    quantity: Type.Optional(Whole('Units of the line that leave the zone')),
  }),
);

export const zoneFromJson = (zone: Static<typeof ZoneSchema> | undefined): Pick<ReleaseLine, 'zone'> =>
  zone
    ? {
        zone: {
          status: zone.status,
          privilegedFilingDate: zone.privilegedFilingDate ?? null,
          quantity: zone.quantity ?? null,
          recordIndex: null,
        },
      }
    : {};

/** Number in force of privileged foreign goods whose own is no longer (SE61). */
export const CurrentHtsSchema = Type.Optional(
  Code('[0-9]{4,10}', 'Tariff number in force today, of privileged foreign goods whose own is not'),
);

export const privilegedForeignFromJson = (
  currentHts: string | undefined,
): Pick<ReleaseLine['tariffs'][number], 'privilegedForeign'> =>
  currentHts ? { privilegedForeign: { currentHts, recordIndex: null } } : {};
