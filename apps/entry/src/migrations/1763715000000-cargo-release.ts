import { MigrationInterface, QueryRunner } from 'typeorm';
import { compressFast } from '#persistence';

/** Cargo releases with their history, and the read models they are decided by. */
export class CargoRelease1763715000000 implements MigrationInterface {
  readonly name = 'CargoRelease1763715000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cargo_release (
        entry_key text PRIMARY KEY CHECK (length(entry_key) = 11),
        account_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('awaiting bill', 'on file', 'hold', 'exam', 'documents required', 'admissible',
          'correction requested', 'cancellation requested', 'released', 'release suspended', 'cancelled')),
        version int NOT NULL CHECK (version > 0),
        exam text NOT NULL CHECK (exam IN ('none', 'required', 'completed')),
        documents text NOT NULL CHECK (documents IN ('none', 'required', 'received')),
        document_type text,
        assessed boolean NOT NULL,
        request text CHECK (request IN ('correction', 'cancellation')),
        requested json,
        filed_at timestamptz NOT NULL,
        released_at timestamptz,
        release_date date,
        release_origin text,
        look_again_at timestamptz,
        told json NOT NULL,
        content json NOT NULL,
        CHECK ((request IS NOT DISTINCT FROM 'correction') = (requested IS NOT NULL)),
        CHECK (state NOT IN ('released', 'release suspended') OR released_at IS NOT NULL),
        CHECK ((released_at IS NULL) = (release_date IS NULL))
      ) WITH (fillfactor = 80, toast_tuple_target = 4080);
      ${compressFast('cargo_release', 'content', 'told')}
      CREATE INDEX cargo_release_look_again ON cargo_release (look_again_at) WHERE look_again_at IS NOT NULL;

      CREATE TABLE cargo_release_event (
        entry_key text NOT NULL,
        version int NOT NULL,
        at timestamptz NOT NULL,
        event text NOT NULL,
        state text NOT NULL,
        by_account uuid,
        officer text,
        note text,
        entry_dispositions text NOT NULL,
        bill_dispositions text NOT NULL,
        content_before json,
        PRIMARY KEY (entry_key, version)
      );

      -- Version 0: an entry names the bill and waits for it; the carrier's side has not told of it yet.
      CREATE TABLE bill_on_file (
        bill_key text PRIMARY KEY,
        version int NOT NULL DEFAULT 0,
        data json
      ) WITH (fillfactor = 80);

      CREATE TABLE entry_bill (
        bill_key text NOT NULL,
        entry_key text NOT NULL,
        PRIMARY KEY (bill_key, entry_key)
      );

      CREATE TABLE selectivity_criterion (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        by text NOT NULL CHECK (by IN ('origin', 'hts', 'importer')),
        value text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('exam', 'documents')),
        document_type text,
        reason text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CHECK (valid_to IS NULL OR valid_to >= valid_from)
      );
      INSERT INTO selectivity_criterion (by, value, outcome, document_type, reason, valid_from) VALUES
        ('origin', 'KP', 'exam', NULL, 'Goods of North Korea', '2018-01-01'),
        ('origin', 'SY', 'exam', NULL, 'Goods of Syria', '2018-01-01'),
        ('hts', '3604', 'exam', NULL, 'Fireworks and pyrotechnic articles', '2018-01-01'),
        ('hts', '93', 'exam', NULL, 'Arms and ammunition', '2018-01-01'),
        ('hts', '9705', 'documents', 'EXPLIC', 'Antiquities: export licence of the country of origin', '2018-01-01'),
        ('hts', '4403', 'documents', 'LACEY', 'Timber: declaration under the Lacey Act', '2018-01-01');

      CREATE TABLE account_on_file (
        account_id uuid PRIMARY KEY,
        version int NOT NULL
      );
      CREATE TABLE importer_on_file (
        importer_number text NOT NULL,
        account_id uuid NOT NULL,
        active boolean NOT NULL,
        PRIMARY KEY (importer_number, account_id)
      );

      CREATE FUNCTION history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'history in % is never changed', TG_TABLE_NAME; END $$;
      CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON cargo_release_event
        FOR EACH ROW EXECUTE FUNCTION history_is_kept();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE cargo_release, cargo_release_event, bill_on_file, entry_bill, selectivity_criterion, account_on_file, importer_on_file`,
    );
    await runner.query('DROP FUNCTION history_is_kept()');
  }
}
