import { Client } from 'pg';
import { Foreseen } from '../tools/infrastructure/failure';
import { postgresFloor } from './floor';
import { bodyOf, summariesInCatair } from './load/filings';
import type { Road, Sender } from './measure';
import { startPeer } from './peer-road';
import { assignImporter, RELEASES_PER_BATCH, startedRoads } from './portway-road';
import type { Servers } from './servers';
import { divideTables } from './divided';
import { type FilledTable, keptBy, storeMore } from './stored';
import { type RoadCost, type Unit, watchOver } from './watch';

const IN_A_BLOCK = 900;
const AT_ONCE = 32;
const LINES = 3;

export interface CostOptions {
  readonly withStatements?: boolean;
  /** Only the roads whose name has this word, and no peer. */
  readonly only?: string;
  /** All is measured once more with so many entries more on file. */
  readonly stored?: number;
  /** All is measured once more with the tables that grow in so many parts. */
  readonly parts?: number;
  /** Processes of a service, where they are more than one. */
  readonly replicas?: Readonly<Record<string, number>>;
}

export interface CostFigures {
  /** Rows of 1,500 bytes that PostgreSQL commits in a second on four connections. */
  readonly floor: number;
  readonly roads: readonly RoadCost[];
  /** Of one core, in percent, by process: what the platform needs while nobody files. */
  readonly idle: readonly { readonly name: string; readonly percent: number }[];
  /** With `stored` and `parts`: the same roads with so many entries more on file, or divided tables, and which these are. */
  readonly full: readonly RoadCost[];
  readonly filled: readonly FilledTable[];
}

