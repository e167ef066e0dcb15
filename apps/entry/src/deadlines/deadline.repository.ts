import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DowntimeChanged } from '#contracts';
import { insertRows, storedShape } from '#persistence';
import type { DeadlineFacts, SummaryDeadline } from './deadline.rules';

const COLUMNS = {
  entry_key: 'text',
  account_id: 'uuid',
  port_of_entry: 'text',
  mode_of_transport: 'text',
  legal_due_date: 'date',
  due_date: 'date',
  payment_due_date: 'date',
  filed_on: 'date',
  timeliness: 'text',
  relieved_by: 'text',
};
const UPDATES = Object.keys(COLUMNS)
  .filter((name) => name !== 'entry_key')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');
const SELECT = `SELECT entry_key AS key, account_id AS "accountId", port_of_entry AS "portOfEntry", mode_of_transport AS "modeOfTransport",
  legal_due_date::text AS "legalDueDate", filed_on::text AS "filedOn" FROM summary_deadline`;

export const storedDowntime = storedShape<DowntimeChanged>({
  name: 'downtime.data',
  version: DowntimeChanged.version,
  lifts: DowntimeChanged.lifts,
});

/** A downtime whose change is not yet applied to all summaries of its window. */
export interface Unjudged {
  readonly downtimeId: string;
  readonly windowFrom: Date;
  readonly windowTo: Date;
  readonly judgedUpTo: string;
}

/** Downtimes as they stand, and the deadlines of entry summaries. */
@Injectable()
export class DeadlineRepository {
  /** Keeps what is newer than what is known; its window is then judged again. A drill is kept and relieves nothing. */
  async storeDowntimes(manager: EntityManager, downtimes: readonly DowntimeChanged[], now: Date): Promise<void> {
    const newest = new Map<string, DowntimeChanged>();
    for (const downtime of downtimes)
      if ((newest.get(downtime.downtimeId)?.version ?? 0) < downtime.version) newest.set(downtime.downtimeId, downtime);
    const rows = [...newest.values()]
      .sort((a, b) => (a.downtimeId < b.downtimeId ? -1 : 1))
      .map((data) => ({
        downtime_id: data.downtimeId,
        version: data.version,
        number: data.number,
        drill: data.drill,
        window_from: data.from,
        window_to: data.to ?? now.toISOString(),
        data: storedDowntime.write(data),
        judged_up_to: data.drill ? null : '',
      }));
    await insertRows(
      manager,
      'downtime',
      {
        downtime_id: 'uuid',
        version: 'int',
        number: 'text',
        drill: 'boolean',
        window_from: 'timestamptz',
        window_to: 'timestamptz',
        data: 'json',
        judged_up_to: 'text',
      },
      rows,
      `ON CONFLICT (downtime_id) DO UPDATE SET version = excluded.version, drill = excluded.drill,
         window_from = least(downtime.window_from, excluded.window_from), window_to = greatest(downtime.window_to, excluded.window_to),
         data = excluded.data, judged_up_to = excluded.judged_up_to
       WHERE downtime.version < excluded.version`,
    );
  }

  /** Every downtime that may relieve something; there are a few a year. */
  async downtimes(manager: EntityManager): Promise<DowntimeChanged[]> {
    const rows: { data: unknown }[] = await manager.query(
      'SELECT data FROM downtime WHERE NOT drill ORDER BY window_from, number',
    );
    return rows.map(({ data }) => storedDowntime.read(data));
  }

  async save(manager: EntityManager, deadlines: readonly SummaryDeadline[]): Promise<void> {
    await insertRows(
      manager,
      'summary_deadline',
      COLUMNS,
      deadlines.map((deadline) => ({
        entry_key: deadline.key,
        account_id: deadline.accountId,
        port_of_entry: deadline.portOfEntry,
        mode_of_transport: deadline.modeOfTransport,
        legal_due_date: deadline.legalDueDate,
        due_date: deadline.dueDate,
        payment_due_date: deadline.paymentDueDate,
        filed_on: deadline.filedOn,
        timeliness: deadline.timeliness,
        relieved_by: deadline.relievedBy,
      })),
      `ON CONFLICT (entry_key) DO UPDATE SET ${UPDATES}`,
    );
  }

  /** A downtime whose change must still be applied, locked; null when there is none, or another replica is at it. */
  async lockUnjudged(manager: EntityManager): Promise<Unjudged | null> {
    const [row] = await manager.query(
      `SELECT downtime_id AS "downtimeId", window_from AS "windowFrom", window_to AS "windowTo", judged_up_to AS "judgedUpTo"
         FROM downtime WHERE judged_up_to IS NOT NULL ORDER BY downtime_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    return row ?? null;
  }

  /** Summaries whose due date, before or after relief, may lie in the window of the downtime; a day of slack for the ports' clocks. */
  async lockInWindow(
    manager: EntityManager,
    { windowFrom, windowTo, judgedUpTo }: Unjudged,
    limit: number,
  ): Promise<DeadlineFacts[]> {
    return manager.query(
      `${SELECT} WHERE legal_due_date <= ($2::timestamptz AT TIME ZONE 'UTC')::date + 1 AND due_date >= ($1::timestamptz AT TIME ZONE 'UTC')::date - 1
          AND entry_key > $3 ORDER BY entry_key LIMIT $4 FOR UPDATE`,
      [windowFrom.toISOString(), windowTo.toISOString(), judgedUpTo, limit],
    );
  }

  /** @param upTo the last entry that was judged; null when all were */
  async judged(manager: EntityManager, downtimeId: string, upTo: string | null): Promise<void> {
    await manager.query('UPDATE downtime SET judged_up_to = $2 WHERE downtime_id = $1', [downtimeId, upTo]);
  }
}
