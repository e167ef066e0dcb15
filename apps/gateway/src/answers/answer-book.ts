import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type FilingAnswered, wasRefused } from '#contracts';
import { Received, UnitOfWork } from '#messaging';
import { binaryArray } from '#persistence';
import { LOG, type Log, Metrics } from '#service';
import type { AbiEnvelope } from '../formats/abi/abi-transmission';
import { countParts } from '../journal/transmission-parts';
import { KeptBody, PIECE_BYTES, readBody } from '../journal/large-bodies';
import type { Module, NewAnswer } from '../filing/transmission';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';
import { ControlNumbers } from '../formats/x12/control-numbers';
import { abiAnswers, type AnswerPart } from '../formats/abi/abi-answer';
import type { AbiSent } from '../formats/abi/abi-sent';
import { type AnsweredFiling, itemsOf, type Judgement, type OpenFiling } from '../filing/answered-filing';
import { finalDispositionOfAll, outcomeOf } from '../filing/disposition';
import { jsonAnswer, jsonAnswerDocument } from '../formats/json/json-answer';
import { x12Answers } from '../formats/x12/x12-answer';
import type { X12Envelope } from '../formats/x12/x12-transmission';
import { sentBeforeKept } from './before-kept';
import { LargeAnswers } from './large-answers';

const DECIDED_AT_ONCE = 1_000;
/** The answer to more filings is written afterwards, so that the answers to others need not wait for it. */
const ANSWERED_AT_ONCE = 500;
/** Filings that are answered before others have their turn. */
const PAGE = 250;

/** An answer to what the journal does not know: it may know it later, so the message is tried again, and set aside for a person in the end. */
export class UnknownFiling extends Error {
  constructor(filingIds: readonly string[]) {
    super(
      `answered, and not in the journal: ${filingIds.slice(0, 5).join(', ')}${filingIds.length > 5 ? ` and ${filingIds.length - 5} more` : ''}`,
    );
  }
}

type Rendered = NewAnswer & { readonly filings: readonly AnsweredFiling[] };

interface Counted {
  id: string;
  account_id: string;
  channel: 'abi' | 'x12' | 'json';
  /** Null of one with filings of several modules. */
  module: Module | null;
  correlation_id: string;
  unanswered: number;
  filings: number;
  repeats: number;
  envelope: unknown;
  /** Null where it is not needed, or too large to be read with others. */
  body: Buffer | null;
}

/**
 * Takes the answers of the modules into the journal. A filing is answered once, whatever comes twice; when the last filing of a
 * transmission is answered its response is written in the partner's format and placed in the mailbox, with a copy for each time
 * the partner sent the same transmission.
 */
@Injectable()
export class AnswerBook implements OnModuleInit {
  private contradicting: Counter | undefined;

  constructor(
    private readonly mailbox: MailboxRepository,
    private readonly controls: ControlNumbers,
    private readonly large: LargeAnswers,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const registers = [this.metrics.registry];
    this.contradicting = new Counter({
      name: 'portway_answers_contradicting_total',
      help: 'Answers to filings that had been answered otherwise; the first was told and stays',
      registers,
    });
  }

  /**
   * The same number of statements for any number of answers.
   *
   * @returns ids of the filings that were answered for the first time
   * @throws UnknownFiling
   */
  async take(messages: readonly Received<FilingAnswered>[], unit: UnitOfWork): Promise<ReadonlySet<string>> {
    const judgements = messages.map(
      ({ data: { origin, outcome, conditions, entrySummary } }): Judgement => ({
        transmissionId: origin.transmissionId,
        filingId: origin.filingId,
        outcome: outcomeOf({ outcome, conditions }),
        conditions,
        summary: entrySummary,
      }),
    );
    const answered = await this.record(judgements, unit);
    const taken = new Set([...answered.values()].flatMap((filings) => filings.map(({ id }) => id)));
    if (taken.size < judgements.length) await this.examine(judgements, answered, unit);
    const counted = await this.count(answered, unit);
    await this.respond(counted, answered, unit, true);
    const parts = await this.countParts(counted, answered, unit);
    for (const t of counted)
      if (t.unanswered > 0 && t.channel === 'abi' && parts.has(t.id)) await this.respondToWholeBatches(t, unit, true);
    return taken;
  }

