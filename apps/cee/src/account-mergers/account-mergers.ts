import type { EntityManager } from 'typeorm';

/** An account, and the one into which it was merged. */
export interface Merger {
  readonly from: string;
  readonly to: string;
}

/**
 * Every column of this service that names an account of the trade, and what becomes of it when that account is merged into another one: `moves` goes on with that one; the rest
 * says who sees to it, or why it stays.
 */
export const ACCOUNT_COLUMNS: readonly {
  readonly table: string;
  readonly column: string;
  readonly merger: 'moves' | { readonly stays: string };
  /** Column that keeps whose it was: of its own an account has one open. */
  readonly was?: string;
}[] = [
  { table: 'account_question', column: 'account_id', merger: 'moves', was: 'asked_of' },
  { table: 'assignment_appeal', column: 'account_id', merger: 'moves', was: 'filed_as' },
  { table: 'assignment_proposal', column: 'account_id', merger: 'moves' },
  { table: 'case_allegation', column: 'account_id', merger: 'moves' },
  { table: 'center_notice', column: 'filer_account_id', merger: 'moves' },
  { table: 'center_notice', column: 'importer_account_id', merger: 'moves' },
  { table: 'departure', column: 'account_id', merger: 'moves' },
  { table: 'drawback_claim', column: 'account_id', merger: 'moves' },
  { table: 'earlier_answer', column: 'account_id', merger: 'moves' },
  { table: 'hub_question', column: 'account_id', merger: 'moves' },
  { table: 'import_projection', column: 'account_id', merger: 'moves' },
  { table: 'pattern_change', column: 'account_id', merger: 'moves' },
  { table: 'penalty_input', column: 'account_id', merger: 'moves' },
  { table: 'protest', column: 'account_id', merger: 'moves' },
  { table: 'publication', column: 'about_account', merger: 'moves' },
  { table: 'ruling', column: 'holder_account', merger: 'moves' },
  { table: 'ruling_comment', column: 'account_id', merger: 'moves' },
  { table: 'work_item', column: 'account_id', merger: 'moves' },
  { table: 'center_notice_answer', column: 'account_id', merger: { stays: 'says as which account it was answered' } },
  { table: 'named_document', column: 'account_id', merger: { stays: 'says as which account it was named' } },
  { table: 'account_question', column: 'asked_of', merger: { stays: 'says whose it was' } },
  { table: 'assignment_appeal', column: 'filed_as', merger: { stays: 'says whose it was' } },
  { table: 'api_key', column: 'account_id', merger: { stays: 'keys of a merged account open nothing' } },
  { table: 'importer_account', column: 'account_id', merger: { stays: 'follows whose the numbers are' } },
  { table: 'account_standing', column: 'account_id', merger: { stays: 'is told anew of both' } },
  { table: 'trusted_participation', column: 'account_id', merger: { stays: 'moveParticipations' } },
  { table: 'trusted_appeal', column: 'account_id', merger: { stays: 'moveParticipations' } },
  { table: 'trusted_request', column: 'account_id', merger: { stays: 'moveParticipations' } },
  { table: 'trusted_selection', column: 'account_id', merger: { stays: 'moveParticipations' } },
  { table: 'trusted_contact', column: 'account_id', merger: { stays: 'moveParticipations' } },
  { table: 'agency_pilot_account', column: 'account_id', merger: { stays: 'moveParticipations' } },
  { table: 'trusted_update', column: 'account_id', merger: { stays: 'says what an account was sent in a month' } },
];

/** What accounts that were merged have here goes on with the account into which they were. */
export const followMergers = async (manager: EntityManager, mergers: readonly Merger[]): Promise<void> => {
  if (mergers.length === 0) return;
  const values = [mergers.map(({ from }) => from), mergers.map(({ to }) => to)];
  for (const { table, column, merger, was } of ACCOUNT_COLUMNS)
    if (merger === 'moves')
      await manager.query(
        `UPDATE ${table} t SET ${column} = m.next${was ? `, ${was} = coalesce(t.${was}, m.id)` : ''} FROM unnest($1::uuid[], $2::uuid[]) AS m (id, next) WHERE t.${column} = m.id`,
        values,
      );
};

/** Importer numbers that accounts have, as it is known. */
export const numbersOf = async (manager: EntityManager, accounts: readonly string[]): Promise<string[]> =>
  (
    await manager.query('SELECT importer_identity AS number FROM importer_account WHERE account_id = ANY($1::uuid[])', [
      accounts,
    ])
  ).map(({ number }: { number: string }) => number);

/** Numbers that another account has now take their requests and notices along: who imports under a number answers for it. */
export const noticesFollowNumbers = async (manager: EntityManager, identities: readonly string[]): Promise<void> => {
  if (identities.length === 0) return;
  await manager.query(
    `UPDATE center_notice n SET importer_account_id = h.account_id
       FROM (SELECT importer_identity, min(account_id::text)::uuid AS account_id FROM importer_account
              WHERE importer_identity = ANY($1) GROUP BY importer_identity HAVING count(*) = 1) h
       JOIN work_item w ON w.importer_identity = h.importer_identity
      WHERE w.id = n.item_id AND n.importer_account_id <> h.account_id`,
    [identities],
  );
};
