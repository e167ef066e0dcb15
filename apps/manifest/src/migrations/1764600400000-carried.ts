import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What a manifest says of a conveyance and of a call beside what the rules read. Null in all that was filed before. */
export class Carried1764600400000 implements NotedMigration {
  readonly name = 'Carried1764600400000';
  readonly note: MigrationNote = {
    expands: 'what a manifest says of a conveyance and of a call beside what the rules read is kept with them',
    meanwhile: 'a build of the release before writes and reads neither',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE conveyance ADD COLUMN carried jsonb;
      ALTER TABLE port_call ADD COLUMN carried jsonb;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE conveyance DROP COLUMN carried;
      ALTER TABLE port_call DROP COLUMN carried;`);
  }
}
