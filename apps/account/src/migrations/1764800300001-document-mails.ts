import { QueryRunner } from 'typeorm';
import type { NotedMigration } from '#persistence';

/** E-mails that bring documents, and what their senders are answered. */
export class DocumentMails1764800300001 implements NotedMigration {
  readonly name = 'DocumentMails1764800300001';
  readonly note = {
    expands: 'A table for e-mails with documents; what they consist of is kept in pieces until they are read.',
    meanwhile: 'A build of the release before takes no e-mails and does not look at this table.',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE document_mail (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account,
        digest text NOT NULL,
        message_id text NOT NULL,
        sender text NOT NULL,
        sent_by text NOT NULL,
        bytes integer NOT NULL,
        state text NOT NULL CHECK (state IN ('received', 'read', 'answered', 'not answered')),
        received_at timestamptz NOT NULL,
        read_at timestamptz,
        subject text,
        answer text,
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL,
        fault text,
        UNIQUE (account_id, digest)
      );
      CREATE INDEX document_mail_waiting ON document_mail (next_try_at) WHERE state IN ('received', 'read');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE document_mail');
  }
}
