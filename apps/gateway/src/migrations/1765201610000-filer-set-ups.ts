import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How filers are set up for ABI, as account told last. */
export class FilerSetUpsOnFile1765201610000 implements NotedMigration {
  readonly name = 'FilerSetUpsOnFile1765201610000';
  readonly note: MigrationNote = {
    expands: 'a copy of the set-ups of filers',
    meanwhile: 'the release before judges filers by their accounts alone',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE filer_set_up (
        filer_code text PRIMARY KEY,
        revision integer NOT NULL,
        data jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE filer_set_up');
  }
}
