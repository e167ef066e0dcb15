import { Injectable } from '@nestjs/common';
import {
  type Batch,
  bytesOf,
  controlCondition,
  GRAMMARS,
  type ControlFault,
  rejectBatch,
  type Transaction,
  withoutPasswords,
} from '#catair';
import { type AbiApplication, type FilingKind, type FilingOrigin, kindOfApplication } from '#contracts';
import { contentHash, type FieldError } from '#kernel';
import { currentCorrelation, Problem } from '#service';
import type { Account } from '../../account/account';
import { readAbi } from './abi-reading';
import { AbiSender } from './abi-sender';
import { abiSent } from './abi-sent';
import { checked } from '../../filing/filing-check';
import {
  arrival,
  type KindCount,
  type Kept,
  type NewAnswer,
  type NewFiling,
  type NewTransmission,
} from '../../filing/transmission';
import { refusedQuery } from './abi-questions';
import { bondFiling } from './bond.mapping';
import { cargoReleaseFiling } from './cargo-release.mapping';
import { drawbackClaimFiling } from './drawback-claim.mapping';
import { entrySummaryFiling } from './entry-summary.mapping';

type Mapping = (transaction: Transaction, account: Account, origin: FilingOrigin) => NewFiling;

/** How a transaction of each application becomes a filing. */
const MAPPING: Readonly<Record<AbiApplication, Mapping>> = {
  SE: cargoReleaseFiling,
  AE: entrySummaryFiling,
  DE: drawbackClaimFiling,
  CB: bondFiling,
};

/** A transmission as it was read, and its batches that ask: who took it in answers them. */
export interface AbiRead extends NewTransmission {
  readonly asked: readonly Batch[];
}

const asks = (batch: Batch): boolean => GRAMMARS.get(batch.envelope?.applicationId ?? '')?.asks === true;

const FILINGS_AT_ONCE = 500;
/** A batch full of faults has them all in its X1 answer. */
const ERRORS_SHOWN = 50;

/** What became of the batches: which were refused, by what only accounts tell too. */
export interface AbiEnvelope {
  readonly refused: readonly number[];
  /** Batches answered while the others of their transmission wait, because their kind was not taken at that moment. */
  readonly answered?: readonly number[];
}

/** Reads an ABI transmission: refused batches get their answer at once, the others become filings. */
@Injectable()
export class AbiTransmissionReader {
  constructor(private readonly sender: AbiSender) {}

  /**
   * @param kept of one that is read again: then its passwords are blank, and which batches were refused is known
   * @throws Problem `not-readable` when the transmission holds no record at all
   */
  async read(body: Buffer, account: Account, kept?: Kept): Promise<AbiRead> {
    const bytes = bytesOf(body);
    const { batches } = await readAbi(bytes);
    if (batches.length === 0)
      throw new Problem('not-readable', 'The transmission holds no record: send at least one batch from A to Z.');
    const { id, receivedAt, origin, filingId } = arrival(account, 'abi', kept);
    const before = kept?.envelope as AbiEnvelope | undefined;
    const answers: NewAnswer[] = [];
    const refused: number[] = [];
    const errors: FieldError[] = [];
    const accepted: Batch[] = [];
    const asked: Batch[] = [];
    const faultsOf = this.sender.judgeOf(account, before?.refused);
    for (const batch of batches) {
      const faults = await faultsOf(batch);
      if (faults.length === 0) (asks(batch) ? asked : accepted).push(batch);
      else {
        refused.push(batch.position);
        answers.push(
          refusedQuery(batch, faults) ?? {
            ...{ event: 'answer', format: 'abi', contentType: 'text/plain', application: 'X1' },
            body: rejectBatch(batch.envelope, faults),
          },
        );
        errors.push(...faults.map((fault) => errorOf(batch.position, fault)).slice(0, ERRORS_SHOWN - errors.length));
      }
    }
    const filingOf = (batch: Batch, transaction: Transaction, ordinal: number): NewFiling => ({
      ...checked(MAPPING[transaction.application as AbiApplication](transaction, account, origin(filingId(ordinal)))),
      sent: abiSent(batch, transaction),
    });
    const all: Iterable<NewFiling> = {
      *[Symbol.iterator]() {
        let ordinal = 0;
        for (const batch of accepted)
          for (const transaction of batch.transactions()) yield filingOf(batch, transaction, ordinal++);
      },
    };
    const filingCount = accepted.reduce((sum, batch) => sum + batch.transactionCount, 0);
    const stored = await withoutPasswords(bytes);
    return {
      id,
      account,
      channel: 'abi',
      format: formatOf(batches),
      key: null,
      // The same question again is another one.
      contentHash: filingCount === 0 && asked.length > 0 ? contentHash({ asked: id }) : hashOf(stored, refused),
      body: stored,
      receivedAt,
      correlationId: kept?.correlationId ?? currentCorrelation() ?? id,
      envelope: { refused } satisfies AbiEnvelope,
      filingCount,
      counts: countsOf(accepted),
      filings: filingCount <= FILINGS_AT_ONCE ? [...all] : all,
      errors,
      answers,
      asked,
      ...(asked.length > 0 && { withoutFilings: 'processed' as const }),
    };
  }
}

const countsOf = (accepted: readonly Batch[]): KindCount[] => {
  const counts = new Map<FilingKind, number>();
  for (const { envelope, transactionCount } of accepted) {
    const { kind } = kindOfApplication(envelope!.applicationId)!;
    counts.set(kind, (counts.get(kind) ?? 0) + transactionCount);
  }
  return [...counts].map(([kind, filings]) => ({ kind, filings }));
};

const errorOf = (batch: number, { code, text, block, transaction, recordId, remedy }: ControlFault): FieldError => {
  const place = [
    `batch ${batch}`,
    block && `block ${block.position}`,
    transaction && `transaction ${transaction.position}`,
    transaction
      ? `record ${transaction.recordPosition}${recordId ? ` (${recordId})` : ''}`
      : recordId && `record ${recordId}`,
    transaction && transaction.column > 0 && `column ${transaction.column}`,
  ];
  return { at: place.filter(Boolean).join(', '), code, text, remedy: remedy ?? controlCondition(code).remedy };
};

/** A password is no content; what it made of the batches is: after it was corrected, a batch that was refused is judged anew. */
const hashOf = (kept: Buffer, refused: readonly number[]): string =>
  refused.length === 0 ? contentHash(kept) : contentHash({ kept: contentHash(kept), refused });

const formatOf = (batches: readonly Batch[]): string => {
  const applications = new Set(
    batches.map(({ envelope }) => envelope?.applicationId.replace(/[^\x20-\x7e]/g, '?') || 'without application'),
  );
  return `CATAIR ${[...applications].slice(0, 5).join(', ')}`;
};
