import { MigrationInterface, QueryRunner } from 'typeorm';

/** Signed heads of the activity logs that the account service keeps: evidence that is not in its reach. */
export class ActivityHeads1764400200000 implements MigrationInterface {
  readonly name = 'ActivityHeads1764400200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activity_head (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id uuid NOT NULL,
        sequence bigint NOT NULL,
        hash text NOT NULL,
        signed_at timestamptz NOT NULL,
        key_id text NOT NULL,
        signature text NOT NULL,
        heard_at timestamptz NOT NULL,
        UNIQUE (account_id, signature)
      );
      CREATE INDEX activity_head_of ON activity_head (account_id, id);
      CREATE INDEX activity_head_furthest ON activity_head (account_id, sequence, id);
      CREATE FUNCTION refuse_change_of_activity_head() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'signed heads are only added to'; END $$;
      CREATE TRIGGER activity_head_stands BEFORE UPDATE OR DELETE ON activity_head FOR EACH ROW EXECUTE FUNCTION refuse_change_of_activity_head();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE activity_head; DROP FUNCTION refuse_change_of_activity_head');
  }
}
