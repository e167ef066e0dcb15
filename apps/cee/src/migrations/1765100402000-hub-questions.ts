import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Questions to the Centers. */
export class HubQuestions1765100402000 implements NotedMigration {
  readonly name = 'HubQuestions1765100402000';
  readonly note: MigrationNote = {
    expands: 'questions of the trade, of ports and of other agencies to the Centers, with their history',
    meanwhile: 'a build before takes no questions',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE hub_question_number;
      CREATE TABLE hub_question (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        -- Who asks: an account of the trade, or an office of CBP.
        account_id uuid NOT NULL,
        asked_as text NOT NULL CHECK (asked_as IN ('trade', 'agency', 'CBP')),
        agency text CHECK ((agency IS NOT NULL) = (asked_as = 'agency')),
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        asked_on date NOT NULL,
        center_id text NOT NULL REFERENCES center,
        kind text NOT NULL,
        topic text NOT NULL,
        goods text,
        heading text,
        text text NOT NULL,
        -- The greater first: trusted traders are not behind others.
        priority smallint NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ('asked', 'answered', 'published', 'withdrawn')),
        answer text,
        answered_by text,
        answered_at timestamptz,
        publication_id uuid,
        CHECK ((state IN ('answered', 'published')) = (answer IS NOT NULL)),
        CHECK ((state = 'published') = (publication_id IS NOT NULL))
      );
      CREATE INDEX hub_question_open ON hub_question (center_id, (-priority), number) WHERE state = 'asked';
      CREATE INDEX hub_question_of ON hub_question (account_id, state, number);
      CREATE INDEX hub_question_done ON hub_question (state, number);
      CREATE TABLE hub_question_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        question_id uuid NOT NULL REFERENCES hub_question,
        event text NOT NULL,
        by_name text NOT NULL,
        center_id text NOT NULL,
        note text,
        occurred_at timestamptz NOT NULL
      );
      CREATE INDEX hub_question_event_of ON hub_question_event (question_id, id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE hub_question_event, hub_question; DROP SEQUENCE hub_question_number');
  }
}
