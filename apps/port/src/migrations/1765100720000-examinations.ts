import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What waits for an examination or a review at a port. */
export class Examinations1765100720000 implements NotedMigration {
  readonly name = 'Examinations1765100720000';
  readonly note: MigrationNote = {
    expands:
      'entry_selection, how entries were selected for examination as entry last told; an index of releases under review',
    meanwhile: 'a build before takes no message of it and has no such list',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE entry_selection (
        entry_key text PRIMARY KEY,
        version int NOT NULL,
        port_code text,
        trusted boolean NOT NULL,
        risk smallint NOT NULL,
        selected_by text,
        reasons jsonb NOT NULL,
        ordered_at timestamptz,
        begun_at timestamptz,
        ended_at timestamptz,
        site text,
        heard_at timestamptz NOT NULL
      );
      CREATE INDEX entry_selection_open ON entry_selection (port_code, risk DESC) WHERE ordered_at IS NOT NULL AND ended_at IS NULL;
      CREATE INDEX picture_release_reviews ON picture_release ((data ->> 'portOfEntry'))
        WHERE data ->> 'state' IN ('documents required', 'correction requested', 'cancellation requested')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX picture_release_reviews; DROP TABLE entry_selection');
  }
}
