import { MigrationInterface, QueryRunner } from 'typeorm';

/** A key may be issued to a person; a decision on paper names who registered it. */
export class PersonsOfKeys1764500100000 implements MigrationInterface {
  readonly name = 'PersonsOfKeys1764500100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE api_key ADD COLUMN person text; ALTER TABLE manual_decision ADD COLUMN registered_by text',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE manual_decision DROP COLUMN registered_by; ALTER TABLE api_key DROP COLUMN person');
  }
}
