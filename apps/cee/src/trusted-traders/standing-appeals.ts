import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Asking } from '#access';
import { trustedTraderSubject } from '#contracts';
import { Transactions } from '#messaging';
import { clockOf, dueOf } from '#reference';
import { Problem, requireSameFields } from '#service';
import { today } from '../days/customs-days';
import { actingFor, ordering } from '../people/asking-person';
import { tellStanding } from '../trusted-benefits/account-standing';
import {
  appealStarted,
  appeals,
  historyOf,
  lockParticipation,
  type StandingAppealView,
  standsAgainst,
} from './participation.repository';
import { standingAppealStates } from '../trusted-standing/participation.states';
import { happened } from './participations';
import { tellDecided, tellFiled } from './telling';

/** Appeals against the suspension or removal of a trusted trader, decided by headquarters; a granted one reinstates (6 U.S.C. 967(c)). */
@Injectable()
export class StandingAppeals {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Of all accounts, oldest first. */
  async list(asked: {
    readonly state: string | null;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ appeals: StandingAppealView[]; next: string | null }> {
    const found = await appeals(
      this.source.manager,
      `WHERE ($1::text IS NULL OR a.state = $1) AND ($2::text IS NULL OR a.number > $2) ORDER BY a.number LIMIT $3`,
      [asked.state, asked.after, asked.limit],
      today(new Date()),
    );
    return { appeals: found, next: found.length === asked.limit ? found.at(-1)!.number : null };
  }

  /** The same id again is the same appeal. @throws Problem `state-conflict` where nothing can be appealed against any more */
  file(
    asking: Asking,
    participationId: string,
    { id, grounds }: { readonly id: string; readonly grounds: string },
  ): Promise<{ fresh: boolean; appeal: StandingAppealView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const day = today(now);
      const row = await lockParticipation(manager, participationId);
      if (row.accountId !== asking.account.accountId)
        throw new Problem('not-found', `There is no participation ${participationId}.`);
      const [same] = await appeals(manager, 'WHERE a.id = $1', [id], day);
      if (same?.participation === row.number) {
        requireSameFields('appeal', { grounds: same.grounds }, { grounds });
        return { fresh: false, appeal: same };
      }
      if (same) throw new Problem('state-conflict', 'Another appeal has this id.', [{ at: '/id', text: 'is taken' }]);
      const against = standsAgainst(row, await historyOf(manager, participationId));
      if (!against)
        throw new Problem('state-conflict', `${row.number} is ${row.state}: there is nothing to appeal against.`);
      const { clock, started } = await appealStarted(manager, row.accountId, against, now);
      const { dueDate } = dueOf(clock, started);
      if (day > dueDate)
        throw new Problem(
          'state-conflict',
          `An appeal against the decision of ${started.start} was possible until ${dueDate} (${clockOf(clock, started.start).rule}).`,
        );
      const [earlier] = await appeals(manager, `WHERE a.against = $1 AND a.state <> 'withdrawn'`, [against.id], day);
      if (earlier)
        throw new Problem('state-conflict', `Appeal ${earlier.number} against this decision is ${earlier.state}.`);
      const [{ place }] = await manager.query(`SELECT nextval('trusted_trader_number')::int AS place`);
      const number = `TA-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      const by = actingFor(asking);
      await manager.query(
        `INSERT INTO trusted_appeal (id, number, participation_id, account_id, against, state, grounds, filed_by, filed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, number, row.id, row.accountId, against.id, standingAppealStates.initial, grounds, by, now],
      );
      tellFiled(unit, {
        ...{
          accountId: row.accountId,
          person: by,
          what: `appealed against '${against.event}' of ${row.number} (${number})`,
        },
        record: { kind: 'trusted trader', subject: trustedTraderSubject(row.number), outcome: 'appeal filed' },
      });
      const [appeal] = await appeals(manager, 'WHERE a.id = $1', [id], day);
      return { fresh: true, appeal: appeal! };
    });
  }

  /** Headquarters decides. The same of the same person again changes nothing. @throws Problem `not-found`, `state-conflict` */
  decide(
    asking: Asking,
    id: string,
    { decision, reason }: { readonly decision: 'granted' | 'denied'; readonly reason: string },
  ): Promise<StandingAppealView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const day = today(now);
      const [of]: { participationId: string; against: string }[] = await manager.query(
        'SELECT participation_id AS "participationId", against FROM trusted_appeal WHERE id = $1',
        [id],
      );
      if (!of) throw new Problem('not-found', `There is no appeal ${id}.`);
      const row = await lockParticipation(manager, of.participationId);
      const [appeal] = await appeals(manager, 'WHERE a.id = $1', [id], day);
      if (appeal!.state === decision && appeal!.decidedBy === by) return appeal!;
      const next = standingAppealStates.next(appeal!.state as 'filed', decision);
      if (!next.ok)
        throw new Problem('state-conflict', `Appeal ${appeal!.number} was ${appeal!.state} by ${appeal!.decidedBy}.`);
      await manager.query(
        'UPDATE trusted_appeal SET state = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1',
        [id, next.value, by, now, reason],
      );
      // What its Center reinstated meanwhile stands already, and a later decision that nobody appealed against stands too.
      const last = (await historyOf(manager, row.id)).findLast(({ day: holdsFrom }) => holdsFrom !== null)!;
      const stillHolds = last.id === of.against;
      const reinstates = decision === 'granted' && stillHolds;
      if (reinstates)
        await happened(unit, row, {
          ...{ event: 'reinstated', by, ofCbp: true, note: `appeal ${appeal!.number}: ${reason}`, day, tier: row.tier },
        });
      const stands =
        decision === 'granted' && !stillHolds ? `; '${last.event}' from ${last.day} on, which came later, stands` : '';
      const what = `${decision} appeal ${appeal!.number} of ${row.program} ${row.number} (${reason})${stands}`;
      tellDecided(
        unit,
        {
          ...{ accountId: row.accountId, person: by, what },
          record: { kind: 'trusted trader', subject: trustedTraderSubject(row.number), outcome: `appeal ${decision}` },
        },
        { about: 'trusted trader decision', text: what, center: asking.center },
      );
      if (reinstates) await tellStanding(unit, row.accountId, what);
      const [after] = await appeals(manager, 'WHERE a.id = $1', [id], day);
      return after!;
    });
  }
}
