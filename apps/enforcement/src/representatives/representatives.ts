import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { Transactions } from '#messaging';
import { Problem, requireSameFields } from '#service';
import { type CaseRow, lockCase } from '../cases/case-row';
import { type Acting, actingIn, actingName, partyOf } from '../petitions/acting';
import { Petitions } from '../petitions/petitions';
import { tellFiled, tellMail } from '../petitions/telling';
import { type Representative, representativeRows } from '../powers/representatives';

export interface NewRepresentative {
  readonly id: string;
  readonly place: number | null;
  readonly accountId: string;
  readonly capacity: string;
}

/** That act for one party of a case at once: each sees the case, and is told that it was named. */
const MOST = 20;

/** Whom parties have act for them in a case: they see and file what the party does, and name nobody themselves. */
@Injectable()
export class Representatives {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly petitions: Petitions,
  ) {}

  /** Of a case; for a party its own. */
  async ofCase(asking: Asking, caseId: string): Promise<Representative[]> {
    const { acting } = await this.petitions.seen(asking, caseId, new Date());
    return this.shown(this.source.manager, caseId, acting);
  }

  /** The same again is the same one. @throws Problem */
  name(asking: Asking, caseId: string, wanted: NewRepresentative): Promise<Representative[]> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, caseId);
      const acting = await this.actingOwn(manager, asking, row, now);
      const wrong = (at: string, text: string): Problem =>
        new Problem('not-valid', 'Some fields are wrong.', [{ at, text }]);
      const [same] = await representativeRows(manager, 'WHERE r.id = $1', [wanted.id]);
      const party = partyOf(acting, wanted.place);
      if (same) {
        const { accountId, capacity } = wanted;
        const { place } = party;
        requireSameFields(
          'representative',
          { caseId: same.caseId, place: same.place, accountId: same.accountId, capacity: same.capacity },
          { caseId, place, accountId, capacity },
        );
        return this.shown(manager, caseId, acting);
      }
      const [account] = await manager.query(`SELECT 1 FROM account WHERE id = $1 AND (data ->> 'active')::boolean`, [
        wanted.accountId,
      ]);
      if (!account) throw wrong('/accountId', `there is no active account ${wanted.accountId}`);
      if (acting.parties.some(({ accountId }) => accountId === wanted.accountId))
        throw wrong('/accountId', 'is that of a party of the case');
      const [there] = await representativeRows(
        manager,
        'WHERE r.case_id = $1 AND r.place = $2 AND r.account_id = $3 AND r.ended_at IS NULL',
        [caseId, party.place, wanted.accountId],
      );
      if (there)
        throw new Problem('state-conflict', `${there.accountName} acts for ${party.name} already.`, [
          { at: '/accountId', text: `was named by ${there.namedBy}` },
        ]);
      const [{ n }] = await manager.query(
        'SELECT count(*)::int AS n FROM case_representative WHERE case_id = $1 AND place = $2 AND ended_at IS NULL',
        [caseId, party.place],
      );
      if (n >= MOST)
        throw new Problem('state-conflict', `${n} act for ${party.name} already: end one of them first.`, [
          { at: '/accountId', text: `is one more than the ${MOST} that may act for a party at once` },
        ]);
      const by = actingName(asking);
      await manager.query(
        'INSERT INTO case_representative (id, case_id, place, account_id, capacity, named_by, named_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [wanted.id, caseId, party.place, wanted.accountId, wanted.capacity, by, now],
      );
      const named = (await representativeRows(manager, 'WHERE r.id = $1', [wanted.id]))[0]!;
      tellFiled(unit, row, party.accountId, { by, what: `named ${named.accountName} as ${wanted.capacity}` });
      tellMail(unit, row, [wanted.accountId], {
        about: 'representative in a case',
        text: `${party.name} has you act for it as ${wanted.capacity}.`,
      });
      return this.shown(manager, caseId, acting);
    });
  }

  /** From now on it acts no more; what it did stays done. By the party, or by the representative itself. The same again changes nothing. @throws Problem */
  end(asking: Asking, caseId: string, id: string): Promise<Representative[]> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, caseId);
      const acting = await actingIn(manager, asking, row, now);
      const [found] = await representativeRows(manager, 'WHERE r.id = $1 AND r.case_id = $2', [id, caseId]);
      const party = acting.parties.find(({ place }) => place === found?.place);
      const mine = party?.accountId === asking.account.accountId || found?.accountId === asking.account.accountId;
      if (!found || !party || acting.ofCbp || !mine)
        throw new Problem('not-found', `There is no representative ${id} of yours.`);
      if (found.endedAt !== null) return this.shown(manager, caseId, acting);
      const by = actingName(asking);
      await manager.query('UPDATE case_representative SET ended_by = $2, ended_at = $3 WHERE id = $1', [id, by, now]);
      tellFiled(unit, row, party.accountId, {
        ...{ by, what: `ended that ${found.accountName} acts as ${found.capacity}`, kind: 'withdrawn' },
      });
      return this.shown(manager, caseId, acting);
    });
  }

  /** Only who is a party names somebody: a broker or counsel that acts for one does not pass it on. @throws Problem `not-found`, `not-authorized` */
  private async actingOwn(manager: EntityManager, asking: Asking, row: CaseRow, now: Date): Promise<Acting> {
    const acting = await actingIn(manager, asking, row, now);
    const own = acting.parties
      .filter(({ accountId }) => accountId === asking.account.accountId)
      .map(({ place }) => place);
    if (acting.ofCbp || own.length === 0)
      throw new Problem('not-authorized', 'A party of the case names who acts for it.');
    return { ...acting, own };
  }

  private async shown(manager: EntityManager, caseId: string, { ofCbp, own }: Acting): Promise<Representative[]> {
    const found = await representativeRows(manager, 'WHERE r.case_id = $1 ORDER BY r.named_at, r.id', [caseId]);
    return found
      .filter(({ place }) => ofCbp || own.includes(place))
      .map(({ caseId: _case, ...representative }) => representative);
  }
}
