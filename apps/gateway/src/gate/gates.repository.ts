import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { FILING_MODULES } from '#contracts';
import type { GateState } from './gate.states';
import { DIRECTIONS, type Gate, type GateChange, type GateName } from './gate';

const COLUMNS = `module, direction, state, version, changed_at AS since, changed_by AS "changedBy", cause, incident_number AS "incidentNumber",
  closed_by AS "closedBy", downtime_id AS "downtimeId", policy AS treatments, pilots, pilot_row AS "pilotRow", replay_up_to AS "replayUpTo", phase`;

/**
 * Who changes a gate takes this lock, who needs a gate to stay as it is shares it. It stands in line, which a lock on the row does not:
 * there a module that always has something to say would never let a change in.
 */
export const GATE_LOCK = `hashtext('gate'), hashtext(module || ' ' || direction)`;

/** What a change writes beside state and version. */
export type GateFields = Partial<Pick<Gate, 'closedBy' | 'downtimeId' | 'treatments' | 'replayUpTo'>>;

export interface GateHistoryEntry {
  readonly from: GateState;
  readonly to: GateState;
  readonly at: string;
  readonly by: string;
  readonly cause: string;
  readonly incidentNumber: string | null;
}

@Injectable()
export class GatesRepository {
  constructor(private readonly source: DataSource) {}

  /** Dependency order: what others refer to first. */
  all(manager: EntityManager = this.source.manager): Promise<Gate[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM gate WHERE module = ANY($1) ORDER BY array_position($1::text[], module), direction`,
      [FILING_MODULES],
    );
  }

  /** Gates of modules that came to the table of kinds since the last start. */
  async ensure(manager: EntityManager = this.source.manager): Promise<void> {
    await manager.query(
      `INSERT INTO gate (module, direction) SELECT m, d FROM unnest($1::text[]) AS m CROSS JOIN unnest($2::text[]) AS d ON CONFLICT DO NOTHING`,
      [FILING_MODULES, DIRECTIONS],
    );
  }

  async lock({ module, direction }: GateName, manager: EntityManager): Promise<Gate> {
    await manager.query(`SELECT pg_advisory_xact_lock(${GATE_LOCK}) FROM gate WHERE module = $1 AND direction = $2`, [
      module,
      direction,
    ]);
    const [gate]: Gate[] = await manager.query(
      `SELECT ${COLUMNS} FROM gate WHERE module = $1 AND direction = $2 FOR UPDATE`,
      [module, direction],
    );
    return gate!;
  }

  /** The newest of a module's messages that have not left; null when none waits. */
  async newestRow(module: string, manager: EntityManager): Promise<string | null> {
    const [{ id }] = await manager.query('SELECT max(id) AS id FROM outbox WHERE destination = $1', [module]);
    return id as string | null;
  }

  /** Writes a change of a locked gate and its line in the history. A trial begins and ends with nothing of an earlier one. */
  async write(gate: Gate, change: GateChange, fields: GateFields, manager: EntityManager): Promise<void> {
    const next = {
      closedBy: gate.closedBy,
      downtimeId: gate.downtimeId,
      treatments: gate.treatments,
      replayUpTo: null,
      ...fields,
    };
    await manager.query(
      `WITH written AS (
         UPDATE gate SET state = $3, version = version + 1, changed_at = $4, changed_by = $5, cause = $6, incident_number = $7, closed_by = $8, downtime_id = $9,
                policy = $10, replay_up_to = $11, pilots = '[]', pilot_row = NULL, phase = NULL
          WHERE module = $1 AND direction = $2 RETURNING version)
       INSERT INTO gate_history (module, direction, from_state, to_state, at, changed_by, cause, incident_number, version)
       SELECT $1, $2, $12, $3, $4, $5, $6, $7, version FROM written`,
      [
        change.module,
        change.direction,
        change.to,
        change.at,
        change.by,
        change.cause,
        change.incidentNumber,
        next.closedBy,
        next.downtimeId,
        JSON.stringify(next.treatments),
        next.replayUpTo,
        change.from,
      ],
    );
  }

  /** Notes how far a trial is. False when the gate was changed meanwhile: then the trial is somebody else's. */
  async noteProgress(gate: Gate, progress: Pick<Gate, 'pilots' | 'pilotRow' | 'phase'>): Promise<boolean> {
    const [, written]: [unknown, number] = await this.source.query(
      `UPDATE gate SET pilots = $4, pilot_row = $5, phase = $6, version = version + 1 WHERE module = $1 AND direction = $2 AND version = $3 AND state = 'TRIAL'`,
      [gate.module, gate.direction, gate.version, JSON.stringify(progress.pilots), progress.pilotRow, progress.phase],
    );
    return written === 1;
  }

  /** Newest first. */
  history({ module, direction }: GateName, limit = 50): Promise<GateHistoryEntry[]> {
    return this.source.query(
      `SELECT from_state AS "from", to_state AS "to", to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, changed_by AS by, cause, incident_number AS "incidentNumber"
         FROM gate_history WHERE module = $1 AND direction = $2 ORDER BY id DESC LIMIT $3`,
      [module, direction, limit],
    );
  }
}
