import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Asking, looksOf, may } from '#access';
import { accountSubject, CeeInteractionRecorded, EntrySummaryFiled, entrySubject, kindOf } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { CeeConfig } from '../config/cee.config';
import { Absences } from './absences';
import {
  type Official,
  officialOf,
  personOfCenter,
  requireOwnPort,
  type Specialist,
  specialistOf,
} from '../people/center-people';
import { centerDay, type WorkItem } from './work-item';
import { ITEM_COLUMNS, writeEvents } from './work-item.repository';
import { workItemStates, type WorkItemEvent } from './work-item.states';

/** What somebody takes at once at most. */
export const MOST_AT_ONCE = 20;
/** How often, and after how many milliseconds, it is looked for what was held. */
const LOOKS = 10;
const LOOK_AGAIN_MS = 100;

export interface Wanted {
  /** Null for any team of the Center. */
  readonly team: string | null;
  readonly count: number;
}

export interface Reassignment {
  /** Person for whom the item is set aside; null for the whole team. */
  readonly personId: string | null;
  /** Another team of the Center; null for the one that has it. */
  readonly team: string | null;
  readonly why: string;
}

/**
 * Work items are taken by one specialist, with a lease: what is not renewed goes back. Who takes the next never waits for anybody: rows that others are just taking are passed
 * over (SKIP LOCKED), so that the same item is never taken twice.
 */
