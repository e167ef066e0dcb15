import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Quotas with their periods and what is claimed of them, in the order in which it was presented. */
export class Quotas1765203800001 implements NotedMigration {
  readonly name = 'Quotas1765203800001';
  readonly note: MigrationNote = {
    expands:
      'quota: goods that are counted in a period; quota_claim: lines of summaries that claim one, and what they were allotted',
    meanwhile:
      'a build before reads neither: lines under a quota are taken by it and not counted until they are filed again',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE quota (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('absolute', 'tariff rate')),
        headings text NOT NULL CHECK (headings <> ''),
        paired text,
        countries text NOT NULL,
        unit text NOT NULL,
        quantity numeric(20, 4) NOT NULL CHECK (quantity >= 0),
        allotted numeric(20, 4) NOT NULL DEFAULT 0 CHECK (allotted <= quantity),
        opens_at timestamptz NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL CHECK (valid_to >= valid_from),
        status text NOT NULL CHECK (status IN ('open', 'on hold', 'potentially filled', 'filled', 'banned')),
        actor text NOT NULL
      );
      CREATE TABLE quota_claim (
        entry_key text NOT NULL,
        line_number text NOT NULL,
        quota_id int NOT NULL REFERENCES quota,
        quantity numeric(20, 4) NOT NULL,
        presented_at timestamptz NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'accepted', 'reserved', 'rejected')),
        allotted numeric(20, 4) NOT NULL DEFAULT 0,
        PRIMARY KEY (entry_key, line_number)
      );
      CREATE INDEX quota_claim_pending ON quota_claim (quota_id, presented_at) WHERE status = 'pending';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quota_claim, quota');
  }
}