/** What a filing costs in processor time and rows, on each road: the lever is the rows. */
export const measureCost = async (
  servers: Servers,
  count: number,
  { withStatements = false, only, stored, parts, replicas }: CostOptions,
  say: (line: string) => void,
): Promise<CostFigures> => {
  const { postgres, cleanUp } = servers;
  say('floor: PostgreSQL');
  const floor = await postgresFloor(postgres.url, 4);
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  cleanUp.push(() => admin.end());
  if (withStatements) await admin.query('CREATE EXTENSION pg_stat_statements');
  const roads: RoadCost[] = [];

  const rabbit: Unit = { name: 'RabbitMQ', pid: servers.rabbit.pid! };
  if (!only) roads.push(...(await costOfPeer(servers, admin, count, rabbit, say)));
  say('starting Portway');
  const { platform, sender, own: ways, journal } = await startedRoads(servers, replicas);
  const { rows: databases } = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'portway\\_%' ORDER BY 1`,
  );
  const units = (await platform.ctl('status')).flatMap(({ name, pid }) => (pid ? [{ name, pid }] : []));
  const watch = await watchOver(
    servers,
    admin,
    [...units.filter(({ pid }) => pid !== rabbit.pid && pid !== postgres.pid), rabbit],
    databases.map(({ datname }) => datname),
    withStatements,
  );
  const answered = async (since: Date): Promise<number> => {
    const { rows } = await journal.query<{ n: number }>(
      `SELECT coalesce(sum(filings - unanswered), 0)::int AS n FROM transmission WHERE received_at >= $1`,
      [since],
    );
    return rows[0]!.n;
  };
  const summaries = async (filings: number): Promise<void> => {
    const blocks = Array.from({ length: Math.ceil(filings / IN_A_BLOCK) }, (_, n) =>
      summariesInCatair(
        sender,
        take(Math.min(IN_A_BLOCK, filings - n * IN_A_BLOCK)),
        Math.min(IN_A_BLOCK, filings - n * IN_A_BLOCK),
        LINES,
      )
        .trimEnd()
        .split('\n'),
    );
    const body = [blocks[0]![0], ...blocks.flatMap((block) => block.slice(1, -1)), blocks[0]!.at(-1), ''].join('\n');
    await post(ways.catair.job.url, ways.catair.job.headers, body);
  };
  const portway = [
    { name: 'Portway, releases in JSON', send: releases(ways.json, sender) },
    { name: `Portway, releases in CATAIR, ${RELEASES_PER_BATCH} a batch`, send: releases(ways.catair, sender) },
    { name: `Portway, summaries of ${LINES} lines in one CATAIR batch, new importer`, send: summaries },
    {
      name: `Portway, summaries of ${LINES} lines in one CATAIR batch, importer with a Center`,
      send: summaries,
      before: () => assignImporter(platform, sender, postgres.url),
    },
  ];
  const measured = portway.filter(({ name }) => !only || name.includes(only));
  const measureAll = async (isFirst: boolean): Promise<RoadCost[]> => {
    const costs: RoadCost[] = [];
    for (const { name, send, before } of measured) {
      if (isFirst) await before?.();
      say(`${name}: warming up`);
      await watch.cost({ name, answered }, Math.min(count, 1_000), send);
      say(`${name}: ${count}`);
      costs.push(await watch.cost({ name, answered }, count, send));
      const { perSecond, processorMs, rows } = costs.at(-1)!;
      say(`${perSecond.toFixed(0)} a second, ${processorMs.toFixed(2)} ms of processors, ${rows.toFixed(1)} rows each`);
    }
    return costs;
  };
  const own = await measureAll(true);
  roads.push(...own);
  const entries = measured.length * (count + Math.min(count, 1_000));
  const filled = [
    ...(stored ? await storeMore(postgres.url, own, { entries, wanted: stored }, say) : []),
    ...(parts ? await divideTables(postgres.url, keptBy(own), parts, say) : []),
  ];
  const full = stored || parts ? await measureAll(false) : [];
  const { rows: refused } = await journal.query<{ conditions: string }>(
    `SELECT conditions::text AS conditions FROM filing WHERE state = 'answered' AND outcome NOT LIKE 'accepted%' LIMIT 1`,
  );
  if (refused.length > 0)
    throw new Foreseen(`Some were refused, so these figures would say nothing: ${refused[0]!.conditions}`);
  await watch.end();
  return { floor, roads, idle: watch.idle, full, filled };
};

/** The usual way: releases of as many lines as are measured here. */
const costOfPeer = async (
  servers: Servers,
  admin: Client,
  count: number,
  rabbit: Unit,
  say: (line: string) => void,
): Promise<RoadCost[]> => {
  const { postgres, cleanUp } = servers;
  const roads: RoadCost[] = [];
  say('peer: releases in JSON');
  const peer = await startPeer(postgres.url, servers.rabbit.url);
  cleanUp.push(() => peer.stop());
  const nobody: Sender = {
    ...{ filerCode: 'B76', siteCode: '2704', senderId: 'B76', senderPassword: '', importerNumber: '12-3456789' },
  };
  const ofPeer = await watchOver(servers, admin, [...peer.processes, rabbit], ['peer_edge', 'peer_entry']);
  for (const lines of [1, LINES]) {
    const job = { ...peer.job, lines };
    const peerRoad = { name: `peer, JSON of ${lines} line${lines > 1 ? 's' : ''}`, ...deliveredAt(peer) };
    await ofPeer.cost(peerRoad, Math.min(count, 500), releases({ ...peer, job }, nobody));
    roads.push(await ofPeer.cost(peerRoad, count, releases({ ...peer, job }, nobody)));
  }
  await ofPeer.end();
  await cleanUp.pop()!();
  return roads;
};

let serial = 5_000_000;
const take = (filings: number): number => (serial += filings) - filings;

const post = async (url: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> => {
  const answer = await fetch(url, { method: 'POST', headers, body });
  const text = await answer.text();
  if (answer.status >= 300) throw new Foreseen(`A filing was answered ${answer.status}: ${text.slice(0, 300)}`);
};

/** So many releases over as many connections as a busy partner has. */
const releases =
  ({ job }: Road, sender: Sender) =>
  async (filings: number): Promise<void> => {
    let left = Math.ceil(filings / job.filingsPerRequest);
    const work = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const first = take(job.filingsPerRequest);
        await post(
          job.url,
          job.headers,
          bodyOf({ ...job, ...sender, firstSerial: first, connections: 1, seconds: 0 }, first),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  };

const deliveredAt = (road: Road) => ({ answered: (since: Date) => road.delivered(since) });