@Injectable()
export class WorkDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly absences: Absences,
    private readonly config: CeeConfig,
  ) {}

  /**
   * The next items of the Center or a team: first those set aside for who asks, or for whom that person stands in. None where nothing is left: where all that is left is held for a moment,
   * as when a day's priorities are written, it looks again.
   */
  async takeNext(asking: Asking, wanted: Wanted): Promise<WorkItem[]> {
    for (let look = 1; ; look += 1) {
      const { items, isAnyLeft } = await this.takeFree(asking, wanted);
      if (items.length > 0 || !isAnyLeft || look === LOOKS) return items;
      await pause(LOOK_AGAIN_MS);
    }
  }

  private takeFree(
    asking: Asking,
    { team, count }: Wanted,
  ): Promise<{ readonly items: WorkItem[]; readonly isAnyLeft: boolean }> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { mine, anybodys } = await this.takeableBy(manager, who, now);
      const own = await this.take(
        unit,
        who,
        count,
        'w.reserved_for = ANY($7::uuid[]) AND w.center_id = $1',
        team,
        mine,
      );
      const left = count - own.length;
      const others =
        left === 0
          ? []
          : await this.take(
              unit,
              who,
              left,
              '(w.reserved_for IS NULL OR w.reserved_for = ANY($7::uuid[])) AND w.center_id = $1',
              team,
              anybodys,
            );
      const items = await this.taken(unit, asking, who, [...own, ...others]);
      if (items.length > 0) return { items, isAnyLeft: true };
      const [{ open }] = await manager.query(
        `SELECT EXISTS (SELECT FROM work_item WHERE state = 'open' AND center_id = $1 AND ($2::text IS NULL OR team_number = $2)
           AND (reserved_for IS NULL OR reserved_for = ANY($3::uuid[]))) AS open`,
        [who.center, team, [...mine, ...anybodys]],
      );
      return { items, isAnyLeft: open };
    });
  }

  /** One item. Who has it already has it from now on anew. @throws Problem `state-conflict` where another has it, or it is set aside for another */
  takeOne(asking: Asking, itemId: string): Promise<WorkItem> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const item = await this.locked(manager, who, itemId);
      if (this.isHeldBy(item, who, now)) return this.lease(unit, item, who, 'renewed', null);
      if (item.state === 'taken' && item.leaseUntil! > now)
        throw new Problem(
          'state-conflict',
          `${item.holderName} took the item and has it until ${item.leaseUntil!.toISOString()}.`,
        );
      const { mine, anybodys } = await this.takeableBy(manager, who, now);
      if (item.reservedFor !== null && ![...mine, ...anybodys].includes(item.reservedFor))
        throw new Problem(
          'state-conflict',
          `The item is set aside for ${item.reservedName}: a team lead may reassign it.`,
        );
      if (item.state === 'taken') await this.note(unit, item, 'lease over', 'the platform', null, null);
      const open = item.state === 'taken' ? { ...item, state: 'open' as const } : item;
      const [leased] = await this.taken(unit, asking, who, [await this.lease(unit, open, who, 'taken', null, false)]);
      return leased!;
    });
  }

  /** Has it for another while. @throws Problem `state-conflict` where the lease is over: somebody else may have it */
  renew(asking: Asking, itemId: string): Promise<WorkItem> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const item = await this.heldItem(unit, who, itemId);
      return this.lease(unit, item, who, 'renewed', null);
    });
  }

  giveBack(asking: Asking, itemId: string, why: string): Promise<WorkItem> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const item = await this.heldItem(unit, who, itemId);
      return this.release(unit, item, 'given back', who, why, {});
    });
  }

  /** A team lead sets an item aside for somebody, or gives it to another team. Who had it has it no more. */
  reassign(asking: Asking, itemId: string, { personId, team, why }: Reassignment): Promise<WorkItem> {
    const who = specialistOf(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const item = await this.locked(manager, who, itemId);
      const person = personId === null ? null : await personOfCenter(manager, who.center, personId, '/personId', now);
      if (team !== null) {
        const [found] = await manager.query('SELECT 1 FROM team WHERE center_id = $1 AND number = $2', [
          who.center,
          team,
        ]);
        if (!found)
          throw new Problem('not-valid', `Center ${who.center} has no team ${team}.`, [
            { at: '/team', text: `is not a team of ${who.center}` },
          ]);
      }
      const to = [person?.name, team === null ? null : `team ${team}`].filter(Boolean).join(', ') || 'the whole team';
      return this.release(unit, item, 'reassigned', who, `to ${to}: ${why}`, {
        ...{ reservedFor: person?.personId ?? null, reservedName: person?.name ?? null },
        ...(team !== null && { teamNumber: team }),
      });
    });
  }

  /** Locks an item that somebody holds. @throws Problem */
  async heldItem(unit: UnitOfWork, who: Specialist, itemId: string): Promise<WorkItem> {
    const item = await this.locked(unit.manager, who, itemId);
    if (this.isHeldBy(item, who, unit.now)) return item;
    throw new Problem(
      'state-conflict',
      item.holderId === who.personId
        ? 'Your lease of the item is over: take it again.'
        : `You do not have the item${item.state === 'taken' ? `: ${item.holderName} has it` : `, it is ${item.state}`}: take it first.`,
    );
  }

  /**
   * Locks an item for who decides on its entry: who holds it, a team lead or the director of its Center, or an officer of the port where the entry was made.
   *
   * @param also a state in which who asks may decide without holding it
   * @throws Problem
   */
  async decidable(
    unit: UnitOfWork,
    asking: Asking,
    itemId: string,
    also: WorkItem['state'] | null = null,
  ): Promise<WorkItem> {
    const who = officialOf(asking);
    const item =
      who.center === null
        ? await itemOfPort(unit.manager, who, itemId)
        : await this.locked(unit.manager, { center: who.center }, itemId);
    const isFree = who.center === null || may(asking, 'change', 'distribution of work') || item.state === also;
    if (!isFree) return this.heldItem(unit, specialistOf(asking), itemId);
    if (item.state === 'withdrawn')
      throw new Problem('state-conflict', 'The filer took the summary back: there is nothing to decide on.');
    return item;
  }

  /** One row of its history, and its state after it. @throws Problem `state-conflict` where the table does not have the event */
  async note(
    { manager, now }: UnitOfWork,
    { id, state }: WorkItem,
    event: WorkItemEvent,
    by: string,
    byId: string | null,
    note: string | null,
  ): Promise<WorkItem['state']> {
    const next = workItemStates.next(state, event);
    if (!next.ok) throw new Problem('state-conflict', `The item is ${state}: ${event} is not possible now.`);
    await writeEvents(manager, [{ itemId: id, event, state: next.value, by, byId, note }], now);
    return next.value;
  }

  private isHeldBy({ state, holderId, leaseUntil }: WorkItem, { personId }: Specialist, now: Date): boolean {
    return state === 'taken' && holderId === personId && leaseUntil! > now;
  }

  private async takeableBy(
    manager: EntityManager,
    { personId, center }: Specialist,
    now: Date,
  ): Promise<{ mine: string[]; anybodys: string[] }> {
    const standIns = [...(await this.absences.standInsOn(manager, center, centerDay(now)))];
    return {
      mine: [personId, ...standIns.flatMap(([absent, standIn]) => (standIn === personId ? [absent] : []))],
      anybodys: standIns.flatMap(([absent, standIn]) => (standIn === null ? [absent] : [])),
    };
  }

  private take(
    { manager, now }: UnitOfWork,
    who: Specialist,
    count: number,
    whose: string,
    team: string | null,
    reserved: readonly string[],
  ): Promise<WorkItem[]> {
    return manager
      .query(
        `WITH next AS (
         SELECT w.id FROM work_item w WHERE w.state = 'open' AND ${whose} ${team === null ? 'AND $2::text IS NULL' : 'AND w.team_number = $2'}
          ORDER BY w.rank, w.id LIMIT $3 FOR UPDATE SKIP LOCKED)
       UPDATE work_item w SET state = 'taken', holder_id = $4, holder_name = $5, lease_until = $6 FROM next WHERE w.id = next.id
       RETURNING ${ITEM_COLUMNS}`,
        [who.center, team, count, who.personId, who.name, this.until(now), reserved],
      )
      .then(([rows]: [WorkItem[], number]) => rows.sort((a, b) => a.rank - b.rank || Number(a.id) - Number(b.id)));
  }

  private until(now: Date): Date {
    return new Date(now.getTime() + this.config.WORK_LEASE_MINUTES * 60_000);
  }

  /** What was taken is in its history, and that it was looked at in the logs of its accounts. */
  private async taken(unit: UnitOfWork, asking: Asking, who: Specialist, items: WorkItem[]): Promise<WorkItem[]> {
    await writeEvents(
      unit.manager,
      items.map(({ id, state }) => ({
        itemId: id,
        event: 'taken',
        state,
        by: who.name,
        byId: who.personId,
        note: null,
      })),
      unit.now,
    );
    const shown = items.map((item) => ({
      accountIds: [item.accountId],
      ...{ kind: kindOf(EntrySummaryFiled).kind, subject: entrySubject(item) },
    }));
    const cause = { correlationId: currentCorrelation() ?? randomUUID() };
    for (const look of looksOf(asking, 'entry summaries taken for review', shown, unit.now))
      unit.publish(CeeInteractionRecorded, accountSubject(look.accountId), look, cause);
    return items;
  }

  private async lease(
    unit: UnitOfWork,
    item: WorkItem,
    { personId, name }: Specialist,
    event: 'taken' | 'renewed',
    note: string | null,
    write = true,
  ): Promise<WorkItem> {
    const next = workItemStates.next(item.state, event);
    if (!next.ok) throw new Problem('state-conflict', `The item is ${item.state}: it cannot be ${event} now.`);
    if (write) await this.note(unit, item, event, name, personId, note);
    const leaseUntil = this.until(unit.now);
    await unit.manager.query(
      `UPDATE work_item SET state = 'taken', holder_id = $2, holder_name = $3, lease_until = $4 WHERE id = $1`,
      [item.id, personId, name, leaseUntil],
    );
    return { ...item, state: next.value, holderId: personId, holderName: name, leaseUntil };
  }

  private async release(
    unit: UnitOfWork,
    item: WorkItem,
    event: 'given back' | 'reassigned',
    who: Specialist,
    note: string,
    changes: Partial<Pick<WorkItem, 'reservedFor' | 'reservedName' | 'teamNumber'>>,
  ): Promise<WorkItem> {
    const state = await this.note(unit, item, event, who.name, who.personId, note);
    const after = { ...item, ...changes, state, holderId: null, holderName: null, leaseUntil: null };
    await unit.manager.query(
      `UPDATE work_item SET state = $2, holder_id = NULL, holder_name = NULL, lease_until = NULL, reserved_for = $3, reserved_name = $4, team_number = $5
        WHERE id = $1`,
      [item.id, state, after.reservedFor, after.reservedName, after.teamNumber],
    );
    return after;
  }

  private async locked(
    manager: EntityManager,
    { center }: Pick<Specialist, 'center'>,
    itemId: string,
  ): Promise<WorkItem> {
    const item = await lockedItem(manager, itemId);
    if (item.centerId !== center)
      throw new Problem(
        'not-authorized',
        `The item is the work of ${item.centerId ?? 'no Center'}; you are of ${center}.`,
      );
    return item;
  }
}

/** @throws Problem `not-found` */
const lockedItem = async (manager: EntityManager, itemId: string): Promise<WorkItem> => {
  const [item]: WorkItem[] = await manager.query(`SELECT ${ITEM_COLUMNS} FROM work_item w WHERE w.id = $1 FOR UPDATE`, [
    itemId,
  ]);
  if (!item) throw new Problem('not-found', `There is no work item ${itemId}.`);
  return item;
};

/** Ports have no leases: their officers decide for the port director, one after the other. @throws Problem */
const itemOfPort = async (manager: EntityManager, { ports }: Official, itemId: string): Promise<WorkItem> => {
  const item = await lockedItem(manager, itemId);
  requireOwnPort(ports, item.portOfEntry);
  return item;
};
