import type { EntityManager } from 'typeorm';
import { BillChanged, billSubject } from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';
import { insertRows, storedShape } from '#persistence';
import { Bill, billChanged, BillChange, type BillDetails, HoldInForce } from './bill.model';
import type { BillState } from './bill.states';

export const storedDetails = storedShape<BillDetails>({ name: 'bill.details', version: 1 });

const COLUMNS = {
  bill_key: 'text',
  issuer_scac: 'text',
  bill_number: 'text',
  version: 'integer',
  state: 'text',
  account_id: 'uuid',
  scac: 'text',
  voyage: 'text',
  port_code: 'text',
  estimated_arrival: 'date',
  arrived_at: 'timestamptz',
  filed_at: 'timestamptz',
  quantity: 'bigint',
  unit: 'text',
  bill_type: 'text',
  master_bill: 'text',
  details: 'jsonb',
};
const VERSION_COLUMNS = {
  bill_key: 'text',
  version: 'integer',
  change: 'text',
  filing_id: 'uuid',
  state: 'jsonb',
  occurred_at: 'timestamptz',
};
const REPLACE = `ON CONFLICT (bill_key) DO UPDATE SET ${Object.keys(COLUMNS)
  .filter((c) => c !== 'bill_key')
  .map((c) => `${c} = excluded.${c}`)
  .join(', ')}`;

const iso = (value: Date | null): string | null => value?.toISOString() ?? null;

const billOf = (row: Record<string, any>, holds: readonly HoldInForce[]): Bill => ({
  billKey: row['bill_key'],
  issuerScac: row['issuer_scac'],
  billNumber: row['bill_number'],
  version: row['version'],
  state: row['state'] as BillState,
  accountId: row['account_id'],
  conveyance: {
    scac: row['scac'],
    voyage: row['voyage'],
    name: row['name'],
    modeOfTransport: row['mode_of_transport'],
    vesselCode: row['vessel_code'],
    country: row['country'],
  },
  portCode: row['port_code'],
  estimatedArrival: row['estimated_arrival_day'],
  arrivedAt: iso(row['arrived_at']),
  filedAt: row['filed_at'].toISOString(),
  quantity: Number(row['quantity']),
  unit: row['unit'],
  billType: row['bill_type'],
  masterBill: row['master_bill'],
  details: storedDetails.read(row['details']),
  holds,
});

const SELECT = `
  SELECT b.*, b.estimated_arrival::text AS estimated_arrival_day, c.name, c.mode_of_transport, c.vessel_code, c.country
  FROM bill b JOIN conveyance c ON c.scac = b.scac AND c.voyage = b.voyage`;

/** A bill before a unit of work and after it. */
export interface BillChangeAtHand {
  readonly before: Bill | undefined;
  readonly after: Bill;
}
type AfterChange = (unit: UnitOfWork, changes: readonly BillChangeAtHand[]) => Promise<void>;
const hooks: AfterChange[] = [];

/** What else becomes of changed bills, in the transaction that writes them: said when the file that knows it is read. */
export const whenBillsChange = (hook: AfterChange): void => void hooks.push(hook);

/** Reads bills with their holds; in order of their keys, so that two units of work lock them alike. */
const read = async (manager: EntityManager, where: string, parameters: unknown[], lock: string): Promise<Bill[]> => {
  const rows: Record<string, any>[] = await manager.query(
    `${SELECT} WHERE ${where} ORDER BY b.bill_key ${lock}`,
    parameters,
  );
  if (rows.length === 0) return [];
  const held: { bill_key: string; code: string; reason: string; placed_at: Date }[] = await manager.query(
    'SELECT bill_key, code, reason, placed_at FROM bill_hold WHERE bill_key = ANY($1::text[]) AND removed_at IS NULL ORDER BY id',
    [rows.map((row) => row['bill_key'])],
  );
  const holds = new Map<string, HoldInForce[]>();
  for (const { bill_key, code, reason, placed_at } of held) {
    holds.set(bill_key, [...(holds.get(bill_key) ?? []), { code, reason, placedAt: placed_at.toISOString() }]);
  }
  return rows.map((row) => billOf(row, holds.get(row['bill_key']) ?? []));
};

