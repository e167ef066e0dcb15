import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Asking } from '#access';
import type { ReportTold } from '#contracts';
import type { Recurring, Turn } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { isDatabaseUnavailable, isOutOfTime, withPatience } from '#persistence';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import { appendActivity } from '../activity-log/activity.repository';
import { withMerged } from '../activity-log/merged-logs';
import { AccountConfig } from '../config/account.config';
import type { ReportDefinition } from './report.rules';
import { type Cell, type ReportFormat, writtenAs } from './report-file';
import { ReportNotices, resultOf } from './report-notices';
import { lostRight, mergedAway, NOT_IN_FORCE } from './report-rights';
import { ReportSchedules } from './report-schedules';
import { exported, type Reading, Reports } from './reports';

/** How far a report is that is made aside. */
export interface RunView {
  readonly id: string;
  readonly reportId: string;
  readonly name: string;
  readonly format: ReportFormat;
  /** Null for one that somebody ordered. */
  readonly scheduleId: string | null;
  readonly dueAt: Date | null;
  readonly orderedBy: string;
  readonly orderedAt: Date;
  readonly state: 'waiting' | 'running' | 'ready' | 'failed' | 'stopped' | 'removed';
  /** Lines so far. */
  readonly rows: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly bytes: number | null;
  readonly keptUntil: Date | null;
  readonly notes: readonly string[];
  readonly fault: string | null;
  /** Where it is fetched; null while it is not ready, and after its days. */
  readonly result: string | null;
}

interface Row extends Omit<RunView, 'result'> {
  readonly accountId: string;
  readonly personId: string | null;
  readonly definition: ReportDefinition;
  readonly attempt: number;
  readonly tries: number;
}

/** Another replica has it by now: it was not heard of for too long. */
class TakenAway extends Error {}
/** The service ends: another one goes on. */
class GivenBack extends Error {}

/** An order may come to another replica; that which takes it is woken. */
const LOOK_EVERY_MS = 5_000;
const CLEAN_EVERY_MS = 3_600_000;
const SIGN_OF_LIFE_MS = 1_000;
/** A run without a sign of life for so long is taken by whoever comes next. */
const TAKEN_FOR_SECONDS = 30;
const MOST_TRIES = 5;
const AGAIN_SECONDS = 10;
const PIECE_BYTES = 256 * 1_024;
/** Reports that an account may have waiting or running at once, beside those that are due by schedule. */
const MOST_AT_ONCE = 5;
const LISTED = 100;
const RUNS_KEPT_DAYS = 400;

const COLUMNS = `id, account_id AS "accountId", report_id AS "reportId", schedule_id AS "scheduleId", due_at AS "dueAt", name, definition, format, person_id AS "personId",
  ordered_by AS "orderedBy", ordered_at AS "orderedAt", notes, state, attempt, tries, started_at AS "startedAt", finished_at AS "finishedAt", rows::float8 AS rows,
  bytes::float8 AS bytes, kept_until AS "keptUntil", fault`;

/** @param accountId as which it is asked for: its own, or the one that goes on for it */
const viewOf = (
  { accountId: _of, personId: _p, definition: _d, attempt: _a, tries: _t, ...run }: Row,
  accountId: string,
): RunView => ({
  ...run,
  result: run.state === 'ready' ? resultOf(accountId, run.id) : null,
});

/**
 * Reports that are made aside. Whichever replica is free takes the next and gives a sign of life with every second of work; one that gives none for half a minute has lost it, and
 * what it wrote counts for nothing. What is written is kept in pieces and fetched for as many days as the configuration says.
 */
