import {
  type AnswerBlock,
  type Block,
  type FinalMessageType,
  type RecordCondition,
  renderAx,
  renderBatch,
  renderSx,
  type RecordMessageType,
  SUMMARY_DISPOSITIONS,
  type Transaction,
} from '#catair';
import { type AbiEnvelope, readAbi } from './abi-transmission';
import type { NewAnswer } from '../../filing/transmission';
import type { AnsweredFiling, CompletedTransmission, OpenFiling } from '../../filing/answered-filing';
import { hasFailed, SYSTEM_FAILURE } from '../../filing/disposition';
import { summaryAnswerOf } from './summary-answer';

const FINAL: Record<AnsweredFiling['outcome'], FinalMessageType> = {
  rejected: '01',
  accepted: '02',
  'accepted with warnings': '03',
  referred: '04',
};
const RESPONSE = { SE: 'SX', AE: 'AX' } as const;

/** The answer to one batch, with the batch's place in the transmission and its filings. */
export interface BatchAnswer extends NewAnswer {
  readonly batch: number;
  readonly filings: readonly AnsweredFiling[];
}

/**
 * The answers to the batches of an ABI transmission: one for each batch that was accepted, in the order sent. Left out are batches
 * with a filing that is not answered yet, and those whose answer was given before.
 */
export const abiAnswers = async ({
  body,
  envelope,
  filings,
}: Pick<CompletedTransmission, 'body' | 'envelope'> & {
  readonly filings: readonly (AnsweredFiling | OpenFiling)[];
}): Promise<BatchAnswer[]> => {
  const { refused, answered = [] } = envelope as AbiEnvelope;
  const { batches } = await readAbi(body);
  const answers: BatchAnswer[] = [];
  let at = 0;
  for (const batch of batches) {
    if (refused.includes(batch.position)) continue;
    const own = filings.slice(at, at + batch.transactionCount);
    if (answered.includes(batch.position) || own.some(({ outcome }) => outcome === null)) {
      at += batch.transactionCount;
      continue;
    }
    const blocks: (AnswerBlock & { of: Block; records: string[] })[] = [];
    for (const transaction of batch.transactions()) {
      if (blocks.at(-1)?.of !== transaction.block)
        blocks.push({ of: transaction.block, header: transaction.block.header, records: [] });
      const { records } = blocks.at(-1)!;
      for (const record of answerTo(transaction, filings[at] as AnsweredFiling)) records.push(record);
      at += 1;
    }
    const application = RESPONSE[batch.envelope!.applicationId as keyof typeof RESPONSE];
    const text = renderBatch({ envelope: batch.envelope!, applicationId: application, blocks });
    answers.push({
      event: 'answer',
      format: 'abi',
      contentType: 'text/plain',
      application,
      body: text,
      batch: batch.position,
      filings: own as AnsweredFiling[],
    });
  }
  return answers;
};

const answerTo = (transaction: Transaction, filing: AnsweredFiling): string[] =>
  transaction.application === 'SE'
    ? releaseAnswer(transaction, filing)
    : renderAx(summaryAnswerOf(transaction, filing));

/** SX: conditions with their records, then the disposition of the transaction. */
export const releaseAnswer = (transaction: Pick<Transaction, 'records'>, filing: AnsweredFiling): string[] => {
  const failed = hasFailed(filing);
  const conditions = filing.conditions
    .filter(({ code }) => !failed || code !== SYSTEM_FAILURE)
    .map(
      ({ recordIndex, severity, code, text }): RecordCondition => ({
        recordIndex,
        messageType: (severity === 'fatal' ? '11' : '13') satisfies RecordMessageType,
        code,
        narrative: text,
      }),
    );
  const { code, narrative } = SUMMARY_DISPOSITIONS.failed;
  return renderSx(transaction, conditions, {
    messageType: FINAL[filing.outcome],
    ...(failed ? { code, narrative } : {}),
  });
};
