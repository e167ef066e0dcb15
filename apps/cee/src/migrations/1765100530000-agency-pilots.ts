import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Pilots with partner agencies for trusted traders. */
export class AgencyPilots1765100530000 implements NotedMigration {
  readonly name = 'AgencyPilots1765100530000';
  readonly note: MigrationNote = {
    expands: 'pilots with partner agencies, who takes part, and how they are rated',
    meanwhile: 'a build before knows of none',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE agency_pilot_number;
      CREATE TABLE agency_pilot (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        agency text NOT NULL,
        title text NOT NULL,
        state text NOT NULL CHECK (state IN ('proposed', 'running', 'ended', 'refused')),
        ports text[],
        benefits jsonb NOT NULL,
        from_day date,
        to_day date,
        proposed_by text NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by text,
        decided_why text,
        CHECK ((state IN ('running', 'ended')) = (from_day IS NOT NULL)),
        CHECK ((state = 'ended') = (to_day IS NOT NULL))
      );
      CREATE TABLE agency_pilot_account (
        pilot_id uuid NOT NULL REFERENCES agency_pilot,
        account_id uuid NOT NULL,
        PRIMARY KEY (pilot_id, account_id)
      );
      CREATE INDEX agency_pilot_account_of ON agency_pilot_account (account_id);
      CREATE TABLE agency_pilot_rating (
        pilot_id uuid NOT NULL REFERENCES agency_pilot,
        side text NOT NULL CHECK (side IN ('Center', 'importer')),
        who text NOT NULL,
        rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
        comment text NOT NULL,
        rated_by text NOT NULL,
        rated_at timestamptz NOT NULL,
        PRIMARY KEY (pilot_id, side, who)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE agency_pilot_rating, agency_pilot_account, agency_pilot; DROP SEQUENCE agency_pilot_number',
    );
  }
}
