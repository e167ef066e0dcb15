import { DataSource, EntityManager } from 'typeorm';
import { destinationsOf, type Contract, type DataOf } from '#contracts';
import { timeOrderedId } from '#kernel';
import { insertRowsOfTransaction, inTransaction } from '#persistence';
import { hashOf, laneOf } from './envelope';
import { OUTBOX_COLUMNS } from './outbox';
import { Secrecy } from './secrecy';

export interface Cause {
  readonly correlationId: string;
  /** Id of the message that is being handled. */
  readonly id?: string;
}

/** What is written of a subject of which bulk waits must not go before it. */
const OR_BEHIND_BULK =
  'given.bulk OR coalesce((SELECT true FROM outbox b WHERE b.bulk AND b.destination = given.destination AND b.subject = given.subject LIMIT 1), false)';

/**
 * What belongs together: changes of the service's own tables through `manager`, and the messages that tell others of them.
 * Both are committed in one transaction or neither is.
 *
 * Lock the row of the subject you change (or change it) before others can: the outbox rows are written last, so their order is
 * the order in which transactions on the same subject were committed.
 */
export class UnitOfWork {
  private readonly rows: Record<keyof typeof OUTBOX_COLUMNS, unknown>[] = [];
  /** Destinations and subjects of the bulk among them. */
  private readonly behind = new Set<string>();
  private readonly checks: (() => void)[] = [];
  private written: string | null = null;

  constructor(
    readonly manager: EntityManager,
    private readonly lanes: number,
    /** The instant of this unit of work: one for all it writes. */
    readonly now: Date = new Date(),
    /** Raised when this database was put back to an earlier state: see `History`. */
    private readonly base = 0,
    /** Ids of the messages being handled that are bulk. */
    private readonly bulkCauses: ReadonlySet<string> = new Set(),
    private readonly secrecy = new Secrecy(),
  ) {}

  /** One in the same transaction whose messages are written by a `flush` of its own: what is too much to be held at once. */
  slice(): UnitOfWork {
    return new UnitOfWork(this.manager, this.lanes, this.now, this.base, this.bulkCauses, this.secrecy);
  }

  /**
   * Writes a message to everyone who listens to it. It leaves after the commit.
   *
   * @param messageId the message's own id where it must be the same whenever this is written again: of a filing, the filing's id
   * @param again whether who has handled it already shall answer it again
   * @param bulk whether it lets others go first, as one of very many of one sender
   */
  publish<C extends Contract>(
    contract: C,
    subject: string,
    data: DataOf<C>,
    cause: Cause,
    messageId: string = timeOrderedId(),
    { again = false, bulk = false } = {},
  ): void {
    const destinations = destinationsOf(contract.type, data);
    if (destinations.length === 0) return;
    const clear = JSON.stringify(
      this.base > 0 && typeof data['version'] === 'number' ? { ...data, version: data['version'] + this.base } : data,
    );
    const { data: text, version } = this.secrecy.closed(messageId, contract, clear);
    const hash = hashOf(contract.type, subject, text);
    const isBulk = bulk || (cause.id !== undefined && this.bulkCauses.has(cause.id));
    for (const destination of destinations) {
      const road = `${destination} ${subject}`;
      if (isBulk) this.behind.add(road);
      this.rows.push({
        destination,
        lane: laneOf(subject, this.lanes),
        message_id: messageId,
        type: contract.type,
        version,
        subject,
        correlation_id: cause.correlationId,
        causation_id: cause.id ?? null,
        hash,
        data: text,
        created_at: this.now.toISOString(),
        again,
        bulk: isBulk || this.behind.has(road),
      });
    }
  }

  /** Makes sure, when all is written, that it may still be committed: what throws then ends the unit of work without effect. */
  beforeCommit(check: () => void): void {
    this.checks.push(check);
  }

  /** For the messaging library: the number of the transaction, once outbox rows were written in it. */
  get transactionNumber(): string | null {
    return this.written;
  }

  /** For the messaging library: writes the outbox rows. Nothing may be done in the unit of work after it. */
  async flush(): Promise<number> {
    this.written = await insertRowsOfTransaction(this.manager, 'outbox', OUTBOX_COLUMNS, this.rows, {
      bulk: OR_BEHIND_BULK,
    });
    for (const check of this.checks) check();
    return this.rows.length;
  }
}

/** Units of work outside a message handler: at the edge (HTTP) and on timers. */
export class Transactions {
  constructor(
    private readonly source: DataSource,
    private readonly lanes: number,
    private readonly committed: () => void,
    private readonly base: () => number = () => 0,
    private readonly secrecy = new Secrecy(),
  ) {}

  /** For a transaction that its owner began: `flush` it when all is written. */
  within(manager: EntityManager): UnitOfWork {
    return new UnitOfWork(manager, this.lanes, new Date(), this.base(), new Set(), this.secrecy);
  }

  /**
   * A value means that it is kept, an error that nothing is, also when the connection died at the COMMIT: that is looked up.
   *
   * @throws OutcomeUnknown when it could not be found out
   */
  async run<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    let wrote = 0;
    let number: string | null = null;
    const inUnit = async (manager: EntityManager): Promise<T> => {
      const unit = this.within(manager);
      const value = await work(unit);
      wrote = await unit.flush();
      number = unit.transactionNumber;
      return value;
    };
    const result = await inTransaction(this.source, inUnit, () => number);
    if (wrote > 0) this.committed();
    return result;
  }
}
