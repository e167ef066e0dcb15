import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Requests for information are questions to accounts, and notices of action say what they decide. */
export class OneQuestionOnce1765200100000 implements NotedMigration {
  readonly name = 'OneQuestionOnce1765200100000';
  readonly note: MigrationNote = {
    expands:
      'the question that a request for information asks, who reads its answer too, the supplier, and what a notice of action decides; of a question the number of its request',
    meanwhile: 'requests of a build before ask beside open questions, and its notices of action bind nobody',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE center_notice ADD COLUMN question_id uuid REFERENCES account_question, ADD COLUMN supplier text, ADD COLUMN outcome text;
      CREATE INDEX center_notice_of_question ON center_notice (question_id) WHERE question_id IS NOT NULL;
      -- The request for information that asks it with a clock.
      ALTER TABLE account_question ADD COLUMN request text;
      -- Who asked the same while a request was out: reads its answer, and the item waits for it.
      CREATE TABLE center_notice_reader (
        notice_id uuid NOT NULL REFERENCES center_notice,
        item_id bigint NOT NULL REFERENCES work_item,
        order_id uuid NOT NULL UNIQUE,
        hash text NOT NULL,
        by_name text NOT NULL,
        by_id uuid NOT NULL,
        center_id text NOT NULL,
        port text,
        joined_at timestamptz NOT NULL,
        PRIMARY KEY (notice_id, item_id)
      );
      CREATE INDEX center_notice_reader_of ON center_notice_reader (item_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE center_notice_reader; ALTER TABLE account_question DROP COLUMN request;
       ALTER TABLE center_notice DROP COLUMN question_id, DROP COLUMN supplier, DROP COLUMN outcome`,
    );
  }
}
