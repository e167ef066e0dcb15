import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

const TABLES = ['incident', 'downtime', 'notice', 'component_override'];

/**
 * Whatever is declared has a place in one order, by which the status service reads what it does not know yet. The trigger makes those who
 * declare go one after the other from there to their commit: what is committed later has a higher number than all that could be read before.
 * What comes from another database gets its numbers when it is put in.
 */
export class ToldInOrder1764700000000 implements NotedMigration {
  readonly name = 'ToldInOrder1764700000000';
  readonly note: MigrationNote = {
    expands:
      'incidents, downtimes, notices and overrides of components have a place in one order, which a trigger gives',
    meanwhile: 'the release before had no port service: nobody works on these tables yet',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE told_sequence;
      -- Renewed where the database was put back: what was told in the order before may not have happened.
      CREATE TABLE told_order (id uuid NOT NULL);
      INSERT INTO told_order VALUES (gen_random_uuid());
      CREATE FUNCTION tell_in_order() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock(hashtext('portway declared'));
          NEW.told := nextval('told_sequence');
          RETURN NEW;
        END $$;`);
    for (const table of TABLES)
      await runner.query(`
        ALTER TABLE ${table} ADD COLUMN told bigint;
        CREATE TRIGGER ${table}_told BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION tell_in_order();
        UPDATE ${table} SET told = NULL;
        ALTER TABLE ${table} ALTER COLUMN told SET NOT NULL;
        CREATE UNIQUE INDEX ${table}_in_order ON ${table} (told);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`DROP TRIGGER ${table}_told ON ${table}; ALTER TABLE ${table} DROP COLUMN told`);
    await runner.query('DROP FUNCTION tell_in_order; DROP TABLE told_order; DROP SEQUENCE told_sequence');
  }
}
