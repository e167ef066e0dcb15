import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Filers renounce powers of attorney and are told once that one ends; listeners that are new are told of all powers. */
export class NoticesOfPowers1764800200000 implements NotedMigration {
  readonly name = 'NoticesOfPowers1764800200000';
  readonly note: MigrationNote = {
    expands:
      'a power of attorney may be renounced by the filer; of which its filer was told that it ends; who was told of all powers',
    meanwhile: "a build of the release before writes revocations without it: they are the importer's own",
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE power_of_attorney_revocation ADD COLUMN renounced boolean NOT NULL DEFAULT false;
      CREATE INDEX power_of_attorney_ending ON power_of_attorney (valid_to) WHERE valid_to IS NOT NULL;
      CREATE TABLE power_of_attorney_reminder (
        power_id uuid PRIMARY KEY REFERENCES power_of_attorney,
        at timestamptz NOT NULL
      );
      CREATE TABLE power_listener (service text PRIMARY KEY, told_as integer NOT NULL DEFAULT 1);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE power_of_attorney_reminder, power_listener;
      ALTER TABLE power_of_attorney_revocation DROP COLUMN renounced`);
  }
}
