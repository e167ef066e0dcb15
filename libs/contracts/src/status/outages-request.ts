import { Type } from '@sinclair/typebox';
import { requestContract } from '../request';
import { Instant, Nullable } from '../shapes';

const Seconds = Type.Integer({ minimum: 0 });

export const OutagesRequest = requestContract({
  name: 'status.outages',
  version: 1,
  owner: 'status',
  describes:
    'How long each component worked between two instants, in whole hours that were counted, and how often it was down',
  method: 'GET',
  path: '/operations/outages',
  query: Type.Object({ from: Instant, to: Instant }),
  answer: Type.Object({
    /** End of the last hour that is counted; null where none is. */
    countedTo: Nullable(Instant),
    components: Type.Array(
      Type.Object({
        component: Type.String(),
        /** Seconds in each state. Time of which nothing is known is in `unknown`. */
        operational: Seconds,
        slow: Seconds,
        down: Seconds,
        unknown: Seconds,
        maintenance: Seconds,
        /** Times it went down, as that replica saw it which saw most. */
        outages: Type.Integer({ minimum: 0 }),
      }),
    ),
  }),
  example: {
    parameters: {},
    query: { from: '2026-10-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
    answer: {
      countedTo: '2027-01-01T00:00:00Z',
      components: [
        {
          ...{ component: 'entry', operational: 7_940_400, slow: 3_600, down: 1_200, unknown: 0, maintenance: 3_600 },
          outages: 2,
        },
      ],
    },
  },
});
