import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { FILING_MODULES } from '#contracts';
import { AGAIN_DAYS, MessagingRuntime, Transactions, type UnitOfWork } from '#messaging';
import { isDatabaseUnavailable, reasonOf } from '#persistence';
import { LOG, type Log, Metrics, RecurringWork } from '#service';
import type { Account } from '../account/account';
import { Gates } from '../gate/gates';
import { ModuleWatch } from '../gate/module-watch';
import { GatewayConfig } from '../config/gateway.config';
import { readBody } from '../journal/large-bodies';
import type { Module, NewTransmission } from '../filing/transmission';
import { Continuity } from '../journal/continuity';
import { type KeptTransmission, Reread } from './reread';

const LOOK_EVERY_MS = 5_000;
const ASKED_AT_ONCE = 200;
const LONGEST_INTERVAL_SECONDS = 3_600;
/** Asked so often without an answer, a filing is told to operators. */
const TOLD_AFTER = 4;

interface Unanswered {
  id: string;
  transmission_id: string;
  times: number;
}

/**
 * Asks after filings that a module was given and has not answered although it answers others, or has nothing left to do: they are sent to it again under
 * their own ids. What it does not know it decides on, what it has answered it answers again, what waits there goes on waiting.
 */
@Injectable()
export class AskAfter {
  private readonly asked: Counter;

  constructor(
    private readonly transactions: Transactions,
    private readonly messaging: MessagingRuntime,
    private readonly gates: Gates,
    private readonly watch: ModuleWatch,
    private readonly continuity: Continuity,
    private readonly reread: Reread,
    private readonly config: GatewayConfig,
    metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.asked = new Counter({
      name: 'portway_filings_asked_after_total',
      help: 'Filings sent to their module again because it had not answered them',
      labelNames: ['module'],
      registers: [metrics.registry],
    });
    // From 0, so that the first one counts as one more.
    for (const module of FILING_MODULES) this.asked.inc({ module }, 0);
    work.every(
      LOOK_EVERY_MS,
      'asking after filings without an answer',
      async ({ progress }) => {
        for (const module of FILING_MODULES) {
          const { depth } = this.watch.queueOf(module);
          if (depth !== null && this.gates.stateOf(module, 'inbound') === 'FLOWING')
            await this.ask(module, depth === 0);
          progress();
        }
      },
      { by: 'one replica' },
    );
  }

  /**
   * Some of those whose time has come; the others at the next turns. Answers how many.
   *
   * @param isIdle the module has nothing in its queue; otherwise only what it has passed over is asked after
   */
  async ask(module: Module, isIdle: boolean): Promise<number> {
    const [outbox] = await this.messaging.waitingFor([module]);
    return this.transactions.run(async (unit) => {
      await this.continuity.ensure(unit.manager);
      const due = await this.withoutThoseJustLeft(
        module,
        await this.due(module, isIdle, outbox?.oldestSeconds ?? 0, unit),
        unit,
      );
      if (due.length === 0) return 0;
      const ids = due.map(({ id }) => id);
      const sent = new Set(await this.messaging.sendAgain(unit, module, ids));
      const rest = due.filter(({ id }) => !sent.has(id));
      await this.sendAnew(rest, unit);
      await this.note(due, unit);
      this.asked.inc({ module }, due.length);
      this.log.warn(
        { module, filings: due.length, fromTheJournal: rest.length, filingIds: ids.slice(0, 10) },
        'filings without an answer are asked after',
      );
      for (const { id, times } of due) {
        if (times === TOLD_AFTER)
          this.log.error(
            { module, correlationId: id, asked: times },
            'a filing was asked after several times and has no answer',
          );
      }
      return due.length;
    });
  }

