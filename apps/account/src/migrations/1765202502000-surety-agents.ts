import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** A surety names its agents: who may file bonds for it, under which number, up to which liability. */
export class SuretyAgents1765202502000 implements NotedMigration {
  readonly name = 'SuretyAgents1765202502000';
  readonly note: MigrationNote = {
    expands: 'agents of sureties, a list with the account',
    meanwhile: 'a build before knows no agents: bonds come from the account of the surety alone',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE account ADD COLUMN surety_agents jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account DROP COLUMN surety_agents');
  }
}
