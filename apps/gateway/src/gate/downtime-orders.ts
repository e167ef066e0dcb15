import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DowntimeChanged } from '#contracts';
import type { Gate, GateName } from './gate';
import { Gates } from './gates';
import { ordersNow, stepFor } from './downtime-orders.rules';

interface Row {
  id: string;
  version: number;
  data: DowntimeChanged;
  executed: GateName[];
}

/**
 * Carries out what downtimes order of the gates: stopped when in force, tried when revoked. Done by the replica that keeps the gates, in
 * small steps that each may be done twice, so that a crash between two of them leaves nothing half done.
 */
@Injectable()
export class DowntimeOrders {
  constructor(
    private readonly source: DataSource,
    private readonly gates: Gates,
  ) {}

  async execute(): Promise<void> {
    const due: Row[] = await this.source.query(
      `SELECT id, version, data, executed FROM downtime
        WHERE executed_version < version AND (data->>'state' = 'revoked' OR (data->>'from')::timestamptz <= now()) ORDER BY number`,
    );
    for (const row of due) await this.carryOut(row);
  }

  private async carryOut({ id, version, data, executed }: Row): Promise<void> {
    const wanted = ordersNow(data);
    // All gates, not only those it names: one may be stopped by an order of which was never noted that it was carried out.
    for (const gate of await this.gates.refresh()) await this.apply(gate, data, executed);
    await this.source.query(
      'UPDATE downtime SET executed_version = $2, executed = $3 WHERE id = $1 AND executed_version < $2',
      [id, version, JSON.stringify(wanted)],
    );
  }

  private async apply(gate: Gate, data: DowntimeChanged, executed: readonly GateName[]): Promise<void> {
    const { module, direction } = gate;
    const by = `${data.invokedBy.officer} (${data.invokedBy.role})`;
    const step = stepFor(gate, data, executed);
    if (step === 'stop') await this.stop(gate, data);
    if (step !== 'release') return;
    const other = await this.otherInForce(gate, data.downtimeId);
    if (other) await this.stop(gate, other);
    else {
      const cause =
        data.state === 'revoked'
          ? `Downtime ${data.number} was revoked`
          : `Downtime ${data.number} no longer orders it`;
      await this.gates.order({ module, direction, to: 'TRIAL', by, cause, incidentNumber: data.incidentNumber });
    }
  }

  private async stop(
    { module, direction }: GateName,
    { downtimeId, number, invokedBy, incidentNumber, treatments }: DowntimeChanged,
  ): Promise<void> {
    const by = `${invokedBy.officer} (${invokedBy.role})`;
    await this.gates.order({
      module,
      direction,
      to: 'STOPPED',
      by,
      cause: `Downtime ${number}`,
      incidentNumber,
      treatments,
      downtimeId,
    });
  }

  /** The oldest other downtime in force that orders this gate. */
  private async otherInForce({ module, direction }: GateName, except: string): Promise<DowntimeChanged | null> {
    const [row]: { data: DowntimeChanged }[] = await this.source.query(
      `SELECT data FROM downtime WHERE id <> $1 AND executed @> $2 AND data->>'state' = 'in force' ORDER BY number LIMIT 1`,
      [except, JSON.stringify([{ module, direction }])],
    );
    return row?.data ?? null;
  }
}
