import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class SummaryDecisions1764900202000 implements NotedMigration {
  readonly name = 'SummaryDecisions1764900202000';
  readonly note: MigrationNote = {
    expands: 'what Centers decide in the review of summaries, and what became of it',
    meanwhile: 'the release before decides nothing',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE summary_decision (
        id uuid PRIMARY KEY,
        item_id bigint NOT NULL REFERENCES work_item,
        decision text NOT NULL,
        findings jsonb NOT NULL,
        specialist text NOT NULL,
        specialist_id uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        -- 'waits' until the entry service says what became of it.
        outcome text NOT NULL CHECK (outcome IN ('waits', 'carried out', 'refused')),
        refusal text,
        outcome_at timestamptz
      );
      CREATE INDEX summary_decision_of ON summary_decision (item_id, decided_at);
      CREATE UNIQUE INDEX summary_decision_waits ON summary_decision (item_id) WHERE outcome = 'waits';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE summary_decision');
  }
}
