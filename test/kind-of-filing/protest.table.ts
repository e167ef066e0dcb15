import { Type } from '@sinclair/typebox';
import { contract } from '../../libs/contracts/src/contract';
import { exampleOrigin } from '../../libs/contracts/src/examples';
import { ANSWER_VERSIONS, FilingAnswerSchema } from '../../libs/contracts/src/filing-answered';
import { FilingOrigin } from '../../libs/contracts/src/shapes';

/** A kind of filing that this platform does not take, with a module of its own: what its rows in the table would be. */
export const ProtestFiled = contract({
  type: 'gateway.protest-filed',
  version: 1,
  owner: 'gateway',
  describes: 'A filer protested a decision on an entry',
  subject: 'the protest',
  schema: Type.Object({ origin: FilingOrigin, protestNumber: Type.String() }),
  example: { origin: exampleOrigin, protestNumber: '2704-26-100001' },
});

export const ProtestAnswered = contract({
  type: 'protest.filing-answered',
  ...ANSWER_VERSIONS,
  owner: 'protest' as never,
  describes: 'A protest was accepted or rejected',
  subject: 'the filing',
  schema: FilingAnswerSchema,
  example: {
    origin: exampleOrigin,
    kind: 'protest',
    reference: '2704-26-100001',
    outcome: 'accepted',
    conditions: [],
    entrySummary: null,
  },
});

export const protestModule = { answer: ProtestAnswered, after: null };

export const protest = {
  module: 'protest',
  contract: ProtestFiled,
  subject: ({ protestNumber }: { protestNumber: string }) => `protest:${protestNumber}`,
  reference: ({ protestNumber }: { protestNumber: string }) => protestNumber,
  about: () => ({
    portCode: null,
    modeOfTransport: null,
    conveyance: { scac: null, trip: null },
    billKeys: [],
    importerNumber: null,
  }),
  json: 'protest',
  urgency: 0,
  setsFormat: false,
  noticedAs: 'protest',
};
