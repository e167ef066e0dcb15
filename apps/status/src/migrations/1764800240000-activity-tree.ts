import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Signed heads of the tree over all activity logs, as the gateway told them: only added to, so that they can be read while it is away. */
export class ActivityTree1764800240000 implements NotedMigration {
  readonly name = 'ActivityTree1764800240000';
  readonly note: MigrationNote = {
    expands: 'signed heads of the tree over all activity logs are kept and published',
    meanwhile: 'a build of the release before does not ask for them',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activity_tree_head (
        signature text PRIMARY KEY,
        size bigint NOT NULL CHECK (size > 0),
        root_hash text NOT NULL,
        signed_at timestamptz NOT NULL,
        key_id text NOT NULL,
        heard_at timestamptz NOT NULL
      );
      CREATE INDEX activity_tree_head_newest ON activity_tree_head (signed_at DESC);
      CREATE TABLE activity_tree_until (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        keys jsonb NOT NULL,
        as_of timestamptz NOT NULL
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE activity_tree_head, activity_tree_until');
  }
}
