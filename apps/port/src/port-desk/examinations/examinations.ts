import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hasBenefit } from '#access';
import type { SelectionMade } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { daysAtPorts } from '#reference';
import { entryText } from '../picture/entry-key';

/** So long goods with priority go before others of the same risk that came earlier; who has waited longer goes first, with priority or without. */
const TRUSTED_FIRST_HOURS = 24;
const AT_MOST = 500;

/** What a port has to examine, or to decide on. */
export interface ExaminationDue {
  readonly entry: string;
  readonly port: string | null;
  /** What is to be done: examine the goods, look at a document, decide on a request. */
  readonly work: 'examination' | 'documents required' | 'correction requested' | 'cancellation requested';
  /** From 0 to 100, as entry selected it. A review of goods that nothing selected has 0. */
  readonly risk: number;
  /** Whether its importer has priority at that port, in that mode, today. */
  readonly priority: boolean;
  readonly since: string;
  readonly begunAt: string | null;
  /** FIRMS code of the examination station. */
  readonly site: string | null;
  /** Why it was selected, the gravest first. Law enforcement sensitive. */
  readonly reasons: readonly string[];
  /** Why it has its place. */
  readonly place: string;
}

interface Row extends Omit<ExaminationDue, 'entry' | 'place' | 'since' | 'begunAt'> {
  readonly key: string;
  readonly waits_long: boolean;
  readonly since: Date;
  readonly begun_at: Date | null;
}

const HAS_PRIORITY = hasBenefit('priority', {
  ...{ number: `(r.data ->> 'importerNumber')`, port: `(r.data ->> 'portOfEntry')` },
  ...{ mode: `(r.data ->> 'modeOfTransport')`, days: '$3' },
});

const DUE = `
  SELECT s.entry_key AS key, s.port_code AS port, 'examination' AS work, s.risk, ${HAS_PRIORITY} AS priority, s.ordered_at AS since, s.begun_at, s.site, s.reasons
    FROM entry_selection s LEFT JOIN picture_release r USING (entry_key)
   WHERE s.ordered_at IS NOT NULL AND s.ended_at IS NULL AND ($1::text[] IS NULL OR s.port_code = ANY($1)) AND r.data ->> 'state' IS DISTINCT FROM 'cancelled'
  UNION ALL
  SELECT r.entry_key, r.data ->> 'portOfEntry', r.data ->> 'state', coalesce(s.risk, 0), ${HAS_PRIORITY}, (r.data ->> 'occurredAt')::timestamptz, NULL, NULL,
         coalesce(s.reasons, '[]')
    FROM picture_release r LEFT JOIN entry_selection s USING (entry_key)
   WHERE r.data ->> 'state' IN ('documents required', 'correction requested', 'cancellation requested') AND ($1::text[] IS NULL OR r.data ->> 'portOfEntry' = ANY($1))`;

/** The list of examinations and reviews of a port: needs nothing but the port service's database. */
@Injectable()
export class Examinations {
  constructor(private readonly source: DataSource) {}

  /** Keeps how entries were selected; an older version never replaces a newer one. */
  async store(unit: UnitOfWork, told: readonly SelectionMade[]): Promise<void> {
    await insertRows(
      unit.manager,
      'entry_selection',
      {
        ...{
          entry_key: 'text',
          version: 'int',
          port_code: 'text',
          trusted: 'boolean',
          risk: 'smallint',
          selected_by: 'text',
        },
        ...{
          reasons: 'jsonb',
          ordered_at: 'timestamptz',
          begun_at: 'timestamptz',
          ended_at: 'timestamptz',
          site: 'text',
        },
        heard_at: 'timestamptz',
      },
      told.map(
        ({
          filerCode,
          entryNumber,
          version,
          portOfEntry,
          trustedAccountId,
          risk,
          selectedBy,
          reasons,
          examination,
        }) => ({
          ...{
            entry_key: filerCode + entryNumber,
            version,
            port_code: portOfEntry,
            trusted: trustedAccountId !== null,
            risk,
          },
          ...{
            selected_by: selectedBy,
            reasons,
            ordered_at: examination?.orderedAt ?? null,
            begun_at: examination?.begunAt ?? null,
          },
          ...{
            ended_at: examination?.endedAt ?? null,
            site: examination?.site ?? null,
            heard_at: unit.now.toISOString(),
          },
        }),
      ),
      `ON CONFLICT (entry_key) DO UPDATE SET version = excluded.version, port_code = excluded.port_code, trusted = excluded.trusted, risk = excluded.risk,
         selected_by = excluded.selected_by, reasons = excluded.reasons, ordered_at = excluded.ordered_at, begun_at = excluded.begun_at, ended_at = excluded.ended_at,
         site = excluded.site, heard_at = excluded.heard_at WHERE entry_selection.version < excluded.version`,
    );
  }

  /**
   * High risk first; of the same risk who has waited for a day, then those with priority there today, then the oldest.
   *
   * @param ports null for all
   */
  async due(ports: readonly string[] | null, now: Date): Promise<{ count: number; due: ExaminationDue[] }> {
    const rows: (Row & { count: number })[] = await this.source.query(
      `SELECT *, since < $2::timestamptz - interval '${TRUSTED_FIRST_HOURS} hours' AS waits_long, (count(*) OVER ())::int AS count FROM (${DUE}) AS due
        ORDER BY risk DESC, waits_long DESC, CASE WHEN since < $2::timestamptz - interval '${TRUSTED_FIRST_HOURS} hours' THEN false ELSE priority END DESC, since, key LIMIT ${AT_MOST}`,
      [ports, now.toISOString(), JSON.stringify(daysAtPorts(now))],
    );
    return {
      count: rows[0]?.count ?? 0,
      due: rows.map(({ key, port, work, risk, priority, since, begun_at, site, reasons, waits_long }) => ({
        ...{ entry: entryText(key), port, work, risk, priority, since: since.toISOString() },
        ...{ begunAt: begun_at?.toISOString() ?? null, site, reasons },
        place: `Risk ${risk}${waits_long ? `, waits for more than ${TRUSTED_FIRST_HOURS} hours` : priority ? ', a trusted trader with priority here today' : ''}`,
      })),
    };
  }
}