/** Bills as they stand, without locking them. */
export const readBills = (manager: EntityManager, keys: readonly string[]): Promise<Bill[]> =>
  read(manager, 'b.bill_key = ANY($1::text[])', [[...new Set(keys)]], '');

/**
 * The bills that a batch of messages is about, locked. Changes are made in memory, each with its version and its message to others,
 * and written with two statements whatever their number.
 */
export class BillsAtHand {
  private readonly bills: Map<string, Bill>;
  private readonly before: ReadonlyMap<string, Bill>;
  private readonly changed = new Set<string>();
  private readonly versions: Record<keyof typeof VERSION_COLUMNS, unknown>[] = [];

  private constructor(
    private readonly unit: UnitOfWork,
    bills: readonly Bill[],
  ) {
    this.bills = new Map(bills.map((bill) => [bill.billKey, bill]));
    this.before = new Map(this.bills);
  }

  static async byKey(unit: UnitOfWork, keys: readonly string[]): Promise<BillsAtHand> {
    return new BillsAtHand(
      unit,
      await read(unit.manager, 'b.bill_key = ANY($1::text[])', [[...new Set(keys)]], 'FOR UPDATE OF b'),
    );
  }

  /** All bills of conveyances at ports, whatever their state. */
  static async byCall(
    unit: UnitOfWork,
    calls: readonly { scac: string; voyage: string; portCode: string }[],
  ): Promise<BillsAtHand> {
    const where = '(b.scac, b.voyage, b.port_code) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))';
    const parameters = [calls.map((c) => c.scac), calls.map((c) => c.voyage), calls.map((c) => c.portCode)];
    return new BillsAtHand(unit, await read(unit.manager, where, parameters, 'FOR UPDATE OF b'));
  }

  get(billKey: string): Bill | undefined {
    return this.bills.get(billKey);
  }

  all(): Bill[] {
    return [...this.bills.values()];
  }

  /** Makes `next` the bill's state, as its next version, and tells the other services. */
  change(next: Bill, change: BillChange, cause: Cause, filingId: string | null): Bill {
    const bill = { ...next, version: (this.bills.get(next.billKey)?.version ?? 0) + 1 };
    const occurredAt = this.unit.now.toISOString();
    const message = billChanged(bill, change, occurredAt);
    this.bills.set(bill.billKey, bill);
    this.changed.add(bill.billKey);
    this.versions.push({
      bill_key: bill.billKey,
      version: bill.version,
      change,
      filing_id: filingId,
      state: { ...message, details: bill.details },
      occurred_at: occurredAt,
    });
    this.unit.publish(BillChanged, billSubject(bill.billKey), message, cause);
    return bill;
  }

  /** A number that another unit of work has taken meanwhile makes this fail, and the messages are looked at again with it on file. */
  async write(): Promise<void> {
    const rows = [...this.changed].sort().map((key) => rowOf(this.bills.get(key)!));
    await insertRows(
      this.unit.manager,
      'bill',
      COLUMNS,
      rows.filter((row) => !this.before.has(row.bill_key)),
    );
    await insertRows(
      this.unit.manager,
      'bill',
      COLUMNS,
      rows.filter((row) => this.before.has(row.bill_key)),
      REPLACE,
    );
    await insertRows(this.unit.manager, 'bill_version', VERSION_COLUMNS, this.versions);
    const changes = [...this.changed].map((key) => ({ before: this.before.get(key), after: this.bills.get(key)! }));
    for (const hook of hooks) await hook(this.unit, changes);
  }
}

const rowOf = (bill: Bill) => ({
  bill_key: bill.billKey,
  issuer_scac: bill.issuerScac,
  bill_number: bill.billNumber,
  version: bill.version,
  state: bill.state,
  account_id: bill.accountId,
  scac: bill.conveyance.scac,
  voyage: bill.conveyance.voyage,
  port_code: bill.portCode,
  estimated_arrival: bill.estimatedArrival,
  arrived_at: bill.arrivedAt,
  filed_at: bill.filedAt,
  quantity: bill.quantity,
  unit: bill.unit,
  bill_type: bill.billType,
  master_bill: bill.masterBill,
  details: storedDetails.write(bill.details),
});
