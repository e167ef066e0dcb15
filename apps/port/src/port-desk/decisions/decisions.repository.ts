import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ManualDecisionMade } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { isoColumn } from '../storage/iso-column';
import { conveyanceIn } from '../picture/picture.reader';
import { DecisionActivity } from './decision-activity';
import { type Doer, entryKeyOfPaper, messageOf, type RegisteredDecision, subjectOf } from './decision.model';
import type { Reach } from './decision.rules';

export interface HistoryEntry {
  readonly version: number;
  readonly event: string;
  readonly state: string;
  readonly accountId: string | null;
  readonly person: string;
  readonly detail: unknown;
  readonly at: string;
}

export const THE_PLATFORM: Doer = { accountId: null, person: 'the platform' };

const DECISION = `d.id, d.control_number AS "controlNumber", d.drill, d.state, d.version, d.downtime_number AS "downtimeNumber", d.account_id AS "accountId",
  d.registered_by AS "registeredBy", d.paper, d.known_holds AS "knownHolds", d.override, d.keyed, d.exam_result AS "examResult", d.voiding, d.entry_confirmed AS "entryConfirmed",
  ${isoColumn('d.registered_at', 'registeredAt')}, ${isoColumn('d.expires_at', 'expiresAt')}, ${isoColumn('d.effective_at', 'effectiveAt')},
  ${isoColumn('d.electronic_release_at', 'electronicReleaseAt')}`;
const LISTED_AT_MOST = 200;

/** The register of manual decisions. A row tells how a decision is now; its history is only added to. */
@Injectable()
export class DecisionsRepository {
  constructor(
    private readonly source: DataSource,
    private readonly activity: DecisionActivity,
  ) {}

  /** The next number of a port's series in a year. Given back when the transaction fails, so that no number is ever missing. */
  async nextControlNumber(manager: EntityManager, series: 'MD' | 'DR', year: number, port: string): Promise<string> {
    const [row] = await manager.query(
      `INSERT INTO control_number (series, year, port_code, last) VALUES ($1, $2, $3, 1)
         ON CONFLICT (series, year, port_code) DO UPDATE SET last = control_number.last + 1 RETURNING last`,
      [series, year, port],
    );
    return `${series}-${String(year % 100).padStart(2, '0')}-${port}-${String(row.last).padStart(6, '0')}`;
  }

  async insert(
    unit: UnitOfWork,
    decision: RegisteredDecision,
    request: { idempotencyKey: string; hash: string },
    event: string,
    by: Doer,
  ): Promise<void> {
    const { paper } = decision;
    await insertRows(
      unit.manager,
      'manual_decision',
      {
        id: 'uuid',
        control_number: 'text',
        idempotency_key: 'uuid',
        content_hash: 'text',
        drill: 'boolean',
        state: 'text',
        version: 'int',
        downtime_number: 'text',
        port_code: 'text',
        decision: 'text',
        entry_key: 'text',
        account_id: 'uuid',
        registered_by: 'text',
        paper: 'jsonb',
        known_holds: 'jsonb',
        override: 'jsonb',
        decided_at: 'timestamptz',
        registered_at: 'timestamptz',
        expires_at: 'timestamptz',
        effective_at: 'timestamptz',
      },
      [
        {
          id: decision.id,
          control_number: decision.controlNumber,
          idempotency_key: request.idempotencyKey,
          content_hash: request.hash,
          drill: decision.drill,
          state: decision.state,
          version: decision.version,
          downtime_number: decision.downtimeNumber,
          port_code: paper.port,
          decision: paper.decision,
          entry_key: entryKeyOfPaper(paper),
          account_id: decision.accountId,
          registered_by: decision.registeredBy,
          paper,
          known_holds: decision.knownHolds,
          override: decision.override,
          decided_at: paper.decidedAt,
          registered_at: decision.registeredAt,
          expires_at: decision.expiresAt,
          effective_at: decision.effectiveAt,
        },
      ],
    );
    const bills = [...new Set(paper.bills.map(({ billKey }) => billKey))].map((bill_key) => ({
      bill_key,
      decision_id: decision.id,
    }));
    await insertRows(unit.manager, 'manual_decision_bill', { bill_key: 'text', decision_id: 'uuid' }, bills);
    await this.note(unit, decision, event, by, {});
  }

