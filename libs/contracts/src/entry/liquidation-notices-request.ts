import { Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { CustomsDate, Instant, Nullable, OneOf } from '../shapes';

/** The notices of a day: what is published of an entry's liquidation (19 CFR 159.9), by entry number and without names. */
export const LiquidationNoticesRequest = requestContract({
  name: 'entry.liquidation-notices',
  version: 1,
  owner: 'entry',
  describes: 'Notices of liquidation that were posted on a day, at a port or at all',
  method: 'GET',
  path: '/operations/liquidation-notices',
  query: Type.Object({
    on: CustomsDate,
    port: Type.Optional(Type.String({ description: 'Code of the port of entry' })),
    after: Type.Optional(Type.String({ description: 'The `next` of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  }),
  answer: Type.Object({
    notices: Type.Array(
      Type.Object({
        entry: Type.String({ description: 'Entry number as people write it' }),
        port: Nullable(Type.String({ description: 'Code of the port of entry' })),
        entryType: Nullable(Type.String()),
        entryDate: CustomsDate,
        postedOn: CustomsDate,
        event: OneOf('liquidated', 'reliquidated', 'set aside'),
        deemed: Type.Boolean({ description: 'By operation of law (19 CFR 159.11)' }),
        outcome: OneOf('no change', 'bill', 'refund'),
      }),
    ),
    next: Nullable(Type.String({ description: 'The `after` of the next page; null at the end' })),
    asOf: Instant,
  }),
  example: {
    parameters: {},
    query: { on: '2026-11-27' },
    answer: {
      notices: [
        {
          ...{ entry: 'B76-0324527-8', port: '2704', entryType: '01', entryDate: '2026-01-16', postedOn: '2026-11-27' },
          ...{ event: 'liquidated', deemed: false, outcome: 'no change' },
        },
      ],
      next: null,
      asOf: '2026-11-27T15:00:00.000Z',
    },
  },
});
export type LiquidationNotices = AnswerOf<typeof LiquidationNoticesRequest>;
