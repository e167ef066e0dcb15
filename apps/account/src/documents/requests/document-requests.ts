import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DocumentsRequested, entrySubject } from '#contracts';
import { type CustomsDate, localDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem, RecurringWork } from '#service';
import { appendActivity } from '../../activity-log/activity.repository';
import { AccountConfig } from '../../config/account.config';
import { withMerged } from '../../activity-log/merged-logs';
import { centerNoticeIn } from '../center-notices/center-notices';
import { documentActivity } from '../log/document-activity';
import { dueDateOf, lastLateDay, REQUEST_KINDS, REQUEST_ZONE, type RequestKind } from './document-request.rules';
import { documentRequestStates, type DocumentRequestEvent, type DocumentRequestState } from './document-request.states';

/** A request of CBP for documents. */
export interface DocumentRequestView {
  actionNumber: string;
  accountId: string;
  /** UC1 invoice, UC2 entry summary package, UC3 specific documents. */
  kind: string;
  filerCode: string;
  entryNumber: string;
  state: string;
  askedAt: Date;
  askedBy: string;
  /** Of whoever asks; ten digits. */
  phone: string | null;
  remarks: string[];
  dueDate: string;
  decidedAt: Date | null;
  decidedBy: string | null;
  /** Documents that were handed in for it. */
  documentIds: string[];
}

export interface NewRequest {
  readonly kind: RequestKind;
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly phone: string | null;
  readonly remarks: readonly string[];
  readonly businessDays: number | null;
  readonly actor: string;
}

export interface RequestDecision {
  readonly decision: 'accepted' | 'found insufficient' | 'withdrawn' | 'closed';
  readonly remarks: readonly string[];
  readonly businessDays: number | null;
  readonly actor: string;
}

