import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, Uuid } from '../shapes';

/** What became of a hold that cee asked for. */
export const HoldAnswered = contract({
  type: 'manifest.hold-answered',
  version: 1,
  owner: 'manifest',
  describes: 'A hold that a Center referred to a port was placed, or could not be',
  subject: 'the bill: SCAC and number',
  schema: Type.Object({
    requestId: Uuid,
    billKey: Type.String(),
    /** Why it was not placed; null where it was. */
    refusal: Nullable(Type.String()),
    occurredAt: Instant,
  }),
  example: {
    requestId: '6b0a7c9e-0f5d-4c39-9a44-3c5e1f2a7b03',
    billKey: 'MAEU260000101',
    refusal: null,
    occurredAt: '2026-11-27T15:00:01.000Z',
  },
});
export type HoldAnswered = DataOf<typeof HoldAnswered>;
