import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Suggestions of accounts, and what CBP decided on them. */
export class Suggestions1764800501000 implements NotedMigration {
  readonly name = 'Suggestions1764800501000';
  readonly note: MigrationNote = {
    expands: 'suggestions of accounts, to whom they are assigned and how they were decided',
    meanwhile: 'the release before takes no suggestions',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE suggestion_number;
      CREATE TABLE suggestion (
        id uuid PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        number text NOT NULL UNIQUE,
        account_id uuid NOT NULL REFERENCES account,
        filed_by text NOT NULL,
        filed_at timestamptz NOT NULL,
        title text NOT NULL,
        text text NOT NULL,
        -- A capability or a module.
        about text NOT NULL,
        state text NOT NULL CHECK (state IN ('filed', 'assigned', 'deferred', 'accepted', 'declined', 'merged')),
        assigned_to text,
        assigned_at timestamptz,
        assigned_by text,
        decided_by text,
        decided_at timestamptz,
        reason text,
        merged_with uuid REFERENCES suggestion,
        CHECK ((state = 'merged') = (merged_with IS NOT NULL)),
        CHECK (state NOT IN ('accepted', 'declined', 'merged', 'deferred') OR num_nulls(decided_by, decided_at, reason) = 0)
      );
      CREATE INDEX suggestion_of_account ON suggestion (account_id, place);
      CREATE INDEX suggestion_by_state ON suggestion (state, place);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE suggestion; DROP SEQUENCE suggestion_number');
  }
}
