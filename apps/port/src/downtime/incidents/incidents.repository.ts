import { Injectable } from '@nestjs/common';
import type { UnitOfWork } from '#messaging';
import { declareAlone } from '../book/one-after-the-other';
import type { Incident, IncidentUpdate } from '../model/records';

/** Incidents as rows: the newest state of each, and every update beside it. */
@Injectable()
export class IncidentsRepository {
  /** Locks it until the unit of work ends. */
  async lock(unit: UnitOfWork, number: string): Promise<Incident | null> {
    await declareAlone(unit);
    const [row] = await unit.manager.query('SELECT data FROM incident WHERE number = $1 FOR UPDATE', [number]);
    return (row?.data as Incident | undefined) ?? null;
  }

  async add(unit: UnitOfWork, incident: Incident): Promise<void> {
    await unit.manager.query(
      'INSERT INTO incident (id, number, version, drill, state, data, opened_at, last_update_at, changed_at, closed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [
        incident.id,
        incident.number,
        incident.version,
        incident.drill,
        incident.state,
        JSON.stringify(incident),
        incident.openedAt,
        incident.lastUpdateAt,
        incident.changedAt,
        incident.closedAt,
      ],
    );
    await this.addUpdate(unit, incident, incident.updates[0]!);
  }

  async store(unit: UnitOfWork, incident: Incident): Promise<void> {
    await unit.manager.query(
      'UPDATE incident SET version = $2, state = $3, data = $4, last_update_at = $5, changed_at = $6, closed_at = $7 WHERE id = $1',
      [
        incident.id,
        incident.version,
        incident.state,
        JSON.stringify(incident),
        incident.lastUpdateAt,
        incident.changedAt,
        incident.closedAt,
      ],
    );
  }

  async addUpdate(unit: UnitOfWork, incident: Incident, update: IncidentUpdate): Promise<void> {
    await unit.manager.query(
      'INSERT INTO incident_update (incident_id, sequence, at, data, statement) VALUES ($1, $2, $3, $4, $5)',
      [incident.id, update.sequence, update.at, JSON.stringify(update), JSON.stringify(incident.statement)],
    );
  }

  /** A notice of a downtime is news of its incident too. */
  async noteNotice(unit: UnitOfWork, incident: Incident, noticeNumber: string): Promise<void> {
    const at = unit.now.toISOString();
    await this.store(unit, {
      ...incident,
      version: incident.version + 1,
      changedAt: at,
      lastUpdateAt: at,
      noticeNumbers: [...incident.noticeNumbers, noticeNumber],
    });
  }

  /** Records that it is overdue since `dueAt`. @returns false when there was news meanwhile, or another replica recorded it */
  async remind(unit: UnitOfWork, { number, lastUpdateAt }: Incident, dueAt: string): Promise<boolean> {
    const incident = await this.lock(unit, number);
    if (!incident || incident.closedAt !== null || incident.lastUpdateAt !== lastUpdateAt) return false;
    const written = await unit.manager.query(
      'INSERT INTO incident_reminder (incident_id, due_at, recorded_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING due_at',
      [incident.id, dueAt, unit.now.toISOString()],
    );
    if (written.length === 0) return false;
    await this.store(unit, {
      ...incident,
      version: incident.version + 1,
      changedAt: unit.now.toISOString(),
      reminders: [...incident.reminders, dueAt],
    });
    return true;
  }
}
