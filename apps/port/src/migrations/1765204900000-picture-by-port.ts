import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class PictureByPort1765204900000 implements NotedMigration {
  readonly name = 'PictureByPort1765204900000';
  readonly note: MigrationNote = {
    expands: 'the bills of a port are read by index, the latest heard first',
    meanwhile: 'a build before does not read them so',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX picture_bill_port ON picture_bill (port_code, heard_at DESC, bill_key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX picture_bill_port');
  }
}
