import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What was asked, answered and decided before, found by likeness of goods. */
export class EarlierAnswers1765100400000 implements NotedMigration {
  readonly name = 'EarlierAnswers1765100400000';
  readonly note: MigrationNote = {
    expands:
      'earlier questions, answers and decisions with the products they are about, and departures from them; the extension pg_trgm',
    meanwhile: 'decisions that a build before makes are not found, and not compared with',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      -- Words of a description without endings, each once, in one order: descriptions with the same words are one product.
      CREATE FUNCTION product_key(goods text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN array_to_string(tsvector_to_array(to_tsvector('english'::regconfig, goods)), ' ');
      CREATE TABLE product (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL UNIQUE,
        -- As it was described first.
        goods text NOT NULL,
        words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english'::regconfig, goods)) STORED
      );
      CREATE INDEX product_words ON product USING gin (words);
      CREATE TABLE product_word (
        word text PRIMARY KEY,
        -- How many products have it: rare words are looked for first.
        products int NOT NULL
      ) WITH (fillfactor = 70);
      CREATE INDEX product_word_parts ON product_word USING gin (word gin_trgm_ops);

      CREATE TABLE earlier_answer (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        source_kind text NOT NULL,
        source_id text NOT NULL,
        source_number text NOT NULL,
        part smallint NOT NULL DEFAULT 0,
        stage text NOT NULL CHECK (stage IN ('request', 'answer', 'decision', 'ruling', 'advice')),
        kind text NOT NULL,
        account_id uuid,
        supplier text,
        product_id bigint REFERENCES product,
        -- What it is told apart by from others of its kind.
        subject text,
        tariff text,
        heading text GENERATED ALWAYS AS (substr(tariff, 1, 4)) STORED,
        port text,
        center_id text,
        outcome text,
        answer text NOT NULL,
        words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english'::regconfig, answer)) STORED,
        day date NOT NULL,
        by_name text,
        by_id uuid,
        recorded_at timestamptz NOT NULL,
        -- Revoked, or not carried out.
        ended_at timestamptz,
        ended_why text,
        UNIQUE (source_kind, source_id, part, stage)
      );
      CREATE INDEX earlier_answer_of_product ON earlier_answer (product_id, day DESC, id DESC);
      CREATE INDEX earlier_answer_of_account ON earlier_answer (account_id, day DESC, id DESC);
      CREATE INDEX earlier_answer_of_account_product ON earlier_answer (account_id, product_id);
      CREATE INDEX earlier_answer_of_supplier ON earlier_answer (supplier, day DESC, id DESC);
      CREATE INDEX earlier_answer_of_heading ON earlier_answer (heading, day DESC, id DESC);
      CREATE INDEX earlier_answer_of_subject ON earlier_answer (subject, kind);
      CREATE INDEX earlier_answer_words ON earlier_answer USING gin (words);

      CREATE TABLE decided_subject (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        subject text NOT NULL,
        product_id bigint NOT NULL REFERENCES product,
        decisions int NOT NULL,
        outcomes int NOT NULL,
        -- Decisions that are not the most common one.
        odd int NOT NULL,
        UNIQUE (kind, subject)
      );
      CREATE INDEX decided_subject_spread ON decided_subject ((-odd), id) WHERE outcomes > 1;

      CREATE SEQUENCE departure_number;
      CREATE TABLE departure (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        kind text NOT NULL,
        subject text NOT NULL,
        product_id bigint NOT NULL REFERENCES product,
        account_id uuid,
        supplier text,
        outcome text NOT NULL,
        reason text NOT NULL,
        state text NOT NULL CHECK (state IN ('proposed', 'approved', 'refused', 'used')),
        center_id text NOT NULL,
        earlier jsonb NOT NULL,
        proposed_by text NOT NULL,
        proposed_by_id uuid NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by text,
        decided_by_id uuid,
        decided_at timestamptz,
        decided_why text,
        used_by text,
        CHECK ((state = 'proposed') = (decided_by IS NULL)),
        CHECK ((state = 'used') = (used_by IS NOT NULL)),
        CHECK (decided_by_id <> proposed_by_id)
      );
      CREATE UNIQUE INDEX departure_open ON departure (kind, subject, outcome) WHERE state IN ('proposed', 'approved');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE departure, decided_subject, earlier_answer, product_word, product; DROP SEQUENCE departure_number; DROP FUNCTION product_key(text)',
    );
  }
}
