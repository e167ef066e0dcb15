import type { EntityManager } from 'typeorm';

/**
 * Every column of this service that names an account of the trade, and what becomes of it when that account is merged into another one: `moves` goes on with that one; the rest says why it
 * stays.
 */
export const ACCOUNT_COLUMNS: readonly {
  readonly table: string;
  readonly column: string;
  readonly merger: 'moves' | { readonly stays: string };
}[] = [
  { table: 'bond', column: 'account_id', merger: 'moves' },
  { table: 'cargo_release', column: 'account_id', merger: 'moves' },
  { table: 'drawback_claim', column: 'account_id', merger: 'moves' },
  { table: 'entry_summary', column: 'account_id', merger: 'moves' },
  { table: 'estimated_deposit', column: 'account_id', merger: 'moves' },
  { table: 'summary_deadline', column: 'account_id', merger: 'moves' },
  { table: 'account_on_file', column: 'account_id', merger: { stays: 'is of the account itself' } },
  { table: 'bond_version', column: 'account_id', merger: { stays: 'says as which account it was filed' } },
  { table: 'capability_admission', column: 'account_id', merger: { stays: 'account tells it anew' } },
  { table: 'cargo_release_event', column: 'by_account', merger: { stays: 'says as which account it was done' } },
  { table: 'drawback_claim_version', column: 'account_id', merger: { stays: 'says as which account it was filed' } },
  { table: 'entry_summary_version', column: 'account_id', merger: { stays: 'says as which account it was filed' } },
  { table: 'importer_on_file', column: 'account_id', merger: { stays: 'follows whose the numbers are' } },
  { table: 'surety_agent', column: 'account_id', merger: { stays: 'account tells it anew of both' } },
  { table: 'trusted_account', column: 'account_id', merger: { stays: 'cee tells it anew of both' } },
  { table: 'trusted_importer', column: 'account_id', merger: { stays: 'cee tells it anew of both' } },
];

/** What accounts that were merged have here goes on with the account into which they were. */
export const followMergers = async (
  manager: EntityManager,
  mergers: readonly { readonly from: string; readonly to: string }[],
): Promise<void> => {
  if (mergers.length === 0) return;
  for (const { table, column, merger } of ACCOUNT_COLUMNS)
    if (merger === 'moves')
      await manager.query(
        `UPDATE ${table} t SET ${column} = m.next FROM unnest($1::uuid[], $2::uuid[]) AS m (id, next) WHERE t.${column} = m.id`,
        [mergers.map(({ from }) => from), mergers.map(({ to }) => to)],
      );
};
