import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, looksOf } from '#access';
import { accountSubject, CeeInteractionRecorded, protestSubject } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { requireAuthority } from '../authority/authority.repository';
import { CeeConfig } from '../config/cee.config';
import { isOfCbp } from '../people/asking-person';
import { specialistOf, type Specialist } from '../work/center-people';
import { centerDay } from '../work/work-item';
import {
  concernedBy,
  lockProtest,
  noteOf,
  protestRows,
  type ProtestRow,
  protestViews,
  type ProtestView,
} from './protest.repository';
import type { PlaceReason } from './protest.rules';
import type { ProtestState } from './protest.states';

export interface ProtestAtHand extends ProtestView {
  /** The day by which it stands in the list, and what moved it forward from the end of its first clock. */
  readonly placeOn: string | null;
  readonly reasons: readonly PlaceReason[];
  readonly takenBy: string | null;
  readonly leaseUntil: Date | null;
}

/** Protests as the work of a Center: a list, taken with a lease as work items are. Who has one decides it. */
@Injectable()
export class ProtestDesk {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly config: CeeConfig,
  ) {}

  /** Of a Center, or of none where it is null; what is due first, moved by its reasons, stands first. */
  async page(
    center: string | null,
    { state, team, after, limit }: { state: string; team: string | null; after: string | null; limit: number },
    now = new Date(),
  ): Promise<{ protests: ProtestAtHand[]; next: string | null }> {
    const found = await protestRows(
      this.source.manager,
      `WHERE p.center_id IS NOT DISTINCT FROM $1 AND p.state = $2 AND ($3::text IS NULL OR p.team_number = $3)
         AND ($4::text IS NULL OR (coalesce(p.place_on, 'infinity'), p.number) > (SELECT coalesce(place_on, 'infinity'), number FROM protest WHERE number = $4))
       ORDER BY coalesce(p.place_on, 'infinity'), p.number LIMIT $5`,
      [center, state, team, after, limit],
    );
    return {
      protests: await atHand(this.source.manager, found, now),
      next: found.length === limit ? found.at(-1)!.number : null,
    };
  }

  /** The next that nobody has; null where nothing is left. */
  takeNext(asking: Asking, team: string | null): Promise<ProtestAtHand | null> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const [next] = await protestRows(
        unit.manager,
        `WHERE p.center_id = $1 AND p.state = 'open' AND ($2::text IS NULL OR p.team_number = $2) AND (p.lease_until IS NULL OR p.lease_until <= $3)
         ORDER BY coalesce(p.place_on, 'infinity'), p.number LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [who.center, team, unit.now],
      );
      return next ? this.lease(unit, asking, who, next) : null;
    });
  }

  /** This one; who has it already has it from now on anew. @throws Problem `state-conflict` where another has it */
  take(asking: Asking, id: string): Promise<ProtestAtHand> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const row = await lockedAt(unit, who, id);
      if (row.holder_id !== null && row.holder_id !== who.personId && row.lease_until! > unit.now)
        throw new Problem(
          'state-conflict',
          `${row.holder_name} took the protest and has it until ${row.lease_until!.toISOString()}.`,
        );
      return this.lease(unit, asking, who, row);
    });
  }

  giveBack(asking: Asking, id: string): Promise<ProtestAtHand> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const row = await heldBy(unit, who, id);
      await unit.manager.query(
        'UPDATE protest SET holder_id = NULL, holder_name = NULL, lease_until = NULL WHERE id = $1',
        [row.id],
      );
      return (await atHand(unit.manager, [await lockProtest(unit.manager, id)], unit.now))[0]!;
    });
  }

  /** Headquarters gives a protest to a Center, or a Center its own to another team or Center. */
  give(
    asking: Asking,
    id: string,
    to: { center: string; team: string; why: string },
    by: string,
  ): Promise<ProtestAtHand> {
    return this.transactions.run(async (unit) => {
      const row = await lockProtest(unit.manager, id);
      if (asking.center !== null && asking.center !== row.center_id)
        throw new Problem(
          'not-authorized',
          `The protest is the work of ${row.center_id ?? 'no Center'}; you are of ${asking.center}.`,
        );
      const [team] = await unit.manager.query('SELECT 1 FROM team WHERE center_id = $1 AND number = $2', [
        to.center,
        to.team,
      ]);
      if (!team)
        throw new Problem('not-valid', `Center ${to.center} has no team ${to.team}.`, [
          { at: '/team', text: `is not a team of ${to.center}` },
        ]);
      await noteOf(unit, row, 'given to a Center', by, `${to.center}, team ${to.team}: ${to.why}`);
      await unit.manager.query(
        'UPDATE protest SET center_id = $2, team_number = $3, holder_id = NULL, holder_name = NULL, lease_until = NULL WHERE id = $1',
        [id, to.center, to.team],
      );
      return (await atHand(unit.manager, [await lockProtest(unit.manager, id)], unit.now))[0]!;
    });
  }

  private async lease(unit: UnitOfWork, asking: Asking, who: Specialist, row: ProtestRow): Promise<ProtestAtHand> {
    const { manager, now } = unit;
    await noteOf(unit, row, 'taken', who.name, null);
    await manager.query('UPDATE protest SET holder_id = $2, holder_name = $3, lease_until = $4 WHERE id = $1', [
      ...[row.id, who.personId, who.name, new Date(now.getTime() + this.config.WORK_LEASE_MINUTES * 60_000)],
    ]);
    await tellLook(unit, asking, row);
    return (await atHand(manager, [await lockProtest(manager, row.id)], now))[0]!;
  }
}

const atHand = async (
  manager: Pick<EntityManager, 'query'>,
  found: readonly ProtestRow[],
  now: Date,
): Promise<ProtestAtHand[]> => {
  const views = await protestViews(manager, found, now);
  return views.map((view, index) => {
    const { place_on, reasons, holder_name, lease_until } = found[index]!;
    const held = lease_until !== null && lease_until > now;
    return {
      ...view,
      placeOn: place_on,
      reasons,
      takenBy: held ? holder_name : null,
      leaseUntil: held ? lease_until : null,
    };
  });
};

/** That somebody of CBP took a protest, in the logs of the accounts that it concerns. */
const tellLook = async (unit: UnitOfWork, asking: Asking, row: ProtestRow): Promise<void> => {
  if (!isOfCbp(asking)) return;
  const shown = {
    ...{ accountIds: await concernedBy(unit.manager, row), kind: 'protest', subject: protestSubject(row.number) },
  };
  for (const look of looksOf(asking, `protest ${row.number}, taken for review`, [shown], unit.now))
    unit.publish(CeeInteractionRecorded, accountSubject(look.accountId), look, {
      correlationId: currentCorrelation() ?? randomUUID(),
    });
};

/** Locks a protest of the own Center. @throws Problem */
export const lockedAt = async (unit: UnitOfWork, who: Specialist, id: string): Promise<ProtestRow> => {
  const row = await lockProtest(unit.manager, id);
  if (row.center_id !== who.center)
    throw new Problem(
      'not-authorized',
      `The protest is the work of ${row.center_id ?? 'no Center'}; you are of ${who.center}.`,
    );
  return row;
};

const WAITS: readonly ProtestState[] = ['open'];

/** Locks a protest that somebody holds, where the Center has the authority over protests on the day. @throws Problem */
export const heldBy = async (unit: UnitOfWork, who: Specialist, id: string): Promise<ProtestRow> => {
  const row = await lockedAt(unit, who, id);
  await requireAuthority(
    unit.manager,
    { centerId: row.center_id, importerIdentity: row.protestant_identity },
    'protests',
    centerDay(unit.now),
  );
  if (row.holder_id === who.personId && row.lease_until! > unit.now) return row;
  if (row.decided_by !== null)
    throw new Problem(
      'state-conflict',
      `Protest ${row.number} is ${row.state} already: decided by ${row.decided_by} on ${row.decided_on}.`,
    );
  throw new Problem(
    'state-conflict',
    row.holder_id === who.personId
      ? 'Your lease of the protest is over: take it again.'
      : row.holder_id !== null && row.lease_until! > unit.now
        ? `You do not have the protest: ${row.holder_name} has it.`
        : WAITS.includes(row.state)
          ? 'You do not have the protest: take it first.'
          : `The protest is ${row.state}: nobody decides it now.`,
  );
};
