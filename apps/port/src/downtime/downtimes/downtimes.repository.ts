import { Injectable } from '@nestjs/common';
import { accountSubject, actOfCbp, DowntimeChanged, downtimeSubject, PortInteractionRecorded } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { declareAlone } from '../book/one-after-the-other';
import type { Downtime } from '../model/records';

/** Downtimes as rows: the newest version of each, and every version beside it; each version is also a message to the others. */
@Injectable()
export class DowntimesRepository {
  /** What is in force, with the right to change it until the unit of work ends. */
  async lockInForce(unit: UnitOfWork): Promise<Downtime[]> {
    await declareAlone(unit);
    const rows: { data: Downtime }[] = await unit.manager.query(
      `SELECT data FROM downtime WHERE state = 'in force' ORDER BY from_at, number`,
    );
    return rows.map(({ data }) => data);
  }

  async byNumber(unit: UnitOfWork, number: string): Promise<Downtime | null> {
    const [row] = await unit.manager.query('SELECT data FROM downtime WHERE number = $1', [number]);
    return (row?.data as Downtime | undefined) ?? null;
  }

  async store(unit: UnitOfWork, downtime: Downtime): Promise<void> {
    const { id, number, version, drill, state, level, partOf, from, to, changedAt } = downtime;
    const data = JSON.stringify(downtime);
    await unit.manager.query(
      `INSERT INTO downtime (id, number, version, drill, state, level, part_of, data, from_at, to_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, part_of = excluded.part_of, data = excluded.data, to_at = excluded.to_at,
         changed_at = excluded.changed_at`,
      [id, number, version, drill, state, level, partOf, data, from, to, changedAt],
    );
    await unit.manager.query('INSERT INTO downtime_version (downtime_id, version, data, at) VALUES ($1, $2, $3, $4)', [
      id,
      version,
      data,
      changedAt,
    ]);
    unit.publish(DowntimeChanged, downtimeSubject(id), asMessage(downtime), { correlationId: id });
    if (downtime.filer && !drill) tellFiler(unit, downtime, downtime.filer.accountId);
  }

  /** Tells every downtime again, as it stands, in the order in which they began. */
  async tellAll(unit: UnitOfWork): Promise<number> {
    const rows: { data: Downtime }[] = await unit.manager.query('SELECT data FROM downtime ORDER BY from_at, number');
    for (const { data } of rows)
      unit.publish(DowntimeChanged, downtimeSubject(data.id), asMessage(data), { correlationId: data.id });
    return rows.length;
  }
}

/** A downtime that names an account is in its activity log. */
const tellFiler = (unit: UnitOfWork, { id, number, state, changedBy }: Downtime, accountId: string): void =>
  unit.publish(
    PortInteractionRecorded,
    accountSubject(accountId),
    {
      ...actOfCbp(
        {
          ...{ accountId, kind: 'decided', person: changedBy.officer, disposition: state, what: '' },
          records: [{ kind: 'downtime', subject: downtimeSubject(id), outcome: state }],
        },
        unit.now,
      ),
      // It may have been an operator, for the account.
      summary: `downtime ${number} of the account itself is ${state}: ${changedBy.officer}`,
    },
    { correlationId: id },
  );

export const asMessage = (downtime: Downtime): DowntimeChanged => {
  const {
    id,
    number,
    version,
    drill,
    state,
    incidentNumber,
    scope,
    filer,
    from,
    to,
    gateOrders,
    treatments,
    relief,
    invokedBy,
    changedAt,
  } = downtime;
  return {
    downtimeId: id,
    number,
    version,
    drill,
    state,
    incidentNumber,
    scope,
    filerAccountId: filer?.accountId ?? null,
    from,
    to,
    gateOrders: [...gateOrders],
    treatments: [...treatments],
    relief,
    invokedBy,
    occurredAt: changedAt,
  };
};
