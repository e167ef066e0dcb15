import { MigrationInterface, QueryRunner } from 'typeorm';
import { compressFast } from '#persistence';

/** The journal of what partners sent, the answers kept for them, and what the gateway knows of accounts. */
export class Gateway1763700100000 implements MigrationInterface {
  readonly name = 'Gateway1763700100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        active boolean NOT NULL,
        data jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE TABLE api_key (
        hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE
      );
      CREATE INDEX api_key_account ON api_key (account_id);

      CREATE TABLE transmission (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        channel text NOT NULL CHECK (channel IN ('abi', 'x12', 'json')),
        format text NOT NULL,
        module text NOT NULL CHECK (module IN ('manifest', 'entry')),
        idempotency_key text,
        content_hash text NOT NULL,
        body bytea NOT NULL,
        received_at timestamptz NOT NULL,
        correlation_id text NOT NULL,
        disposition text NOT NULL CHECK (disposition IN ('accepted, being processed', 'processed', 'rejected')),
        filings int NOT NULL CHECK (filings >= 0),
        unanswered int NOT NULL CHECK (unanswered BETWEEN 0 AND filings),
        rejected int NOT NULL DEFAULT 0,
        repeats int NOT NULL DEFAULT 0,
        duplicate_of uuid,
        envelope jsonb NOT NULL,
        errors jsonb,
        answered_at timestamptz,
        UNIQUE (account_id, channel, idempotency_key)
      ) WITH (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.05);
      CREATE INDEX transmission_unanswered ON transmission (module, received_at) WHERE unanswered > 0;
      CREATE INDEX transmission_repeats ON transmission (duplicate_of) WHERE duplicate_of IS NOT NULL;

      CREATE TABLE filing (
        transmission_id uuid NOT NULL,
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        channel text NOT NULL CHECK (channel IN ('abi', 'x12', 'json')),
        ordinal int NOT NULL,
        module text NOT NULL CHECK (module IN ('manifest', 'entry')),
        kind text NOT NULL,
        subject text NOT NULL,
        reference text NOT NULL,
        state text NOT NULL CHECK (state IN ('accepted', 'answered')),
        outcome text CHECK (outcome IN ('accepted', 'accepted with warnings', 'referred', 'rejected')),
        conditions jsonb,
        summary jsonb,
        received_at timestamptz NOT NULL,
        answered_at timestamptz,
        PRIMARY KEY (transmission_id, id),
        CHECK ((state = 'answered') = (outcome IS NOT NULL))
      ) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
      CREATE INDEX filing_subject ON filing (subject, id);

      CREATE TABLE mailbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id uuid NOT NULL,
        transmission_id uuid,
        event text NOT NULL CHECK (event IN ('answer', 'notification')),
        format text NOT NULL CHECK (format IN ('abi', 'x12', 'json')),
        content_type text NOT NULL,
        application text NOT NULL,
        body text NOT NULL,
        created_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        written_by xid8 NOT NULL DEFAULT pg_current_xact_id()
      ) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);
      CREATE INDEX mailbox_waiting ON mailbox (account_id, id) WHERE acknowledged_at IS NULL;
      CREATE INDEX mailbox_transmission ON mailbox (transmission_id) WHERE transmission_id IS NOT NULL;

      CREATE TABLE webhook (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        url text NOT NULL,
        events jsonb NOT NULL,
        secret text NOT NULL,
        active boolean NOT NULL DEFAULT true,
        failures int NOT NULL DEFAULT 0,
        paused_until timestamptz,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX webhook_account ON webhook (account_id) WHERE active;
      CREATE TABLE webhook_delivery (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        webhook_id uuid NOT NULL REFERENCES webhook (id),
        mailbox_id bigint NOT NULL REFERENCES mailbox (id),
        event text NOT NULL,
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed', 'cancelled')),
        attempts smallint NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL,
        claimed_until timestamptz,
        status smallint,
        error text,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        UNIQUE (webhook_id, mailbox_id)
      );
      CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_try_at) WHERE state = 'pending';

      CREATE SEQUENCE x12_control MINVALUE 1 MAXVALUE 999999999 CYCLE;
      ${compressFast('transmission', 'body')}
      ${compressFast('mailbox', 'body')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE webhook_delivery, webhook, mailbox, filing, transmission, api_key, account; DROP SEQUENCE x12_control',
    );
  }
}
