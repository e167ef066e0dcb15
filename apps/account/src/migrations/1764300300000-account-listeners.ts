import { MigrationInterface, QueryRunner } from 'typeorm';

/** Services that have been told of every account; with them those that have listened from the beginning. */
export class AccountListeners1764300300000 implements MigrationInterface {
  readonly name = 'AccountListeners1764300300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_listener (service text PRIMARY KEY);
      INSERT INTO account_listener VALUES ('gateway'), ('entry'), ('cee'), ('status');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE account_listener');
  }
}
