import { MigrationInterface, QueryRunner } from 'typeorm';

/** Filings that failed on our side may be sent again; what is old and done with can be found and removed. */
export class GatewayUpkeep1763700200000 implements MigrationInterface {
  readonly name = 'GatewayUpkeep1763700200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE transmission ADD COLUMN failed int NOT NULL DEFAULT 0;
      ALTER TABLE transmission DROP CONSTRAINT transmission_disposition_check;
      ALTER TABLE transmission ADD CONSTRAINT transmission_disposition_check
        CHECK (disposition IN ('accepted, being processed', 'processed', 'rejected', 'not processed, resend'));
      CREATE INDEX mailbox_acknowledged ON mailbox (acknowledged_at) WHERE acknowledged_at IS NOT NULL;
      CREATE INDEX webhook_delivery_finished ON webhook_delivery (finished_at) WHERE finished_at IS NOT NULL;
      CREATE INDEX webhook_delivery_mailbox ON webhook_delivery (mailbox_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX webhook_delivery_mailbox, webhook_delivery_finished, mailbox_acknowledged;
      ALTER TABLE transmission DROP CONSTRAINT transmission_disposition_check, DROP COLUMN failed;
      UPDATE transmission SET disposition = 'rejected' WHERE disposition = 'not processed, resend';
      ALTER TABLE transmission ADD CONSTRAINT transmission_disposition_check CHECK (disposition IN ('accepted, being processed', 'processed', 'rejected'));`);
  }
}
