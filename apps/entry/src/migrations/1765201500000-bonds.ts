import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** The register of bonds, each of their versions, and the names of accounts that are their principals (ADR 0080). */
export class Bonds1765201500000 implements NotedMigration {
  readonly name = 'Bonds1765201500000';
  readonly note: MigrationNote = {
    expands: 'the register of bonds; names of accounts',
    meanwhile: 'a build before takes no bond: what is filed waits for the next one',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE bond_number;
      CREATE TABLE bond (
        bond_number text PRIMARY KEY CHECK (bond_number ~ '^[0-9]{2}[89][A-Z0-9]{6}$'),
        type char(1) NOT NULL CHECK (type IN ('8', '9')),
        designation char(1) NOT NULL,
        activity_code text NOT NULL,
        amount_dollars bigint NOT NULL CHECK (amount_dollars > 0),
        state text NOT NULL CHECK (state IN ('active', 'termination scheduled', 'void', 'substituted', 'superseded')),
        version int NOT NULL CHECK (version > 0),
        account_id uuid NOT NULL,
        -- Of a continuous bond.
        effective_on date,
        terminates_on date,
        -- Of a single transaction bond.
        transaction_type text,
        transaction_id text,
        terms json NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK ((type = '8') = (effective_on IS NOT NULL)),
        CHECK ((type = '9') = (transaction_id IS NOT NULL)),
        CHECK ((state = 'termination scheduled') = (terminates_on IS NOT NULL))
      ) WITH (fillfactor = 80);
      CREATE INDEX bond_of_transaction ON bond (transaction_id) WHERE transaction_id IS NOT NULL;

      CREATE TABLE bond_party (
        importer_number text NOT NULL,
        bond_number text NOT NULL,
        role text NOT NULL CHECK (role IN ('principal', 'co-principal', 'user')),
        id_type text NOT NULL,
        ordinal int NOT NULL,
        valid_from date,
        valid_until date,
        PRIMARY KEY (bond_number, ordinal)
      );
      CREATE INDEX bond_party_of ON bond_party (importer_number);

      CREATE TABLE bond_surety (
        surety_code char(3) NOT NULL,
        bond_number text NOT NULL,
        role text NOT NULL CHECK (role IN ('surety', 'co-surety', 'reinsurer')),
        PRIMARY KEY (surety_code, bond_number)
      );

      CREATE TABLE bond_version (
        bond_number text NOT NULL,
        version int NOT NULL,
        event text NOT NULL,
        filing_id uuid NOT NULL,
        account_id uuid NOT NULL,
        at timestamptz NOT NULL,
        content json NOT NULL,
        PRIMARY KEY (bond_number, version)
      );
      CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON bond_version
        FOR EACH ROW EXECUTE FUNCTION history_is_kept();

      -- What an importer owes in twelve months.
      CREATE INDEX entry_summary_of_importer ON entry_summary (importer_number);
      ALTER TABLE account_on_file ADD COLUMN name text;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE bond, bond_party, bond_surety, bond_version; DROP SEQUENCE bond_number; DROP INDEX entry_summary_of_importer; ALTER TABLE account_on_file DROP COLUMN name',
    );
  }
}
