import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { Foreseen } from '../infrastructure/failure';
import { sendControl } from '../platform/control';
import type { Halted, Outage } from './outage';

/** What was broken for a drill. */
export interface MadeFault {
  /** Makes good again what was broken. Doing it twice changes nothing. */
  mend(): Promise<void>;
}

/** Breaks what the outage broke, on the platform that runs on this folder. Gates and filers are no matter of processes: nothing breaks then. */
export const makeFault = async (home: string, { fault }: Outage): Promise<MadeFault> => {
  if (fault.kind === 'databases') return closeDatabases(home, fault.of);
  if (fault.kind === 'frozen') return freeze(home, fault.of);
  if (fault.kind !== 'processes') return { mend: async () => undefined };
  for (const name of fault.of) await sendControl(home, { action: 'kill', name });
  return {
    async mend() {
      for (const name of fault.of) await sendControl(home, { action: 'start', name });
    },
  };
};

/** SIGSTOP, as a program that hangs: its connections stay open. */
const freeze = async (home: string, services: readonly string[]): Promise<MadeFault> => {
  const units = (await sendControl(home, { action: 'status' })).filter(({ service }) => services.includes(service));
  const pids = units.flatMap(({ pid }) => pid ?? []);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return {
    mend: async () => {
      for (const pid of pids.splice(0)) process.kill(pid, 'SIGCONT');
    },
  };
};

/**
 * One server holds every service's database on a developer's machine. Stopping it would take the gateway's own store away too, which
 * is another outage: so the databases of these modules alone let nobody in any more, as if each had a server of its own that failed.
 */
const closeDatabases = async (home: string, modules: readonly Halted[]): Promise<MadeFault> => {
  const [unit] = await sendControl(home, { action: 'status', name: 'database' }).catch(() => []);
  const passwordFile = join(home, 'database', 'password');
  if (!unit || !existsSync(passwordFile))
    throw new Foreseen(
      'This drill closes databases, and the database server of this platform is not its own: start it without DATABASE_URL.',
    );
  const connectionString = `postgres://portway:${readFileSync(passwordFile, 'utf8').trim()}@${unit.address}/postgres`;
  const asAdministrator = async (work: (client: Client) => Promise<void>): Promise<void> => {
    const client = new Client({ connectionString });
    await client.connect();
    await work(client).finally(() => client.end());
  };
  const allow = (client: Client, module: Halted, yes: boolean): Promise<unknown> =>
    client.query(`ALTER DATABASE ${escapeIdentifier(`portway_${module}`)} WITH ALLOW_CONNECTIONS ${yes}`);
  await asAdministrator(async (client) => {
    for (const module of modules) {
      await allow(client, module, false);
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        `portway_${module}`,
      ]);
    }
  });
  return {
    mend: () =>
      asAdministrator(async (client) => {
        for (const module of modules) await allow(client, module, true);
      }),
  };
};
