import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Decisions made on paper while this service was away are all kept before the entries that they are about are decided anew (ADR 0014). */
export class DecisionsWeighed1765210000000 implements NotedMigration {
  readonly name = 'DecisionsWeighed1765210000000';
  readonly note: MigrationNote = {
    expands:
      'manual_decision.weighed, true for all that are there: their entries were decided in the step that kept them',
    meanwhile: 'a build before decides in that same step, and what it keeps counts as weighed',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE manual_decision ADD COLUMN weighed boolean NOT NULL DEFAULT true;
      CREATE INDEX manual_decision_unweighed ON manual_decision (decision_id) WHERE NOT weighed;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE manual_decision DROP COLUMN weighed');
  }
}
