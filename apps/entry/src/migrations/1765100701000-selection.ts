import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How goods are selected for examination, and what the standing of trusted traders brings an entry. */
export class Selection1765100701000 implements NotedMigration {
  readonly name = 'Selection1765100701000';
  readonly note: MigrationNote = {
    expands:
      'selection_rule and selection_seed, by which entries are drawn for examination; how an entry was selected, and who is trusted, with the release; which documents a blanket certification takes the place of',
    meanwhile:
      'a build before draws nobody and knows no standing: an entry that it screens has no selection, and the criteria count for it as before',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE selection_rule (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        -- For everybody, trusted traders too.
        floor boolean NOT NULL,
        ports text[],
        modes text[],
        origins text[],
        headings text[],
        rate int NOT NULL CHECK (rate BETWEEN 0 AND 10000),
        reason text NOT NULL,
        actor text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        ended_by text,
        made_at timestamptz NOT NULL DEFAULT now(),
        CHECK (valid_to IS NULL OR valid_to >= valid_from - 1)
      );
      CREATE TABLE selection_seed (
        day date PRIMARY KEY,
        seed text NOT NULL CHECK (seed ~ '^[0-9a-f]{64}$')
      );
      CREATE FUNCTION seeds_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the seed of a day is never changed'; END $$;
      CREATE TRIGGER seeds_stay BEFORE UPDATE OR DELETE ON selection_seed FOR EACH ROW EXECUTE FUNCTION seeds_stay();

      ALTER TABLE cargo_release ADD COLUMN selection json, ADD COLUMN trusted boolean NOT NULL DEFAULT false;
      CREATE INDEX cargo_release_trusted_look ON cargo_release (look_again_at) WHERE trusted AND look_again_at IS NOT NULL;
      -- One draw of a day, for who audits it.
      CREATE INDEX cargo_release_drawn ON cargo_release ((selection ->> 'day')) WHERE selection IS NOT NULL;

      -- Which blanket certification takes the place of the document.
      ALTER TABLE selectivity_criterion ADD COLUMN blanket text;
      UPDATE selectivity_criterion SET blanket = 'Lacey Act declaration' WHERE document_type = 'LACEY';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE selectivity_criterion DROP COLUMN blanket;
      DROP INDEX cargo_release_drawn;
      DROP INDEX cargo_release_trusted_look;
      ALTER TABLE cargo_release DROP COLUMN selection, DROP COLUMN trusted;
      DROP TABLE selection_rule, selection_seed;
      DROP FUNCTION seeds_stay()`);
  }
}
