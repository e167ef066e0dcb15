import { randomUUID } from 'node:crypto';
import { type EntityManager, In, IsNull } from 'typeorm';
import { emailDigest } from '#access';
import { AccountChanged, accountSubject } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import type { ActivityEntry } from '../activity-log/activity-chain.rules';
import { appendActivity, lockLogs } from '../activity-log/activity.repository';
import type { IdentifierKind } from './identifier.rules';
import {
  ApiKeyEntity,
  IdentifierEntity,
  PersonEntity,
  PersonRoleEntity,
  TradeAccountEntity,
} from './trade-account.entity';

/** A role with its person's name and e-mail address. */
export type HeldRole = PersonRoleEntity & { readonly name: string; readonly email: string };

/** An account with all that others are told of it. */
export interface Held {
  readonly account: TradeAccountEntity;
  /** Those it has now. */
  readonly identifiers: readonly IdentifierEntity[];
  /** Those in force, whether they ended by their own day or not. */
  readonly keys: readonly ApiKeyEntity[];
  /** Those that have not ended. */
  readonly roles: readonly HeldRole[];
}

/** Reads an account and, to change it, locks it. @throws Problem `not-found` */
export const heldAccount = async (manager: EntityManager, accountId: string, lock = true): Promise<Held> => {
  const [held] = await heldAccounts(manager, [accountId], lock);
  if (!held) throw new Problem('not-found', `There is no account ${accountId}.`);
  return held;
};

/** The same of several, by id, those that are there. */
export const heldAccounts = async (manager: EntityManager, ids: readonly string[], lock = true): Promise<Held[]> => {
  if (lock) await lockLogs(manager, ids);
  const accounts = await manager.find(TradeAccountEntity, {
    where: { id: In([...ids]) },
    order: { id: 'ASC' },
    ...(lock && { lock: { mode: 'for_no_key_update' as const } }),
  });
  const accountId = In([...ids]);
  const identifiers = await manager.find(IdentifierEntity, {
    where: { accountId, validTo: IsNull() },
    order: { id: 'ASC' },
  });
  const keys = await manager.find(ApiKeyEntity, { where: { accountId, revokedAt: IsNull() } });
  const roles = await rolesIn(manager, ids);
  const of = <T extends { readonly accountId: string }>(all: readonly T[]): ((id: string) => T[]) => {
    const byAccount = new Map<string, T[]>();
    for (const one of all) byAccount.set(one.accountId, [...(byAccount.get(one.accountId) ?? []), one]);
    return (id) => byAccount.get(id) ?? [];
  };
  const [identifiersOf, keysOf, rolesOf] = [of(identifiers), of(keys), of(roles)];
  return accounts.map((account) => ({
    account,
    identifiers: identifiersOf(account.id),
    keys: keysOf(account.id),
    roles: rolesOf(account.id),
  }));
};

/** Roles of accounts that have not ended yet. */
const rolesIn = async (manager: EntityManager, accountIds: readonly string[]): Promise<HeldRole[]> => {
  const { entities, raw } = await manager
    .createQueryBuilder(PersonRoleEntity, 'role')
    .innerJoin(PersonEntity, 'person', 'person.id = role.person_id')
    .addSelect('person.name', 'name')
    .addSelect('person.email', 'email')
    .where('role.account_id = ANY(:accountIds) AND (role.valid_to IS NULL OR role.valid_to > now())', { accountIds })
    .orderBy('role.valid_from')
    .addOrderBy('role.id')
    .getRawAndEntities<{ name: string; email: string }>();
  return entities.map((role, at) => Object.assign(role, { name: raw[at]!.name, email: raw[at]!.email }));
};

const valuesOf = (identifiers: readonly IdentifierEntity[], kind: IdentifierKind): string[] =>
  identifiers
    .filter((i) => i.kind === kind)
    .map((i) => i.value)
    .sort();

/** Left out where the account is no partner agency. */
const agencyCodesOf = (identifiers: readonly IdentifierEntity[]): Pick<AccountChanged, 'agencyCodes'> => {
  const agencyCodes = valuesOf(identifiers, 'agency code');
  return agencyCodes.length > 0 ? { agencyCodes } : {};
};

