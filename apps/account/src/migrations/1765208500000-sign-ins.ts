import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** People see where they are signed in, and end one of it. */
export class SignIns1765208500000 implements NotedMigration {
  readonly name = 'SignIns1765208500000';
  readonly note: MigrationNote = {
    expands: 'where people are signed in, by program and browser',
    meanwhile:
      'the release before signs people in without noting it here: such a sign-in is in no list, and ends by its age or with all others',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sign_in (
        id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
        grant_id text NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        program text NOT NULL,
        browser text NOT NULL,
        begun_at timestamptz,
        ends_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_person ON sign_in (person_id);
      CREATE INDEX sign_in_end ON sign_in (ends_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in');
  }
}
