import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** By what an entry's place in the queue of decisions is judged, whenever it is looked at. */
export class QueueOfDecisions1765200200000 implements NotedMigration {
  readonly name = 'QueueOfDecisions1765200200000';
  readonly note: MigrationNote = {
    expands:
      'importer, port and mode of a cargo release, by which it is judged whether its importer has priority there today',
    meanwhile: 'a build before writes rows without them: those wait in the order in which they fall due',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cargo_release ADD COLUMN importer_number text, ADD COLUMN port_of_entry text, ADD COLUMN mode_of_transport text;
      UPDATE cargo_release SET importer_number = content -> 'importer' ->> 'number', mode_of_transport = content ->> 'modeOfTransport',
             port_of_entry = coalesce(content ->> 'plannedPortOfEntry', content ->> 'portOfUnlading')
       WHERE look_again_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE cargo_release DROP COLUMN importer_number, DROP COLUMN port_of_entry, DROP COLUMN mode_of_transport',
    );
  }
}
