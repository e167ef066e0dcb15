import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** An account as other parts of the service find it in its tables, with what it holds now. @returns its id */
export const accountHolding = async (
  source: DataSource,
  ...identifiers: readonly (readonly [kind: string, identity: string])[]
): Promise<string> => {
  const id = randomUUID();
  await source.query(
    `INSERT INTO account (id, name, kinds, ports, trusted, active, version, opened_at, changed_at) VALUES ($1, 'One', '{importer}', '{}', '[]', true, 1, now(), now())`,
    [id],
  );
  for (const [kind, identity] of identifiers)
    await source.query(
      'INSERT INTO account_identifier (account_id, kind, value, identity, valid_from) VALUES ($1, $2, $3, $3, now())',
      [id, kind, identity],
    );
  return id;
};
