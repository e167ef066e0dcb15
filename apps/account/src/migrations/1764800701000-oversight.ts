import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Oversight reports by quarter: what is so far, and each version as it was published. */
export class Oversight1764800701000 implements NotedMigration {
  readonly name = 'Oversight1764800701000';
  readonly note: MigrationNote = {
    expands: 'oversight reports by quarter: so far, and as published',
    meanwhile: 'a build before makes none and looks at none',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oversight_so_far (
        quarter text PRIMARY KEY CHECK (quarter ~ '^[12][0-9]{3}-Q[1-4]$'),
        made_at timestamptz NOT NULL,
        data jsonb NOT NULL
      );
      CREATE TABLE oversight_published (
        quarter text NOT NULL CHECK (quarter ~ '^[12][0-9]{3}-Q[1-4]$'),
        version int NOT NULL CHECK (version > 0),
        made_at timestamptz NOT NULL,
        published_by text NOT NULL,
        why text NOT NULL,
        data jsonb NOT NULL,
        PRIMARY KEY (quarter, version)
      );
      CREATE TRIGGER oversight_published_append_only BEFORE UPDATE OR DELETE ON oversight_published FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER oversight_published_kept BEFORE TRUNCATE ON oversight_published FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE oversight_published, oversight_so_far');
  }
}
