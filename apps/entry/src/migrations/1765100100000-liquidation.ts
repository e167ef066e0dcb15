import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Liquidations of entries, what happened to them and who ordered it, and the bulletin of notices (19 CFR 159.9). */
export class Liquidation1765100100000 implements NotedMigration {
  readonly name = 'Liquidation1765100100000';
  readonly note: MigrationNote = {
    expands:
      'liquidation, its events, the orders of Centers, and notices; filled from summaries by the service itself, while it runs',
    meanwhile: 'a build before liquidates nothing; what it takes and changes is followed by the next one',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE liquidation (
        entry_key text PRIMARY KEY CHECK (length(entry_key) = 11),
        version int NOT NULL,
        state text NOT NULL CHECK (state IN ('not liquidated', 'liquidated', 'reliquidated')),
        -- When the run looks at it next; null while it is suspended, and once it is liquidated.
        run_at timestamptz CHECK (run_at IS NULL OR state = 'not liquidated'),
        data json NOT NULL
      ) WITH (fillfactor = 80);
      CREATE INDEX liquidation_due ON liquidation (run_at) WHERE run_at IS NOT NULL;

      CREATE TABLE liquidation_event (
        entry_key text NOT NULL,
        version int NOT NULL,
        event text NOT NULL,
        at timestamptz NOT NULL,
        order_id uuid,
        data json NOT NULL,
        PRIMARY KEY (entry_key, version)
      );

      CREATE TABLE liquidation_order (
        order_id uuid PRIMARY KEY,
        entry_key text NOT NULL,
        at timestamptz NOT NULL,
        refusal text,
        data json NOT NULL
      );
      CREATE INDEX liquidation_order_of ON liquidation_order (entry_key);

      CREATE TABLE liquidation_notice (
        posted_on date NOT NULL,
        entry_key text NOT NULL,
        version int NOT NULL,
        port text,
        entry_type text,
        entry_date date NOT NULL,
        event text NOT NULL CHECK (event IN ('liquidated', 'reliquidated', 'set aside')),
        deemed boolean NOT NULL,
        change_cents bigint,
        PRIMARY KEY (posted_on, entry_key, version)
      );
      CREATE INDEX liquidation_notice_at ON liquidation_notice (posted_on, port, entry_key, version);
      ${['liquidation_event', 'liquidation_order', 'liquidation_notice']
        .map(
          (table) => `CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION history_is_kept();`,
        )
        .join('\n      ')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE liquidation, liquidation_event, liquidation_order, liquidation_notice');
  }
}
