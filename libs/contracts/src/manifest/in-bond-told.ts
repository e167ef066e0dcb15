import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/**
 * That goods in bond were not reported at the port of destination in their time (19 CFR 18.1(i), 18.1(j)) or arrived there after it (`overdue`, with the day of arrival), or
 * that they were reported after that was told (`arrived`). At most one of each is told of a movement; which bills it has is as when it is told.
 */
export const InBondTold = contract({
  type: 'manifest.in-bond-told',
  version: 1,
  owner: 'manifest',
  describes: 'An in-bond movement did not arrive in time, or its arrival was reported after that was told',
  subject: 'the first bill of the movement: SCAC and number',
  schema: Type.Object({
    /** Nine digits, or SCAC and number of the bill where the carrier gave it no number. */
    movement: Type.String(),
    inBondNumber: Nullable(Type.String()),
    step: OneOf('overdue', 'arrived'),
    /** 61 immediate transportation, 62 transportation and exportation, 63 immediate exportation. */
    entryType: Type.String(),
    /** SCAC and number each. */
    bills: Type.Array(Type.String(), { minItems: 1 }),
    /** The carrier that manifested it. */
    accountId: Uuid,
    carrierScac: Type.String(),
    originPort: Type.String(),
    destinationPort: Nullable(Type.String()),
    startedOn: CustomsDate,
    dueDate: CustomsDate,
    /** Day of arrival by the clock of the port of destination; null while none was reported. */
    arrivedOn: Nullable(CustomsDate),
    occurredAt: Instant,
  }),
  example: {
    ...{ movement: '123456782', inBondNumber: '123456782', step: 'overdue', entryType: '61' },
    ...{ bills: ['MAEU260000101'], accountId: exampleOrigin.accountId, carrierScac: 'MAEU' },
    ...{ originPort: '2704', destinationPort: '3901', startedOn: '2026-10-20', dueDate: '2026-11-19' },
    ...{ arrivedOn: null, occurredAt: '2026-11-24T15:00:00.000Z' },
  },
});
export type InBondTold = DataOf<typeof InBondTold>;
