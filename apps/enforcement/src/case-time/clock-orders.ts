import { randomUUID } from 'node:crypto';
import './step-times';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { addMonths, type CustomsDate, daysBetween } from '#kernel';
import { Transactions } from '#messaging';
import { type ClockName, portLocalDate } from '#reference';
import { Problem } from '#service';
import { dollars } from '../cases/case.rules';
import { type CaseRow, lockCase } from '../cases/case-row';
import { noteInCase, takeStep } from '../cases/case-steps';
import { reliefsOf } from '../downtimes/downtimes';
import { costBond, isSummary } from '../guidelines/cost-bond.rules';
import { ordering } from '../people/asking-person';
import { recordMoney } from '../money/payments';
import { type Acting, actingIn, partyOf } from '../petitions/acting';
import { Petitions, refuse } from '../petitions/petitions';
import { demandExtended } from '../sureties/surety-demand.rows';
import { tellActed, tellMail } from '../petitions/telling';
import { PETITION_CLOCKS, remindOn } from '../clocks/case-clock.rules';
import {
  type CaseClockRow,
  type CaseClockView,
  clockRows,
  clockView,
  dueWith,
  endClocks,
  startClock,
} from '../clocks/case-clocks';

/** Clocks of which an FP&F officer may extend the time (19 CFR 162.78, 171.2(c), 171.61, 172.3(c), 172.41). */
const ANSWERS: readonly string[] = [
  'answer to a pre-penalty notice',
  'short answer to a pre-penalty notice',
] satisfies ClockName[];
const EXTENDED: readonly string[] = [...PETITION_CLOCKS, 'supplemental petition' satisfies ClockName, ...ANSWERS];

