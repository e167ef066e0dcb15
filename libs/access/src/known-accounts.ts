import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  AccountChanged,
  AccountUsed,
  CeeAccountUsed,
  CeeInteractionRecorded,
  EnforcementAccountUsed,
  EnforcementInteractionRecorded,
  InteractionRecorded,
  PortAccountUsed,
  PortInteractionRecorded,
} from '#contracts';
import { parseImporterNumber } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { insertRows, isDatabaseUnavailable, storedShape, WhileAway } from '#persistence';
import { Problem, ServiceConfig } from '#service';
import { type KeyTerms, type KnownAccount, NO_TERMS } from './asking';
import { sessionsEndedBefore } from './sessions-ended';

/** An account and the terms of one of its keys. */
export interface KeyHolder {
  readonly account: KnownAccount;
  readonly terms: KeyTerms;
}

/** Accounts in which a person has a role, had one or will have one, by name; and since when the person's tokens, by one sign-in, are good. */
export interface PersonKnown {
  readonly accounts: readonly KnownAccount[];
  /** Seconds since 1970: tokens issued before open nothing. */
  readonly endedBefore: number;
}

/** Finds whose an API key is, and which accounts a person works in. */
export abstract class KeyHolders {
  /** @param hash of the key, by `hashApiKey`. Null when no active account has it. @throws Problem `unavailable` while that cannot be read */
  abstract ofKey(hash: string): KeyHolder | null | Promise<KeyHolder | null>;

  /**
   * @param emailDigest SHA-256 of the address in normal form
   * @param session the sign-in by which the person asks
   * @throws Problem `unavailable`
   */
  abstract ofPerson(emailDigest: string, session?: string | null): Promise<PersonKnown>;
}

/** How a service keeps accounts. */
export interface Keeping {
  /** Seconds for which a key that was found is trusted, so that replicas agree soon after a change; 0 to look each time. */
  readonly cacheSeconds: (config: ServiceConfig) => number;
  /** Whether it judges ABI passwords, and so keeps their digests. */
  readonly passwords: boolean;
  /** By which message it tells that CBP looked at a record of an account. */
  readonly tells:
    | typeof InteractionRecorded
    | typeof PortInteractionRecorded
    | typeof CeeInteractionRecorded
    | typeof EnforcementInteractionRecorded;
  /** By which message it tells that accounts and keys were used. */
  readonly tellsUse:
    | typeof AccountUsed
    | typeof PortAccountUsed
    | typeof CeeAccountUsed
    | typeof EnforcementAccountUsed;
  /** What else the service keeps of accounts, in the same transaction, before its copy of them changes. */
  readonly also?: (unit: UnitOfWork, accounts: readonly AccountChanged[]) => Promise<void>;
}
export const KEEPING = Symbol('how accounts are kept');

/** An account as its owner last told of it. */
export const storedAccount = storedShape<KnownAccount>({ name: 'account.data', version: 1 });

/** Numbers by which accounts are known. */
export interface Numbers {
  readonly scacs?: readonly string[];
  readonly filerCodes?: readonly string[];
  readonly importerNumbers?: readonly string[];
}

const CACHE_SIZE = 50_000;
/** So long a process goes on trusting what it knew while its database is away: nobody can tell it of a change meanwhile, and drivers still have to be told whether to go. */
const WITHOUT_DATABASE_MS = 900_000;

interface Known {
  readonly holder: KeyHolder;
  readonly until: number;
}

/** A service's own copy of the accounts, in its tables `account` and `api_key`. */
@Injectable()
export class KnownAccounts extends KeyHolders {
  private readonly cacheMs: number;
  private readonly known = new Map<string, Known>();
  /** Which of what is known is an account's. */
  private readonly hashes = new Map<string, Set<string>>();
  private readonly expected = new Map<string, number>();
  private readonly asked = new Map<string, Promise<KeyHolder | null>>();
  private readonly people = new Map<string, { readonly person: PersonKnown; readonly until: number }>();
  private peopleForgotten = 0;
  private readonly whileAway = new WhileAway(
    (error) => isDatabaseUnavailable(error) || (error instanceof Problem && error.kind === 'unavailable'),
  );

