import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

const ANEW = (kind: string, column: string): string => `
  INSERT INTO trade_figure SELECT f.identifier_kind, f.identifier, f.dimension, f.value, f.month, sum(f.entries), sum(f.released), sum(f.release_timed), sum(f.release_seconds), sum(f.examined), sum(f.exams_ended), sum(f.exam_seconds), sum(f.summaries), sum(f.summaries_rejected), sum(f.on_time), sum(f.relieved), sum(f.late), sum(f.value_dollars), sum(f.duty_cents), sum(f.fee_cents), sum(f.on_hold), sum(f.exams_open), sum(f.documents_open), sum(f.bills), sum(f.bills_arrived), sum(f.filings_rejected)
    FROM trade_record r CROSS JOIN LATERAL trade_record_figures(r) f WHERE r.${column} IS NOT NULL AND f.identifier_kind = '${kind}' GROUP BY 1, 2, 3, 4, 5;`;

/**
 * Bonds of filings in figures of their own. Port and mode of a figure stand together in one cell, whose sum over all is everything, so that a filing changes fewer:
 * all figures are added up anew from the records.
 */
export class BondsInThePicture1764800900000 implements NotedMigration {
  readonly name = 'BondsInThePicture1764800900000';
  readonly note: MigrationNote = {
    expands: 'figures of the bonds that records name; port and mode of a figure in one cell',
    meanwhile:
      'who reads the picture sees it as it was, and who writes it waits, while all figures are added up anew, about a minute for a million entries; a build before keeps no bonds and shows figures by Center, chapter and country only; bonds of which it was told are in the picture when the entry is told of again: it keeps none of them, and a rebuild adds only what records keep',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      LOCK TABLE trade_record, trade_figure IN SHARE ROW EXCLUSIVE MODE;
      CREATE TABLE bond_figure (
        identifier_kind text NOT NULL,
        identifier text NOT NULL,
        surety text NOT NULL,
        bond_type text NOT NULL,
        designation text NOT NULL,
        port text NOT NULL,
        center text NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        bonds bigint NOT NULL,
        bonds_not_required bigint NOT NULL,
        amount_cents bigint NOT NULL,
        amounts_not_named bigint NOT NULL,
        PRIMARY KEY (identifier_kind, identifier, surety, bond_type, designation, port, center, month)
      ) WITH (fillfactor = 50);

      CREATE FUNCTION trade_record_bonds(r trade_record) RETURNS TABLE (
        identifier_kind text, identifier text, surety text, bond_type text, designation text, port text, center text, month date,
        bonds bigint, bonds_not_required bigint, amount_cents bigint, amounts_not_named bigint)
      LANGUAGE sql IMMUTABLE AS $$
        SELECT i.kind, i.identifier, coalesce(b.surety, ''), b.bond_type, coalesce(b.designation, ''), coalesce(r.port, ''), coalesce(r.center, ''),
          r.filed_on - (extract(day FROM r.filed_on)::int - 1), (b.bond_type <> '0')::int::bigint, (b.bond_type = '0')::int::bigint, coalesce(b.cents, 0),
          (b.bond_type <> '0' AND b.cents IS NULL)::int::bigint
        FROM (VALUES ('importer number', r.importer), ('filer code', r.filer_code)) i(kind, identifier)
        CROSS JOIN LATERAL unnest(r.bond_types, r.bond_designations, r.bond_sureties, r.bond_cents) b(bond_type, designation, surety, cents)
        WHERE i.identifier IS NOT NULL AND r.kind = 'entry' AND r.state IS DISTINCT FROM 'cancelled'
      $$;

      CREATE OR REPLACE FUNCTION trade_record_figures(r trade_record) RETURNS TABLE (
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
            FROM (VALUES ('place', coalesce(r.port, '') || ' ' || coalesce(r.mode, '')), ('center', coalesce(r.center, ''))) f(dimension, value)
          UNION ALL
          SELECT 'chapter', g.chapter, m.owed * g.dollars, m.owed * g.duty, 0
            FROM unnest(r.chapters, r.chapter_dollars, r.chapter_duty_cents) g(chapter, dollars, duty)
          UNION ALL
          SELECT 'country', g.country, m.owed * g.dollars, m.owed * g.duty, 0
            FROM unnest(r.countries, r.country_dollars, r.country_duty_cents) g(country, dollars, duty)) d
        WHERE i.identifier IS NOT NULL
      $$;

      DELETE FROM trade_figure;
      ${ANEW('importer number', 'importer')}
      ${ANEW('filer code', 'filer_code')}
      ${ANEW('SCAC', 'scac')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION trade_record_bonds; DROP TABLE bond_figure;
      CREATE OR REPLACE FUNCTION trade_record_figures(r trade_record) RETURNS TABLE (
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
      $$;
      DELETE FROM trade_figure;
      ${ANEW('importer number', 'importer')}
      ${ANEW('filer code', 'filer_code')}
      ${ANEW('SCAC', 'scac')}`);
  }
}
