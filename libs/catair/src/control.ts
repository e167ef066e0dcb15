/** Batch and block control: the envelope of a batch, the header of a block, and what can be wrong with either. */
import { PREPARER_APPLICATIONS } from './applications';
import { APPLICATIONS } from './chapters';
import { decode, type DataFault } from './codec';
import { controlCondition, type ConditionLevel, type ControlCode } from './conditions';
import type { Layout, ValuesOf } from './layout';
import { A_INPUT, B_INPUT, Y_INPUT, Z_INPUT } from './layouts/envelope';
import { isoDateOf } from './values';

/** The A record as sent. `transmissionDate` is MMDDYY or blank; `userData` keeps its case and leading spaces. */
export interface Envelope extends ValuesOf<typeof A_INPUT> {
  /** The A record without password and application: what an answer gives back unchanged. */
  readonly echo: string;
}

export type BlockHeader = ValuesOf<typeof B_INPUT>;

/** One B-Y block. It keeps the 80 columns of its B record and reads them when asked: a batch may hold very many blocks. */
export class Block {
  recordCount = 0;
  transactionCount = 0;

  /**
   * @param position of the block within its batch, from 1
   * @param startByte where its B record begins in the transmission, in bytes from 0
   */
  constructor(
    readonly position: number,
    readonly image: string,
    readonly startByte: number,
  ) {}

  get header(): BlockHeader {
    return blockHeaderOf(this.image);
  }
}

/** A B record as it is read. */
export function blockHeaderOf(image: string): BlockHeader {
  return decode(B_INPUT, image).values;
}

/** Where a transaction fault stands (X0 TRNACT, p. B&B-30). All positions count from 1. */
export interface TransactionPlace {
  /** The transaction within its block. */
  readonly position: number;
  /** The record within its batch; A is record 1. */
  readonly recordPosition: number;
  /** The column within the record, 0 when the fault is the record as a whole. */
  readonly column: number;
}

/** A reason to refuse a whole batch. */
export interface ControlFault {
  readonly code: ControlCode;
  readonly level: ConditionLevel;
  readonly block: Block | null;
  readonly transaction: TransactionPlace | null;
  /** The record to blame, or the one that is missing. */
  readonly recordId: string | null;
  /** One sentence for people; only code and place go into the answer. */
  readonly text: string;
  /** The text of X1 where it names what the condition is about; else the condition's own. */
  readonly narrative?: string;
  /** What to do about it, where the condition's own remedy does not say it. */
  readonly remedy?: string;
}

/** A fault of the A or Z record, or of the sender: X09 is found by those who know accounts. */
export function batchFault(code: ControlCode, text = sentence(code), recordId: string | null = null): ControlFault {
  return { code, level: 'batch', block: null, transaction: null, recordId, text };
}

/** A fault of one block: X17, X18, X20 and the preparer's authorisations are found by those who know accounts. */
export function blockFault(
  code: ControlCode,
  block: Block,
  text = sentence(code),
  recordId: string | null = null,
): ControlFault {
  return { code, level: 'block', block, transaction: null, recordId, text };
}

export function transactionFault(
  code: ControlCode,
  block: Block,
  transaction: TransactionPlace,
  recordId: string | null,
  text: string,
): ControlFault {
  return { code, level: 'transaction', block, transaction, recordId, text };
}

export function envelopeOf(image: string): Envelope {
  return { ...decode(A_INPUT, image).values, echo: withoutColumns(withoutColumns(image, 9, 14), 26, 27) };
}

/** Faults of an A record. A known application that is not `accepted` does not exist here. */
export function headerFaults(image: string, accepted: ReadonlySet<string>): ControlFault[] {
  const { siteCode, idCode, transmissionDate, applicationId } = envelopeOf(image);
  const codes: ControlCode[] = [];
  if (siteCode === '') codes.push('X07');
  if (idCode === '') codes.push('X08');
  if (transmissionDate !== '' && isoDateOf(transmissionDate) === null) codes.push('X10');
  const application = applicationFault(applicationId);
  if (application) codes.push(application);
  return [
    ...codes.map((code) => batchFault(code, undefined, 'A')),
    ...(accepted.has(applicationId) ? [] : notTaken(applicationId)),
    ...dataFaults(A_INPUT, image, ['transmissionDate']).map(ofBatch),
  ];
}

