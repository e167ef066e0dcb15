import { MigrationInterface, QueryRunner } from 'typeorm';

/** The last that was heard of bills, cargo releases, entry summaries and held filings: what an officer sees when all else is dead. */
export class LastKnownPicture1763800200000 implements MigrationInterface {
  readonly name = 'LastKnownPicture1763800200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE picture_bill (
        bill_key text PRIMARY KEY,
        version int NOT NULL,
        port_code text NOT NULL,
        conveyance_scac text NOT NULL,
        trip text NOT NULL,
        data jsonb NOT NULL,
        heard_at timestamptz NOT NULL
      );
      CREATE INDEX picture_bill_conveyance ON picture_bill (conveyance_scac, trip);
      CREATE TABLE picture_release (
        entry_key text PRIMARY KEY,
        version int NOT NULL,
        bill_keys jsonb NOT NULL,
        data jsonb NOT NULL,
        heard_at timestamptz NOT NULL
      );
      CREATE INDEX picture_release_bills ON picture_release USING gin (bill_keys);
      CREATE TABLE picture_summary (
        entry_key text PRIMARY KEY,
        accepted_at timestamptz NOT NULL,
        data jsonb NOT NULL
      );
      CREATE TABLE picture_held_filing (
        filing_id uuid PRIMARY KEY,
        reference text NOT NULL,
        bill_keys jsonb NOT NULL,
        data jsonb NOT NULL,
        heard_at timestamptz NOT NULL
      );
      CREATE INDEX picture_held_filing_reference ON picture_held_filing (reference);
      CREATE INDEX picture_held_filing_bills ON picture_held_filing USING gin (bill_keys);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE picture_bill, picture_release, picture_summary, picture_held_filing');
  }
}
