import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Applications for an account, from anybody. */
export class Applications1764750000000 implements NotedMigration {
  readonly name = 'Applications1764750000000';
  readonly note: MigrationNote = {
    expands: 'applications for accounts, and what CBP decided on them',
    meanwhile: 'the release before takes no applications',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE application (
        id uuid PRIMARY KEY,
        token_hash text NOT NULL CHECK (token_hash ~ '^[0-9a-f]{64}$'),
        state text NOT NULL CHECK (state IN ('applied', 'approved', 'refused', 'withdrawn')),
        name text NOT NULL,
        numbers jsonb NOT NULL CHECK (jsonb_typeof(numbers) = 'array'),
        applicant_name text NOT NULL,
        applicant_email text NOT NULL,
        note text,
        applied_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by text,
        decided_why text,
        account_id uuid REFERENCES account,
        key_taken_at timestamptz,
        CHECK ((state = 'approved') = (account_id IS NOT NULL))
      );
      CREATE INDEX application_open ON application (applied_at, id) WHERE state = 'applied';
      CREATE INDEX application_in_order ON application (applied_at, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE application');
  }
}
