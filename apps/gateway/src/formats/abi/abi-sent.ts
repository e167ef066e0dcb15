import type { AbiApplication } from '#contracts';
import type { Batch, Transaction } from '#catair';

/** Where a transaction, and what heads it, stands in the transmission as it is kept: in bytes from 0. */
export interface AbiSent {
  readonly application: AbiApplication;
  /** Its batch within the transmission, from 1. */
  readonly batch: number;
  /** Its A record. */
  readonly batchAt: number;
  /** Its B record. */
  readonly blockAt: number;
  /** Its first record, and how far it goes. */
  readonly at: number;
  readonly bytes: number;
  /** Within its block, from 1. */
  readonly position: number;
  /** A digit for each record: how many head the groups that it stands in. */
  readonly levels: string;
}

export const abiSent = (
  { position: batch, startByte: batchAt }: Pick<Batch, 'position' | 'startByte'>,
  { application, block, startByte, endByte, position, records }: Transaction,
): AbiSent => ({
  application: application as AbiSent['application'],
  batch,
  batchAt,
  blockAt: block.startByte,
  at: startByte,
  bytes: endByte - startByte,
  position,
  levels: records.map(({ level }) => level).join(''),
});
