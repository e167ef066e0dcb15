import { Injectable } from '@nestjs/common';
import type { Asking } from '#access';
import {
  type Batch,
  batchFault,
  BatchWriter,
  controlCondition,
  type ControlFault,
  decode,
  importerBondLayouts as K,
  rejectBatch,
  type Transaction,
} from '#catair';
import type { FieldError } from '#kernel';
import type { NewAnswer, NewTransmission } from '../../filing/transmission';
import { type Found, type ImporterShown, isKnown, type Known, Questions } from '../../questions/questions';
import type { BillOnFile } from '#contracts';
import { type ImporterQuestion, importerQuestions, importerRecords } from './importer-answer';
import { AbiSummaryQuestions } from './abi-summary-questions';
import { faultsAsJz } from './summary-query';
import { conditionRecord } from './summary-query-answer';
import { type StatusFound, statusQuestionIn, type StatusQuestion, statusRecords } from './status-answer';

/** So long is asked for one transmission; the questions behind it are not processed. */
const PATIENCE_MS = 15_000;
/** So many questions of a batch are asked at once. */
const AT_ONCE = 16;
const ANSWER = { CQ: 'C1', KI: 'KR', EQ: 'ER' } as const;

/** What became of a batch of questions. */
interface Answered {
  readonly answer: NewAnswer;
  readonly outcome: 'processed' | 'not processed, resend';
  readonly errors: readonly FieldError[];
}

/** Answers batches of questions (CQ, KI, EQ) at once, and puts the answers into the transmission that asked. */
@Injectable()
export class AbiQuestions {
  constructor(
    private readonly questions: Questions,
    private readonly summaries: AbiSummaryQuestions,
  ) {}

  /** @param asked its batches that ask */
  async answered(transmission: NewTransmission, asked: readonly Batch[], asking: Asking): Promise<NewTransmission> {
    if (asked.length === 0) return transmission;
    const deadline = performance.now() + PATIENCE_MS;
    const answered: Answered[] = [];
    for (const batch of asked) answered.push(await this.ofBatch(batch, asking, deadline));
    const allAway = answered.every(({ outcome }) => outcome !== 'processed');
    return {
      ...transmission,
      withoutFilings: allAway && transmission.answers.length === 0 ? 'not processed, resend' : 'processed',
      errors: [...(transmission.errors ?? []), ...answered.flatMap(({ errors }) => errors)],
      answers: [...transmission.answers, ...answered.map(({ answer }) => answer)],
    };
  }

  private ofBatch(batch: Batch, asking: Asking, deadline: number): Promise<Answered> {
    switch (batch.envelope!.applicationId) {
      case 'CQ':
        return this.status(batch, asking, deadline);
      case 'EQ':
        return this.ofSummaries(batch, asking, deadline);
      default:
        return this.importers(batch, asking);
    }
  }

  /** A batch of which one summary cannot be told is not processed: JZ has no code that could say so (X13). */
  private async ofSummaries(batch: Batch, asking: Asking, deadline: number): Promise<Answered> {
    const records = await this.summaries.records(batch, asking, deadline);
    if (records === 'away') return awayAnswer(batch);
    const [first] = batch.transactions();
    return { answer: answerOf(batch, [{ records, of: first! }]), outcome: 'processed', errors: [] };
  }

  private async status(batch: Batch, asking: Asking, deadline: number): Promise<Answered> {
    const answers: { readonly records: readonly string[]; readonly isAway: boolean; readonly of: Transaction }[] = [];
    const answer = async (of: Transaction): Promise<(typeof answers)[number]> => {
      const question = statusQuestionIn(of.records, of.block.header);
      const found: StatusFound =
        question.about === null
          ? { found: 'unknown', bills: [] }
          : performance.now() > deadline
            ? { found: 'away', bills: [] }
            : await this.found(question, asking);
      const isAway = question.about !== null && found.found === 'away';
      return { records: statusRecords(question, found, new Date()), isAway, of };
    };
    const transactions = [...batch.transactions()];
    // The first one alone: an owner that does not answer it is not asked the others.
    answers.push(...(await Promise.all(transactions.slice(0, 1).map(answer))));
    for (let at = 1; at < transactions.length; at += AT_ONCE)
      answers.push(...(await Promise.all(transactions.slice(at, at + AT_ONCE).map(answer))));
    const away = answers.filter(({ isAway }) => isAway);
    return {
      answer: answerOf(batch, answers),
      outcome: away.length === answers.length ? 'not processed, resend' : 'processed',
      errors: away.map(({ of }) => notProcessed(batch, of)),
    };
  }

