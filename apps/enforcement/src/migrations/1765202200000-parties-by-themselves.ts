import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Each party with a limitation of its own, and decisions that are served as notices are. */
export class PartiesByThemselves1765202200000 implements NotedMigration {
  readonly name = 'PartiesByThemselves1765202200000';
  readonly note: MigrationNote = {
    expands:
      'the limitation of each party, which follows that of its case until it waives it; limitation_waiver; cases of an account in the order of their limitation; notices of decisions; clocks by their last day; late_summary_option; case_representative',
    meanwhile:
      'a build before has waivers count for all parties of a case, starts the times of a decision with the decision and lets nobody act for a party but by a power of attorney',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_party ADD COLUMN waived_until date, ADD COLUMN limitation_on date;
      UPDATE case_party p SET limitation_on = c.limitation_on FROM enforcement_case c WHERE c.id = p.case_id;
      CREATE FUNCTION party_has_limitation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.limitation_on IS NULL THEN
          SELECT limitation_on INTO NEW.limitation_on FROM enforcement_case WHERE id = NEW.case_id;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER party_limitation BEFORE INSERT ON case_party FOR EACH ROW EXECUTE FUNCTION party_has_limitation();
      -- Days that are corrected before anybody was given notice, when nobody can have waived yet.
      CREATE FUNCTION parties_follow_limitation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE case_party SET limitation_on = NEW.limitation_on WHERE case_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER limitation_of_parties AFTER UPDATE OF limitation_on ON enforcement_case FOR EACH ROW
        WHEN (NEW.state = 'opened' AND NEW.limitation_on IS DISTINCT FROM OLD.limitation_on) EXECUTE FUNCTION parties_follow_limitation();
      -- Cases of an account, the one first whose limitation ends first.
      CREATE INDEX case_party_work ON case_party (account_id, limitation_on, case_id) WHERE account_id IS NOT NULL;

      -- What runs out, day by day.
      CREATE INDEX case_clock_due_id ON case_clock (due, id) WHERE ended_at IS NULL;

      CREATE TABLE limitation_waiver (
        case_id uuid NOT NULL,
        place int NOT NULL,
        petition_id uuid NOT NULL REFERENCES petition,
        waived_until date NOT NULL,
        by_name text NOT NULL,
        waived_at timestamptz NOT NULL,
        PRIMARY KEY (case_id, place, petition_id),
        FOREIGN KEY (case_id, place) REFERENCES case_party (case_id, place)
      );

      -- Of the notice of a decision: on which petition. Its times begin when it is mailed.
      ALTER TABLE case_notice ADD COLUMN petition_id uuid REFERENCES petition;
      CREATE UNIQUE INDEX case_notice_petition ON case_notice (petition_id) WHERE petition_id IS NOT NULL;
      CREATE INDEX case_notice_waiting ON case_notice (case_id) WHERE mailed_on IS NULL;

      -- What settles a claim for a summary that was late without a petition; of a case that has one.
      CREATE TABLE late_summary_option (
        case_id uuid PRIMARY KEY REFERENCES enforcement_case,
        withheld_cents bigint NOT NULL CHECK (withheld_cents >= 0),
        days_late int NOT NULL CHECK (days_late >= 0)
      );

      -- Whom a party has act for it in a case without a power of attorney to a filer: counsel, an agent.
      CREATE TABLE case_representative (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        place int NOT NULL,
        account_id uuid NOT NULL,
        capacity text NOT NULL,
        named_by text NOT NULL,
        named_at timestamptz NOT NULL,
        ended_by text,
        ended_at timestamptz,
        FOREIGN KEY (case_id, place) REFERENCES case_party (case_id, place),
        CHECK (num_nulls(ended_by, ended_at) IN (0, 2))
      );
      CREATE UNIQUE INDEX case_representative_now ON case_representative (account_id, case_id, place) WHERE ended_at IS NULL;
      CREATE INDEX case_representative_case ON case_representative (case_id, named_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE case_representative, late_summary_option, limitation_waiver;
       DROP INDEX case_clock_due_id;
       ALTER TABLE case_notice DROP COLUMN petition_id;
       DROP TRIGGER limitation_of_parties ON enforcement_case; DROP TRIGGER party_limitation ON case_party;
       DROP FUNCTION parties_follow_limitation, party_has_limitation;
       ALTER TABLE case_party DROP COLUMN waived_until, DROP COLUMN limitation_on`,
    );
  }
}
