import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { OUTCOME_SQL } from '../filing/disposition';
import { idAt } from '../filing/id-at';
import type { FilingTold, HeldKind, StopPeriod } from './summary.document';

/** What became of a filing, from its own row. */
const FATE = `CASE WHEN f.state = 'accepted' THEN 'waiting'
  ELSE CASE ${OUTCOME_SQL} WHEN 'not processed' THEN 'to be sent again' WHEN 'rejected' THEN 'rejected' WHEN 'processed outside' THEN 'processed outside' ELSE 'processed' END END`;
const PERIOD = `p.id::float8 AS id, p.module, p.began_at AS "beganAt", p.ended_at AS "endedAt", p.incident_number AS "incidentNumber", p.cause`;
const TOLD = `f.id AS "filingId", f.transmission_id AS "transmissionId", f.kind, f.reference, ${FATE} AS fate, ${OUTCOME_SQL} AS outcome, f.conditions, f.answered_at AS "answeredAt"`;
/** Ids are given a moment before a filing is dated, and may run ahead of the clock where very many come at once. */
const ID_SLACK_MS = 60_000;

/**
 * The times in which an inbound gate was not open, and what was held in each: filings that had no answer when it closed, and those
 * received until it was open again.
 */
@Injectable()
export class HeldFilingsRepository {
  constructor(private readonly source: DataSource) {}

  /** Whether there is anything to do; asked every second. */
  async anythingDue(): Promise<boolean> {
    const [{ due }] = await this.source.query(
      `SELECT EXISTS (SELECT 1 FROM gate_history h WHERE h.direction = 'inbound' AND h.from_state = 'FLOWING' AND NOT EXISTS (SELECT 1 FROM stop_period p WHERE p.id = h.id))
           OR EXISTS (SELECT 1 FROM stop_period WHERE summarised_at IS NULL) OR EXISTS (SELECT 1 FROM downtime_summary WHERE told_at IS NULL) AS due`,
    );
    return due as boolean;
  }

  /** Notes each closing of a gate once, with the filings that have no answer at that moment. */
  async begin(manager: EntityManager): Promise<void> {
    await manager.query(
      `WITH begun AS (
         INSERT INTO stop_period (id, module, began_at, incident_number, cause)
         SELECT h.id, h.module, h.at, h.incident_number, h.cause FROM gate_history h
          WHERE h.direction = 'inbound' AND h.from_state = 'FLOWING' AND NOT EXISTS (SELECT 1 FROM stop_period p WHERE p.id = h.id)
         ON CONFLICT DO NOTHING RETURNING id, module, began_at)
       INSERT INTO held_filing (period_id, account_id, filing_id, transmission_id)
       SELECT b.id, f.account_id, f.id, f.transmission_id
         FROM begun b JOIN module_work t ON t.module = b.module AND t.unanswered > 0 AND t.received_at < b.began_at
         JOIN filing f ON f.transmission_id = t.transmission_id AND f.module = b.module AND f.state = 'accepted'`,
    );
  }

  /** Dates the end of periods whose gate flows again. */
  async end(manager: EntityManager): Promise<void> {
    await manager.query(
      `UPDATE stop_period p SET ended_at = h.at, incident_number = coalesce(h.incident_number, p.incident_number)
         FROM (SELECT o.id, (SELECT n.id FROM gate_history n WHERE n.module = o.module AND n.direction = 'inbound' AND n.to_state = 'FLOWING' AND n.at >= o.began_at AND n.id > o.id
                              ORDER BY n.id LIMIT 1) AS opening FROM stop_period o WHERE o.ended_at IS NULL) e
         JOIN gate_history h ON h.id = e.opening
        WHERE p.id = e.id AND p.ended_at IS NULL`,
    );
  }

  /** A period that has ended, for this process alone until the unit of work ends; null when there is none. */
  async claimEnded(after: number, endedBefore: Date, manager: EntityManager): Promise<StopPeriod | null> {
    const [row]: StopPeriod[] = await manager.query(
      `SELECT ${PERIOD} FROM stop_period p WHERE p.summarised_at IS NULL AND p.ended_at <= $1 AND p.id > $2 ORDER BY p.id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [endedBefore.toISOString(), after],
    );
    return row ?? null;
  }

  /** Adds what was received while the gate was not open, once. */
  async gather({ id, module, beganAt, endedAt }: StopPeriod, now: Date, manager: EntityManager): Promise<void> {
    const [, claimed]: [unknown, number] = await manager.query(
      'UPDATE stop_period SET gathered_at = $2 WHERE id = $1 AND gathered_at IS NULL',
      [id, now.toISOString()],
    );
    if (claimed === 0) return;
    await manager.query(
      `INSERT INTO held_filing (period_id, account_id, filing_id, transmission_id)
       SELECT $1, f.account_id, f.id, f.transmission_id FROM transmission t JOIN filing f ON f.transmission_id = t.id AND f.module = $4
        WHERE t.id >= $2::uuid AND t.id < $3::uuid AND t.received_at >= $5 AND t.received_at < $6
       ON CONFLICT DO NOTHING`,
      [
        id,
        idAt(beganAt.getTime() - ID_SLACK_MS),
        idAt(endedAt.getTime() + ID_SLACK_MS),
        module,
        beganAt.toISOString(),
        endedAt.toISOString(),
      ],
    );
  }

  /** What has no answer and was received before the gate was open again was held by it, in this period or an earlier one. */
  async anyWaiting({ module, endedAt }: StopPeriod, manager: EntityManager): Promise<boolean> {
    const rows = await manager.query(
      'SELECT 1 FROM module_work WHERE module = $1 AND unanswered > 0 AND received_at < $2 LIMIT 1',
      [module, endedAt.toISOString()],
    );
    return rows.length > 0;
  }

  /**
   * From now on each account is owed its summary that had a filing held for as long as `heldSeconds`, has to send one again, or had one
   * processed outside.
   */
  async owe(
    { id, beganAt, endedAt }: StopPeriod,
    heldSeconds: number,
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO downtime_summary (period_id, account_id)
       SELECT h.period_id, h.account_id FROM held_filing h JOIN filing f ON f.transmission_id = h.transmission_id AND f.id = h.filing_id
        WHERE h.period_id = $1 GROUP BY 1, 2
       HAVING bool_or(greatest(0, extract(epoch FROM least(f.answered_at, $3) - greatest(f.received_at, $2))) >= $4
                      OR ${FATE} IN ('to be sent again', 'processed outside'))`,
      [id, beganAt.toISOString(), endedAt.toISOString(), heldSeconds],
    );
    await manager.query('UPDATE stop_period SET summarised_at = $2 WHERE id = $1', [id, now.toISOString()]);
  }