/** What others are told of an account. */
export const stateOf = ({ account, identifiers, keys, roles }: Held): AccountChanged => ({
  accountId: account.id,
  version: account.version,
  name: account.name,
  kinds: account.kinds as AccountChanged['kinds'],
  active: account.active,
  importerNumbers: valuesOf(identifiers, 'importer number'),
  filerCodes: valuesOf(identifiers, 'filer code'),
  scacs: valuesOf(identifiers, 'SCAC'),
  suretyCodes: valuesOf(identifiers, 'surety code'),
  ...agencyCodesOf(identifiers),
  ...(account.suretyAgents.length > 0 && { suretyAgents: account.suretyAgents }),
  trusted: account.trusted.map(({ program, tier, number, from, to }) => ({ program, tier, number, from, to })),
  ports: account.ports,
  abi:
    account.abiSite === null
      ? null
      : {
          site: account.abiSite,
          id: account.abiId!,
          passwordHash: account.abiPasswordHash!,
          ...(account.abiPasswordUntil && { until: account.abiPasswordUntil.toISOString() }),
        },
  apiKeyHashes: keys.map((key) => key.hash).sort(),
  keyPersons: keys
    .flatMap(({ hash, person }) => (person === null ? [] : [{ hash, person }]))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1)),
  keyTerms: keys
    .filter((key) => key.personId ?? key.leaves ?? key.validUntil ?? key.addresses.length > 0)
    .map(({ hash, personId, leaves, validUntil, addresses }) => ({
      hash,
      personId,
      leaves: leaves as Record<string, 'read' | 'write'> | null,
      until: validUntil?.toISOString() ?? null,
      addresses,
    }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1)),
  people: roles.map(({ personId, name, email, role, leaves, ports, center, validFrom, validTo }) => ({
    personId,
    name,
    emailDigest: emailDigest(email),
    role,
    leaves: leaves as Record<string, 'read' | 'write'> | null,
    ports,
    center,
    from: validFrom.toISOString(),
    to: validTo?.toISOString() ?? null,
  })),
  mergedInto: account.mergedInto,
});

/** What is written into the log of an account that was changed. */
export interface Told {
  readonly kind: string;
  /** One line for a person, ending with who did it where that is known. */
  readonly summary: string;
  /** `operations`, or `account` for what people of the account or of CBP did. */
  readonly channel?: string;
  readonly subject?: string;
  readonly person?: string;
}

/** Who decides for an agency is nobody of the trade: else people would let their own goods proceed. @throws Problem */
const refuseAgencyOfTrade = ({ account, identifiers }: Held): void => {
  if (!identifiers.some(({ kind }) => kind === 'agency code')) return;
  if (account.kinds.length === 0 && identifiers.every(({ kind }) => kind === 'agency code')) return;
  throw new Problem(
    'state-conflict',
    'The account of a partner government agency is nothing else: open another account for the trade.',
    [{ at: '/agencyCodes', text: 'stand in an account of their own' }],
  );
};

/** Gives a changed account its next version, tells the other services of it and writes it into the account's activity log. */
export const tellChange = async (unit: UnitOfWork, held: Held, told: Told, isNew = false): Promise<void> => {
  const { account } = held;
  if (account.active) refuseAgencyOfTrade(held);
  account.version += isNew ? 0 : 1;
  account.changedAt = unit.now;
  await unit.manager.save(TradeAccountEntity, account);
  const correlationId = currentCorrelation() ?? randomUUID();
  unit.publish(AccountChanged, accountSubject(account.id), stateOf(held), { correlationId });
  await appendActivity(unit.manager, [entryOf(account.id, told, unit.now)], unit.now);
};

/** Writes into an account's log what changes nothing of the account. */
export const noteInLog = (unit: UnitOfWork, accountId: string, told: Told): Promise<void> =>
  appendActivity(unit.manager, [entryOf(accountId, told, unit.now)], unit.now);

const entryOf = (accountId: string, { kind, summary, channel, subject, person }: Told, now: Date): ActivityEntry => ({
  accountId,
  occurredAt: now.toISOString(),
  kind,
  channel: channel ?? 'operations',
  transmissionId: null,
  mailboxId: null,
  filingId: null,
  itemKind: 'account',
  subject: subject ?? accountSubject(accountId),
  outcome: null,
  disposition: 'processed',
  summary,
  ...(person !== undefined && { person }),
});
