import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Asking } from '#access';
import { addDays, type CustomsDate, daysBetween, isCustomsDate, localDate } from '#kernel';
import { EASTERN, isPort, portLocalDate } from '#reference';
import { Problem } from '#service';
import { FINAL_STATES } from '../cases/case.states';
import { OFFICE_CLOCKS } from '../clocks/case-clock.rules';
import { requireServes } from '../people/asking-person';

/** What an FP&F office must see to before a day. */
export interface DueItem {
  readonly caseId: string;
  readonly number: string;
  readonly state: string;
  readonly port: string;
  /** A clock of the case by its name; that the limitation ends; or that notices wait to be mailed. */
  readonly what: string;
  /** Who must act by then: a party, all parties, or the office. */
  readonly whoActs: string;
  readonly dueDate: CustomsDate;
  readonly daysLeft: number;
  /** Whether the accounts of those whose time it is were reminded; null where it is the office's. */
  readonly reminded: boolean | null;
}

export interface DueAsked {
  readonly port: string | null;
  /** Days from today on. */
  readonly within: number;
  /** `next` of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

const OPEN = `c.state NOT IN (${FINAL_STATES.map((state) => `'${state}'`).join(', ')})`;
const OFFICE = 'FP&F office';
/** To sue takes time: the limitation is told half a year before it ends, when a notice gives a short time already (19 CFR 171.2(e), 172.3(e)). */
const LIMITATION_DAYS = 180;

/** What runs out soon, for the office that must act or wants to know: clocks of cases, their limitation, and notices that wait for their mailing. */
@Injectable()
export class DueList {
  constructor(private readonly source: DataSource) {}

  /** What ends first is first. Of the ports or Center of who asks. @throws Problem */
  async list(
    asking: Asking,
    { port, within, after, limit }: DueAsked,
  ): Promise<{ items: DueItem[]; next: string | null }> {
    const all = asking.viewers.includes('headquarters') || asking.viewers.includes('auditor');
    if (port !== null) requireServes(asking, { port, centerId: asking.center });
    const ofAsking = all || asking.center !== null || asking.ports.length === 0 ? null : [...asking.ports];
    const ports = port === null ? ofAsking : [port];
    const [only] = ports?.length === 1 ? ports : [];
    const today = only !== undefined && isPort(only) ? portLocalDate(new Date(), only) : localDate(new Date(), EASTERN);
    const place = readPlace(after);
    const values: unknown[] = [ports, all ? null : asking.center, addDays(today, within), limit, OFFICE_CLOCKS];
    const use = (value: unknown): string => `$${values.push(value)}`;
    /** Goes on behind the last item of the page before: kinds stand in their order within a day. */
    const behind = (kind: string, day: string, id: string, type: string): string => {
      if (place === null || kind > place.kind) return place === null ? 'true' : `${day} >= ${use(place.due)}::date`;
      return kind < place.kind
        ? `${day} > ${use(place.due)}::date`
        : `(${day}, ${id}) > (${use(place.due)}::date, ${use(place.id)}::${type})`;
    };
    const served = '($1::text[] IS NULL OR c.port = ANY($1)) AND ($2::text IS NULL OR c.center_id = $2)';
    const ofCase = 'c.id AS "caseId", c.number, c.state, c.port';
    const rows: (Omit<DueItem, 'daysLeft'> & { readonly kind: string; readonly id: string })[] =
      await this.source.query(
        `SELECT * FROM (
         (SELECT 'k' AS kind, lpad(k.id::text, 19, '0') AS id, ${ofCase}, k.clock AS what,
                 CASE WHEN k.clock = ANY($5::text[]) THEN '${OFFICE}, for ' || coalesce(p.name, 'a party') WHEN k.place = 0 THEN 'all parties' ELSE coalesce(p.name, 'a party') END AS "whoActs", k.due::text AS "dueDate", k.reminded_at IS NOT NULL AS reminded
            FROM case_clock k JOIN enforcement_case c ON c.id = k.case_id LEFT JOIN case_party p ON p.case_id = k.case_id AND p.place = k.place
           WHERE k.ended_at IS NULL AND k.due <= $3::date AND ${behind('k', 'k.due', 'k.id', 'bigint')} AND ${served} ORDER BY k.due, k.id LIMIT $4)
         UNION ALL
         (SELECT 'l', c.id::text, ${ofCase}, 'limitation', '${OFFICE}', c.limitation_on::text, NULL FROM enforcement_case c
           WHERE ${OPEN} AND c.state NOT IN ('paid', 'forfeited') AND c.limitation_on <= $3::date + ${LIMITATION_DAYS} AND ${behind('l', 'c.limitation_on', 'c.id', 'uuid')}
             AND ${served} ORDER BY c.limitation_on, c.id LIMIT $4)
         UNION ALL
         (SELECT 'n', n.number, ${ofCase}, 'mail ' || n.form || ' ' || n.number, '${OFFICE}', n.issued_on::text, NULL
            FROM case_notice n JOIN enforcement_case c ON c.id = n.case_id
           WHERE n.mailed_on IS NULL AND ${behind('n', 'n.issued_on', 'n.number', 'text')} AND ${served} ORDER BY n.issued_on, n.number LIMIT $4)
       ) x ORDER BY "dueDate", kind, id COLLATE "C" LIMIT $4`,
        values,
      );
    const last = rows.length === limit ? rows.at(-1)! : null;
    return {
      items: rows.map(({ kind: _kind, id: _id, ...item }) => ({ ...item, daysLeft: daysBetween(today, item.dueDate) })),
      next: last && `${last.dueDate} ${last.kind}${last.id}`,
    };
  }
}

const PLACE =
  /^(\d{4}-\d{2}-\d{2}) (?:(k)(\d{19})|(l)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(n)(FP-\d\d-\d{6,9}-\d\d))$/;

const readPlace = (
  after: string | null,
): { readonly due: CustomsDate; readonly kind: string; readonly id: string } | null => {
  if (after === null) return null;
  const found = PLACE.exec(after);
  const [kind, id] = (found?.slice(2) ?? []).filter((part) => part !== undefined);
  if (!found || !isCustomsDate(found[1]!) || kind === undefined || id === undefined)
    throw new Problem('not-valid', 'Some fields are wrong.', [
      { at: '/afterItem', text: 'is no `next` of a page before' },
    ]);
  return { due: found[1]!, kind, id };
};
