import { MigrationInterface, QueryRunner } from 'typeorm';

/** The register of what officers decided on paper, what became of it afterwards, and the alarms and letters that came of that. */
export class ManualDecisions1763800700000 implements MigrationInterface {
  readonly name = 'ManualDecisions1763800700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX picture_bill_trip ON picture_bill (trip);
      CREATE INDEX picture_bill_master ON picture_bill ((data ->> 'masterBill')) WHERE data ->> 'masterBill' IS NOT NULL;
      CREATE INDEX picture_release_importer ON picture_release ((data ->> 'importerNumber'));
      CREATE INDEX picture_release_voyage ON picture_release ((data ->> 'voyage')) WHERE data ->> 'voyage' IS NOT NULL;
      CREATE INDEX picture_held_filing_heard ON picture_held_filing (heard_at);
      CREATE INDEX picture_held_filing_key ON picture_held_filing (replace(reference, '-', ''));
      CREATE INDEX picture_held_filing_importer ON picture_held_filing ((data ->> 'importerNumber'));
      CREATE INDEX picture_held_filing_trip ON picture_held_filing ((data -> 'conveyance' ->> 'trip'));

      CREATE TABLE control_number (
        series text NOT NULL CHECK (series IN ('MD', 'DR')),
        year smallint NOT NULL,
        port_code text NOT NULL,
        last int NOT NULL,
        PRIMARY KEY (series, year, port_code)
      );

      CREATE TABLE manual_decision (
        id uuid PRIMARY KEY,
        control_number text NOT NULL UNIQUE,
        idempotency_key uuid NOT NULL UNIQUE,
        content_hash text NOT NULL,
        drill boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('awaiting second officer', 'being claimed', 'in effect', 'not agreed', 'expired', 'released electronically', 'void')),
        version int NOT NULL,
        downtime_number text NOT NULL,
        port_code text NOT NULL,
        decision text NOT NULL CHECK (decision IN ('release', 'hold', 'exam', 'refuse')),
        entry_key text,
        account_id uuid NOT NULL,
        paper jsonb NOT NULL,
        known_holds jsonb NOT NULL,
        override jsonb,
        keyed jsonb,
        exam_result jsonb,
        voiding jsonb,
        entry_confirmed boolean,
        decided_at timestamptz NOT NULL,
        registered_at timestamptz NOT NULL,
        expires_at timestamptz,
        effective_at timestamptz,
        electronic_release_at timestamptz,
        CHECK (drill = (control_number LIKE 'DR-%')),
        CHECK ((state IN ('in effect', 'void')) = (effective_at IS NOT NULL))
      );
      CREATE INDEX manual_decision_entry_key ON manual_decision (entry_key) WHERE entry_key IS NOT NULL;
      CREATE INDEX manual_decision_port ON manual_decision (port_code, registered_at);
      CREATE INDEX manual_decision_importer ON manual_decision ((paper ->> 'importerNumber'));
      CREATE INDEX manual_decision_trip ON manual_decision ((paper -> 'conveyance' ->> 'trip'));
      CREATE INDEX manual_decision_downtime ON manual_decision (downtime_number);
      CREATE INDEX manual_decision_waiting ON manual_decision (registered_at) WHERE state IN ('awaiting second officer', 'being claimed');

      CREATE TABLE manual_decision_bill (
        bill_key text NOT NULL,
        decision_id uuid NOT NULL REFERENCES manual_decision (id),
        PRIMARY KEY (bill_key, decision_id)
      );

      CREATE TABLE manual_decision_history (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        decision_id uuid NOT NULL REFERENCES manual_decision (id),
        version int NOT NULL,
        event text NOT NULL,
        state text NOT NULL,
        account_id uuid,
        person text NOT NULL,
        detail jsonb NOT NULL,
        at timestamptz NOT NULL,
        UNIQUE (decision_id, version)
      );
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$;
      CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON manual_decision_history FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE manual_decision_feed (
        sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        decision_id uuid NOT NULL REFERENCES manual_decision (id),
        data jsonb NOT NULL
      );
      CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON manual_decision_feed FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE decision_match (
        decision_id uuid PRIMARY KEY REFERENCES manual_decision (id),
        state text NOT NULL CHECK (state IN ('open', 'matched', 'conflict', 'closed by hand')),
        links jsonb NOT NULL,
        next_look_on date,
        closing jsonb,
        judged_at timestamptz NOT NULL,
        CHECK (state <> 'closed by hand' OR closing IS NOT NULL)
      );
      CREATE INDEX decision_match_unmatched ON decision_match (state) WHERE state IN ('open', 'conflict');
      CREATE INDEX decision_match_next_look ON decision_match (next_look_on) WHERE next_look_on IS NOT NULL;
      CREATE TABLE decision_match_entry (
        entry_key text NOT NULL,
        decision_id uuid NOT NULL REFERENCES manual_decision (id),
        PRIMARY KEY (entry_key, decision_id)
      );
      CREATE INDEX decision_match_entry_decision ON decision_match_entry (decision_id);
      CREATE TABLE decision_match_history (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        decision_id uuid NOT NULL REFERENCES manual_decision (id),
        state text NOT NULL,
        changes jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX decision_match_history_decision ON decision_match_history (decision_id);
      CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON decision_match_history FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE match_due (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        decision_id uuid NOT NULL
      );
      CREATE INDEX match_due_decision ON match_due (decision_id);

      CREATE TABLE desk_alarm (
        id uuid PRIMARY KEY,
        port_code text NOT NULL,
        decision_id uuid NOT NULL REFERENCES manual_decision (id),
        bill_key text NOT NULL,
        hold_code text NOT NULL,
        hold_reason text NOT NULL,
        placed_at timestamptz NOT NULL,
        raised_at timestamptz NOT NULL,
        acknowledged jsonb,
        UNIQUE (decision_id, bill_key, hold_code, placed_at)
      );
      CREATE INDEX desk_alarm_open ON desk_alarm (port_code, raised_at) WHERE acknowledged IS NULL;

      CREATE TABLE downtime_follow_up (
        downtime_number text NOT NULL,
        account_id uuid,
        stage text NOT NULL CHECK (stage IN ('revoked', 'told', 'overdue')),
        items jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX downtime_follow_up_once ON downtime_follow_up (downtime_number, stage, account_id) NULLS NOT DISTINCT;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE downtime_follow_up, desk_alarm, match_due, decision_match_history, decision_match_entry, decision_match, manual_decision_feed,
        manual_decision_history, manual_decision_bill, manual_decision, control_number;
      DROP FUNCTION refuse_change();
      DROP INDEX picture_bill_trip, picture_bill_master, picture_release_importer, picture_release_voyage, picture_held_filing_heard,
        picture_held_filing_key, picture_held_filing_importer, picture_held_filing_trip;`);
  }
}
