import { MigrationInterface, QueryRunner } from 'typeorm';
import { compressFast } from '#persistence';

/** What modules say while their outbound gate is not open waits here for the mailboxes; what was done by hand meanwhile is on file. */
export class Outbound1763800500000 implements MigrationInterface {
  readonly name = 'Outbound1763800500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mailbox_held (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        module text NOT NULL CHECK (module IN ('manifest', 'entry')),
        account_id uuid NOT NULL,
        transmission_id uuid,
        event text NOT NULL CHECK (event IN ('answer', 'notification')),
        format text NOT NULL CHECK (format IN ('abi', 'x12', 'json')),
        content_type text NOT NULL,
        application text NOT NULL,
        body text NOT NULL,
        correlation_id text NOT NULL,
        disposition text,
        items jsonb NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX mailbox_held_module ON mailbox_held (module, id);
      CREATE INDEX mailbox_held_transmission ON mailbox_held (transmission_id) WHERE transmission_id IS NOT NULL;
      ${compressFast('mailbox_held', 'body')}

      -- Held filings that were done by hand: who said so, and under which reference.
      CREATE TABLE processed_outside (
        filing_id uuid PRIMARY KEY,
        filing_reference text NOT NULL,
        module text NOT NULL,
        reference text NOT NULL,
        actor text NOT NULL,
        note text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX processed_outside_reference ON processed_outside (filing_reference);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE processed_outside, mailbox_held');
  }
}
