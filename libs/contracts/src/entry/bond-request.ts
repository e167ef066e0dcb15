import { type Static, Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { CustomsDate, Dollars, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** `void` and `terminated` bonds cover nothing more; what they covered stays covered. */
export const BondState = OneOf('active', 'termination scheduled', 'terminated', 'void', 'substituted', 'superseded');

/** Somebody whose bond it is, by importer number. */
const PartyOfBond = Type.Object({
  role: OneOf('principal', 'co-principal', 'user'),
  number: Type.String(),
  idType: Type.String(),
  from: Nullable(CustomsDate),
  until: Nullable(CustomsDate),
});

/** A bond as the register has it. Amounts are whole dollars. */
export const BondShown = Type.Object({
  number: Type.String(),
  type: OneOf('8', '9'),
  designation: Type.String(),
  activityCode: Type.String(),
  activity: Type.String(),
  amountDollars: Dollars,
  state: BondState,
  version: Type.Integer(),
  suretyReference: Nullable(Type.String()),
  executedOn: CustomsDate,
  effectiveOn: Nullable(CustomsDate),
  terminatesOn: Nullable(CustomsDate),
  reconciliation: Type.Boolean(),
  virginIslands: Type.Boolean(),
  foundInsufficient: Type.Optional(
    Type.Array(Type.Object({ from: CustomsDate, to: Nullable(CustomsDate) }), {
      description: 'First and last days on which CBP holds it to be insufficient',
    }),
  ),
  transaction: Nullable(
    Type.Object({
      type: Type.String(),
      id: Type.String(),
      entryType: Nullable(Type.String()),
      /** Whether the entry is on file that it secures. */
      matched: Type.Boolean(),
    }),
  ),
  sureties: Type.Array(
    Type.Object({
      role: OneOf('surety', 'co-surety', 'reinsurer'),
      code: Type.String(),
      name: Nullable(Type.String()),
      agent: Nullable(Type.String()),
      liabilityDollars: Nullable(Dollars),
    }),
  ),
  parties: Type.Array(PartyOfBond),
});
export type BondShown = Static<typeof BondShown>;
export type BondState = Static<typeof BondState>;

const shown: BondShown = {
  ...{ number: '268000001', type: '8', designation: 'B', activityCode: '1', activity: 'Importer or broker' },
  ...{ amountDollars: 50_000, state: 'active', version: 1, suretyReference: 'REF000001', executedOn: '2026-11-24' },
  ...{ effectiveOn: '2026-11-24', terminatesOn: null, reconciliation: false, virginIslands: false, transaction: null },
  sureties: [
    {
      ...{ role: 'surety', code: '036', name: 'AMERICAN ALTERNATIVE INS CORP', agent: '123-45-6789' },
      liabilityDollars: null,
    },
  ],
  parties: [{ role: 'principal', number: '12-345678900', idType: 'EI', from: null, until: null }],
};

/** A bond with everything that became of it. */
export const BondRequest = requestContract({
  name: 'entry.bond',
  version: 1,
  owner: 'entry',
  describes: 'A bond of the register, and each of its versions',
  method: 'GET',
  path: '/operations/bonds/:number',
  query: Type.Object({}),
  answer: Type.Object({
    ...BondShown.properties,
    accountId: Uuid,
    history: Type.Array(
      Type.Object({
        version: Type.Integer(),
        event: Type.String(),
        at: Instant,
        filingId: Uuid,
        filed: Type.Unknown({ description: 'What was filed' }),
      }),
    ),
  }),
  example: {
    parameters: { number: '268000001' },
    query: {},
    answer: {
      ...shown,
      accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
      history: [
        {
          ...{ version: 1, event: 'filed', at: '2026-11-24T15:00:00.000Z' },
          ...{ filingId: 'f6f6a0d5-8b7c-4f5e-9d57-0b6b3a1f2c10', filed: {} },
        },
      ],
    },
  },
});
export type BondOnFile = AnswerOf<typeof BondRequest>;

/** Asked in a body: the number of an importer may be a person's. */
const BondsAsked = Type.Object({
  /** Codes of sureties. */
  sureties: Type.Optional(Type.Array(Type.String())),
  importers: Type.Optional(Type.Array(Type.String())),
  /** Filer code and entry number, eleven characters. */
  entry: Type.Optional(Type.String()),
  state: Type.Optional(BondState),
  /** Number of the last bond of the page before. */
  after: Type.Optional(Type.String()),
  limit: Type.Integer({ minimum: 1, maximum: 200 }),
});
export type BondsAsked = Static<typeof BondsAsked>;

/** Bonds by surety, by importer or by entry; what is asked by several is asked by all of them. */
export const BondsRequest = requestContract({
  name: 'entry.bonds',
  version: 1,
  owner: 'entry',
  describes: 'Bonds of sureties, of importers or of an entry, a page, with what the surety is liable for',
  method: 'POST',
  path: '/operations/bonds',
  query: Type.Object({}),
  body: BondsAsked,
  answer: Type.Object({
    bonds: Type.Array(
      Type.Object({
        ...BondShown.properties,
        /** Of a continuous bond, by the duties, taxes and fees of twelve months that its principal owes here. */
        sufficiency: OneOf('sufficient', 'insufficient', 'unknown'),
      }),
    ),
    next: Nullable(Type.String({ description: 'Asked for as `after`; null on the last page' })),
    liability: Type.Array(
      Type.Object({
        code: Type.String(),
        bonds: Type.Integer(),
        dollars: Dollars,
      }),
      { description: 'By surety asked for: bonds in force and what it is liable for in them' },
    ),
  }),
  example: {
    ...{ parameters: {}, query: {} },
    answer: {
      bonds: [{ ...shown, sufficiency: 'sufficient' }],
      next: null,
      liability: [{ code: '036', bonds: 1, dollars: 50_000 }],
    },
  },
});
export type BondsOnFile = AnswerOf<typeof BondsRequest>;
