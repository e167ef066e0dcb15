import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../../infrastructure/postgres';
import { copyToFollow, promote, waitForFollower } from '../../infrastructure/standby';
import type { Fault } from '../fault';
import { databaseOf, SERVICE_NAMES, type Stage } from '../stage';

/** Traffic that two sites confirm, before the first is lost; milliseconds. */
const FOLLOWED_FOR = 3_000;
const LOOK_EVERY_MS = 50;
/** Seconds within which every service works again with the other site: the goal of operators. */
const WORKS_WITHIN = 60;

/** Of each database, how often it was noticed to have been put back, and its beat. */
type Histories = ReadonlyMap<string, { readonly putBack: string | null; readonly beat: number }>;

const historiesOf = async (url: string): Promise<Histories> => {
  const found = new Map<string, { putBack: string | null; beat: number }>();
  for (const service of SERVICE_NAMES) {
    const at = new URL(url);
    at.pathname = `/${databaseOf(service)}`;
    const client = new Client({ connectionString: at.href, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query('SELECT put_back_at::text AS "putBack", beat::float8 AS beat FROM history');
      found.set(service, rows[0]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return found;
};

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Leads every service to another database server, and waits until all work with it. Answers the seconds since it began.
 *
 * @throws Error when that takes too long, or when a service or one that it speaks to remembers more than its database has: something confirmed is lost
 */
const leadTo = async (stage: Stage, url: string, began: number): Promise<number> => {
  const before = await historiesOf(url);
  stage.leadDatabasesTo(url);
  const seconds = (): number => (performance.now() - began) / 1_000;
  const worksYet = async (): Promise<boolean> => {
    const ready = await Promise.all(Object.values(stage.demo.services).map(isReady));
    if (ready.includes(false)) return false;
    // A service compares when it counts on.
    const now = await historiesOf(url);
    for (const [service, { putBack }] of now)
      if (putBack !== before.get(service)!.putBack)
        throw new Error(`${service} misses something in its database that was confirmed`);
    return [...now].every(([service, { beat }]) => beat > before.get(service)!.beat);
  };
  while (!(await worksYet())) {
    if (seconds() > WORKS_WITHIN)
      throw new Error(`not every service works with the other site after ${WORKS_WITHIN} s`);
    await pause(LOOK_EVERY_MS);
  }
  return seconds();
};

export const SITE_FAULTS: readonly Fault[] = [
  {
    name: 'site-lost',
    title:
      'the databases have a second site that confirms with them; the first is killed, the second goes on alone, the first is made anew and follows, and leads again in order',
    seconds: 0,
    named: [],
    alone: true,
    async begin(stage) {
      const folder = join(stage.home, 'second-site');
      const first = stage.databaseUrl;
      await copyToFollow(first, folder, 'second_site');
      const second: PostgresServer = await startPostgres({ dataDir: folder });
      stage.alsoEnds(() => second.kill());
      await waitForFollower(first, 'second_site');
      await pause(FOLLOWED_FOR);

      const lost = performance.now();
      await stage.kill('database');
      await promote(second.url);
      const unplanned = await leadTo(stage, second.url, lost);
      return async () => {
        // What the dead site wrote and nobody confirmed may differ: it begins again as a copy.
        await copyToFollow(second.url, stage.databaseFolder, 'first_site');
        await stage.start('database');
        await waitForFollower(second.url, 'first_site');
        const switched = performance.now();
        await second.stop();
        await promote(first);
        const planned = await leadTo(stage, first, switched);
        await rm(folder, { recursive: true, force: true });
        return `all services worked at the second site ${unplanned.toFixed(1)} s after the first was killed, at the first ${planned.toFixed(1)} s after the switch began; nothing confirmed was missing`;
      };
    },
  },
];
