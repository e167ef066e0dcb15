import { DeclaredMoney } from '../declared-money';
import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { Cents, CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';
import { NamedBond } from './bond';
import { Goods } from './goods';
import { LiquidationStep } from './liquidation-changed';

/**
 * Where an entry summary stands after a change of it or of its team. `version` is the summary's revision and grows by one with each change; a team
 * comes without one, so that of two messages of one revision the later (`occurredAt`) tells the team. From version 2 on it asks for the team too, and tells what the filing did to the liquidation.
 */
export const SummaryReported = contract({
  type: 'entry.summary-reported',
  version: 2,
  lifts: { 1: (data) => data },
  owner: 'entry',
  describes: 'An entry summary was filed, replaced, deleted or decided on, or its team changed',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    state: OneOf('accepted', 'rejected', 'deleted'),
    control: OneOf('trade', 'cbp'),
    portOfEntry: Nullable(Type.String()),
    importerNumber: Nullable(Type.String()),
    centerId: Nullable(Type.String()),
    teamNumber: Nullable(Type.String()),
    /** What was filed with this revision; null where it keeps the content of an earlier one. */
    filed: Nullable(
      Type.Object({
        entryType: Nullable(Type.String()),
        modeOfTransport: Nullable(Type.String()),
        /** By the clock of the port of entry. */
        filedOn: CustomsDate,
        /** Null for a replacement: what counts is when the summary was filed first. */
        timeliness: Nullable(OneOf('on time', 'late', 'relieved')),
        /** The last day on which it was in time, with the relief of downtimes; null where none runs, left out where it is not judged. */
        dueDate: Type.Optional(Nullable(CustomsDate)),
        valueDollars: Type.Integer({ minimum: 0 }),
        dutyCents: Cents,
        feeCents: Cents,
        /** Left out where nothing is declared beside duty and user fees. */
        declared: Type.Optional(DeclaredMoney),
        goods: Type.Array(Goods),
        /** Every bond that it names, the basic one first. */
        bonds: Type.Optional(Type.Array(NamedBond)),
        /** Where it is a post summary correction: why, and the codes of its reasons, each once. */
        correction: Type.Optional(
          Type.Object({
            explanation: Type.String(),
            reasons: Type.Array(Type.String()),
            /** An earlier liquidation is asked for. */
            accelerated: Type.Optional(Type.Boolean()),
          }),
        ),
        /** Its lines by the number that classifies their goods, that of chapter 98 or 99 where a line has no other; the day is that whose assignments apply. */
        imports: Type.Optional(
          Type.Object({
            entryDate: CustomsDate,
            tariffs: Type.Array(
              Type.Object({
                hts: Type.String(),
                lines: Type.Integer({ minimum: 1 }),
                valueDollars: Type.Integer({ minimum: 0 }),
              }),
            ),
          }),
        ),
      }),
    ),
    /** When the gateway took the filing that this is told of; null where nobody filed. */
    acceptedAt: Nullable(Instant),
    occurredAt: Instant,
    /** Capabilities under which it was filed, each with the admission by which it was open; null where none was needed. */
    capabilities: Type.Optional(Type.Array(Type.Object({ code: Type.String(), admissionId: Nullable(Uuid) }))),
    /** The decision of a Center that this tells the outcome of; `refusal` says why it was not carried out. */
    decision: Type.Optional(Type.Object({ decisionId: Uuid, refusal: Nullable(Type.String()) })),
    /** It needs a Center and a team, by `filed`: of this version, and the filing whose answer waits for them. */
    team: Type.Optional(Type.Object({ filingId: Uuid, summaryVersion: Type.String() })),
    /** Scheduled, or scheduled no more, by this filing. */
    liquidation: Type.Optional(LiquidationStep),
    /** It tells nothing but the team that the Centers' service gave when it was asked, and that has it already. */
    teamKept: Type.Optional(Type.Literal(true)),
  }),
  example: {
    accountId: exampleOrigin.accountId,
    filerCode: 'B76',
    entryNumber: '03245278',
    version: 1,
    state: 'accepted',
    control: 'trade',
    portOfEntry: '2704',
    importerNumber: '12-3456789',
    centerId: 'CEE009',
    teamNumber: '391',
    filed: {
      entryType: '01',
      modeOfTransport: '11',
      filedOn: '2026-11-24',
      timeliness: 'on time',
      valueDollars: 25_000,
      dutyCents: 85_000,
      feeCents: 11_785,
      goods: [{ chapter: '39', countryOfOrigin: 'CN', valueDollars: 25_000, dutyCents: 85_000 }],
      bonds: [{ type: '8', designation: 'B', surety: '001', amountCents: null }],
      imports: { entryDate: '2026-11-24', tariffs: [{ hts: '3924104000', lines: 1, valueDollars: 25_000 }] },
    },
    acceptedAt: exampleOrigin.receivedAt,
    occurredAt: '2026-11-24T15:00:00.000Z',
  },
});
export type SummaryReported = DataOf<typeof SummaryReported>;
