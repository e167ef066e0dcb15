import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { entrySubject, SummaryDecided } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem, requireSameContent } from '#service';
import { specialistOf, type Specialist } from '../people/center-people';
import { type Finding, keepFindings } from './findings-kept';
import { WorkDesk } from '../work/work-desk';
import { isUnderReview, type WorkItem } from '../work/work-item';
import type { WorkItemEvent } from '../work/work-item.states';

/** What a specialist decides, the event it is in the life of the item, and what the entry service is told. */
const DECISIONS = {
  'begin review': { event: 'review begun', tells: 'summary under review' },
  reject: { event: 'rejection ordered', tells: 'summary rejected' },
  'in order': { event: 'found in order', tells: 'summary review ended' },
} as const satisfies Record<string, { event: WorkItemEvent; tells: SummaryDecided['decision'] }>;
export type ReviewDecision = keyof typeof DECISIONS;
export const REVIEW_DECISIONS = Object.keys(DECISIONS) as ReviewDecision[];

export interface DecisionOrder {
  readonly id: string;
  readonly decision: ReviewDecision;
  readonly findings: readonly Finding[];
}

export interface DecisionView extends DecisionOrder {
  readonly specialist: string;
  readonly decidedAt: Date;
  /** `waits` until the entry service says. */
  readonly outcome: 'waits' | 'carried out' | 'refused';
  readonly refusal: string | null;
}

const COLUMNS = 'id, decision, findings, specialist, decided_at AS "decidedAt", outcome, refusal';

/** Review of entry summaries by the Center. What is decided goes to the entry service, which owns the summary and says what became of it. */
@Injectable()
export class SummaryReviews {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly desk: WorkDesk,
  ) {}

  /**
   * The same again is the same decision.
   *
   * @throws Problem `state-conflict` where the item is not the specialist's, the decision does not fit the summary, or an earlier one is not answered yet
   */
  decide(asking: Asking, itemId: string, order: DecisionOrder): Promise<DecisionView> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager } = unit;
      await requireSameContent(manager, 'decision', order.id, { ...order, itemId });
      const known = await sameDecision(manager, who, itemId, order);
      if (known) return known;
      const item = await this.desk.heldItem(unit, who, itemId);
      // Of the same order sent twice at the same instant the second waited for the item.
      const first = await sameDecision(manager, who, itemId, order);
      if (first) return first;
      await requireFitting(manager, item, order);
      const told = order.decision !== 'in order' || isUnderReview(item);
      await manager.query(
        `INSERT INTO summary_decision (id, item_id, decision, findings, specialist, specialist_id, decided_at, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[order.id, item.id, order.decision, JSON.stringify(order.findings), who.name, who.personId, unit.now],
          told ? 'waits' : 'carried out',
        ],
      );
      await keepFindings(unit, item, order, who);
      await this.follow(unit, item, order, who);
      if (told) this.publish(unit, asking, item, order, who);
      return (await read(manager, order.id))!;
    });
  }

  /** The newest last. */
  of(itemId: string): Promise<DecisionView[]> {
    return this.source.query(`SELECT ${COLUMNS} FROM summary_decision WHERE item_id = $1 ORDER BY decided_at`, [
      itemId,
    ]);
  }

  private async follow(
    unit: UnitOfWork,
    item: WorkItem,
    { decision, findings }: DecisionOrder,
    who: Specialist,
  ): Promise<void> {
    const note = findings.map(({ line, code, text }) => `${code}${line === null ? '' : ` line ${line}`}: ${text}`);
    const state = await this.desk.note(
      unit,
      item,
      DECISIONS[decision].event,
      who.name,
      who.personId,
      note.join('; ') || null,
    );
    if (state === 'done')
      await unit.manager.query(
        `UPDATE work_item SET state = 'done', done_at = $2, holder_id = NULL, holder_name = NULL, lease_until = NULL WHERE id = $1`,
        [item.id, unit.now],
      );
  }

  private publish(
    unit: UnitOfWork,
    asking: Asking,
    item: WorkItem,
    { id, decision, findings }: DecisionOrder,
    who: Specialist,
  ): void {
    const { filerCode, entryNumber, centerId, teamNumber } = item;
    unit.publish(
      SummaryDecided,
      entrySubject(item),
      {
        ...{ decisionId: id, filerCode, entryNumber, decision: DECISIONS[decision].tells, teamNumber },
        findings: findings.map(({ line, code, text }) => ({ line, code, text })),
        ...{ centerId: centerId!, specialist: who.name, accountId: asking.account.accountId },
        reasonCodes: decision === 'reject' ? [...new Set(findings.map(({ code }) => code))] : [],
        occurredAt: unit.now.toISOString(),
      },
      { correlationId: currentCorrelation() ?? id },
    );
  }
}

const read = async (manager: EntityManager, id: string): Promise<(DecisionView & { itemId: string }) | undefined> => {
  const [row] = await manager.query(`SELECT item_id AS "itemId", ${COLUMNS} FROM summary_decision WHERE id = $1`, [id]);
  if (!row) return undefined;
  const { itemId, ...view } = row;
  return Object.defineProperty(view, 'itemId', { value: itemId, enumerable: false });
};

const sameDecision = async (
  manager: EntityManager,
  { name }: Specialist,
  itemId: string,
  { id, decision }: DecisionOrder,
): Promise<DecisionView | undefined> => {
  const known = await read(manager, id);
  if (!known) return undefined;
  if (known.itemId === itemId && known.decision === decision && known.specialist === name) return known;
  throw new Problem('state-conflict', 'Another decision has this id.', [{ at: '/id', text: 'is taken' }]);
};

/** @throws Problem */
const requireFitting = async (
  manager: EntityManager,
  item: WorkItem,
  { decision, findings }: DecisionOrder,
): Promise<void> => {
  const underReview = isUnderReview(item);
  const [waiting] = await manager.query(
    `SELECT decision FROM summary_decision WHERE item_id = $1 AND outcome = 'waits'`,
    [item.id],
  );
  if (waiting)
    throw new Problem(
      'state-conflict',
      `The entry service has not said yet what became of '${waiting.decision}': look again in a moment.`,
    );
  if (decision !== 'in order' && item.rejectedOn !== null)
    throw new Problem(
      'state-conflict',
      'The summary was rejected and its filer did not send it again: `in order` ends the item; it comes back when the summary is sent.',
    );
  if (decision === 'begin review' && underReview)
    throw new Problem('state-conflict', 'The summary is under review already.');
  if (decision === 'reject' && !underReview)
    throw new Problem('state-conflict', 'Begin the review first: until then the filer may replace the summary.');
  if (decision === 'reject' && findings.length === 0)
    throw new Problem('not-valid', 'A summary is rejected for reasons.', [
      { at: '/findings', text: 'is empty', remedy: 'Name a finding with its code, and the line where there is one.' },
    ]);
};
