import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Dollars, Instant, Nullable, OneOf, Uuid } from '../shapes';

/**
 * What became of a bond of the register (eBond guide v1.9, pp. CB-22..28): as it stands after the change, with its number of changes. That the day of a termination has come is no event: the date says it.
 */
export const BondChanged = contract({
  type: 'entry.bond-changed',
  version: 1,
  owner: 'entry',
  describes: 'A bond was filed, adjusted, voided, terminated, substituted or superseded, or changed by a rider',
  subject: 'the bond: its number',
  schema: Type.Object({
    /** Of the surety, or who files for it. */
    accountId: Uuid,
    number: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    event: OneOf('filed', 'adjusted', 'rider', 'voided', 'terminated', 'substituted', 'superseded'),
    state: OneOf('active', 'termination scheduled', 'void', 'substituted', 'superseded'),
    /** 8 continuous, 9 single transaction. */
    type: OneOf('8', '9'),
    designation: Type.String(),
    activityCode: Type.String(),
    amountDollars: Dollars,
    executedOn: CustomsDate,
    effectiveOn: Nullable(CustomsDate),
    /** The first day on which it covers no more. */
    terminatesOn: Nullable(CustomsDate),
    /** What a single transaction bond is for. */
    transaction: Nullable(Type.Object({ type: Type.String(), id: Type.String(), entryType: Nullable(Type.String()) })),
    sureties: Type.Array(
      Type.Object({
        role: OneOf('surety', 'co-surety', 'reinsurer'),
        code: Type.String(),
        /** What it is liable for; null: the whole bond. */
        liabilityDollars: Nullable(Dollars),
      }),
    ),
    principal: Type.Object({ idType: Type.String(), number: Type.String(), name: Nullable(Type.String()) }),
    /** Accounts of principals and co-principals. */
    principalAccounts: Type.Array(Uuid),
    /** Secondary notify parties: port, filer code, office where one is used. */
    notify: Type.Array(Type.String()),
    /** What was done, as the answer to whoever filed says it (p. CB-39). */
    finalCode: Type.String(),
    finalText: Type.String(),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    ...{ number: '269000001', version: 1, event: 'filed', state: 'active', type: '9', designation: 'B' },
    ...{ activityCode: '1', amountDollars: 60_000, executedOn: '2026-11-24', effectiveOn: null, terminatesOn: null },
    transaction: { type: '1', id: 'B7603245278', entryType: '01' },
    sureties: [{ role: 'surety', code: '036', liabilityDollars: null }],
    principal: { idType: 'EI', number: '12-345678900', name: 'Pacific Home Goods' },
    principalAccounts: [exampleOrigin.accountId],
    ...{ notify: ['2704B76'], occurredAt: '2026-11-24T15:00:00.000Z', finalCode: '992' },
    finalText: 'NEW EBOND TRANSMITTED IN ACE PER TERMS OF THE EBOND TEST[79 FR 70881]',
  },
});
export type BondChanged = DataOf<typeof BondChanged>;
