import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class Conversations1765200500000 implements NotedMigration {
  readonly name = 'Conversations1765200500000';
  readonly note: MigrationNote = {
    expands:
      'conversations about cases, entries, requests and accounts with who takes part, their messages, internal notes of CBP in tables of their own; an address to answer to for e-mails that wait to be sent',
    meanwhile: 'the release before writes in none of them, and sends an e-mail that waits without that address',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE conversation_number;
      CREATE TABLE conversation (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        subject text NOT NULL UNIQUE,
        account_id uuid NOT NULL REFERENCES account,
        title text NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'closed')),
        opened_at timestamptz NOT NULL,
        opened_by text NOT NULL,
        changed_by text,
        changed_why text,
        last_number integer NOT NULL DEFAULT 0,
        last_at timestamptz NOT NULL,
        owed_by text CHECK (owed_by IN ('CBP', 'trade')),
        owed_since timestamptz,
        owed_until date,
        owed_office text,
        reminded boolean NOT NULL DEFAULT false,
        CHECK ((owed_by IS NULL) = (owed_since IS NULL) AND (owed_by IS NULL) = (owed_until IS NULL))
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN conversation.subject IS 'What it is about, as messages and the activity log write it';
      COMMENT ON COLUMN conversation.last_number IS 'Of messages; notes have places of their own, so that nothing here tells of them';
      CREATE INDEX conversation_of ON conversation (account_id, last_at, id);
      CREATE INDEX conversation_last ON conversation (last_at, id);
      CREATE INDEX conversation_owed ON conversation (owed_until) WHERE owed_by IS NOT NULL AND NOT reminded;

      CREATE TABLE conversation_office (
        conversation_id uuid NOT NULL REFERENCES conversation,
        office text NOT NULL,
        since timestamptz NOT NULL,
        by text NOT NULL,
        PRIMARY KEY (conversation_id, office)
      );
      CREATE INDEX conversation_office_of ON conversation_office (office, conversation_id);

      CREATE TABLE conversation_grant (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL REFERENCES conversation,
        account_id uuid NOT NULL REFERENCES account,
        role text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz CHECK (valid_until > valid_from),
        given_by text NOT NULL,
        why text NOT NULL,
        revoked_at timestamptz,
        revoked_by text,
        revoked_why text
      );
      CREATE INDEX conversation_grant_in ON conversation_grant (conversation_id);
      CREATE INDEX conversation_grant_to ON conversation_grant (account_id, conversation_id) WHERE revoked_at IS NULL;

      CREATE TABLE conversation_message (
        conversation_id uuid NOT NULL REFERENCES conversation,
        number integer NOT NULL CHECK (number > 0),
        id uuid NOT NULL UNIQUE,
        side text NOT NULL CHECK (side IN ('CBP', 'trade')),
        account_id uuid NOT NULL REFERENCES account,
        person_id uuid,
        by text NOT NULL,
        office text,
        text text NOT NULL,
        asks_office text,
        wants_answer boolean NOT NULL,
        channel text NOT NULL CHECK (channel IN ('page', 'e-mail')),
        original boolean NOT NULL,
        written_at timestamptz NOT NULL,
        words tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED,
        PRIMARY KEY (conversation_id, number)
      );
      COMMENT ON COLUMN conversation_message.original IS 'The e-mail that it came by is kept, with what was cut from its text';
      CREATE INDEX conversation_message_words ON conversation_message USING gin (words);

      CREATE TABLE conversation_document (
        conversation_id uuid NOT NULL,
        number integer NOT NULL,
        place smallint NOT NULL,
        document_id uuid NOT NULL REFERENCES document,
        PRIMARY KEY (conversation_id, number, place),
        FOREIGN KEY (conversation_id, number) REFERENCES conversation_message
      );

      CREATE TABLE conversation_mention (
        conversation_id uuid NOT NULL,
        number integer NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        name text NOT NULL,
        PRIMARY KEY (conversation_id, number, person_id),
        FOREIGN KEY (conversation_id, number) REFERENCES conversation_message
      );

      CREATE TABLE conversation_reader (
        id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        conversation_id uuid NOT NULL REFERENCES conversation,
        account_id uuid NOT NULL REFERENCES account,
        who text NOT NULL,
        person_id uuid,
        name text NOT NULL,
        side text NOT NULL CHECK (side IN ('CBP', 'trade')),
        read_number integer NOT NULL DEFAULT 0,
        read_at timestamptz,
        notice_at timestamptz,
        UNIQUE (conversation_id, account_id, who)
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN conversation_reader.who IS 'The id of the person, or the name on a key that is nobody''s on file';
      COMMENT ON COLUMN conversation_reader.notice_at IS 'When an e-mail tells that there is something, unless it was read by then';
      CREATE INDEX conversation_reader_notice ON conversation_reader (notice_at) WHERE notice_at IS NOT NULL;

      CREATE TABLE conversation_note (
        position bigint PRIMARY KEY,
        id uuid NOT NULL UNIQUE,
        conversation_id uuid NOT NULL REFERENCES conversation,
        account_id uuid NOT NULL,
        person_id uuid,
        by text NOT NULL,
        office text,
        text text NOT NULL,
        written_at timestamptz NOT NULL
      );
      COMMENT ON TABLE conversation_note IS 'Of CBP for CBP: read at addresses of their own alone, and in nothing that anybody else is shown';
      CREATE INDEX conversation_note_in ON conversation_note (conversation_id, position);
      CREATE TABLE conversation_note_mention (
        note_id uuid NOT NULL REFERENCES conversation_note (id),
        person_id uuid NOT NULL REFERENCES person,
        name text NOT NULL,
        PRIMARY KEY (note_id, person_id)
      );

      CREATE TABLE conversation_event (
        position bigint PRIMARY KEY,
        conversation_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('message', 'read', 'changed')),
        number integer NOT NULL,
        reader_id bigint,
        happened_at timestamptz NOT NULL
      );
      CREATE INDEX conversation_event_old ON conversation_event (happened_at);
      CREATE TABLE conversation_feed (
        feed text PRIMARY KEY CHECK (feed IN ('events', 'notes')),
        position bigint NOT NULL
      );
      COMMENT ON TABLE conversation_feed IS 'Where each feed ends. Whoever adds to one holds its row until the commit, so that positions become visible in their order';
      INSERT INTO conversation_feed VALUES ('events', 0), ('notes', 0);

      ALTER TABLE outgoing_mail ADD COLUMN reply_to text;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outgoing_mail DROP COLUMN reply_to;
      DROP TABLE conversation_feed, conversation_event, conversation_note_mention, conversation_note, conversation_reader, conversation_mention,
        conversation_document, conversation_message, conversation_grant, conversation_office, conversation;
      DROP SEQUENCE conversation_number;`);
  }
}
