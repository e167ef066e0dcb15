import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Decimal, type CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { LOG, type Log, Problem } from '#service';
import { dayAt } from '../port-day/port-day';
import { lookAgainWithSummary } from '../release/under-quota';
import {
  allot,
  type CountedSummary,
  isQuotaType,
  type Quota,
  quotaDate,
  QuotaRegister,
  type QuotaStatus,
  standing,
} from './quota';

/** A summary as it stands on file after a filing; without content where it was deleted. */
interface OnFile {
  readonly after: { readonly key: string; readonly entryDate: CustomsDate | null; readonly portOfEntry: string | null };
  readonly filingId: string;
  readonly content: CountedSummary | null;
}

const COLUMNS = `id, name, kind, string_to_array(headings, ' ') AS headings, paired, string_to_array(countries, ' ') AS countries, unit, quantity::text, allotted::text,
  opens_at AS "opensAt", valid_from::text AS "from", valid_to::text AS "to", status`;
/** So long what was read is good enough: another replica may have been told of a quota meanwhile. */
const FRESH_MS = 10_000;
const known = new WeakMap<DataSource, { readonly rows: readonly Quota[]; readonly until: number }>();

const quotasOf = async (manager: EntityManager): Promise<readonly Quota[]> => {
  const { connection } = manager;
  const read = known.get(connection);
  if (read && read.until > performance.now()) return read.rows;
  const rows: Quota[] = await manager.query(`SELECT ${COLUMNS} FROM quota ORDER BY valid_from, id`);
  known.set(connection, { rows, until: performance.now() + FRESH_MS });
  return rows;
};

/** The quotas as they are, with what lines of these entries were allotted. */
export const quotaRegister = async (manager: EntityManager, keys: readonly string[]): Promise<QuotaRegister> => {
  const rows = await quotasOf(manager);
  if (rows.length === 0) return new QuotaRegister(rows);
  const held: { key: string; quotaId: number; allotted: string }[] = await manager.query(
    `SELECT entry_key || ' ' || line_number AS key, quota_id AS "quotaId", allotted::text FROM quota_claim
      WHERE entry_key = ANY($1) AND status IN ('accepted', 'reserved')`,
    [keys],
  );
  return new QuotaRegister(
    rows,
    new Map(held.map(({ key, quotaId, allotted }) => [key, { quotaId, allotted: Decimal.of(allotted) }])),
  );
};

/**
 * What summaries claim of quotas once they are on file. A line that was allotted something keeps it, up to what it still claims; what it no longer claims goes back to the
 * quota, and so does all of a summary that was deleted. Every other line is presented anew.
 * @param presentedAt when the platform received a filing: what waited for a module that was down lost no place by it
 */
export async function claimQuotas(
  manager: EntityManager,
  register: QuotaRegister,
  changes: readonly OnFile[],
  presentedAt: (filingId: string) => Date,
  now: Date,
): Promise<void> {
  if (register.isEmpty || changes.length === 0) return;
  const last = [...new Map(changes.map((change) => [change.after.key, change])).values()];
  const claims = last.flatMap(({ after: { key, entryDate, portOfEntry }, filingId, content }) =>
    content === null || !isQuotaType(content)
      ? []
      : content.lines.flatMap((line) => {
          const subject = register.of(line, quotaDate(content, entryDate ?? dayAt(portOfEntry, now)));
          if (!subject || subject.expired || subject.claimed === null) return [];
          return [
            {
              ...{ entry_key: key, line_number: line.lineNumber, quota_id: subject.quota.id },
              ...{ quantity: subject.claimed.toString(), presented_at: presentedAt(filingId).toISOString() },
              status: 'pending',
            },
          ];
        }),
  );
  await takeBack(
    manager,
    last.map(({ after }) => after.key),
    new Map(claims.map((claim) => [`${claim.entry_key} ${claim.line_number}`, claim])),
  );
  await insertRows(
    manager,
    'quota_claim',
    {
      ...{ entry_key: 'text', line_number: 'text', quota_id: 'int', quantity: 'numeric' },
      ...{ presented_at: 'timestamptz', status: 'text' },
    },
    claims.sort((a, b) => (a.entry_key + a.line_number < b.entry_key + b.line_number ? -1 : 1)),
    'ON CONFLICT (entry_key, line_number) DO NOTHING',
  );
}

