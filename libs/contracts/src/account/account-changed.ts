import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Nullable, OneOf, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';

export const AccountKind = OneOf(
  'broker',
  'importer',
  'carrier',
  'officer',
  'port director',
  'headquarters',
  'operator',
);

const ApiKeyHash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** The whole state of a trade account, with hashes of its keys: what others need to let it in and to check what it files. */
export const AccountChanged = contract({
  type: 'account.account-changed',
  version: 1,
  owner: 'account',
  describes: 'A trade account was opened or changed',
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    version: Type.Integer({ minimum: 1 }),
    name: Type.String(),
    kinds: Type.Array(AccountKind),
    active: Type.Boolean(),
    importerNumbers: Type.Array(Type.String()),
    filerCodes: Type.Array(Type.String()),
    scacs: Type.Array(Type.String()),
    /** Standing in trusted trader programs, such as C-TPAT tier 3 or FAST; `from` and `to` are days, `to` the last one. */
    trusted: Type.Optional(
      Type.Array(
        Type.Object({
          program: Type.String(),
          tier: Nullable(Type.String()),
          number: Nullable(Type.String()),
          from: CustomsDate,
          to: Nullable(CustomsDate),
        }),
      ),
    ),
    /** Ports an officer or a port director serves. */
    ports: Type.Array(Type.String()),
    abi: Nullable(Type.Object({ site: Type.String(), id: Type.String(), passwordHash: Type.String() })),
    /** SHA-256 in hex of each API key in force: keys are random and long, so a plain digest cannot be searched. */
    apiKeyHashes: Type.Array(ApiKeyHash),
    /** The persons to whom keys in force were issued: only they give orders as officers. A key that is not among them was issued to nobody by name. */
    keyPersons: Type.Optional(Type.Array(Type.Object({ hash: ApiKeyHash, person: Type.String() }))),
  }),
  example: {
    accountId: exampleOrigin.accountId,
    version: 1,
    name: 'Harbor Brokers',
    kinds: ['broker'],
    active: true,
    importerNumbers: [],
    filerCodes: ['B76'],
    scacs: [],
    ports: [],
    abi: { site: '2704', id: 'B76', passwordHash: 'scrypt$16384$00$00' },
    apiKeyHashes: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  },
});
export type AccountChanged = DataOf<typeof AccountChanged>;
