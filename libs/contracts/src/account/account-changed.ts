import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Dollars, Instant, Nullable, OneOf, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';
import { EmailDigest } from './sessions-ended';

export const AccountKind = OneOf(
  'broker',
  'importer',
  'carrier',
  'officer',
  'port director',
  'headquarters',
  'operator',
);

/** What a user, or a machine with a limited key, was given leave to: `read` or `write` by function. Null: no limits. */
const Leaves = Nullable(Type.Record(Type.String(), OneOf('read', 'write')));

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
    /** Codes under which the account is a surety. */
    suretyCodes: Type.Optional(Type.Array(Type.String())),
    /** Who may file bonds for it, where it is a surety: by whose filer code, under which number of an agent, up to which liability. Left out where it named nobody. */
    suretyAgents: Type.Optional(
      Type.Array(
        Type.Object({
          agent: Type.String(),
          filerCode: Type.String(),
          /** Whole dollars of liability in one bond; null for no limit. */
          limitDollars: Nullable(Dollars),
          from: CustomsDate,
          /** The last day; null while no end is known. */
          to: Nullable(CustomsDate),
        }),
      ),
    ),
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
    /** Codes under which data is filed for a partner government agency, where the account is one (Appendix V). */
    agencyCodes: Type.Optional(Type.Array(Type.String())),
    /** Ports an officer or a port director serves. */
    ports: Type.Array(Type.String()),
    abi: Nullable(
      Type.Object({
        site: Type.String(),
        id: Type.String(),
        passwordHash: Type.String(),
        /** When the password is taken no more; without it, or null, it has no end. */
        until: Type.Optional(Nullable(Instant)),
      }),
    ),
    /** SHA-256 in hex of each API key in force: keys are random and long, so a plain digest cannot be searched. */
    apiKeyHashes: Type.Array(ApiKeyHash),
    /** The persons to whom keys in force were issued: only they give orders as officers. A key that is not among them was issued to nobody by name. */
    keyPersons: Type.Optional(Type.Array(Type.Object({ hash: ApiKeyHash, person: Type.String() }))),
    /** What limits keys in force. A key that is not among them has no limits. */
    keyTerms: Type.Optional(
      Type.Array(
        Type.Object({
          hash: ApiKeyHash,
          /** Whose it is, where it belongs to one of `people`: it is worth what that person's roles are worth at the moment. */
          personId: Nullable(Uuid),
          leaves: Leaves,
          until: Nullable(Instant),
          /** Networks it may be used from, such as `192.0.2.0/24`; empty for all. */
          addresses: Type.Array(Type.String()),
        }),
      ),
    ),
    /** Who has a role in the account, or will have one: one entry a role. */
    people: Type.Optional(
      Type.Array(
        Type.Object({
          personId: Uuid,
          name: Type.String(),
          /** SHA-256 in hex of the e-mail address in normal form: by it a token's person is known. */
          emailDigest: Type.Optional(EmailDigest),
          role: Type.String(),
          leaves: Leaves,
          /** Ports and Center that the role is limited to; none for those of the account. */
          ports: Type.Array(Type.String()),
          center: Nullable(Type.String()),
          from: Instant,
          to: Nullable(Instant),
        }),
      ),
    ),
    /** Into which account this one was merged: it has no numbers any more, and its keys open nothing. */
    mergedInto: Type.Optional(Nullable(Uuid)),
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
