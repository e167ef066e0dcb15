import { setImmediate as breathe } from 'node:timers/promises';
import {
  BatchWriter,
  type FinalMessageType,
  keptBlockHeader,
  keptEnvelope,
  keptRecords,
  type RecordCondition,
  type RecordImage,
  type RecordMessageType,
  RECORD_LENGTH,
  renderAx,
  type ResponseApplication,
  renderSx,
  SUMMARY_DISPOSITIONS,
  SYSTEM_FAILURE,
} from '#catair';
import { kindOfApplication } from '#contracts';
import type { NewAnswer } from '../../filing/transmission';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { outcomeOf } from '../../filing/disposition';
import type { AbiSent } from './abi-sent';
import { bondAnswerOf } from './bond-answer';
import { drawbackAnswerOf } from './drawback-answer';
import { summaryAnswerOf } from './summary-answer';

const FINAL: Record<AnsweredFiling['outcome'], FinalMessageType> = {
  rejected: '01',
  accepted: '02',
  'accepted with warnings': '03',
  referred: '04',
  // CATAIR has no other words for these: what is meant says the code.
  'not processed': '01',
  'processed outside': '02',
};

/** The stored body of a transmission, read where it is asked. */
export interface SentBody {
  /** Fewer bytes where the body ends. */
  part(from: number, bytes: number): Promise<Buffer>;
}

/** What was written of the answer to one batch since its part before, and the filings that are answered in it. */
export interface AnswerPart extends NewAnswer {
  /** The batch within its transmission, from 1. */
  readonly batch: number;
  readonly filings: readonly AnsweredFiling[];
  readonly isLast: boolean;
}

/**
 * The answers to the batches of an ABI transmission, one for each, from what was stored when it came: nothing is read with a grammar.
 * Lets other work run between two pages.
 *
 * @param pages the filings in the order sent, of whole batches
 * @param partLength how many characters of an answer are kept before they are given as a part
 */
export async function* abiAnswers(
  body: SentBody,
  pages: AsyncIterable<readonly AnsweredFiling[]> | Iterable<readonly AnsweredFiling[]>,
  partLength = Infinity,
): AsyncGenerator<AnswerPart> {
  let open: OpenBatch | undefined;
  let isFirst = true;
  for await (const page of pages) {
    if (!isFirst) await breathe();
    isFirst = false;
    for (const filing of page) {
      const sent = filing.sent as AbiSent;
      if (open && open.batch !== sent.batch) yield open.end();
      if (open?.batch !== sent.batch)
        open = new OpenBatch(sent, keptEnvelope(await body.part(sent.batchAt, RECORD_LENGTH)));
      await open.answer(filing, sent, body);
      if (open.length >= partLength) yield open.part(false);
    }
  }
  if (open) yield open.end();
}

class OpenBatch {
  readonly batch: number;
  private readonly application: ResponseApplication;
  private readonly writer: BatchWriter;
  private blockAt = -1;
  private filings: AnsweredFiling[] = [];

  constructor({ batch, application }: AbiSent, envelope: ReturnType<typeof keptEnvelope>) {
    this.batch = batch;
    this.application = kindOfApplication(application)!.abi!.answer as ResponseApplication;
    this.writer = new BatchWriter({ envelope, applicationId: this.application });
  }

  get length(): number {
    return this.writer.length;
  }

  async answer(filing: AnsweredFiling, sent: AbiSent, body: SentBody): Promise<void> {
    if (sent.blockAt !== this.blockAt) {
      this.blockAt = sent.blockAt;
      this.writer.block(keptBlockHeader(await body.part(sent.blockAt, RECORD_LENGTH)));
    }
    const records = keptRecords(await body.part(sent.at, sent.bytes), sent.levels);
    const answer =
      sent.application === 'SE'
        ? releaseAnswer({ records }, filing)
        : sent.application === 'CB'
          ? bondAnswerOf(records, filing)
          : renderAx(
              (sent.application === 'DE' ? drawbackAnswerOf : summaryAnswerOf)(
                { records, position: sent.position },
                filing,
              ),
            );
    for (const record of answer) this.writer.record(record);
    this.filings.push(filing);
  }

  end(): AnswerPart {
    this.writer.end();
    return this.part(true);
  }

  part(isLast: boolean): AnswerPart {
    const { application, batch, filings } = this;
    this.filings = [];
    const body = this.writer.take();
    return { event: 'answer', format: 'abi', contentType: 'text/plain', application, body, batch, filings, isLast };
  }
}

/** SX: conditions with their records, then the disposition of the transaction. */
export const releaseAnswer = (
  transaction: { readonly records: readonly RecordImage[] },
  filing: AnsweredFiling,
): string[] => {
  const outcome = outcomeOf(filing);
  const failed = outcome === 'not processed';
  const conditions = filing.conditions
    .filter(({ code }) => !failed || code !== SYSTEM_FAILURE.code)
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
    messageType: FINAL[outcome],
    ...(failed ? { code, narrative } : {}),
  });
};
