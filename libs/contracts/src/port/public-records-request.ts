import { Type } from '@sinclair/typebox';
import { requestContract } from '../request';
import { DowntimeChanged } from './downtime-changed';
import type { Scope } from '../statement/scope';
import { PublicRecords, type ToldDowntime } from './public-records';

const { number, version, drill, state, incidentNumber, scope, from, to, treatments, relief } = DowntimeChanged.example;
const EVERYWHERE: Scope = {
  functions: [],
  modules: [],
  channels: [],
  directions: [],
  modes: [],
  ports: [],
  portGroups: [],
  users: [],
  environment: 'production',
};
const DOWNTIME: ToldDowntime = {
  number,
  version,
  drill,
  state,
  level: 'national',
  incidentNumber,
  confirmed: EVERYWHERE,
  possible: null,
  scope,
  everywhere: false,
  declaredBy: 'headquarters',
  from,
  to,
  expectedEnd: null,
  procedure: null,
  treatments,
  relief,
  partOf: null,
  change: 'invoked',
  changedAt: '2026-11-21T20:35:00Z',
};

export const PublicRecordsRequest = requestContract({
  name: 'port.public-records',
  version: 1,
  owner: 'port',
  describes: 'What was declared for everybody after a sequence number, in the order in which it was declared',
  method: 'GET',
  path: '/operations/public-records',
  query: Type.Object({
    after: Type.Optional(Type.Integer({ minimum: 0 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  }),
  answer: PublicRecords,
  example: {
    parameters: {},
    query: { after: 0, limit: 500 },
    answer: {
      asOf: '2026-11-21T20:36:00.000Z',
      order: '4c7a4f0e-2d31-4d1c-9a5c-1d2e3f405161',
      upTo: 18,
      isAll: true,
      records: [
        { sequence: 17, kind: 'downtime', record: DOWNTIME },
        {
          sequence: 18,
          kind: 'override',
          record: {
            id: '5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01',
            component: 'entry',
            state: 'maintenance',
            reason: 'A repair is under way.',
            setAt: '2026-11-21T20:35:30.000Z',
            until: '2026-11-21T21:35:30.000Z',
          },
        },
      ],
    },
  },
});
