import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RecordKind } from '#access';
import { localDate, masked } from '#kernel';
import { Problem } from '#service';
import { withMerged } from '../activity-log/merged-logs';
import { identifiersHeld, type Role, ROLE_NAMES, ROLES } from './identifiers-held';
import { HEADQUARTERS } from '../messages/message.repository';

export const PAPER_KINDS = ['document', 'document request', 'message', 'power of attorney'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Whose papers, and as of when. */
interface Whose {
  /** The account and those that were merged into it. */
  readonly accountIds: readonly string[];
  readonly held: Readonly<Record<Role, string[]>>;
  readonly now: Date;
}
type Given = (value: unknown) => string;

interface Paper {
  /** What somebody must be allowed to see who lists them. */
  readonly right: RecordKind;
  /** For what each of the rows `a(id)` has papers. */
  readonly of: (whose: Whose, given: Given) => string;
  /** The papers of one of them: key, reference, state, whether it is open, at, ends_on. */
  readonly rows: (whose: Whose, given: Given) => string;
  /** Records `t` that a paper `p` is about, from FROM on; left out where a kind is about none, or they are not at hand. */
  readonly records?: string;
}

/** What papers about records are divided by: columns of the record. */
const PLACES = { byPort: 'port', byMode: 'mode', byCenter: 'center' } as const;
type Place = keyof typeof PLACES;
const NO_PLACES: Record<Place, CountedBy[] | null> = { byPort: null, byMode: null, byCenter: null };

const byAccount = ({ accountIds }: Whose, given: Given): string => `unnest(${given(accountIds)}::uuid[]) AS a(id)`;

/** Where each kind of paper is kept, and when one is open: somebody has something to do with it, or it is in force. */
const PAPERS: Readonly<Record<PaperKind, Paper>> = {
  document: {
    right: 'document',
    of: byAccount,
    rows: () => `SELECT d.id::text AS key, d.name AS reference, d.state, d.state = 'being checked' AS open, d.received_at AS at, NULL::date AS ends_on
      FROM document d WHERE d.account_id = a.id`,
    records: `document_link l JOIN trade_record t ON t.kind = split_part(l.subject, ':', 1) AND t.key = replace(split_part(l.subject, ':', 2), '-', '')
      WHERE l.document_id = p.key::uuid`,
  },
  'document request': {
    right: 'document request',
    of: byAccount,
    rows: () => `SELECT r.action_number AS key, r.kind || ' ' || r.filer_code || '-' || r.entry_number AS reference, r.state,
        r.state IN ('asked', 'overdue', 'insufficient') AS open, r.asked_at AS at, r.due_date AS ends_on FROM document_request r WHERE r.account_id = a.id`,
    records: `document_request q JOIN trade_record t ON t.kind = 'entry' AND t.key = q.filer_code || q.entry_number WHERE q.action_number = p.key`,
  },
  message: {
    // What is known of a message here is what the log says of it.
    right: 'activity log',
    of: byAccount,
    rows: () => `SELECT m.mailbox_id::text AS key, m.kind || ', ' || m.channel AS reference, CASE WHEN m.acknowledged_at IS NULL THEN 'waiting' ELSE 'acknowledged' END AS state,
        m.acknowledged_at IS NULL AS open, m.placed_at AS at, NULL::date AS ends_on FROM mailbox_message m WHERE m.account_id = a.id`,
  },
  'power of attorney': {
    right: 'power of attorney',
    of: () => '(SELECT 1) AS a(id)',
    rows: ({ held, now }, given) => {
      const instant = `${given(now)}::timestamptz`;
      const today = `${given(localDate(now, HEADQUARTERS))}::date`;
      const state = `CASE WHEN e.revoked_at <= ${instant} OR e.revoked_from <= ${today} THEN 'revoked' WHEN p.valid_to < ${today} THEN 'ended'
        WHEN p.valid_from > ${today} THEN 'to come' ELSE 'in force' END`;
      return `SELECT p.id::text AS key, i.identity || ' to filer ' || p.filer_code AS reference, ${state} AS state, ${state} = 'in force' AS open, p.granted_at AS at,
          least(p.valid_to, e.revoked_from, (e.revoked_at AT TIME ZONE '${HEADQUARTERS}')::date) AS ends_on
        FROM power_of_attorney p JOIN importer_with_powers i ON i.id = p.importer_id
        CROSS JOIN LATERAL (SELECT min(v.revoked_at) AS revoked_at, min(v.revoked_from) AS revoked_from FROM power_of_attorney_revocation v WHERE v.power_id = p.id) e
       WHERE i.identity = ANY(${given(held.importer)}::text[]) OR p.filer_code = ANY(${given(held.filer)}::text[])`;
    },
  },
};

/**
 * A paper `p` with each record of the account that it is about, one row with NULL where there is none. What it names of others is not looked at:
 * whoever links a document to a foreign entry does not learn where that is.
 */
const ABOUT = (records: string, { held }: Whose, given: Given): string => {
  const own = ROLE_NAMES.map((role) => `t.${ROLES[role].column} = ANY(${given(held[role])}::text[])`).join(' OR ');
  return `(SELECT t.port, t.mode, t.center FROM ${records} AND (${own})) t ON true`;
};

/** What somebody must be allowed to see who lists papers of a kind. */
export const rightOfPaper = (kind: PaperKind): RecordKind => PAPERS[kind].right;

export interface CountedBy {
  readonly value: string;
  readonly count: number;
}

/** How many papers of a kind there are. */
export interface PaperFigures {
  readonly kind: PaperKind;
  readonly count: number;
  /** Of these, those with which somebody has something to do; of powers of attorney those in force. */
  readonly open: number;
  /** Since when the oldest of these is there. */
  readonly oldestOpenAt: string | null;
  readonly byState: readonly CountedBy[];
  /** `value` is the month, `2026-11`, by headquarters' clock. */
  readonly byMonth: readonly CountedBy[];
  /** By ports of the entries and bills that they are about, once in each; empty where these are not known. Null for a kind that is not divided so, and where it was not asked for. */
  readonly byPort: readonly CountedBy[] | null;
  readonly byMode: readonly CountedBy[] | null;
  readonly byCenter: readonly CountedBy[] | null;
}

export interface ListedPaper {
  readonly kind: PaperKind;
  /** What it is asked again by: id of a document or power, action number, number in the mailbox. */
  readonly key: string;
  readonly reference: string;
  readonly state: string;
  readonly open: boolean;
  /** When it was received, asked, placed or granted. */
  readonly at: string;
  /** Day by which a request is to be answered; last day of a power of attorney. */
  readonly endsOn: string | null;
}

export interface PaperPage {
  readonly papers: readonly ListedPaper[];
  /** The `after` of the following page; null when there is no more. */
  readonly next: string | null;
}

/** Which papers: members that are left out restrict nothing. Months are inclusive, `2026-11`. */
export interface WantedPapers {
  readonly kind: PaperKind;
  readonly state?: string;
  readonly open?: boolean;
  readonly firstMonth?: string;
  readonly lastMonth?: string;
  readonly port?: string;
  readonly mode?: string;
  readonly center?: string;
}

interface Group {
  readonly state: string;
  readonly month: string;
  readonly open: boolean;
  readonly count: number;
  readonly oldest: Date | null;
}

const MONTH = `to_char(p.at AT TIME ZONE '${HEADQUARTERS}', 'YYYY-MM')`;
const WITHIN = (at: string, first: string, last: string): string =>
  `(${first}::text IS NULL OR ${at} >= (${first} || '-01')::timestamp AT TIME ZONE '${HEADQUARTERS}')
   AND (${last}::text IS NULL OR ${at} < ((${last} || '-01')::timestamp + interval '1 month') AT TIME ZONE '${HEADQUARTERS}')`;
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([\w-]{1,60})$/;

const givenTo =
  (values: unknown[]): Given =>
  (value) =>
    `$${values.push(value)}`;

/** What passes between an account and CBP beside what it files: images of trade records, requests for them, messages, and powers of attorney. */
@Injectable()
export class Papers {
  constructor(private readonly source: DataSource) {}

  private async whose(accountId: string, now: Date): Promise<Whose> {
    const { manager } = this.source;
    const held = await identifiersHeld(manager, accountId);
    return { accountIds: await withMerged(manager, accountId), held, now };
  }

  /**
   * One row a kind, those without any too.
   *
   * @param firstMonth, `2026-01`; null for all
   * @param byPlace whether they are divided by places too: each record that one is about is looked up
   * @throws Problem `not-found`
   */
  async figures(
    accountId: string,
    firstMonth: string | null,
    lastMonth: string | null,
    now: Date,
    byPlace = false,
  ): Promise<PaperFigures[]> {
    const whose = await this.whose(accountId, now);
    return Promise.all(
      PAPER_KINDS.map(async (kind): Promise<PaperFigures> => {
        const [groups, places] = await Promise.all([
          kind === 'message'
            ? messageGroups(this.source.manager, whose, firstMonth, lastMonth)
            : this.groups(PAPERS[kind], whose, firstMonth, lastMonth),
          byPlace ? this.places(PAPERS[kind], whose, firstMonth, lastMonth) : NO_PLACES,
        ]);
        const open = groups.filter((group) => group.open);
        const oldest = open.flatMap((group) => (group.oldest ? [group.oldest.getTime()] : []));
        return {
          kind,
          count: sumOf(groups),
          open: sumOf(open),
          oldestOpenAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)).toISOString(),
          byState: countedBy(groups, ({ state }) => state),
          byMonth: countedBy(groups, ({ month }) => month),
          ...places,
        };
      }),
    );
  }

  private groups(paper: Paper, whose: Whose, firstMonth: string | null, lastMonth: string | null): Promise<Group[]> {
    const values: unknown[] = [];
    const given = givenTo(values);
    return this.source.query(
      `SELECT p.state, ${MONTH} AS month, p.open, count(*)::float8 AS count, min(p.at) AS oldest
         FROM ${paper.of(whose, given)} CROSS JOIN LATERAL (${paper.rows(whose, given)}) p
        WHERE ${WITHIN('p.at', given(firstMonth), given(lastMonth))} GROUP BY 1, 2, 3`,
      values,
    );
  }

  private async places(
    { of, rows, records }: Paper,
    whose: Whose,
    firstMonth: string | null,
    lastMonth: string | null,
  ): Promise<Record<Place, CountedBy[] | null>> {
    if (records === undefined) return NO_PLACES;
    const values: unknown[] = [];
    const given = givenTo(values);
    const counted: (CountedBy & { by: Place })[] = await this.source.query(
      `SELECT d.by, d.value, count(DISTINCT p.key)::float8 AS count
         FROM ${of(whose, given)} CROSS JOIN LATERAL (${rows(whose, given)}) p LEFT JOIN LATERAL ${ABOUT(records, whose, given)}
        CROSS JOIN LATERAL (VALUES ${Object.entries(PLACES)
          .map(([by, column]) => `('${by}', coalesce(t.${column}, ''))`)
          .join(', ')}) d(by, value)
        WHERE ${WITHIN('p.at', given(firstMonth), given(lastMonth))} GROUP BY 1, 2 ORDER BY 1, 2`,
      values,
    );
    const under = (place: Place): CountedBy[] =>
      counted.filter(({ by }) => by === place).map(({ value, count }) => ({ value, count }));
    return { byPort: under('byPort'), byMode: under('byMode'), byCenter: under('byCenter') };
  }

  /**
   * The papers behind a figure, the newest first.
   *
   * @param after `next` of the page before
   * @throws Problem `not-found`, `not-valid` for an `after` that no page gave, and for a place of papers that are not divided by places
   */
  async page(
    accountId: string,
    { kind, state, open, firstMonth, lastMonth, ...place }: WantedPapers,
    after: string | null,
    limit: number,
    now: Date,
  ): Promise<PaperPage> {
    const whose = await this.whose(accountId, now);
    const cursor = after === null ? null : CURSOR.exec(Buffer.from(after, 'base64url').toString('utf8'));
    if (after !== null && (!cursor || Number.isNaN(Date.parse(cursor[1]!))))
      throw new Problem('not-valid', 'The place to go on from was given by no page.', [
        { at: '/after', text: 'is not the `next` of a page' },
      ]);
    const values: unknown[] = [];
    const given = givenTo(values);
    const { of, rows, records } = PAPERS[kind];
    const within = Object.values(PLACES).flatMap((column) => {
      const value = place[column];
      return value === undefined ? [] : [{ column, value }];
    });
    if (within.length > 0 && records === undefined)
      throw new Problem(
        'not-valid',
        `Of each ${kind} it is not known what it is about.`,
        within.map(({ column }) => ({ at: `/${column}`, text: `does not divide papers of the kind ${kind}` })),
      );
    const conditions = [WITHIN('p.at', given(firstMonth ?? null), given(lastMonth ?? null))];
    if (state !== undefined) conditions.push(`p.state = ${given(state)}`);
    if (open !== undefined) conditions.push(`p.open = ${given(open)}`);
    if (within.length > 0 && records !== undefined)
      conditions.push(
        `EXISTS (SELECT 1 FROM (SELECT 1) one LEFT JOIN LATERAL ${ABOUT(records, whose, given)}
          WHERE ${within.map(({ column, value }) => `coalesce(t.${column}, '') = ${given(value)}`).join(' AND ')})`,
      );
    if (cursor) conditions.push(`(p.at, p.key) < (${given(cursor[1])}::timestamptz, ${given(cursor[2])}::text)`);
    const ordered = `ORDER BY p.at DESC, p.key DESC LIMIT ${given(limit + 1)}`;
    const found: (Omit<ListedPaper, 'kind' | 'at'> & { exactly: string })[] = await this.source.query(
      `SELECT p.key, p.reference, p.state, p.open, to_char(p.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS exactly, p.ends_on::text AS "endsOn"
         FROM ${of(whose, given)} CROSS JOIN LATERAL (SELECT * FROM (${rows(whose, given)}) p WHERE ${conditions.join(' AND ')} ${ordered}) p ${ordered}`,
      values,
    );
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      papers: shown.map(({ exactly, reference, ...paper }) => ({
        kind,
        ...paper,
        reference: masked(reference),
        at: new Date(exactly).toISOString(),
      })),
      next: found.length > limit && last ? Buffer.from(`${last.exactly} ${last.key}`).toString('base64url') : null,
    };
  }
}

