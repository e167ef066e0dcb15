import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** When accounts and keys were last used, and what becomes of accounts that nobody uses. */
export class AccountUse1764800600002 implements NotedMigration {
  readonly name = 'AccountUse1764800600002';
  readonly note: MigrationNote = {
    expands:
      'when accounts and keys were last used, who was warned of a deactivation, and who asks for an account back; accounts that are there count as used at this moment',
    meanwhile: 'the release before notes no use: of what happens at its replicas the last use is not known',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_use (
        account_id uuid PRIMARY KEY REFERENCES account,
        last_used_at timestamptz NOT NULL,
        warned_at timestamptz
      );
      COMMENT ON COLUMN account_use.warned_at IS 'That it will be deactivated; void when it is not after the last use';
      INSERT INTO account_use (account_id, last_used_at) SELECT id, now() FROM account;
      ALTER TABLE api_key ADD COLUMN last_used_at timestamptz;
      CREATE TABLE reactivation (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        state text NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'withdrawn')),
        person_id uuid NOT NULL REFERENCES person,
        why text NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by text,
        decided_why text,
        CHECK ((state = 'asked') = (decided_at IS NULL))
      );
      CREATE UNIQUE INDEX reactivation_once ON reactivation (account_id) WHERE state = 'asked';
      CREATE INDEX reactivation_order ON reactivation (asked_at, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE reactivation; ALTER TABLE api_key DROP COLUMN last_used_at; DROP TABLE account_use;',
    );
  }
}
