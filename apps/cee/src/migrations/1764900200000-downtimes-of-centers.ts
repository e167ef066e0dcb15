import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What cee must know of downtimes: they stop the clocks of the trade. */
export class DowntimesOfCenters1764900200000 implements NotedMigration {
  readonly name = 'DowntimesOfCenters1764900200000';
  readonly note: MigrationNote = {
    expands: 'downtimes, by which clocks are put off',
    meanwhile: 'the release before keeps none: clocks of its work items know of downtimes that change later',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE downtime (downtime_id uuid PRIMARY KEY, version int NOT NULL, data json NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE downtime');
  }
}
