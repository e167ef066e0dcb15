import type { DataSource } from 'typeorm';
import { type Asking, type Looks } from '#access';
import { addDays } from '#kernel';
import { messagingTables, Transactions } from '#messaging';
import { createDataSource } from '#persistence';
import { portLocalDate } from '#reference';
import type { RecurringWork } from '#service';
import { DueList } from '../apps/enforcement/src/case-time/due-list';
import { EnforcementCases } from '../apps/enforcement/src/cases/enforcement-cases';
import { ClockSweep } from '../apps/enforcement/src/clocks/clock-sweep';
import type { EnforcementConfig } from '../apps/enforcement/src/config/enforcement.config';
import { enforcementService } from '../apps/enforcement/src/enforcement.service-definition';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { percentiles, type Percentiles } from './figures';

const CASES = 1_000_000;
const READS = 400;
const PLAIN_READS = 3;
const PORT = '2704';

export interface EnforcementFigures {
  readonly cases: number;
  /** Milliseconds of a page of 50: the first one, and ones from anywhere in the list. */
  readonly first: Percentiles;
  readonly anywhere: Percentiles;
  /** Of a kind in a state. */
  readonly narrowed: Percentiles;
  /** The same page by one SELECT that sorts what is open: the peer. */
  readonly plain: Percentiles;
  /** One row by its primary key: the floor. */
  readonly floor: Percentiles;
  readonly sweep: SweepFigures;
  /** A page of 50 of what runs out in the next two weeks, of a clock for each case: the first one, and ones from anywhere. */
  readonly due: Percentiles;
}

/** A day of clocks of all those cases, one clock each. */
export interface SweepFigures {
  readonly reminded: number;
  readonly ended: number;
  readonly ms: number;
  /** Reading every clock that runs, to look at each: the peer. */
  readonly plainMs: number;
  /** Marking as many rows by one statement, without any case going on or anybody being told: the floor. */
  readonly floorMs: number;
}

const idAt = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

const timed = async (times: number, work: (at: number) => Promise<unknown>): Promise<Percentiles> => {
  const ms: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const began = performance.now();
    await work(at);
    ms.push(performance.now() - began);
  }
  return percentiles(ms);
};

/** Clocks that end in a day, of 60 days each: a sixtieth is reminded; most end by a petition, so that few are over with nobody having done anything. */
const measureSweep = async (source: DataSource, say: (line: string) => void): Promise<SweepFigures> => {
  say('clocks of all cases, of which a day is due');
  // By the clock of the port: at night in Washington it is still the day before in Los Angeles.
  const today = portLocalDate(new Date(), PORT);
  await source.query(
    `INSERT INTO case_clock (case_id, place, clock, started_on, legal_due, due, remind_on, reminded_at)
     SELECT id, 1, 'petition against liquidated damages', due - 60, due, due, due - 7, CASE WHEN due - 7 < $1::date THEN now() END
     FROM (SELECT id, $1::date + CASE WHEN n % 500 = 1 THEN -3 ELSE 1 + n % 60 END AS due
           FROM (SELECT id, right(id::text, 9)::int AS n FROM enforcement_case) c) d`,
    [today],
  );
  await source.query(
    `INSERT INTO case_party (case_id, place, role, name, account_id, by_importer) SELECT case_id, 1, 'principal', 'Pacific Home Goods', case_id, false FROM case_clock
      WHERE due < $1::date OR remind_on = $1::date`,
    [today],
  );
  await source.query('VACUUM ANALYZE case_clock, case_party');
  const transactions = new Transactions(source, 4, () => {});
  const clocks = new ClockSweep(
    source,
    transactions,
    { CLOCK_LOOK_MS: 1_000 } as EnforcementConfig,
    { every: () => {} } as unknown as RecurringWork,
  );
  const at = new Date();
  const began = performance.now();
  const reminded = await clocks.remind(at);
  const ended = await clocks.end(at);
  const ms = performance.now() - began;
  const again = performance.now();
  await source.query('SELECT id, case_id, clock, started_on, due FROM case_clock WHERE ended_at IS NULL');
  const plainMs = performance.now() - again;
  const floorBegan = performance.now();
  await source.query(
    'UPDATE case_clock SET reminded_at = now() WHERE id IN (SELECT id FROM case_clock ORDER BY id LIMIT $1)',
    [reminded + ended],
  );
  return { reminded, ended, ms, plainMs, floorMs: performance.now() - floorBegan };
};

