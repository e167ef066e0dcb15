import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Drawback claims as the entry service tells of them, and the entries that they are on. */
export class DrawbackClaimsSeen1765200610000 implements NotedMigration {
  readonly name = 'DrawbackClaimsSeen1765200610000';
  readonly note: MigrationNote = {
    expands: 'drawback claims and the entries they designate',
    meanwhile: 'a build before hears of no drawback claim; the next one is told of each',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE drawback_claim (
        filer_code text NOT NULL,
        claim_number text NOT NULL,
        version int NOT NULL,
        account_id uuid NOT NULL,
        claimant_identity text NOT NULL,
        center_id text,
        state text NOT NULL,
        filed_on date NOT NULL,
        data json NOT NULL,
        PRIMARY KEY (filer_code, claim_number)
      ) WITH (fillfactor = 80);
      CREATE INDEX drawback_claim_newest ON drawback_claim (filed_on DESC, filer_code DESC, claim_number DESC);
      CREATE INDEX drawback_claim_of_center ON drawback_claim (center_id, filed_on DESC, filer_code DESC, claim_number DESC);
      CREATE INDEX drawback_claim_of_claimant ON drawback_claim (claimant_identity);
      CREATE INDEX drawback_claim_of_filer ON drawback_claim (account_id);

      CREATE TABLE drawback_claim_entry (
        claim_filer text NOT NULL,
        claim_number text NOT NULL,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        PRIMARY KEY (filer_code, entry_number, claim_filer, claim_number)
      );
      CREATE INDEX drawback_claim_entry_of ON drawback_claim_entry (claim_filer, claim_number);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE drawback_claim, drawback_claim_entry');
  }
}
