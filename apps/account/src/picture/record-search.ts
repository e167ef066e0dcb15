import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '#service';
import { identifiersHeld, type Role, ROLE_NAMES, ROLES } from './identifiers-held';

/** A record in a list. Money is whole cents, values are whole dollars, days are those of the port. */
export interface ListedRecord {
  readonly kind: string;
  /** What it is asked again by. */
  readonly key: string;
  readonly reference: string;
  /** Of a rejected filing: what kind it was. */
  readonly filing: string | null;
  readonly entryType: string | null;
  readonly port: string | null;
  readonly mode: string | null;
  readonly center: string | null;
  readonly team: string | null;
  readonly state: string | null;
  readonly summaryState: string | null;
  readonly timeliness: string | null;
  readonly filedOn: string;
  /** Of a bill: when it arrived. */
  readonly releasedOn: string | null;
  readonly examinedOn: string | null;
  readonly summaryOn: string | null;
  readonly releaseSeconds: number | null;
  readonly examSeconds: number | null;
  readonly valueDollars: number;
  readonly dutyCents: number;
  readonly feeCents: number;
  readonly chapters: readonly string[];
  readonly countries: readonly string[];
  /** Of each bond that it names, in the same order: 8 continuous, 9 single transaction, 0 none required; surety and designation empty where not named. */
  readonly bondTypes: readonly string[];
  readonly sureties: readonly string[];
  readonly bondDesignations: readonly string[];
  /** Amounts that its bonds name, added up; null where none does. */
  readonly bondCents: number | null;
  readonly changedAt: string;
}

export interface RecordPage {
  readonly records: readonly ListedRecord[];
  /** The `after` of the following page; null when there is no more. */
  readonly next: string | null;
}

/** What is looked for: members that are left out restrict nothing. */
export interface Wanted {
  readonly as?: Role;
  readonly kind?: string;
  readonly reference?: string;
  readonly state?: string;
  readonly summaryState?: string;
  readonly timeliness?: string;
  readonly port?: string;
  readonly mode?: string;
  readonly center?: string;
  readonly chapter?: string;
  readonly country?: string;
  readonly surety?: string;
  readonly bondType?: string;
  readonly bondDesignation?: string;
  readonly month?: string;
  /** First and last day, in place of a month or within it. */
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly monthOf: 'filing' | 'release' | 'examination' | 'summary';
}

/** As the service itself looks: by the key of a record, which with its kind is found at once, however many the account has. */
export interface Sought extends Wanted {
  readonly key?: string;
}

const DAY_OF = {
  filing: 'filed_on',
  release: 'released_on',
  examination: 'examined_on',
  summary: 'summary_on',
} as const;
const LISTED = `r.kind, r.key, r.reference, r.filing, r.entry_type AS "entryType", r.port, r.mode, r.center, r.team, r.state, r.summary_state AS "summaryState", r.timeliness,
  r.filed_on::text AS "filedOn", r.released_on::text AS "releasedOn", r.examined_on::text AS "examinedOn", r.summary_on::text AS "summaryOn",
  r.release_seconds::int AS "releaseSeconds", r.exam_seconds::int AS "examSeconds", r.value_dollars::float8 AS "valueDollars", r.duty_cents::float8 AS "dutyCents", r.fee_cents::float8 AS "feeCents",
  r.chapters, r.countries, coalesce(r.bond_types, '{}') AS "bondTypes", array(SELECT coalesce(s, '') FROM unnest(r.bond_sureties) WITH ORDINALITY AS b(s, n) ORDER BY n) AS sureties,
  array(SELECT coalesce(d, '') FROM unnest(r.bond_designations) WITH ORDINALITY AS b(d, n) ORDER BY n) AS "bondDesignations", (SELECT sum(c) FROM unnest(r.bond_cents) c)::float8 AS "bondCents",
  r.changed_at AS "changedAt"`;
const ORDER = 'r.filed_on DESC, r.kind DESC, r.key DESC';
const CURSOR = /^(\d{4}-\d{2}-\d{2}) (entry|bill|rejected filing) (\S{1,60})$/;

/** The list of an account's records behind its picture: whatever a figure counts is found here by the same words. */
@Injectable()
export class RecordSearch {
  constructor(private readonly source: DataSource) {}

  /**
   * All that the account has of what is wanted, each record once however many of its identifiers are in it: what stands behind FROM, as `r`.
   *
   * @throws Problem `not-found`
   */
  async selection(accountId: string, wanted: Sought): Promise<{ from: string; values: unknown[] }> {
    const held = await identifiersHeld(this.source.manager, accountId);
    const values: unknown[] = [];
    const given = (value: unknown): string => `$${values.push(value)}`;
    const own = ROLE_NAMES.filter((role) => (wanted.as ?? role) === role).map(
      (role) => `r.${ROLES[role].column} = ANY(${given(held[role])}::text[])`,
    );
    const where = [`(${own.join(' OR ')})`, ...conditionsFor(wanted, given)].join(' AND ');
    return { from: `trade_record r WHERE ${where}`, values };
  }

