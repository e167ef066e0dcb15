import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Asking } from '#access';
import { Transactions, type UnitOfWork } from '#messaging';
import { timeText, zoneOfPorts } from '#reference';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import { withMerged } from '../activity-log/merged-logs';
import type { ReportDefinition } from './report.rules';
import type { ReportFormat } from './report-file';
import { ReportNotices } from './report-notices';
import { lostRight, NOT_IN_FORCE } from './report-rights';
import { Reports } from './reports';
import { type Covered, dueAfter, dueNow, type Period, type Timing, timingFaults } from './schedule.rules';

export interface ScheduleOrder extends Omit<Timing, 'timeZone'> {
  readonly format: ReportFormat;
  readonly covers: Covered;
  /** Null: that of the account's ports, Eastern where it has none or several. */
  readonly timeZone: string | null;
}

export interface ScheduleView extends Timing {
  readonly id: string;
  readonly reportId: string;
  /** Of the report. */
  readonly name: string;
  readonly format: ReportFormat;
  readonly covers: Covered;
  readonly scheduledBy: string;
  readonly scheduledAt: Date;
  readonly state: 'active' | 'stopped';
  /** Null where it stopped. */
  readonly nextAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly stoppedWhy: string | null;
}

interface Due extends ScheduleView {
  readonly accountId: string;
  readonly personId: string;
  readonly nextAt: Date;
  readonly definition: ReportDefinition;
}

const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 100;
const MOST_SCHEDULES = 50;
/** What is made so much later is made late, and says so. */
const LATE_MS = 300_000;

const COLUMNS = `s.id, s.report_id AS "reportId", r.name, s.every, s.business_day AS "businessDay", s.time_of_day AS "timeOfDay", s.time_zone AS "timeZone", s.format, s.covers,
  s.scheduled_by AS "scheduledBy", s.scheduled_at AS "scheduledAt", s.state, CASE WHEN s.state = 'active' THEN s.next_at END AS "nextAt",
  s.stopped_at AS "stoppedAt", s.stopped_why AS "stoppedWhy"`;

