import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, looksOf } from '#access';
import { accountSubject, CeeInteractionRecorded, protestSubject } from '#contracts';
import type { CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { requireAuthority, whyNotTheCenter } from '../authority/authority.repository';
import { CeeConfig } from '../config/cee.config';
import { isOfCbp } from '../people/asking-person';
import { type Official, officialOf, type Specialist } from '../people/center-people';
import { centerDay } from '../work/work-item';
import {
  concernedBy,
  entryRows,
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

  /** Of a Center, of entries at ports, or of no Center where it is null; what is due first, moved by its reasons, stands first. */
  async page(
    center: string | { readonly ports: readonly string[] } | null,
    { state, team, after, limit }: { state: string; team: string | null; after: string | null; limit: number },
    now = new Date(),
  ): Promise<{ protests: ProtestAtHand[]; next: string | null }> {
    const { where, values } = listOf({ center, team, state, after });
    const found = await protestRows(
      this.source.manager,
      `${where} ORDER BY ${PLACE}, p.number LIMIT $${values.length + 1}`,
      [...values, limit],
    );
    return {
      protests: await atHand(this.source.manager, found, now),
      next: found.length === limit ? found.at(-1)!.number : null,
    };
  }

  /** The next that nobody has, of the Center, or of the ports where they decide; null where nothing is left. */
  takeNext(asking: Asking, team: string | null): Promise<ProtestAtHand | null> {
    const who = officialOf(asking);
    return this.transactions.run(async (unit) => {
      const { center } = who;
      const next = center === null ? await nextOfPorts(unit, who) : await nextOf(unit, center, team);
      return next ? this.lease(unit, asking, who, next) : null;
    });
  }

  /** This one; who has it already has it from now on anew. @throws Problem `state-conflict` where another has it */
  take(asking: Asking, id: string): Promise<ProtestAtHand> {
    const who = officialOf(asking);
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
    const who = officialOf(asking);
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
        'UPDATE protest SET center_id = $2, team_number = $3, office_on = $4, holder_id = NULL, holder_name = NULL, lease_until = NULL WHERE id = $1',
        [id, to.center, to.team, centerDay(unit.now)],
      );
      return (await atHand(unit.manager, [await lockProtest(unit.manager, id)], unit.now))[0]!;
    });
  }

  private async lease(
    unit: UnitOfWork,
    asking: Asking,
    who: Pick<Specialist, 'personId' | 'name'>,
    row: ProtestRow,
  ): Promise<ProtestAtHand> {
    const { manager, now } = unit;
    if (asking.center !== null) await requireOfCenter(unit, row);
    await noteOf(unit, row, 'taken', who.name, null);
    await manager.query('UPDATE protest SET holder_id = $2, holder_name = $3, lease_until = $4 WHERE id = $1', [
      ...[row.id, who.personId, who.name, new Date(now.getTime() + this.config.WORK_LEASE_MINUTES * 60_000)],
    ]);
    await tellLook(unit, asking, row);
    return (await atHand(manager, [await lockProtest(manager, row.id)], now))[0]!;
  }
}

/** As the indexes of the lists have it. */
const PLACE = `coalesce(p.place_on, 'infinity'::date)`;

/** Only what is asked stands in the condition, so that an index gives the page in its order. */
const listOf = ({
  center,
  team,
  state,
  after,
}: {
  readonly center: string | { readonly ports: readonly string[] } | null;
  readonly team: string | null;
  readonly state: string;
  readonly after: string | null;
}): { where: string; values: unknown[] } => {
  const values: unknown[] = [state];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    'p.state = $1',
    center === null
      ? 'p.center_id IS NULL'
      : typeof center === 'string'
        ? `p.center_id = ${place(center)}`
        : `EXISTS (SELECT 1 FROM protest_entry e WHERE e.protest_id = p.id AND e.port = ANY(${place(center.ports)}))`,
    ...(team === null ? [] : [`p.team_number = ${place(team)}`]),
    ...(after === null
      ? []
      : [`(${PLACE}, p.number) > (SELECT ${PLACE}, p.number FROM protest p WHERE p.number = ${place(after)})`]),
  ];
  return { where: `WHERE ${conditions.join(' AND ')}`, values };
};

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

