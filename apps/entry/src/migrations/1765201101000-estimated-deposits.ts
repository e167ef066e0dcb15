import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Released goods whose entry summary, with which estimated duties are deposited, is awaited or missing. */
export class EstimatedDeposits1765201101000 implements NotedMigration {
  readonly name = 'EstimatedDeposits1765201101000';
  readonly note: MigrationNote = {
    expands:
      'estimated_deposit, of entries released from two weeks before the upgrade on; deposit_watch, one row; an index of releases by their instant',
    meanwhile: 'a build before looks for none; what it releases is found later all the same',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE estimated_deposit (
        entry_key text PRIMARY KEY,
        account_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('awaited', 'missing', 'filed', 'not due')),
        due date NOT NULL,
        -- The first day on which it is known whether the time was kept.
        known_on date NOT NULL
      );
      CREATE INDEX estimated_deposit_open ON estimated_deposit (state, entry_key) WHERE state IN ('awaited', 'missing');

      -- Up to which release it was looked; one row.
      CREATE TABLE deposit_watch (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        released_at timestamptz NOT NULL,
        entry_key text NOT NULL
      );
      INSERT INTO deposit_watch (released_at, entry_key) VALUES (now() - interval '14 days', '');
      CREATE INDEX cargo_release_released ON cargo_release (released_at, entry_key) WHERE released_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX cargo_release_released; DROP TABLE deposit_watch; DROP TABLE estimated_deposit');
  }
}
