import { Type } from '@sinclair/typebox';
import { BENEFITS } from '../cee/standing-changed';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** Why goods were selected: a criterion that they meet, the draw, the draw at the floor that is for everybody, an officer. */
export const SelectedBy = OneOf('criterion', 'draw', 'floor', 'officer');

/** What standing as a trusted trader brought an entry, or why it did not. */
export const BenefitOnEntry = Type.Object({
  benefit: OneOf(...BENEFITS),
  given: Type.Boolean(),
  reason: Type.String(),
  day: CustomsDate,
});

/** What a partner agency gives an entry in a pilot, or why it does not. */
export const PilotOnEntry = Type.Object({
  /** Number of the pilot. */
  pilot: Type.String(),
  agency: Type.String(),
  benefit: Type.String(),
  given: Type.Boolean(),
  reason: Type.String(),
  day: CustomsDate,
});

/** An examination of an entry's goods. `site`: FIRMS code of the Centralized Examination Station (19 CFR 118, 151.15). */
export const Examination = Type.Object({
  orderedAt: Instant,
  site: Nullable(Type.String()),
  begunAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  /** What it took, as the officer who completed it said; else from its beginning, or its order, to its end. */
  hours: Nullable(Type.Number({ minimum: 0 })),
});

/**
 * How an entry was selected for examination, what trusted standing brought it, and what an examination took. Told of entries that are examined and of those of
 * trusted importers; anew with each change of it, and `version` (of the cargo release) grows: the highest counts and says all. Law enforcement sensitive: for CBP alone.
 */
export const SelectionMade = contract({
  type: 'entry.selection-made',
  version: 1,
  owner: 'entry',
  describes:
    'An entry of a trusted importer was screened, or any entry selected for examination; or its examination began or ended',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    /** Of the filer. */
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    importerNumber: Nullable(Type.String()),
    /** Whose standing counted; null where nobody's did. */
    trustedAccountId: Nullable(Uuid),
    portOfEntry: Nullable(Type.String()),
    modeOfTransport: Nullable(Type.String()),
    /** On which it was screened first, by the clock of the port. */
    day: CustomsDate,
    /** Null when it was not selected. */
    selectedBy: Nullable(SelectedBy),
    /** Reasons in words, the gravest first. */
    reasons: Type.Array(Type.String()),
    /** From 0 to 100: what is examined first. */
    risk: Type.Integer({ minimum: 0, maximum: 100 }),
    /** Exams in 10,000 entries by the rules for everybody, and as this entry was drawn: a lower rate where standing brought one. */
    rate: Type.Integer({ minimum: 0 }),
    drawnAt: Type.Integer({ minimum: 0 }),
    /** The draw would have selected it without standing, and did not. */
    examAvoided: Type.Boolean(),
    benefits: Type.Array(BenefitOnEntry),
    pilots: Type.Optional(Type.Array(PilotOnEntry)),
    /** Null where there was none. */
    examination: Nullable(Examination),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    filerCode: 'B76',
    entryNumber: '03245278',
    version: 2,
    importerNumber: '12-3456789',
    trustedAccountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b90',
    portOfEntry: '2704',
    modeOfTransport: '11',
    day: '2026-12-01',
    selectedBy: null,
    reasons: [],
    risk: 0,
    rate: 300,
    drawnAt: 100,
    examAvoided: true,
    benefits: [
      { benefit: 'lower exam rate', given: true, reason: 'Drawn at the rate of trusted traders', day: '2026-12-01' },
    ],
    examination: null,
    occurredAt: '2026-12-01T15:00:00.000Z',
  },
});
export type SelectionMade = DataOf<typeof SelectionMade>;
