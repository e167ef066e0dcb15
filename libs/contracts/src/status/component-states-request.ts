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
    answer: { at: '2026-03-02T14:00:00.000Z', components: [], gates: [], standing: ['entry'], processes: [] },
  },
});
