import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How much each entry enters of a bill, and the master of a house bill: goods are released once. */
export class EnteredQuantities1765200700000 implements NotedMigration {
  readonly name = 'EnteredQuantities1765200700000';
  readonly note: MigrationNote = {
    expands:
      'entry_bill.entered, pieces or null for the whole bill, of entries on file from what they declared; bill_on_file.master_key, of bills that are told from now on',
    meanwhile:
      'a build before joins entries with bills without a quantity: what it files counts as the whole bill until the entry is changed, which stops others rather than release goods twice',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry_bill ADD COLUMN entered bigint CHECK (entered >= 0);
      ALTER TABLE bill_on_file ADD COLUMN master_key text;
      CREATE INDEX bill_on_file_master ON bill_on_file (master_key) WHERE master_key IS NOT NULL;
      UPDATE entry_bill e SET entered = declared.entered FROM (
        SELECT entry_key, bill_key, CASE WHEN bool_or(pieces IS NULL) THEN NULL ELSE sum(pieces)::bigint END AS entered
          FROM (SELECT r.entry_key, coalesce(b->>'issuer', '') || (b->>'billNumber') AS bill_key,
                       coalesce((b->>'quantity')::bigint, (SELECT sum((a->>'quantity')::bigint) FROM json_array_elements(b->'arrivals') AS a)) AS pieces
                  FROM cargo_release r, json_array_elements(r.content->'bills') AS b
                 WHERE (b->>'nonAms')::boolean IS FALSE AND b->>'billType' IN ('R', 'H', 'T')) AS part
         GROUP BY entry_key, bill_key) AS declared
       WHERE e.entry_key = declared.entry_key AND e.bill_key = declared.bill_key AND declared.entered IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE entry_bill DROP COLUMN entered; ALTER TABLE bill_on_file DROP COLUMN master_key');
  }
}
