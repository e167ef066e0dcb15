import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class ConversationCases1765200910000 implements NotedMigration {
  readonly name = 'ConversationCases1765200910000';
  readonly note: MigrationNote = {
    expands: 'whose cases of enforcement are and which offices they concern, for conversations about them',
    meanwhile: 'the release before has neither cases nor conversations',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conversation_case (
        reference text PRIMARY KEY,
        version int NOT NULL,
        account_id uuid,
        -- Before its parties were told of it nobody of the trade may learn that there is one.
        told boolean NOT NULL,
        port text NOT NULL,
        center_id text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE conversation_case');
  }
}
