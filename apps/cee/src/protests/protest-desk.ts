import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, looksOf } from '#access';
import { accountSubject, CeeInteractionRecorded, protestSubject } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { requireAuthority, whyNotTheCenter } from '../authority/authority.repository';
import { CENTERS } from '../centers/centers.data';
import { CeeConfig } from '../config/cee.config';
import { isOfCbp } from '../people/asking-person';
import { specialistOf, type Specialist } from '../work/center-people';
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
    const who = reviewerOf(asking);
    return this.transactions.run(async (unit) => {
      const { center } = who;
      const next = center === null ? await nextOfPorts(unit, who) : await nextOf(unit, center, team);
      return next ? this.lease(unit, asking, who, next) : null;
    });
  }

  /** This one; who has it already has it from now on anew. @throws Problem `state-conflict` where another has it */
  take(asking: Asking, id: string): Promise<ProtestAtHand> {
    const who = reviewerOf(asking);
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
    const who = reviewerOf(asking);
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

/** Who reviews protests: somebody of a Center, or of ports, which decide until the Center has its cut-over (19 CFR 101.1: what is not the Center's is the port director's). */
export interface Reviewer {
  readonly personId: string;
  readonly name: string;
  /** Null for somebody of ports. */
  readonly center: string | null;
  readonly ports: readonly string[];
}

/** Somebody of ports, and of no Center. */
export const isOfPort = ({ center, viewers }: Asking): boolean =>
  center === null && viewers.some((viewer) => viewer === 'officer' || viewer === 'port director');

/** @throws Problem `not-authorized` */
export const reviewerOf = (asking: Asking): Reviewer => {
  const { personId, person, ports } = asking;
  if (!isOfPort(asking)) return { ...specialistOf(asking), ports: [] };
  if (person === null)
    throw new Problem('not-authorized', 'This API key is issued to no person: use your own, or sign in.');
  return { personId: personId ?? idOfName(asking, person), name: person, center: null, ports };
};

/** An officer whose key names a person that has no role of the own in the account: the same id each time. */
const idOfName = ({ account }: Asking, person: string): string => {
  const hex = createHash('sha256').update(`${account.accountId} ${person}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
};

/** @throws Problem `not-authorized` where no entry is of the port, or the Center decides */
const requirePort = async ({ manager, now }: UnitOfWork, { ports }: Reviewer, row: ProtestRow): Promise<void> => {
  const entries = await entryRows(manager, [row.id]);
  if (!entries.some(({ port }) => port !== null && ports.includes(port)))
    throw new Problem('not-authorized', `No entry of protest ${row.number} was made at a port of yours.`);
  const day = centerDay(now);
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
    `${where} AND (p.lease_until IS NULL OR p.lease_until <= $${values.length + 1}) ORDER BY ${PLACE}, p.number LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [...values, now],
  );
  return next;
};

/** Volunteers of a test phase among so many are the Center's already. */
const LOOKED_AT = 50;

const nextOfPorts = async (unit: UnitOfWork, { ports }: Reviewer): Promise<ProtestRow | undefined> => {
  const { manager, now } = unit;
  const day = centerDay(now);
  const without: string[] = [];
  for (const { id } of CENTERS)
    if ((await whyNotTheCenter(manager, { centerId: id, importerIdentity: null }, 'protests', day)) !== null)
      without.push(id);
  const found = await protestRows(
    manager,
    `WHERE p.state = 'open' AND (p.center_id IS NULL OR p.center_id = ANY($1)) AND (p.lease_until IS NULL OR p.lease_until <= $2)
       AND EXISTS (SELECT 1 FROM protest_entry e WHERE e.protest_id = p.id AND e.port = ANY($3)) ORDER BY ${PLACE}, p.number LIMIT $4 FOR UPDATE SKIP LOCKED`,
    [without, now, ports, LOOKED_AT],
  );
  for (const row of found) {
    const work = { centerId: row.center_id, importerIdentity: row.protestant_identity };
    if ((await whyNotTheCenter(manager, work, 'protests', day)) !== null) return row;
  }
  return undefined;
};

/** Locks a protest of the own Center, or of the own port where the Center has no authority over protests. @throws Problem */
export const lockedAt = async (unit: UnitOfWork, who: Reviewer, id: string): Promise<ProtestRow> => {
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
  return row;
};

const requireOfCenter = ({ manager, now }: UnitOfWork, row: ProtestRow): Promise<void> =>
  requireAuthority(
    manager,
    { centerId: row.center_id, importerIdentity: row.protestant_identity },
    'protests',
    centerDay(now),
  );

const WAITS: readonly ProtestState[] = ['open'];

/** Locks a protest that somebody holds, where the Center has the authority over protests on the day. @throws Problem */
export const heldBy = async (unit: UnitOfWork, who: Reviewer, id: string): Promise<ProtestRow> => {
  const row = await lockedAt(unit, who, id);
  if (who.center !== null) await requireOfCenter(unit, row);
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
