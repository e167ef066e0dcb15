import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, In } from 'typeorm';
import { AccountChanged, accountSubject } from '#contracts';
import { canonicalJson, type FieldError } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { AccountConfig } from '../config/account.config';
import { currentCorrelation, hashApiKey, hashPassword, newApiKey, Problem, verifyPassword } from '#service';
import { passwordEnd } from './password-end';
import { asLeaves, roleFaults, sideOf } from './role.rules';
import { type Held, heldAccount, heldAccounts, type HeldRole, stateOf, tellChange } from './held-account';
import { insertOwner, insertRole, openPerson } from './people-on-file';
import {
  Identifier,
  type IdentifierKind,
  IDENTIFIER_KINDS,
  identifierChanges,
  identifierOf,
  kindsOfNumbers,
  type NewNumber,
  rolesOf,
} from './identifier.rules';
import { ApiKeyEntity, IdentifierEntity, PersonRoleEntity, TradeAccountEntity } from './trade-account.entity';
import { byProgramAndDay, orderedByHand, standingFaults, type TrustedStanding } from './trusted-standing.rules';

/** The state an account shall have; see `AccountOrder` for the meaning of each member. */
export interface WantedAccount {
  readonly id: string;
  readonly name: string;
  readonly kinds: string[];
  readonly importerNumbers: string[];
  readonly filerCodes: string[];
  readonly scacs: string[];
  readonly suretyCodes: string[];
  readonly firmsCodes: string[];
  readonly zoneNumbers: string[];
  readonly agencyCodes: readonly string[];
  readonly ports: string[];
  readonly trusted: readonly TrustedStanding[];
  readonly abi: { readonly site: string; readonly id: string; readonly password: string } | null;
  readonly apiKey: string | null;
  readonly apiKeyPerson: string | null;
  readonly active: boolean;
  readonly people: readonly FirstPerson[];
  readonly onlyIfNew: boolean;
}

/** Somebody whom an account has from its opening on. */
export interface FirstPerson {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly leaves: Readonly<Record<string, string>> | null;
  /** Of people of CBP: the Center they serve. */
  readonly center: string | null;
  readonly apiKey: string | null;
}

/** An account as operators see it: no password, no key, no hash of one. */
export interface AccountView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kinds: string[];
  readonly active: boolean;
  /** Why it is not active, and in whose words; null for one that is, or that an operator closed. */
  readonly left: { readonly as: string; readonly why: string | null; readonly mergedInto: string | null } | null;
  readonly importerNumbers: string[];
  readonly filerCodes: string[];
  readonly scacs: string[];
  readonly ports: string[];
  readonly trusted: readonly TrustedStanding[];
  readonly abi: { site: string; id: string } | null;
  readonly keys: { id: string; person: string | null; createdAt: Date; revokedAt: Date | null }[];
  /** Every number and code the account has or had, and the sub-accounts that it stands for. */
  readonly identifiers: { kind: string; value: string; subAccounts: readonly string[]; from: Date; to: Date | null }[];
  readonly openedAt: Date;
  readonly changedAt: Date;
}

export interface NewKey {
  readonly keyId: string;
  readonly apiKey: string;
  readonly person: string | null;
}

const ANNOUNCED_AT_ONCE = 100;
/** Accounts of these kinds give orders, each in the name of the person whose key it is. */
const GIVE_ORDERS = ['officer', 'port director', 'headquarters'];
const IDENTIFIER_COLUMNS = {
  account_id: 'uuid',
  kind: 'text',
  value: 'text',
  identity: 'text',
  valid_from: 'timestamptz',
};

