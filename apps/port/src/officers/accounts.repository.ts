import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AccountChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { hashApiKey, Problem } from '#service';
import type { KnownAccount } from './officer';

/** The port service's own copy of the accounts. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly source: DataSource) {}

  /** An older version never replaces a newer one; the same one again brings what an earlier release did not keep. */
  async store(unit: UnitOfWork, accounts: readonly AccountChanged[]): Promise<void> {
    const rows = accounts.map(({ apiKeyHashes: _keys, keyPersons: _persons, abi: _abi, ...account }) => ({
      id: account.accountId,
      version: account.version,
      active: account.active,
      data: account,
      changed_at: unit.now.toISOString(),
    }));
    const written = await insertRows(
      unit.manager,
      'account',
      { id: 'uuid', version: 'int', active: 'boolean', data: 'jsonb', changed_at: 'timestamptz' },
      rows,
      `ON CONFLICT (id) DO UPDATE SET version = excluded.version, active = excluded.active, data = excluded.data, changed_at = excluded.changed_at
        WHERE account.version <= excluded.version RETURNING id`,
    );
    const changed = new Set(written.map(({ id }) => id as string));
    await unit.manager.query('DELETE FROM api_key WHERE account_id = ANY($1)', [[...changed]]);
    const keys = accounts
      .filter(({ accountId }) => changed.has(accountId))
      .flatMap(({ accountId, apiKeyHashes, keyPersons = [] }) =>
        apiKeyHashes.map((hash) => ({
          hash,
          account_id: accountId,
          person: keyPersons.find((key) => key.hash === hash)?.person ?? null,
        })),
      );
    await insertRows(
      unit.manager,
      'api_key',
      { hash: 'text', account_id: 'uuid', person: 'text' },
      keys,
      'ON CONFLICT (hash) DO NOTHING',
    );
  }

  /** @throws Problem `unavailable` while the database is away */
  async ofKey(key: string): Promise<{ account: KnownAccount; person: string | null } | null> {
    if (!this.source.isInitialized)
      throw new Problem('unavailable', 'The port service cannot reach its database.', [], 5);
    const [row] = await this.source.query(
      'SELECT a.data AS account, k.person FROM api_key k JOIN account a ON a.id = k.account_id WHERE k.hash = $1 AND a.active',
      [hashApiKey(key)],
    );
    return row ?? null;
  }

  async byId(accountId: string): Promise<KnownAccount | null> {
    const [row] = await this.source.query('SELECT data FROM account WHERE id = $1', [accountId]);
    return (row?.data as KnownAccount | undefined) ?? null;
  }

  /** Active accounts that hold one of these identifiers. */
  async holding(field: 'importerNumbers' | 'scacs' | 'filerCodes', values: readonly string[]): Promise<KnownAccount[]> {
    const rows: { data: KnownAccount }[] = await this.source.query(
      `SELECT data FROM account WHERE active AND data -> $1 ?| $2 ORDER BY id`,
      [field, values],
    );
    return rows.map(({ data }) => data);
  }
}