/** Of messages there are as many as of filings: they are counted when they come. */
const messageGroups = async (
  manager: EntityManager,
  { accountIds }: Whose,
  firstMonth: string | null,
  lastMonth: string | null,
): Promise<Group[]> => {
  const rows: { month: string; waiting: number; acknowledged: number }[] = await manager.query(
    `SELECT to_char(month, 'YYYY-MM') AS month, sum(placed - acknowledged)::float8 AS waiting, sum(acknowledged)::float8 AS acknowledged
       FROM message_figure WHERE account_id = ANY($1::uuid[])
        AND ($2::text IS NULL OR month >= ($2 || '-01')::date) AND ($3::text IS NULL OR month <= ($3 || '-01')::date) GROUP BY 1`,
    [accountIds, firstMonth, lastMonth],
  );
  const [{ oldest }] = await manager.query(
    `SELECT min(o.at) AS oldest FROM unnest($1::uuid[]) AS a(id) CROSS JOIN LATERAL (
       SELECT min(placed_at) AS at FROM mailbox_message WHERE account_id = a.id AND acknowledged_at IS NULL AND ${WITHIN('placed_at', '$2', '$3')}) o`,
    [accountIds, firstMonth, lastMonth],
  );
  return rows.flatMap(({ month, waiting, acknowledged }) =>
    [
      { state: 'waiting', month, open: true, count: waiting, oldest },
      { state: 'acknowledged', month, open: false, count: acknowledged, oldest: null },
    ].filter(({ count }) => count > 0),
  );
};

const sumOf = (groups: readonly Group[]): number => groups.reduce((sum, { count }) => sum + count, 0);

const countedBy = (groups: readonly Group[], by: (group: Group) => string): CountedBy[] => {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(by(group), (counts.get(by(group)) ?? 0) + group.count);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1));
};
