import { MigrationInterface, QueryRunner } from 'typeorm';

/** How each hour was spent by each component, who wants to be told of notices, and what was told to whom. */
export class PublicPage1763800300000 implements MigrationInterface {
  readonly name = 'PublicPage1763800300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE component_hour (
        component text NOT NULL,
        hour timestamptz NOT NULL,
        operational int NOT NULL,
        slow int NOT NULL,
        down int NOT NULL,
        unknown int NOT NULL,
        maintenance int NOT NULL,
        PRIMARY KEY (component, hour),
        CHECK (operational + slow + down + unknown + maintenance = 3600000)
      );
      COMMENT ON TABLE component_hour IS 'Milliseconds of each hour';
      CREATE INDEX component_hour_age ON component_hour (hour);

      CREATE TABLE subscription (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('e-mail', 'webhook')),
        address text NOT NULL,
        modules jsonb NOT NULL,
        modes jsonb NOT NULL,
        ports jsonb NOT NULL,
        drills boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('asked', 'active', 'ended')),
        link_key text NOT NULL,
        secrets jsonb NOT NULL,
        token_hash text,
        failures int NOT NULL DEFAULT 0,
        paused_until timestamptz,
        created_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        ended_at timestamptz,
        ended_because text
      );
      CREATE UNIQUE INDEX subscription_once ON subscription (lower(address)) WHERE state = 'active' AND kind = 'e-mail';
      CREATE INDEX subscription_address ON subscription (lower(address), created_at);

      CREATE TABLE announcement (
        key text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('notice', 'confirmation')),
        drill boolean NOT NULL,
        content jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE TABLE announcement_delivery (
        id uuid PRIMARY KEY,
        subscription_id uuid NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
        announcement text NOT NULL REFERENCES announcement (key),
        state text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'cancelled')),
        attempts int NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL,
        claimed_until timestamptz,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        UNIQUE (subscription_id, announcement)
      );
      CREATE INDEX announcement_delivery_due ON announcement_delivery (next_try_at) WHERE state = 'pending';
      CREATE TABLE announcement_attempt (
        delivery_id uuid NOT NULL REFERENCES announcement_delivery (id) ON DELETE CASCADE,
        number int NOT NULL,
        at timestamptz NOT NULL,
        status int,
        error text,
        PRIMARY KEY (delivery_id, number)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE announcement_attempt, announcement_delivery, announcement, subscription, component_hour',
    );
  }
}
