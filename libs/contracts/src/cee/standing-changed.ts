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
        from: CustomsDate,
        to: Nullable(CustomsDate),
      }),
    ),
    /** Each for the ports (port codes) and modes (codes of transport) that are named; for all where null. */
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
    /** Why it changed, in words for the account. */
    reason: Type.String({ maxLength: 500 }),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    revision: 3,
    importerNumbers: ['12-3456789'],
    programs: [{ program: 'CTPAT', tier: 2, from: '2026-12-01', to: null }],
    benefits: [{ benefit: 'lower exam rate', ports: null, modes: null, from: '2026-12-01', to: null, figure: 100 }],
    reason: 'Validated at 100 Harbor Plaza on 2026-11-20',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type StandingChanged = DataOf<typeof StandingChanged>;