  /** Oldest first. What has not left is not asked after, and what is older than modules remember is left to people. */
  private due(module: Module, isIdle: boolean, oldestInOutbox: number, unit: UnitOfWork): Promise<Unanswered[]> {
    return unit.manager.query(
      `SELECT f.id, f.transmission_id, coalesce(a.times, 0)::int AS times
         FROM module_work t
         JOIN module_progress p ON p.module = t.module
         JOIN filing f ON f.transmission_id = t.transmission_id AND f.module = t.module AND f.state = 'accepted'
         LEFT JOIN asked_after a ON a.filing_id = f.id
        WHERE t.module = $1 AND t.unanswered > 0 AND t.received_at < now() - make_interval(secs => $2) AND ($3 OR t.transmission_id < p.newest)
          AND t.received_at > now() - interval '${AGAIN_DAYS} days' AND (a.next_at IS NULL OR a.next_at <= now())
        ORDER BY t.received_at, f.id LIMIT $4`,
      [module, Math.max(this.config.ASK_AFTER_SECONDS, oldestInOutbox + 1), isIdle, ASKED_AT_ONCE],
    );
  }

  /** Filings may have waited long before they left: each has its time from then on. */
  private async withoutThoseJustLeft(
    module: Module,
    due: readonly Unanswered[],
    unit: UnitOfWork,
  ): Promise<Unanswered[]> {
    const justLeft =
      due.length === 0
        ? new Set()
        : new Set(
            await this.messaging.leftWithin(
              unit,
              module,
              due.map(({ id }) => id),
              this.config.ASK_AFTER_SECONDS,
            ),
          );
    return due.filter(({ id }) => !justLeft.has(id));
  }

  /** What is not kept any more of what was sent is read again from the journal. */
  private async sendAnew(filings: readonly Unanswered[], unit: UnitOfWork): Promise<void> {
    const wanted = new Set(filings.map(({ id }) => id));
    for (const transmissionId of new Set(filings.map(({ transmission_id }) => transmission_id))) {
      try {
        for (const filing of (await this.readAgain(transmissionId, unit)).filings) {
          if (wanted.has(filing.id))
            unit.publish(
              filing.contract,
              filing.subject,
              filing.data as never,
              { correlationId: filing.id },
              filing.id,
              { again: true },
            );
        }
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        this.log.error(
          { transmissionId, reason: reasonOf(error) },
          'a filing without an answer could not be read again from the journal',
        );
      }
    }
  }

  private async readAgain(transmissionId: string, unit: UnitOfWork): Promise<NewTransmission> {
    const [row]: [Omit<KeptTransmission, 'receivedAt' | 'filingIds' | 'body'> & { received: Date }] =
      await unit.manager.query(
        `SELECT t.id, t.channel, t.received_at AS received, t.correlation_id AS "correlationId", t.envelope, NULL AS key, a.data AS account
         FROM transmission t JOIN account a ON a.id = t.account_id WHERE t.id = $1`,
        [transmissionId],
      );
    const ids: { id: string }[] = await unit.manager.query(
      'SELECT id FROM filing WHERE transmission_id = $1 ORDER BY ordinal',
      [transmissionId],
    );
    const { received, ...kept } = row;
    return this.reread.read({
      ...kept,
      body: await readBody(unit.manager, transmissionId),
      account: kept.account as Account,
      receivedAt: received.toISOString(),
      filingIds: ids.map(({ id }) => id),
    });
  }

  /** Asked less and less often; what is answered is forgotten. */
  private async note(due: readonly Unanswered[], unit: UnitOfWork): Promise<void> {
    await unit.manager.query(
      `INSERT INTO asked_after AS a (filing_id, transmission_id, times, next_at)
       SELECT id, transmission_id, 1, now() + make_interval(secs => $3) FROM unnest($1::uuid[], $2::uuid[]) AS u(id, transmission_id)
       ON CONFLICT (filing_id) DO UPDATE SET times = a.times + 1, next_at = now() + make_interval(secs => least($3 * 2 ^ least(a.times, 20), $4))`,
      [
        due.map(({ id }) => id),
        due.map(({ transmission_id }) => transmission_id),
        this.config.ASK_AFTER_SECONDS,
        Math.max(LONGEST_INTERVAL_SECONDS, this.config.ASK_AFTER_SECONDS),
      ],
    );
    await unit.manager.query(
      `DELETE FROM asked_after a USING filing f WHERE f.transmission_id = a.transmission_id AND f.id = a.filing_id AND f.state = 'answered'`,
    );
  }
}
