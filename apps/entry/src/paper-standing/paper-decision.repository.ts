import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ManualDecisionMade } from '#contracts';
import { insertRows } from '#persistence';
import { releaseKey } from '../release/release.model';
import type { PaperDecision } from './paper-decision.rules';

/** The entry a paper decision names, by its key. */
export const entryKeyOf = ({ entry }: ManualDecisionMade): string | null =>
  entry === null ? null : releaseKey(entry.filerCode, entry.entryNumber);

const subjectsOf = (entryKey: string | null, billKeys: readonly string[]): string[] => [
  ...(entryKey === null ? [] : [`entry:${entryKey}`]),
  ...[...new Set(billKeys)].map((key) => `bill:${key}`),
];

/**
 * What officers decided by hand. A decision is kept once under its id, however it comes.
 *
 * An entry that is not on file has no row at which a decision on it and its filing could meet. So filings share one lock, and who
 * records decisions takes it alone: whichever is second sees what the first has done. It is taken before any row is locked.
 */
@Injectable()
export class PaperDecisionRepository {
  async whileNoneIsRecorded(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock_shared(hashtext('entry'), hashtext('manual_decision'))`);
  }

  async whileNothingIsFiled(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('entry'), hashtext('manual_decision'))`);
  }

  /**
   * Keeps those that are new, and marks those that were taken back; answers the ids of both. What was taken back stays so.
   *
   * @param decisions each id once
   * @param weighed whether the entries that they are about are decided anew in the same unit of work; else they are answered by `unweighed`.
   *   Those that were kept unweighed and are weighed now are answered too.
   */
  async store(
    manager: EntityManager,
    decisions: readonly ManualDecisionMade[],
    now: Date,
    weighed = true,
  ): Promise<Set<string>> {
    const added: { decision_id: string }[] = await manager.query(
      `INSERT INTO manual_decision AS kept (decision_id, entry_key, control_number, decision, decided_at, bill_keys, recorded_at, data, weighed)
       SELECT d.id, d.entry_key, data->>'controlNumber', data->>'decision', (data->>'decidedAt')::timestamptz,
              ARRAY(SELECT json_array_elements_text(data->'billKeys')), $4, data, $5
         FROM unnest($1::uuid[], $2::text[], $3::json[]) AS d(id, entry_key, data)
       ON CONFLICT (decision_id) DO UPDATE
         SET data = CASE WHEN kept.data->'voided' IS NULL THEN excluded.data ELSE kept.data END, weighed = excluded.weighed
         WHERE (excluded.data->'voided' IS NOT NULL AND kept.data->'voided' IS NULL) OR (excluded.weighed AND NOT kept.weighed)
       RETURNING decision_id`,
      [
        decisions.map(({ decisionId }) => decisionId),
        decisions.map(entryKeyOf),
        decisions.map((data) => JSON.stringify(data)),
        now.toISOString(),
        weighed,
      ],
    );
    const ids = new Set(added.map(({ decision_id }) => decision_id));
    const fresh = new Map(
      decisions.filter(({ decisionId }) => ids.has(decisionId)).map((decision) => [decision.decisionId, decision]),
    );
    await insertRows(
      manager,
      'manual_decision_about',
      { subject: 'text', decision_id: 'uuid' },
      [...fresh.values()].flatMap((decision) =>
        subjectsOf(entryKeyOf(decision), decision.billKeys).map((subject) => ({
          subject,
          decision_id: decision.decisionId,
        })),
      ),
      'ON CONFLICT DO NOTHING',
    );
    return ids;
  }

  /** Decisions that are kept and whose entries were not decided anew since. */
  async unweighed(manager: EntityManager): Promise<Pick<ManualDecisionMade, 'decisionId'>[]> {
    return manager.query(
      'SELECT decision_id AS "decisionId" FROM manual_decision WHERE NOT weighed ORDER BY decision_id',
    );
  }

  /** From now on they are weighed; answers those that were not. */
  async markWeighed(manager: EntityManager, decisionIds: readonly string[]): Promise<ManualDecisionMade[]> {
    const [rows]: [{ data: ManualDecisionMade }[]] = await manager.query(
      'UPDATE manual_decision SET weighed = true WHERE decision_id = ANY($1) AND NOT weighed RETURNING data',
      [decisionIds],
    );
    return rows.map(({ data }) => data);
  }

  /** As it came first, or was taken back. */
  async stored(manager: EntityManager, decisionId: string): Promise<ManualDecisionMade | null> {
    const [row]: { data: ManualDecisionMade }[] = await manager.query(
      'SELECT data FROM manual_decision WHERE decision_id = $1',
      [decisionId],
    );
    return row?.data ?? null;
  }

  /** All decisions that name one of these entries or bills, those that were taken back too. */
  async decisionsOn(
    manager: EntityManager,
    entryKeys: readonly string[],
    billKeys: readonly string[],
  ): Promise<PaperDecision[]> {
    const subjects = [...entryKeys.flatMap((key) => subjectsOf(key, [])), ...subjectsOf(null, billKeys)];
    const rows: any[] = await manager.query(
      `SELECT decision_id, control_number, decision, entry_key, bill_keys, decided_at, data->>'portCode' AS port_code, data->'voided' IS NOT NULL AS voided
         FROM manual_decision JOIN (SELECT DISTINCT decision_id FROM manual_decision_about WHERE subject = ANY($1)) AS about USING (decision_id)`,
      [subjects],
    );
    return rows.map((row) => ({
      decisionId: row.decision_id,
      controlNumber: row.control_number,
      decision: row.decision,
      entryKey: row.entry_key,
      billKeys: row.bill_keys,
      decidedAt: row.decided_at.toISOString(),
      portCode: row.port_code,
      voided: row.voided,
    }));
  }

  /** Sequence number up to which the decisions were read from where they are made. */
  async readUpTo(manager: EntityManager): Promise<number> {
    const [{ sequence }] = await manager.query('SELECT sequence FROM manual_decisions_read');
    return Number(sequence);
  }

  async keepReadUpTo(manager: EntityManager, sequence: number): Promise<void> {
    await manager.query('UPDATE manual_decisions_read SET sequence = greatest(sequence, $1)', [sequence]);
  }
}
