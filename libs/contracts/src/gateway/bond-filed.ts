import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CarriedRecord, CustomsDate, Dollars, FilingOrigin, Index, Nullable, Reading } from '../shapes';

const Text = Nullable(Type.String());
const Day = Nullable(CustomsDate);

/** Somebody whose obligation a bond is, or who may use it: records 30, 35, 36. */
export const BondParty = Type.Object({
  idType: Type.String(),
  id: Type.String(),
  /** Sent although CBP fills it. */
  name: Text,
  recordIndex: Index,
});

/** A user of the bond; with a rider what becomes of it and from which day. */
export const BondUser = Type.Object({
  ...BondParty.properties,
  /** A add, D delete. */
  action: Text,
  addOn: Day,
  deleteOn: Day,
});

/** A surety (40), co-surety (45) or reinsurer (46). */
export const BondSurety = Type.Object({
  code: Type.String(),
  agent: Text,
  name: Text,
  liabilityDollars: Nullable(Dollars),
  recordIndex: Index,
});

/** Bond as filed, whatever the format: CATAIR CB or JSON (eBond Create/Update guide v1.9, pp. CB-22..37). */
export const BondFiled = contract({
  type: 'gateway.bond-filed',
  version: 1,
  owner: 'gateway',
  describes: 'A surety filed a bond, a rider, an adjustment, a void or a termination',
  subject: 'the bond, or what it is for until it has a number',
  schema: Type.Object({
    origin: FilingOrigin,
    accountFilerCodes: Type.Array(Type.String()),
    /** Codes under which the account is a surety: it files for no other. */
    accountSuretyCodes: Type.Array(Type.String()),
    /** Importer numbers of the account, only with a termination: a principal may end its bond. */
    accountImporterNumbers: Type.Array(Type.String()),
    processingPort: Text,
    /** Filer of the block that it came in; left out where there are no blocks. */
    processingFiler: Type.Optional(Text),
    /** Bond designation type code: B, A, V, C, U, E, T or R. */
    action: Type.String(),
    /** 8 continuous, 9 single transaction. */
    type: Type.String(),
    activityCode: Text,
    amountDollars: Nullable(Dollars),
    executedOn: Day,
    suretyReference: Text,
    effectiveOn: Day,
    terminatesOn: Day,
    number: Text,
    reconciliationFlag: Text,
    usviFlag: Text,
    /** Secondary notify parties, record by record. */
    notify: Type.Array(Type.Object({ codes: Type.Array(Type.String()), recordIndex: Index })),
    transactions: Type.Array(Type.Object({ type: Type.String(), entryType: Text, id: Text, recordIndex: Index })),
    principals: Type.Array(BondParty),
    coPrincipals: Type.Array(BondParty),
    users: Type.Array(BondUser),
    sureties: Type.Array(BondSurety),
    coSureties: Type.Array(BondSurety),
    reinsurers: Type.Array(BondSurety),
    /** Of its header. */
    recordIndex: Index,
    carried: Type.Optional(Type.Array(CarriedRecord)),
    reading: Type.Optional(Reading),
  }),
  example: {
    origin: exampleOrigin,
    ...{ accountFilerCodes: ['S36'], accountSuretyCodes: ['036'], accountImporterNumbers: [] },
    ...{ processingPort: null, action: 'B', type: '9' },
    ...{ activityCode: '1', amountDollars: 60_000, executedOn: '2026-11-24', suretyReference: 'REF000001' },
    ...{ effectiveOn: null, terminatesOn: null, number: null, reconciliationFlag: null, usviFlag: null, notify: [] },
    transactions: [{ type: '1', entryType: '01', id: 'B7603245278', recordIndex: 1 }],
    principals: [{ idType: 'EI', id: '12-3456789', name: null, recordIndex: 2 }],
    ...{ coPrincipals: [], users: [], coSureties: [], reinsurers: [] },
    sureties: [{ code: '036', agent: '123-45-6789', name: null, liabilityDollars: null, recordIndex: 3 }],
    recordIndex: 0,
    reading: [],
  },
});
export type BondFiled = DataOf<typeof BondFiled>;
export type BondParty = Static<typeof BondParty>;
export type BondUser = Static<typeof BondUser>;
export type BondSurety = Static<typeof BondSurety>;