  constructor(
    private readonly source: DataSource,
    @Inject(KEEPING) private readonly keeping: Keeping,
    config: ServiceConfig,
  ) {
    super();
    this.cacheMs = keeping.cacheSeconds(config) * 1_000;
  }

  ofKey(hash: string): KeyHolder | null | Promise<KeyHolder | null> {
    const found = this.known.get(hash);
    if (found && found.until > performance.now()) return found.holder;
    let question = this.asked.get(hash);
    if (!question) {
      question = this.orAsKnown(
        () => this.read(hash),
        () => this.known.get(hash),
      )
        .then((known) => known && ('holder' in known ? known.holder : known))
        .finally(() => this.asked.delete(hash));
      this.asked.set(hash, question);
    }
    return question;
  }

  /** What is read, or while the database is away what was known and has not been changed since. */
  private orAsKnown<T, K extends { readonly until: number }>(
    read: () => Promise<T>,
    known: () => K | undefined,
  ): Promise<T | K> {
    const trusted = (): K | undefined => {
      const found = known();
      return found && found.until + WITHOUT_DATABASE_MS > performance.now() ? found : undefined;
    };
    return this.whileAway.orAsKnown(read, trusted);
  }

  async ofPerson(emailDigest: string, session: string | null = null): Promise<PersonKnown> {
    const who = `${emailDigest} ${session ?? ''}`;
    const found = this.people.get(who);
    if (found && found.until > performance.now()) return found.person;
    const known = await this.orAsKnown(
      () => this.readPerson(who, emailDigest, session),
      () => this.people.get(who),
    );
    return 'person' in known ? known.person : known;
  }

  private async readPerson(who: string, emailDigest: string, session: string | null): Promise<PersonKnown> {
    const forgotten = this.peopleForgotten;
    this.requireDatabase('Which accounts you work in');
    const rows: { data: unknown }[] = await this.source.query(
      `SELECT data FROM account WHERE data -> 'people' @> $1::jsonb ORDER BY data ->> 'name', id`,
      [JSON.stringify([{ emailDigest }])],
    );
    const person = {
      accounts: rows.map(({ data }) => storedAccount.read(data)),
      endedBefore: await sessionsEndedBefore(this.source.manager, emailDigest, session),
    };
    // What changed while it was read is not remembered.
    if (this.cacheMs > 0 && forgotten === this.peopleForgotten) {
      if (this.people.size >= CACHE_SIZE) this.people.clear();
      this.people.set(who, { person, until: performance.now() + this.cacheMs });
    }
    return person;
  }

  /** Of people, nothing that was known is trusted any more. */
  forgetPeople(): void {
    this.peopleForgotten += 1;
    this.people.clear();
  }

  async byId(accountId: string): Promise<KnownAccount | null> {
    const [row] = await this.source.query('SELECT data FROM account WHERE id = $1', [accountId]);
    return row ? storedAccount.read(row.data) : null;
  }

  /** Active accounts that hold one of these identifiers. */
  async holding(
    field: 'importerNumbers' | 'scacs' | 'filerCodes',
    values: readonly string[],
    manager: EntityManager = this.source.manager,
  ): Promise<KnownAccount[]> {
    const rows: { data: unknown }[] = await manager.query(
      'SELECT data FROM account WHERE active AND data -> $1 ?| $2 ORDER BY id',
      [field, values],
    );
    return rows.map(({ data }) => storedAccount.read(data));
  }

  /**
   * Ids of active accounts that hold one of these numbers.
   *
   * @param manager within a transaction its own: who waits there for a second connection may wait for itself
   */
  async idsOf(
    { scacs = [], filerCodes = [], importerNumbers = [] }: Numbers,
    manager: EntityManager = this.source.manager,
  ): Promise<string[]> {
    const ids = new Set<string>();
    for (const [field, values] of [
      ['scacs', scacs],
      ['filerCodes', filerCodes],
      ['importerNumbers', importerNumbers.flatMap(formsOf)],
    ] as const)
      if (values.length > 0) for (const { accountId } of await this.holding(field, values, manager)) ids.add(accountId);
    return [...ids];
  }

