import { Type } from '@sinclair/typebox';
import { BenefitOnEntry, Examination, PilotOnEntry, SelectedBy } from './selection-made';
import { exampleOrigin } from '../examples';
import { type AnswerOf, requestContract } from '../request';
import { Cents, CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';
import { AgencyStatus } from './agency-status';
import { InBondMovement } from './in-bond';
import { ReleaseStatusChanged } from './release-status-changed';
import { Owed } from './liquidation-changed';

const Disposition = { code: Type.String(), text: Type.String() };
const Text = Nullable(Type.String());

/** Goods that leave before they are entered: the summary enters them (19 CFR 142.21-142.29). */
const ImmediateDelivery = Type.Object(
  {
    askedBy: OneOf('indicator', 'split shipment'),
    releasedOn: Nullable(CustomsDate),
    summaryDue: Nullable(
      Type.Object(
        {
          clock: Type.String(),
          rule: Type.String(),
          startedOn: CustomsDate,
          legalDueDate: CustomsDate,
          dueDate: CustomsDate,
          relievedBy: Text,
          daysLeft: Type.Integer(),
          unit: Type.String(),
          atEnd: Type.String(),
        },
        { description: 'The time for the entry summary, from the release until a summary is on file' },
      ),
    ),
    summaryFiledOn: Nullable(CustomsDate),
    timeliness: Nullable(OneOf('on time', 'late', 'relieved')),
  },
  {
    description:
      'Immediate delivery that was asked for: by the indicator of SE11, or by release in parts (split shipment release code 2); null where it was not',
  },
);

/** All that is on file under an entry number: the release, the summary, and what happened to either. */
export const EntryRequest = requestContract({
  name: 'entry.entry',
  version: 1,
  owner: 'entry',
  describes:
    'What is on file under an entry number: its release with its bills, its summary, and what happened to either',
  method: 'GET',
  path: '/operations/entries/:filer/:number',
  query: Type.Object({
    accountId: Type.Optional(Type.String({ ...Uuid, description: 'Only what this account filed' })),
  }),
  answer: Type.Object({
    entry: Type.String({ description: 'Entry number as people write it' }),
    seenBy: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Filer codes that have a power of attorney of the importer to see it, now: told among services only',
      }),
    ),
    release: Nullable(
      Type.Object({
        accountId: Uuid,
        state: Type.String(),
        version: Type.Integer(),
        exam: Type.String(),
        documents: Type.String(),
        documentType: Text,
        request: Text,
        filedAt: Instant,
        releasedAt: Nullable(Instant),
        releaseDate: Nullable(CustomsDate),
        releaseOrigin: Text,
        paperRelease: Nullable(
          Type.Object(
            { decisionId: Uuid, controlNumber: Type.String() },
            { description: 'The paper decision that released the goods; null when none did' },
          ),
        ),
        standing: Nullable(
          Type.Object(
            { decisionId: Uuid, controlNumber: Type.String(), decision: Type.String(), decidedAt: Instant },
            { description: 'The paper decision that counts for the entry' },
          ),
        ),
        nextLookAt: Nullable(Instant),
        ordered: Type.Optional(
          Type.Object(
            {
              quota: Type.Optional(Type.String()),
              cancelsOn: Type.Optional(CustomsDate),
              inBondArrivedOn: Type.Optional(CustomsDate),
            },
            { description: 'What CBP ordered beside examination and documents' },
          ),
        ),
        findings: Type.Optional(
          Type.Array(Type.Object(Disposition), {
            description: 'What stands against the release now, beside bills, holds and examinations',
          }),
        ),
        clocks: Type.Optional(
          Type.Array(
            Type.Object({
              clock: Type.String(),
              rule: Type.String(),
              startedOn: CustomsDate,
              dueDate: CustomsDate,
              daysLeft: Type.Integer(),
              atEnd: Type.String(),
            }),
            {
              description:
                'What runs now: until the filer is told that a bill is missing, until an announced cancellation, and for U',
            },
          ),
        ),
        selection: Type.Optional(
          Nullable(
            Type.Object(
              {
                day: CustomsDate,
                selectedBy: Nullable(SelectedBy),
                reasons: Type.Array(Type.String()),
                risk: Nullable(Type.Integer({ description: 'From 0 to 100: what is examined first. For CBP alone' })),
                draw: Nullable(
                  Type.Object(
                    { number: Type.Integer(), floor: Type.Integer(), rate: Type.Integer(), drawnAt: Type.Integer() },
                    {
                      description:
                        'Of 10,000: what it drew, and below which number everybody is selected, the rules select, and it was selected. For CBP alone',
                    },
                  ),
                ),
              },
              {
                description:
                  'How it was screened for examination; null before, and where no rule or criterion was for it. Whoever is not CBP sees it once the goods are released',
              },
            ),
          ),
        ),
        benefits: Type.Optional(
          Type.Array(BenefitOnEntry, {
            description: "What the importer's standing as a trusted trader brought the entry, or why it did not",
          }),
        ),
        pilots: Type.Optional(
          Type.Array(PilotOnEntry, {
            description: 'What partner agencies give the entry in pilots in which its importer takes part, or why not',
          }),
        ),
        priority: Type.Optional(
          Nullable(
            Type.Object(BenefitOnEntry.properties, {
              description:
                'Whether it goes first among decisions that fall due, by the standing of its importer at that port, in that mode, on that day, and why; null where its importer is no trusted trader, or nothing is due any more',
            }),
          ),
        ),
        examination: Type.Optional(Nullable(Examination)),
        immediateDelivery: Type.Optional(Nullable(ImmediateDelivery)),
        agencies: Type.Optional(
          Nullable(
            Type.Array(
              Type.Object({
                agency: Type.String(),
                program: Type.String(),
                processing: Text,
                line: Type.Integer(),
                tariff: Type.Integer(),
                pgaLine: Type.Integer(),
                disclaimer: Text,
                state: Type.String(),
                since: Instant,
                note: Text,
                documentType: Text,
              }),
              { description: 'What partner agencies make of what is filed for them; null where nothing is' },
            ),
          ),
        ),
        agencyStatuses: Type.Optional(
          Nullable(Type.Array(AgencyStatus, { description: 'The same as it is told to the filer (SO70 to SO72)' })),
        ),
        bills: Type.Array(
          Type.Object({
            billKey: Type.String(),
            onFile: Type.Boolean(),
            arrivedAt: Nullable(Instant),
            holds: Type.Array(Type.String()),
            unit: Type.Optional(Text),
            manifestedQuantity: Type.Optional(Nullable(Type.Integer())),
            inBond: Type.Optional(InBondMovement),
          }),
        ),
        filed: Type.Object(
          {
            importer: Type.Optional(
              Nullable(Type.Object({ number: Type.Optional(Nullable(Type.String())) }, { title: 'Importer' })),
            ),
            modeOfTransport: Type.Optional(Text),
            plannedPortOfEntry: Type.Optional(Text),
          },
          { description: 'The cargo release as it was filed, as in the message gateway.cargo-release-filed' },
        ),
        history: Type.Array(
          Type.Object({
            version: Type.Integer(),
            at: Instant,
            event: Type.String(),
            state: Type.String(),
            officer: Text,
            note: Text,
            dispositions: Type.Array(Type.Object(Disposition)),
            bills: Type.Array(Type.Object({ billKey: Type.String(), ...Disposition })),
          }),
        ),
      }),
    ),
    summary: Nullable(
      Type.Object({
        accountId: Uuid,
        state: Type.String(),
        control: Type.String(),
        version: Type.String(),
        portOfEntry: Text,
        importerNumber: Text,
        centerId: Text,
        teamNumber: Text,
        teamState: Type.String(),
        deadline: Nullable(
          Type.Object(
            {
              legalDueDate: Nullable(CustomsDate),
              dueDate: Nullable(CustomsDate),
              paymentDueDate: Nullable(CustomsDate),
              filedOn: CustomsDate,
              timeliness: Type.String(),
              relievedBy: Text,
            },
            {
              description:
                'When the summary was due and whether it came in time, days by the clock of the port; null when none was ever accepted',
            },
          ),
        ),
        history: Type.Array(
          Type.Object({
            revision: Type.Integer(),
            version: Type.String(),
            event: Type.String(),
            at: Instant,
            filingId: Uuid,
            accountId: Type.Optional(Type.String({ ...Uuid, description: 'Whose filing or decision it was' })),
            filed: Type.Unknown({
              description: 'The summary as it was filed, as in the message gateway.entry-summary-filed',
            }),
            computed: Type.Unknown({
              description:
                'Duty and fees as they were computed, in whole cents; each duty with its rate, computation code, steps and the day of its rate',
            }),
            officer: Type.Optional(Text),
            note: Type.Optional(Text),
            changes: Type.Optional(
              Type.Array(
                Type.Object({
                  at: Type.String({ description: 'JSON pointer into `filed`' }),
                  before: Type.Unknown({ description: 'As it was; null where it was not there' }),
                  after: Type.Unknown({ description: 'As it is; null where it is not there' }),
                }),
                { description: 'What this version declares otherwise than the one before it' },
              ),
            ),
            changeCents: Type.Optional(
              Nullable(
                Type.Integer({
                  description: 'Duty and fees of this version less those of the one before; null where there is none',
                }),
              ),
            ),
          }),
        ),
      }),
    ),
    liquidation: Type.Optional(
      Nullable(
        Type.Object(
          {
            state: Type.String({ description: '`not liquidated`, `liquidated` or `reliquidated`' }),
            status: Type.String({ description: '1 liquidated, 2 not, 3 reliquidated (query guide, p. ESQ-27)' }),
            scheduledFor: Nullable(CustomsDate),
            lastDay: Nullable(
              Type.String({
                ...CustomsDate,
                description:
                  'The last day before it is deemed liquidated; null while it is suspended and once it is over',
              }),
            ),
            deemed: Type.Boolean({ description: 'By operation of law (19 CFR 159.11)' }),
            noticeOn: Nullable(CustomsDate),
            heldBy: Type.Array(
              Type.Object({
                code: Type.String(),
                says: Type.String(),
                from: CustomsDate,
                until: Nullable(CustomsDate),
                reference: Text,
              }),
              { description: 'Extensions and suspensions in force (query guide, p. ESQ-31)' },
            ),
            filed: Owed,
            liquidated: Nullable(Owed),
            changeCents: Nullable(Cents),
            history: Type.Array(
              Type.Object({
                version: Type.Integer(),
                at: Instant,
                event: Type.String(),
                code: Text,
                until: Nullable(CustomsDate),
                scheduledFor: Nullable(CustomsDate),
                by: Text,
                centerId: Text,
                basis: Text,
                reference: Text,
                reason: Text,
                owed: Owed,
                changeCents: Nullable(Cents),
              }),
            ),
          },
          { description: 'Where the liquidation stands; null for entry types that are not liquidated' },
        ),
      ),
    ),
  }),
  example: {
    parameters: { filer: 'B76', number: '03245278' },
    query: {},
    answer: {
      entry: 'B76-0324527-8',
      release: {
        accountId: exampleOrigin.accountId,
        state: 'released',
        version: 2,
        exam: 'none',
        documents: 'none',
        documentType: null,
        request: null,
        filedAt: '2026-11-21T14:05:09.120Z',
        releasedAt: '2026-11-24T16:20:00.000Z',
        releaseDate: '2026-11-24',
        releaseOrigin: '03',
        paperRelease: null,
        standing: null,
        nextLookAt: null,
        ordered: {},
        findings: [],
        clocks: [
          {
            ...{ clock: 'update of a release', rule: 'Cargo Release guide v40, p. SE-25', startedOn: '2026-11-24' },
            ...{ dueDate: '2026-12-09', daysLeft: 14, atEnd: 'U is refused (P73)' },
          },
        ],
        selection: null,
        benefits: [],
        examination: null,
        agencyStatuses: [ReleaseStatusChanged.example.agencies![0]!],
        bills: [
          {
            ...{ billKey: 'MAEU260000101', onFile: true, arrivedAt: '2026-11-24T16:19:58.000Z', holds: [] },
            ...{ unit: 'CTN', manifestedQuantity: 100, inBond: ReleaseStatusChanged.example.bills[0]!.inBond },
          },
        ],
        filed: { importer: { number: '12-3456789' } },
        history: [
          {
            version: 2,
            at: '2026-11-24T16:20:00.000Z',
            event: 'released',
            state: 'released',
            officer: null,
            note: null,
            dispositions: [{ code: '98', text: 'RELEASED' }],
            bills: [{ billKey: 'MAEU260000101', code: '95', text: 'BILL ARRIVED' }],
          },
        ],
      },
      summary: {
        accountId: exampleOrigin.accountId,
        state: 'accepted',
        control: 'trade',
        version: '00100',
        portOfEntry: '2704',
        importerNumber: '12-3456789',
        centerId: 'CEE004',
        teamNumber: '401',
        teamState: 'assigned',
        deadline: {
          legalDueDate: '2026-12-09',
          dueDate: '2026-12-09',
          paymentDueDate: '2026-12-09',
          filedOn: '2026-11-25',
          timeliness: 'in time',
          relievedBy: null,
        },
        history: [
          {
            revision: 1,
            version: '00100',
            event: 'added',
            at: '2026-11-25T15:00:00.000Z',
            filingId: exampleOrigin.filingId,
            filed: { entryNumber: '03245278' },
            computed: { dutyCents: 13_940, feeCents: 3_371, totalCents: 17_311 },
          },
        ],
      },
      liquidation: {
        ...{ state: 'not liquidated', status: '2', scheduledFor: '2027-11-25', lastDay: '2027-11-25', deemed: false },
        ...{ noticeOn: null, liquidated: null, changeCents: null },
        heldBy: [
          { code: '49', says: 'extension by customs', from: '2026-11-27', until: '2027-11-25', reference: null },
        ],
        filed: { dutyCents: 13_940, fees: [{ class: '499', cents: 3_371 }] },
        history: [
          {
            ...{ version: 2, at: '2026-11-27T15:00:00.000Z', event: 'extended', code: '49', until: '2027-11-25' },
            ...{ scheduledFor: '2027-11-25', by: 'D. Nakamura', centerId: 'CEE004', basis: 'review', reference: null },
            ...{ reason: 'Value is being verified', changeCents: null },
            owed: { dutyCents: 13_940, fees: [{ class: '499', cents: 3_371 }] },
          },
        ],
      },
    },
  },
});
export type EntryOnFile = AnswerOf<typeof EntryRequest>;
