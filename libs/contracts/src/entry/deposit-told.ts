import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';
import { NamedBond } from './bond';

/**
 * That the time for the entry summary of released goods, with which estimated duties are deposited, is over without one (19 CFR 141.101, 142.12(b), 142.15), or that the
 * summary has come after all. At most one of each is told of a release, and one of each more whenever its summary is deleted afterwards.
 */
export const DepositTold = contract({
  type: 'entry.deposit-told',
  version: 1,
  owner: 'entry',
  describes:
    'No entry summary came in time with the estimated duties on released goods, or it came after that was told',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    /** Of the filer. */
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    step: OneOf('missing', 'summary filed'),
    portOfEntry: Nullable(Type.String()),
    importerNumber: Nullable(Type.String()),
    releasedOn: CustomsDate,
    /** The last day, with the relief of downtimes that were known when it was told. */
    dueDate: CustomsDate,
    /** Entered value as the release estimates it (whole dollars). */
    valueDollars: Nullable(Type.Integer({ minimum: 0 })),
    /** As the release names it. */
    bonds: Type.Array(NamedBond),
    /** When the summary was filed, and whether that was in time after all; null while there is none. */
    filedOn: Nullable(CustomsDate),
    timeliness: Nullable(OneOf('on time', 'late', 'relieved')),
    /** Where there was a summary, the day on which it was deleted. */
    deletedOn: Type.Optional(CustomsDate),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    ...{ filerCode: 'B76', entryNumber: '03245278', step: 'missing', portOfEntry: '2704' },
    ...{ importerNumber: '12-3456789', releasedOn: '2026-11-03', dueDate: '2026-11-18', valueDollars: 25_000 },
    bonds: [{ type: '8', designation: null, surety: '001', amountCents: null }],
    ...{ filedOn: null, timeliness: null, occurredAt: '2026-11-19T15:00:00.000Z' },
  },
});
export type DepositTold = DataOf<typeof DepositTold>;
