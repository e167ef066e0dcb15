import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What an account waits for is found by the account, however much the modules have to answer to others. */
export class UnansweredByAccount1765205400000 implements NotedMigration {
  readonly name = 'UnansweredByAccount1765205400000';
  readonly note: MigrationNote = {
    expands: 'what was not answered yet is found by account, the oldest first',
    meanwhile: 'the release before finds it by module, and walks what the others wait for',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX transmission_unanswered_of ON transmission (account_id, received_at, id) WHERE unanswered > 0;
      CREATE INDEX transmission_part_unanswered_of ON transmission_part (account_id, received_at, transmission_id) WHERE unanswered > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX transmission_part_unanswered_of; DROP INDEX transmission_unanswered_of');
  }
}
