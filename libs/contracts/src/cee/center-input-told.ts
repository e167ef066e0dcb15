import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Cents, CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** A Center has the question of the officers of fines, penalties and forfeitures, with how the account did on the day of the question; or answered it. */
export const CenterInputTold = contract({
  type: 'cee.center-input-told',
  version: 1,
  owner: 'cee',
  describes: 'A Center has been asked for its input on a penalty, or gave it',
  subject: 'the case of fines, penalties and forfeitures',
  schema: Type.Object({
    inputId: Uuid,
    step: OneOf('received', 'answered'),
    /** Whose people answer; null where the account is assigned to none. */
    centerId: Nullable(Type.String()),
    /** What was found in the account's entries of twelve months up to the day of the question; only with the first step. */
    pattern: Nullable(
      Type.Object({
        from: CustomsDate,
        to: CustomsDate,
        entries: Type.Integer({ minimum: 0 }),
        valueDollars: Type.Number({ minimum: 0 }),
        kinds: Type.Array(
          Type.Object({ kind: Type.String(), slips: Type.Integer({ minimum: 0 }), effectCents: Cents }),
        ),
      }),
    ),
    recommendation: Nullable(OneOf('mitigate', 'deny', 'cancel', 'no view')),
    answer: Nullable(Type.String({ maxLength: 4_000 })),
    by: Nullable(Type.String()),
    occurredAt: Instant,
  }),
  example: {
    inputId: '0b7f5f5e-2c55-4a57-9f55-4f3a1d7c9d01',
    step: 'received',
    centerId: 'CEE009',
    pattern: {
      ...{ from: '2025-12-01', to: '2026-11-30', entries: 1_204, valueDollars: 48_000_000 },
      kinds: [{ kind: 'late', slips: 3, effectCents: 0 }],
    },
    recommendation: null,
    answer: null,
    by: null,
    occurredAt: '2026-11-27T15:00:02.000Z',
  },
});
export type CenterInputTold = DataOf<typeof CenterInputTold>;