  /** An older version never replaces a newer one; the same one again brings what an earlier release did not keep. */
  async store(unit: UnitOfWork, accounts: readonly AccountChanged[]): Promise<void> {
    await this.keeping.also?.(unit, accounts);
    const written = await insertRows(
      unit.manager,
      'account',
      { id: 'uuid', version: 'int', active: 'boolean', data: 'jsonb', changed_at: 'timestamptz' },
      accounts.map((account) => ({
        id: account.accountId,
        version: account.version,
        active: account.active,
        data: storedAccount.write(this.keptOf(account)),
        changed_at: unit.now.toISOString(),
      })),
      `ON CONFLICT (id) DO UPDATE SET version = excluded.version, active = excluded.active, data = excluded.data, changed_at = excluded.changed_at
        WHERE account.version <= excluded.version RETURNING id`,
    );
    const changed = new Set(written.map(({ id }) => id as string));
    await unit.manager.query('DELETE FROM api_key WHERE account_id = ANY($1)', [[...changed]]);
    await insertRows(
      unit.manager,
      'api_key',
      { hash: 'text', account_id: 'uuid', person: 'text', terms: 'jsonb' },
      accounts.filter(({ accountId }) => changed.has(accountId)).flatMap(keyRows),
      'ON CONFLICT (hash) DO NOTHING',
    );
    // While the change is being written: nothing that was known of these accounts is trusted any more, and what is still read of an older version is not
    // remembered.
    for (const { accountId, version } of accounts) {
      this.expected.set(accountId, Math.max(version, this.expected.get(accountId) ?? 0));
      for (const hash of this.hashes.get(accountId) ?? []) this.known.delete(hash);
      this.hashes.delete(accountId);
    }
    this.forgetPeople();
  }

  private requireDatabase(what: string): void {
    if (!this.source.isInitialized)
      throw new Problem('unavailable', `${what} cannot be read at the moment: the database is away.`, [], 5);
  }

  private remember(hash: string, holder: KeyHolder): void {
    const { accountId } = holder.account;
    if (this.known.size >= CACHE_SIZE && !this.known.has(hash)) {
      const [oldest, { holder: gone }] = this.known.entries().next().value!;
      this.known.delete(oldest);
      const others = this.hashes.get(gone.account.accountId);
      others?.delete(oldest);
      if (others?.size === 0) this.hashes.delete(gone.account.accountId);
    }
    this.known.set(hash, { holder, until: performance.now() + this.cacheMs });
    this.hashes.set(accountId, (this.hashes.get(accountId) ?? new Set()).add(hash));
  }

  private keptOf({
    apiKeyHashes: _keys,
    keyPersons: _persons,
    keyTerms: _terms,
    ...account
  }: AccountChanged): KnownAccount {
    return this.keeping.passwords ? account : { ...account, abi: null };
  }

  private async read(hash: string): Promise<KeyHolder | null> {
    this.requireDatabase('Whose key this is');
    const [row] = await this.source.query(
      'SELECT a.data, a.version, k.person, k.terms FROM api_key k JOIN account a ON a.id = k.account_id WHERE k.hash = $1',
      [hash],
    );
    if (!row) {
      this.known.delete(hash);
      return null;
    }
    const holder = { account: storedAccount.read(row.data), terms: { ...NO_TERMS, ...row.terms, person: row.person } };
    // Keys nobody holds are not remembered: there is no end of them.
    if (this.cacheMs > 0 && row.version >= (this.expected.get(holder.account.accountId) ?? 0))
      this.remember(hash, holder);
    return holder;
  }
}

const keyRows = ({
  accountId,
  apiKeyHashes,
  keyPersons = [],
  keyTerms = [],
}: AccountChanged): Record<string, unknown>[] =>
  apiKeyHashes.map((hash) => {
    const { hash: _hash, ...terms } = keyTerms.find((key) => key.hash === hash) ?? { hash };
    return {
      hash,
      account_id: accountId,
      person: keyPersons.find((key) => key.hash === hash)?.person ?? null,
      terms: Object.keys(terms).length > 0 ? terms : null,
    };
  });

/** An importer's number as it was filed, as it is normally written, and as a firm without branches writes it. */
const formsOf = (number: string): string[] => {
  const parsed = parseImporterNumber(number);
  return [number, ...(parsed.ok ? [parsed.value.text, parsed.value.text.replace(/^(\d{2}-\d{7})00$/, '$1')] : [])];
};
