import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class NoticesAndCustody1765200301000 implements NotedMigration {
  readonly name = 'NoticesAndCustody1765200301000';
  readonly note: MigrationNote = {
    expands: 'notices of cases with proof of mailing; seized property and who has it',
    meanwhile: 'the release before issues no notices and keeps no property',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_notice (
        case_id uuid NOT NULL REFERENCES enforcement_case,
        place int NOT NULL,
        number text NOT NULL UNIQUE,
        form text NOT NULL,
        party_place int NOT NULL,
        content jsonb NOT NULL,
        issued_on date NOT NULL,
        issued_by text NOT NULL,
        mailed_on date,
        mailed_how text,
        mailed_reference text,
        mailed_by text,
        due_on date,
        PRIMARY KEY (case_id, place),
        FOREIGN KEY (case_id, party_place) REFERENCES case_party (case_id, place),
        CHECK ((mailed_on IS NULL) = (mailed_how IS NULL) AND (mailed_on IS NULL) = (mailed_by IS NULL))
      );
      CREATE TABLE seized_property (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES enforcement_case,
        description text NOT NULL,
        tariff text,
        unit text NOT NULL,
        value_cents bigint CHECK (value_cents >= 0),
        recorded_at timestamptz NOT NULL,
        hash text NOT NULL
      );
      CREATE INDEX seized_property_of ON seized_property (case_id, recorded_at, id);
      -- Who has it, from the seizure on: each hand takes from the one before, and nothing is changed afterwards.
      CREATE TABLE custody_transfer (
        property_id uuid NOT NULL REFERENCES seized_property,
        place int NOT NULL CHECK (place >= 1),
        from_name text NOT NULL,
        to_name text NOT NULL,
        location text NOT NULL,
        seal text,
        seal_found text,
        quantity bigint NOT NULL CHECK (quantity >= 0),
        reason text NOT NULL,
        discrepancy text,
        transferred_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (property_id, place)
      );
      CREATE FUNCTION keep_custody_whole() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        before custody_transfer;
      BEGIN
        IF NEW.place > 1 THEN
          SELECT * INTO before FROM custody_transfer WHERE property_id = NEW.property_id AND place = NEW.place - 1;
          IF before.place IS NULL OR before.to_name <> NEW.from_name OR before.transferred_at > NEW.transferred_at THEN
            RAISE EXCEPTION 'custody has a gap before place % of %', NEW.place, NEW.property_id;
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER custody_whole BEFORE INSERT ON custody_transfer FOR EACH ROW EXECUTE FUNCTION keep_custody_whole();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE custody_transfer, seized_property, case_notice; DROP FUNCTION keep_custody_whole');
  }
}