  private async found(question: StatusQuestion, asking: Asking): Promise<StatusFound> {
    switch (question.about) {
      case 'entry': {
        const found = await this.questions.entry(asking, question.filerCode, question.entryNumber);
        if (!isKnown(found)) return { found, bills: [] };
        const entry = found.value;
        const keys = question.withBills ? (entry.release?.bills.map(({ billKey }) => billKey) ?? []) : [];
        return { found, entry, bills: await this.questions.bills(asking, keys) };
      }
      case 'in-bond': {
        const found = await this.questions.inBond(asking, question.number);
        return { found, bills: isKnown(found) ? found.value : [] };
      }
      case 'bill': {
        const found: Found<BillOnFile> = await this.questions.bill(asking, question.issuer + question.number);
        if (!isKnown(found)) return { found, bills: [] };
        const related: Known<BillOnFile>[] = question.withRelated
          ? await this.questions.related(asking, found.value)
          : [];
        return { found, bills: [found, ...related] };
      }
      case 'air waybill':
        // Air manifests are not kept here.
        return { found: 'unknown', bills: [] };
    }
  }

  /** A batch of which one importer cannot be told is not processed: KR has no record that could say so (X13). */
  private async importers(batch: Batch, asking: Asking): Promise<Answered> {
    const transactions = [...batch.transactions()];
    const asked = transactions.map((of) => ({
      of,
      questions: importerQuestions(decode(K.K_INPUT, of.records[0]!.image).values),
    }));
    const found = await this.questions.importersAsked(
      asking,
      asked.flatMap(({ questions }) => questions),
    );
    if ([...found.values()].flat().some(({ found: one }) => one === 'away')) return awayAnswer(batch);
    const now = new Date();
    const recordsOf = (question: ImporterQuestion): string[] =>
      (found.get(question.asked) ?? []).flatMap(({ number, found: one }) =>
        importerRecords(number, one as Exclude<Found<ImporterShown>, 'away'>, now),
      );
    return {
      answer: answerOf(
        batch,
        asked.map(({ of, questions }) => ({ of, records: questions.flatMap(recordsOf) })),
      ),
      outcome: 'processed',
      errors: [],
    };
  }
}

/** The batch is not processed: who keeps the answer is away. */
const awayAnswer = (batch: Batch): Answered => {
  const { code, narrative, remedy } = controlCondition('X13');
  return {
    answer: {
      ...{ event: 'answer', format: 'abi', contentType: 'text/plain', application: 'X1' },
      body: rejectBatch(batch.envelope, [batchFault('X13', undefined, 'A')]),
    },
    outcome: 'not processed, resend',
    errors: [{ at: `batch ${batch.position}`, code, text: narrative, remedy }],
  };
};

/** A batch of EQ that block control refuses, by codes of JZ; null where one has none. */
export const refusedQuery = (batch: Batch, faults: readonly ControlFault[]): NewAnswer | null => {
  const found = batch.envelope?.applicationId === 'EQ' && batch.blocks.length > 0 ? faultsAsJz(faults) : null;
  if (!found) return null;
  const writer = new BatchWriter({ envelope: batch.envelope!, applicationId: 'ER' });
  writer.block(batch.blocks[0]!.header);
  for (const fault of found) writer.record(conditionRecord(fault));
  writer.end();
  return { event: 'answer', format: 'abi', contentType: 'text/plain', application: 'ER', body: writer.take() };
};

const notProcessed = (batch: Batch, { position, recordPosition }: Transaction): FieldError => ({
  at: `batch ${batch.position}, transaction ${position}, record ${recordPosition} (WR1)`,
  code: 'ZZZ',
  text: 'not processed: who keeps the answer does not answer at this moment',
  remedy: 'Ask again in a few minutes.',
});

const answerOf = (
  batch: Batch,
  answers: readonly { readonly records: readonly string[]; readonly of: Transaction }[],
): NewAnswer => {
  const application = ANSWER[batch.envelope!.applicationId as keyof typeof ANSWER];
  const writer = new BatchWriter({ envelope: batch.envelope!, applicationId: application });
  writer.block(batch.blocks[0]!.header);
  for (const { records } of answers) for (const record of records) writer.record(record);
  writer.end();
  return { event: 'answer', format: 'abi', contentType: 'text/plain', application, body: writer.take() };
};
