import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class GoodsThatTheLawExcludes1765201001000 implements NotedMigration {
  readonly name = 'GoodsThatTheLawExcludes1765201001000';
  readonly note: MigrationNote = {
    expands:
      'cases of detained goods know when the law considers them detained or deems them excluded, and for which agency they are detained',
    meanwhile:
      'a build before detains and decides as before; the law acts on what it left as soon as a build of today looks',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE center_case
        ADD COLUMN agency text,
        ADD COLUMN excluded_on date,
        -- The first day on which the law may do something by itself: who looks that early finds the right one.
        ADD COLUMN law_from date;
      CREATE INDEX center_case_by_law ON center_case (law_from) WHERE law_from IS NOT NULL;
      UPDATE center_case SET law_from = presented_on WHERE kind <> 'evasion' AND state IN ('open', 'detained') AND presented_on IS NOT NULL AND NOT restricted;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE center_case DROP COLUMN agency, DROP COLUMN excluded_on, DROP COLUMN law_from');
  }
}