  /** Marks summaries as told that are owed: who commits this has told them. All of one period. */
  async takeOwed(
    limit: number,
    now: Date,
    manager: EntityManager,
  ): Promise<{ period: StopPeriod; accountIds: string[] } | null> {
    const [rows]: [{ period_id: string; account_id: string }[]] = await manager.query(
      `UPDATE downtime_summary d SET told_at = $2
         FROM (SELECT period_id, account_id FROM downtime_summary
                WHERE told_at IS NULL AND period_id = (SELECT min(period_id) FROM downtime_summary WHERE told_at IS NULL)
                ORDER BY account_id LIMIT $1 FOR UPDATE SKIP LOCKED) owed
        WHERE d.period_id = owed.period_id AND d.account_id = owed.account_id RETURNING d.period_id, d.account_id`,
      [limit, now.toISOString()],
    );
    if (rows.length === 0) return null;
    const [period]: StopPeriod[] = await manager.query(`SELECT ${PERIOD} FROM stop_period p WHERE p.id = $1`, [
      rows[0]!.period_id,
    ]);
    return { period: period!, accountIds: rows.map(({ account_id }) => account_id) };
  }

  /** How many of each kind met which fate, with the first references. */
  kinds(
    period: StopPeriod,
    accountIds: readonly string[],
    named: number,
    manager: EntityManager,
  ): Promise<(HeldKind & { accountId: string })[]> {
    return manager.query(
      `SELECT h.account_id AS "accountId", f.kind, ${FATE} AS fate, count(*)::int AS count, (array_agg(f.reference ORDER BY f.id))[1:$3::int] AS references
         FROM held_filing h JOIN filing f ON f.transmission_id = h.transmission_id AND f.id = h.filing_id
        WHERE h.period_id = $1 AND h.account_id = ANY($2) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      [period.id, accountIds, named],
    );
  }

  /** The first filings of each account with which it has to do something. */
  toActOn(
    period: StopPeriod,
    accountIds: readonly string[],
    named: number,
    manager: EntityManager,
  ): Promise<(FilingTold & { accountId: string })[]> {
    return manager.query(
      `SELECT * FROM (
         SELECT h.account_id AS "accountId", ${TOLD}, row_number() OVER (PARTITION BY h.account_id, ${FATE} ORDER BY f.id) AS place
           FROM held_filing h JOIN filing f ON f.transmission_id = h.transmission_id AND f.id = h.filing_id
          WHERE h.period_id = $1 AND h.account_id = ANY($2)) told
        WHERE fate IN ('rejected', 'processed outside') AND place <= $3 ORDER BY "filingId"`,
      [period.id, accountIds, named],
    );
  }

  /** In which formats each account has filed so far. */
  async channels(accountIds: readonly string[], manager: EntityManager): Promise<Map<string, string[]>> {
    const rows: { account_id: string; channels: string[] }[] = await manager.query(
      `SELECT a.id AS account_id, ARRAY(SELECT c FROM unnest(ARRAY['abi', 'x12', 'json']) AS c
                WHERE EXISTS (SELECT 1 FROM transmission t WHERE t.account_id = a.id AND t.channel = c)) AS channels
         FROM unnest($1::uuid[]) AS a(id)`,
      [accountIds],
    );
    return new Map(rows.map(({ account_id, channels }) => [account_id, channels]));
  }

  /** All of an account's, in the order received; null when it had none in that period. */
  async page(periodId: number, accountId: string, after: string, limit: number): Promise<FilingTold[] | null> {
    const [known] = await this.source.query(
      'SELECT 1 FROM held_filing WHERE period_id = $1 AND account_id = $2 LIMIT 1',
      [periodId, accountId],
    );
    if (!known) return null;
    return this.source.query(
      `SELECT ${TOLD} FROM held_filing h JOIN filing f ON f.transmission_id = h.transmission_id AND f.id = h.filing_id
        WHERE h.period_id = $1 AND h.account_id = $2 AND h.filing_id > $3::uuid ORDER BY h.filing_id LIMIT $4`,
      [periodId, accountId, after, limit],
    );
  }
}
