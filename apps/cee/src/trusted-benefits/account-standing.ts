import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { storedAccount } from '#access';
import { accountSubject, StandingChanged } from '#contracts';
import { addDays, contentHash, type CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { MODES_OF_TRANSPORT, PORTS } from '#reference';
import { currentCorrelation } from '#service';
import { importerIdentity } from '../importer/importer-identity';
import { today } from '../days/customs-days';
import type { Program } from '../trusted-standing/programs';
import { type Dated, type Standing, standingOf } from '../trusted-standing/standing.rules';
import { type BenefitOrder, type BenefitRow, benefitsOf } from './benefit.rules';

type Reader = Pick<EntityManager, 'query'>;
type Content = Omit<StandingChanged, 'revision' | 'reason' | 'occurredAt'>;

const EVERYWHERE = { ports: [...PORTS.keys()], modes: [...MODES_OF_TRANSPORT.keys()] };

export const benefitOrders = (manager: Reader): Promise<BenefitOrder[]> =>
  manager.query(
    `SELECT effect, benefit, program, tiers, ports, modes, figure, valid_from::text AS "from", valid_to::text AS "to" FROM benefit_order
      WHERE valid_to IS NULL OR valid_to >= valid_from ORDER BY ordered_at, id`,
  );

type PilotRow = NonNullable<StandingChanged['pilots']>[number];

/** What partner agencies give an account in pilots that run and are not over. */
const pilotsOf = (
  manager: Reader,
  accountId: string,
  day: CustomsDate,
): Promise<(PilotRow & { readonly figure: number | null })[]> =>
  manager.query(
    `SELECT p.number, p.agency, b ->> 'benefit' AS benefit, b ->> 'brings' AS brings, (b ->> 'figure')::int AS figure, p.ports,
            greatest(p.from_day, (b ->> 'from')::date)::text AS "from", b ->> 'to' AS "to"
       FROM agency_pilot p JOIN agency_pilot_account a ON a.pilot_id = p.id CROSS JOIN LATERAL jsonb_array_elements(p.benefits) AS b
      WHERE a.account_id = $1 AND p.state = 'running' AND coalesce(b ->> 'to' >= $2, true) ORDER BY p.number, b ->> 'benefit'`,
    [accountId, day],
  );

/** A pilot's benefit that acts here, as an order for those who take part. */
const orderOf = ({ brings, ports, figure, from, to }: PilotRow & { readonly figure: number | null }): BenefitOrder[] =>
  brings === null
    ? []
    : [{ ...{ effect: 'give', benefit: brings, program: null, tiers: null, ports, modes: null }, figure, from, to }];

/** How an account stands, and what that brings it, on a day and the days after it. */
export const standingOn = async (
  manager: Reader,
  accountId: string,
  day: CustomsDate,
): Promise<{ programs: readonly Standing[]; benefits: BenefitRow[]; pilots: PilotRow[] }> => {
  const decisions: (Dated & { program: Program })[] = await manager.query(
    `SELECT p.program, e.event, e.day::text AS day, e.tier FROM trusted_event e JOIN trusted_participation p ON p.id = e.participation_id
      WHERE p.account_id = $1 AND e.day IS NOT NULL ORDER BY e.id`,
    [accountId],
  );
  const of = (program: Program): Dated[] => decisions.filter((decision) => decision.program === program);
  const programs = standingOf(
    new Map([
      ['CTPAT', of('CTPAT')],
      ['Trade Compliance', of('Trade Compliance')],
    ]),
    day,
  );
  const pilots = programs.length === 0 ? [] : await pilotsOf(manager, accountId, day);
  // What headquarters withholds at a port is withheld there from pilots too.
  const orders = [...(await benefitOrders(manager)), ...pilots.flatMap(orderOf)];
  return {
    programs,
    benefits: benefitsOf(programs, orders, day, EVERYWHERE),
    pilots: pilots.map(({ figure: _figure, ...pilot }) => pilot),
  };
};

const contentOf = async (manager: Reader, accountId: string, day: CustomsDate): Promise<Content> => {
  const [row]: { data: unknown }[] = await manager.query('SELECT data FROM account WHERE id = $1 AND active', [
    accountId,
  ]);
  const nothing: Content = { accountId, importerNumbers: [], programs: [], benefits: [], blankets: [] };
  if (!row) return nothing;
  const { programs, benefits, pilots } = await standingOn(manager, accountId, day);
  // A blanket certification is a benefit: it counts while standing brings it.
  const blanket = benefits.filter(({ benefit }) => benefit === 'blanket certifications');
  // The newest that was not given up.
  const known: { program: Program; number: string }[] = await manager.query(
    `SELECT program, number FROM trusted_participation WHERE account_id = $1
      ORDER BY state NOT IN ('refused', 'withdrawn'), opened_at, number`,
    [accountId],
  );
  const numbers = new Map(known.map(({ program, number }) => [program, number]));
  return {
    accountId,
    importerNumbers: [...storedAccount.read(row.data).importerNumbers],
    programs: programs.map(({ program, tier, from, to }) => ({
      program,
      tier,
      number: numbers.get(program)!,
      from,
      to,
    })),
    benefits,
    blankets: blanket.length === 0 ? [] : await blanketsOf(manager, accountId, day),
    // Left out where there is none: what was told before there were any is not told anew.
    ...(pilots.length > 0 && { pilots }),
  };
};

/** Certifications that were granted and are not over. */
const blanketsOf = (
  manager: Reader,
  accountId: string,
  day: CustomsDate,
): Promise<NonNullable<StandingChanged['blankets']>> =>
  manager.query(
    `SELECT number, certification, goods, ports, valid_from::text AS "from", valid_to::text AS "to" FROM trusted_request
      WHERE account_id = $1 AND granted AND revoked_by IS NULL AND valid_to >= $2 ORDER BY valid_from, number`,
    [accountId, day],
  );

/** The next day after this one with which something begins, or is over. */
const nextDayOf = (
  { programs, benefits, blankets = [], pilots = [] }: Content,
  day: CustomsDate,
): CustomsDate | null => {
  const changes = [...programs, ...benefits, ...blankets, ...pilots].flatMap(({ from, to }) => [
    from,
    ...(to === null ? [] : [addDays(to, 1)]),
  ]);
  return changes.filter((change) => change > day).sort()[0] ?? null;
};

/**
 * Tells whoever listens how an account stands, where that changed.
 *
 * @param again also where nothing changed
 */
export const tellStanding = async (
  unit: UnitOfWork,
  accountId: string,
  reason: string,
  again = false,
): Promise<void> => {
  const { manager, now } = unit;
  await manager.query('INSERT INTO account_standing (account_id, revision) VALUES ($1, 0) ON CONFLICT DO NOTHING', [
    accountId,
  ]);
  const [{ revision, content: before }]: [{ revision: number; content: Content | null }] = await manager.query(
    'SELECT revision, content FROM account_standing WHERE account_id = $1 FOR UPDATE',
    [accountId],
  );
  const day = today(now);
  const content = await contentOf(manager, accountId, day);
  const changed = before === null || contentHash(before) !== contentHash(content);
  const told = changed || again;
  await manager.query(
    `UPDATE account_standing SET revision = $2, content = $3, waiting = NULL, again = false, next_day = $4, told_at = CASE WHEN $5 THEN $6 ELSE told_at END,
            queues_of = ARRAY(SELECT unnest(coalesce(queues_of, '{}') || $7::text[]) UNION SELECT importer_identity FROM importer_account WHERE account_id = $1)
      WHERE account_id = $1`,
    [
      ...[accountId, told ? revision + 1 : revision, JSON.stringify(content), nextDayOf(content, day), told, now],
      (before?.importerNumbers ?? []).map(importerIdentity),
    ],
  );
  if (!told) return;
  unit.publish(
    StandingChanged,
    accountSubject(accountId),
    { ...content, revision: revision + 1, reason: reason.slice(0, 500), occurredAt: now.toISOString() },
    { correlationId: currentCorrelation() ?? randomUUID() },
  );
};

/** Accounts whose standing is to be told anew by `StandingUpkeep`: of these accounts, or all that were ever told of. */
export const standingsWait = async (
  manager: Reader,
  reason: string,
  { accounts = null, again = false }: { accounts?: readonly string[] | null; again?: boolean } = {},
): Promise<number> => {
  const [{ marked }]: [{ marked: number }] = await manager.query(
    `WITH marked AS (UPDATE account_standing SET waiting = $1, again = again OR $3 WHERE $2::uuid[] IS NULL OR account_id = ANY($2::uuid[]) RETURNING 1)
     SELECT count(*)::int AS marked FROM marked`,
    [reason.slice(0, 500), accounts, again],
  );
  return marked;
};

const STANDS = ['in force', 'suspended', 'removed'];

/**
 * What an account was in the programs, its requests, certifications, pilots and counted entries go over to the one that it is merged into, but for programs in which that one
 * stands itself. An application of that one that is not decided yet gives way to a standing.
 */
export const moveParticipations = async (manager: Reader, from: string, into: string): Promise<void> => {
  const [ended]: [{ id: string; tier: number | null }[], number] = await manager.query(
    `UPDATE trusted_participation o SET state = 'withdrawn', version = version + 1
      WHERE o.account_id = $2 AND o.state IN ('preparing', 'submitted', 'improving')
        AND EXISTS (SELECT 1 FROM trusted_participation p WHERE p.account_id = $1 AND p.program = o.program AND p.state = ANY($3))
     RETURNING id, tier`,
    [from, into, STANDS],
  );
  await manager.query(
    `INSERT INTO trusted_event (participation_id, event, state, by_name, of_cbp, note, occurred_at)
     SELECT unnest($1::uuid[]), 'withdrawn', 'withdrawn', 'the platform', false, 'An account that stands in the program was merged into this one', now()`,
    [ended.map(({ id }) => id)],
  );
  const [moved]: [{ id: string }[], number] = await manager.query(
    `UPDATE trusted_participation p SET account_id = $2, version = version + 1 WHERE p.account_id = $1
        AND NOT EXISTS (SELECT 1 FROM trusted_participation o WHERE o.account_id = $2 AND o.program = p.program AND o.state NOT IN ('refused', 'withdrawn'))
     RETURNING id`,
    [from, into],
  );
  await manager.query('UPDATE trusted_appeal SET account_id = $2 WHERE participation_id = ANY($1::uuid[])', [
    moved.map(({ id }) => id),
    into,
  ]);
  const [requests]: [unknown[], number] = await manager.query(
    'UPDATE trusted_request SET account_id = $2 WHERE account_id = $1 RETURNING id',
    [from, into],
  );
  await manager.query('UPDATE trusted_selection SET account_id = $2 WHERE account_id = $1', [from, into]);
  await manager.query(
    `INSERT INTO agency_pilot_account (pilot_id, account_id) SELECT pilot_id, $2 FROM agency_pilot_account WHERE account_id = $1 ON CONFLICT DO NOTHING`,
    [from, into],
  );
  await manager.query(
    `UPDATE trusted_contact c SET account_id = $2 WHERE c.account_id = $1 AND c.ended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM trusted_contact o WHERE o.account_id = $2 AND o.role = c.role AND o.ended_at IS NULL)`,
    [from, into],
  );
  if (moved.length === 0 && requests.length === 0) return;
  await manager.query(
    `INSERT INTO account_standing (account_id, revision, waiting) VALUES ($1, 0, $2) ON CONFLICT (account_id) DO UPDATE SET waiting = excluded.waiting`,
    [into, 'An account was merged into this one'],
  );
};
