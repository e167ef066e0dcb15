import { MigrationInterface, QueryRunner } from 'typeorm';

/** Port directors and headquarters have accounts; accounts have their standing in trusted trader programs. */
export class OfficersAndTrustedStanding1763800900000 implements MigrationInterface {
  readonly name = 'OfficersAndTrustedStanding1763800900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account
        DROP CONSTRAINT account_kinds_check,
        ADD CONSTRAINT account_kinds_check
          CHECK (kinds <@ ARRAY['broker', 'importer', 'carrier', 'officer', 'port director', 'headquarters', 'operator']),
        ADD COLUMN trusted jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(trusted) = 'array')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account
        DROP COLUMN trusted,
        DROP CONSTRAINT account_kinds_check,
        ADD CONSTRAINT account_kinds_check CHECK (kinds <@ ARRAY['broker', 'importer', 'carrier', 'officer', 'operator'])`);
  }
}
