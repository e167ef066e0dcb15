import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { Foreseen } from '../tools/infrastructure/failure';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { residentMegabytes, type ProcessMemory } from './figures';
import { bodyOf } from './load/filings';
import type { Road, Sender } from './measure';
import { type Servers, startPortway } from './servers';

export const RELEASES_PER_BATCH = 50;

export interface PortwayRoads {
  readonly json: Road;
  readonly catair: Road;
  /** Whether the answers say what they should: figures of refusals would say nothing. */
  outcomes(since: Date): Promise<Outcomes>;
  close(): Promise<void>;
}

export interface Outcomes {
  readonly answered: number;
  readonly rejected: number;
  /** The findings of one that was rejected, or `null`. */
  readonly example: string;
}

/** A connection to the gateway's journal, for who asks to end. */
export const journalAt = async (adminUrl: string): Promise<Client> => {
  const url = new URL(adminUrl);
  url.pathname = '/portway_gateway';
  const journal = new Client({ connectionString: url.href });
  await journal.connect();
  return journal;
};

/** Portway on these servers, once it accepts releases; all of it goes away with them. */
export const startedRoads = async (servers: Servers, replicas: Readonly<Record<string, number>> = {}) => {
  const { platform, sender, apiKey } = await startPortway(servers, replicas);
  const own = await portwayRoads(platform, servers.postgres.url, apiKey);
  servers.cleanUp.push(() => own.close());
  await untilAccepted(own.json, sender);
  const journal = await journalAt(servers.postgres.url);
  servers.cleanUp.push(() => journal.end());
  return { platform, sender, own, journal };
};

const TEAM_KNOWN_MS = 30_000;

/** Assigns the sender's importer to a Center, as are those who file much; resolves when entry knows its team. */
export const assignImporter = async (
  { demo: { services, operationsToken } }: LaunchedPlatform,
  { importerNumber }: Sender,
  adminUrl: string,
): Promise<void> => {
  const answer = await fetch(`${services['cee']!}/operations/assignments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operationsToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ importer: importerNumber, center: 'CEE009', team: '391', from: '2020-01-01' },
      ...{ source: 'predominant goods', actor: 'The benchmark' },
    }),
  });
  if (!answer.ok) throw new Foreseen(`The importer was not assigned: ${await answer.text()}`);
  const url = new URL(adminUrl);
  url.pathname = '/portway_entry';
  const entry = new Client({ connectionString: url.href });
  await entry.connect();
  try {
    const deadline = performance.now() + TEAM_KNOWN_MS;
    while ((await entry.query('SELECT FROM importer_team LIMIT 1')).rowCount === 0) {
      if (performance.now() > deadline) throw new Foreseen('Entry does not know the team of the importer.');
      await pause(100);
    }
  } finally {
    await entry.end();
  }
};

/** Cargo releases by both of Portway's forms. Final is a filing whose answer lies in its partner's mailbox. */
export const portwayRoads = async (
  platform: LaunchedPlatform,
  adminUrl: string,
  apiKey: string,
): Promise<PortwayRoads> => {
  const journal = await journalAt(adminUrl);
  const look = {
    async delivered(since: Date): Promise<number> {
      const { rows } = await journal.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM filing WHERE state = 'answered' AND received_at >= $1`,
        [since],
      );
      return rows[0]!.n;
    },
    async deliveryMs(since: Date): Promise<number[]> {
      const { rows } = await journal.query<{ ms: number }>(
        `SELECT extract(epoch FROM answered_at - received_at)::float8 * 1000 AS ms FROM filing WHERE state = 'answered' AND received_at >= $1`,
        [since],
      );
      return rows.map(({ ms }) => ms);
    },
    async memory(): Promise<ProcessMemory[]> {
      const units = await platform.ctl('status');
      return units
        .map(({ name, pid }) => ({ name, megabytes: residentMegabytes(pid) }))
        .filter(({ megabytes }) => megabytes > 0);
    },
  };
  const authorization = `Bearer ${apiKey}`;
  return {
    json: {
      name: 'Portway, JSON',
      ...look,
      job: {
        url: `${platform.gatewayUrl}/filings/cargo-release`,
        headers: { authorization, 'content-type': 'application/json' },
        form: 'json',
        filingsPerRequest: 1,
      },
    },
    catair: {
      name: `Portway, CATAIR batches of ${RELEASES_PER_BATCH}`,
      ...look,
      job: {
        url: `${platform.gatewayUrl}/abi`,
        headers: { authorization, 'content-type': 'text/plain' },
        form: 'catair',
        filingsPerRequest: RELEASES_PER_BATCH,
      },
    },
    async outcomes(since) {
      const { rows } = await journal.query<Outcomes>(
        `SELECT count(*)::int AS answered, count(*) FILTER (WHERE outcome = 'rejected')::int AS rejected,
                coalesce((SELECT conditions::text FROM filing WHERE outcome = 'rejected' AND received_at >= $1 LIMIT 1), 'null') AS example
           FROM filing WHERE state = 'answered' AND received_at >= $1`,
        [since],
      );
      return rows[0]!;
    },
    close: () => journal.end(),
  };
};

const READY_WITHIN_MS = 30_000;

/** Files single releases until one is accepted: the accounts have reached every service then. */
export const untilAccepted = async ({ job }: Road, sender: Sender): Promise<void> => {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (let serial = 1; ; serial += 1) {
    const body = bodyOf({ ...job, ...sender, firstSerial: serial, connections: 1, seconds: 0 }, serial);
    const filed = await fetch(job.url, { method: 'POST', headers: job.headers, body });
    const receipt = (await filed.json()) as { status?: string };
    let answer = JSON.stringify(receipt);
    for (let look = 0; filed.ok && look < 20; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const state = await fetch(new URL(receipt.status!, job.url), { headers: job.headers });
      answer = await state.text();
      if (answer.includes('"outcome":"accepted')) return;
    }
    if (Date.now() > deadline)
      throw new Foreseen(
        `Portway accepted no release within ${READY_WITHIN_MS / 1_000} s; the last answer was ${answer.slice(0, 600)}`,
      );
  }
};