@Injectable()
export class ReportRuns {
  private readonly making: Recurring;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly reports: Reports,
    private readonly schedules: ReportSchedules,
    private readonly notices: ReportNotices,
    private readonly config: AccountConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.making = work.every(LOOK_EVERY_MS, 'making reports', (turn) => this.next(turn));
    work.every(CLEAN_EVERY_MS, 'removing reports whose days are over', () => this.clean(), {
      ...{ by: 'one replica', firstAfterMs: 60_000 },
    });
  }

  /** @throws Problem `not-found`, `too-many-requests` */
  async order({ account, person, personId }: Asking, reportId: string, format: ReportFormat): Promise<RunView> {
    const { accountId } = account;
    const { id: _id, name, owner: _owner, savedAt: _at, ...definition } = await this.reports.read(accountId, reportId);
    const run = await this.transactions.run(async ({ manager, now }) => {
      await manager.query('SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
      const [{ open }] = await manager.query(
        `SELECT count(*)::int AS open FROM report_run WHERE account_id = $1 AND due_at IS NULL AND state IN ('waiting', 'running')`,
        [accountId],
      );
      if (open >= MOST_AT_ONCE)
        throw new Problem('too-many-requests', `An account has ${MOST_AT_ONCE} reports made at once.`, [], 10);
      const [row]: Row[] = await manager.query(
        `INSERT INTO report_run (id, account_id, report_id, name, definition, format, person_id, ordered_by, ordered_at, notes, state, not_before)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}', 'waiting', now()) RETURNING ${COLUMNS}`,
        [
          ...[randomUUID(), accountId, reportId, name, JSON.stringify(definition), format],
          ...[personId, person ?? account.name, now],
        ],
      );
      return viewOf(row!, accountId);
    });
    this.making.wake();
    return run;
  }

  /** The latest hundred, the newest first, those of accounts that were merged into it too. */
  async list(accountId: string): Promise<RunView[]> {
    const rows: Row[] = await this.source.query(
      `SELECT ${COLUMNS} FROM report_run WHERE account_id = ANY($1::uuid[]) ORDER BY ordered_at DESC, id LIMIT $2`,
      [await withMerged(this.source.manager, accountId), LISTED],
    );
    return rows.map((row) => viewOf(row, accountId));
  }

  /** @throws Problem `not-found` */
  async one(accountId: string, runId: string): Promise<RunView> {
    return viewOf(await this.read(accountId, runId), accountId);
  }

  /** Notes in the account's log that somebody takes a result away, and begins it. @throws Problem `not-found` where there is none, `state-conflict` while there is none yet */
  async result(
    accountId: string,
    runId: string,
    person: string,
  ): Promise<{ format: ReportFormat; bytes: number; content: AsyncGenerator<Buffer> }> {
    const run = await this.read(accountId, runId);
    if (run.state === 'waiting' || run.state === 'running')
      throw new Problem('state-conflict', `The report is ${run.state}: ${run.rows} lines so far.`);
    if (run.state !== 'ready')
      throw new Problem(
        'not-found',
        run.state === 'removed'
          ? `The result was kept until ${run.keptUntil?.toISOString()}: run the report again.`
          : `There is no result: the report ${run.state === 'failed' ? 'failed' : 'was stopped'}.`,
      );
    await this.transactions.run(({ manager, now }) =>
      appendActivity(manager, [exported(accountId, `report '${run.name}'`, run.format, person, now)], now),
    );
    return { format: run.format, bytes: run.bytes!, content: this.pieces(run) };
  }

  private async *pieces({ id, attempt, bytes }: Row): AsyncGenerator<Buffer> {
    let sent = 0;
    for (let place = 0; sent < bytes!; place += 1) {
      const [piece]: { content: Buffer }[] = await this.source.query(
        'SELECT content FROM report_piece WHERE run_id = $1 AND attempt = $2 AND place = $3',
        [id, attempt, place],
      );
      if (!piece) throw new Error(`piece ${place} of report run ${id} is missing`);
      sent += piece.content.length;
      yield piece.content;
    }
  }

  private async read(accountId: string, runId: string): Promise<Row> {
    const [row]: Row[] = await this.source.query(
      `SELECT ${COLUMNS} FROM report_run WHERE account_id = ANY($1::uuid[]) AND id = $2`,
      [await withMerged(this.source.manager, accountId), runId],
    );
    if (!row) throw new Problem('not-found', `There is no run ${runId}.`);
    return row;
  }

  /** Takes the next and makes it. @returns whether there was one */
  async next(turn: Turn): Promise<boolean> {
    const run = await this.take();
    if (!run) return false;
    try {
      await this.make(run, turn);
    } catch (error) {
      // A statement that took too long is a fault of the report: it will take as long the next time.
      if (isDatabaseUnavailable(error) && !isOutOfTime(error)) throw error;
      if (error instanceof TakenAway) this.log.warn({ runId: run.id }, 'another replica took over a report');
      else if (error instanceof GivenBack || turn.signal.aborted) await this.giveBack(run, 0, run.tries - 1);
      else await this.failed(run, error);
    }
    return true;
  }

  /** Those of accounts that have none running come first: nobody's many reports stand before another's one. */
  private async take(): Promise<Row | null> {
    const [row]: Row[] = await this.source.query(
      `WITH taken AS (
         UPDATE report_run SET state = 'running', attempt = attempt + 1, tries = tries + 1, rows = 0, started_at = coalesce(started_at, now()),
           not_before = now() + make_interval(secs => $1)
          WHERE id = (
            SELECT r.id FROM report_run r WHERE r.state IN ('waiting', 'running') AND r.not_before <= now()
             ORDER BY (SELECT count(*) FROM report_run o WHERE o.account_id = r.account_id AND o.state = 'running' AND o.id <> r.id), r.ordered_at
             LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING *)
       SELECT ${COLUMNS} FROM taken`,
      [TAKEN_FOR_SECONDS],
    );
    return row ?? null;
  }

  /** A sign of life. @throws TakenAway where somebody else has it, or nobody wants it any more */
  private async live({ id, attempt }: Row, rows: number): Promise<void> {
    const [own] = await this.source.query(
      `WITH own AS (
         UPDATE report_run SET rows = $3, not_before = now() + make_interval(secs => $4) WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING id)
       SELECT id FROM own`,
      [id, attempt, rows, TAKEN_FOR_SECONDS],
    );
    if (!own) throw new TakenAway();
  }

  private async make(run: Row, turn: Turn): Promise<void> {
    if (run.tries > MOST_TRIES) throw new Error('it was tried several times');
    if (await this.endedByRight(run)) return;
    const { rows, bytes } = await this.write(run, turn);
    await this.finish(run, rows, bytes);
  }

  /** What lives is told by what was written, and by a clock only while one statement runs, which its own limit ends: a run that stands still is taken by somebody else. */
  private async write(run: Row, turn: Turn): Promise<{ rows: number; bytes: number }> {
    let rows = 0;
    const live = (): Promise<void> => this.live(run, rows);
    const reading: Reading = (work) =>
      withPatience(this.source, work, {
        signal: turn.signal,
        alive: async () => {
          await live();
          turn.progress();
        },
      });
    const report = await this.reports.open(run.accountId, run.name, run.definition, reading);
    const counted = async function* (): AsyncGenerator<readonly Cell[]> {
      let told = performance.now();
      for await (const cells of report.lines) {
        if (performance.now() - told > SIGN_OF_LIFE_MS) {
          if (turn.signal.aborted) throw new GivenBack();
          await live();
          turn.progress();
          told = performance.now();
        }
        rows += 1;
        yield cells;
      }
    };
    let place = 0;
    let bytes = 0;
    let held: Buffer[] = [];
    const keep = async (): Promise<void> => {
      const content = Buffer.concat(held);
      held = [];
      await this.live(run, rows);
      await this.source.query('INSERT INTO report_piece (run_id, attempt, place, content) VALUES ($1, $2, $3, $4)', [
        ...[run.id, run.attempt, place, content],
      ]);
      turn.progress();
      place += 1;
    };
    const file = writtenAs({ ...report, notes: [...run.notes, ...report.notes], lines: counted() }, run.format);
    for await (const piece of file) {
      const content = Buffer.from(piece as Uint8Array | string);
      held.push(content);
      bytes += content.length;
      if (held.reduce((sum, { length }) => sum + length, 0) >= PIECE_BYTES) await keep();
    }
    if (held.length > 0) await keep();
    return { rows, bytes };
  }

  private async finish(run: Row, rows: number, bytes: number): Promise<void> {
    // Who lost the right while it was written gets nothing of it.
    if (await this.endedByRight(run)) return;
    await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const keptUntil = new Date(now.getTime() + this.config.REPORT_RESULT_DAYS * 86_400_000);
      await this.settle(unit, run, 'ready', [
        ['rows', rows],
        ['bytes', bytes],
        ['kept_until', keptUntil],
      ]);
      await manager.query('DELETE FROM report_piece WHERE run_id = $1 AND attempt <> $2', [run.id, run.attempt]);
      await this.notices.tell(
        unit,
        {
          ...told(run, 'report ready'),
          rows,
          result: resultOf(run.accountId, run.id),
          keptUntil: keptUntil.toISOString(),
        },
        run.personId,
      );
    });
  }

  /**
   * Whether the account was merged, or who scheduled it may not have it any more: then it ends, and its schedule with it; where only the account is not in force the schedule goes on.
   */
  private async endedByRight(run: Row): Promise<boolean> {
    const { scheduleId, dueAt, personId, accountId } = run;
    const scheduledBy = dueAt === null ? null : personId;
    return this.transactions.run(async (unit) => {
      const why =
        scheduledBy === null
          ? await mergedAway(unit.manager, accountId)
          : await lostRight(unit.manager, accountId, scheduledBy, unit.now);
      if (why === null) return false;
      const fault = `It was not made because ${why}.`;
      await this.settle(unit, run, 'stopped', [['fault', fault]]);
      await unit.manager.query('DELETE FROM report_piece WHERE run_id = $1', [run.id]);
      if (scheduledBy === null) {
        const about = told(run, 'report failed');
        await this.notices.tell(unit, { ...about, notes: [...about.notes, fault] }, personId);
      } else if (scheduleId !== null && why !== NOT_IN_FORCE)
        await this.schedules.stop(
          unit,
          {
            ...{ id: scheduleId, accountId, name: run.name, scheduledBy: run.orderedBy, format: run.format },
            personId: scheduledBy,
          },
          why,
          unit.now,
        );
      return true;
    });
  }

  private async failed(run: Row, error: unknown): Promise<void> {
    this.log.error({ runId: run.id, err: error }, 'a report could not be made');
    if (run.tries < MOST_TRIES) return this.giveBack(run, AGAIN_SECONDS * 2 ** run.tries, run.tries);
    await this.transactions.run(async (unit) => {
      const fault = `It could not be made in ${MOST_TRIES} tries. Those who run the platform find why in the log of the service, under run ${run.id}.`;
      await this.settle(unit, run, 'failed', [['fault', fault]]);
      await unit.manager.query('DELETE FROM report_piece WHERE run_id = $1', [run.id]);
      const about = told(run, 'report failed');
      await this.notices.tell(unit, { ...about, notes: [...about.notes, fault] }, run.personId);
    });
  }

  private async giveBack({ id, attempt }: Row, seconds: number, tries: number): Promise<void> {
    await this.source.query(
      `UPDATE report_run SET state = 'waiting', rows = 0, tries = $3, not_before = now() + make_interval(secs => $4)
        WHERE id = $1 AND attempt = $2 AND state = 'running'`,
      [id, attempt, tries, seconds],
    );
  }

  /** @throws TakenAway */
  private async settle(
    { manager, now }: UnitOfWork,
    { id, attempt }: Row,
    state: 'ready' | 'failed' | 'stopped',
    values: readonly (readonly ['rows' | 'bytes' | 'kept_until' | 'fault', unknown])[],
  ): Promise<void> {
    const [own] = await manager.query(
      `WITH own AS (
         UPDATE report_run SET state = $3, finished_at = $4, ${values.map(([column], n) => `${column} = $${n + 5}`).join(', ')}
          WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING id)
       SELECT id FROM own`,
      [id, attempt, state, now, ...values.map(([, value]) => value)],
    );
    if (!own) throw new TakenAway();
  }

  /** Of a run whose days are over the result goes at once, the run itself a year later. */
  async clean(): Promise<void> {
    await this.transactions.run(async ({ manager, now }) => {
      await manager.query(
        `WITH over AS (UPDATE report_run SET state = 'removed' WHERE state = 'ready' AND kept_until < $1 RETURNING id)
         DELETE FROM report_piece p USING over WHERE p.run_id = over.id`,
        [now],
      );
      // What a process wrote that lost its run after another one had finished it.
      await manager.query(
        `DELETE FROM report_piece p USING report_run r WHERE r.id = p.run_id AND r.state NOT IN ('waiting', 'running') AND (r.state <> 'ready' OR p.attempt <> r.attempt)`,
      );
      await manager.query(
        `DELETE FROM report_run WHERE state NOT IN ('waiting', 'running', 'ready') AND ordered_at < $1::timestamptz - make_interval(days => $2)`,
        [now, RUNS_KEPT_DAYS],
      );
    });
  }
}

const told = (run: Row, about: ReportTold['about']): ReportTold => ({
  ...{ accountId: run.accountId, about, report: run.name, runId: run.id, scheduleId: run.scheduleId },
  ...{ orderedBy: run.orderedBy, format: run.format, rows: null, result: null, keptUntil: null, notes: [...run.notes] },
});
