import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { portLocalDate } from '#reference';
import { Problem } from '#service';
import { owedOf } from '../cases/case.rules';
import { type CaseParty, lockCase } from '../cases/case-row';
import { legalDue } from '../clocks/case-clock.rules';
import { startClock } from '../clocks/case-clocks';
import { dollars } from '../cases/case.rules';
import { ordering } from '../people/asking-person';
import { actingIn, partyOf } from '../petitions/acting';
import { Petitions } from '../petitions/petitions';
import { tellActed, tellMail } from '../petitions/telling';
import { demandRows, type SuretyDemandView, usedOfBond } from '../sureties/surety-demand.rows';
import { bondsOf, liableDollars, periodOf } from '../bonds/bonds-on-file';
import type { SuretyDemandState } from '../sureties/surety-demand.states';

export interface DemandsAsked {
  readonly suretyCode: string | null;
  readonly state: SuretyDemandState | null;
  /** `next` of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** Demands for payment on sureties, each with its own clock (19 CFR 172.4). */
@Injectable()
export class SuretyDemands {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly petitions: Petitions,
  ) {}

  /** All demands, by surety and state: those first whose time ends or ended first. Of the ports or Center of who asks. */
  async list(
    asking: Asking,
    { suretyCode, state, after, limit }: DemandsAsked,
  ): Promise<{ demands: SuretyDemandView[]; next: string | null }> {
    const all = asking.viewers.includes('headquarters') || asking.viewers.includes('auditor');
    const ports = all || asking.ports.length === 0 ? null : asking.ports;
    const demands = await demandRows(
      this.source.manager,
      `WHERE ($1::text IS NULL OR p.surety_code = $1) AND ($2::text IS NULL OR d.state = $2) AND ($3::text[] IS NULL OR c.port = ANY($3)) AND ($4::text IS NULL OR c.center_id = $4)
         AND ($5::text IS NULL OR d.number > $5) ORDER BY d.number LIMIT $6`,
      [suretyCode, state, ports, all ? null : asking.center, after, limit],
    );
    return { demands, next: demands.length === limit ? demands.at(-1)!.number : null };
  }

  /** Of a case; a party sees those on itself. */
  async ofCase(asking: Asking, caseId: string): Promise<SuretyDemandView[]> {
    const { acting } = await this.petitions.seen(asking, caseId, new Date());
    const demands = await demandRows(this.source.manager, 'WHERE d.case_id = $1 ORDER BY d.number', [caseId]);
    return demands.filter(({ place }) => acting.ofCbp || acting.own.includes(place));
  }

  /**
   * Demands payment of a surety when its principal neither petitioned in time nor did in time what was decided. The same again is the same demand.
   *
   * @throws Problem
   */
  demand(
    asking: Asking,
    caseId: string,
    {
      place,
      mailedOn,
      how,
      reference,
    }: { place: number; mailedOn: CustomsDate; how: string; reference: string | null },
  ): Promise<SuretyDemandView[]> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, caseId);
      const acting = await actingIn(manager, asking, row, now);
      const wrong = (at: string, text: string): Problem =>
        new Problem('not-valid', 'Some fields are wrong.', [{ at, text }]);
      const today = portLocalDate(now, row.port);
      if (mailedOn > today) throw wrong('/mailedOn', `${mailedOn} is yet to come`);
      const party = partyOf(acting, place);
      if (party.role !== 'surety' || party.suretyCode === null)
        throw wrong('/place', `${party.name} is no surety of the case`);
      const those = await demandRows(manager, 'WHERE d.case_id = $1 AND d.place = $2 ORDER BY d.number', [
        caseId,
        place,
      ]);
      if (those.some((one) => one.mailedOn === mailedOn && one.how === how && one.mailedReference === reference))
        return those;
      const running = those.find(({ state }) => !['met', 'ended'].includes(state));
      if (running)
        throw new Problem(
          'state-conflict',
          `${running.number} was demanded of ${party.name} on ${running.mailedOn}: ${running.state}, due ${running.dueOn}.`,
          [{ at: '/place', text: 'has a demand already' }],
        );
      if (row.state !== 'claim due')
        throw new Problem(
          'state-conflict',
          `Case ${row.number} is '${row.state}': a surety is asked when its principal neither petitioned in time nor kept a decision (19 CFR 172.4).`,
          [{ at: '/place', text: 'is not to pay yet' }],
        );
      if (row.noticeMailedOn !== null && mailedOn < row.noticeMailedOn)
        throw wrong('/mailedOn', `is before the notice to the principal was mailed, on ${row.noticeMailedOn}`);
      const left = await leftOfBond(manager, party, row.violationOn);
      if (left !== null && left.cents <= 0)
        throw new Problem(
          'state-conflict',
          `${party.name} is liable for USD ${dollars(left.liableCents)} in bond ${party.bondNumber}, all of which it paid or is asked for already.`,
          [{ at: '/place', text: 'has nothing left in its bond' }],
        );
      // No surety owes more than it is liable for in its bond, whatever the number of cases on it.
      const owedCents = Math.min(owedOf(row), left?.cents ?? Infinity);
      const [{ n }] = await manager.query(`SELECT nextval('surety_demand_number')::int AS n`);
      const number = `SD-${today.slice(2, 4)}-${String(n).padStart(6, '0')}`;
      await startClock(manager, { caseId, place, clock: 'petition of a surety', start: mailedOn });
      await manager.query(
        `INSERT INTO surety_demand (id, number, case_id, place, amount_cents, state, mailed_on, how, reference, demanded_by, demanded_at)
         VALUES ($1, $2, $3, $4, $5, 'demanded', $6, $7, $8, $9, $10)`,
        [randomUUID(), number, caseId, place, owedCents, mailedOn, how, reference, by, now],
      );
      if (party.accountId !== null) {
        tellActed(unit, row, [party.accountId], {
          by,
          what: `demanded payment of the surety ${party.name} (${number})`,
        });
        tellMail(unit, row, [party.accountId], {
          ...{ about: 'demand on the surety', dueDate: legalDue('petition of a surety', mailedOn) },
          text: `${number}: payment of USD ${dollars(owedCents)} is demanded; the demand was mailed ${mailedOn}.`,
        });
      }
      return demandRows(manager, 'WHERE d.case_id = $1 AND d.place = $2 ORDER BY d.number', [caseId, place]);
    });
  }
}

/** What a surety may still be asked for in its bond for a breach on a day; null where the bond is not in the register. Of one bond nobody else demands until the transaction ends. */
const leftOfBond = async (
  manager: EntityManager,
  { bondNumber, suretyCode }: CaseParty,
  on: CustomsDate,
): Promise<{ readonly liableCents: number; readonly cents: number } | null> => {
  if (bondNumber === null || suretyCode === null) return null;
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`bond ${bondNumber}`]);
  const [bond] = await bondsOf(manager, [bondNumber]);
  const liable = bond ? liableDollars(bond, suretyCode) : null;
  if (!bond || liable === null) return null;
  const used = await usedOfBond(manager, { bondNumber, suretyCode }, periodOf(bond, on));
  return { liableCents: liable * 100, cents: liable * 100 - used };
};
