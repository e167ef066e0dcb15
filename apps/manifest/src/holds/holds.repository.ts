import type { EntityManager } from 'typeorm';
import type { BillHoldOrdered } from '#contracts';
import { insertRows } from '#persistence';

const COLUMNS = { bill_key: 'text', code: 'text', reason: 'text', officer: 'text', placed_at: 'timestamptz' };

/** An order to place or remove a hold, whoever gave it. */
type HoldOrder = Pick<BillHoldOrdered, 'billKey' | 'holdCode' | 'reason' | 'officer'>;

export const writePlaced = (manager: EntityManager, orders: readonly HoldOrder[], now: Date): Promise<unknown> =>
  insertRows(
    manager,
    'bill_hold',
    COLUMNS,
    orders.map((order) => ({
      bill_key: order.billKey,
      code: order.holdCode,
      reason: order.reason,
      officer: order.officer,
      placed_at: now.toISOString(),
    })),
  );

export const writeRemoved = async (manager: EntityManager, orders: readonly HoldOrder[], now: Date): Promise<void> => {
  if (orders.length === 0) return;
  await manager.query(
    `UPDATE bill_hold h SET removed_at = greatest($5, h.placed_at), removed_by = o.officer, removal_reason = o.reason
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS o(bill_key, code, officer, reason)
     WHERE h.bill_key = o.bill_key AND h.code = o.code AND h.removed_at IS NULL`,
    [
      orders.map((o) => o.billKey),
      orders.map((o) => o.holdCode),
      orders.map((o) => o.officer),
      orders.map((o) => o.reason),
      now,
    ],
  );
};
