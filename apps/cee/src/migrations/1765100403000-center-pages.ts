import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What Centers publish. */
export class CenterPages1765100403000 implements NotedMigration {
  readonly name = 'CenterPages1765100403000';
  readonly note: MigrationNote = {
    expands: 'what Centers publish, with every version of it',
    meanwhile: 'a build before publishes nothing',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE publication (
        id uuid PRIMARY KEY,
        center_id text NOT NULL REFERENCES center,
        kind text NOT NULL,
        topic text NOT NULL,
        day date NOT NULL,
        title text NOT NULL,
        text text NOT NULL,
        version int NOT NULL,
        state text NOT NULL CHECK (state IN ('published', 'withdrawn')),
        -- Whom it must not name: never shown to the public.
        about_account uuid,
        asked_by text,
        published_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        withdrawn_by text,
        withdrawn_why text,
        words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english'::regconfig, topic || ' ' || title || ' ' || text)) STORED,
        CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
      );
      CREATE INDEX publication_by_day ON publication (day DESC, id DESC) WHERE state = 'published';
      CREATE INDEX publication_of_center ON publication (center_id, day DESC, id DESC) WHERE state = 'published';
      CREATE INDEX publication_changed ON publication (changed_at DESC) WHERE state = 'published';
      CREATE INDEX publication_words ON publication USING gin (words);
      CREATE TABLE publication_version (
        publication_id uuid NOT NULL REFERENCES publication,
        version int NOT NULL,
        title text NOT NULL,
        text text NOT NULL,
        -- What changed from the version before, marked.
        changes jsonb NOT NULL,
        published_by text NOT NULL,
        why text NOT NULL,
        published_at timestamptz NOT NULL,
        PRIMARY KEY (publication_id, version)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE publication_version, publication');
  }
}
