import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/**
 * What the port service told of incidents, downtimes, notices and components, so that the public can read it while that service is away. The
 * tables of officers and downtimes that were here before are left alone: docs/operators/restore.md says how they move to the port service.
 */
export class ToldByPort1764700000000 implements NotedMigration {
  readonly name = 'ToldByPort1764700000000';
  readonly note: MigrationNote = {
    expands: 'what the port service told of incidents, downtimes, notices and components is kept',
    meanwhile:
      'a build of the release before goes on with its own tables, which are left alone until an operator has moved and dropped them',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE told (
        kind text NOT NULL CHECK (kind IN ('incident', 'downtime', 'notice', 'override')),
        key text NOT NULL,
        sequence bigint NOT NULL,
        from_at timestamptz NOT NULL,
        -- Null for what is open, in force or has no end.
        to_at timestamptz,
        changed_at timestamptz NOT NULL,
        -- Of a notice: its place among all notices.
        place bigint NOT NULL,
        data jsonb NOT NULL,
        PRIMARY KEY (kind, key)
      );
      CREATE INDEX told_from ON told (kind, from_at DESC);
      CREATE INDEX told_changed ON told (kind, changed_at);
      CREATE INDEX told_place ON told (place DESC) WHERE kind = 'notice';
      CREATE TABLE told_until (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        -- In which order the port service tells.
        told_order text NOT NULL,
        at timestamptz NOT NULL
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE told, told_until');
  }
}
