import { type Static, Type } from '@sinclair/typebox';
import { requestContract } from '../request';
import { Instant, Nullable } from '../shapes';

const lane = Type.Integer({ minimum: 0 });
const position = Type.Number();

export const RoadsRequest = requestContract({
  name: 'every-service.roads',
  version: 1,
  owner: 'every service',
  describes: 'How far a service has sent to each other one and heard each, lane by lane',
  method: 'GET',
  path: '/operations/roads',
  answer: Type.Object({
    service: Type.String(),
    sent: Type.Array(
      Type.Object({
        service: Type.String(),
        lane,
        position,
        /** Messages that have not left. */
        waiting: Type.Integer(),
        /** For how long the first of them has waited; null where none does. */
        oldestSeconds: Type.Optional(Nullable(Type.Number())),
      }),
    ),
    heard: Type.Array(Type.Object({ service: Type.String(), lane, position })),
  }),
  example: {
    parameters: {},
    query: {},
    answer: {
      service: 'manifest',
      sent: [{ service: 'entry', lane: 0, position: 18_204, waiting: 2, oldestSeconds: 0.4 }],
      heard: [{ service: 'gateway', lane: 0, position: 9_120 }],
    },
  },
});

/**
 * Asked and not told by a message: it is ordered where messages were lost. Ordered twice it means as much as once, for who listens recognises what it has.
 */
export const RoadReplayRequest = requestContract({
  name: 'every-service.road-replay',
  version: 1,
  owner: 'every service',
  describes:
    'Has everything leave again, in order, that left for another service since an instant, in the name of who ordered it',
  method: 'POST',
  path: '/operations/roads/:destination/replay',
  body: Type.Object({
    since: Instant,
    /** Who orders it. */
    actor: Type.String({ minLength: 1, maxLength: 100 }),
    /** Why. */
    note: Type.String({ minLength: 1, maxLength: 500 }),
  }),
  /** The lanes on which something left since then, and the position behind which it leaves again. */
  answer: Type.Object({ destination: Type.String(), lanes: Type.Array(Type.Object({ lane, after: position })) }),
  example: {
    parameters: { destination: 'entry' },
    query: {},
    answer: { destination: 'entry', lanes: [{ lane: 0, after: 18_190 }] },
  },
});
export type ReplayedLanes = Static<typeof RoadReplayRequest.answer>['lanes'];