/** Opens and changes trade accounts, tells the other services of every change and writes it into the account's activity log. */
@Injectable()
export class TradeAccounts {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly config: AccountConfig,
  ) {}

  /** @throws Problem `not-valid` for an identifier or a standing of the wrong form, `state-conflict` for one that another active account has */
  async bringTo(wanted: WantedAccount): Promise<{ opened: boolean; account: AccountView }> {
    const identifiers = identifiersOf(wanted);
    const ordered = trustedOf(wanted);
    const opened = await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      // Orders are rare; one at a time, so that two accounts cannot both find an identifier free.
      await manager.query('LOCK TABLE account_identifier IN SHARE ROW EXCLUSIVE MODE');
      const fresh = await manager.query(
        `INSERT INTO account (id, name, kinds, ports, active, version, opened_at, changed_at) VALUES ($1, '', '{}', '{}', true, 1, $2, $2)
         ON CONFLICT DO NOTHING RETURNING id`,
        [wanted.id, now],
      );
      if (fresh.length === 0 && wanted.onlyIfNew) {
        await this.openWith(unit, wanted);
        return false;
      }
      const held = await heldAccount(manager, wanted.id);
      refuseLeft(held.account);
      const before = canonicalJson(stateOf(held));
      const trusted = held.account.standingRevision === 0 ? ordered : besideCenters(ordered, held.account.trusted);
      await this.refuseTakenByOthers(manager, wanted, identifiers);
      Object.assign(held.account, {
        name: wanted.name,
        kinds: [...wanted.kinds].sort(),
        ports: [...wanted.ports].sort(),
        trusted,
        active: wanted.active,
        ...(await credentialsOf(wanted, held.account, passwordEnd(this.config, now))),
      });
      const { ended, begun } = identifierChanges(held.identifiers, wanted.active ? identifiers : []);
      const key = await this.keyWanted(manager, wanted, now);
      const kept = held.identifiers.filter((i) => !ended.includes(i));
      const isNew = fresh.length > 0;
      const after: Held = {
        account: held.account,
        identifiers: [...kept, ...(begun as IdentifierEntity[])],
        keys: key ? [...held.keys, key] : held.keys,
        roles: held.roles,
      };
      const changesNumbers = ended.length + begun.length > 0;
      if (!isNew && !changesNumbers && canonicalJson(stateOf(after)) === before) return false;

      if (ended.length > 0)
        await manager.update(IdentifierEntity, { id: In(ended.map((i) => i.id)) }, { validTo: now });
      await insertRows(
        manager,
        'account_identifier',
        IDENTIFIER_COLUMNS,
        begun.map((i) => ({ account_id: wanted.id, ...i, valid_from: now.toISOString() })),
      );
      if (key) await manager.insert(ApiKeyEntity, key);
      await tellChange(
        unit,
        after,
        {
          kind: isNew ? 'account opened' : 'account changed',
          summary: summaryOf(isNew, ended, begun, key),
        },
        isNew,
      );
      await this.openWith(unit, wanted);
      return isNew;
    });
    return { opened, account: await this.read(wanted.id) };
  }

  /** Gives an account that never had people its first ones. @throws Problem `not-valid` for a role that there is not in such an account */
  private async openWith(unit: UnitOfWork, { id, people }: WantedAccount): Promise<void> {
    if (people.length === 0 || (await unit.manager.existsBy(PersonRoleEntity, { accountId: id }))) return;
    const held = await heldAccount(unit.manager, id);
    const side = sideOf(held.account.kinds);
    const from = unit.now.toISOString();
    const faults = people.flatMap((person, at) =>
      roleFaults({ ...person, ports: [], from, to: null }, side, { owner: true }).map((fault) => ({
        ...fault,
        at: `/people/${at}${fault.at}`,
      })),
    );
    if (faults.length > 0) throw new Problem('not-valid', 'Some roles cannot be given so.', faults);
    const roles: HeldRole[] = [];
    const keys: ApiKeyEntity[] = [];
    for (const { name, email, role, leaves, center, apiKey } of people) {
      const person = await openPerson(unit, name, email);
      const given = await insertRole(unit, {
        accountId: id,
        personId: person.id,
        role: role as HeldRole['role'],
        leaves: asLeaves(leaves),
        ports: [],
        center,
        validFrom: unit.now,
        validTo: null,
        givenBy: 'operations',
        why: 'With the account',
      });
      roles.push({ ...given, name: person.name, email: person.email });
      if (apiKey === null) continue;
      const key = {
        ...NO_LIMITS,
        id: randomUUID(),
        accountId: id,
        hash: hashApiKey(apiKey),
        person: person.name,
        personId: person.id,
        createdAt: unit.now,
        revokedAt: null,
      };
      await unit.manager.insert(ApiKeyEntity, key);
      keys.push(key);
    }
    await tellChange(
      unit,
      { ...held, roles: [...held.roles, ...roles], keys: [...held.keys, ...keys] },
      {
        kind: 'role given',
        summary: `operations opened it with ${roles.map((r) => `${r.name} as ${r.role}`).join(', ')}`,
      },
    );
  }

  /** @throws Problem `not-valid` without a person where the account gives orders */
  issueKey(accountId: string, named: string | null, personId: string | null = null): Promise<NewKey> {
    return this.transactions.run((unit) => this.issueKeyIn(unit, accountId, named, personId));
  }

  /** The same in a transaction that does more. */
  async issueKeyIn(
    unit: UnitOfWork,
    accountId: string,
    named: string | null,
    personId: string | null,
  ): Promise<NewKey> {
    const held = await heldAccount(unit.manager, accountId);
    const role = held.roles.find((r) => r.personId === personId);
    if (personId !== null && !role)
      throw new Problem('not-valid', 'The key cannot be issued so.', [
        { at: '/personId', text: 'has no role in this account: give one first' },
      ]);
    const person = role?.name ?? named;
    refuseNameless(held.account.kinds, person, '/person');
    const apiKey = newApiKey();
    const key = {
      ...NO_LIMITS,
      id: randomUUID(),
      accountId,
      hash: hashApiKey(apiKey),
      person,
      personId,
      createdAt: unit.now,
      revokedAt: null,
    };
    await unit.manager.insert(ApiKeyEntity, key);
    await tellChange(
      unit,
      { ...held, keys: [...held.keys, key] },
      { kind: 'key issued', summary: `${nameOfKey(key)} was issued` },
    );
    return { keyId: key.id, apiKey, person };
  }

  /** Takes a key out of force; one that is already out of force stays so. */
  async revokeKey(accountId: string, keyId: string): Promise<AccountView> {
    await this.transactions.run(async (unit) => {
      const held = await heldAccount(unit.manager, accountId);
      const key = held.keys.find(({ id }) => id === keyId);
      if (!key) {
        if (await unit.manager.existsBy(ApiKeyEntity, { id: keyId, accountId })) return;
        throw new Problem('not-found', `Account ${accountId} has no key ${keyId}.`);
      }
      await unit.manager.update(ApiKeyEntity, { id: keyId }, { revokedAt: unit.now });
      await tellChange(
        unit,
        { ...held, keys: held.keys.filter(({ id }) => id !== keyId) },
        { kind: 'key revoked', summary: `${nameOfKey(key)} was revoked` },
      );
    });
    return this.read(accountId);
  }

  /** Opens an account with its numbers and its owner. @throws Problem `state-conflict` where another active account has a number */
  async openFor(
    unit: UnitOfWork,
    id: string,
    name: string,
    numbers: readonly NewNumber[],
    owner: { readonly name: string; readonly email: string; readonly by: string; readonly why: string },
  ): Promise<void> {
    const { manager, now } = unit;
    await manager.query('LOCK TABLE account_identifier IN SHARE ROW EXCLUSIVE MODE');
    const identifiers = numbers.map(({ kind, value, subAccounts }) => ({
      ...identifierOf(kind as IdentifierKind, value)!,
      roles: [...subAccounts],
    }));
    await this.refuseTaken(manager, id, identifiers);
    await manager.query(
      `INSERT INTO account (id, name, kinds, ports, active, version, opened_at, changed_at) VALUES ($1, $2, $3, '{}', true, 1, $4, $4)`,
      [id, name, kindsOfNumbers(identifiers.map(({ kind }) => kind)), now],
    );
    await manager.insert(
      IdentifierEntity,
      identifiers.map((i) => ({ ...i, accountId: id, validFrom: now, validTo: null })),
    );
    const person = await openPerson(unit, owner.name, owner.email);
    await insertOwner(unit, id, person.id, owner.by, owner.why);
    const words = identifiers.map(({ kind, value }) => `${kind} ${value}`).join(', ');
    await tellChange(
      unit,
      await heldAccount(manager, id),
      {
        kind: 'account opened',
        summary: `${owner.by} approved the application of ${person.name}, who owns it, with ${words}: ${owner.why}`,
        channel: 'account',
      },
      true,
    );
  }

  /** Publishes every account as it stands, with the version it has. */
  async announceAll(): Promise<number> {
    let announced = 0;
    let after: string | null = null;
    do {
      after = await this.transactions.run(async (unit): Promise<string | null> => {
        const ids: { id: string }[] = await unit.manager.query(
          'SELECT id FROM account WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2',
          [after, ANNOUNCED_AT_ONCE],
        );
        const held = await heldAccounts(
          unit.manager,
          ids.map(({ id }) => id),
        );
        for (const one of held)
          unit.publish(AccountChanged, accountSubject(one.account.id), stateOf(one), {
            correlationId: currentCorrelation() ?? randomUUID(),
          });
        announced += ids.length;
        return ids.at(-1)?.id ?? null;
      });
    } while (after !== null);
    return announced;
  }

  async read(accountId: string): Promise<AccountView> {
    const account = await this.source.manager.findOneBy(TradeAccountEntity, { id: accountId });
    if (!account) throw new Problem('not-found', `There is no account ${accountId}.`);
    return (await this.views([account]))[0]!;
  }

  /** By id, those that are there. */
  async readAll(ids: readonly string[]): Promise<AccountView[]> {
    return this.views(
      await this.source.manager.find(TradeAccountEntity, { where: { id: In([...ids]) }, order: { id: 'ASC' } }),
    );
  }

  /** Accounts by id, those behind `after`. */
  async list(after: string | null, limit: number): Promise<AccountView[]> {
    const query = this.source.manager
      .createQueryBuilder(TradeAccountEntity, 'account')
      .orderBy('account.id')
      .limit(limit);
    return this.views(await (after ? query.where('account.id > :after', { after }) : query).getMany());
  }

  private async views(accounts: TradeAccountEntity[]): Promise<AccountView[]> {
    const accountId = In(accounts.map((a) => a.id));
    const [identifiers, keys] = await Promise.all([
      this.source.manager.find(IdentifierEntity, { where: { accountId }, order: { id: 'ASC' } }),
      this.source.manager.find(ApiKeyEntity, { where: { accountId }, order: { createdAt: 'ASC' } }),
    ]);
    return accounts.map((account) => {
      const own = identifiers.filter((i) => i.accountId === account.id);
      const {
        apiKeyHashes: _hashes,
        keyPersons: _persons,
        keyTerms: _terms,
        people: _people,
        mergedInto: _merged,
        abi,
        accountId: id,
        ...state
      } = stateOf({ account, identifiers: own.filter((i) => !i.validTo), keys: [], roles: [] });
      return {
        id,
        ...state,
        left: account.leftAs && { as: account.leftAs, why: account.leftWhy, mergedInto: account.mergedInto },
        trusted: account.trusted,
        abi: abi && { site: abi.site, id: abi.id },
        keys: keys
          .filter((k) => k.accountId === id)
          .map((k) => ({ id: k.id, person: k.person, createdAt: k.createdAt, revokedAt: k.revokedAt })),
        identifiers: own.map((i) => ({
          kind: i.kind,
          value: i.value,
          subAccounts: rolesOf(i.kind, i.roles),
          from: i.validFrom,
          to: i.validTo,
        })),
        openedAt: account.openedAt,
        changedAt: account.changedAt,
      };
    });
  }

  private async refuseTakenByOthers(
    manager: EntityManager,
    wanted: WantedAccount,
    identifiers: readonly Identifier[],
  ): Promise<void> {
    if (!wanted.active) return;
    await this.refuseTaken(manager, wanted.id, identifiers, wanted.abi);
  }

  private async refuseTaken(
    manager: EntityManager,
    accountId: string,
    identifiers: readonly Identifier[],
    abi: WantedAccount['abi'] = null,
  ): Promise<void> {
    const taken: { kind: string; value: string }[] = await manager.query(
      `SELECT i.kind, i.value FROM account_identifier i JOIN unnest($2::text[], $3::text[]) AS w(kind, identity) ON w.kind = i.kind AND w.identity = i.identity
       WHERE i.valid_to IS NULL AND i.account_id <> $1`,
      [accountId, identifiers.map((i) => i.kind), identifiers.map((i) => i.identity)],
    );
    const errors: FieldError[] = taken.map(({ kind, value }) => ({
      at: `/${IDENTIFIER_KINDS.find((k) => k.kind === kind)?.field}`,
      text: `${kind} ${value} belongs to another active account; end it there first`,
    }));
    if (abi) {
      const [clash] = await manager.query(
        'SELECT 1 FROM account WHERE active AND abi_site = $1 AND abi_id = $2 AND id <> $3',
        [abi.site, abi.id, accountId],
      );
      if (clash)
        errors.push({
          at: '/abi',
          text: `site ${abi.site} and id ${abi.id} belong to another active account`,
        });
    }
    if (errors.length > 0)
      throw new Problem('state-conflict', 'An identifier may be in only one active account.', errors);
  }

  /** The key to add, or null when none is asked for or the account has it. */
  private async keyWanted(manager: EntityManager, wanted: WantedAccount, now: Date): Promise<ApiKeyEntity | null> {
    if (!wanted.apiKey) return null;
    const hash = hashApiKey(wanted.apiKey);
    const known = await manager.findOneBy(ApiKeyEntity, { hash });
    if (known && (known.accountId !== wanted.id || known.revokedAt)) {
      throw new Problem('state-conflict', 'This API key was used before: take another.', [
        { at: '/apiKey', text: 'is revoked or belongs to another account' },
      ]);
    }
    if (!known) {
      refuseNameless(wanted.kinds, wanted.apiKeyPerson, '/apiKeyPerson');
      return {
        ...NO_LIMITS,
        id: randomUUID(),
        accountId: wanted.id,
        hash,
        person: wanted.apiKeyPerson,
        createdAt: now,
        revokedAt: null,
      };
    }
    if (wanted.apiKeyPerson !== null && wanted.apiKeyPerson !== known.person) {
      const text = `was issued to ${known.person ?? 'nobody by name'}; another person has another key`;
      throw new Problem('state-conflict', 'A key stays with whom it was issued to.', [{ at: '/apiKeyPerson', text }]);
    }
    return null;
  }
}

