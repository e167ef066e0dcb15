import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Questions of CBP to accounts, each asked once. */
export class AccountQuestions1765100401000 implements NotedMigration {
  readonly name = 'AccountQuestions1765100401000';
  readonly note: MigrationNote = {
    expands: 'questions of CBP to accounts, with everybody who asked them',
    meanwhile: 'a build before asks nothing',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE account_question_number;
      CREATE TABLE account_question (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        account_id uuid NOT NULL,
        kind text NOT NULL,
        -- The product, or the heading where none is described.
        subject text NOT NULL,
        product_id bigint REFERENCES product,
        heading text,
        supplier text,
        text text NOT NULL,
        why_again text,
        state text NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn')),
        center_id text,
        port text,
        asked_at timestamptz NOT NULL,
        answer text,
        answered_by text,
        answered_at timestamptz,
        ended_at timestamptz,
        CHECK ((state = 'answered') = (answer IS NOT NULL)),
        CHECK ((state = 'open') = (ended_at IS NULL))
      );
      -- One question is asked once.
      CREATE UNIQUE INDEX account_question_open ON account_question (account_id, kind, subject) WHERE state = 'open';
      CREATE INDEX account_question_of ON account_question (account_id, number DESC);
      CREATE TABLE account_question_asker (
        question_id uuid NOT NULL REFERENCES account_question,
        person_key text NOT NULL,
        order_id uuid NOT NULL UNIQUE,
        name text NOT NULL,
        center_id text,
        port text,
        asked_at timestamptz NOT NULL,
        PRIMARY KEY (question_id, person_key)
      );
      CREATE INDEX account_question_asker_of ON account_question_asker (person_key);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE account_question_asker, account_question; DROP SEQUENCE account_question_number');
  }
}
