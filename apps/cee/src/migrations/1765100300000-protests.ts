import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class Protests1765100300000 implements NotedMigration {
  readonly name = 'Protests1765100300000';
  readonly note: MigrationNote = {
    expands: 'protests with their entries, history and suspensions, and powers of attorney, by which agents file',
    meanwhile: 'a build before takes no protests, and leaves powers of attorney on their lane',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE importer_with_powers (importer_number text PRIMARY KEY, version int NOT NULL, powers jsonb NOT NULL);

      CREATE SEQUENCE protest_number;
      CREATE TABLE protest (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        -- Whose people filed it; the protestant is known by its importer number, where there is one.
        account_id uuid NOT NULL,
        protestant_identity text,
        type text NOT NULL,
        protested text NOT NULL,
        category text NOT NULL,
        contents jsonb NOT NULL,
        hash text NOT NULL,
        -- Whether who filed may is on file, or only said.
        proven boolean NOT NULL,
        filed_by text NOT NULL,
        filed_at timestamptz NOT NULL,
        filed_on date NOT NULL,
        review_from date NOT NULL,
        accelerated_on date,
        further_review jsonb,
        further_review_state text NOT NULL DEFAULT 'none' CHECK (further_review_state IN ('none', 'asked', 'set aside', 'forwarded', 'reviewed')),
        -- What headquarters found, with the number of its ruling.
        review jsonb,
        state text NOT NULL,
        center_id text,
        team_number text,
        due_on date,
        place_on date,
        reasons jsonb NOT NULL DEFAULT '[]',
        -- The first day on which it is deemed denied by itself.
        deemed_from date,
        holder_id uuid,
        holder_name text,
        lease_until timestamptz,
        decision_id uuid UNIQUE,
        decision_hash text,
        decided_by text,
        decided_at timestamptz,
        decided_on date,
        reason text,
        CHECK ((holder_id IS NULL) = (lease_until IS NULL)),
        FOREIGN KEY (center_id, team_number) REFERENCES team (center_id, number)
      );
      CREATE INDEX protest_of ON protest (account_id, filed_at, number);
      CREATE INDEX protest_of_protestant ON protest (protestant_identity, filed_at) WHERE protestant_identity IS NOT NULL;
      CREATE INDEX protest_of_center ON protest (center_id, state, place_on, number);
      CREATE INDEX protest_deemed ON protest (deemed_from) WHERE deemed_from IS NOT NULL AND state IN ('open', 'suspended', 'with headquarters');
      CREATE INDEX protest_late ON protest (filed_at) WHERE state = 'untimely';

      CREATE TABLE protest_entry (
        protest_id uuid NOT NULL REFERENCES protest,
        place smallint NOT NULL,
        filer_code text NOT NULL,
        entry_number text NOT NULL,
        entered_on date NOT NULL,
        lines text[] NOT NULL,
        port text,
        -- The day at that port on which it was protested.
        filed_on date NOT NULL,
        started_on date NOT NULL,
        started_by text NOT NULL,
        legal_last_day date NOT NULL,
        last_day date NOT NULL,
        relieved_by text,
        timely boolean NOT NULL,
        decided text CHECK (decided IN ('approved', 'denied')),
        decided_lines text[] NOT NULL DEFAULT '{}',
        finally jsonb,
        order_id uuid UNIQUE,
        outcome text CHECK (outcome IN ('waits', 'carried out', 'refused')),
        refusal text,
        PRIMARY KEY (protest_id, place),
        UNIQUE (protest_id, filer_code, entry_number)
      );
      CREATE INDEX protest_entry_unproven ON protest_entry (filer_code, entry_number) WHERE started_by = 'protestant';
      CREATE INDEX protest_entry_of ON protest_entry (filer_code, entry_number);

      CREATE TABLE protest_amendment (
        id uuid PRIMARY KEY,
        protest_id uuid NOT NULL REFERENCES protest,
        contents jsonb NOT NULL,
        amended_by text NOT NULL,
        amended_at timestamptz NOT NULL
      );
      CREATE INDEX protest_amendment_of ON protest_amendment (protest_id, amended_at);

      CREATE TABLE protest_suspension (
        id uuid PRIMARY KEY,
        protest_id uuid NOT NULL REFERENCES protest,
        ground text NOT NULL,
        reference text NOT NULL,
        why text NOT NULL,
        suspended_by text NOT NULL,
        suspended_at timestamptz NOT NULL,
        ended_by text,
        ended_at timestamptz
      );
      CREATE INDEX protest_suspension_of ON protest_suspension (protest_id, suspended_at);

      CREATE TABLE protest_ruling (
        protest_id uuid NOT NULL REFERENCES protest,
        number text NOT NULL,
        cited_by text NOT NULL CHECK (cited_by IN ('protestant', 'CBP')),
        PRIMARY KEY (number, protest_id, cited_by)
      );

      CREATE TABLE protest_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        protest_id uuid NOT NULL REFERENCES protest,
        event text NOT NULL,
        state text NOT NULL,
        by_name text NOT NULL,
        note text,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX protest_event_of ON protest_event (protest_id, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE protest_event, protest_ruling, protest_suspension, protest_amendment, protest_entry, protest, importer_with_powers;
       DROP SEQUENCE protest_number`,
    );
  }
}
