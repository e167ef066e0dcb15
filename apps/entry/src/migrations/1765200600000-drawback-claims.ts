import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Drawback claims, each of their versions, and what they have of the lines of import entries (ADR 0071). */
export class DrawbackClaims1765200600000 implements NotedMigration {
  readonly name = 'DrawbackClaims1765200600000';
  readonly note: MigrationNote = {
    expands: 'drawback claims with their versions, and what they claim of which line',
    meanwhile: 'a build before takes no drawback claim: what is filed waits for the next one',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE drawback_claim (
        claim_key text PRIMARY KEY CHECK (length(claim_key) = 11),
        account_id uuid NOT NULL,
        filing_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('on file', 'withdrawn', 'deleted')),
        version char(5) NOT NULL,
        revision int NOT NULL CHECK (revision > 0),
        claimant_number text NOT NULL,
        standing json NOT NULL,
        -- What must stand of it when it is replaced.
        fixed text NOT NULL,
        changed_at timestamptz NOT NULL
      ) WITH (fillfactor = 80);

      CREATE TABLE drawback_claim_version (
        claim_key text NOT NULL,
        revision int NOT NULL,
        event text NOT NULL,
        filing_id uuid NOT NULL,
        account_id uuid NOT NULL,
        at timestamptz NOT NULL,
        content json,
        PRIMARY KEY (claim_key, revision)
      );
      CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON drawback_claim_version
        FOR EACH ROW EXECUTE FUNCTION history_is_kept();

      -- Of claims on file: ten-thousandths of a unit, or cents of a kind of revenue. Read under the lock of the entry summary.
      CREATE TABLE drawback_designation (
        claim_key text NOT NULL,
        entry_key text NOT NULL,
        line text NOT NULL,
        of_what text NOT NULL CHECK (of_what IN ('quantity', 'duty', 'mpf', 'hmf')),
        unit text NOT NULL,
        amount numeric NOT NULL CHECK (amount >= 0),
        in_full boolean NOT NULL,
        PRIMARY KEY (entry_key, line, of_what, unit, claim_key)
      );
      CREATE INDEX drawback_designation_of ON drawback_designation (claim_key);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE drawback_claim, drawback_claim_version, drawback_designation');
  }
}
