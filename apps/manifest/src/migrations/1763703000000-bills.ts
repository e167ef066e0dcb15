import { MigrationInterface, QueryRunner } from 'typeorm';

export class Bills1763703000000 implements MigrationInterface {
  readonly name = 'Bills1763703000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conveyance (
        scac text NOT NULL,
        voyage text NOT NULL,
        mode_of_transport text NOT NULL,
        country text,
        vessel_code text,
        name text,
        manifest_sequence text,
        manifest_type text,
        account_id uuid NOT NULL,
        filed_at timestamptz NOT NULL,
        PRIMARY KEY (scac, voyage)
      );

      CREATE TABLE port_call (
        scac text NOT NULL,
        voyage text NOT NULL,
        port_code text NOT NULL CHECK (port_code ~ '^[0-9]{4}$'),
        estimated_arrival date NOT NULL,
        arrived_at timestamptz,
        PRIMARY KEY (scac, voyage, port_code),
        FOREIGN KEY (scac, voyage) REFERENCES conveyance
      );

      CREATE TABLE bill (
        bill_key text PRIMARY KEY,
        issuer_scac text NOT NULL,
        bill_number text NOT NULL,
        version integer NOT NULL CHECK (version >= 1),
        state text NOT NULL CHECK (state IN ('on file', 'arrived', 'deleted')),
        account_id uuid NOT NULL,
        scac text NOT NULL,
        voyage text NOT NULL,
        port_code text NOT NULL,
        estimated_arrival date NOT NULL,
        arrived_at timestamptz,
        filed_at timestamptz NOT NULL,
        quantity integer NOT NULL CHECK (quantity >= 0),
        unit text,
        bill_type text,
        master_bill text,
        details jsonb NOT NULL,
        FOREIGN KEY (scac, voyage) REFERENCES conveyance,
        CHECK (state <> 'arrived' OR arrived_at IS NOT NULL)
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN bill.filed_at IS 'When the number was last taken into use: it may not be used again for three years';
      CREATE INDEX bill_call ON bill (scac, voyage, port_code);

      CREATE TABLE bill_version (
        bill_key text NOT NULL,
        version integer NOT NULL,
        change text NOT NULL,
        filing_id uuid,
        state jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (bill_key, version)
      );

      CREATE TABLE bill_hold (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        bill_key text NOT NULL REFERENCES bill,
        code text NOT NULL,
        reason text NOT NULL,
        officer text NOT NULL,
        placed_at timestamptz NOT NULL,
        removed_at timestamptz CHECK (removed_at >= placed_at),
        removed_by text,
        removal_reason text,
        CHECK (num_nulls(removed_at, removed_by, removal_reason) IN (0, 3))
      );
      CREATE UNIQUE INDEX bill_hold_in_force ON bill_hold (bill_key, code) WHERE removed_at IS NULL;
      CREATE INDEX bill_hold_history ON bill_hold (bill_key, id);

      CREATE TABLE bill_entry (
        bill_key text NOT NULL,
        entry_key text NOT NULL,
        told text NOT NULL CHECK (told IN ('nothing', 'exam', 'released', 'suspended', 'cancelled')),
        quantity integer NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (bill_key, entry_key)
      );
      COMMENT ON COLUMN bill_entry.told IS 'What the carrier was last told of this bill and entry';
      CREATE INDEX bill_entry_of ON bill_entry (entry_key);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bill_entry, bill_hold, bill_version, bill, port_call, conveyance');
  }
}
