import { MigrationInterface, QueryRunner } from 'typeorm';
import { compressFast, compressFastOrNot, keepInline, type MigrationNote, type NotedMigration } from '#persistence';

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

/**
 * Roads: a road leads from one service to one lane of another, and its messages are numbered. The sender keeps what it sent, the
 * listener how far it has heard, and lanes are worked by lease.
 */
export class Roads1764300000000 implements MigrationInterface {
  readonly name = 'Roads1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN again boolean NOT NULL DEFAULT false;

      CREATE TABLE road (
        destination text NOT NULL,
        lane smallint NOT NULL,
        reserved bigint NOT NULL,
        cleaned bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (destination, lane)
      );

      CREATE TABLE sent (
        destination text NOT NULL,
        lane smallint NOT NULL,
        position bigint NOT NULL,
        message_id uuid NOT NULL,
        type text NOT NULL,
        version smallint NOT NULL,
        subject text NOT NULL,
        correlation_id text NOT NULL,
        causation_id uuid,
        hash text NOT NULL,
        data text NOT NULL,
        created_at timestamptz NOT NULL,
        sent_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (destination, lane, position)
      );
      CREATE INDEX sent_age ON sent USING brin (sent_at) WITH (autosummarize = on);
      CREATE INDEX sent_message ON sent USING brin (message_id uuid_minmax_multi_ops) WITH (pages_per_range = 32, autosummarize = on);
      CREATE INDEX sent_cause ON sent USING brin (causation_id uuid_minmax_multi_ops) WITH (pages_per_range = 32, autosummarize = on);
      ${compressFast('sent', 'data')}

      CREATE TABLE heard (
        sender text NOT NULL,
        lane smallint NOT NULL,
        position bigint NOT NULL,
        beat bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (sender, lane)
      ) WITH (fillfactor = 50);

      CREATE TABLE history (
        beat bigint NOT NULL,
        versions_base int NOT NULL,
        put_back_at timestamptz
      ) WITH (fillfactor = 50);
      INSERT INTO history (beat, versions_base) VALUES (0, 0);

      CREATE TABLE lane (
        lane smallint PRIMARY KEY,
        owner text,
        until timestamptz
      ) WITH (fillfactor = 50);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lane, history, heard, sent, road; ALTER TABLE outbox DROP COLUMN again');
  }
}

/** Bulk: rows that let others go first. */
export class Bulk1764600000000 implements MigrationInterface {
  readonly name = 'Bulk1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN bulk boolean NOT NULL DEFAULT false;
      DROP INDEX outbox_road;
      CREATE INDEX outbox_road ON outbox (destination, lane, bulk, id);
      CREATE INDEX outbox_bulk ON outbox (destination, subject) WHERE bulk;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX outbox_bulk;
      DROP INDEX outbox_road;
      ALTER TABLE outbox DROP COLUMN bulk;
      CREATE INDEX outbox_road ON outbox (destination, lane, id)`);
  }
}

/** Rows that go first of what a gate lets out. */
export class GoesFirst1765100710000 implements NotedMigration {
  readonly name = 'GoesFirst1765100710000';
  readonly note: MigrationNote = {
    expands: 'outbox.goes_first, which says what leaves first when a gate opens',
    meanwhile: 'a build before leaves it false, and lets out what waits in the order written',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN goes_first boolean NOT NULL DEFAULT false;
      CREATE INDEX outbox_first ON outbox (destination, lane, id) WHERE goes_first`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX outbox_first; ALTER TABLE outbox DROP COLUMN goes_first');
  }
}

/** What was sent is kept for three days, and read again only where it got lost. */
export class SentAsItIs1765204100000 implements NotedMigration {
  readonly name = 'SentAsItIs1765204100000';
  readonly note: MigrationNote = {
    expands: 'how sent.data is stored on a server without lz4: not compressed; rows that are there stay as they are',
    meanwhile: 'a build before reads and writes it as before',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(compressFastOrNot('sent', 'data'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sent ALTER COLUMN data SET STORAGE EXTENDED');
  }
}

/** What left is kept by the bundle: kept for days and hardly ever read, it costs by the row. */
export class SentBundles1765205700000 implements NotedMigration {
  readonly name = 'SentBundles1765205700000';
  readonly note: MigrationNote = {
    expands: 'sent_bundle, which has what left as one AMQP message in one row, compressed',
    meanwhile:
      'a build before writes each message into sent, where this one finds it too; what this one kept it does not find: what gets lost then on a road of its own is asked after',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sent_bundle (
        destination text NOT NULL,
        lane smallint NOT NULL,
        first_position bigint NOT NULL,
        last_position bigint NOT NULL,
        bytes int NOT NULL,
        message_ids uuid[] NOT NULL,
        message_from uuid NOT NULL,
        message_to uuid NOT NULL,
        causes uuid[] NOT NULL,
        cause_from uuid,
        cause_to uuid,
        content bytea NOT NULL,
        sent_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (destination, lane, last_position)
      );
      ALTER TABLE sent_bundle ALTER COLUMN content SET STORAGE EXTERNAL;
      CREATE INDEX sent_bundle_age ON sent_bundle USING brin (sent_at) WITH (autosummarize = on);
      CREATE INDEX sent_bundle_messages ON sent_bundle USING brin (message_from uuid_minmax_multi_ops, message_to uuid_minmax_multi_ops)
        WITH (pages_per_range = 8, autosummarize = on);
      CREATE INDEX sent_bundle_causes ON sent_bundle USING brin (cause_from uuid_minmax_multi_ops, cause_to uuid_minmax_multi_ops)
        WITH (pages_per_range = 8, autosummarize = on);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sent_bundle');
  }
}

/** What every service's database has for its messages, oldest first. */
export const messagingTables = [
  Messaging1763700000000,
  Roads1764300000000,
  Bulk1764600000000,
  GoesFirst1765100710000,
  SentAsItIs1765204100000,
  SentBundles1765205700000,
];

/** Those of them whose rows are only ever added: what operators decided, and what came twice with other content. */
export const appendOnlyMessagingTables = ['worklist_action', 'inbox_conflict'] as const;
