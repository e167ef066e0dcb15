import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Cents, CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/**
 * What a Center, or the port of entry where that decides, orders about the liquidation of an entry. The entry service carries it out or refuses it, and says which in `entry.liquidation-changed`: what an entry owes has
 * one owner. Liquidating again under the same order changes nothing.
 */
export const LiquidationOrdered = contract({
  type: 'cee.liquidation-ordered',
  version: 1,
  owner: 'cee',
  describes:
    'A Center ordered that an entry be liquidated, reliquidated, extended or suspended, or that a suspension end',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    orderId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    order: OneOf('liquidate', 'reliquidate', 'extend', 'suspend', 'end suspension'),
    /** Of an extension or suspension: 43 to 51, 65, 66 (entry summary query guide, p. ESQ-31). */
    code: Nullable(Type.String()),
    /** The last day of an extension. */
    until: Nullable(CustomsDate),
    /** What is owed in the end by accounting class (499 merchandise processing, 501 harbor maintenance, …), duty apart; null: as filed. */
    finally: Nullable(
      Type.Object({
        dutyCents: Cents,
        fees: Type.Array(Type.Object({ class: Type.String(), cents: Cents })),
      }),
    ),
    /** What it follows from, and the number of that: `protest` and `PR-26-000017`. */
    basis: OneOf('review', 'notice of action', 'protest', 'ruling', 'evasion case', 'request of the importer', 'court'),
    reference: Nullable(Type.String()),
    reason: Type.String({ maxLength: 500 }),
    /** `NOTELG` where a port ordered it. */
    centerId: Type.String(),
    teamNumber: Nullable(Type.String()),
    specialist: Type.String(),
    /** The account of CBP in which the specialist ordered it. */
    accountId: Uuid,
    occurredAt: Instant,
    /** The port of entry, where it ordered and no Center did. */
    port: Type.Optional(Type.String()),
  }),
  example: {
    orderId: '6b0a7c9e-0f5d-4c39-9a44-3c5e1f2a7b02',
    filerCode: 'B76',
    entryNumber: '03245278',
    order: 'reliquidate',
    code: null,
    until: null,
    finally: { dutyCents: 62_500, fees: [{ class: '499', cents: 8_660 }] },
    basis: 'protest',
    reference: 'PR-26-000017',
    reason: 'Household articles of plastics are 3924 as claimed',
    centerId: 'CEE009',
    teamNumber: '391',
    specialist: 'D. Nakamura',
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b90',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type LiquidationOrdered = DataOf<typeof LiquidationOrdered>;
