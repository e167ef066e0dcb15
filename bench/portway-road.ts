import { Client } from 'pg';
import { Foreseen } from '../tools/infrastructure/failure';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { residentMegabytes, type ProcessMemory } from './figures';
import { bodyOf } from './load/filings';
import type { Road, Sender } from './measure';

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

/** Cargo releases by both of Portway's forms. Final is a filing whose answer lies in its partner's mailbox. */
export const portwayRoads = async (
  platform: LaunchedPlatform,
  adminUrl: string,
  apiKey: string,
): Promise<PortwayRoads> => {
  const url = new URL(adminUrl);
  url.pathname = '/portway_gateway';
  const journal = new Client({ connectionString: url.href });
  await journal.connect();
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