  /**
   * Answers what no module will answer: filings that were not taken, or that were processed outside. The partner hears of it at once,
   * also while the answers of the module are kept back, and of whole batches while others of the same transmission wait.
   */
  async decide(judgements: readonly Judgement[], unit: UnitOfWork): Promise<void> {
    const answered = new Map<string, AnsweredFiling[]>();
    for (let from = 0; from < judgements.length; from += DECIDED_AT_ONCE) {
      for (const [id, filings] of await this.record(judgements.slice(from, from + DECIDED_AT_ONCE), unit)) {
        const known = answered.get(id);
        if (known) for (const filing of filings) known.push(filing);
        else answered.set(id, filings);
      }
    }
    const counted = await this.count(answered, unit);
    await this.respond(counted, answered, unit, false);
    await this.countParts(counted, answered, unit);
    for (const t of counted)
      if (t.unanswered > 0 && t.channel === 'abi') await this.respondToWholeBatches(t, unit, false);
  }

  /** Writes the responses to those transmissions all of whose filings are answered now. */
  private async respond(
    counted: readonly Counted[],
    answered: ReadonlyMap<string, AnsweredFiling[]>,
    unit: UnitOfWork,
    byModule: boolean,
  ): Promise<void> {
    const all = counted.filter(({ unanswered }) => unanswered === 0);
    if (all.length === 0) return;
    const copies = await this.copiesOf(all, unit);
    const isLarge = ({ channel, filings }: Counted): boolean => channel === 'abi' && filings > ANSWERED_AT_ONCE;
    for (const t of all.filter(isLarge))
      await this.large.leave(t.id, byModule ? answered.get(t.id)![0]!.module : null, unit);
    const complete = all.filter((t) => !isLarge(t));
    if (complete.length === 0) return;
    const filings = await this.filingsOf(complete, answered, unit);
    const entries: MailboxEntry[] = [];
    for (const t of complete) {
      const own = filings.get(t.id)!;
      const disposition = finalDispositionOfAll(own);
      for (const { filings: about, ...answer } of await this.render(t, own, unit)) {
        const items = itemsOf(about);
        for (const transmissionId of [t.id, ...(copies.get(t.id) ?? [])]) {
          entries.push({
            ...answer,
            accountId: t.account_id,
            transmissionId,
            correlationId: t.correlation_id,
            items,
            disposition,
            ...(byModule ? { from: about[0]!.module } : {}),
          });
        }
      }
    }
    await this.mailbox.place(unit, entries);
  }

  /** Filings answered now for the first time, by transmission. */
  private async record(judgements: readonly Judgement[], unit: UnitOfWork): Promise<Map<string, AnsweredFiling[]>> {
    const column = (pick: (judgement: Judgement) => unknown): unknown[] => judgements.map(pick);
    const [rows]: [(AnsweredFiling & { transmission_id: string })[]] = await unit.manager.query(
      `UPDATE filing f
          SET state = 'answered', outcome = a.outcome, conditions = a.conditions, summary = a.summary, answered_at = $6
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::jsonb[]) AS a(transmission_id, id, outcome, conditions, summary)
        WHERE f.transmission_id = a.transmission_id AND f.id = a.id AND f.state = 'accepted'
       RETURNING f.transmission_id, f.id, f.ordinal, f.module, f.kind, f.subject, f.reference, f.outcome, f.conditions, f.summary, f.sent`,
      [
        column(({ transmissionId }) => transmissionId),
        column(({ filingId }) => filingId),
        column(({ outcome }) => outcome),
        binaryArray(
          'jsonb',
          column(({ conditions }) => JSON.stringify(conditions)),
        ),
        binaryArray(
          'jsonb',
          column(({ summary }) => (summary ? JSON.stringify(summary) : null)),
        ),
        unit.now.toISOString(),
      ],
    );
    const byTransmission = new Map<string, AnsweredFiling[]>();
    for (const row of rows) {
      const list = byTransmission.get(row.transmission_id);
      if (list) list.push(row);
      else byTransmission.set(row.transmission_id, [row]);
    }
    return byTransmission;
  }

  /** Answers that changed nothing: a filing is answered once, and the first answer was told. */
  private async examine(
    judgements: readonly Judgement[],
    answered: ReadonlyMap<string, readonly AnsweredFiling[]>,
    unit: UnitOfWork,
  ): Promise<void> {
    const taken = new Map([...answered.values()].flat().map((filing) => [filing.id, filing.outcome]));
    const rest = judgements.filter(({ filingId, outcome }) => taken.get(filingId) !== outcome);
    if (rest.length === 0) return;
    const rows: { id: string; outcome: string }[] = await unit.manager.query(
      `SELECT f.id, f.outcome FROM unnest($1::uuid[], $2::uuid[]) AS a(transmission_id, id) JOIN filing f USING (transmission_id, id)`,
      [rest.map(({ transmissionId }) => transmissionId), rest.map(({ filingId }) => filingId)],
    );
    const known = new Map(rows.map(({ id, outcome }) => [id, outcome]));
    const unknown = rest.filter(({ filingId }) => !known.has(filingId));
    if (unknown.length > 0) throw new UnknownFiling(unknown.map(({ filingId }) => filingId));
    for (const { transmissionId, filingId, outcome } of rest) {
      if (known.get(filingId) === outcome) continue;
      this.contradicting?.inc();
      this.log.error(
        { transmissionId, correlationId: filingId, told: known.get(filingId), outcome },
        'a filing was answered again, and otherwise: what was told first stays',
      );
    }
  }

