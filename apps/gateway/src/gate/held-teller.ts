import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FilingHeld } from '#contracts';
import { MessagingRuntime, Transactions, type UnitOfWork } from '#messaging';
import { LOG, type Log } from '#service';
import type { Module } from '../filing/transmission';
import type { Gate } from './gate';
import { type HeldRow, putTrustedFirst } from './trusted-first';
import { type FilingOnItsWay, heldFiling } from './held-filing';

const AT_ONCE = 300;
/** Between two looks at the gates: who keeps them has more to do. */
const ROUNDS = 4;

type WaitingRow = Omit<FilingOnItsWay, 'data'> & {
  readonly id: string;
  readonly lane: number;
  readonly messageId: string;
  readonly version: number;
  readonly data: string;
  readonly filingId: string;
};

/**
 * A row of the outbox. Rows are numbered before they are committed, in a large transmission long before: all that come before this one
 * are there when every transaction older than `transaction` has ended.
 */
interface Mark {
  readonly row: string;
  readonly transaction: string;
}

/**
 * Tells the officers' picture of every filing that waits behind a gate, also of those that came in the moment before it closed. By the
 * rows that wait and not as filings come in: so none is left out, whatever a replica believed of the gate, and the normal road has nothing
 * to do with it.
 */
@Injectable()
export class HeldTeller {
  private readonly marks = new Map<Module, Mark>();

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly messaging: MessagingRuntime,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Some of what was not told of yet; the rest at the next calls. */
  async tell(gate: Gate): Promise<void> {
    const mark = this.marks.get(gate.module) ?? (await this.mark(gate.module));
    if (!mark || !(await this.isSettled(mark))) return;
    for (let round = 0; round < ROUNDS; round += 1) {
      if ((await this.tellSome(gate, mark)) < AT_ONCE) {
        this.marks.delete(gate.module);
        return;
      }
    }
  }

  private async mark(module: Module): Promise<Mark | null> {
    const [{ row, transaction }] = await this.source.query(
      'SELECT max(id) AS row, pg_current_xact_id()::text AS transaction FROM outbox WHERE destination = $1',
      [module],
    );
    if (row === null) return null;
    const mark: Mark = { row, transaction };
    this.marks.set(module, mark);
    return mark;
  }

  private async isSettled({ transaction }: Mark): Promise<boolean> {
    const [{ settled }] = await this.source.query(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS settled',
      [transaction],
    );
    return settled as boolean;
  }

  private tellSome({ module, direction }: Gate, upTo: Mark): Promise<number> {
    return this.transactions.run(async (unit) => {
      const rows: WaitingRow[] = await unit.manager.query(
        `SELECT o.id, o.lane, o.message_id AS "messageId", o.type, o.version, o.subject, o.data, o.correlation_id AS "filingId", f.reference
           FROM (SELECT id, lane, message_id, type, version, subject, data, correlation_id FROM outbox
                  WHERE destination = $1 AND id > (SELECT told_up_to FROM gate WHERE module = $1 AND direction = $2) AND id <= $3 ORDER BY id LIMIT ${AT_ONCE}) AS o
           JOIN filing f ON f.subject = o.subject AND f.id = o.correlation_id::uuid
          ORDER BY o.id`,
        [module, direction, upTo.row],
      );
      if (rows.length === 0) return 0;
      const told = rows.flatMap((row) => this.tellOne(row, unit) ?? []);
      await putTrustedFirst(told, unit.now, unit.manager);
      await unit.manager.query(
        'UPDATE gate SET told_up_to = greatest(told_up_to, $3) WHERE module = $1 AND direction = $2',
        [module, direction, rows.at(-1)!.id],
      );
      return rows.length;
    });
  }

  /** One that cannot be read keeps neither the others from being told of nor a gate from being kept. */
  private tellOne(
    { id, lane, messageId, version, data, filingId, ...row }: WaitingRow,
    unit: UnitOfWork,
  ): HeldRow | null {
    try {
      const held = heldFiling({
        ...row,
        data: this.messaging.read({ id: messageId, type: row.type, version, data }) as FilingOnItsWay['data'],
      });
      unit.publish(FilingHeld, row.subject, held, { correlationId: filingId });
      return { id, lane, held };
    } catch (error) {
      this.log.error({ err: error, correlationId: filingId, row: id }, 'officers not told of a filing that waits');
      return null;
    }
  }
}
