import type { EntityManager } from 'typeorm';
import { Problem } from '#service';

/** By what an account is known, and the column of a record that says the same. Roles in which it appears in a picture. */
export const ROLES = {
  importer: { kind: 'importer number', column: 'importer' },
  filer: { kind: 'filer code', column: 'filer_code' },
  carrier: { kind: 'SCAC', column: 'scac' },
} as const;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as Role[];

export const noAccount = (accountId: string): Problem => new Problem('not-found', `There is no account ${accountId}.`);

/** The identifiers that an account holds now, by role. A picture follows them wherever they go. @throws Problem `not-found` */
export const identifiersHeld = async (
  manager: EntityManager,
  accountId: string,
): Promise<Readonly<Record<Role, string[]>>> => {
  const rows: { kind: string | null; identity: string | null }[] = await manager.query(
    `SELECT i.kind, i.identity FROM account a LEFT JOIN account_identifier i ON i.account_id = a.id AND i.valid_to IS NULL
      WHERE a.id = $1 ORDER BY i.kind, i.identity`,
    [accountId],
  );
  if (rows.length === 0) throw noAccount(accountId);
  const of = (role: Role): string[] =>
    rows.flatMap(({ kind, identity }) => (kind === ROLES[role].kind && identity !== null ? [identity] : []));
  return { importer: of('importer'), filer: of('filer'), carrier: of('carrier') };
};
