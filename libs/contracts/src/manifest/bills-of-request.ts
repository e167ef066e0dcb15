import { Type } from '@sinclair/typebox';
import { requestContract } from '../request';

/** Bills that belong together: the house bills of a master bill, or the bills that an in-bond movement carries. */
export const BillsOfRequest = requestContract({
  name: 'manifest.bills-of',
  version: 1,
  owner: 'manifest',
  describes: 'Which bills on file name a master bill, or an in-bond number',
  method: 'GET',
  path: '/operations/bills-of/:whole/:number',
  answer: Type.Object({
    billKeys: Type.Array(Type.String(), { description: 'In order, the first 50' }),
    more: Type.Boolean({ description: 'Whether there are more' }),
  }),
  example: {
    parameters: { whole: 'in-bond', number: 'V1234567890' },
    query: {},
    answer: { billKeys: ['MAEU260000101'], more: false },
  },
});
