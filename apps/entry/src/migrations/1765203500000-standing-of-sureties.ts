import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Underwriting limits of sureties and whether they are active, with days, as operators load them. */
export class StandingOfSureties1765203500000 implements NotedMigration {
  readonly name = 'StandingOfSureties1765203500000';
  readonly note: MigrationNote = {
    expands: 'surety_standing: underwriting limits of sureties and whether they are active, with days',
    meanwhile: 'a build before does not read it: bonds above a limit are taken by it',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE surety_standing (
        surety_code text NOT NULL CHECK (surety_code ~ '^[0-9]{3}$'),
        active boolean NOT NULL,
        underwriting_dollars bigint CHECK (underwriting_dollars > 0),
        actor text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        PRIMARY KEY (surety_code, valid_from),
        CHECK (valid_to IS NULL OR valid_to >= valid_from)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE surety_standing');
  }
}
