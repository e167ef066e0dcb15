import type { QueryRunner } from 'typeorm';
import { SESSIONS_ENDED_TABLE } from '#access';
import type { MigrationNote, NotedMigration } from '#persistence';

/** People sign in with the account service's own provider. */
export class SignIn1764800100000 implements NotedMigration {
  readonly name = 'SignIn1764800100000';
  readonly note: MigrationNote = {
    expands:
      'what people sign in with, links to set it up, failed attempts, the state of the sign-in provider, who signed out everywhere; every account is told of anew, with digests of e-mail addresses',
    meanwhile: 'the release before takes API keys only, and signs nobody in',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS_ENDED_TABLE);
    await runner.query(`
      CREATE FUNCTION email_digest(identity text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT encode(sha256(convert_to(identity, 'UTF8')), 'hex') $$;
      CREATE INDEX person_email_digest ON person (email_digest(email_identity));
      CREATE TABLE sign_in_credential (
        person_id uuid PRIMARY KEY REFERENCES person,
        password_hash text NOT NULL,
        totp_secret bytea NOT NULL,
        totp_last_step bigint NOT NULL,
        recovery_hashes text[] NOT NULL,
        set_at timestamptz NOT NULL
      );
      CREATE TABLE set_up_link (
        token_hash text PRIMARY KEY CHECK (token_hash ~ '^[0-9a-f]{64}$'),
        person_id uuid NOT NULL REFERENCES person,
        totp_secret bytea NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE TABLE sign_in_failure (
        email_digest text PRIMARY KEY CHECK (email_digest ~ '^[0-9a-f]{64}$'),
        failures integer NOT NULL,
        first_at timestamptz NOT NULL,
        locked_until timestamptz
      );
      CREATE TABLE sign_in_state (
        model text NOT NULL,
        id text NOT NULL,
        payload jsonb NOT NULL,
        ends_at timestamptz,
        PRIMARY KEY (model, id)
      );
      CREATE INDEX sign_in_state_end ON sign_in_state (ends_at);
      CREATE INDEX sign_in_state_grant ON sign_in_state ((payload ->> 'grantId'));
      CREATE INDEX sign_in_state_uid ON sign_in_state ((payload ->> 'uid'));
      CREATE INDEX sign_in_state_person ON sign_in_state ((payload ->> 'accountId'));
      ALTER TABLE account_listener ADD COLUMN told_as integer NOT NULL DEFAULT 1;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_listener DROP COLUMN told_as;
      DROP TABLE sign_in_state;
      DROP TABLE sign_in_failure;
      DROP TABLE set_up_link;
      DROP TABLE sign_in_credential;
      DROP TABLE sessions_ended;
      DROP INDEX person_email_digest;
      DROP FUNCTION email_digest(text);`);
  }
}
