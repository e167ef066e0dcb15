import { Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { CustomsDate, Instant, Nullable, Uuid } from '../shapes';
import { ClaimedSums, DesignatedLine, DrawbackClaimChanged, DrawbackState } from './drawback-claim-changed';

const { example } = DrawbackClaimChanged;

/** A drawback claim as it is kept: who claimed what on which lines, and every version of it. */
export const DrawbackClaimRequest = requestContract({
  name: 'entry.drawback-claim',
  version: 1,
  owner: 'entry',
  describes: 'A drawback claim: what is claimed on which import lines, and each of its versions',
  method: 'GET',
  path: '/operations/drawback-claims/:filer/:number',
  query: Type.Object({}),
  answer: Type.Object({
    claimNumber: Type.String({ description: 'As people write it' }),
    accountId: Uuid,
    seenBy: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Filer codes that have a power of attorney of the claimant to see it, now: told among services only',
      }),
    ),
    state: DrawbackState,
    version: Type.String({ description: 'Of the answer (DX): 00100 when it was filed first' }),
    claimantNumber: Type.String(),
    centerId: Nullable(Type.String()),
    provision: Type.Object({ code: Type.String(), name: Type.String() }),
    filingPort: Type.String(),
    filedOn: CustomsDate,
    acceleratedPayment: DrawbackClaimChanged.schema.properties.acceleratedPayment,
    claimed: ClaimedSums,
    designated: Type.Array(DesignatedLine),
    history: Type.Array(
      Type.Object({
        revision: Type.Integer(),
        event: Type.String(),
        at: Instant,
        filingId: Uuid,
        filed: Nullable(
          Type.Unknown({ description: 'Everything that was filed with it; null for what took it off file' }),
        ),
      }),
    ),
    refund: Type.String({ description: 'What is said of its refund: none is computed or paid by this platform' }),
  }),
  example: {
    parameters: { filer: 'B76', number: '08000017' },
    query: {},
    answer: {
      claimNumber: 'B76-0800001-7',
      accountId: example.accountId,
      ...{ state: 'on file', version: '00100', claimantNumber: '12-3456789', centerId: 'CEE009' },
      provision: { code: '58', name: 'TFTEA 1313(j)(1)' },
      ...{ filingPort: '1001', filedOn: '2026-11-24', acceleratedPayment: 'not requested' },
      claimed: example.claimed,
      designated: example.designated,
      history: [
        {
          ...{ revision: 1, event: 'added', at: '2026-11-24T15:00:00.000Z' },
          ...{ filingId: 'f6f6a0d5-8b7c-4f5e-9d57-0b6b3a1f2c10', filed: null },
        },
      ],
      refund: 'kept as a record: no refund is computed or paid here',
    },
  },
});
export type DrawbackClaimOnFile = AnswerOf<typeof DrawbackClaimRequest>;
