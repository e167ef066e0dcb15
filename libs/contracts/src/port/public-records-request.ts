import { Type } from '@sinclair/typebox';
import { requestContract } from '../request';
import { PublicRecords } from './public-records';

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
    answer: { asOf: '2026-03-02T14:00:00.000Z', order: '1', upTo: 0, isAll: true, records: [] },
  },
});
