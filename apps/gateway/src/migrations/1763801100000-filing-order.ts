import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Filings have an order that no clock decides. The default is set after the column was made, so that no row is written again; filings
 * from before have no position.
 */
export class FilingOrder1763801100000 implements MigrationInterface {
  readonly name = 'FilingOrder1763801100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE filing_position;
      ALTER TABLE filing ADD COLUMN position bigint;
      ALTER TABLE filing ALTER COLUMN position SET DEFAULT nextval('filing_position');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE filing DROP COLUMN position; DROP SEQUENCE filing_position');
  }
}
