import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What partner agencies make of what is filed for them. */
export class AgencyReviews1765201400000 implements NotedMigration {
  readonly name = 'AgencyReviews1765201400000';
  readonly note: MigrationNote = {
    expands: 'reviews by partner agencies of a cargo release, and which agencies have not let it proceed',
    meanwhile:
      'a build before takes no data of agencies and cannot decide on an entry that waits for one: what concerns it is tried again until this build takes it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cargo_release ADD COLUMN agencies jsonb, ADD COLUMN agencies_open text,
        DROP CONSTRAINT cargo_release_state_check,
        ADD CONSTRAINT cargo_release_state_check CHECK (state IN ('awaiting bill', 'on file', 'hold', 'exam', 'documents required', 'agency review', 'admissible',
          'correction requested', 'cancellation requested', 'released', 'release suspended', 'cancelled'));
      COMMENT ON COLUMN cargo_release.agencies IS 'Reviews by partner agencies, one for each of their lines; null where nothing is filed for any';
      COMMENT ON COLUMN cargo_release.agencies_open IS 'Codes of the agencies that have not let all of it proceed, with a space between two';
      CREATE INDEX cargo_release_agencies_open ON cargo_release USING gin (string_to_array(agencies_open, ' ')) WHERE agencies_open IS NOT NULL;
      CREATE INDEX cargo_release_agencies ON cargo_release USING gin (agencies jsonb_path_ops) WHERE agencies IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE cargo_release SET state = 'on file' WHERE state = 'agency review';
      ALTER TABLE cargo_release DROP COLUMN agencies, DROP COLUMN agencies_open,
        DROP CONSTRAINT cargo_release_state_check,
        ADD CONSTRAINT cargo_release_state_check CHECK (state IN ('awaiting bill', 'on file', 'hold', 'exam', 'documents required', 'admissible',
          'correction requested', 'cancellation requested', 'released', 'release suspended', 'cancelled'))`);
  }
}
