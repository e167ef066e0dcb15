import type { CargoLine, CargoRelease } from '#catair';
import type { CargoReleaseFiled, ReleaseLine } from '#contracts';
import { date, text, whole } from './record-values';

type Warehouse = Pick<
  CargoReleaseFiled,
  'generalOrderNumber' | 'bondedWarehouse' | 'originatingEntry' | 'immediateDelivery'
>;

/** SE11 columns 45-80 (Cargo Release guide v40, pp. SE-38, SE-39). */
export const warehouseOf = (additional: CargoRelease['additional']): Warehouse => {
  if (!additional) return {};
  const { generalOrderNumber, bondedWarehouseCode, immediateDeliveryIndicator, ...from } = additional.values;
  const filerCode = from.originatingWarehouseEntryFilerCode;
  const entryNumber = from.originatingWarehouseEntryNumber;
  return {
    ...(generalOrderNumber && { generalOrderNumber }),
    ...(bondedWarehouseCode && { bondedWarehouse: bondedWarehouseCode }),
    ...((filerCode || entryNumber) && { originatingEntry: { filerCode, entryNumber } }),
    ...(immediateDeliveryIndicator && { immediateDelivery: immediateDeliveryIndicator }),
  };
};

/** SE41 (p. SE-63). */
export const zoneOf = (zone: CargoLine['zone']): Pick<ReleaseLine, 'zone'> =>
  zone === null
    ? {}
    : {
        zone: {
          status: text(zone.values.zoneStatusCode),
          privilegedFilingDate: date(zone.values.privilegedFilingDate),
          quantity: whole(zone.values.lineItemQuantity),
          recordIndex: zone.recordIndex,
        },
      };

/** SE61 (p. SE-72). */
export const privilegedForeignOf = (
  record: CargoLine['tariffs'][number]['privilegedForeign'],
): Pick<ReleaseLine['tariffs'][number], 'privilegedForeign'> =>
  record === null
    ? {}
    : { privilegedForeign: { currentHts: record.values.currentHtsNumber, recordIndex: record.recordIndex } };
