import { MigrationInterface, QueryRunner } from 'typeorm';
import { keepInline } from '#persistence';

/** Tables of the messaging library, in every service's own database. */
export class Messaging1763700000000 implements MigrationInterface {
  readonly name = 'Messaging1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        destination text NOT NULL,
        lane smallint NOT NULL,
        message_id uuid NOT NULL,
        type text NOT NULL,
        version smallint NOT NULL,
        subject text NOT NULL,
        correlation_id text NOT NULL,
        causation_id uuid,
        hash text NOT NULL,
        data text NOT NULL,
        created_at timestamptz NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
      CREATE INDEX outbox_road ON outbox (destination, lane, id);

      CREATE TABLE inbox (
        message_id uuid PRIMARY KEY,
        sequence bigint GENERATED ALWAYS AS IDENTITY,
        lane smallint NOT NULL,
        type text NOT NULL,
        version smallint NOT NULL,
        subject text NOT NULL,
        correlation_id text NOT NULL,
        hash text NOT NULL,
        state text NOT NULL DEFAULT 'received'
          CHECK (state IN ('received', 'done', 'waiting', 'set aside', 'discarded')),
        started smallint NOT NULL DEFAULT 1,
        failed smallint NOT NULL DEFAULT 0,
        next_try_at timestamptz,
        published_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        error text,
        data text
      ) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);
      CREATE INDEX inbox_waiting ON inbox (lane, subject, sequence) WHERE state = 'waiting';
      CREATE INDEX inbox_set_aside ON inbox (sequence) WHERE state = 'set aside';
      CREATE INDEX inbox_age ON inbox USING brin (received_at);

      CREATE TABLE inbox_conflict (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        message_id uuid NOT NULL,
        type text NOT NULL,
        subject text NOT NULL,
        correlation_id text NOT NULL,
        data text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (message_id, data)
      );

      CREATE TABLE worklist_action (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        message_id uuid NOT NULL,
        action text NOT NULL CHECK (action IN ('set aside', 'retried', 'discarded')),
        actor text NOT NULL,
        note text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE replica (
        instance text PRIMARY KEY,
        seen_at timestamptz NOT NULL
      );
      ${keepInline('outbox', 'data')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox, inbox, inbox_conflict, worklist_action, replica');
  }
}
