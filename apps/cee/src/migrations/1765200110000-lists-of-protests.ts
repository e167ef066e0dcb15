import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Lists of protests in the order of an index. */
export class ListsOfProtests1765200110000 implements NotedMigration {
  readonly name = 'ListsOfProtests1765200110000';
  readonly note: MigrationNote = {
    expands: 'indexes of protests by Center, team and state in the order of their lists, and by the day of filing',
    meanwhile: 'a build before lists more slowly',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX protest_list ON protest (state, center_id, coalesce(place_on, 'infinity'::date), number);
      CREATE INDEX protest_list_of_team ON protest (state, center_id, team_number, coalesce(place_on, 'infinity'::date), number);
      CREATE INDEX protest_entry_at ON protest_entry (port, protest_id);
      CREATE INDEX protest_filed ON protest (filed_at DESC, number DESC);
      CREATE INDEX protest_filed_in ON protest (state, filed_at DESC, number DESC);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX protest_entry_at, protest_list, protest_list_of_team, protest_filed, protest_filed_in',
    );
  }
}