  /** Writes a changed decision with its next version and what happened. The row must be locked. */
  async change(
    unit: UnitOfWork,
    changed: RegisteredDecision,
    event: string,
    by: Doer,
    detail: object,
  ): Promise<RegisteredDecision> {
    const decision = { ...changed, version: changed.version + 1 };
    await unit.manager.query(
      `UPDATE manual_decision SET state = $2, version = $3, known_holds = $4, override = $5, keyed = $6, exam_result = $7, voiding = $8, entry_confirmed = $9,
              effective_at = $10, electronic_release_at = $11 WHERE id = $1 AND version = $3 - 1`,
      [
        decision.id,
        decision.state,
        decision.version,
        ...[decision.knownHolds, decision.override, decision.keyed, decision.examResult, decision.voiding].map(asJson),
        decision.entryConfirmed,
        decision.effectiveAt,
        decision.electronicReleaseAt,
      ],
    );
    await this.note(unit, decision, event, by, detail);
    return decision;
  }

  /** Tells the platform of a decision that took effect or was taken back, and keeps it for whoever catches up. The desk must be had alone. */
  async tell(unit: UnitOfWork, decision: RegisteredDecision): Promise<void> {
    if (decision.drill) return;
    const data = messageOf(decision);
    await insertRows(unit.manager, 'manual_decision_feed', { decision_id: 'uuid', data: 'jsonb' }, [
      { decision_id: decision.id, data },
    ]);
    unit.publish(ManualDecisionMade, subjectOf(decision.paper), data, { correlationId: decision.id });
  }

  /** What was told after a place in the feed, oldest first. A row that appears later always has a higher number than any shown. */
  async feed(after: number, limit: number): Promise<{ sequence: number; decision: ManualDecisionMade }[]> {
    return this.source.query(
      'SELECT sequence::float8 AS sequence, data AS decision FROM manual_decision_feed WHERE sequence > $1 ORDER BY sequence LIMIT $2',
      [after, limit],
    );
  }

  async ofRequest(
    manager: EntityManager,
    idempotencyKey: string,
  ): Promise<(RegisteredDecision & { hash: string }) | null> {
    const [row] = await manager.query(
      `SELECT ${DECISION}, d.content_hash AS hash FROM manual_decision d WHERE d.idempotency_key = $1`,
      [idempotencyKey],
    );
    return row ?? null;
  }

  async byNumber(controlNumber: string): Promise<RegisteredDecision | null> {
    const [row] = await this.source.query(`SELECT ${DECISION} FROM manual_decision d WHERE d.control_number = $1`, [
      controlNumber.toUpperCase(),
    ]);
    return row ?? null;
  }

  async byId(id: string): Promise<RegisteredDecision | null> {
    const [row] = await this.source.query(`SELECT ${DECISION} FROM manual_decision d WHERE d.id = $1`, [id]);
    return row ?? null;
  }

