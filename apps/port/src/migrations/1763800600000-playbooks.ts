import { MigrationInterface, QueryRunner } from 'typeorm';

/** Published versions of the national downtime procedure, and of what ports have changed of it. A version is never altered. */
export class Playbooks1763800600000 implements MigrationInterface {
  readonly name = 'Playbooks1763800600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE playbook_version (
        sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        place text NOT NULL CHECK (place = 'national' OR place ~ '^[0-9]{4}$'),
        mode text NOT NULL CHECK (mode IN ('truck', 'rail', 'vessel', 'air', 'air express')),
        version int NOT NULL CHECK (version >= 1),
        effective_from date NOT NULL,
        national_version int CHECK ((place = 'national') = (national_version IS NULL)),
        document jsonb NOT NULL,
        officer text NOT NULL,
        account_id uuid,
        published_at timestamptz NOT NULL,
        UNIQUE (place, mode, version)
      );
      CREATE FUNCTION refuse_change_of_playbook_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a published version of a playbook is never altered'; END $$;
      CREATE TRIGGER playbook_version_stands BEFORE UPDATE OR DELETE ON playbook_version
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_playbook_version();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE playbook_version; DROP FUNCTION refuse_change_of_playbook_version');
  }
}