export interface RequestSearch {
  readonly accountId?: string | undefined;
  readonly state?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const LOOK_EVERY_MS = 60_000;
const LATE_AT_ONCE = 100;
const PREFIX = 'request:';
const PLATFORM = 'the platform';

const COLUMNS = `r.action_number AS "actionNumber", r.account_id AS "accountId", r.kind, r.filer_code AS "filerCode", r.entry_number AS "entryNumber", r.state,
  r.asked_at AS "askedAt", r.asked_by AS "askedBy", r.phone, r.remarks, r.due_date::text AS "dueDate", r.decided_at AS "decidedAt", r.decided_by AS "decidedBy",
  ARRAY(SELECT l.document_id::text FROM document_link l WHERE l.subject = '${PREFIX}' || r.action_number ORDER BY l.document_id) AS "documentIds"`;

/** What CBP asks filers for, what it is sent, and what it decides on it. Each step is in the account's activity log, and what CBP does is told to the filer. */
@Injectable()
export class DocumentRequests {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly config: AccountConfig,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'looking for requests for documents that are overdue', () => this.noteOverdue(), {
      by: 'one replica',
    });
  }

  /** @throws Problem `not-found` where nobody has the filer code now */
  async ask({
    kind,
    filerCode,
    entryNumber,
    phone,
    remarks,
    businessDays,
    actor,
  }: NewRequest): Promise<DocumentRequestView> {
    const actionNumber = await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const [filer] = await manager.query(
        `SELECT account_id FROM account_identifier WHERE kind = 'filer code' AND identity = $1 AND valid_to IS NULL`,
        [filerCode],
      );
      if (!filer) throw new Problem('not-found', `No account has the filer code ${filerCode}.`);
      const asked = localDate(now, REQUEST_ZONE);
      const [{ action_number: number }] = await manager.query(
        `INSERT INTO document_request (year, account_id, kind, filer_code, entry_number, state, asked_at, asked_by, phone, remarks, due_date)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING action_number`,
        [
          ...[Number(asked.slice(0, 4)), filer.account_id, kind, filerCode, entryNumber, documentRequestStates.initial],
          ...[now, actor, phone, remarks, dueDateOf(asked, businessDays ?? this.config.DOCUMENT_REQUEST_DAYS)],
        ],
      );
      const request = await locked(manager, number);
      await this.tell(unit, request, 'asked', actor, remarks);
      return number as string;
    });
    return this.read(actionNumber);
  }

  /** @throws Problem `state-conflict` where the request is not in a state for it */
  async decide(actionNumber: string, order: RequestDecision): Promise<DocumentRequestView> {
    await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const request = await locked(manager, actionNumber);
      const state = stateAfter(request, order.decision);
      const dueDate =
        order.decision === 'found insufficient'
          ? dueDateOf(localDate(now, REQUEST_ZONE), order.businessDays ?? this.config.DOCUMENT_REQUEST_DAYS)
          : request.dueDate;
      await manager.query(
        'UPDATE document_request SET state = $2, decided_at = $3, decided_by = $4, due_date = $5 WHERE action_number = $1',
        [actionNumber, state, now, order.actor, dueDate],
      );
      await this.tell(unit, { ...request, dueDate }, order.decision, order.actor, order.remarks);
    });
    return this.read(actionNumber);
  }

  /**
   * Takes note of a document that names requests among what it is linked to. In the transaction in which it is linked.
   *
   * @throws Problem `not-valid` for a request that this account was not asked, `state-conflict` for one that is over
   */
  async answered(
    manager: EntityManager,
    accountId: string,
    subjects: readonly string[],
    by: string,
    now: Date,
  ): Promise<void> {
    const own = subjects.filter((subject) => subject.startsWith(PREFIX) && centerNoticeIn(subject) === null);
    if (own.length === 0) return;
    const accountIds = await withMerged(manager, accountId);
    for (const actionNumber of own.map((subject) => subject.slice(PREFIX.length))) {
      const [request] = await manager.query(
        `SELECT ${COLUMNS} FROM document_request r WHERE action_number = $1 AND account_id = ANY($2::uuid[]) FOR UPDATE OF r`,
        [actionNumber, accountIds],
      );
      if (!request)
        throw new Problem('not-valid', 'The document answers no request of CBP to this account.', [
          {
            at: '/subjects',
            text: `the account was not asked ${actionNumber}`,
            remedy: 'Take the action number of the UC notification.',
          },
        ]);
      const state = stateAfter(request, 'document handed in');
      await manager.query('UPDATE document_request SET state = $2 WHERE action_number = $1', [actionNumber, state]);
      await appendActivity(
        manager,
        [
          documentActivity(
            now,
            accountId,
            'documents',
            'document request answered',
            `${PREFIX}${actionNumber}`,
            `${by} handed in a document`,
          ),
        ],
        now,
      );
    }
  }

  async read(actionNumber: string): Promise<DocumentRequestView> {
    const [request] = await this.source.query(`SELECT ${COLUMNS} FROM document_request r WHERE action_number = $1`, [
      actionNumber,
    ]);
    if (!request) throw new Problem('not-found', `There is no request ${actionNumber}.`);
    return request;
  }

  /** By action number, those behind `after`. */
  async search({ accountId, state, after, limit }: RequestSearch): Promise<DocumentRequestView[]> {
    const accountIds = accountId === undefined ? null : await withMerged(this.source.manager, accountId);
    return this.source.query(
      `SELECT ${COLUMNS} FROM document_request r
        WHERE ($1::uuid[] IS NULL OR account_id = ANY($1)) AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR action_number > $3)
        ORDER BY action_number LIMIT $4`,
      [accountIds, state ?? null, after ?? null, limit],
    );
  }

  /** @returns whether there are more */
  async noteOverdue(now = new Date()): Promise<boolean> {
    const late: { actionNumber: string }[] = await this.source.query(
      `SELECT action_number AS "actionNumber" FROM document_request WHERE state IN ('asked', 'insufficient') AND due_date <= $1 ORDER BY due_date LIMIT $2`,
      [lastLateDay(localDate(now, REQUEST_ZONE)), LATE_AT_ONCE],
    );
    for (const { actionNumber } of late)
      await this.transactions.run(async (unit) => {
        const request = await locked(unit.manager, actionNumber);
        if (!documentRequestStates.can(request.state as DocumentRequestState, 'due date passed')) return;
        await unit.manager.query('UPDATE document_request SET state = $2 WHERE action_number = $1', [
          actionNumber,
          stateAfter(request, 'due date passed'),
        ]);
        await this.tell(unit, request, 'overdue', PLATFORM, []);
      });
    return late.length === LATE_AT_ONCE;
  }

  private async tell(
    unit: UnitOfWork,
    request: DocumentRequestView,
    step: DocumentsRequested['step'],
    by: string,
    remarks: readonly string[],
  ): Promise<void> {
    const { accountId, actionNumber, filerCode, entryNumber, dueDate, phone } = request;
    const kind = REQUEST_KINDS.find((one) => one.kind === request.kind)!;
    const { now } = unit;
    unit.publish(
      DocumentsRequested,
      entrySubject({ filerCode, entryNumber }),
      {
        ...{ accountId, actionNumber, step, filerCode, entryNumber, dueDate, phone },
        dispositionType: kind.dispositionType,
        officer: by.slice(0, 30),
        date: localDate(now, REQUEST_ZONE),
        remarks: [...remarks],
        occurredAt: now.toISOString(),
      },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
    const summary = `${by}: ${kind.asks}, due ${dueDate}${remarks.length > 0 ? `: ${remarks.join(' ')}` : ''}`;
    await appendActivity(
      unit.manager,
      [documentActivity(now, accountId, 'documents', `document request ${step}`, `${PREFIX}${actionNumber}`, summary)],
      now,
    );
  }
}

const locked = async (
  manager: EntityManager,
  actionNumber: string,
): Promise<DocumentRequestView & { dueDate: CustomsDate }> => {
  const [request] = await manager.query(
    `SELECT ${COLUMNS} FROM document_request r WHERE action_number = $1 FOR UPDATE OF r`,
    [actionNumber],
  );
  if (!request) throw new Problem('not-found', `There is no request ${actionNumber}.`);
  return request;
};

const stateAfter = (
  { state, actionNumber }: DocumentRequestView,
  event: DocumentRequestEvent,
): DocumentRequestState => {
  const next = documentRequestStates.next(state as DocumentRequestState, event);
  if (next.ok) return next.value;
  throw new Problem('state-conflict', `The request ${actionNumber} is ${state}: ${event} is not possible now.`);
};
