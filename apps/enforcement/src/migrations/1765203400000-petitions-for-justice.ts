import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Petitions that go to the Department of Justice, and decisions that every party hears. */
export class PetitionsForJustice1765203400000 implements NotedMigration {
  readonly name = 'PetitionsForJustice1765203400000';
  readonly note: MigrationNote = {
    expands:
      'petition_forwarding: where a petition went whose case is with Justice, and with what; a decision has a notice for each party',
    meanwhile:
      'a build before refuses a petition whose case is with Justice, ends those that are open when a case goes there, and serves a decision on who petitioned alone',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE petition_forwarding (
        petition_id uuid NOT NULL REFERENCES petition,
        -- Of the petition, after the step that forwarded it.
        version int NOT NULL,
        forwarded_on date NOT NULL,
        -- To whom, and what proves it.
        addressee text NOT NULL,
        reference text NOT NULL,
        -- What went with it, as it was that day: text of 78 characters a line.
        record text NOT NULL,
        by_name text NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (petition_id, version)
      );
      DROP INDEX case_notice_petition;
      CREATE UNIQUE INDEX case_notice_petition ON case_notice (petition_id, party_place) WHERE petition_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE petition_forwarding;
       DROP INDEX case_notice_petition;
       CREATE UNIQUE INDEX case_notice_petition ON case_notice (petition_id) WHERE petition_id IS NOT NULL`,
    );
  }
}