/** When reports are made by themselves. What is due becomes a run, each time one, by the rights of who scheduled it as they are then. */
@Injectable()
export class ReportSchedules {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly reports: Reports,
    private readonly notices: ReportNotices,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'finding reports that are due', (turn) => this.plan(new Date(), () => turn.progress()), {
      by: 'one replica',
    });
  }

  /** Those that stopped too, also with an account that was merged into it; the first due first. */
  async list(accountId: string): Promise<ScheduleView[]> {
    return this.source.query(
      `SELECT ${COLUMNS} FROM report_schedule s JOIN report r ON r.id = s.report_id WHERE s.account_id = ANY($1::uuid[]) ORDER BY s.state, s.next_at, s.id`,
      [await withMerged(this.source.manager, accountId)],
    );
  }

  /** @throws Problem `not-found`, `not-authorized` for a key of nobody by name, `not-valid`, `state-conflict` for one too many */
  async make({ account, person, personId }: Asking, reportId: string, order: ScheduleOrder): Promise<ScheduleView> {
    const { accountId } = account;
    await this.reports.read(accountId, reportId);
    if (personId === null)
      throw new Problem(
        'not-authorized',
        'A schedule stands in the name of a person, whose rights it is judged by each time: sign in, or use a key that was issued to a person.',
      );
    const timing: Timing = { ...order, timeZone: order.timeZone ?? zoneOfPorts(account.ports) };
    const faults = timingFaults(timing);
    if (faults.length > 0) throw new Problem('not-valid', 'The report cannot be made at such times.', faults);
    const id = randomUUID();
    await this.transactions.run(async ({ manager, now }) => {
      // One at a time of an account, so that the most holds.
      await manager.query('SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
      const [{ active }] = await manager.query(
        `SELECT count(*)::int AS active FROM report_schedule WHERE account_id = $1 AND state = 'active'`,
        [accountId],
      );
      if (active >= MOST_SCHEDULES)
        throw new Problem('state-conflict', `An account has ${MOST_SCHEDULES} schedules at most: remove another one.`);
      await manager.query(
        `INSERT INTO report_schedule (id, report_id, account_id, every, business_day, time_of_day, time_zone, covers, format, person_id, scheduled_by, scheduled_at, next_at, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'active')`,
        [
          ...[
            id,
            reportId,
            accountId,
            timing.every,
            timing.businessDay,
            timing.timeOfDay,
            timing.timeZone,
            order.covers,
          ],
          ...[order.format, personId, person ?? account.name, now, dueAfter(timing, now)],
        ],
      );
    });
    return (await this.list(accountId)).find((schedule) => schedule.id === id)!;
  }

  /** Its runs that are not ready yet end with it. @throws Problem `not-found` */
  async remove(accountId: string, scheduleId: string): Promise<void> {
    await this.transactions.run(async ({ manager, now }) => {
      const accounts = await withMerged(manager, accountId);
      await manager.query(
        `UPDATE report_run SET state = 'stopped', finished_at = $3, fault = 'The schedule was removed.'
          WHERE account_id = ANY($1::uuid[]) AND schedule_id = $2 AND state IN ('waiting', 'running')`,
        [accounts, scheduleId, now],
      );
      const [removed] = await manager.query(
        'WITH gone AS (DELETE FROM report_schedule WHERE account_id = ANY($1::uuid[]) AND id = $2 RETURNING id) SELECT id FROM gone',
        [accounts, scheduleId],
      );
      if (!removed) throw new Problem('not-found', `There is no schedule ${scheduleId}.`);
    });
  }

  /** Makes a run of everything that is due. @returns whether there may be more */
  async plan(now: Date, progress: () => void = () => undefined): Promise<boolean> {
    const due: { id: string }[] = await this.source.query(
      `SELECT id FROM report_schedule WHERE state = 'active' AND next_at <= $1 ORDER BY next_at, id LIMIT $2`,
      [now, AT_ONCE],
    );
    let planned = 0;
    for (const { id } of due) {
      try {
        await this.transactions.run((unit) => this.planOne(unit, id, now));
        planned += 1;
      } catch (error) {
        // One that cannot be planned holds up none of the others.
        this.log.error({ scheduleId: id, err: error }, 'a report that is due could not be planned');
      }
      progress();
    }
    return planned === AT_ONCE;
  }

  private async planOne(unit: UnitOfWork, id: string, now: Date): Promise<void> {
    const { manager } = unit;
    const [schedule]: Due[] = await manager.query(
      `SELECT ${COLUMNS}, s.account_id AS "accountId", s.person_id AS "personId", r.definition
         FROM report_schedule s JOIN report r ON r.id = s.report_id WHERE s.id = $1 AND s.state = 'active' FOR UPDATE OF s SKIP LOCKED`,
      [id],
    );
    const found = schedule && dueNow(schedule, schedule.nextAt, now);
    if (!schedule || !found) return;
    const why = await lostRight(manager, schedule.accountId, schedule.personId, now);
    if (why !== null && why !== NOT_IN_FORCE) return this.stop(unit, schedule, why, now);
    const { due, missed, period, following } = found;
    await manager.query('UPDATE report_schedule SET next_at = $2 WHERE id = $1', [id, following]);
    if (why !== null) return;
    await manager.query(
      `INSERT INTO report_run (id, account_id, report_id, schedule_id, due_at, name, definition, format, person_id, ordered_by, ordered_at, notes, state, not_before)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', now()) ON CONFLICT (schedule_id, due_at) DO NOTHING`,
      [
        ...[randomUUID(), schedule.accountId, schedule.reportId, id, due, schedule.name],
        JSON.stringify(schedule.covers === 'everything' ? schedule.definition : within(schedule.definition, period)),
        ...[schedule.format, schedule.personId, schedule.scheduledBy, now, lateness(schedule, missed, now)],
      ],
    );
  }

  /** Stops a schedule and tells so. */
  async stop(
    unit: UnitOfWork,
    schedule: Pick<Due, 'id' | 'accountId' | 'name' | 'scheduledBy' | 'format' | 'personId'>,
    why: string,
    now: Date,
  ): Promise<void> {
    const [stopped] = await unit.manager.query(
      `WITH done AS (UPDATE report_schedule SET state = 'stopped', stopped_at = $2, stopped_why = $3 WHERE id = $1 AND state = 'active' RETURNING id) SELECT id FROM done`,
      [schedule.id, now, why],
    );
    if (!stopped) return;
    await this.notices.tell(
      unit,
      {
        accountId: schedule.accountId,
        ...{ about: 'schedule stopped', report: schedule.name, runId: null, scheduleId: schedule.id },
        ...{ orderedBy: schedule.scheduledBy, format: schedule.format, rows: null, result: null, keptUntil: null },
        notes: [`It stopped because ${why}. Somebody who may change reports of the account can schedule it anew.`],
      },
      schedule.personId,
    );
  }
}

const within = (definition: ReportDefinition, { from, to }: Period): ReportDefinition => {
  const { month: _month, ...filters } = definition.filters;
  return { ...definition, filters: { ...filters, firstDay: from, lastDay: to } };
};

/** What a report says of itself that is not made when it was due. */
const lateness = ({ nextAt, timeZone }: Due, missed: number, now: Date): string[] => {
  if (now.getTime() - nextAt.getTime() < LATE_MS) return [];
  const was = `This report was due on ${timeText(nextAt.toISOString(), timeZone)} and is made only now: the service was away.`;
  return [missed === 0 ? was : `${was} It stands for ${missed + 1} times that it was due.`];
};
