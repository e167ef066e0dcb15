import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { trustedTraderSubject } from '#contracts';
import { type CustomsDate, type FieldError, isCustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { insertRows } from '#persistence';
import { isPort } from '#reference';
import { Problem, requireSameContent } from '#service';
import { today } from '../days/customs-days';
import { actingFor, isOfCbp, ordering } from '../people/asking-person';
import { tellStanding } from '../trusted-benefits/account-standing';
import { tellDecided, tellFiled } from '../trusted-traders/telling';
import { AGENCIES } from './agencies.data';
import { MOST_AGENCIES, type PilotEffect, ranked, type Rating, type Score, scoreOf, spansOf } from './pilot.rules';
import { type PilotEvent, type PilotState, pilotStates } from './pilot.states';

export interface PilotBenefit {
  /** What the agency gives, in its words. */
  readonly benefit: string;
  readonly from: string;
  readonly to: string | null;
  /** Which benefit of the platform it acts as at its ports; left out or null where the agency does it in its own work. */
  readonly brings?: PilotEffect | null;
  /** Of a lower exam rate: exams in 10,000 entries. */
  readonly figure?: number | null;
}

export interface NewPilot {
  readonly id: string;
  readonly agency: string;
  readonly title: string;
  readonly ports: readonly string[] | null;
  readonly accounts: readonly string[];
  readonly benefits: readonly PilotBenefit[];
}

export interface PilotView extends Score {
  readonly id: string;
  readonly number: string;
  readonly agency: string;
  readonly agencyName: string;
  readonly title: string;
  readonly state: PilotState;
  readonly ports: string[] | null;
  readonly from: CustomsDate | null;
  readonly to: CustomsDate | null;
  readonly proposedBy: string;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
  readonly participants: number;
  readonly benefits: PilotBenefit[];
  /** Among all pilots; null where nobody rated it. */
  readonly rank: number | null;
  /** What Centers and importers say of it, the newest first. An account reads here what it said itself. */
  readonly said: PilotSaid[];
}

export interface PilotSaid {
  readonly side: Rating['side'];
  readonly rating: number;
  readonly comment: string;
  readonly by: string;
  readonly at: string;
}

export interface PilotMeasure {
  readonly from: CustomsDate;
  readonly to: CustomsDate;
  readonly entries: number;
  readonly exams: number;
  /** Exams in 10,000 entries; null without entries. */
  readonly examRate: number | null;
  /** Of an exam; null where none is known. */
  readonly meanHours: number | null;
}

/** Pilots with partner agencies for trusted traders: one or two agencies at a time, ranked by those who take part, measured before and after. */
@Injectable()
export class AgencyPilots {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The best rated first: all of them, or those that one account takes part in. An account sees its own. */
  async list(asking: Asking, ofAccount: string | null = null): Promise<PilotView[]> {
    const readBy = isOfCbp(asking) ? null : asking.account.accountId;
    const all = await views(this.source.manager, readBy);
    const wanted = [ofAccount, readBy].filter((one) => one !== null);
    if (wanted.length === 0) return all;
    const own: { id: string }[] = await this.source.query(
      'SELECT pilot_id AS id FROM agency_pilot_account WHERE account_id = ALL($1::uuid[])',
      [wanted],
    );
    return all.filter(({ id }) => own.some((one) => one.id === id));
  }

  /** The same id again is the same pilot. @throws Problem `not-valid` by field */
  propose(asking: Asking, wanted: NewPilot): Promise<{ fresh: boolean; pilot: PilotView }> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      await requireSameContent(manager, 'pilot', wanted.id, wanted);
      const known = await find(manager, wanted.id);
      if (known?.agency === wanted.agency && known.title === wanted.title) return { fresh: false, pilot: known };
      if (known) throw new Problem('state-conflict', 'Another pilot has this id.', [{ at: '/id', text: 'is taken' }]);
      const errors = await faultsOf(manager, wanted);
      if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
      const [{ place }] = await manager.query(`SELECT nextval('agency_pilot_number')::int AS place`);
      const number = `AP-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      await manager.query(
        `INSERT INTO agency_pilot (id, number, agency, title, state, ports, benefits, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[wanted.id, number, wanted.agency, wanted.title, pilotStates.initial, wanted.ports],
          ...[JSON.stringify(wanted.benefits), by, now],
        ],
      );
      await insertRows(
        manager,
        'agency_pilot_account',
        { pilot_id: 'uuid', account_id: 'uuid' },
        [...new Set(wanted.accounts)].map((account) => ({ pilot_id: wanted.id, account_id: account })),
      );
      return { fresh: true, pilot: (await find(manager, wanted.id))! };
    });
  }

  /** Starts, refuses or ends. The same of the same person again changes nothing. @throws Problem `state-conflict` for a third agency */
  decide(
    asking: Asking,
    id: string,
    { decision, why }: { readonly decision: PilotEvent; readonly why: string },
  ): Promise<PilotView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      // One decision at a time, so that two agencies do not both find a place free.
      await manager.query('LOCK TABLE agency_pilot IN SHARE ROW EXCLUSIVE MODE');
      const pilot = await pilotOf(manager, id);
      if (pilot.decidedBy === by && pilot.decidedWhy === why && pilotStates.states.includes(pilot.state)) {
        const again = { started: 'running', refused: 'refused', ended: 'ended' }[decision];
        if (pilot.state === again) return pilot;
      }
      const next = pilotStates.next(pilot.state, decision);
      if (!next.ok) throw new Problem('state-conflict', `Pilot ${pilot.number} is ${pilot.state}.`);
      if (decision === 'started') {
        const running = (await views(manager)).filter(({ state }) => state === 'running');
        const agencies = new Set(running.map(({ agency }) => agency));
        if (!agencies.has(pilot.agency) && agencies.size >= MOST_AGENCIES)
          throw new Problem(
            'state-conflict',
            `Pilots run with ${[...agencies].sort().join(' and ')}: with ${MOST_AGENCIES} agencies at a time. End one first.`,
          );
      }
      const day = today(now);
      await manager.query(
        `UPDATE agency_pilot SET state = $2, decided_by = $3, decided_why = $4, from_day = CASE WHEN $2 = 'running' THEN $5::date ELSE from_day END,
           to_day = CASE WHEN $2 = 'ended' THEN $5::date ELSE to_day END WHERE id = $1`,
        [id, next.value, by, why, day],
      );
      const participants: { accountId: string }[] =
        decision === 'refused'
          ? []
          : await manager.query(
              'SELECT account_id AS "accountId" FROM agency_pilot_account WHERE pilot_id = $1 ORDER BY 1',
              [id],
            );
      const what = `${decision} pilot ${pilot.number} with ${pilot.agencyName}: ${pilot.title}`;
      for (const { accountId } of participants)
        tellDecided(
          unit,
          { accountId, person: by, what, record: recordOf(pilot.number, decision) },
          {
            ...{ about: 'agency pilot', text: `${what} (${why})`, center: null },
            items: pilot.benefits.map(({ benefit, to }) => ({ reference: pilot.agency, text: benefit, dueDate: to })),
          },
        );
      for (const { accountId } of participants) await tellStanding(unit, accountId, what);
      return (await find(manager, id))!;
    });
  }

  /** An importer that takes part, or a Center, says how it goes: once, and anew instead of that. @throws Problem */
  rate(
    asking: Asking,
    id: string,
    { rating, comment }: { readonly rating: number; readonly comment: string },
  ): Promise<PilotView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const pilot = await pilotOf(manager, id);
      const { accountId } = asking.account;
      const ofCbp = isOfCbp(asking);
      if (!ofCbp) {
        const [takesPart] = await manager.query(
          'SELECT 1 AS yes FROM agency_pilot_account WHERE pilot_id = $1 AND account_id = $2',
          [id, accountId],
        );
        if (!takesPart) throw new Problem('not-found', `There is no pilot ${id}.`);
      }
      if (ofCbp && asking.center === null)
        throw new Problem('not-authorized', 'Your role names no Center, and a Center rates a pilot.');
      if (pilot.state !== 'running' && pilot.state !== 'ended')
        throw new Problem('state-conflict', `Pilot ${pilot.number} is ${pilot.state}: there is nothing to rate yet.`);
      const by = ofCbp ? ordering(asking) : actingFor(asking);
      await manager.query(
        `INSERT INTO agency_pilot_rating (pilot_id, side, who, rating, comment, rated_by, rated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (pilot_id, side, who) DO UPDATE SET rating = excluded.rating, comment = excluded.comment, rated_by = excluded.rated_by, rated_at = excluded.rated_at`,
        [id, ofCbp ? 'Center' : 'importer', ofCbp ? asking.center : accountId, rating, comment, by, now],
      );
      if (!ofCbp) {
        const record = recordOf(pilot.number, `rated ${rating}`);
        tellFiled(unit, { accountId, person: by, what: `rated pilot ${pilot.number}`, record });
      }
      return (await find(manager, id, ofCbp ? null : accountId))!;
    });
  }

  /** Exams of those who take part, as long before as it has run. @throws Problem `not-found`; `state-conflict` before it runs */
  async results(id: string): Promise<{ before: PilotMeasure; during: PilotMeasure }> {
    const { manager } = this.source;
    const pilot = await pilotOf(manager, id);
    const spans = pilot.from === null ? null : spansOf(pilot.from, pilot.to, today(new Date()));
    if (!spans)
      throw new Problem('state-conflict', `Pilot ${pilot.number} is ${pilot.state}: nothing is measured yet.`);
    return { before: await measure(manager, pilot, spans.before), during: await measure(manager, pilot, spans.during) };
  }
}

