import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EntryFilingAnswered } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { storedAnswer, storedComputed, storedSummary } from './stored-summary';
import { QUOTA_TYPES } from '../release/under-quota';
import { quantitiesOf } from './withdrawals';
import type { AssociatedEntry, EntrySummary, ReleaseOnFile, StoredSummary, SummaryChange } from './summary.model';

export interface WaitingAnswer {
  readonly filingId: string;
  readonly correlationId: string;
  readonly messageId: string | null;
  readonly answer: EntryFilingAnswered;
}

const COLUMNS = {
  entry_key: 'text',
  account_id: 'uuid',
  filing_id: 'uuid',
  state: 'text',
  control: 'text',
  corrected: 'boolean',
  version: 'text',
  revision: 'int',
  port_of_entry: 'text',
  broker_reference: 'text',
  importer_number: 'text',
  entry_date: 'date',
  team_state: 'text',
  center_id: 'text',
  team_number: 'text',
  changed_at: 'timestamptz',
};
const VERSION_COLUMNS = {
  entry_key: 'text',
  revision: 'int',
  version: 'text',
  event: 'text',
  filing_id: 'uuid',
  account_id: 'uuid',
  at: 'timestamptz',
  content: 'json',
  computed: 'json',
  officer: 'text',
  note: 'text',
};
const UPDATES = Object.keys(COLUMNS)
  .filter((name) => name !== 'entry_key')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');
const WAITING = `filing_id AS "filingId", correlation_id AS "correlationId", message_id AS "messageId", answer`;

const waitingOf = (row: WaitingAnswer): WaitingAnswer => ({ ...row, answer: storedAnswer.read(row.answer) });

const fromRow = (row: any): StoredSummary => ({
  key: row.entry_key,
  accountId: row.account_id,
  filingId: row.filing_id,
  state: row.state,
  control: row.control,
  corrected: row.corrected,
  version: row.version,
  revision: row.revision,
  portOfEntry: row.port_of_entry,
  brokerReference: row.broker_reference,
  importerNumber: row.importer_number,
  entryDate: row.entry_day,
  teamState: row.team_state,
  centerId: row.center_id,
  teamNumber: row.team_number,
});

/** A rejected filing takes the accepted one off file (p. ESF-210). */
const IMPLICIT = 'deleted by a rejected filing';

const NEVER_FILED: AssociatedEntry = {
  ...{ state: 'unknown', entryType: null, portOfEntry: null, importDate: null, statementDate: null },
};

/** A warehouse entry as those see it that take goods from it. */
export const associatedEntry = (
  { state, portOfEntry }: Pick<StoredSummary, 'state' | 'portOfEntry'>,
  content: EntrySummary | null,
  lastEvent: string | null,
): AssociatedEntry => ({
  ...{ state: state !== 'deleted' ? 'on file' : lastEvent === IMPLICIT ? 'inactive' : 'deleted', portOfEntry },
  ...(content && { entered: new Map(Object.entries(quantitiesOf(content))) }),
  ...{ entryType: content?.entryType ?? null, importDate: content?.importDate ?? null },
  statementDate: content?.statementDate ?? null,
});

@Injectable()
export class EntrySummaryRepository {
  async lock(manager: EntityManager, keys: readonly string[]): Promise<Map<string, StoredSummary>> {
    if (keys.length === 0) return new Map();
    const rows = await manager.query(
      'SELECT *, entry_date::text AS entry_day FROM entry_summary WHERE entry_key = ANY($1) ORDER BY entry_key FOR UPDATE',
      [[...new Set(keys)]],
    );
    return new Map(rows.map((row: any) => [row.entry_key, fromRow(row)]));
  }

