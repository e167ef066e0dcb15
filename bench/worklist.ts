import type { DataSource } from 'typeorm';
import type { Asking } from '#access';
import { Transactions, messagingTables } from '#messaging';
import { createDataSource } from '#persistence';
import { cee } from '../apps/cee/src/cee.service-definition';
import { CeeConfig } from '../apps/cee/src/config/cee.config';
import { Downtimes } from '../apps/cee/src/downtimes/downtimes';
import { Absences } from '../apps/cee/src/work/absences';
import { WorkDesk } from '../apps/cee/src/work/work-desk';
import { WorkLists } from '../apps/cee/src/work/work-lists';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { Foreseen } from '../tools/infrastructure/failure';
import { percentiles, type Percentiles } from './figures';

const ITEMS = 1_000_000;
const READS = 400;
const PLAIN_READS = 3;
const SPECIALISTS = 200;
const CENTER = 'CEE009';

export interface WorklistFigures {
  readonly items: number;
  /** Milliseconds of a page of 50: the first one, and ones from anywhere in the list. */
  readonly first: Percentiles;
  readonly anywhere: Percentiles;
  /** Of a team's first page. */
  readonly team: Percentiles;
  /** The same page by one SELECT that sorts what is open by priority and due date: the peer. */
  readonly plain: Percentiles;
  /** One row by its primary key: the floor. */
  readonly floor: Percentiles;
  /** The workload of all teams with what will be late, from counts that are kept; also while two hundred took at once and nothing of it is added up yet. */
  readonly workload: Percentiles;
  readonly workloadAfterTakes: Percentiles;
  /** The same by counting the rows: the peer. */
  readonly counted: Percentiles;
  /** Two hundred specialists who take at once, on a pool of 8 connections: milliseconds of each. */
  readonly takes: Percentiles;
  readonly taken: number;
  /** Anything but 0 is a fault. */
  readonly takenTwice: number;
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

/** The worklist of a Center with a million open items, beside a plain SELECT and a look-up by primary key. */
export const measureWorklist = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<WorklistFigures> => {
  const source: DataSource = await createDataSource({
    url: postgres.url,
    applicationName: 'worklist bench',
    entities: cee.entities as Function[],
    migrations: [...messagingTables, ...cee.migrations],
    poolSize: 8,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    say(`writing ${ITEMS} open items of one Center`);
    await source.query(
      `INSERT INTO work_item (filer_code, entry_number, account_id, revision, reported_at, control, center_id, team_number, state, filed_on, due_date,
         duty_cents, priority, reasons, rank)
       SELECT 'B76', lpad(n::text, 8, '0'), gen_random_uuid(), 1, now(), 'trade', $1, t.number, 'open', '2026-11-24', day, (n % 977) * 1000, p,
         '[{"rule":"money","points":20,"why":"duty $12,000"}]', (1000 - p) * 100000 + (day - date '1970-01-01')
       FROM generate_series(1, $2::int) n
       CROSS JOIN LATERAL (SELECT (n::bigint * 7919 % 120)::smallint AS p, date '2026-12-01' + (n * 31 % 40)::int AS day) f
       JOIN (SELECT number, row_number() OVER (ORDER BY number) - 1 AS at, count(*) OVER () AS teams FROM team WHERE center_id = $1) t ON t.at = n % t.teams`,
      [CENTER, ITEMS],
    );
    await source.query('VACUUM ANALYZE work_item');
    const lists = new WorkLists(source, new Downtimes());
    const asked = { at: CENTER, entryNumber: null, team: null, personId: null, state: 'open', after: null, limit: 50 };
    const now = new Date('2026-11-25T15:00:00Z');
    const page = (more: Partial<typeof asked | { after: string; team: string }> = {}) =>
      lists.page({ ...asked, ...more } as Parameters<WorkLists['page']>[0], now);
    const [{ number: team }] = await source.query('SELECT number FROM team WHERE center_id = $1 ORDER BY number', [
      CENTER,
    ]);
    await page();

    say('pages, and the same by a plain SELECT');
    const first = await timed(READS, () => page());
    const anywhere = await timed(READS, (at) =>
      page({ after: `${(1000 - (at % 120)) * 100_000 + 20_800}.${(at * 2_503) % ITEMS}` }),
    );
    const ofTeam = await timed(READS, () => page({ team }));
    const plain = await timed(PLAIN_READS, () =>
      source.query(
        `SELECT * FROM work_item WHERE center_id = $1 AND state = 'open' ORDER BY priority DESC, due_date, id LIMIT 50`,
        [CENTER],
      ),
    );
    const floor = await timed(READS, (at) => source.query('SELECT * FROM work_item WHERE id = $1', [at + 1]));
    say('workload of the teams, and the same by counting');
    await lists.load(CENTER, now);
    const workload = await timed(READS, () => lists.load(CENTER, now));
    const counted = await timed(PLAIN_READS, () =>
      source.query(
        `SELECT team_number, state, due_date, count(*) FROM work_item WHERE center_id = $1 AND state IN ('open', 'taken') GROUP BY 1, 2, 3`,
        [CENTER],
      ),
    );

    say(`${SPECIALISTS} specialists take at once`);
    const transactions = new Transactions(source, 4, () => {});
    const desk = new WorkDesk(
      transactions,
      new Absences(source, transactions),
      Object.assign(new CeeConfig(), { WORK_LEASE_MINUTES: 30 }),
    );
    const ms: number[] = [];
    const taken = await Promise.all(
      Array.from({ length: SPECIALISTS }, async (_, at) => {
        const began = performance.now();
        const asking = {
          account: { accountId: idAt(0), name: 'CBP' },
          ...{ person: `Specialist ${at}`, personId: idAt(at), viewers: ['Center specialist'] },
          ...{ leaves: null, ports: [], center: CENTER },
        } as unknown as Asking;
        const items = await desk.takeNext(asking, { team: null, count: 5 });
        ms.push(performance.now() - began);
        return items.map(({ id }) => id);
      }),
    );
    const all = taken.flat();
    if (all.length !== SPECIALISTS * 5)
      throw new Foreseen(`${all.length} items were taken instead of ${SPECIALISTS * 5}`);
    const workloadAfterTakes = await timed(READS, () => lists.load(CENTER, now));
    return {
      ...{
        items: ITEMS,
        first,
        anywhere,
        team: ofTeam,
        plain,
        floor,
        workload,
        workloadAfterTakes,
        counted,
        takes: percentiles(ms),
      },
      ...{ taken: all.length, takenTwice: all.length - new Set(all).size },
    };
  } finally {
    await source.destroy();
  }
};
