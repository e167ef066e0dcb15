import { Injectable } from '@nestjs/common';
import { MessagingRuntime, Transactions, UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { AnswerBook } from '../answers/answer-book';
import type { Module } from '../filing/transmission';
import { processedOutside } from '../filing/downtime-conditions';

export interface OutsideOrder {
  readonly module: Module;
  /** Who says so. */
  readonly actor: string;
  readonly note: string;
  /** Under which it was done by hand: a control number such as `MD-26-2704-000017`. */
  readonly reference: string;
  readonly filingIds: readonly string[];
  /** Filings by what people call them: all that wait with this reference. */
  readonly references: readonly string[];
}

export interface OutsideResult {
  readonly filingId: string | null;
  readonly reference: string | null;
  readonly result: 'processed outside' | 'processed outside before' | 'already with its module' | 'not waiting';
}

interface Waiting {
  readonly id: string;
  readonly transmission_id: string;
  readonly reference: string;
}

/**
 * Takes filings that were done by hand out of what waits behind a gate, so that the replay skips them, and answers them. What left
 * for its module already is not touched and told by name: the module decides on it.
 */
@Injectable()
export class ProcessedOutside {
  constructor(
    private readonly transactions: Transactions,
    private readonly messaging: MessagingRuntime,
    private readonly answers: AnswerBook,
  ) {}

  /** One result a filing. Saying it again changes nothing. @throws Problem `state-conflict` while the gate flows */
  take(order: OutsideOrder): Promise<OutsideResult[]> {
    return this.transactions.run(async (unit) => {
      const [gate] = await unit.manager.query(
        `SELECT state FROM gate WHERE module = $1 AND direction = 'inbound' FOR SHARE`,
        [order.module],
      );
      if (gate?.state === 'FLOWING')
        throw new Problem('state-conflict', `The gate to the ${order.module} module is open: nothing waits behind it.`);
      const waiting = await this.waiting(order, unit);
      const back = await this.messaging.withdraw(
        unit,
        order.module,
        waiting.map(({ id }) => id),
      );
      const withdrawn = new Set(back.map(({ correlationId }) => correlationId));
      const taken = waiting.filter(({ id }) => withdrawn.has(id));
      const before = await this.before(order, unit);
      await this.note(order, taken, unit);
      const conditions = [processedOutside(order.reference, order.actor)];
      await this.answers.decide(
        taken.map(({ id, transmission_id }) => ({
          transmissionId: transmission_id,
          filingId: id,
          outcome: 'processed outside',
          conditions,
          summary: null,
        })),
        unit,
      );
      return resultsOf(order, [
        ...waiting.map(({ id, reference }) => ({
          filingId: id,
          reference,
          result: withdrawn.has(id) ? ('processed outside' as const) : ('already with its module' as const),
        })),
        ...before.map(({ id, reference }) => ({
          filingId: id,
          reference,
          result: 'processed outside before' as const,
        })),
      ]);
    });
  }

  /** Of those named, the filings without an answer: found among the transmissions that are not complete, so at most the backlog is looked at. */
  private waiting({ module, filingIds, references }: OutsideOrder, unit: UnitOfWork): Promise<Waiting[]> {
    return unit.manager.query(
      `SELECT f.id, f.transmission_id, f.reference FROM module_work t JOIN filing f ON f.transmission_id = t.transmission_id AND f.module = t.module
        WHERE t.module = $1 AND t.unanswered > 0 AND f.state = 'accepted' AND (f.id = ANY($2::uuid[]) OR f.reference = ANY($3::text[]))
        ORDER BY f.id FOR UPDATE OF f`,
      [module, filingIds, references],
    );
  }

  private before({ module, filingIds, references }: OutsideOrder, unit: UnitOfWork): Promise<Waiting[]> {
    return unit.manager.query(
      `SELECT filing_id AS id, filing_reference AS reference FROM processed_outside WHERE module = $1 AND (filing_id = ANY($2::uuid[]) OR filing_reference = ANY($3::text[])) ORDER BY 1`,
      [module, filingIds, references],
    );
  }

  private async note(
    { module, actor, note, reference }: OutsideOrder,
    taken: readonly Waiting[],
    unit: UnitOfWork,
  ): Promise<void> {
    await unit.manager.query(
      `INSERT INTO processed_outside (filing_id, filing_reference, module, reference, actor, note, at)
       SELECT id, filing_reference, $3, $4, $5, $6, $7 FROM unnest($1::uuid[], $2::text[]) AS t(id, filing_reference)`,
      [
        taken.map(({ id }) => id),
        taken.map((filing) => filing.reference),
        module,
        reference,
        actor,
        note,
        unit.now.toISOString(),
      ],
    );
  }
}

const resultsOf = ({ filingIds, references }: OutsideOrder, found: readonly OutsideResult[]): OutsideResult[] => {
  const ids = new Set(found.map(({ filingId }) => filingId));
  const names = new Set(found.map(({ reference }) => reference));
  return [
    ...found,
    ...filingIds
      .filter((id) => !ids.has(id))
      .map((filingId) => ({ filingId, reference: null, result: 'not waiting' as const })),
    ...references
      .filter((name) => !names.has(name))
      .map((reference) => ({ filingId: null, reference, result: 'not waiting' as const })),
  ];
};
