import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/**
 * The tree over all activity logs: its leaves in their one order, every fourth level of its complete subtrees, and its signed heads. All three are
 * only added to. An entry says who acted, at which port or Center.
 */
export class ActivityTree1764710000000 implements NotedMigration {
  readonly name = 'ActivityTree1764710000000';
  readonly note: MigrationNote = {
    expands:
      'entries of all activity logs are leaves of one signed tree; an entry says who acted, at which port or Center',
    meanwhile: 'the release before writes entries without these; they become leaves all the same, within seconds',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE activity ADD COLUMN person text, ADD COLUMN port text, ADD COLUMN center text;
      CREATE INDEX activity_by_time ON activity (recorded_at, account_id, sequence);
      CREATE INDEX activity_of_subject ON activity (subject, recorded_at, account_id, sequence) WHERE subject IS NOT NULL;
      CREATE INDEX activity_of_person ON activity (person, recorded_at, account_id, sequence) WHERE person IS NOT NULL;
      CREATE INDEX activity_of_port ON activity (port, recorded_at, account_id, sequence) WHERE port IS NOT NULL;
      CREATE INDEX activity_of_center ON activity (center, recorded_at, account_id, sequence) WHERE center IS NOT NULL;

      ALTER TABLE activity_head ADD COLUMN sealed_sequence bigint NOT NULL DEFAULT 0;
      CREATE INDEX activity_head_unsealed ON activity_head (account_id) WHERE sealed_sequence < sequence;

      CREATE TABLE activity_leaf (
        leaf bigint PRIMARY KEY CHECK (leaf >= 0),
        account_id uuid NOT NULL,
        sequence bigint NOT NULL,
        entry_hash bytea NOT NULL CHECK (length(entry_hash) = 32),
        UNIQUE (account_id, sequence)
      );
      CREATE TABLE activity_node (
        level smallint NOT NULL,
        position bigint NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (level, position)
      );
      CREATE TABLE activity_tree_head (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        size bigint NOT NULL CHECK (size > 0),
        root_hash bytea NOT NULL CHECK (length(root_hash) = 32),
        signed_at timestamptz NOT NULL,
        key_id text NOT NULL,
        signature text NOT NULL
      );
      CREATE INDEX activity_tree_head_of ON activity_tree_head (size, id);`);
    for (const table of ['activity_leaf', 'activity_node', 'activity_tree_head'])
      await runner.query(`
        CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER ${table}_kept BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE activity_tree_head, activity_node, activity_leaf;
      ALTER TABLE activity_head DROP COLUMN sealed_sequence;
      DROP INDEX activity_by_time;
      ALTER TABLE activity DROP COLUMN person, DROP COLUMN port, DROP COLUMN center`);
  }
}
