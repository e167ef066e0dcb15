import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Offices of CBP that owe an answer in a conversation, and when each was told last. */
export class AskedOffices1765202300002 implements NotedMigration {
  readonly name = 'AskedOffices1765202300002';
  readonly note: MigrationNote = {
    expands:
      'conversation_asked, with the offices of conversations in which CBP owes an answer at the upgrade, and conversation_office_told',
    meanwhile: 'a build before tells no office; what is asked through it is found when the answer is late',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conversation_asked (
        conversation_id uuid NOT NULL REFERENCES conversation,
        -- Empty where none takes part by name.
        office text NOT NULL,
        -- When people of the office are told, unless it is answered by then; infinity: they were.
        notice_at timestamptz NOT NULL,
        PRIMARY KEY (conversation_id, office)
      );
      CREATE INDEX conversation_asked_of ON conversation_asked (office, notice_at);
      CREATE TABLE conversation_office_told (
        office text PRIMARY KEY,
        told_at timestamptz NOT NULL
      );
      INSERT INTO conversation_asked (conversation_id, office, notice_at)
      SELECT c.id, coalesce(c.owed_office, o.office, ''), now() FROM conversation c LEFT JOIN conversation_office o ON o.conversation_id = c.id AND c.owed_office IS NULL
       WHERE c.owed_by = 'CBP'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE conversation_asked; DROP TABLE conversation_office_told');
  }
}