/** The work list of a port with a million open cases, beside a plain SELECT and a look-up by primary key. */
export const measureEnforcement = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<EnforcementFigures> => {
  const source: DataSource = await createDataSource({
    url: postgres.url,
    applicationName: 'enforcement bench',
    entities: [],
    migrations: [...messagingTables, ...enforcementService.migrations],
    poolSize: 8,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    say(`writing ${CASES} open cases of one port`);
    await source.query(
      `INSERT INTO enforcement_case (id, number, version, kind, law, state, event_kind, event_key, port, subject, facts, violation_on, discovered_on, limitation_on, assessed_cents,
         told_to_parties, notice_mailed_on, opened_on, opened_by, opened_at, changed_at, hash)
       SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'FP-26-' || lpad(n::text, 7, '0'), 2,
         CASE n % 3 WHEN 0 THEN 'seizure' WHEN 1 THEN 'penalty' ELSE 'liquidated damages' END, '19 USC 1623',
         (ARRAY['opened', 'noticed', 'petitioned', 'decided'])[1 + n % 4], 'late summary', 'late summary:' || n, $1, 'Entry summary was filed late', 'Filed late.', day, day,
         day + interval '6 years', n % 977 * 100, true, day + 3, day, 'the platform', day, day, 'x'
       FROM generate_series(1, $2::int) n CROSS JOIN LATERAL (SELECT date '2021-01-01' + (n::bigint * 7919 % 1900)::int AS day) d`,
      [PORT, CASES],
    );
    await source.query('VACUUM ANALYZE enforcement_case');
    const cases = new EnforcementCases(source, new Transactions(source, 4, () => {}), {} as Looks);
    const asking = {
      ...{ account: { accountId: idAt(0), name: 'CBP' }, person: 'G. Romano', personId: idAt(0) },
      ...{ viewers: ['FP&F officer'], leaves: null, ports: [PORT], center: null },
    } as unknown as Asking;
    const asked = {
      port: null,
      center: null,
      kind: null,
      state: null,
      caseNumber: null,
      account: null,
      entry: null,
      bill: null,
      after: null,
      limit: 50,
    };
    const page = (more: object = {}): Promise<unknown> => cases.list(asking, { ...asked, ...more });
    await page();

    say('pages, and the same by a plain SELECT');
    const first = await timed(READS, () => page());
    const anywhere = await timed(READS, (at) =>
      page({ after: `20${27 + (at % 5)}-06-15 ${idAt((at * 2_503) % CASES)}` }),
    );
    const narrowed = await timed(READS, () => page({ kind: 'penalty', state: 'noticed' }));
    const plain = await timed(PLAIN_READS, () =>
      source.query(
        `SELECT * FROM enforcement_case WHERE port = $1 AND state <> 'closed' ORDER BY limitation_on, opened_at, number LIMIT 50`,
        [PORT],
      ),
    );
    const floor = await timed(READS, (at) =>
      source.query('SELECT * FROM enforcement_case WHERE id = $1', [idAt(at * 2_503 + 1)]),
    );
    const sweep = await measureSweep(source, say);
    say('what runs out in two weeks');
    const list = new DueList(source);
    const today = portLocalDate(new Date(), PORT);
    const due = await timed(READS, (at) =>
      list.list(asking, {
        ...{ port: null, within: 14, limit: 50 },
        after: at === 0 ? null : `${addDays(today, at % 14)} k${String((at * 2_503) % CASES).padStart(19, '0')}`,
      }),
    );
    return { cases: CASES, first, anywhere, narrowed, plain, floor, sweep, due };
  } finally {
    await source.destroy();
  }
};
