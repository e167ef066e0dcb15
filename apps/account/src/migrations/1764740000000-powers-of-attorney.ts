import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Powers of attorney as importers grant and revoke them. What was granted and what was revoked is only added to. */
export class PowersOfAttorney1764740000000 implements NotedMigration {
  readonly name = 'PowersOfAttorney1764740000000';
  readonly note: MigrationNote = {
    expands: 'powers of attorney, their revocations, and the importers that keep them here',
    meanwhile: 'a build before knows of none: nobody works on these tables yet',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An importer that ever granted a power here, by the normal form of its number; the number may move to another account, this stays.
      CREATE TABLE importer_with_powers (
        id uuid PRIMARY KEY,
        identity text NOT NULL UNIQUE,
        version integer NOT NULL CHECK (version >= 0)
      );

      CREATE TABLE power_of_attorney (
        id uuid PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        importer_id uuid NOT NULL REFERENCES importer_with_powers,
        filer_code text NOT NULL,
        scopes text[] NOT NULL CHECK (scopes <@ ARRAY['cargo release', 'entry summary', 'see'] AND cardinality(scopes) > 0),
        -- Null: all ports.
        ports text[] CHECK (cardinality(ports) > 0),
        partnership boolean NOT NULL,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        granted_at timestamptz NOT NULL,
        granted_by_account uuid NOT NULL REFERENCES account,
        granted_by text NOT NULL,
        reason text,
        CHECK (NOT partnership OR valid_to IS NOT NULL)
      );
      CREATE INDEX power_of_attorney_by_importer ON power_of_attorney (importer_id, place);
      CREATE INDEX power_of_attorney_by_filer ON power_of_attorney (filer_code, place);

      CREATE TABLE power_of_attorney_revocation (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        power_id uuid NOT NULL REFERENCES power_of_attorney,
        -- Either at this instant, or with the beginning of this day.
        revoked_at timestamptz,
        revoked_from date,
        recorded_at timestamptz NOT NULL,
        revoked_by_account uuid NOT NULL REFERENCES account,
        revoked_by text NOT NULL,
        reason text NOT NULL,
        CHECK (num_nulls(revoked_at, revoked_from) = 1)
      );
      CREATE INDEX power_of_attorney_revocation_of ON power_of_attorney_revocation (power_id);

      CREATE FUNCTION powers_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'what was granted and revoked in % is never changed', TG_TABLE_NAME; END $$;
      CREATE TRIGGER powers_are_kept BEFORE UPDATE OR DELETE ON power_of_attorney FOR EACH ROW EXECUTE FUNCTION powers_are_kept();
      CREATE TRIGGER powers_are_kept BEFORE UPDATE OR DELETE ON power_of_attorney_revocation FOR EACH ROW EXECUTE FUNCTION powers_are_kept();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE power_of_attorney_revocation, power_of_attorney, importer_with_powers; DROP FUNCTION powers_are_kept',
    );
  }
}
