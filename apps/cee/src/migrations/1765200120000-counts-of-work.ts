import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How much work there is, counted as it moves. */
export class CountsOfWork1765200120000 implements NotedMigration {
  readonly name = 'CountsOfWork1765200120000';
  readonly note: MigrationNote = {
    expands:
      'counts of work items by team, state and day, and a trigger that keeps them, whichever statement moves work',
    meanwhile: 'what a build before moves is counted by the same trigger',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work_count (
        center_id text NOT NULL,
        team_number text NOT NULL,
        state text NOT NULL,
        -- Of what is done the day on which it was, by the clock of the Centers; else the due date, 'infinity' where there is none.
        day date NOT NULL,
        items bigint NOT NULL,
        PRIMARY KEY (center_id, team_number, state, day)
      );
      -- Differences that are not added to the counts yet: two who move work at once never wait for each other.
      CREATE TABLE work_moved (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        center_id text NOT NULL,
        team_number text NOT NULL,
        state text NOT NULL,
        day date NOT NULL,
        items bigint NOT NULL
      );
      CREATE INDEX work_moved_of ON work_moved (center_id);

      CREATE FUNCTION work_day(state text, due_date date, done_at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN state = 'done' THEN coalesce((done_at AT TIME ZONE 'America/New_York')::date, '-infinity'::date) ELSE coalesce(due_date, 'infinity'::date) END;
      CREATE FUNCTION work_came() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO work_moved (center_id, team_number, state, day, items)
            SELECT center_id, team_number, state, work_day(state, due_date, done_at), count(*) FROM after
             WHERE center_id IS NOT NULL AND team_number IS NOT NULL GROUP BY 1, 2, 3, 4;
          RETURN NULL;
        END $$;
      CREATE FUNCTION work_went() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO work_moved (center_id, team_number, state, day, items)
            SELECT center_id, team_number, state, work_day(state, due_date, done_at), -count(*) FROM before
             WHERE center_id IS NOT NULL AND team_number IS NOT NULL GROUP BY 1, 2, 3, 4;
          RETURN NULL;
        END $$;
      CREATE FUNCTION work_went_on() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO work_moved (center_id, team_number, state, day, items)
            SELECT center_id, team_number, state, day, sum(items) FROM (
              SELECT center_id, team_number, state, work_day(state, due_date, done_at) AS day, 1 AS items FROM after
              UNION ALL SELECT center_id, team_number, state, work_day(state, due_date, done_at), -1 FROM before) AS moved
             WHERE center_id IS NOT NULL AND team_number IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING sum(items) <> 0;
          RETURN NULL;
        END $$;
      CREATE TRIGGER work_came AFTER INSERT ON work_item REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION work_came();
      CREATE TRIGGER work_went AFTER DELETE ON work_item REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION work_went();
      CREATE TRIGGER work_went_on AFTER UPDATE ON work_item REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION work_went_on();

      INSERT INTO work_count (center_id, team_number, state, day, items)
        SELECT center_id, team_number, state, work_day(state, due_date, done_at), count(*) FROM work_item
         WHERE center_id IS NOT NULL AND team_number IS NOT NULL GROUP BY 1, 2, 3, 4;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TRIGGER work_came ON work_item; DROP TRIGGER work_went ON work_item; DROP TRIGGER work_went_on ON work_item;
       DROP FUNCTION work_came(), work_went(), work_went_on(); DROP FUNCTION work_day(text, date, timestamptz); DROP TABLE work_moved, work_count`,
    );
  }
}
