import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** People are invited into accounts by mail. */
export class Invitations1764800600000 implements NotedMigration {
  readonly name = 'Invitations1764800600000';
  readonly note: MigrationNote = {
    expands:
      'invitations into accounts, and e-mails that wait to be sent; a link to set up how to sign in may belong to an invitation',
    meanwhile: 'the release before sends no invitations; a link of one sets up how to sign in there and gives no role',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invitation (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        state text NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'expired', 'withdrawn')),
        token_hash text UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
        name text NOT NULL,
        email text NOT NULL,
        email_identity text NOT NULL,
        role text NOT NULL,
        leaves jsonb CHECK (jsonb_typeof(leaves) = 'object'),
        ports text[] NOT NULL,
        center text,
        valid_from timestamptz,
        valid_to timestamptz,
        invited_by text NOT NULL,
        invited_by_person uuid REFERENCES person,
        invited_by_name text,
        invited_from uuid NOT NULL REFERENCES account,
        why text NOT NULL,
        invited_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL CHECK (ends_at > invited_at),
        decided_at timestamptz,
        CHECK ((state = 'invited') = (decided_at IS NULL))
      );
      COMMENT ON COLUMN invitation.token_hash IS 'SHA-256 of the token in the e-mail that was sent last; the token itself is nowhere';
      COMMENT ON COLUMN invitation.invited_from IS 'In which its sender acted: by what the sender may from there it is judged when it is accepted';
      COMMENT ON COLUMN invitation.invited_by_name IS 'Whose key it was sent with, where that is none of the people of invited_from';
      CREATE UNIQUE INDEX invitation_once ON invitation (account_id, email_identity, role) WHERE state = 'invited';
      CREATE INDEX invitation_of ON invitation (account_id, invited_at);
      CREATE INDEX invitation_end ON invitation (ends_at) WHERE state = 'invited';
      CREATE TABLE outgoing_mail (
        id uuid PRIMARY KEY,
        recipient text NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        invitation_id uuid UNIQUE REFERENCES invitation,
        made_at timestamptz NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        refusals integer NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL,
        settled_at timestamptz,
        fault text
      );
      COMMENT ON COLUMN outgoing_mail.settled_at IS 'When it was sent, or, with a fault, given up';
      CREATE INDEX outgoing_mail_waiting ON outgoing_mail (next_try_at) WHERE settled_at IS NULL;
      CREATE INDEX outgoing_mail_settled ON outgoing_mail (settled_at) WHERE settled_at IS NOT NULL;
      ALTER TABLE set_up_link ADD COLUMN invitation_id uuid REFERENCES invitation;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE set_up_link DROP COLUMN invitation_id;
      DROP TABLE outgoing_mail;
      DROP TABLE invitation;`);
  }
}
