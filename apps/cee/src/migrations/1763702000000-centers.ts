import { MigrationInterface, QueryRunner } from 'typeorm';
import { insertRows } from '#persistence';
import { TYPES_WITHOUT_CENTER } from '#reference';
import { CENTERS, SCOPE, TEAMS } from '../centers/centers.data';

export class Centers1763702000000 implements MigrationInterface {
  readonly name = 'Centers1763702000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE TABLE center (
        id text PRIMARY KEY CHECK (id ~ '^CEE[0-9]{3}$'),
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        city text NOT NULL,
        authority_from date NOT NULL
      );

      CREATE TABLE team (
        number text PRIMARY KEY CHECK (number ~ '^[0-9]{3}$'),
        center_id text NOT NULL REFERENCES center,
        segment text NOT NULL,
        UNIQUE (center_id, number)
      );

      CREATE TABLE scope (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        prefix text NOT NULL CHECK (prefix ~ '^[0-9]{2,10}$'),
        team_number text NOT NULL REFERENCES team,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        source text NOT NULL
      );
      COMMENT ON TABLE scope IS 'Whose a tariff number is: the row in force with the longest prefix';
      CREATE INDEX scope_prefix ON scope (prefix, valid_from);

      CREATE TABLE not_eligible (
        entry_type text NOT NULL,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        reason text NOT NULL,
        source text NOT NULL,
        PRIMARY KEY (entry_type, valid_from)
      );

      CREATE TABLE assignment (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        importer_number text NOT NULL,
        importer_identity text NOT NULL,
        center_id text NOT NULL,
        team_number text NOT NULL,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to >= valid_from),
        source text NOT NULL,
        actor text NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_by text,
        FOREIGN KEY (center_id, team_number) REFERENCES team (center_id, number),
        CONSTRAINT one_assignment_a_day EXCLUDE USING gist (importer_identity WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
      );
      COMMENT ON COLUMN assignment.importer_identity IS 'The normal form by which two spellings of one importer number are recognised';

      CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
           AND to_jsonb(NEW) - 'valid_to' - 'ended_by' = to_jsonb(OLD) - 'valid_to' - 'ended_by' THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'an assignment is ended by a later one, never changed or taken away';
      END $$;
      CREATE TRIGGER assignment_history BEFORE UPDATE OR DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION keep_history();

      CREATE TABLE importer_account (
        account_id uuid NOT NULL,
        importer_identity text NOT NULL,
        PRIMARY KEY (account_id, importer_identity)
      );
      CREATE INDEX importer_account_of ON importer_account (importer_identity);

      CREATE TABLE team_decision (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        summary_version text NOT NULL,
        importer_number text NOT NULL,
        importer_identity text NOT NULL,
        entry_date date NOT NULL,
        center_id text NOT NULL CHECK (center_id ~ '^(CEE[0-9]{3}|PNDING|NOTELG)$'),
        team_number text,
        basis text NOT NULL,
        decided_at timestamptz NOT NULL,
        CHECK ((team_number IS NULL) = (center_id IN ('PNDING', 'NOTELG')))
      );
      CREATE INDEX team_decision_entry ON team_decision (filer_code, entry_number, id DESC);
      CREATE INDEX team_decision_pending ON team_decision (importer_identity) WHERE center_id = 'PNDING';`);
    const { manager } = runner;
    await insertRows(
      manager,
      'center',
      { id: 'text', code: 'text', name: 'text', city: 'text', authority_from: 'date' },
      CENTERS.map(({ authorityFrom, ...center }) => ({ ...center, authority_from: authorityFrom })),
    );
    await insertRows(
      manager,
      'team',
      { number: 'text', center_id: 'text', segment: 'text' },
      TEAMS.map(({ number, centerId, segment }) => ({ number, center_id: centerId, segment })),
    );
    await insertRows(
      manager,
      'scope',
      { prefix: 'text', team_number: 'text', valid_from: 'date', valid_to: 'date', source: 'text' },
      SCOPE.map((s) => ({
        prefix: s.prefix,
        team_number: s.teamNumber,
        valid_from: s.from,
        valid_to: s.to,
        source: s.source,
      })),
    );
    await insertRows(
      manager,
      'not_eligible',
      { entry_type: 'text', valid_from: 'date', reason: 'text', source: 'text' },
      TYPES_WITHOUT_CENTER.map((n) => ({
        entry_type: n.entryType,
        valid_from: '2011-10-01',
        reason: n.reason,
        source: n.source,
      })),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE team_decision, importer_account, assignment, not_eligible, scope, team, center; DROP FUNCTION keep_history',
    );
  }
}
