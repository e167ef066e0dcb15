import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Who ended a run that measures compliance before it was done. */
export class RunsThatAreEnded1765200901000 implements NotedMigration {
  readonly name = 'RunsThatAreEnded1765200901000';
  readonly note: MigrationNote = {
    expands: 'that a run that measures compliance was ended, by whom and why',
    meanwhile: 'a build before ends none, and shows one that was ended by its state alone',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE compliance_run DROP CONSTRAINT compliance_run_state_check, ADD CHECK (state IN ('running', 'done', 'ended')),
        ADD ended_by text, ADD end_reason text;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM pattern_change WHERE run_id IN (SELECT id FROM compliance_run WHERE state = 'ended');
      DELETE FROM compliance_run WHERE state = 'ended';
      ALTER TABLE compliance_run DROP CONSTRAINT compliance_run_state_check, ADD CHECK (state IN ('running', 'done')), DROP ended_by, DROP end_reason;`);
  }
}
