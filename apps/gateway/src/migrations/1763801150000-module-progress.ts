import { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each module has come with its filings, over all replicas of the gateway; written once a second, not with the filings. */
export class ModuleProgress1763801150000 implements MigrationInterface {
  readonly name = 'ModuleProgress1763801150000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE module_progress (
        module text PRIMARY KEY CHECK (module IN ('manifest', 'entry')),
        -- Grows with every answer. It may count one twice: it says that the module works, not how much it did.
        answered bigint NOT NULL DEFAULT 0,
        -- The newest transmission of which something was answered: what is older and still open was overtaken.
        newest uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
      ) WITH (fillfactor = 50);
      INSERT INTO module_progress (module) VALUES ('manifest'), ('entry');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE module_progress');
  }
}
