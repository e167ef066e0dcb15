import type { QueryRunner } from 'typeorm';
import { CAPABILITIES } from '#contracts';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Capabilities and to whom they are open. Those of this release begin open to all, as they were. */
export class Capabilities1764800500000 implements NotedMigration {
  readonly name = 'Capabilities1764800500000';
  readonly note: MigrationNote = {
    expands: 'capabilities, waves, who is admitted, how much they are used, and who was told of them',
    meanwhile: 'a build before knows of no capability: everything is open to all',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE capability (
        code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
        version int NOT NULL CHECK (version > 0),
        name text NOT NULL,
        changes text NOT NULL,
        judged_by text NOT NULL,
        state text NOT NULL CHECK (state IN ('registered', 'in waves', 'for all', 'off')),
        valid_from timestamptz NOT NULL,
        valid_to timestamptz CHECK (valid_to > valid_from),
        registered_at timestamptz NOT NULL,
        registered_by text NOT NULL,
        why text NOT NULL
      );
      CREATE TABLE capability_wave (
        code text NOT NULL REFERENCES capability,
        number int NOT NULL CHECK (number > 0),
        name text NOT NULL,
        everybody boolean NOT NULL,
        center text,
        most int NOT NULL CHECK (most > 0),
        state text NOT NULL CHECK (state IN ('planned', 'open', 'closed')),
        planned_at timestamptz NOT NULL,
        planned_by text NOT NULL,
        opened_from timestamptz,
        opened_by text,
        opened_why text,
        closed_from timestamptz,
        closed_by text,
        closed_why text,
        PRIMARY KEY (code, number)
      );
      CREATE TABLE capability_admission (
        id uuid PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        code text NOT NULL,
        wave int NOT NULL,
        who text NOT NULL CHECK (who IN ('everybody', 'account', 'importer number', 'filer code', 'SCAC')),
        account_id uuid REFERENCES account,
        identity text,
        -- Null until its wave is opened.
        valid_from timestamptz,
        valid_to timestamptz CHECK (valid_to >= valid_from),
        admitted_at timestamptz NOT NULL,
        admitted_by text NOT NULL,
        why text NOT NULL,
        ended_by text,
        end_why text,
        FOREIGN KEY (code, wave) REFERENCES capability_wave,
        CHECK ((who = 'account') = (account_id IS NOT NULL)),
        CHECK ((who IN ('account', 'everybody')) = (identity IS NULL))
      );
      CREATE INDEX capability_admission_in_order ON capability_admission (code, place);
      CREATE INDEX capability_admission_of_account ON capability_admission (account_id) WHERE account_id IS NOT NULL;
      CREATE INDEX capability_admission_of_number ON capability_admission (who, identity) WHERE identity IS NOT NULL;
      CREATE UNIQUE INDEX capability_admission_once ON capability_admission (code, who, account_id, identity) NULLS NOT DISTINCT WHERE ended_by IS NULL;

      -- Filings a day: under which admission they were taken, and those refused because it was not open.
      CREATE TABLE capability_use (
        code text NOT NULL,
        admission_id uuid NOT NULL,
        account_id uuid NOT NULL,
        day date NOT NULL,
        taken bigint NOT NULL,
        refused bigint NOT NULL,
        PRIMARY KEY (code, day, account_id, admission_id)
      );
      CREATE TABLE capability_listener (service text PRIMARY KEY);`);
    for (const { code, name, changes, judgedBy } of CAPABILITIES) {
      await runner.query(
        `INSERT INTO capability (code, version, name, changes, judged_by, state, valid_from, registered_at, registered_by, why)
         VALUES ($1, 1, $2, $3, $4, 'for all', '2000-01-01', now(), 'the platform', 'It was open to all before capabilities were')`,
        [code, name, changes, judgedBy],
      );
      await runner.query(
        `INSERT INTO capability_wave (code, number, name, everybody, most, state, planned_at, planned_by, opened_from, opened_by, opened_why)
         VALUES ($1, 1, 'all accounts', true, 1, 'open', now(), 'the platform', '2000-01-01', 'the platform', 'It was open to all before')`,
        [code],
      );
      await runner.query(
        `INSERT INTO capability_admission (id, code, wave, who, valid_from, admitted_at, admitted_by, why)
         VALUES (gen_random_uuid(), $1, 1, 'everybody', '2000-01-01', now(), 'the platform', 'It was open to all before')`,
        [code],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE capability_listener, capability_use, capability_admission, capability_wave, capability',
    );
  }
}