  /**
   * The newest first.
   *
   * @param after `next` of the page before
   * @throws Problem `not-found`, `not-valid` for an `after` that no page gave
   */
  async page(
    accountId: string,
    wanted: Sought,
    after: string | null,
    limit: number,
    manager = this.source.manager,
  ): Promise<RecordPage> {
    const held = await identifiersHeld(manager, accountId);
    const cursor = after === null ? null : CURSOR.exec(Buffer.from(after, 'base64url').toString('utf8'));
    if (after !== null && (!cursor || Number.isNaN(Date.parse(cursor[1]!))))
      throw new Problem('not-valid', 'The place to go on from was given by no page.', [
        { at: '/after', text: 'is not the `next` of a page' },
      ]);
    const values: unknown[] = [];
    const given = (value: unknown): string => `$${values.push(value)}`;
    const conditions = conditionsFor(wanted, given);
    if (cursor)
      conditions.push(
        `(r.filed_on, r.kind, r.key) < (${given(cursor[1])}::date, ${given(cursor[2])}::text, ${given(cursor[3])}::text)`,
      );
    const one = given(limit + 1);
    // Each identifier's newest by its index; one after the other they would all have to be sorted.
    const parts = ROLE_NAMES.filter((role) => held[role].length > 0 && (wanted.as ?? role) === role).map(
      (role) =>
        `SELECT * FROM (SELECT n.* FROM unnest(${given(held[role])}::text[]) AS i CROSS JOIN LATERAL (
           SELECT r.* FROM trade_record r WHERE r.${ROLES[role].column} = i ${conditions.map((c) => `AND ${c}`).join(' ')} ORDER BY ${ORDER} LIMIT ${one}) n) ${role}`,
    );
    if (parts.length === 0) return { records: [], next: null };
    const rows: (ListedRecord & { changedAt: Date })[] = await manager.query(
      `SELECT ${LISTED} FROM (SELECT DISTINCT ON (r.filed_on, r.kind, r.key) * FROM (${parts.join(' UNION ALL ')}) r ORDER BY ${ORDER} LIMIT ${one}) r ORDER BY ${ORDER}`,
      values,
    );
    const records = rows.slice(0, limit).map((row) => ({ ...row, changedAt: row.changedAt.toISOString() }));
    const last = records.at(-1);
    return {
      records,
      next:
        rows.length > limit && last
          ? Buffer.from(`${last.filedOn} ${last.kind} ${last.key}`).toString('base64url')
          : null,
    };
  }
}

const conditionsFor = (wanted: Sought, given: (value: unknown) => string): string[] => {
  const conditions: string[] = [];
  const is = (column: string, value: string | undefined): void => {
    // An empty word finds what is not known, as the picture counts it.
    if (value !== undefined) conditions.push(`coalesce(r.${column}, '') = ${given(value)}`);
  };
  if (wanted.kind !== undefined) conditions.push(`r.kind = ${given(wanted.kind)}`);
  if (wanted.key !== undefined) conditions.push(`r.key = ${given(wanted.key)}`);
  is('reference', wanted.reference?.toUpperCase());
  is('state', wanted.state);
  is('summary_state', wanted.summaryState);
  is('timeliness', wanted.timeliness);
  is('port', wanted.port);
  is('mode', wanted.mode);
  is('center', wanted.center);
  if (wanted.chapter !== undefined) conditions.push(`r.chapters @> ARRAY[${given(wanted.chapter)}::text]`);
  if (wanted.country !== undefined) conditions.push(`r.countries @> ARRAY[${given(wanted.country)}::text]`);
  const day = `r.${DAY_OF[wanted.monthOf]}`;
  if (wanted.firstDay !== undefined) conditions.push(`${day} >= ${given(wanted.firstDay)}::date`);
  if (wanted.lastDay !== undefined) conditions.push(`${day} <= ${given(wanted.lastDay)}::date`);
  // Of one bond all of it.
  const ofBond = (
    [
      ['b.surety', wanted.surety],
      ['b.bond_type', wanted.bondType],
      ['b.designation', wanted.bondDesignation],
    ] as const
  ).flatMap(([column, value]) => (value === undefined ? [] : [`coalesce(${column}, '') = ${given(value)}`]));
  if (ofBond.length > 0)
    conditions.push(
      `EXISTS (SELECT 1 FROM unnest(r.bond_types, r.bond_designations, r.bond_sureties) b(bond_type, designation, surety) WHERE ${ofBond.join(' AND ')})`,
    );
  if (wanted.month !== undefined) {
    const month = given(`${wanted.month}-01`);
    conditions.push(`${day} >= ${month}::date AND ${day} < ${month}::date + interval '1 month'`);
  }
  return conditions;
};
