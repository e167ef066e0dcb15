import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** People with roles in accounts, terms of keys, and accounts that are suspended or were merged into another. */
export class PeopleAndKeys1764705000000 implements NotedMigration {
  readonly name = 'PeopleAndKeys1764705000000';
  readonly note: MigrationNote = {
    expands:
      'people and their roles in accounts; terms of keys; accounts may be suspended or merged; surety codes, FIRMS codes and zone numbers',
    meanwhile:
      'the release before knows none of it: give no roles and no limited keys, and merge nothing, until all replicas are new',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account
        ADD COLUMN left_as text CHECK (left_as IN ('suspended', 'deactivated', 'merged')),
        ADD COLUMN left_why text,
        ADD COLUMN merged_into uuid REFERENCES account,
        ADD CHECK ((left_as = 'merged') = (merged_into IS NOT NULL)),
        ADD CHECK (left_as IS NULL OR NOT active);
      COMMENT ON COLUMN account.left_as IS 'Why it is not active; null for one that is, or that an operator closed';
      CREATE INDEX account_merged ON account (merged_into) WHERE merged_into IS NOT NULL;

      ALTER TABLE account_identifier
        DROP CONSTRAINT account_identifier_kind_check,
        ADD CONSTRAINT account_identifier_kind_check
          CHECK (kind IN ('importer number', 'filer code', 'SCAC', 'surety code', 'FIRMS code', 'zone number')),
        ADD COLUMN roles text[] NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN account_identifier.roles IS 'Sub-accounts under this number; none for the one that the kind stands for';

      CREATE TABLE person (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        email text NOT NULL,
        email_identity text NOT NULL UNIQUE,
        known_since timestamptz NOT NULL
      );

      CREATE TABLE person_role (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        person_id uuid NOT NULL REFERENCES person,
        role text NOT NULL,
        leaves jsonb CHECK (jsonb_typeof(leaves) = 'object'),
        ports text[] NOT NULL,
        center text,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz CHECK (valid_to >= valid_from),
        given_by text NOT NULL,
        why text NOT NULL,
        ended_by text,
        end_why text,
        CHECK (num_nulls(ended_by, end_why) IN (0, 2)),
        CONSTRAINT one_owner_at_a_time
          EXCLUDE USING gist (account_id WITH =, tstzrange(valid_from, valid_to) WITH &&) WHERE (role = 'owner'),
        CONSTRAINT role_of_a_person_once
          EXCLUDE USING gist (account_id WITH =, person_id WITH =, role WITH =, tstzrange(valid_from, valid_to) WITH &&)
      );
      CREATE INDEX person_role_of ON person_role (person_id);

      ALTER TABLE api_key
        ADD COLUMN label text,
        ADD COLUMN person_id uuid REFERENCES person,
        ADD COLUMN leaves jsonb CHECK (jsonb_typeof(leaves) = 'object'),
        ADD COLUMN valid_until timestamptz,
        ADD COLUMN addresses text[] NOT NULL DEFAULT '{}',
        ADD COLUMN issued_by text;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_key DROP COLUMN label, DROP COLUMN person_id, DROP COLUMN leaves, DROP COLUMN valid_until, DROP COLUMN addresses, DROP COLUMN issued_by;
      DROP TABLE person_role, person;
      ALTER TABLE account_identifier DROP COLUMN roles, DROP CONSTRAINT account_identifier_kind_check,
        ADD CONSTRAINT account_identifier_kind_check CHECK (kind IN ('importer number', 'filer code', 'SCAC'));
      ALTER TABLE account DROP COLUMN left_as, DROP COLUMN left_why, DROP COLUMN merged_into;`);
  }
}
