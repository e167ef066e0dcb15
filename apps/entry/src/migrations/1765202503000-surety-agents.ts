import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Agents of sureties, as account told last. */
export class SuretyAgentsOnFile1765202503000 implements NotedMigration {
  readonly name = 'SuretyAgentsOnFile1765202503000';
  readonly note: MigrationNote = {
    expands: 'a copy of the agents of sureties',
    meanwhile: 'a build before takes bonds from the account of the surety alone',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE surety_agent (
        account_id uuid NOT NULL,
        surety_code text NOT NULL,
        agent text NOT NULL,
        filer_code text NOT NULL,
        -- Whole dollars of liability in one bond; null for no limit.
        limit_dollars bigint,
        valid_from date NOT NULL,
        valid_to date,
        PRIMARY KEY (surety_code, agent, filer_code, valid_from)
      );
      CREATE INDEX surety_agent_of_account ON surety_agent (account_id);
      CREATE INDEX surety_agent_number ON surety_agent (agent);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE surety_agent');
  }
}
