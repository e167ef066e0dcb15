import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class LiquidationOfEntries1765100200000 implements NotedMigration {
  readonly name = 'LiquidationOfEntries1765100200000';
  readonly note: MigrationNote = {
    expands: 'where the liquidation of entries stands, as the entry service tells, and what Centers ordered about it',
    meanwhile: 'the release before hears of no liquidation and orders none: what it leaves waits on its lane',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE entry_liquidation (
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        version int NOT NULL,
        -- 'entry.liquidation-changed' without the importer's number.
        data jsonb NOT NULL,
        PRIMARY KEY (filer_code, entry_number)
      );
      CREATE TABLE liquidation_order (
        id uuid PRIMARY KEY,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        "order" text NOT NULL,
        code text,
        until date,
        finally jsonb,
        basis text NOT NULL,
        reference text,
        reason text NOT NULL,
        center_id text NOT NULL,
        team_number text,
        specialist text NOT NULL,
        specialist_id uuid NOT NULL,
        ordered_at timestamptz NOT NULL,
        -- 'waits' until the entry service says what became of it.
        outcome text NOT NULL DEFAULT 'waits' CHECK (outcome IN ('waits', 'carried out', 'refused')),
        refusal text,
        outcome_at timestamptz
      );
      CREATE INDEX liquidation_order_of ON liquidation_order (filer_code, entry_number, ordered_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE liquidation_order, entry_liquidation');
  }
}
