import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../tools/infrastructure/processes';
import { residentMegabytes } from './figures';
import type { Road } from './measure';

const begin = (script: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> =>
  new Promise((done, fail) => {
    const child = fork(join(__dirname, 'peer', script), { env: { ...process.env, ...env } });
    child.once('message', () => done(child));
    child.once('exit', (code) => fail(new Error(`the peer's ${script} ended with ${code}`)));
  });

const urlOf = (adminUrl: string, database: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** Starts the peer: two processes, each with a database of its own, on the same servers. */
export const startPeer = async (
  adminUrl: string,
  amqpUrl: string,
): Promise<Road & { readonly processes: readonly { name: string; pid: number }[]; stop(): Promise<void> }> => {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  for (const name of ['peer_edge', 'peer_entry']) await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const port = await freePort();
  const entry = await begin('entry.js', { DATABASE_URL: urlOf(adminUrl, 'peer_entry'), AMQP_URL: amqpUrl });
  const edge = await begin('edge.js', {
    DATABASE_URL: urlOf(adminUrl, 'peer_edge'),
    AMQP_URL: amqpUrl,
    PORT: String(port),
  });
  const ended = Promise.all([edge, entry].map((child) => new Promise((resolve) => child.once('exit', resolve))));
  const journal = new Client({ connectionString: urlOf(adminUrl, 'peer_edge') });
  await journal.connect();
  return {
    processes: [
      { name: 'peer edge', pid: edge.pid! },
      { name: 'peer entry', pid: entry.pid! },
    ],
    name: 'peer, JSON',
    job: {
      url: `http://127.0.0.1:${port}/cargo-releases`,
      headers: { 'content-type': 'application/json' },
      form: 'json',
      filingsPerRequest: 1,
    },
    async delivered(since) {
      const { rows } = await journal.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM edge_release WHERE "answeredAt" IS NOT NULL AND "receivedAt" >= $1`,
        [since],
      );
      return rows[0]!.n;
    },
    async deliveryMs(since) {
      const { rows } = await journal.query<{ ms: number }>(
        `SELECT extract(epoch FROM "answeredAt" - "receivedAt")::float8 * 1000 AS ms FROM edge_release WHERE "answeredAt" IS NOT NULL AND "receivedAt" >= $1`,
        [since],
      );
      return rows.map(({ ms }) => ms);
    },
    memory: async () => [
      { name: 'peer edge', megabytes: residentMegabytes(edge.pid) },
      { name: 'peer entry', megabytes: residentMegabytes(entry.pid) },
    ],
    async stop() {
      edge.kill('SIGKILL');
      entry.kill('SIGKILL');
      await ended;
      await journal.end();
    },
  };
};
