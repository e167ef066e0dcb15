import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/**
 * What a delegation order gives a Center: by function, from a day, to a day. `revision` grows by one with each change of the order: the highest counts, and holds all of it; an order that
 * was rolled back before it began gives nothing. On days that no order covers the port decides.
 */
export const AuthorityChanged = contract({
  type: 'cee.authority-changed',
  version: 1,
  owner: 'cee',
  describes: 'A delegation order was ordered or rolled back: who decides from which day on',
  subject: 'the delegation order',
  schema: Type.Object({
    orderId: Uuid,
    revision: Type.Integer({ minimum: 1 }),
    number: Type.String(),
    centerId: Type.String(),
    authority: Type.Array(
      Type.Object({
        function: Type.String(),
        /** In the test phase over volunteer accounts only. */
        reach: OneOf('volunteers', 'all'),
        from: CustomsDate,
        to: Nullable(CustomsDate),
      }),
    ),
    /** Importer of record numbers of the accounts that take part in a test. */
    volunteers: Type.Array(Type.String()),
    occurredAt: Instant,
  }),
  example: {
    orderId: '6b0a7c9e-0f5d-4c39-9a44-3c5e1f2a7b04',
    revision: 1,
    number: 'DO-26-000017',
    centerId: 'CEE009',
    authority: [{ function: 'entry-summary-review', reach: 'all', from: '2026-12-01', to: null }],
    volunteers: [],
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type AuthorityChanged = DataOf<typeof AuthorityChanged>;
