import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { Foreseen } from '../tools/infrastructure/failure';
import { launchPlatform } from '../tools/platform/launch';
import { PORTAL, SERVICES } from '../tools/platform/services';
import { processorSeconds, withChildren } from './figures';
import type { Servers } from './servers';

/** After the start: nothing is left to do, and what rests while it is quiet does. */
const SETTLED_MS = 45_000;
const MEASURED_MS = 60_000;

/** One part of the platform while nobody asks anything of it. */
export interface IdlePart {
  readonly name: string;
  /** Of one core. */
  readonly percent: number;
  /** Resident, what is shared counted in parts. */
  readonly megabytes: number;
  /** How often a second the system put it on a processor. */
  readonly wakes: number;
  /** Transactions a second in its database; null for what has none. */
  readonly transactions: number | null;
}

export interface IdleFigures {
  /** Seconds until all is up: on an empty folder, and on one that was started before. */
  readonly start: { readonly first: number; readonly again: number };
  readonly parts: readonly IdlePart[];
  /** The same servers with nothing in them, and as many Node processes that do nothing. */
  readonly floor: readonly IdlePart[];
}

interface Process {
  readonly name: string;
  readonly pid: number;
}

export const totalOf = (parts: readonly IdlePart[]): Pick<IdlePart, 'percent' | 'megabytes'> => ({
  percent: parts.reduce((sum, { percent }) => sum + percent, 0),
  megabytes: parts.reduce((sum, { megabytes }) => sum + megabytes, 0),
});

/** What an idle platform costs, as `npm start` runs it, beside servers and processes without anything in them. */
export const measureIdle = async (
  { folder, postgres, rabbit, cleanUp }: Servers,
  say: (line: string) => void,
): Promise<IdleFigures> => {
  const count = SERVICES.length + 1;
  const empty = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 2 ** 30)']));
  cleanUp.push(async () => empty.forEach((child) => child.kill()));
  say(`floor: PostgreSQL, RabbitMQ and ${count} Node processes with nothing in them`);
  await pause(SETTLED_MS / 3);
  const floor = await measured([
    { name: 'database', pid: postgres.pid! },
    { name: 'broker', pid: rabbit.pid! },
    ...empty.map(({ pid }, n) => ({ name: `empty ${n + 1}`, pid: pid! })),
  ]);
  await cleanUp.pop()!();
  const home = join(folder, 'home');
  const launch = async () => {
    const began = performance.now();
    const platform = await launchPlatform({ home, port: 'any', env: { LOG_LEVEL: 'warn' } });
    if (platform.warnings.length > 0) throw new Foreseen(`Portway did not start well: ${platform.warnings.join('; ')}`);
    return { platform, seconds: (performance.now() - began) / 1_000 };
  };
  say('starting Portway on an empty folder');
  const first = await launch();
  say(`up after ${first.seconds.toFixed(1)} s; starting it again`);
  await first.platform.stop();
  const again = await launch();
  const { platform } = again;
  cleanUp.push(() => platform.stop());
  say(`up after ${again.seconds.toFixed(1)} s; measuring in ${SETTLED_MS / 1_000} s`);
  await pause(SETTLED_MS);
  const units = (await platform.ctl('status')).flatMap(({ name, pid }) => (pid ? [{ name, pid }] : []));
  const parts = await measured(units, platform.databaseUrl);
  if (!units.some(({ name }) => name.startsWith(PORTAL.name))) throw new Foreseen('The pages do not run.');
  return { start: { first: first.seconds, again: again.seconds }, parts, floor };
};

const measured = async (processes: readonly Process[], databaseUrl?: string): Promise<IdlePart[]> => {
  const admin = databaseUrl ? new Client({ connectionString: databaseUrl }) : null;
  await admin?.connect();
  const look = async (): Promise<{ at: number; used: Used[]; done: Map<string, number> }> => {
    const { rows } = (await admin?.query<{ database: string; done: number }>(
      `SELECT datname AS database, (xact_commit + xact_rollback)::float8 AS done FROM pg_stat_database WHERE datname IS NOT NULL`,
    )) ?? { rows: [] };
    return {
      at: performance.now(),
      used: processes.map(usedBy),
      done: new Map(rows.map(({ database, done }) => [database.replace(/^.*_/, ''), done])),
    };
  };
  const before = await look();
  await pause(MEASURED_MS);
  const after = await look();
  await admin?.end();
  const seconds = (after.at - before.at) / 1_000;
  return processes.map(({ name }, n) => {
    const [from, to] = [before.used[n]!, after.used[n]!];
    const database = name.replace(/-\d+$/, '');
    const done = after.done.get(database);
    return {
      name,
      percent: ((to.seconds - from.seconds) * 100) / seconds,
      megabytes: to.megabytes,
      wakes: (to.switches - from.switches) / seconds,
      transactions: done === undefined ? null : (done - (before.done.get(database) ?? 0)) / seconds,
    };
  });
};

interface Used {
  readonly seconds: number;
  readonly megabytes: number;
  readonly switches: number;
}

/** With all that it began. */
const usedBy = ({ pid }: Process): Used => {
  const used = withChildren([pid]).map((each) => ({
    seconds: processorSeconds(each),
    megabytes: numberIn(each, 'smaps_rollup', /^Pss:\s+(\d+) kB/m) / 1_024,
    switches: numberIn(each, 'status', /^voluntary_ctxt_switches:\s+(\d+)/m),
  }));
  const sum = (of: (one: Used) => number): number => used.reduce((all, one) => all + of(one), 0);
  return { seconds: sum((u) => u.seconds), megabytes: sum((u) => u.megabytes), switches: sum((u) => u.switches) };
};

const numberIn = (pid: number, file: 'smaps_rollup' | 'status', words: RegExp): number => {
  try {
    return Number(words.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};
