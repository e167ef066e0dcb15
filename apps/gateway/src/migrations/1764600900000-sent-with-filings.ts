import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/**
 * What the answer to a filing needs of what was sent is kept with it; filings from before have none, and `answers/before-kept.ts` serves them.
 * `json`, not `jsonb`: it is read whole, costs less to write, and may hold any character. Answers to large transmissions are due until
 * they are written, in pieces that need not outlive a crash.
 */
export class SentWithFilings1764600900000 implements NotedMigration {
  readonly name = 'SentWithFilings1764600900000';
  readonly note: MigrationNote = {
    expands: 'what an answer repeats is kept with its filing; large answers are due until they are written',
    meanwhile:
      'a build of the release before writes filings without it, and answers its own; those it leaves are served as those from before',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE filing ADD COLUMN sent json;
      CREATE TABLE answer_due (
        transmission_id uuid PRIMARY KEY,
        from_module text,
        since timestamptz NOT NULL,
        next_try_at timestamptz NOT NULL
      );
      CREATE UNLOGGED TABLE answer_piece (
        transmission_id uuid NOT NULL,
        batch int NOT NULL,
        begins int NOT NULL,
        text text NOT NULL,
        PRIMARY KEY (transmission_id, batch, begins)
      );
      ALTER TABLE answer_piece ALTER COLUMN text SET STORAGE EXTERNAL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE answer_piece, answer_due; ALTER TABLE filing DROP COLUMN sent');
  }
}
