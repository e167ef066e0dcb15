import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How often entries of importers that are no trusted traders are examined, as it was observed. */
export class PeerFigures1765200202000 implements NotedMigration {
  readonly name = 'PeerFigures1765200202000';
  readonly note: MigrationNote = {
    expands: 'peer_figure, entries of untrusted importers and how many of them were examined, by port, mode and month',
    meanwhile: 'a build before counts none: statements of that time say that peers are not known',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE peer_figure (
        port text NOT NULL,
        mode text NOT NULL,
        month date NOT NULL,
        -- Whose summary is on file; of each it is known whether it was selected.
        entries int NOT NULL,
        exams int NOT NULL,
        counted_at timestamptz NOT NULL,
        PRIMARY KEY (port, mode, month)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE peer_figure');
  }
}