const recordOf = (number: string, outcome: string) => ({
  ...{ kind: 'agency pilot', subject: trustedTraderSubject(number), outcome },
});

/** @param readBy the account that reads, null for CBP */
const views = async (manager: Pick<EntityManager, 'query'>, readBy: string | null = null): Promise<PilotView[]> => {
  const rows: (Omit<PilotView, keyof Score | 'agencyName' | 'rank' | 'said'> & {
    given: (PilotSaid & { who: string })[];
  })[] = await manager.query(
    `SELECT p.id, p.number, p.agency, p.title, p.state, p.ports, p.from_day::text AS "from", p.to_day::text AS "to", p.proposed_by AS "proposedBy",
            p.decided_by AS "decidedBy", p.decided_why AS "decidedWhy", p.benefits,
            (SELECT count(*)::int FROM agency_pilot_account a WHERE a.pilot_id = p.id) AS participants,
            coalesce((SELECT jsonb_agg(jsonb_build_object('side', r.side, 'who', r.who, 'rating', r.rating, 'comment', r.comment, 'by', r.rated_by, 'at', r.rated_at)
                        ORDER BY r.rated_at DESC, r.side, r.who) FROM agency_pilot_rating r WHERE r.pilot_id = p.id), '[]') AS given
       FROM agency_pilot p ORDER BY p.number`,
  );
  return ranked(
    rows.map(({ given, ...row }) => ({
      ...row,
      ...{ agencyName: AGENCIES.get(row.agency)!, ...scoreOf(given) },
      said: given
        .filter(({ side, who }) => readBy === null || (side === 'importer' && who === readBy))
        .map(({ side, rating, comment, by, at }) => ({ side, rating, comment, by, at: new Date(at).toISOString() })),
    })),
  );
};

