import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What trusted traders are promised, by the names under which it is shown wherever it is given. */
export const BENEFITS = [
  'lower exam rate',
  'priority',
  'expedited screening',
  'preferred exam location',
  'named contacts',
  'response targets',
  'monthly trends',
  'blanket certifications',
  'penalty input',
] as const;
export type Benefit = (typeof BENEFITS)[number];

/**
 * Where an account stands as a trusted trader and what that brings it, from now on and with what is known of later days. `revision` grows by one with each change of the
 * account's standing: the highest counts, and holds all of it.
 */
export const StandingChanged = contract({
  type: 'cee.standing-changed',
  version: 1,
  owner: 'cee',
  describes: 'The standing of an account as a trusted trader changed, or what it brings',
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    revision: Type.Integer({ minimum: 1 }),
    /** Whose entries it covers. */
    importerNumbers: Type.Array(Type.String()),
    /** In force or announced; a suspended one is not here. */
    programs: Type.Array(
      Type.Object({
        program: OneOf('CTPAT', 'Trade Compliance'),
        /** 1 certified, 2 validated, 3 exceeds the criteria (SAFE Port Act 2006); null in Trade Compliance. */
        tier: Nullable(Type.Integer({ minimum: 1, maximum: 3 })),
        /** By which the Centers know the account in it. */
        number: Type.Optional(Type.String()),
        from: CustomsDate,
        to: Nullable(CustomsDate),
      }),
    ),
    /**
     * Each for the ports (port codes) and modes (codes of transport) that are named; for all where null. What is switched off somewhere names all the others: whoever
     * looks one up only asks for a row that is in force. Of several figures the lowest counts.
     */
    benefits: Type.Array(
      Type.Object({
        benefit: OneOf(...BENEFITS),
        ports: Nullable(Type.Array(Type.String())),
        modes: Nullable(Type.Array(Type.String())),
        from: CustomsDate,
        to: Nullable(CustomsDate),
        /** Of a lower exam rate: exams in 10,000 entries. Null where the benefit has no figure. */
        figure: Nullable(Type.Integer({ minimum: 0 })),
      }),
    ),
    /** Blanket certifications and authorisations in force or announced: instead of one for each transaction. */
    blankets: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String(),
          /** Which: a word of the list in the documents for partners. */
          certification: Type.String(),
          /** Tariff numbers or what they begin with; null for all goods. */
          goods: Nullable(Type.Array(Type.String())),
          /** Port codes; null for all. */
          ports: Nullable(Type.Array(Type.String())),
          from: CustomsDate,
          to: CustomsDate,
        }),
      ),
    ),
    /** What partner agencies give in pilots that run, each for the ports that are named, for all where null. What acts here too, as `brings` says, is among `benefits`. */
    pilots: Type.Optional(
      Type.Array(
        Type.Object({
          number: Type.String(),
          /** Code of the agency. */
          agency: Type.String(),
          /** In the agency's words. */
          benefit: Type.String(),
          brings: Nullable(OneOf(...BENEFITS)),
          ports: Nullable(Type.Array(Type.String())),
          from: CustomsDate,
          to: Nullable(CustomsDate),
        }),
      ),
    ),
    /** Why it changed, in words for the account. */
    reason: Type.String({ maxLength: 500 }),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    revision: 3,
    importerNumbers: ['12-3456789'],
    programs: [{ program: 'CTPAT', tier: 2, number: 'TT-26-000017', from: '2026-12-01', to: null }],
    benefits: [{ benefit: 'lower exam rate', ports: null, modes: null, from: '2026-12-01', to: null, figure: 100 }],
    blankets: [
      {
        ...{ number: 'BC-26-000004', certification: 'transfer to an exam location', goods: ['3924'], ports: ['2704'] },
        ...{ from: '2026-12-01', to: '2027-11-30' },
      },
    ],
    reason: 'Validated at 100 Harbor Plaza on 2026-11-20',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type StandingChanged = DataOf<typeof StandingChanged>;
