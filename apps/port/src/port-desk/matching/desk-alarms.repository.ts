import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { timeOrderedId } from '#kernel';
import { insertRows, inTransaction } from '#persistence';
import { isoColumn } from '../storage/iso-column';

/** A hold that came after the goods were released on paper. */
export interface DeskAlarm {
  readonly id: string;
  readonly port: string;
  readonly controlNumber: string;
  readonly billKey: string;
  readonly holdCode: string;
  readonly holdReason: string;
  readonly placedAt: string;
  readonly raisedAt: string;
  readonly acknowledged: {
    readonly by: string;
    readonly accountId: string;
    readonly note: string;
    readonly at: string;
  } | null;
}

export interface NewHold {
  readonly billKey: string;
  readonly code: string;
  readonly reason: string;
  readonly placedAt: string;
}

const ALARM = `a.id, a.port_code AS port, d.control_number AS "controlNumber", a.bill_key AS "billKey", a.hold_code AS "holdCode", a.hold_reason AS "holdReason",
  ${isoColumn('a.placed_at', 'placedAt')}, ${isoColumn('a.raised_at', 'raisedAt')}, a.acknowledged`;

@Injectable()
export class DeskAlarmsRepository {
  constructor(private readonly source: DataSource) {}

  /** Raises an alarm for each hold that has none yet; answers those. */
  async raise(
    manager: EntityManager,
    decisionId: string,
    port: string,
    holds: readonly NewHold[],
    now: Date,
  ): Promise<NewHold[]> {
    const rows = holds.map(({ billKey, code, reason, placedAt }) => ({
      id: timeOrderedId(),
      port_code: port,
      decision_id: decisionId,
      bill_key: billKey,
      hold_code: code,
      hold_reason: reason,
      placed_at: placedAt,
      raised_at: now.toISOString(),
    }));
    const raised = await insertRows(
      manager,
      'desk_alarm',
      {
        id: 'uuid',
        port_code: 'text',
        decision_id: 'uuid',
        bill_key: 'text',
        hold_code: 'text',
        hold_reason: 'text',
        placed_at: 'timestamptz',
        raised_at: 'timestamptz',
      },
      rows,
      'ON CONFLICT (decision_id, bill_key, hold_code, placed_at) DO NOTHING RETURNING id',
    );
    const ids = new Set(raised.map(({ id }) => id as string));
    return holds.filter((_, index) => ids.has(rows[index]!.id));
  }

  /** The newest first; null means all ports. */
  list(ports: readonly string[] | null, acknowledgedToo: boolean): Promise<DeskAlarm[]> {
    return this.source.query(
      `SELECT ${ALARM} FROM desk_alarm a JOIN manual_decision d ON d.id = a.decision_id
        WHERE ($1::text[] IS NULL OR a.port_code = ANY($1::text[])) AND ($2 OR a.acknowledged IS NULL) ORDER BY a.raised_at DESC, a.id DESC LIMIT 200`,
      [ports, acknowledgedToo],
    );
  }

  async byId(id: string): Promise<DeskAlarm | null> {
    const [row] = await this.source.query(
      `SELECT ${ALARM} FROM desk_alarm a JOIN manual_decision d ON d.id = a.decision_id WHERE a.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** The first acknowledgement stands. */
  async acknowledge(id: string, acknowledged: NonNullable<DeskAlarm['acknowledged']>): Promise<void> {
    await inTransaction(this.source, (manager) =>
      manager.query('UPDATE desk_alarm SET acknowledged = $2 WHERE id = $1 AND acknowledged IS NULL', [
        id,
        JSON.stringify(acknowledged),
      ]),
    );
  }
}
