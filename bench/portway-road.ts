import { Client } from 'pg';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { residentMegabytes, type ProcessMemory } from './figures';
import type { Road } from './measure';

export const RELEASES_PER_BATCH = 50;

export interface PortwayRoads {
  readonly json: Road;
  readonly catair: Road;
  close(): Promise<void>;
}

/** Cargo releases by both of Portway's forms. Final is a filing whose answer lies in its partner's mailbox. */
export const portwayRoads = async (platform: LaunchedPlatform, adminUrl: string, apiKey: string): Promise<PortwayRoads> => {
  const url = new URL(adminUrl);
  url.pathname = '/portway_gateway';
  const journal = new Client({ connectionString: url.href });
  await journal.connect();
  const look = {
    async delivered(since: Date): Promise<number> {
      const { rows } = await journal.query<{ n: number }>(`SELECT count(*)::int AS n FROM filing WHERE state = 'answered' AND received_at >= $1`, [since]);
      return rows[0]!.n;
    },
    async deliveryMs(since: Date): Promise<number[]> {
      const { rows } = await journal.query<{ ms: number }>(
        `SELECT extract(epoch FROM answered_at - received_at)::float8 * 1000 AS ms FROM filing WHERE state = 'answered' AND received_at >= $1`, [since],
      );
      return rows.map(({ ms }) => ms);
    },
    async memory(): Promise<ProcessMemory[]> {
      const units = await platform.ctl('status');
      return units.map(({ name, pid }) => ({ name, megabytes: residentMegabytes(pid) })).filter(({ megabytes }) => megabytes > 0);
    },
  };
  const authorization = `Bearer ${apiKey}`;
  return {
    json: {
      name: 'Portway, JSON', ...look,
      job: { url: `${platform.gatewayUrl}/filings/cargo-release`, headers: { authorization, 'content-type': 'application/json' }, form: 'json', filingsPerRequest: 1 },
    },
    catair: {
      name: `Portway, CATAIR batches of ${RELEASES_PER_BATCH}`, ...look,
      job: { url: `${platform.gatewayUrl}/abi`, headers: { authorization, 'content-type': 'text/plain' }, form: 'catair', filingsPerRequest: RELEASES_PER_BATCH },
    },
    close: () => journal.end(),
  };
};

/** Whether the answers say what they should: a benchmark of refusals would measure nothing. */
export const acceptedShare = async (adminUrl: string): Promise<{ accepted: number; answered: number; example: string }> => {
  const url = new URL(adminUrl);
  url.pathname = '/portway_gateway';
  const journal = new Client({ connectionString: url.href });
  await journal.connect();
  try {
    const { rows } = await journal.query<{ accepted: number; answered: number }>(
      `SELECT count(*) FILTER (WHERE outcome IN ('accepted', 'accepted with warnings'))::int AS accepted, count(*)::int AS answered FROM filing WHERE state = 'answered'`,
    );
    const refused = await journal.query<{ conditions: unknown }>(`SELECT conditions FROM filing WHERE outcome NOT IN ('accepted', 'accepted with warnings') LIMIT 1`);
    return { ...rows[0]!, example: JSON.stringify(refused.rows[0]?.conditions ?? null) };
  } finally {
    await journal.end();
  }
};
