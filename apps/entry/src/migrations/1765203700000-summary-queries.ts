import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Entry summaries are searched for by filer and by when they were accepted; warehouse entries know who takes goods from them (ADR 0095). */
export class SummaryQueries1765203700000 implements NotedMigration {
  readonly name = 'SummaryQueries1765203700000';
  readonly note: MigrationNote = {
    expands: 'an index for searches by filer and acceptance; which summaries take goods from which warehouse entry',
    meanwhile:
      'a build before links none: a warehouse entry from which it lets goods be taken may be changed or deleted',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX entry_summary_version_accepted ON entry_summary_version ("left"(entry_key, 3), at)
        WHERE event IN ('added', 'replaced', 'corrected');

      -- A summary takes goods from one warehouse entry at a time.
      CREATE TABLE warehouse_withdrawal (
        entry_key text PRIMARY KEY,
        warehouse_key text NOT NULL,
        is_final boolean NOT NULL,
        -- By tariff number and unit; empty where it was filed before they were counted.
        quantities json NOT NULL DEFAULT '{}'
      );
      CREATE INDEX warehouse_withdrawal_from ON warehouse_withdrawal (warehouse_key);

      INSERT INTO warehouse_withdrawal (entry_key, warehouse_key, is_final)
      SELECT s.entry_key, (v.content->'warehouse'->>'associatedWarehouseEntryFilerCode') || (v.content->'warehouse'->>'associatedWarehouseEntryNumber'),
             coalesce(v.content->'warehouse'->>'finalWarehouseWithdrawalIndicator' = 'Y', false)
        FROM entry_summary s
        JOIN LATERAL (SELECT content FROM entry_summary_version WHERE entry_key = s.entry_key AND content IS NOT NULL ORDER BY revision DESC LIMIT 1) v ON true
       WHERE s.state <> 'deleted' AND v.content->>'entryType' IN ('22', '31', '32', '34', '38')
         AND v.content->'warehouse'->>'associatedWarehouseEntryFilerCode' IS NOT NULL
         AND v.content->'warehouse'->>'associatedWarehouseEntryNumber' IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE warehouse_withdrawal; DROP INDEX entry_summary_version_accepted;');
  }
}