/** Takes back what these entries claimed before, but for what lines were allotted and claim still. Quotas are locked ahead of their claims, as an allotment does. */
async function takeBack(
  manager: EntityManager,
  keys: readonly string[],
  claims: ReadonlyMap<string, { readonly quota_id: number; readonly quantity: string }>,
): Promise<void> {
  const quotas: unknown[] = await manager.query(
    `SELECT id FROM quota WHERE id IN (SELECT quota_id FROM quota_claim WHERE entry_key = ANY($1)) ORDER BY id FOR NO KEY UPDATE`,
    [keys],
  );
  if (quotas.length === 0) return;
  const before: { key: string; line: string; quotaId: number; allotted: string }[] = await manager.query(
    `SELECT entry_key AS key, line_number AS line, quota_id AS "quotaId", allotted::text FROM quota_claim
        WHERE entry_key = ANY($1) ORDER BY entry_key, line_number FOR UPDATE`,
    [keys],
  );
  const stays = before.map((one) => {
    const claim = claims.get(`${one.key} ${one.line}`);
    const claimed = claim?.quota_id === one.quotaId ? scaled(claim.quantity) : 0n;
    return { ...one, claimed, ...standing(scaled(one.allotted), claimed) };
  });
  const gone = stays.filter(({ allotted }) => allotted === 0n);
  const held = stays.filter(({ allotted }) => allotted > 0n);
  const rows = (list: typeof stays): [string[], string[]] => [list.map(({ key }) => key), list.map(({ line }) => line)];
  if (gone.length > 0)
    await manager.query(
      `DELETE FROM quota_claim c USING unnest($1::text[], $2::text[]) AS u(key, line) WHERE c.entry_key = u.key AND c.line_number = u.line`,
      rows(gone),
    );
  if (held.length > 0)
    await manager.query(
      `UPDATE quota_claim c SET allotted = u.allotted, quantity = u.claimed, status = CASE WHEN u.allotted = u.claimed THEN 'accepted' ELSE 'reserved' END
         FROM unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[]) AS u(key, line, allotted, claimed)
        WHERE c.entry_key = u.key AND c.line_number = u.line`,
      [...rows(held), held.map(({ allotted }) => unscaled(allotted)), held.map(({ claimed }) => unscaled(claimed))],
    );
  const given = stays.filter(({ givenBack }) => givenBack > 0n);
  if (given.length > 0)
    await manager.query(
      `UPDATE quota q SET allotted = q.allotted - u.amount
         FROM (SELECT id, sum(amount) AS amount FROM unnest($1::int[], $2::numeric[]) AS g(id, amount) GROUP BY id) u WHERE q.id = u.id`,
      [given.map(({ quotaId }) => quotaId), given.map(({ givenBack }) => unscaled(givenBack))],
    );
}

const SCALE = 10_000n;
const scaled = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * SCALE + BigInt(fraction.padEnd(4, '0').slice(0, 4));
};
const unscaled = (amount: bigint): string => `${amount / SCALE}.${String(amount % SCALE).padStart(4, '0')}`;

/**
 * When the goods of a claim came to the port of entry, as its cargo release knows; by its bills, where an earlier build decided it last. Null where no release is on file, as of
 * goods that are withdrawn from a warehouse. Goods that are awaited are not presented yet (19 CFR 132.11a(b); dictionary, Q12).
 */
const ARRIVAL = `CROSS JOIN LATERAL (
  SELECT max(CASE WHEN r.told->'arrivedAt' IS NULL THEN m.arrived_at ELSE (r.told->>'arrivedAt')::timestamptz END) AS arrived_at,
         coalesce(bool_or(CASE WHEN r.told->'arrivedAt' IS NULL THEN m.awaited ELSE r.told->>'arrivedAt' IS NULL END), false) AS awaited
    FROM cargo_release r CROSS JOIN LATERAL (
      SELECT max((b.data->>'arrivedAt')::timestamptz) AS arrived_at, bool_or(b.data->>'arrivedAt' IS NULL) AS awaited
        FROM json_object_keys(r.told->'bills') AS t(bill_key) LEFT JOIN bill_on_file b ON b.bill_key = t.bill_key) m
   WHERE r.entry_key = c.entry_key AND r.state <> 'cancelled') a`;

export interface ClaimView {
  readonly entryKey: string;
  readonly lineNumber: string;
  readonly quantity: string;
  readonly presentedAt: Date;
  readonly status: 'pending' | 'accepted' | 'reserved' | 'rejected';
  readonly allotted: string;
}

export type NewQuota = Omit<Quota, 'id' | 'allotted' | 'opensAt'> & { readonly opensAt: string };

/** Quotas and what is allotted of them: one run at a time for each, in the order of presentation. */
@Injectable()
export class Quotas {
  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  all(): Promise<Quota[]> {
    return this.source.query(`SELECT ${COLUMNS} FROM quota ORDER BY valid_from, id`);
  }

  /** @throws Problem `not-found` */
  async claims(id: number): Promise<ClaimView[]> {
    await this.one(id);
    return this.source.query(
      `SELECT entry_key AS "entryKey", line_number AS "lineNumber", quantity::text, presented_at AS "presentedAt", status, allotted::text
         FROM quota_claim WHERE quota_id = $1 ORDER BY presented_at, entry_key, line_number`,
      [id],
    );
  }

