import { MigrationInterface, QueryRunner } from 'typeorm';

/** The gates that all replicas share, what became of them, and the downtimes that order them. */
export class Gate1763800400000 implements MigrationInterface {
  readonly name = 'Gate1763800400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE gate (
        module text NOT NULL CHECK (module IN ('manifest', 'entry')),
        direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
        state text NOT NULL DEFAULT 'FLOWING' CHECK (state IN ('FLOWING', 'STOPPED', 'TRIAL')),
        version int NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL DEFAULT now(),
        changed_by text NOT NULL DEFAULT 'the platform',
        cause text NOT NULL DEFAULT 'First start',
        incident_number text,
        -- Who stopped it, which decides who opens it.
        closed_by text CHECK (closed_by IN ('platform', 'order')),
        -- The downtime that ordered it stopped; null when a person did.
        downtime_id uuid,
        -- What becomes of filings of a kind while it is not FLOWING: [{kind, disposition}]; all others are held.
        policy jsonb NOT NULL DEFAULT '[]',
        -- The trial: filings sent ahead [{filingId, subject}] (the newest last) and the outbox row of the newest, the last row of the replay, the phase of it.
        pilots jsonb NOT NULL DEFAULT '[]',
        pilot_row bigint,
        replay_up_to bigint,
        phase int,
        -- The newest outbox row that officers were told of.
        told_up_to bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (module, direction),
        CHECK ((state = 'STOPPED') <= (closed_by IS NOT NULL))
      );
      INSERT INTO gate (module, direction)
      SELECT module, direction FROM unnest(ARRAY['manifest', 'entry']) AS module, unnest(ARRAY['inbound', 'outbound']) AS direction;

      CREATE TABLE gate_history (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        module text NOT NULL,
        direction text NOT NULL,
        from_state text NOT NULL,
        to_state text NOT NULL,
        at timestamptz NOT NULL,
        changed_by text NOT NULL,
        cause text NOT NULL,
        incident_number text,
        version int NOT NULL,
        UNIQUE (module, direction, version),
        CHECK (NOT (from_state = 'STOPPED' AND to_state = 'FLOWING'))
      );

      CREATE TABLE downtime (
        id uuid PRIMARY KEY,
        number text NOT NULL,
        version int NOT NULL,
        data jsonb NOT NULL,
        -- The version whose gate orders were carried out last, and the orders in it.
        executed_version int NOT NULL DEFAULT 0,
        executed jsonb NOT NULL DEFAULT '[]'
      );
      CREATE INDEX downtime_to_execute ON downtime (id) WHERE executed_version < version;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE downtime, gate_history, gate');
  }
}
