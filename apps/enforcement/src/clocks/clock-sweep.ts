import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountSubject, EnforcementAccountTold } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { RecurringWork } from '#service';
import { lockCase, partiesOf } from '../cases/case-row';
import { takeStep } from '../cases/case-steps';
import { edgeOf } from '../cases/case.states';
import { EnforcementConfig } from '../config/enforcement.config';
import { type ReliefFor, reliefsOf } from '../downtimes/downtimes';
import { PETITION_CLOCKS, remindOn } from './case-clock.rules';
import { type CaseClockRow, clockRows, dueWith } from './case-clocks';

const AT_ONCE = 500;
const PLATFORM = 'the platform';

interface Candidate extends CaseClockRow {
  readonly port: string;
  readonly number: string;
  readonly accountId: string | null;
}

/** What happens to cases without anybody: a week before the end of a clock its party is reminded, once; at its end the case goes on by the table. */
@Injectable()
export class ClockSweep {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    config: EnforcementConfig,
    work: RecurringWork,
  ) {
    work.every(config.CLOCK_LOOK_MS, 'looking for clocks of cases that end soon or are over', () => this.sweep(), {
      by: 'one replica',
    });
  }

  /** All that is due by now: a module that was down for days does what was due meanwhile. */
  async sweep(at: Date = new Date()): Promise<void> {
    await this.remind(at);
    await this.end(at);
  }

  async remind(at: Date): Promise<number> {
    const reliefFor = await reliefsOf(this.source.manager, at);
    let reminded = 0;
    let last = '0';
    for (;;) {
      const rows = await this.candidates(
        'k.remind_on <= $1::date AND k.reminded_at IS NULL AND k.id > $2::bigint ORDER BY k.id',
        [dayOf(at), last],
      );
      if (rows.length === 0) return reminded;
      last = rows.at(-1)!.id;
      reminded += await this.transactions.run((unit) => this.remindThese(unit, rows, reliefFor, at));
      if (rows.length < AT_ONCE) return reminded;
    }
  }

  async end(at: Date): Promise<number> {
    const reliefFor = await reliefsOf(this.source.manager, at);
    let ended = 0;
    let last = '0';
    for (;;) {
      const rows = await this.candidates('k.due < $1::date AND k.id > $2::bigint ORDER BY k.id', [dayOf(at), last]);
      if (rows.length === 0) return ended;
      last = rows.at(-1)!.id;
      for (const row of rows)
        if (await this.transactions.run((unit) => this.endThis(unit, row, reliefFor, at))) ended += 1;
      if (rows.length < AT_ONCE) return ended;
    }
  }

  private candidates(where: string, values: readonly unknown[]): Promise<Candidate[]> {
    return clockRows<Pick<Candidate, 'port' | 'number' | 'accountId'>>(
      this.source.manager,
      `JOIN enforcement_case c ON c.id = k.case_id LEFT JOIN case_party p ON p.case_id = k.case_id AND p.place = k.place
        WHERE k.ended_at IS NULL AND ${where} LIMIT ${AT_ONCE}`,
      values,
      ', c.port, c.number, p.account_id AS "accountId"',
    );
  }

  private async remindThese(
    unit: UnitOfWork,
    rows: readonly Candidate[],
    reliefFor: ReliefFor,
    at: Date,
  ): Promise<number> {
    const { manager } = unit;
    // Somebody petitioned, or another replica was here, meanwhile.
    const still = new Set<string>(
      (
        await manager.query(
          'SELECT id::text AS id FROM case_clock WHERE id = ANY($1::bigint[]) AND ended_at IS NULL AND reminded_at IS NULL FOR UPDATE',
          [rows.map(({ id }) => id)],
        )
      ).map(({ id }: { id: string }) => id),
    );
    const done: string[] = [];
    for (const row of rows) {
      if (!still.has(row.id)) continue;
      const { due } = dueWith(row, row.accountId, row.port, reliefFor);
      const today = portLocalDate(at, row.port);
      if (today < remindOn(row.startedOn, due)) continue;
      done.push(row.id);
      if (row.accountId === null || due < today) continue;
      unit.publish(
        EnforcementAccountTold,
        accountSubject(row.accountId),
        {
          ...{ accountId: row.accountId, about: 'end of a time limit' },
          text: `Case ${row.number}: '${row.clock}' ends on ${due}.`,
          items: [{ reference: row.number, text: row.clock, dueDate: due }],
        },
        { correlationId: randomUUID() },
      );
    }
    if (done.length > 0)
      await manager.query('UPDATE case_clock SET reminded_at = $2 WHERE id = ANY($1::bigint[])', [done, unit.now]);
    return done.length;
  }

  /** @returns whether it was over */
  private async endThis(unit: UnitOfWork, { id, caseId }: Candidate, reliefFor: ReliefFor, at: Date): Promise<boolean> {
    const { manager } = unit;
    const found = await lockCase(manager, caseId);
    const [clock] = await clockRows(manager, 'WHERE k.id = $1 AND k.ended_at IS NULL FOR UPDATE', [id]);
    // Somebody petitioned or decided meanwhile.
    if (!clock) return false;
    const parties = await partiesOf(manager, [caseId]);
    const accountId = parties.find(({ place }) => place === clock.place)?.accountId ?? null;
    const { due, relievedBy } = dueWith(clock, accountId, found.port, reliefFor);
    if (due >= portLocalDate(at, found.port)) {
      if (due !== clock.due)
        await manager.query('UPDATE case_clock SET due = $2, relieved_by = $3 WHERE id = $1', [id, due, relievedBy]);
      return false;
    }
    await manager.query(
      `UPDATE case_clock SET due = $2, relieved_by = $3, ended_at = $4, ended_how = 'over' WHERE id = $1`,
      [...[id, due, relievedBy, unit.now]],
    );
    const others = await clockRows(
      manager,
      'WHERE k.case_id = $1 AND k.ended_at IS NULL AND k.clock = ANY($2::text[]) LIMIT 1',
      [caseId, PETITION_CLOCKS],
    );
    const step =
      clock.clock === 'life of a decision on a petition'
        ? 'let decision lapse'
        : !PETITION_CLOCKS.includes(clock.clock) || found.state !== 'noticed' || others.length > 0
          ? null
          : clock.clock === 'short petition'
            ? 'refer to Justice'
            : 'find claim due';
    if (step !== null && edgeOf(found.kind, found.state, step))
      await takeStep(unit, found, { step, by: PLATFORM, why: `${clock.clock}: over since ${due}` });
    return true;
  }
}

/** Of UTC: by it candidates are found; whether one is over is judged by the clock of its port. */
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
