import { ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Desk } from './desk';

const root = resolve(__dirname, '../../..');
const running = new Set<ChildProcess>();

export interface EntryProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts the entry service of these tests and waits until it is at work. */
export const startEntry = async (environment: Record<string, string>): Promise<EntryProcess> => {
  const before = [`${root}/test/support/register.cjs`, `${__dirname}/another-build.fixture.ts`];
  const child = spawn(process.execPath, [...before.flatMap((one) => ['-r', one]), `${__dirname}/entry-process.ts`], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
    child.once('exit', (code, signal) => {
      running.delete(child);
      done({ code, signal });
    }),
  );
  await Promise.race([new Promise((ready) => child.stdout!.once('data', ready)), ended]);
  return { child, ended };
};

export const endAllEntries = (): void => {
  for (const child of running) child.kill('SIGKILL');
};

/** What became of everything the gateway accepted. */
export interface Account {
  readonly accepted: number;
  readonly final: number;
  readonly answeredTwice: number;
  readonly tookEffectTwice: number;
  readonly outOfOrder: number;
}

export const accountFor = async (gateway: Desk, entry: { query(sql: string): Promise<any[]> }): Promise<Account> => {
  const [g] = await gateway.source.query(
    `SELECT (SELECT count(*)::int FROM accepted) AS accepted, (SELECT count(DISTINCT filing_id)::int FROM final_state) AS final,
            (SELECT count(*)::int FROM (SELECT filing_id FROM final_state GROUP BY 1 HAVING count(*) > 1) t) AS twice`,
  );
  const [e] = await entry.query(
    `SELECT (SELECT count(*)::int FROM (SELECT filing_id FROM effect GROUP BY 1 HAVING count(*) > 1) t) AS twice,
            (SELECT count(*)::int FROM (SELECT n < lag(n) OVER (PARTITION BY subject ORDER BY id) AS back FROM effect) t WHERE back) AS back`,
  );
  return { accepted: g.accepted, final: g.final, answeredTwice: g.twice, tookEffectTwice: e.twice, outOfOrder: e.back };
};