/** A cut-over moves no open work: a protest is with who decided on the day on which it was filed, or was given to its Center. */
const officeDay = ({ filed_on, office_on }: ProtestRow): CustomsDate => office_on ?? filed_on;

/** Of a protest `p`, whether its Center decides: the same as `whyNotTheCenter` by its day, for lists. */
const CENTER_DECIDES = `EXISTS (SELECT FROM authority a
    WHERE a.ordered AND a.function_code = 'protests' AND a.center_id = p.center_id AND a.valid_from <= coalesce(p.office_on, p.filed_on)
      AND (a.valid_to IS NULL OR a.valid_to >= coalesce(p.office_on, p.filed_on))
      AND (a.reach = 'all' OR EXISTS (SELECT FROM delegation_volunteer v WHERE v.order_id = a.order_id
            AND (v.importer_identity = p.protestant_identity
                 OR EXISTS (SELECT FROM importer_account own JOIN importer_account other ON other.account_id = own.account_id
                             WHERE own.importer_identity = p.protestant_identity AND other.importer_identity = v.importer_identity)))))`;

/** @throws Problem `not-authorized` where no entry is of the port, or the Center decides */
const requirePort = async ({ manager }: UnitOfWork, { ports }: Official, row: ProtestRow): Promise<void> => {
  const entries = await entryRows(manager, [row.id]);
  if (!entries.some(({ port }) => port !== null && ports.includes(port)))
    throw new Problem('not-authorized', `No entry of protest ${row.number} was made at a port of yours.`);
  const day = officeDay(row);
  const work = { centerId: row.center_id, importerIdentity: row.protestant_identity };
  if ((await whyNotTheCenter(manager, work, 'protests', day)) === null)
    throw new Problem('not-authorized', `Protests: on ${day} ${row.center_id} decides, not the port.`);
};

const nextOf = async (
  { manager, now }: UnitOfWork,
  center: string,
  team: string | null,
): Promise<ProtestRow | undefined> => {
  const { where, values } = listOf({ center, team, state: 'open', after: null });
  const [next] = await protestRows(
    manager,
    `${where} AND ${CENTER_DECIDES} AND (p.lease_until IS NULL OR p.lease_until <= $${values.length + 1}) ORDER BY ${PLACE}, p.number LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [...values, now],
  );
  return next;
};

const nextOfPorts = async ({ manager, now }: UnitOfWork, { ports }: Official): Promise<ProtestRow | undefined> => {
  const [next] = await protestRows(
    manager,
    `WHERE p.state = 'open' AND NOT ${CENTER_DECIDES} AND (p.lease_until IS NULL OR p.lease_until <= $1)
       AND EXISTS (SELECT 1 FROM protest_entry e WHERE e.protest_id = p.id AND e.port = ANY($2)) ORDER BY ${PLACE}, p.number LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [now, ports],
  );
  return next;
};

/** Locks a protest of the own Center where that has the authority over protests on the day, or of the own port where it has not. @throws Problem */
export const lockedAt = async (unit: UnitOfWork, who: Official, id: string): Promise<ProtestRow> => {
  const row = await lockProtest(unit.manager, id);
  if (who.center === null) {
    await requirePort(unit, who, row);
    return row;
  }
  if (row.center_id !== who.center)
    throw new Problem(
      'not-authorized',
      `The protest is the work of ${row.center_id ?? 'no Center'}; you are of ${who.center}.`,
    );
  await requireOfCenter(unit, row);
  return row;
};

const requireOfCenter = ({ manager }: UnitOfWork, row: ProtestRow): Promise<void> =>
  requireAuthority(
    manager,
    { centerId: row.center_id, importerIdentity: row.protestant_identity },
    'protests',
    officeDay(row),
  );

const WAITS: readonly ProtestState[] = ['open'];

/** Locks a protest that somebody holds. @throws Problem */
export const heldBy = async (unit: UnitOfWork, who: Official, id: string): Promise<ProtestRow> => {
  const row = await lockedAt(unit, who, id);
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
