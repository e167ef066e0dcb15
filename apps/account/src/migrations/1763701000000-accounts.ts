import { MigrationInterface, QueryRunner } from 'typeorm';

export class Accounts1763701000000 implements MigrationInterface {
  readonly name = 'Accounts1763701000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE TABLE account (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        kinds text[] NOT NULL CHECK (kinds <@ ARRAY['broker', 'importer', 'carrier', 'officer', 'operator']),
        ports text[] NOT NULL,
        active boolean NOT NULL,
        version integer NOT NULL CHECK (version >= 1),
        abi_site text,
        abi_id text,
        abi_password_hash text,
        opened_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK (num_nulls(abi_site, abi_id, abi_password_hash) IN (0, 3))
      );
      CREATE UNIQUE INDEX account_abi ON account (abi_site, abi_id) WHERE active;

      CREATE TABLE account_identifier (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        kind text NOT NULL CHECK (kind IN ('importer number', 'filer code', 'SCAC')),
        value text NOT NULL,
        identity text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz CHECK (valid_to >= valid_from),
        CONSTRAINT identifier_of_one_account
          EXCLUDE USING gist (kind WITH =, identity WITH =, tstzrange(valid_from, valid_to) WITH &&)
      );
      COMMENT ON COLUMN account_identifier.identity IS 'The normal form by which two spellings of one identifier are recognised';
      CREATE INDEX account_identifier_of ON account_identifier (account_id, id);

      CREATE TABLE api_key (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
        created_at timestamptz NOT NULL,
        revoked_at timestamptz
      );
      CREATE INDEX api_key_of ON api_key (account_id, created_at);

      CREATE TABLE activity_head (
        account_id uuid PRIMARY KEY,
        sequence bigint NOT NULL,
        hash text NOT NULL
      ) WITH (fillfactor = 40);

      CREATE TABLE activity (
        account_id uuid NOT NULL,
        sequence bigint NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        kind text NOT NULL,
        channel text NOT NULL,
        transmission_id uuid,
        mailbox_id bigint,
        filing_id uuid,
        item_kind text,
        subject text,
        outcome text,
        disposition text NOT NULL,
        summary text NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (account_id, sequence)
      );

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the activity log is append-only: a correction is a new entry';
      END $$;
      CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE ON activity FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER activity_kept BEFORE TRUNCATE ON activity FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE activity, activity_head, api_key, account_identifier, account; DROP FUNCTION refuse_change',
    );
  }
}
