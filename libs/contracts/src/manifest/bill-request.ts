import { Type } from '@sinclair/typebox';
import { exampleOrigin } from '../examples';
import { type AnswerOf, requestContract } from '../request';
import { CustomsDate, Instant, Nullable, Uuid } from '../shapes';
import { ManifestBillFiled } from '../gateway/manifest-filed';

/** A bill of lading as it stands, with every hold it has or had and the entries that cover it. */
export const BillRequest = requestContract({
  name: 'manifest.bill',
  version: 1,
  owner: 'manifest',
  describes: 'A bill of lading as it is on file, with its holds, its versions and the entries that cover it',
  method: 'GET',
  path: '/operations/bills/:billKey',
  answer: Type.Object({
    billKey: Type.String({ description: "Issuer's SCAC and number joined" }),
    issuerScac: Type.String(),
    billNumber: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    state: Type.String(),
    accountId: Type.String({ ...Uuid, description: "The carrier's account" }),
    conveyance: Type.Object({
      scac: Type.String(),
      voyage: Type.String(),
      name: Nullable(Type.String()),
      modeOfTransport: Type.String(),
      vesselCode: Nullable(Type.String()),
      country: Nullable(Type.String()),
    }),
    portCode: Type.String(),
    estimatedArrival: CustomsDate,
    arrivedAt: Nullable(Instant),
    filedAt: Instant,
    quantity: Type.Integer({ minimum: 0 }),
    unit: Nullable(Type.String()),
    billType: Nullable(Type.String()),
    masterBill: Nullable(Type.String()),
    details: Type.Partial(
      Type.Pick(ManifestBillFiled, [
        'ladingPort',
        'weight',
        'weightUnit',
        'secondaryNotify',
        'parties',
        'references',
        'inBond',
        'equipment',
        'cargo',
      ]),
    ),
    holds: Type.Array(Type.Object({ code: Type.String(), reason: Type.String(), placedAt: Instant }), {
      description: 'In force',
    }),
    holdHistory: Type.Array(
      Type.Object({
        code: Type.String(),
        reason: Type.String(),
        officer: Type.String(),
        placedAt: Instant,
        removedAt: Nullable(Instant),
        removedBy: Nullable(Type.String()),
        removalReason: Nullable(Type.String()),
      }),
      { description: 'Every hold the bill has or had, oldest first' },
    ),
    history: Type.Array(
      Type.Object({
        version: Type.Integer(),
        change: Type.String(),
        filingId: Nullable(Uuid),
        occurredAt: Instant,
      }),
    ),
    entries: Type.Array(
      Type.Object({
        entryNumber: Type.String(),
        told: Type.String({ description: 'What the carrier was last told' }),
        quantity: Type.Integer(),
        changedAt: Instant,
      }),
      { description: 'Entries that cover the bill' },
    ),
  }),
  example: {
    parameters: { billKey: 'MAEU260000101' },
    query: {},
    answer: {
      billKey: 'MAEU260000101',
      issuerScac: 'MAEU',
      billNumber: '260000101',
      version: 2,
      state: 'on file',
      accountId: exampleOrigin.accountId,
      conveyance: {
        scac: 'MAEU',
        voyage: '0417W',
        name: 'PORTWAY MERCHANT',
        modeOfTransport: '11',
        vesselCode: '9321483',
        country: 'DK',
      },
      portCode: '2704',
      estimatedArrival: '2026-11-24',
      arrivedAt: null,
      filedAt: '2026-11-21T14:05:09.120Z',
      quantity: 100,
      unit: 'CTN',
      billType: '00',
      masterBill: null,
      details: {},
      holds: [{ code: '1H', reason: 'Examination at the port', placedAt: '2026-11-21T15:00:00.000Z' }],
      holdHistory: [
        {
          code: '1H',
          reason: 'Examination at the port',
          officer: 'J. Rivera',
          placedAt: '2026-11-21T15:00:00.000Z',
          removedAt: null,
          removedBy: null,
          removalReason: null,
        },
      ],
      history: [
        { version: 1, change: 'added', filingId: exampleOrigin.filingId, occurredAt: '2026-11-21T14:05:09.500Z' },
        { version: 2, change: 'hold placed', filingId: null, occurredAt: '2026-11-21T15:00:00.000Z' },
      ],
      entries: [{ entryNumber: 'B7603245278', told: 'nothing', quantity: 100, changedAt: '2026-11-21T14:30:00.000Z' }],
    },
  },
});
export type BillOnFile = AnswerOf<typeof BillRequest>;
