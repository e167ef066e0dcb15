import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How filers are set up for ABI, what they asked to have changed, and when ABI passwords end. */
export class FilerSetUps1765201600000 implements NotedMigration {
  readonly name = 'FilerSetUps1765201600000';
  readonly note: MigrationNote = {
    expands:
      'the set-ups of filers with their changes, and the end of ABI passwords; one that was set before has none until it is changed',
    meanwhile: 'the release before sets no end to a password that it changes, and knows no set-up',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account ADD COLUMN abi_password_until timestamptz, ADD COLUMN abi_password_warned integer;
      CREATE INDEX account_password_ends ON account (abi_password_until) WHERE active AND abi_password_until IS NOT NULL;
      CREATE TABLE filer_set_up (
        filer_code text PRIMARY KEY,
        revision integer NOT NULL,
        data jsonb NOT NULL,
        changed_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        -- The last day of a party or permit of which its account was told.
        warned_of date
      );
      CREATE TABLE filer_set_up_change (
        id uuid PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        account_id uuid NOT NULL REFERENCES account,
        filer_code text NOT NULL,
        -- Of the set-up that it was asked for; 0 where there was none.
        base_revision integer NOT NULL,
        wanted jsonb NOT NULL,
        why text NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('asked for', 'approved', 'refused', 'withdrawn')),
        decided_by text,
        decided_at timestamptz,
        reason text,
        CHECK ((state = 'asked for') = (decided_at IS NULL))
      );
      CREATE INDEX filer_set_up_change_of_account ON filer_set_up_change (account_id, place);
      CREATE INDEX filer_set_up_change_by_state ON filer_set_up_change (state, place);
      CREATE UNIQUE INDEX filer_set_up_change_open ON filer_set_up_change (filer_code) WHERE state = 'asked for';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE filer_set_up_change; DROP TABLE filer_set_up;
      ALTER TABLE account DROP COLUMN abi_password_until, DROP COLUMN abi_password_warned`);
  }
}
