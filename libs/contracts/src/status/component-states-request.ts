import { requestContract } from '../request';
import { Type } from '@sinclair/typebox';
import { ComponentStates } from './component-states';

export const ComponentStatesRequest = requestContract({
  name: 'status.component-states',
  version: 1,
  owner: 'status',
  describes: 'What of the platform is seen to work, computed once a second',
  method: 'GET',
  path: '/operations/component-states',
  query: Type.Object({}),
  answer: ComponentStates,
  example: {
    parameters: {},
    query: {},
    answer: {
      at: '2026-11-21T20:36:00.000Z',
      components: [
        {
          name: 'entry',
          kind: 'module',
          state: 'down',
          since: '2026-11-21T20:30:00.000Z',
          reason: 'No sign of life for 15 s.',
          evidence: { silentSeconds: 15 },
        },
      ],
      gates: [
        {
          module: 'entry',
          direction: 'inbound',
          state: 'STOPPED',
          since: '2026-11-21T20:30:05.000Z',
          held: 12,
          incidentNumber: 'IN-26-000031',
        },
      ],
      standing: ['entry'],
      processes: [{ service: 'gateway', instance: 'gateway-1', startedAt: '2026-11-21T08:00:00.000Z' }],
    },
  },
});
