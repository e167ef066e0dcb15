import { type Static, Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { Cents, CustomsDate, Dollars, Instant, Nullable, OneOf } from '../shapes';

/** Which summaries a search is for (Entry Summary Query, May 2026, p. ESQ-19). */
export const SUMMARY_CRITERIA = ['AII', 'DOC', 'RCN', 'PSC', 'LIQ', 'NLQ', 'EES'] as const;
export type SummaryCriterion = (typeof SUMMARY_CRITERIA)[number];

const Amounts = Type.Object({ dutyCents: Cents, taxCents: Cents, feeCents: Cents, adCvdCents: Cents });
const Text = Nullable(Type.String());

/** How an entry summary, or a claim for drawback, stands: the records JB to JI of the query, by names (pp. ESQ-25..41). */
const Summary = Type.Object({
  kind: OneOf('summary', 'claim for drawback'),
  filerCode: Type.String(),
  entryNumber: Type.String(),
  version: Type.String(),
  acceptedAt: Type.String({ ...Instant, description: 'When the filing that stands was accepted' }),
  correctedOn: Nullable(
    Type.String({ ...CustomsDate, description: 'Of the first post summary correction; null where there is none' }),
  ),
  control: OneOf('trade', 'cbp'),
  status: OneOf('accepted', 'rejected'),
  statusOn: CustomsDate,
  rejectedOn: Nullable(CustomsDate),
  underReview: Type.Boolean(),
  late: Type.Boolean(),
  filedOn: Type.String({ ...CustomsDate, description: 'When it was filed first' }),
  entryType: Text,
  portOfEntry: Text,
  modeOfTransport: Text,
  importerNumber: Text,
  notifyPartyNumber: Text,
  brokerReference: Text,
  statementDate: Nullable(CustomsDate),
  entryDate: Nullable(CustomsDate),
  lines: Type.Integer({ minimum: 0 }),
  electronicInvoice: Type.Boolean(),
  reconciliation: Type.Boolean({ description: 'Flagged for reconciliation' }),
  centerId: Text,
  teamNumber: Text,
  census: Type.String({
    enum: ['none', 'unresolved', 'resolved'],
    description: 'Warnings of the census on its lines, and whether all are overridden',
  }),
  quotaProcessed: Type.Boolean(),
  documentsRequired: Type.Boolean({ description: 'Documents were asked for with the release and are not there' }),
  release: Nullable(
    Type.Object(
      {
        released: Type.Boolean(),
        releaseDate: Nullable(CustomsDate),
        portOfEntry: Text,
        modeOfTransport: Text,
        immediateDelivery: Type.Boolean(),
      },
      { description: 'The cargo release under its number; null where there is none' },
    ),
  ),
  liquidation: Nullable(
    Type.Object({
      status: Type.String({ description: '1 liquidated, 2 not, 3 reliquidated' }),
      date: Nullable(
        Type.String({ ...CustomsDate, description: 'Of the notice, or for which it is scheduled while it is not' }),
      ),
      heldOn: Nullable(Type.String({ ...CustomsDate, description: 'Of the last extension or suspension in force' })),
      heldToldOn: Nullable(CustomsDate),
      holdCodes: Type.Array(Type.String(), { description: 'Codes of extensions and suspensions in force (p. ESQ-31)' }),
      liquidated: Nullable(Amounts),
      liquidationReasons: Type.Array(Type.String(), { description: 'p. ESQ-34' }),
    }),
  ),
  estimated: Amounts,
  withdrawals: Nullable(
    Type.Object(
      { count: Type.Integer({ minimum: 0 }), isFinal: Type.Boolean() },
      { description: 'Of a warehouse entry (21, 22): summaries that take goods from it' },
    ),
  ),
  acceleratedPayment: Nullable(OneOf('not requested', 'requested', 'removed')),
  bonds: Type.Array(
    Type.Object({
      suretyCode: Text,
      primary: Type.Boolean(),
      type: Type.String({ description: '0 none, 8 continuous, 9 single transaction' }),
      designation: Text,
      bondNumber: Nullable(Type.String({ description: 'Null where the register has no such bond' })),
      amountDollars: Nullable(Dollars),
      liabilityDollars: Nullable(Dollars),
    }),
  ),
  seenBy: Type.Array(Type.String(), {
    description: 'Filer codes that have a power of attorney of the importer to see it, now: told among services only',
  }),
  suretyAgents: Type.Array(Type.String(), {
    description: 'Filer codes of agents of its sureties, today: told among services only',
  }),
  content: Type.Optional(
    Type.Unknown({ description: 'The summary as it was filed last, where it was asked for: as in the message' }),
  ),
});
export type SummaryTold = Static<typeof Summary>;

/** So many entries are named in one request, with what was filed or without. */
export const SUMMARIES_NAMED_AT_ONCE = 100;

/** How summaries stand that are named, or that a filer or surety has within a time: what the entry summary query shows. */
export const SummariesRequest = requestContract({
  name: 'entry.summaries',
  version: 1,
  owner: 'entry',
  describes: 'How entry summaries and claims for drawback stand, by their numbers or by a search',
  method: 'POST',
  path: '/operations/summaries',
  body: Type.Object({
    entries: Type.Optional(
      Type.Array(Type.String({ description: 'Filer code and entry number, `B7603245278`' }), {
        maxItems: SUMMARIES_NAMED_AT_ONCE,
      }),
    ),
    search: Type.Optional(
      Type.Object({
        criterion: OneOf(...SUMMARY_CRITERIA),
        acceptedFrom: Instant,
        acceptedTo: Instant,
        kinds: Type.Array(OneOf('summary', 'claim for drawback')),
        filerCodes: Type.Array(Type.String()),
        suretyCodes: Type.Array(Type.String()),
        after: Type.Optional(
          Type.Object({ acceptedAt: Instant, entry: Type.String() }, { description: 'Behind which it goes on' }),
        ),
        limit: Type.Integer({ minimum: 1, maximum: 500 }),
      }),
    ),
    withContent: Type.Boolean(),
  }),
  answer: Type.Object({
    summaries: Type.Array(Summary, { description: 'As named; of a search in the order in which they were accepted' }),
    more: Type.Boolean(),
  }),
  example: {
    parameters: {},
    query: {},
    answer: {
      more: false,
      summaries: [
        {
          ...{ kind: 'summary', filerCode: 'B76', entryNumber: '03245278', version: '00100' },
          ...{ acceptedAt: '2026-11-25T15:00:00.000Z', correctedOn: null, control: 'trade', status: 'accepted' },
          ...{ statusOn: '2026-11-25', rejectedOn: null, underReview: false, late: false, filedOn: '2026-11-25' },
          ...{ entryType: '01', portOfEntry: '2704', modeOfTransport: '11', importerNumber: '12-3456789' },
          ...{ notifyPartyNumber: null, brokerReference: 'PW0001', statementDate: '2026-12-04' },
          ...{ entryDate: '2026-11-24', lines: 1, electronicInvoice: false, reconciliation: false },
          ...{ centerId: 'CEE009', teamNumber: '391', census: 'none', quotaProcessed: false, documentsRequired: false },
          release: {
            ...{ released: true, releaseDate: '2026-11-24', portOfEntry: '2704', modeOfTransport: '11' },
            immediateDelivery: false,
          },
          liquidation: {
            ...{ status: '2', date: '2027-10-05', heldOn: null, heldToldOn: null, holdCodes: [] },
            ...{ liquidated: null, liquidationReasons: [] },
          },
          estimated: { dutyCents: 34_000, taxCents: 0, feeCents: 4_714, adCvdCents: 0 },
          ...{ withdrawals: null, acceleratedPayment: null, seenBy: [], suretyAgents: [] },
          bonds: [
            {
              ...{ suretyCode: '036', primary: true, type: '8', designation: 'B', bondNumber: '268000123' },
              ...{ amountDollars: 50_000, liabilityDollars: null },
            },
          ],
        },
      ],
    },
  },
});
export type SummariesAsked = AnswerOf<typeof SummariesRequest>;
