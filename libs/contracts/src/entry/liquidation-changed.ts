import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { DeclaredMoney } from '../declared-money';
import { exampleOrigin } from '../examples';
import { Cents, CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What an entry owes: duty, and fees by accounting class. */
export const Owed = Type.Object({
  dutyCents: Cents,
  fees: Type.Array(Type.Object({ class: Type.String(), cents: Cents })),
  /** Beside duty and fees, as the summary declares it; no part of what a liquidation changes here. */
  declared: Type.Optional(DeclaredMoney),
});

/**
 * What happened. `set aside`: the run had liquidated it, and an order that had been given before says otherwise. `unscheduled`: no accepted summary is on file any more. `refused`:
 * nothing but an order that was not carried out.
 */
export const LIQUIDATION_EVENTS = [
  'scheduled',
  'extended',
  'suspended',
  'suspension ended',
  'liquidated',
  'reliquidated',
  'set aside',
  'unscheduled',
  'refused',
] as const;
export type LiquidationEvent = (typeof LIQUIDATION_EVENTS)[number];

/**
 * Where the liquidation of an entry stands after a change. `version` grows by one with each change, so that an older message never undoes a later one; 0 stands where nothing is
 * on file, of which only an order is told. Codes and meanings: entry summary query guide, p. ESQ-31; 19 CFR part 159.
 */
export const LiquidationChanged = contract({
  type: 'entry.liquidation-changed',
  version: 1,
  owner: 'entry',
  describes:
    'The liquidation of an entry was scheduled, extended, suspended or resumed, or the entry was liquidated or reliquidated, or an order about it was refused',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    /** Of the filer. */
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    version: Type.Integer({ minimum: 0 }),
    event: OneOf(...LIQUIDATION_EVENTS),
    importerNumber: Nullable(Type.String()),
    entryType: Nullable(Type.String()),
    portOfEntry: Nullable(Type.String()),
    entryDate: CustomsDate,
    state: OneOf('not liquidated', 'liquidated', 'reliquidated'),
    /** Null while it is suspended, and once it is liquidated. */
    scheduledFor: Nullable(CustomsDate),
    /** By operation of law (19 CFR 159.11), because nothing else happened in time. */
    deemed: Type.Boolean(),
    /** The day of the notice from which a protest is counted; of the last liquidation or reliquidation. */
    noticeOn: Nullable(CustomsDate),
    /** In force: extensions and suspensions. */
    heldBy: Type.Array(
      Type.Object({
        code: Type.String(),
        from: CustomsDate,
        until: Nullable(CustomsDate),
        reference: Nullable(Type.String()),
      }),
    ),
    filed: Owed,
    /** Null until it is liquidated. */
    liquidated: Nullable(Owed),
    /** Liquidated less what was owed before: above zero it is billed, below it is refunded, and differences under 20 dollars are disregarded (19 CFR 159.6). */
    changeCents: Nullable(Cents),
    /** The order that this tells the outcome of; `refusal` says why it was not carried out. */
    order: Type.Optional(Type.Object({ orderId: Uuid, refusal: Nullable(Type.String()) })),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    filerCode: 'B76',
    entryNumber: '03245278',
    version: 2,
    event: 'liquidated',
    importerNumber: '12-3456789',
    entryType: '01',
    portOfEntry: '2704',
    entryDate: '2026-01-16',
    state: 'liquidated',
    scheduledFor: null,
    deemed: false,
    noticeOn: '2026-11-27',
    heldBy: [],
    filed: { dutyCents: 85_000, fees: [{ class: '499', cents: 8_660 }] },
    liquidated: { dutyCents: 85_000, fees: [{ class: '499', cents: 8_660 }] },
    changeCents: 0,
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type LiquidationChanged = DataOf<typeof LiquidationChanged>;

/** A step of a liquidation that follows from a filing, as the message on the summary tells it: the rest of `LiquidationChanged` is the summary's. */
export const LiquidationStep = Type.Omit(LiquidationChanged.schema, [
  ...(['accountId', 'filerCode', 'entryNumber', 'importerNumber', 'portOfEntry', 'order', 'occurredAt'] as const),
]);
export type LiquidationStep = Static<typeof LiquidationStep>;
