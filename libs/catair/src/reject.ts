/** The answer to a batch that is refused as a whole (Batch & Block Control v23, pp. B&B-34..36). */
import { encode } from './codec';
import { BATCH_REJECTED, controlCondition } from './conditions';
import type { Block, ControlFault, Envelope } from './control';
import { B_GENERATED, X0_BLOCK, X0_TRNACT, X1, Y_GENERATED, Z_GENERATED } from './layouts/envelope';
import { counted, encodeFitted, joined, type RenderOptions } from './render';

/**
 * Echoes the A record, without password and application, then a generated block: an X0 for each block and transaction that is at
 * fault, its X1 conditions, and `X1RF999`. Without an envelope the A record is blank, for the sender did not name itself.
 * Faults come in the order found; give the faults of one level only, as a Batch does.
 */
export function rejectBatch(
  envelope: Envelope | null,
  faults: readonly ControlFault[],
  options: RenderOptions = {},
): string {
  const records: string[] = [];
  let block: Block | null = null;
  let place = '';
  for (const fault of faults) {
    if (fault.block && fault.block !== block) records.push(blockReference(fault.block));
    const spot = fault.transaction ? Object.values(fault.transaction).join('/') : '';
    if (fault.transaction && (fault.block !== block || spot !== place)) {
      records.push(
        encodeFitted(X0_TRNACT, {
          occurrence: counted(fault.transaction.position, 6),
          recordPosition: counted(fault.transaction.recordPosition, 7),
          column: counted(fault.transaction.column, 2),
        }),
      );
    }
    block = fault.block;
    place = spot;
    records.push(
      encodeFitted(X1, {
        conditionCode: fault.code,
        narrative: fault.narrative ?? controlCondition(fault.code).narrative,
      }),
    );
  }
  records.push(
    encodeFitted(X1, {
      dispositionTypeCode: 'R',
      conditionCode: BATCH_REJECTED.code,
      narrative: BATCH_REJECTED.narrative,
    }),
  );
  return joined(
    [
      (envelope?.echo ?? 'A').replace(/[^\x20-\x7e]/g, ' ').padEnd(80),
      encode(B_GENERATED, {}),
      ...records,
      encode(Y_GENERATED, { imageCount: counted(records.length, 5) }),
      encode(Z_GENERATED, {}),
    ],
    options,
  );
}

function blockReference(block: Block): string {
  return encodeFitted(X0_BLOCK, { ...block.header, occurrence: counted(block.position, 6) });
}
