import { MigrationInterface, QueryRunner } from 'typeorm';

/** Mailboxes are read in the order of the transactions that wrote them: numbers of two that overlap say nothing of which is seen first. */
export class MailboxOrder1763801000000 implements MigrationInterface {
  readonly name = 'MailboxOrder1763801000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX mailbox_waiting;
      CREATE INDEX mailbox_waiting ON mailbox (account_id, written_by, id) WHERE acknowledged_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX mailbox_waiting;
      CREATE INDEX mailbox_waiting ON mailbox (account_id, id) WHERE acknowledged_at IS NULL;`);
  }
}