  async byIds(ids: readonly string[]): Promise<Map<string, RegisteredDecision>> {
    const rows: RegisteredDecision[] = await this.source.query(
      `SELECT ${DECISION} FROM manual_decision d WHERE d.id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async locked(manager: EntityManager, id: string): Promise<RegisteredDecision | null> {
    const [row] = await manager.query(`SELECT ${DECISION} FROM manual_decision d WHERE d.id = $1 FOR UPDATE`, [id]);
    return row ?? null;
  }

  async lockedByNumber(manager: EntityManager, controlNumber: string): Promise<RegisteredDecision | null> {
    const [row] = await manager.query(
      `SELECT ${DECISION} FROM manual_decision d WHERE d.control_number = $1 FOR UPDATE`,
      [controlNumber.toUpperCase()],
    );
    return row ?? null;
  }

  /** Decisions on any of these bills or entries, the newest last. A drill knows only drills. */
  concerning(manager: EntityManager, { billKeys, entryKeys }: Reach, drill: boolean): Promise<RegisteredDecision[]> {
    return manager.query(
      `SELECT ${DECISION} FROM manual_decision d WHERE d.drill = $3 AND d.id = ANY(ARRAY(
         SELECT id FROM manual_decision WHERE entry_key = ANY($2::text[]) UNION SELECT decision_id FROM manual_decision_bill WHERE bill_key = ANY($1::text[])
         UNION SELECT decision_id FROM decision_match_entry WHERE entry_key = ANY($2::text[]))) ORDER BY d.decided_at, d.control_number`,
      [billKeys, entryKeys, drill],
    );
  }

  /** By control number, or by what stands on the paper; the newest first, drills too. */
  search(text: string, { billKeys, entryKeys }: Reach): Promise<RegisteredDecision[]> {
    const asked = text.trim().toUpperCase();
    const trip = conveyanceIn(asked)?.[1] ?? asked;
    return this.source.query(
      `SELECT ${DECISION} FROM manual_decision d WHERE d.id = ANY(ARRAY(
         SELECT id FROM manual_decision WHERE control_number = $1 UNION SELECT id FROM manual_decision WHERE paper ->> 'importerNumber' = $1
         UNION SELECT id FROM manual_decision WHERE paper -> 'conveyance' ->> 'trip' = $2
         UNION SELECT id FROM manual_decision WHERE entry_key = ANY($4::text[]) UNION SELECT decision_id FROM manual_decision_bill WHERE bill_key = ANY($3::text[])
         UNION SELECT decision_id FROM decision_match_entry WHERE entry_key = ANY($4::text[]))) ORDER BY d.registered_at DESC, d.control_number DESC LIMIT ${LISTED_AT_MOST}`,
      [asked, trip, billKeys, entryKeys],
    );
  }

  /** A port's decisions, the newest first. */
  ofPorts(ports: readonly string[] | null, state: string | null): Promise<RegisteredDecision[]> {
    return this.source.query(
      `SELECT ${DECISION} FROM manual_decision d WHERE ($1::text[] IS NULL OR d.port_code = ANY($1::text[])) AND ($2::text IS NULL OR d.state = $2)
        ORDER BY d.registered_at DESC, d.control_number DESC LIMIT ${LISTED_AT_MOST}`,
      [ports, state],
    );
  }

  /** Those that wait for a second officer longer than they may, and those whose claim nobody has finished for a while. */
  async waiting(now: Date, claimedBefore: Date): Promise<{ expired: string[]; unclaimed: string[] }> {
    const rows: { id: string; state: string }[] = await this.source.query(
      `SELECT id, state FROM manual_decision WHERE (state = 'awaiting second officer' AND expires_at <= $1) OR (state = 'being claimed' AND registered_at <= $2)
        ORDER BY registered_at LIMIT 100`,
      [now.toISOString(), claimedBefore.toISOString()],
    );
    const ids = (state: string): string[] => rows.filter((row) => row.state === state).map(({ id }) => id);
    return { expired: ids('awaiting second officer'), unclaimed: ids('being claimed') };
  }

  history(decisionId: string): Promise<HistoryEntry[]> {
    return this.source.query(
      `SELECT version, event, state, account_id AS "accountId", person, detail, ${isoColumn('at', 'at')} FROM manual_decision_history WHERE decision_id = $1 ORDER BY version`,
      [decisionId],
    );
  }

  private async note(
    unit: UnitOfWork,
    decision: RegisteredDecision,
    event: string,
    by: Doer,
    detail: object,
  ): Promise<void> {
    const { id, version, state } = decision;
    await this.activity.tell(unit, decision, event, by);
    await insertRows(
      unit.manager,
      'manual_decision_history',
      {
        decision_id: 'uuid',
        version: 'int',
        event: 'text',
        state: 'text',
        account_id: 'uuid',
        person: 'text',
        detail: 'jsonb',
        at: 'timestamptz',
      },
      [
        {
          decision_id: id,
          version,
          event,
          state,
          account_id: by.accountId,
          person: by.person,
          detail,
          at: unit.now.toISOString(),
        },
      ],
    );
  }
}

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
