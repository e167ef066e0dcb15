import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The name of an interchange holds its receiver and its usage too. A replica of an earlier release that still runs writes the name without
 * them: it is completed as it is stored, so that neither takes for new what the other has. And what partners say of what they were sent is kept with it.
 */
export class NamesOfInterchanges1764300300000 implements MigrationInterface {
  readonly name = 'NamesOfInterchanges1764300300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION full_name_of_interchange(name text, header jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN starts_with(name, former) THEN complete || substr(name, length(former) + 1) ELSE name END
          FROM (SELECT 'key:' || concat_ws('/', header ->> 'senderQualifier', header ->> 'sender', header ->> 'control') AS former,
                       'key:' || concat_ws('/', header ->> 'senderQualifier', header ->> 'sender', header ->> 'receiverQualifier', header ->> 'receiver',
                                           header ->> 'control', header ->> 'usage') AS complete) names
      $$;
      CREATE FUNCTION name_interchange() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.idempotency_key := full_name_of_interchange(NEW.idempotency_key, NEW.envelope -> 'header');
        RETURN NEW;
      END $$;
      CREATE TRIGGER name_interchange BEFORE INSERT ON transmission FOR EACH ROW
        WHEN (NEW.channel = 'x12' AND NEW.idempotency_key IS NOT NULL) EXECUTE FUNCTION name_interchange();

      CREATE TABLE notice_acknowledgement (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        transmission_id uuid NOT NULL,
        position int NOT NULL,
        account_id uuid NOT NULL,
        control text NOT NULL,
        notice text,
        mailbox_id bigint,
        status text NOT NULL CHECK (status IN ('accepted', 'accepted with errors', 'partly accepted', 'rejected')),
        said jsonb NOT NULL,
        received_at timestamptz NOT NULL,
        settled_at timestamptz,
        settled_by text,
        settled_note text,
        UNIQUE (transmission_id, position),
        CHECK (num_nulls(settled_at, settled_by, settled_note) IN (0, 3))
      );
      COMMENT ON COLUMN notice_acknowledgement.control IS 'ISA13 and GS06 under which it was sent';
      CREATE INDEX notice_acknowledgement_open ON notice_acknowledgement (id) WHERE status <> 'accepted' AND settled_at IS NULL;
      CREATE INDEX notice_acknowledgement_of ON notice_acknowledgement (account_id, control);
      -- ISA13 stands in the 91st to 99th character of every interchange.
      CREATE INDEX mailbox_interchange ON mailbox (account_id, substr(body, 91, 9)) WHERE format = 'x12';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX mailbox_interchange;
      DROP TABLE notice_acknowledgement;
      DROP TRIGGER name_interchange ON transmission;
      DROP FUNCTION name_interchange, full_name_of_interchange;`);
  }
}