/** Faults of a Z record beside the A record it closes. */
export function trailerFaults(header: string, image: string): ControlFault[] {
  const codes: ControlCode[] = [];
  if (image.slice(1, 5).trim() === '') codes.push('X07');
  if (image.slice(5, 8).trim() === '') codes.push('X08');
  if (
    !agree(header, image, [
      [2, 8],
      [15, 20],
      [38, 39],
    ])
  )
    codes.push('X14');
  return [
    ...codes.map((code) => batchFault(code, undefined, 'Z')),
    ...dataFaults(Z_INPUT, image, ['transmissionDate']).map(ofBatch),
  ];
}

/** Faults of a B record within a batch of `application`. */
export function blockHeaderFaults(block: Block, application: string): ControlFault[] {
  const header = block.header;
  const codes: ControlCode[] = [];
  if (header.processingPortCode === '') codes.push('X15');
  if (header.processingFilerCode === '') codes.push('X16');
  const unknown = applicationFault(header.applicationId);
  if (unknown) codes.push(unknown);
  if (unknown !== 'X11' && header.applicationId !== application) codes.push('X19');
  codes.push(...preparerFaults(header));
  return [
    ...codes.map((code) => blockFault(code, block, undefined, 'B')),
    ...dataFaults(B_INPUT, block.image).map((fault) => ofBlock(fault, block)),
  ];
}

/** Faults of a Y record beside the B record it closes. */
export function blockTrailerFaults(block: Block, image: string): ControlFault[] {
  const matches = agree(block.image, image, [
    [4, 12],
    [45, 46],
  ]);
  return [
    ...(block.recordCount === 0 ? [blockFault('X04', block)] : []),
    ...(matches ? [] : [blockFault('X32', block, undefined, 'Y')]),
    ...dataFaults(Y_INPUT, image).map((fault) => ofBlock(fault, block)),
  ];
}

/** Preparer codes, indicator and application must agree (B record note 3 and 4, p. B&B-14). */
function preparerFaults(header: BlockHeader): ControlCode[] {
  const { preparerIndicator, preparerPortCode, preparerFilerCode, preparerOfficeCode } = header;
  const named = preparerPortCode + preparerFilerCode + preparerOfficeCode !== '';
  if (preparerIndicator === '') return named ? ['X22'] : [];
  if (preparerIndicator !== '1') return ['X21'];
  const codes: ControlCode[] = [];
  // Of an application that is not known it cannot be said; the guide's own example does not (p. B&B-35).
  if (APPLICATIONS.has(header.applicationId) && !PREPARER_APPLICATIONS.has(header.applicationId)) codes.push('X23');
  if (preparerPortCode === '') codes.push('X24');
  if (preparerFilerCode === '') codes.push('X25');
  else if (preparerFilerCode !== header.processingFilerCode) codes.push('X26');
  return codes;
}

function applicationFault(applicationId: string): 'X11' | 'X12' | null {
  if (applicationId === '') return 'X11';
  return APPLICATIONS.has(applicationId) ? null : 'X12';
}

/** An application of the guide that does not exist here: sending the batch again later changes nothing, so it is not X13. */
function notTaken(applicationId: string): ControlFault[] {
  const application = APPLICATIONS.get(applicationId);
  if (!application) return [];
  const { name, chapter } = application;
  return [
    {
      ...batchFault('PX1', `application ${applicationId} (${name}) is not taken here`, 'A'),
      narrative: `${applicationId} NOT TAKEN HERE - DO NOT SEND AGAIN`,
      remedy: `${chapter.instead} Do not send this batch again.`,
    },
  ];
}

/** X39 and X40 of a control record, each once; fields in `judgedElsewhere` have a condition of their own. */
function dataFaults(layout: Layout, image: string, judgedElsewhere: readonly string[] = []): DataFault[] {
  const faults = decode(layout, image).faults.filter(({ field }) => field === null || !judgedElsewhere.includes(field));
  return faults.filter(({ code }, at) => faults.findIndex((other) => other.code === code) === at);
}

function ofBatch({ code, text, recordId }: DataFault): ControlFault {
  return batchFault(code, text, recordId);
}

function ofBlock({ code, text, recordId }: DataFault, block: Block): ControlFault {
  return blockFault(code, block, text, recordId);
}

function agree(header: string, trailer: string, columns: readonly (readonly [from: number, to: number])[]): boolean {
  return columns.every(
    ([from, to]) => header.slice(from - 1, to).toUpperCase() === trailer.slice(from - 1, to).toUpperCase(),
  );
}

function withoutColumns(image: string, from: number, to: number): string {
  return image.slice(0, from - 1) + ' '.repeat(to - from + 1) + image.slice(to);
}

function sentence(code: ControlCode): string {
  const { narrative, remedy } = controlCondition(code);
  return `${narrative}: ${remedy}`;
}
