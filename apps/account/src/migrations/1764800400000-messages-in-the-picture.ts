import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Messages to accounts in their picture: one row a mailbox entry, and how many there are by month. */
export class MessagesInThePicture1764800400000 implements NotedMigration {
  readonly name = 'MessagesInThePicture1764800400000';
  readonly note: MigrationNote = {
    expands: 'mailbox entries of accounts with their acknowledgement, and their number by month',
    meanwhile:
      'a build before writes none of them: the rebuild that the migration orders, or a later one, adds them from the activity log',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mailbox_message (
        account_id uuid NOT NULL,
        mailbox_id bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('answer', 'notification')),
        channel text NOT NULL,
        placed_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        PRIMARY KEY (account_id, mailbox_id)
      ) WITH (fillfactor = 90);
      CREATE INDEX mailbox_message_waiting ON mailbox_message (account_id, placed_at) WHERE acknowledged_at IS NULL;

      CREATE TABLE message_figure (
        account_id uuid NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        placed bigint NOT NULL,
        acknowledged bigint NOT NULL CHECK (acknowledged BETWEEN 0 AND placed),
        PRIMARY KEY (account_id, month)
      ) WITH (fillfactor = 50);

      INSERT INTO picture_rebuild (ordered_at, ordered_by, identifier_kind, identifier, identifiers)
      SELECT now(), 'the release that brought messages into the picture', '', '', 0
       WHERE EXISTS (SELECT FROM activity_head) AND NOT EXISTS (SELECT FROM picture_rebuild WHERE finished_at IS NULL);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE message_figure, mailbox_message');
  }
}
