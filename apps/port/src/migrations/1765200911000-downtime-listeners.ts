import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class DowntimeListeners1765200911000 implements NotedMigration {
  readonly name = 'DowntimeListeners1765200911000';
  readonly note: MigrationNote = {
    expands: 'which services were told of every downtime',
    meanwhile: 'a build before tells of a downtime only when it changes, as ever',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE downtime_listener (service text PRIMARY KEY)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE downtime_listener');
  }
}
