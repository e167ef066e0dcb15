import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { accountSubject, EnforcementAccountTold } from '#contracts';
import type { CustomsDate, Turn } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { type ClockName, portLocalDate } from '#reference';
import { byHalves, RecurringWork } from '#service';
import { lockCases, partiesOf } from '../cases/case-row';
import { takeSteps } from '../cases/case-steps';
import { demandsOver } from '../sureties/surety-demand.rows';
import { type CaseState, type CaseStep, edgeOf } from '../cases/case.states';
import { EnforcementConfig } from '../config/enforcement.config';
import { type ReliefFor, reliefsOf } from '../downtimes/downtimes';
import { OFFICE_CLOCKS, PETITION_CLOCKS, remindOn } from './case-clock.rules';
import { type CaseClockRow, clockRows, dueWith } from './case-clocks';

const AT_ONCE = 500;
const PLATFORM = 'the platform';

interface Candidate extends CaseClockRow {
  readonly port: string;
  readonly number: string;
  readonly accountId: string | null;
}

interface Watch {
  readonly turn?: Turn | undefined;
  /** What fails alone is named here, and the others go on; where there is none it is thrown. */
  readonly faults?: string[];
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
    work.every(
      config.CLOCK_LOOK_MS,
      'looking for clocks of cases that end soon or are over',
      (turn) => this.sweep(new Date(), turn),
      {
        by: 'one replica',
      },
    );
  }

  /**
   * All that is due by now: a module that was down for days does what was due meanwhile.
   *
   * @throws Error that names the cases whose clocks could not be worked off; when it is thrown, those of all others were
   */
  async sweep(at: Date = new Date(), turn?: Turn): Promise<void> {
    const faults: string[] = [];
    await this.remind(at, { turn, faults });
    await this.end(at, { turn, faults });
    if (faults.length > 0) throw new Error(`Clocks of cases cannot be worked off: ${[...new Set(faults)].join('; ')}`);
  }

  async remind(at: Date, watch: Watch = {}): Promise<number> {
    const reliefFor = await reliefsOf(this.source.manager, at);
    let reminded = 0;
    let last = '0';
    for (;;) {
      const rows = await this.candidates(
        'k.remind_on <= $1::date AND k.reminded_at IS NULL AND k.id > $2::bigint AND k.clock <> ALL($3::text[]) ORDER BY k.id',
        [dayOf(at), last, OFFICE_CLOCKS],
      );
      if (rows.length === 0) return reminded;
      last = rows.at(-1)!.id;
      reminded += await this.apart(rows, (unit, some) => this.remindThese(unit, some, reliefFor, at), watch);
      if (rows.length < AT_ONCE) return reminded;
    }
  }

  async end(at: Date, watch: Watch = {}): Promise<number> {
    const reliefFor = await reliefsOf(this.source.manager, at);
    let ended = 0;
    let last = '0';
    for (;;) {
      const rows = await this.candidates(
        `k.due < $1::date AND k.id > $2::bigint AND k.clock <> ALL($3::text[]) ORDER BY k.id`,
        [dayOf(at), last, OFFICE_CLOCKS],
      );
      if (rows.length === 0) return ended;
      last = rows.at(-1)!.id;
      ended += await this.apart(rows, (unit, some) => this.endThese(unit, some, reliefFor, at), watch);
      if (rows.length < AT_ONCE) return ended;
    }
  }

  private async apart(
    rows: readonly Candidate[],
    work: (unit: UnitOfWork, some: readonly Candidate[]) => Promise<number>,
    { turn, faults }: Watch,
  ): Promise<number> {
    let done = 0;
    await byHalves(
      rows,
      async (some) => {
        done += await this.transactions.run((unit) => work(unit, some));
        turn?.progress();
      },
      ({ number }, error) => {
        if (faults === undefined) throw error;
        faults.push(`${number} (${error instanceof Error ? error.message : String(error)})`);
      },
    );
    return done;
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
    const ofAll = rows.filter(({ id, place }) => place === 0 && still.has(id)).map(({ caseId }) => caseId);
    const parties = ofAll.length === 0 ? [] : await partiesOf(manager, [...new Set(ofAll)]);
    const done: string[] = [];
    for (const row of rows) {
      if (!still.has(row.id)) continue;
      const { due } = dueWith(row, row.accountId, row.port, reliefFor);
      const today = portLocalDate(at, row.port);
      if (today < remindOn(row.startedOn, due)) continue;
      done.push(row.id);
      if (due < today) continue;
      for (const accountId of remindedOf(row, parties))
        unit.publish(
          EnforcementAccountTold,
          accountSubject(accountId),
          {
            ...{ accountId, about: 'end of a time limit' },
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

  /** In the order of the clocks, as if one after the other. @returns how many were over */
  private async endThese(
    unit: UnitOfWork,
    rows: readonly Candidate[],
    reliefFor: ReliefFor,
    at: Date,
  ): Promise<number> {
    const { manager } = unit;
    const cases = await lockCases(manager, [...new Set(rows.map(({ caseId }) => caseId))]);
    // Without those of which somebody petitioned or decided meanwhile.
    const clocks = await clockRows(
      manager,
      'WHERE k.id = ANY($1::bigint[]) AND k.ended_at IS NULL ORDER BY k.id FOR UPDATE',
      [rows.map(({ id }) => id)],
    );
    const accounts = new Map(
      (await partiesOf(manager, [...cases.keys()])).map(({ caseId, place, accountId }) => [
        `${caseId} ${place}`,
        accountId,
      ]),
    );
    /** Times to petition that still run, by case. */
    const petitionable = new Map<string, Set<string>>();
    for (const { id, caseId } of await clockRows(
      manager,
      'WHERE k.case_id = ANY($1::uuid[]) AND k.ended_at IS NULL AND k.clock = ANY($2::text[])',
      [[...cases.keys()], PETITION_CLOCKS],
    ))
      petitionable.set(caseId, (petitionable.get(caseId) ?? new Set()).add(id));
    const later: Put[] = [];
    const over: Put[] = [];
    const ofSureties: { caseId: string; place: number }[] = [];
    const steps = new Map<string, Parameters<typeof takeSteps>[1][number]>();
    for (const clock of clocks) {
      const { id, caseId } = clock;
      const row = cases.get(caseId)!;
      const taken = steps.get(caseId);
      const state = taken ? edgeOf(row.kind, row.state, taken.step)!.to : row.state;
      // With a case that goes to Justice all its clocks end.
      if (state === 'referred to Justice' && taken) continue;
      const put = { id, ...dueWith(clock, accounts.get(`${caseId} ${clock.place}`) ?? null, row.port, reliefFor) };
      if (put.due >= portLocalDate(at, row.port)) {
        if (put.due !== clock.due) later.push(put);
        continue;
      }
      over.push(put);
      if (clock.clock === 'petition of a surety') ofSureties.push({ caseId, place: clock.place });
      petitionable.get(caseId)?.delete(id);
      const step = stepAtEnd(clock.clock, state, (petitionable.get(caseId)?.size ?? 0) > 0);
      if (step !== null && !taken && edgeOf(row.kind, state, step))
        steps.set(caseId, { row, step, by: PLATFORM, why: `${clock.clock}: over since ${put.due}` });
    }
    await putClocks(manager, later, null);
    await putClocks(manager, over, unit.now);
    await demandsOver(manager, ofSureties);
    await takeSteps(unit, [...steps.values()]);
    return over.length;
  }
}

/** Whose time it is: that of a party, or of every party of the case. */
const remindedOf = (
  { place, caseId, accountId }: Candidate,
  parties: readonly { readonly caseId: string; readonly accountId: string | null }[],
): string[] => {
  if (place !== 0) return accountId === null ? [] : [accountId];
  return [...new Set(parties.flatMap((party) => (party.caseId === caseId ? (party.accountId ?? []) : [])))];
};

interface Put {
  readonly id: string;
  readonly due: CustomsDate;
  readonly relievedBy: string | null;
}

/** @param endedAt of those that are over */
const putClocks = async (
  manager: Pick<EntityManager, 'query'>,
  clocks: readonly Put[],
  endedAt: Date | null,
): Promise<void> => {
  if (clocks.length === 0) return;
  await manager.query(
    `UPDATE case_clock k SET due = p.due, relieved_by = p.relieved_by, ended_at = $4, ended_how = CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE 'over' END
       FROM unnest($1::bigint[], $2::date[], $3::text[]) AS p(id, due, relieved_by) WHERE k.id = p.id`,
    [clocks.map(({ id }) => id), clocks.map(({ due }) => due), clocks.map(({ relievedBy }) => relievedBy), endedAt],
  );
};

/** What becomes of a case with the end of one of its clocks. @param others whether another time to petition runs */
const stepAtEnd = (clock: ClockName, state: CaseState, others: boolean): CaseStep | null => {
  if (clock === 'life of a decision on a petition') return 'let decision lapse';
  if (!PETITION_CLOCKS.includes(clock) || state !== 'noticed' || others) return null;
  return clock === 'short petition' ? 'refer to Justice' : 'find claim due';
};

/** Of UTC: by it candidates are found; whether one is over is judged by the clock of its port. */
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