  private async count(answered: ReadonlyMap<string, readonly AnsweredFiling[]>, unit: UnitOfWork): Promise<Counted[]> {
    if (answered.size === 0) return [];
    const counts = [...answered.values()];
    const [rows]: [Counted[]] = await unit.manager.query(
      `WITH due AS (
         SELECT t.id, n.answered, n.rejected, n.failed
           FROM transmission t JOIN unnest($1::uuid[], $2::int[], $3::int[], $5::int[]) AS n(id, answered, rejected, failed) ON n.id = t.id
          ORDER BY t.id FOR UPDATE OF t)
       UPDATE transmission t
          SET unanswered = t.unanswered - due.answered, rejected = t.rejected + due.rejected, failed = t.failed + due.failed,
              answered_at = CASE WHEN t.unanswered = due.answered THEN $4::timestamptz END,
              disposition = CASE WHEN t.unanswered > due.answered THEN t.disposition
                                 WHEN t.failed + due.failed = t.filings THEN 'not processed, resend'
                                 WHEN t.rejected + due.rejected = t.filings THEN 'rejected' ELSE 'processed' END,
              -- What failed on our side may come again: the name is free for it.
              idempotency_key = CASE WHEN t.unanswered = due.answered AND t.failed + due.failed > 0 THEN t.idempotency_key || '/' || t.id
                                     ELSE t.idempotency_key END
         FROM due WHERE t.id = due.id
       RETURNING t.id, t.account_id, t.channel, t.module, t.correlation_id, t.unanswered, t.filings, t.repeats, t.envelope,
                 CASE WHEN t.unanswered = 0 AND t.channel = 'abi' AND t.filings <= ${ANSWERED_AT_ONCE} AND octet_length(t.body) <= ${PIECE_BYTES} THEN t.body END AS body`,
      [
        [...answered.keys()],
        counts.map((list) => list.length),
        counts.map((list) => list.filter(({ outcome }) => wasRefused(outcome)).length),
        unit.now.toISOString(),
        counts.map((list) => list.filter(({ outcome }) => outcome === 'not processed').length),
      ],
    );
    return rows;
  }

  /** Ids of transmissions with several modules one of which has answered all by now. */
  private countParts(
    counted: readonly Counted[],
    answered: ReadonlyMap<string, readonly AnsweredFiling[]>,
    unit: UnitOfWork,
  ): Promise<ReadonlySet<string>> {
    const parts = counted
      .filter(({ module }) => module === null)
      .flatMap(({ id }) => {
        const counts = new Map<Module, number>();
        for (const { module } of answered.get(id)!) counts.set(module, (counts.get(module) ?? 0) + 1);
        return [...counts].map(([module, count]) => ({ transmissionId: id, module, answered: count }));
      });
    return countParts(unit.manager, parts);
  }

  /** All filings of complete transmissions in the order sent; those with a single one are in hand already. */
  private async filingsOf(
    complete: readonly Counted[],
    answered: ReadonlyMap<string, AnsweredFiling[]>,
    unit: UnitOfWork,
  ): Promise<Map<string, readonly AnsweredFiling[]>> {
    const filings = new Map<string, AnsweredFiling[]>(complete.map(({ id }) => [id, answered.get(id)!]));
    const more = complete.filter((t) => filings.get(t.id)!.length < t.filings).map(({ id }) => id);
    if (more.length > 0) {
      const rows: (AnsweredFiling & { transmission_id: string })[] = await unit.manager.query(
        `SELECT transmission_id, id, ordinal, module, kind, subject, reference, outcome, conditions, summary, sent FROM filing WHERE transmission_id = ANY($1)`,
        [more],
      );
      for (const id of more) filings.set(id, []);
      for (const row of rows) filings.get(row.transmission_id)!.push(row);
    }
    for (const list of filings.values()) list.sort((a, b) => a.ordinal - b.ordinal);
    return filings;
  }

