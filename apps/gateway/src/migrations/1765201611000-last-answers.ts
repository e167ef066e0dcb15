import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What owners answered last, for when they are away. */
export class LastAnswers1765201611000 implements NotedMigration {
  readonly name = 'LastAnswers1765201611000';
  readonly note: MigrationNote = {
    expands: 'the last answers of the owners of data to questions of partners',
    meanwhile: 'the release before takes no questions',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE last_answer (
        about text PRIMARY KEY,
        data jsonb NOT NULL,
        as_of timestamptz NOT NULL
      );
      CREATE INDEX last_answer_by_age ON last_answer (as_of);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE last_answer');
  }
}
