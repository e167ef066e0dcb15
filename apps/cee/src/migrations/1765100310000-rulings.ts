import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class Rulings1765100310000 implements NotedMigration {
  readonly name = 'Rulings1765100310000';
  readonly note: MigrationNote = {
    expands: 'rulings with their changes and comments, and internal advice',
    meanwhile: 'a build before knows of no rulings',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ruling (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('ruling', 'internal advice', 'protest review')),
        issued_on date NOT NULL,
        subject text NOT NULL,
        headings text[] NOT NULL,
        holder text,
        holder_account uuid,
        body text NOT NULL,
        confidential text[] NOT NULL DEFAULT '{}',
        -- Without what is confidential: what everybody reads, and what is searched.
        public_body text NOT NULL,
        public_subject text NOT NULL,
        hash text NOT NULL,
        issued_by text NOT NULL,
        issued_at timestamptz NOT NULL,
        words tsvector GENERATED ALWAYS AS (
          setweight(to_tsvector('english', public_subject), 'A') || setweight(to_tsvector('english', public_body), 'B')) STORED
      );
      CREATE INDEX ruling_words ON ruling USING gin (words);
      CREATE INDEX ruling_headings ON ruling USING gin (headings);
      CREATE INDEX ruling_issued ON ruling (issued_on DESC, number DESC);

      CREATE TABLE ruling_change (
        id uuid PRIMARY KEY,
        ruling_id uuid NOT NULL REFERENCES ruling,
        kind text NOT NULL CHECK (kind IN ('modification', 'revocation')),
        state text NOT NULL CHECK (state IN ('proposed', 'published', 'dropped')),
        -- The ruling that says what holds instead.
        by_number text REFERENCES ruling (number),
        why text NOT NULL,
        proposed_on date,
        comments_until date,
        published_on date,
        effective_on date,
        hash text NOT NULL,
        ordered_by text NOT NULL,
        ordered_at timestamptz NOT NULL,
        closed_by text,
        closed_at timestamptz,
        CHECK ((state = 'published') = (effective_on IS NOT NULL))
      );
      CREATE UNIQUE INDEX ruling_change_open ON ruling_change (ruling_id) WHERE state = 'proposed';
      CREATE INDEX ruling_change_of ON ruling_change (ruling_id, ordered_at);

      CREATE TABLE ruling_comment (
        id uuid PRIMARY KEY,
        change_id uuid NOT NULL REFERENCES ruling_change,
        account_id uuid NOT NULL,
        comment text NOT NULL,
        commented_by text NOT NULL,
        commented_at timestamptz NOT NULL
      );
      CREATE INDEX ruling_comment_of ON ruling_comment (change_id, commented_at);

      CREATE SEQUENCE internal_advice_number;
      CREATE TABLE internal_advice (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        state text NOT NULL CHECK (state IN ('open', 'answered', 'refused', 'withdrawn')),
        question text NOT NULL,
        asked_for text NOT NULL,
        protest_id uuid REFERENCES protest,
        filer_code text,
        entry_number text,
        hash text NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        asked_on date NOT NULL,
        due_on date NOT NULL,
        answer text,
        ruling_number text REFERENCES ruling (number),
        closed_by text,
        closed_at timestamptz,
        CHECK ((state = 'open') = (closed_by IS NULL)),
        CHECK ((filer_code IS NULL) = (entry_number IS NULL))
      );
      CREATE INDEX internal_advice_listed ON internal_advice (state, due_on, number);
      CREATE INDEX internal_advice_of_protest ON internal_advice (protest_id);
      CREATE INDEX internal_advice_of_entry ON internal_advice (filer_code, entry_number);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE internal_advice, ruling_comment, ruling_change, ruling; DROP SEQUENCE internal_advice_number',
    );
  }
}