  async add(quota: NewQuota, actor: string): Promise<Quota> {
    const { name, kind, headings, paired, countries, unit, quantity, opensAt, from, to, status } = quota;
    const [row]: Quota[] = await this.source.query(
      `INSERT INTO quota (name, kind, headings, paired, countries, unit, quantity, opens_at, valid_from, valid_to, status, actor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING ${COLUMNS}`,
      [
        ...[name, kind, headings.join(' '), paired, countries.join(' '), unit, quantity, opensAt, from, to, status],
        actor,
      ],
    );
    known.delete(this.source);
    this.log.warn({ quota: row!.id, name, actor }, 'a quota was added');
    return row!;
  }

  /** @throws Problem `not-found` */
  async setStatus(id: number, status: QuotaStatus, actor: string): Promise<Quota> {
    const [rows]: [Quota[]] = await this.source.query(
      `UPDATE quota SET status = $2, actor = $3 WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, status, actor],
    );
    known.delete(this.source);
    if (!rows[0]) throw new Problem('not-found', `There is no quota ${id}.`);
    this.log.warn({ quota: id, status, actor }, 'the status of a quota was set');
    return rows[0];
  }

  /** Allots to what waits and was presented up to an instant; releases that wait for it are looked at again. Answers what became of it. @throws Problem `not-found`, `conflict` where the quota is not open */
  async allot(
    id: number,
    upTo: Date,
    actor: string,
    now = new Date(),
  ): Promise<{ quota: Quota; decided: ClaimView[] }> {
    const keys = await this.source.transaction(async (manager) => {
      const [quota]: Quota[] = await manager.query(`SELECT ${COLUMNS} FROM quota WHERE id = $1 FOR NO KEY UPDATE`, [
        id,
      ]);
      if (!quota) throw new Problem('not-found', `There is no quota ${id}.`);
      if (quota.status === 'on hold' || quota.status === 'banned')
        throw new Problem('conflict', `Quota ${id} is ${quota.status}: nothing is allotted of it.`);
      const waiting: ClaimView[] = await manager.query(
        `SELECT c.entry_key AS "entryKey", c.line_number AS "lineNumber", c.quantity::text, greatest(c.presented_at, a.arrived_at) AS "presentedAt"
           FROM quota_claim c ${ARRIVAL}
          WHERE c.quota_id = $1 AND c.status = 'pending' AND greatest(c.presented_at, a.arrived_at) <= $2 AND NOT a.awaited
          ORDER BY c.entry_key, c.line_number FOR UPDATE OF c`,
        [id, upTo.toISOString()],
      );
      const left = scaled(quota.quantity) - scaled(quota.allotted);
      const decided = allot(
        left,
        quota.opensAt,
        waiting.map((one) => ({ ...one, quantity: scaled(one.quantity) })),
      );
      const given = decided.reduce((sum, { allotted }) => sum + allotted, 0n);
      await manager.query(
        `UPDATE quota_claim c SET status = u.status, allotted = u.allotted
           FROM unnest($1::text[], $2::text[], $3::text[], $4::numeric[]) AS u(entry_key, line_number, status, allotted)
          WHERE c.entry_key = u.entry_key AND c.line_number = u.line_number`,
        [
          decided.map(({ claim }) => claim.entryKey),
          decided.map(({ claim }) => claim.lineNumber),
          decided.map(({ status }) => status),
          decided.map(({ allotted }) => unscaled(allotted)),
        ],
      );
      const filled = decided.some(({ status }) => status !== 'accepted') || given === left;
      await manager.query(
        `UPDATE quota SET allotted = allotted + $2, status = CASE WHEN $3 THEN 'filled' ELSE status END WHERE id = $1`,
        [id, unscaled(given), filled],
      );
      await lookAgainWithSummary(manager, [...new Set(decided.map(({ claim }) => claim.entryKey))], now);
      return new Set(decided.map(({ claim }) => `${claim.entryKey} ${claim.lineNumber}`));
    });
    known.delete(this.source);
    this.log.warn({ quota: id, lines: keys.size, actor }, 'a quota was allotted');
    const claims = await this.claims(id);
    return {
      quota: await this.one(id),
      decided: claims.filter(({ entryKey, lineNumber }) => keys.has(`${entryKey} ${lineNumber}`)),
    };
  }

  private async one(id: number): Promise<Quota> {
    const [row]: Quota[] = await this.source.query(`SELECT ${COLUMNS} FROM quota WHERE id = $1`, [id]);
    if (!row) throw new Problem('not-found', `There is no quota ${id}.`);
    return row;
  }
}