/** A key as operators issue it. */
const NO_LIMITS = {
  label: null,
  personId: null,
  leaves: null,
  validUntil: null,
  addresses: [],
  issuedBy: 'operations',
};

/** What was decided of an account is not undone by ordering its particulars again. */
const refuseLeft = ({ id, leftAs, mergedInto }: TradeAccountEntity): void => {
  if (leftAs === null) return;
  throw new Problem(
    'state-conflict',
    leftAs === 'merged'
      ? `Account ${id} was merged into account ${mergedInto}: change that one.`
      : `Account ${id} is ${leftAs}: reactivate it first.`,
  );
};

const identifiersOf = (wanted: WantedAccount): Identifier[] => {
  const errors: FieldError[] = [];
  const identifiers = IDENTIFIER_KINDS.flatMap(({ kind, field, form }) =>
    wanted[field].flatMap((text, index) => {
      const identifier = identifierOf(kind, text);
      if (!identifier)
        errors.push({ at: `/${field}/${index}`, text: `'${text}' is not a ${kind}: ${form.replaceAll('`', '')}` });
      return identifier ?? [];
    }),
  );
  if (errors.length > 0) throw new Problem('not-valid', 'Some identifiers have not the form of their kind.', errors);
  return identifiers;
};

/** In the order of program and day, so that the same standings in another order change nothing. */
const trustedOf = ({ trusted }: WantedAccount): TrustedStanding[] => {
  const errors = standingFaults(trusted).map(({ at, text }) => ({ at: `/trusted${at}`, text }));
  if (errors.length > 0)
    throw new Problem('not-valid', 'Some standings in trusted trader programs are not right.', errors);
  return byProgramAndDay(trusted);
};

/** @throws Problem `not-valid` for a standing that the account's Center decides */
const besideCenters = (wanted: readonly TrustedStanding[], kept: readonly TrustedStanding[]): TrustedStanding[] => {
  const { standings, faults } = orderedByHand(wanted, kept);
  const errors = faults.map(({ at, text }) => ({ at: `/trusted${at}`, text }));
  if (errors.length > 0)
    throw new Problem('not-valid', 'Some standings in trusted trader programs are not ordered by hand.', errors);
  return standings;
};

/** The same password keeps its hash, so that an order given twice changes nothing. */
const credentialsOf = async (
  { abi }: WantedAccount,
  account: TradeAccountEntity,
  until: Date | null,
): Promise<
  Pick<TradeAccountEntity, 'abiSite' | 'abiId' | 'abiPasswordHash' | 'abiPasswordUntil' | 'abiPasswordWarned'>
> => {
  if (!abi)
    return {
      ...{ abiSite: null, abiId: null, abiPasswordHash: null },
      ...{ abiPasswordUntil: null, abiPasswordWarned: null },
    };
  const known = account.abiPasswordHash !== null && (await verifyPassword(abi.password, account.abiPasswordHash));
  return {
    abiSite: abi.site,
    abiId: abi.id,
    abiPasswordHash: known ? account.abiPasswordHash : await hashPassword(abi.password),
    abiPasswordUntil: known ? account.abiPasswordUntil : until,
    abiPasswordWarned: known ? account.abiPasswordWarned : null,
  };
};

const refuseNameless = (kinds: readonly string[], person: string | null, at: string): void => {
  const kind = GIVE_ORDERS.find((k) => kinds.includes(k));
  if (person !== null || kind === undefined) return;
  const remedy = 'Name the person it is for. Each person has a key of the own, so that an order names who gave it.';
  throw new Problem('not-valid', `A key of an account of the kind ${kind} is issued to a person.`, [
    { at, text: 'is missing', remedy },
  ]);
};

const nameOfKey = ({ id, person }: Pick<ApiKeyEntity, 'id' | 'person'>): string =>
  `API key ${id}${person === null ? '' : ` of ${person}`}`;

const summaryOf = (
  isNew: boolean,
  ended: readonly Identifier[],
  begun: readonly Identifier[],
  key: ApiKeyEntity | null,
): string => {
  const parts = [
    ...(isNew ? ['The account was opened'] : []),
    ...begun.map((i) => `${i.kind} ${i.value} began`),
    ...ended.map((i) => `${i.kind} ${i.value} ended`),
    ...(key ? [`${nameOfKey(key)} was added`] : []),
  ];
  return parts.join('; ') || 'Particulars of the account were changed';
};