  /** What is answered here is remembered with the transmission, so that its last answer brings only the other batches. */
  private async respondToWholeBatches(t: Counted, unit: UnitOfWork, byModule: boolean): Promise<void> {
    const [row]: [{ envelope: AbiEnvelope }] = await unit.manager.query(
      'SELECT envelope FROM transmission WHERE id = $1 FOR UPDATE',
      [t.id],
    );
    const filings: (AnsweredFiling | OpenFiling)[] = await unit.manager.query(
      'SELECT id, ordinal, module, kind, subject, reference, outcome, conditions, summary, sent FROM filing WHERE transmission_id = $1 ORDER BY ordinal',
      [t.id],
    );
    const batchOf = ({ sent }: { sent: object | null }): number => (sent as AbiSent).batch;
    const known = await this.withSent(t, filings, unit);
    const left = new Set(row.envelope.answered);
    for (const filing of known) if (filing.outcome === null) left.add(batchOf(filing));
    const whole = known.filter((filing): filing is AnsweredFiling => !left.has(batchOf(filing)));
    const answers = await this.abiAnswersTo(t, whole, unit);
    if (answers.length === 0) return;
    const answered = [...(row.envelope.answered ?? []), ...answers.map(({ batch }) => batch)];
    await unit.manager.query('UPDATE transmission SET envelope = $2 WHERE id = $1', [
      t.id,
      JSON.stringify({ ...row.envelope, answered } satisfies AbiEnvelope),
    ]);
    const copies: { id: string }[] =
      t.repeats === 0 ? [] : await unit.manager.query('SELECT id FROM transmission WHERE duplicate_of = $1', [t.id]);
    await this.mailbox.place(
      unit,
      answers.flatMap(({ filings: own, batch: _batch, isLast: _isLast, ...answer }) => {
        const about = {
          accountId: t.account_id,
          correlationId: t.correlation_id,
          disposition: finalDispositionOfAll(own),
          items: itemsOf(own),
          ...(byModule ? { from: own[0]!.module } : {}),
        };
        return [t.id, ...copies.map(({ id }) => id)].map((transmissionId) => ({ ...answer, ...about, transmissionId }));
      }),
    );
  }

  private async copiesOf(complete: readonly Counted[], unit: UnitOfWork): Promise<Map<string, string[]>> {
    const repeated = complete.filter(({ repeats }) => repeats > 0).map(({ id }) => id);
    const copies = new Map<string, string[]>();
    if (repeated.length === 0) return copies;
    const [rows]: [{ id: string; duplicate_of: string }[]] = await unit.manager.query(
      `UPDATE transmission r SET disposition = o.disposition, answered_at = o.answered_at
         FROM transmission o WHERE o.id = r.duplicate_of AND r.duplicate_of = ANY($1) RETURNING r.id, r.duplicate_of`,
      [repeated],
    );
    for (const { id, duplicate_of } of rows) copies.set(duplicate_of, [...(copies.get(duplicate_of) ?? []), id]);
    return copies;
  }

  /** Each answer with the filings that it is about: they are all of one module. */
  private async render(t: Counted, filings: readonly AnsweredFiling[], unit: UnitOfWork): Promise<Rendered[]> {
    if (t.channel === 'json')
      return filings.map((filing) => ({
        ...jsonAnswer(filing.kind, jsonAnswerDocument(t.id, filing)),
        filings: [filing],
      }));
    const known = await this.withSent(t, filings, unit);
    if (t.channel === 'x12') {
      const controls = (count: number): Promise<number[]> => this.controls.take(count, unit.manager);
      return x12Answers(t.envelope as X12Envelope, known, controls, unit.now.toISOString());
    }
    const { answered = [] } = t.envelope as AbiEnvelope;
    const open = known.filter(({ sent }) => !answered.includes((sent as AbiSent).batch));
    return (await this.abiAnswersTo(t, open, unit)).map(({ batch: _batch, isLast: _isLast, ...answer }) => answer);
  }

  private async abiAnswersTo(t: Counted, filings: readonly AnsweredFiling[], unit: UnitOfWork): Promise<AnswerPart[]> {
    const body = new KeptBody(unit.manager, t.id, t.body ?? undefined);
    const pages = Array.from({ length: Math.ceil(filings.length / PAGE) }, (_, n) =>
      filings.slice(n * PAGE, (n + 1) * PAGE),
    );
    const answers: AnswerPart[] = [];
    for await (const answer of abiAnswers(body, pages)) answers.push(answer);
    return answers;
  }

  /** All filings of a transmission in order. */
  private async withSent<F extends AnsweredFiling | OpenFiling>(
    t: Counted,
    filings: readonly F[],
    unit: UnitOfWork,
  ): Promise<readonly F[]> {
    if (t.channel === 'json' || filings.every(({ sent }) => sent !== null)) return filings;
    const body = t.body ?? (await readBody(unit.manager, t.id));
    const sent = await sentBeforeKept(t.channel, body, t.envelope, filings.length);
    return filings.map((filing, n) => ({ ...filing, sent: sent[n]! }));
  }
}
