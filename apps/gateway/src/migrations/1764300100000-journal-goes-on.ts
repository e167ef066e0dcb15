import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What makes a journal that was put back to an earlier state go on. It has a name, by which copies know whose they are. Numbers of
 * mailbox entries follow the time: microseconds since 2020, so that none is given out again whatever was forgotten, and they stay below
 * what JSON can carry for another 250 years. Whatever draws a number, an earlier release too, draws it from the same sequence.
 */
export class JournalGoesOn1764300100000 implements MigrationInterface {
  readonly name = 'JournalGoesOn1764300100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal (name uuid NOT NULL DEFAULT gen_random_uuid());
      INSERT INTO journal DEFAULT VALUES;

      -- Filings that were asked after at their module, while they have no answer.
      CREATE TABLE asked_after (
        filing_id uuid PRIMARY KEY,
        transmission_id uuid NOT NULL,
        times int NOT NULL,
        next_at timestamptz NOT NULL
      );

      LOCK TABLE mailbox IN ACCESS EXCLUSIVE MODE;
      CREATE TEMPORARY TABLE mailbox_reached ON COMMIT DROP AS SELECT nextval(pg_get_serial_sequence('mailbox', 'id')) AS id;
      ALTER TABLE mailbox ALTER COLUMN id DROP IDENTITY;
      CREATE SEQUENCE mailbox_id_seq OWNED BY mailbox.id;
      SELECT setval('mailbox_id_seq', (SELECT id FROM mailbox_reached));

      -- Ahead of time only by what is drawn faster than one a microsecond; behind it by a fifth of a second at the most. The lock keeps two that
      -- find it behind from setting it one after the other, the later one back. It is given up before the transaction ends, or all would wait for it.
      CREATE FUNCTION mailbox_number() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
      DECLARE
        number bigint := nextval('mailbox_id_seq');
        now_is bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - 1577836800000000;
      BEGIN
        IF number > now_is - 200000 THEN
          RETURN number;
        END IF;
        BEGIN
          PERFORM pg_advisory_lock(hashtext('mailbox number'));
          IF (SELECT last_value FROM mailbox_id_seq) <= now_is - 200000 THEN
            PERFORM setval('mailbox_id_seq', now_is);
          END IF;
          PERFORM pg_advisory_unlock(hashtext('mailbox number'));
        EXCEPTION WHEN OTHERS OR query_canceled THEN
          PERFORM pg_advisory_unlock(hashtext('mailbox number'));
          RAISE;
        END;
        RETURN nextval('mailbox_id_seq');
      END $$;
      ALTER TABLE mailbox ALTER COLUMN id SET DEFAULT mailbox_number();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      LOCK TABLE mailbox IN ACCESS EXCLUSIVE MODE;
      CREATE TEMPORARY TABLE mailbox_reached ON COMMIT DROP AS SELECT nextval('mailbox_id_seq') AS id;
      ALTER TABLE mailbox ALTER COLUMN id DROP DEFAULT;
      DROP FUNCTION mailbox_number();
      DROP SEQUENCE mailbox_id_seq;
      ALTER TABLE mailbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
      SELECT setval(pg_get_serial_sequence('mailbox', 'id'), (SELECT id FROM mailbox_reached));
      DROP TABLE asked_after, journal;`);
  }
}
