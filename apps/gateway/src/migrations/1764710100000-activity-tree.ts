import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Signed heads of the tree over all activity logs: evidence that is not in the reach of the account service, which keeps the logs. */
export class ActivityTree1764710100000 implements NotedMigration {
  readonly name = 'ActivityTree1764710100000';
  readonly note: MigrationNote = {
    expands: 'signed heads of the tree over all activity logs are kept and published',
    meanwhile: 'the release before hears none; they wait for a replica that does',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activity_tree_head (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        size bigint NOT NULL,
        root_hash text NOT NULL,
        signed_at timestamptz NOT NULL,
        key_id text NOT NULL,
        signature text NOT NULL UNIQUE,
        heard_at timestamptz NOT NULL
      );
      CREATE INDEX activity_tree_head_furthest ON activity_tree_head (size, id);
      CREATE TRIGGER activity_tree_head_stands BEFORE UPDATE OR DELETE ON activity_tree_head FOR EACH ROW EXECUTE FUNCTION refuse_change_of_activity_head();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE activity_tree_head');
  }
}