const find = async (
  manager: Pick<EntityManager, 'query'>,
  id: string,
  readBy: string | null = null,
): Promise<PilotView | undefined> => (await views(manager, readBy)).find((pilot) => pilot.id === id);

/** @throws Problem `not-found` */
const pilotOf = async (manager: Pick<EntityManager, 'query'>, id: string): Promise<PilotView> => {
  const pilot = await find(manager, id);
  if (!pilot) throw new Problem('not-found', `There is no pilot ${id}.`);
  return pilot;
};

const faultsOf = async (manager: EntityManager, wanted: NewPilot): Promise<FieldError[]> => {
  const errors: FieldError[] = [];
  const say = (at: string, text: string): unknown => errors.push({ at, text });
  if (!AGENCIES.has(wanted.agency)) say('/agency', `must be one of ${[...AGENCIES.keys()].join(', ')}`);
  if (wanted.ports?.length === 0) say('/ports', 'names nothing: leave it out for all');
  wanted.ports?.forEach((port, at) => isPort(port) || say(`/ports/${at}`, `there is no port ${port}`));
  wanted.benefits.forEach(({ from, to, brings, figure }, at) => {
    if ((brings === 'lower exam rate') !== (typeof figure === 'number'))
      say(`/benefits/${at}/figure`, 'is for a lower exam rate, which needs one');
    if (!isCustomsDate(from)) say(`/benefits/${at}/from`, 'is not a day, YYYY-MM-DD');
    if (to !== null && (!isCustomsDate(to) || to < from))
      say(`/benefits/${at}/to`, 'must be a day, not before the first');
  });
  const trusted: { id: string }[] = await manager.query(
    `SELECT account_id AS id FROM account_standing WHERE account_id = ANY($1::uuid[]) AND jsonb_array_length(content -> 'programs') > 0`,
    [wanted.accounts],
  );
  wanted.accounts.forEach((account, at) => {
    if (!trusted.some(({ id }) => id === account)) say(`/accounts/${at}`, 'is no trusted trader');
  });
  return errors;
};

const measure = async (
  manager: Pick<EntityManager, 'query'>,
  { id, ports }: PilotView,
  [from, to]: readonly [CustomsDate, CustomsDate],
): Promise<PilotMeasure> => {
  const [found]: [{ entries: number; exams: number; meanHours: number | null }] = await manager.query(
    `SELECT count(*)::int AS entries, (count(*) FILTER (WHERE s.exam))::int AS exams, round(avg(s.hours), 1)::float8 AS "meanHours"
       FROM trusted_selection s JOIN agency_pilot_account a ON a.account_id = s.account_id
      WHERE a.pilot_id = $1 AND s.day BETWEEN $2 AND $3 AND ($4::text[] IS NULL OR s.port = ANY($4::text[]))`,
    [id, from, to, ports],
  );
  const { entries, exams } = found;
  return { from, to, ...found, examRate: entries === 0 ? null : Math.round((exams * 10_000) / entries) };
};