/** Clocks of cases as they are shown, extended and started by officers. */
@Injectable()
export class ClockOrders {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly petitions: Petitions,
  ) {}

  /** All clocks of a case, those that run first. For a party its own, and those of all. */
  async ofCase(asking: Asking, caseId: string): Promise<CaseClockView[]> {
    const now = new Date();
    const { row, acting } = await this.petitions.seen(asking, caseId, now);
    return this.viewsOf(this.source.manager, row, acting, now);
  }

  /** Gives a party more time, also where it is over already. @throws Problem */
  extend(
    asking: Asking,
    caseId: string,
    clockId: string,
    { until, why }: { readonly until: CustomsDate; readonly why: string },
  ): Promise<CaseClockView[]> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, caseId);
      const acting = await actingIn(manager, asking, row, now);
      const [clock] = await clockRows(manager, 'WHERE k.case_id = $1 AND k.id = $2::bigint', [caseId, clockId]);
      if (!clock) throw new Problem('not-found', `Case ${row.number} has no clock ${clockId}.`);
      if (clock.extendedTo === until && clock.extendedBy === by && clock.extendedWhy === why)
        return this.viewsOf(manager, row, acting, now);
      if (!EXTENDED.includes(clock.clock))
        throw new Problem('state-conflict', `'${clock.clock}' is not extended: no section lets an officer do so.`);
      if (row.state === 'referred to Justice') refuse('at Justice', '/until', 'No time is given any more.');
      if (clock.endedAt !== null && clock.endedHow !== 'over')
        throw new Problem('state-conflict', `'${clock.clock}' ended: ${clock.endedHow}.`);
      const party = acting.parties.find(({ place }) => place === clock.place);
      const limitationOn = party?.limitationOn ?? row.limitationOn;
      if (
        ANSWERS.includes(clock.clock) &&
        !asking.viewers.includes('headquarters') &&
        limitationOn < addMonths(portLocalDate(now, row.port), 12)
      )
        throw new Problem(
          'not-authorized',
          `Less than a year remains to ${limitationOn}, the limitation: headquarters extends '${clock.clock}' (19 CFR 162.78(b)).`,
        );
      const { due } = dueWith(clock, party?.accountId ?? null, row.port, await reliefsOf(manager, now));
      const today = portLocalDate(now, row.port);
      const wrong = (text: string): Problem =>
        new Problem('not-valid', 'Some fields are wrong.', [{ at: '/until', text }]);
      if (until <= due) throw wrong(`is not after ${due}, the last day`);
      if (until < today) throw wrong(`${until} is over`);
      if (until > limitationOn) throw wrong(`is after the limitation, ${limitationOn}`);
      await manager.query(
        `UPDATE case_clock SET extended_to = $2, due = $2, relieved_by = NULL, extended_by = $3, extended_why = $4, days_late = greatest(days_late, $5), remind_on = $6,
           reminded_at = NULL, ended_at = NULL, ended_how = NULL WHERE id = $1`,
        [clockId, until, by, why, Math.max(0, daysBetween(due, today)), remindOn(today, until)],
      );
      if (clock.clock === 'petition of a surety') await demandExtended(manager, caseId, clock.place);
      const accounts = party?.accountId ? [party.accountId] : [];
      tellActed(unit, row, accounts, { by, what: `extended '${clock.clock}' to ${until}` });
      tellMail(unit, row, accounts, {
        about: 'extension of time',
        text: `'${clock.clock}' is extended to ${until}: ${why}`,
        dueDate: until,
      });
      return this.viewsOf(manager, row, acting, now);
    });
  }

  /** The first publication of the notice of seizure, from which on the goods may be claimed (19 USC 1607, 1608). @throws Problem */
  publish(asking: Asking, caseId: string, firstOn: CustomsDate): Promise<CaseClockView[]> {
    return this.order(asking, caseId, firstOn, '/firstOn', async (unit, row, _acting, by) => {
      if (row.state !== 'forfeiture')
        throw new Problem('state-conflict', `Case ${row.number} is '${row.state}': forfeiture has not begun.`);
      if (!isSummary(BigInt(row.valueCents ?? row.assessedCents), firstOn))
        throw new Problem(
          'state-conflict',
          `Goods worth ${dollars(row.valueCents ?? row.assessedCents)} are forfeited by a court (19 USC 1607): refer the case to Justice.`,
        );
      const [known] = await clockRows(
        unit.manager,
        `WHERE k.case_id = $1 AND k.clock = 'claim to seized goods' AND k.started_on = $2`,
        [caseId, firstOn],
      );
      if (known) return;
      await startClock(unit.manager, { caseId, place: 0, clock: 'claim to seized goods', start: firstOn });
      await noteInCase(unit, row, { step: 'seizure published', why: `First published on ${firstOn}.`, by });
    });
  }

  /** A claim with its cost bond: the goods are not forfeited summarily any more, the case goes to Justice (19 CFR 162.47). @throws Problem */
  claim(
    asking: Asking,
    caseId: string,
    {
      place,
      bondCents,
      reference,
      receivedOn,
    }: { place: number; bondCents: number; reference: string; receivedOn: CustomsDate },
  ): Promise<CaseClockView[]> {
    return this.order(asking, caseId, receivedOn, '/receivedOn', async (unit, row, acting, by) => {
      const { manager, now } = unit;
      const party = partyOf(acting, place);
      const [clock] = await clockRows(
        manager,
        `WHERE k.case_id = $1 AND k.clock = 'claim to seized goods' ORDER BY k.id DESC LIMIT 1`,
        [caseId],
      );
      if (!clock) throw new Problem('state-conflict', `Case ${row.number}: the notice of seizure was not published.`);
      if (receivedOn > clock.due) refuse('late', '/receivedOn', `It was due ${clock.due}.`);
      const bond = costBond(BigInt(row.valueCents ?? row.assessedCents), clock.startedOn);
      if (BigInt(bondCents) !== bond.cents)
        refuse(
          'cost bond',
          '/bond',
          `It is ${dollars(Number(bond.cents))}: ${bond.steps.map(({ what, amount }) => `${what} ${amount}`).join(', ')}.`,
        );
      await recordMoney(
        manager,
        caseId,
        {
          id: randomUUID(),
          place,
          kind: 'cost bond',
          offerId: null,
          amountCents: bondCents,
          reference,
          receivedOn,
          by,
        },
        now,
      );
      await endClocks(manager, caseId, { clocks: ['claim to seized goods'], place: null }, 'claimed', now);
      await takeStep(unit, row, {
        step: 'receive claim',
        by,
        why: `claim of ${party.name} with a cost bond of ${dollars(bondCents)}, ${reference}`,
      });
    });
  }

  private order(
    asking: Asking,
    caseId: string,
    day: CustomsDate,
    at: string,
    work: (
      unit: Parameters<Parameters<Transactions['run']>[0]>[0],
      row: CaseRow,
      acting: Acting,
      by: string,
    ) => Promise<void>,
  ): Promise<CaseClockView[]> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const row = await lockCase(unit.manager, caseId);
      const acting = await actingIn(unit.manager, asking, row, unit.now);
      if (day > portLocalDate(unit.now, row.port))
        throw new Problem('not-valid', 'Some fields are wrong.', [{ at, text: `${day} is yet to come` }]);
      await work(unit, row, acting, by);
      return this.viewsOf(unit.manager, row, acting, unit.now);
    });
  }

  private async viewsOf(manager: EntityManager, row: CaseRow, acting: Acting, now: Date): Promise<CaseClockView[]> {
    const reliefFor = await reliefsOf(manager, now);
    const today = portLocalDate(now, row.port);
    const clocks = await clockRows(manager, 'WHERE k.case_id = $1 ORDER BY k.ended_at IS NOT NULL, k.due, k.id', [
      row.id,
    ]);
    const accountOf = (clock: CaseClockRow): string | null =>
      acting.parties.find(({ place }) => place === clock.place)?.accountId ?? null;
    return clocks
      .filter(({ place }) => acting.ofCbp || place === 0 || acting.own.includes(place))
      .map((clock) => {
        const due = clock.endedAt === null ? dueWith(clock, accountOf(clock), row.port, reliefFor) : clock;
        return clockView(clock, due, today);
      });
  }
}
