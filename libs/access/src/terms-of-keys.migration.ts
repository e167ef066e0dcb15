import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** A key may end, and may be worth less than its account: in every service that keeps accounts to let them in. */
export class TermsOfKeys1764700100000 implements NotedMigration {
  readonly name = 'TermsOfKeys1764700100000';
  readonly note: MigrationNote = {
    expands: 'keys of accounts have terms: whose they are, what for, from where, until when',
    meanwhile:
      'the release before writes keys without terms and lets a limited key do everything: give no limited keys until all replicas are new',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_key ADD COLUMN terms jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_key DROP COLUMN terms');
  }
}
