import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/**
 * Entries of activity logs lose their content by policy and leave their hashes behind. The role under which the service runs still neither changes nor deletes
 * a row: it may call one function, which removes nothing younger than five years (19 CFR 163.4), nothing that is not in the tree yet, and nothing of an account under a
 * legal hold, and writes down what it removed. Entries are found by kind through an index.
 */
export class RetentionOfActivity1764800200001 implements NotedMigration {
  readonly name = 'RetentionOfActivity1764800200001';
  readonly note: MigrationNote = {
    expands:
      'what of the activity logs was removed by policy, with its hashes; legal holds on logs; an index of entries by kind',
    meanwhile: 'the release before removes nothing; it finds logs of which something was removed not intact',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX activity_of_kind ON activity (kind, recorded_at, account_id, sequence);

      CREATE TABLE activity_removed (
        account_id uuid NOT NULL,
        sequence bigint NOT NULL,
        recorded_at timestamptz NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL,
        removed_at timestamptz NOT NULL,
        -- Of the policy by which it was removed.
        years int NOT NULL,
        PRIMARY KEY (account_id, sequence)
      );
      CREATE TABLE activity_hold (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        reason text NOT NULL,
        placed_at timestamptz NOT NULL,
        placed_by text NOT NULL,
        lifted_at timestamptz,
        lifted_by text,
        lifted_why text
      );
      CREATE INDEX activity_hold_open ON activity_hold (account_id) WHERE lifted_at IS NULL;
      CREATE TRIGGER activity_removed_append_only BEFORE UPDATE OR DELETE ON activity_removed FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER activity_removed_kept BEFORE TRUNCATE ON activity_removed FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE FUNCTION refuse_change_of_activity() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM activity_removed r WHERE r.account_id = OLD.account_id AND r.sequence = OLD.sequence AND r.hash = OLD.hash)
            THEN RETURN OLD; END IF;
          RAISE EXCEPTION 'the activity log is append-only: a correction is a new entry';
        END $$;
      DROP TRIGGER activity_append_only ON activity;
      CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE ON activity FOR EACH ROW EXECUTE FUNCTION refuse_change_of_activity();

      CREATE FUNCTION remove_activity(policy jsonb, most int) RETURNS TABLE (account_id uuid, entries bigint, years int, recorded_until timestamptz)
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE at timestamptz := now();
        BEGIN
          IF EXISTS (SELECT 1 FROM jsonb_each_text(policy) p WHERE p.value::int < 5)
            THEN RAISE EXCEPTION 'entries of activity logs are kept for five years at least (19 CFR 163.4)'; END IF;
          RETURN QUERY WITH due AS (
            INSERT INTO activity_removed AS r (account_id, sequence, recorded_at, previous_hash, hash, removed_at, years)
            SELECT a.account_id, a.sequence, a.recorded_at, a.previous_hash, a.hash, at, p.years
              FROM activity a
              CROSS JOIN LATERAL (SELECT coalesce(policy ->> a.kind, policy ->> '*')::int AS years) p
             WHERE a.recorded_at < at - make_interval(years => (SELECT min(e.value::int) FROM jsonb_each_text(policy) e))
               AND a.recorded_at < at - make_interval(years => p.years)
               AND EXISTS (SELECT 1 FROM activity_leaf l WHERE l.account_id = a.account_id AND l.sequence = a.sequence)
               AND NOT EXISTS (SELECT 1 FROM activity_hold h WHERE h.account_id = a.account_id AND h.lifted_at IS NULL)
             ORDER BY a.recorded_at, a.account_id, a.sequence LIMIT most
            RETURNING r.account_id, r.years, r.recorded_at
          ) SELECT d.account_id, count(*), d.years, max(d.recorded_at) FROM due d GROUP BY d.account_id, d.years ORDER BY d.account_id, d.years;
          DELETE FROM activity a USING activity_removed r
           WHERE r.removed_at = at AND a.account_id = r.account_id AND a.sequence = r.sequence AND a.hash = r.hash;
        END $$;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION remove_activity(jsonb, int);
      DROP TRIGGER activity_append_only ON activity;
      CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE ON activity FOR EACH ROW EXECUTE FUNCTION refuse_change();
      DROP FUNCTION refuse_change_of_activity;
      DROP TABLE activity_removed, activity_hold;
      DROP INDEX activity_of_kind`);
  }
}
