import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Incidents, downtimes, notices, proposals, deployments and thresholds. Whole records are kept as documents; columns beside them are
 * what is searched, ordered and guarded. Updates, versions and notices are only added; a notice gains at most the number of the one that follows it.
 */
export class Downtimes1763800100000 implements MigrationInterface {
  readonly name = 'Downtimes1763800100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A number is taken by updating its row in the transaction that uses it: no gaps, whatever fails and however many replicas there are.
      CREATE TABLE numbering (
        series text NOT NULL,
        year int NOT NULL,
        last int NOT NULL CHECK (last > 0),
        PRIMARY KEY (series, year)
      );
      CREATE TABLE incident (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        version int NOT NULL,
        drill boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('investigating', 'identified', 'watching', 'fixed', 'cancelled')),
        data jsonb NOT NULL,
        opened_at timestamptz NOT NULL,
        last_update_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        closed_at timestamptz,
        CHECK ((closed_at IS NOT NULL) = (state IN ('fixed', 'cancelled')))
      );
      CREATE INDEX incident_opened ON incident (opened_at DESC);
      CREATE INDEX incident_open ON incident (last_update_at) WHERE closed_at IS NULL;
      CREATE INDEX incident_changed ON incident (changed_at);
      CREATE TABLE incident_update (
        incident_id uuid NOT NULL REFERENCES incident (id),
        sequence int NOT NULL,
        at timestamptz NOT NULL,
        data jsonb NOT NULL,
        statement jsonb NOT NULL,
        PRIMARY KEY (incident_id, sequence)
      );
      CREATE TABLE incident_reminder (
        incident_id uuid NOT NULL REFERENCES incident (id),
        due_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (incident_id, due_at)
      );
      CREATE TABLE notice (
        number text PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        drill boolean NOT NULL,
        incident_number text,
        downtime_number text,
        issued_at timestamptz NOT NULL,
        data jsonb NOT NULL
      );
      CREATE INDEX notice_incident ON notice (incident_number);
      CREATE INDEX notice_downtime ON notice (downtime_number);
      CREATE TABLE downtime (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        version int NOT NULL,
        drill boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('in force', 'revoked')),
        level text NOT NULL CHECK (level IN ('national', 'port', 'filer')),
        part_of text REFERENCES downtime (number),
        data jsonb NOT NULL,
        from_at timestamptz NOT NULL,
        to_at timestamptz,
        changed_at timestamptz NOT NULL,
        CHECK ((to_at IS NOT NULL) = (state = 'revoked'))
      );
      CREATE INDEX downtime_in_force ON downtime (from_at) WHERE state = 'in force';
      CREATE INDEX downtime_changed ON downtime (changed_at);
      CREATE TABLE downtime_version (
        downtime_id uuid NOT NULL REFERENCES downtime (id),
        version int NOT NULL,
        data jsonb NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (downtime_id, version)
      );
      CREATE TABLE proposal (
        id uuid PRIMARY KEY,
        -- Null for one that an officer made.
        component text,
        version int NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed', 'closed')),
        data jsonb NOT NULL,
        opened_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        -- The end of the episode: until then nothing more is proposed for the component, whatever became of this.
        recovered_at timestamptz
      );
      CREATE UNIQUE INDEX proposal_one_an_episode ON proposal (component) WHERE component IS NOT NULL AND recovered_at IS NULL;
      CREATE INDEX proposal_opened ON proposal (opened_at DESC);
      CREATE TABLE deployment (
        id uuid PRIMARY KEY,
        module text NOT NULL,
        version text NOT NULL,
        at timestamptz NOT NULL,
        note text,
        ports jsonb NOT NULL,
        source text NOT NULL CHECK (source IN ('reported', 'process started')),
        -- Null for a reported one; else the process, so that two replicas of the port service note it once.
        instance text,
        UNIQUE (module, instance, at)
      );
      CREATE INDEX deployment_at ON deployment (at DESC);
      CREATE TABLE port_threshold (
        id uuid PRIMARY KEY,
        port text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('truck', 'rail', 'vessel', 'air', 'air express')),
        watch_minutes int NOT NULL CHECK (watch_minutes >= 0),
        port_may_declare_minutes int NOT NULL CHECK (port_may_declare_minutes >= watch_minutes),
        headquarters_considers_minutes int NOT NULL CHECK (headquarters_considers_minutes >= port_may_declare_minutes),
        from_at timestamptz NOT NULL,
        set_by jsonb NOT NULL,
        set_at timestamptz NOT NULL
      );
      CREATE INDEX port_threshold_of ON port_threshold (port, mode, from_at DESC, set_at DESC);
      CREATE TABLE component_override (
        id uuid PRIMARY KEY,
        component text NOT NULL,
        state text NOT NULL CHECK (state IN ('operational', 'slow', 'partial', 'down', 'maintenance')),
        reason text NOT NULL,
        set_by jsonb NOT NULL,
        set_at timestamptz NOT NULL,
        until timestamptz NOT NULL CHECK (until > set_at)
      );
      CREATE INDEX component_override_until ON component_override (until);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE component_override, port_threshold, deployment, proposal, downtime_version, downtime, notice, incident_reminder, incident_update, incident, numbering',
    );
  }
}
