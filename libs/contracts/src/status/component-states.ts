import { type Static, Type } from '@sinclair/typebox';
import { Instant, Nullable, OneOf } from '../shapes';

/** What of the platform is seen to work: `GET /operations/component-states` of the status service, computed once a second. */
export const ComponentStates = Type.Object({
  at: Instant,
  components: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.String(),
      state: OneOf('operational', 'slow', 'down', 'unknown'),
      since: Instant,
      reason: Type.String(),
      evidence: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    }),
  ),
  gates: Type.Array(
    Type.Object({
      module: Type.String(),
      direction: OneOf('inbound', 'outbound'),
      state: OneOf('FLOWING', 'TRIAL', 'STOPPED'),
      since: Instant,
      held: Type.Integer(),
      incidentNumber: Nullable(Type.String()),
    }),
  ),
  /** Modules of which nothing is processed anywhere. */
  standing: Type.Array(Type.String()),
  /** Every process seen lately. */
  processes: Type.Array(Type.Object({ service: Type.String(), instance: Type.String(), startedAt: Instant })),
});
export type ComponentStates = Static<typeof ComponentStates>;