  /** What cargo releases on file say that a summary must agree with. */
  async releases(manager: EntityManager, keys: readonly string[]): Promise<Map<string, ReleaseOnFile>> {
    if (keys.length === 0) return new Map();
    const rows: (ReleaseOnFile & { key: string })[] = await manager.query(
      `SELECT entry_key AS key, content->>'plannedPortOfEntry' AS "portOfEntry", content->'importer'->>'number' AS "importerNumber",
              release_date::text AS "releaseDate", content->>'modeOfTransport' AS "modeOfTransport",
              coalesce(content->>'immediateDelivery' = 'Y', false) OR coalesce(content->>'splitShipment' = '2', false) AS "immediateDelivery",
              coalesce(content->>'immediateDelivery' = 'Y', false) AS "entersBySummary",
              CASE WHEN content->>'entryType' <> ALL($2) THEN NULL WHEN told->'arrivedAt' IS NOT NULL THEN told->>'arrivedAt' IS NOT NULL
                   ELSE (SELECT bool_and((b.value->>'arrived')::boolean) FROM json_each(told->'bills') b) END AS arrived
         FROM cargo_release WHERE entry_key = ANY($1) AND state <> 'cancelled'`,
      [keys, QUOTA_TYPES],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  /**
   * The day whose rates apply of each of these summaries as it was accepted first, since its filer deleted it last: what a rejected filing took off file keeps it (p. ESF-190). Null
   * where an in-bond date is that day.
   */
  async enteredFirst(manager: EntityManager, keys: readonly string[]): Promise<Map<string, CustomsDate | null>> {
    if (keys.length === 0) return new Map();
    const rows: { key: string; day: CustomsDate | null }[] = await manager.query(
      `SELECT DISTINCT ON (v.entry_key) v.entry_key AS key, CASE WHEN v.content->>'inBondDate' IS NULL THEN v.computed->>'rateDate' END AS day
         FROM entry_summary_version v WHERE v.entry_key = ANY($1) AND v.event = 'added' AND NOT EXISTS (
           SELECT FROM entry_summary_version d WHERE d.entry_key = v.entry_key AND d.revision > v.revision AND d.event = 'deleted by the filer')
        ORDER BY v.entry_key, v.revision`,
      [keys],
    );
    return new Map(rows.map(({ key, day }) => [key, day]));
  }

  /** Which of these entries have a summary on file. */
  async onFile(manager: EntityManager, keys: readonly string[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    const rows: { key: string }[] = await manager.query(
      `SELECT entry_key AS key FROM entry_summary WHERE entry_key = ANY($1) AND state <> 'deleted'`,
      [keys],
    );
    return new Set(rows.map(({ key }) => key));
  }

  async save(manager: EntityManager, changes: readonly SummaryChange[], now: Date): Promise<void> {
    const at = now.toISOString();
    await insertRows(
      manager,
      'entry_summary',
      COLUMNS,
      changes.map(({ after }) => ({
        entry_key: after.key,
        account_id: after.accountId,
        filing_id: after.filingId,
        state: after.state,
        control: after.control,
        corrected: after.corrected,
        version: after.version,
        revision: after.revision,
        port_of_entry: after.portOfEntry,
        broker_reference: after.brokerReference,
        importer_number: after.importerNumber,
        entry_date: after.entryDate,
        team_state: after.teamState,
        center_id: after.centerId,
        team_number: after.teamNumber,
        changed_at: at,
      })),
      `ON CONFLICT (entry_key) DO UPDATE SET ${UPDATES} WHERE entry_summary.revision = excluded.revision - 1`,
    );
    await insertRows(
      manager,
      'entry_summary_version',
      VERSION_COLUMNS,
      changes.map(({ after, event, filingId, accountId, content, computed, officer, note }) => ({
        entry_key: after.key,
        revision: after.revision,
        version: after.version,
        event,
        filing_id: filingId,
        account_id: accountId,
        at,
        content: content && storedSummary.write(content),
        computed: computed && storedComputed.write(computed),
        officer: officer ?? null,
        note: note ?? null,
      })),
    );
  }

  /** The content that stands of summaries on file. */
  async contents(manager: EntityManager, keys: readonly string[]): Promise<Map<string, EntrySummary>> {
    if (keys.length === 0) return new Map();
    const rows: { key: string; content: unknown }[] = await manager.query(
      `SELECT DISTINCT ON (entry_key) entry_key AS key, content FROM entry_summary_version
        WHERE entry_key = ANY($1) AND content IS NOT NULL ORDER BY entry_key, revision DESC`,
      [keys],
    );
    return new Map(rows.map(({ key, content }) => [key, storedSummary.read(content)]));
  }

  /** Warehouse entries that others take goods from, by key; one that was never filed is told as unknown. */
  async associated(manager: EntityManager, keys: readonly string[]): Promise<Map<string, AssociatedEntry>> {
    if (keys.length === 0) return new Map();
    const rows: (Pick<StoredSummary, 'key' | 'state' | 'portOfEntry'> & { event: string | null })[] =
      await manager.query(
        `SELECT s.entry_key AS key, s.state, s.port_of_entry AS "portOfEntry",
                (SELECT v.event FROM entry_summary_version v WHERE v.entry_key = s.entry_key ORDER BY v.revision DESC LIMIT 1) AS event
           FROM entry_summary s WHERE s.entry_key = ANY($1)`,
        [keys],
      );
    const contents = await this.contents(manager, keys);
    const found = new Map(rows.map((row) => [row.key, associatedEntry(row, contents.get(row.key) ?? null, row.event)]));
    return new Map(keys.map((key) => [key, found.get(key) ?? NEVER_FILED]));
  }

  /** The team of a summary is not part of its versions: it may change without a filing. */
  async saveTeams(manager: EntityManager, summaries: readonly StoredSummary[]): Promise<void> {
    if (summaries.length === 0) return;
    await manager.query(
      `UPDATE entry_summary s SET team_state = u.team_state, center_id = u.center_id, team_number = u.team_number
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS u(entry_key, team_state, center_id, team_number) WHERE s.entry_key = u.entry_key`,
      [
        summaries.map((s) => s.key),
        summaries.map((s) => s.teamState),
        summaries.map((s) => s.centerId),
        summaries.map((s) => s.teamNumber),
      ],
    );
  }

  async hold(manager: EntityManager, answers: readonly WaitingAnswer[], dueAt: Date): Promise<void> {
    await insertRows(
      manager,
      'waiting_answer',
      { filing_id: 'uuid', due_at: 'timestamptz', correlation_id: 'text', message_id: 'uuid', answer: 'json' },
      answers.map(({ filingId, correlationId, messageId, answer }) => ({
        filing_id: filingId,
        due_at: dueAt.toISOString(),
        correlation_id: correlationId,
        message_id: messageId,
        answer: storedAnswer.write(answer),
      })),
    );
  }

  /** Takes answers out of waiting. Whoever gets one sends it; nobody else can get it. */
  async release(manager: EntityManager, filingIds: readonly string[]): Promise<Map<string, WaitingAnswer>> {
    if (filingIds.length === 0) return new Map();
    const [rows] = await manager.query(
      `DELETE FROM waiting_answer WHERE filing_id = ANY($1::uuid[]) RETURNING ${WAITING}`,
      [filingIds],
    );
    return new Map((rows as WaitingAnswer[]).map((row) => [row.filingId, waitingOf(row)]));
  }

  /** When the first of those that wait has waited long enough. */
  async firstDue(manager: EntityManager): Promise<Date | null> {
    const [row]: [{ due: Date | null }] = await manager.query('SELECT min(due_at) AS due FROM waiting_answer');
    return row.due;
  }

  /** Takes out those that have waited long enough, passing by those that somebody else is taking at this moment. */
  async releaseDue(manager: EntityManager, now: Date, limit: number): Promise<WaitingAnswer[]> {
    const [rows] = await manager.query(
      `DELETE FROM waiting_answer WHERE filing_id IN (
         SELECT filing_id FROM waiting_answer WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING ${WAITING}`,
      [now.toISOString(), limit],
    );
    return (rows as WaitingAnswer[]).map(waitingOf);
  }
}
