import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { hashApiKey } from '#service';
import type { KnownAccount } from './officer';

/** Writes an account into a port service's database as if it had been heard of, with a key that was issued to a person or to nobody by name, and gives back its id. */
export const knownAccount = async (
  source: DataSource,
  key: string,
  more: Partial<KnownAccount>,
  person: string | null = null,
): Promise<string> => {
  const accountId = randomUUID();
  const account: KnownAccount = {
    accountId,
    version: 1,
    name: key,
    kinds: [],
    active: true,
    importerNumbers: [],
    filerCodes: [],
    scacs: [],
    ports: [],
    abi: null,
    ...more,
  };
  await source.query('INSERT INTO account (id, version, active, data, changed_at) VALUES ($1, 1, true, $2, now())', [
    accountId,
    JSON.stringify(account),
  ]);
  await source.query('INSERT INTO api_key (hash, account_id, person) VALUES ($1, $2, $3)', [
    hashApiKey(key),
    accountId,
    person,
  ]);
  return accountId;
};
