import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** The picture of what accounts do: one row for each record of trade, and the figures that are added up from them. */
export class Picture1764730000000 implements NotedMigration {
  readonly name = 'Picture1764730000000';
  readonly note: MigrationNote = {
    expands: 'records of trade, the figures added up from them, and how far a rebuild of the figures is',
    meanwhile: 'the release before writes none of these tables; what it is not told waits for this one',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trade_record (
        kind text NOT NULL CHECK (kind IN ('entry', 'bill', 'rejected filing')),
        key text NOT NULL,
        parts json NOT NULL,
        reference text NOT NULL,
        filing text,
        importer text,
        filer_code text,
        scac text,
        entry_type text,
        port text,
        mode text,
        center text,
        team text,
        state text,
        summary_state text,
        timeliness text,
        filed_on date NOT NULL,
        released_on date,
        examined_on date,
        summary_on date,
        release_seconds bigint,
        exam_seconds bigint,
        value_dollars bigint NOT NULL,
        duty_cents bigint NOT NULL,
        fee_cents bigint NOT NULL,
        chapters text[] NOT NULL,
        chapter_dollars bigint[] NOT NULL,
        chapter_duty_cents bigint[] NOT NULL,
        countries text[] NOT NULL,
        country_dollars bigint[] NOT NULL,
        country_duty_cents bigint[] NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (kind, key)
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN trade_record.chapters IS 'Each once, with its value and duty at the same place of the two columns after it';
      CREATE INDEX trade_record_importer ON trade_record (importer, filed_on, kind, key) WHERE importer IS NOT NULL;
      CREATE INDEX trade_record_filer ON trade_record (filer_code, filed_on, kind, key) WHERE filer_code IS NOT NULL;
      CREATE INDEX trade_record_scac ON trade_record (scac, filed_on, kind, key) WHERE scac IS NOT NULL;

      CREATE TABLE trade_figure (
        identifier_kind text NOT NULL,
        identifier text NOT NULL,
        dimension text NOT NULL,
        value text NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        entries bigint NOT NULL,
        released bigint NOT NULL,
        release_timed bigint NOT NULL,
        release_seconds bigint NOT NULL,
        examined bigint NOT NULL,
        exams_ended bigint NOT NULL,
        exam_seconds bigint NOT NULL,
        summaries bigint NOT NULL,
        summaries_rejected bigint NOT NULL,
        on_time bigint NOT NULL,
        relieved bigint NOT NULL,
        late bigint NOT NULL,
        value_dollars bigint NOT NULL,
        duty_cents bigint NOT NULL,
        fee_cents bigint NOT NULL,
        on_hold bigint NOT NULL,
        exams_open bigint NOT NULL,
        documents_open bigint NOT NULL,
        bills bigint NOT NULL,
        bills_arrived bigint NOT NULL,
        filings_rejected bigint NOT NULL,
        PRIMARY KEY (identifier_kind, identifier, dimension, value, month)
      ) WITH (fillfactor = 50);

      CREATE TABLE picture_rebuild (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        ordered_at timestamptz NOT NULL,
        ordered_by text NOT NULL,
        identifier_kind text NOT NULL,
        identifier text NOT NULL,
        identifiers integer NOT NULL,
        finished_at timestamptz
      );
      COMMENT ON COLUMN picture_rebuild.identifier IS 'The last one done';

      CREATE FUNCTION trade_record_figures(r trade_record) RETURNS TABLE (
        identifier_kind text, identifier text, dimension text, value text, month date,
        entries bigint, released bigint, release_timed bigint, release_seconds bigint, examined bigint, exams_ended bigint, exam_seconds bigint,
        summaries bigint, summaries_rejected bigint, on_time bigint, relieved bigint, late bigint, value_dollars bigint, duty_cents bigint, fee_cents bigint,
        on_hold bigint, exams_open bigint, documents_open bigint, bills bigint, bills_arrived bigint, filings_rejected bigint)
      LANGUAGE sql IMMUTABLE AS $$
        SELECT i.kind, i.identifier, d.dimension, d.value, m.month, m.entries, m.released, m.release_timed, m.release_seconds, m.examined, m.exams_ended,
          m.exam_seconds, m.summaries, m.summaries_rejected, m.on_time, m.relieved, m.late, d.dollars, d.duty, d.fee, m.on_hold, m.exams_open,
          m.documents_open, m.bills, m.bills_arrived, m.rejections
        FROM (VALUES ('importer number', r.importer), ('filer code', r.filer_code), ('SCAC', r.scac)) i(kind, identifier)
        -- What happened to the record in each month; in most there is one month only.
        CROSS JOIN LATERAL (
          SELECT e.day - (extract(day FROM e.day)::int - 1) AS month,
            sum(e.entries) AS entries, sum(e.released) AS released, sum(e.released * (r.release_seconds IS NOT NULL)::int) AS release_timed,
            sum(e.released) * coalesce(r.release_seconds, 0) AS release_seconds, sum(e.examined) AS examined,
            sum(e.examined * (r.exam_seconds IS NOT NULL)::int) AS exams_ended, sum(e.examined) * coalesce(r.exam_seconds, 0) AS exam_seconds,
            sum(e.summaries) AS summaries, sum(e.summaries * coalesce(r.summary_state = 'rejected', false)::int) AS summaries_rejected,
            sum(e.summaries * coalesce(r.timeliness = 'on time', false)::int) AS on_time,
            sum(e.summaries * coalesce(r.timeliness = 'relieved', false)::int) AS relieved,
            sum(e.summaries * coalesce(r.timeliness = 'late', false)::int) AS late,
            sum(e.summaries * coalesce(r.summary_state = 'accepted', false)::int) AS owed,
            sum(e.now * coalesce(r.state IN ('hold', 'release suspended', 'on hold'), false)::int) AS on_hold,
            sum(e.now * (r.kind = 'entry' AND r.examined_on IS NOT NULL AND r.exam_seconds IS NULL)::int) AS exams_open,
            sum(e.now * coalesce(r.state = 'documents required', false)::int) AS documents_open,
            sum(e.bills) AS bills, sum(e.bills * (r.released_on IS NOT NULL)::int) AS bills_arrived, sum(e.rejections) AS rejections
          FROM (VALUES
            (r.filed_on, (r.kind = 'entry' AND r.state IS DISTINCT FROM 'cancelled')::int, 0, 0, 0, (r.state IS DISTINCT FROM 'cancelled')::int,
              (r.kind = 'bill' AND r.state <> 'deleted')::int, (r.kind = 'rejected filing')::int),
            (CASE WHEN r.kind = 'entry' AND r.state IS DISTINCT FROM 'cancelled' THEN r.released_on END, 0, 1, 0, 0, 0, 0, 0),
            (CASE WHEN r.state IS DISTINCT FROM 'cancelled' THEN r.examined_on END, 0, 0, 1, 0, 0, 0, 0),
            (CASE WHEN r.summary_state <> 'deleted' THEN r.summary_on END, 0, 0, 0, 1, 0, 0, 0)
          ) e(day, entries, released, examined, summaries, now, bills, rejections)
          WHERE e.day IS NOT NULL GROUP BY 1) m
        CROSS JOIN LATERAL (
          SELECT f.dimension, f.value, m.owed * r.value_dollars AS dollars, m.owed * r.duty_cents AS duty, m.owed * r.fee_cents AS fee
            FROM (VALUES ('all', ''), ('port', coalesce(r.port, '')), ('mode', coalesce(r.mode, '')), ('center', coalesce(r.center, ''))) f(dimension, value)
          UNION ALL
          SELECT 'chapter', g.chapter, m.owed * g.dollars, m.owed * g.duty, 0
            FROM unnest(r.chapters, r.chapter_dollars, r.chapter_duty_cents) g(chapter, dollars, duty)
          UNION ALL
          SELECT 'country', g.country, m.owed * g.dollars, m.owed * g.duty, 0
            FROM unnest(r.countries, r.country_dollars, r.country_duty_cents) g(country, dollars, duty)) d
        WHERE i.identifier IS NOT NULL
      $$;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP FUNCTION trade_record_figures; DROP TABLE picture_rebuild; DROP TABLE trade_figure; DROP TABLE trade_record',
    );
  }
}
