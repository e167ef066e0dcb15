import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { ServerResponse } from 'node:http';
import { UnitOfWork } from '#messaging';
import { createDataSource } from '#persistence';
import { messagingDefaults } from '../../../../libs/messaging/src/settings';
import { freePort } from '../../../../tools/infrastructure/processes';
import { eventually, freshDatabaseOn, ownPostgres } from '../../../../test/support';
import { entryNumber } from '../release/release.fixture';
import {
  claimAt,
  closeAll,
  decisionsOf,
  fileReleasable,
  knowImporter,
  onEntry,
  open,
  pagesOf,
  prepared,
  released,
  started,
  type Started,
  portServiceAt,
  waitsAtTheFence,
} from '../paper-standing/paper-decision-bench.fixture';

const ROOT = resolve(__dirname, '../../../..');
afterEach(closeAll);

/** An entry service that is a process of its own, with a way to its database for the test. */
async function ownProcess(
  desk: string,
): Promise<Pick<Started, 'send'> & { readonly url: string; readonly pid: number }> {
  const port = await freePort();
  const environment: Record<string, string> = {
    ...(await prepared(desk, { PAPER_DECISIONS_WITHIN_SECONDS: '50' })),
    PORT: String(port),
    LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, ['-r', `${ROOT}/test/support/register.cjs`, `${ROOT}/apps/entry/src/main.ts`], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  open.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/health/ready`)).ok, { within: 30_000 });
  const source = await createDataSource({
    url: environment['DATABASE_URL']!,
    applicationName: 'entry test',
    entities: [],
    migrations: [],
    poolSize: 2,
  }).initialize();
  open.push(() => source.destroy());
  const send: Started['send'] = (work) =>
    source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, messagingDefaults.lanes);
      const value = await work(unit);
      await unit.flush();
      return value;
    });
  await knowImporter({ send });
  return { send, url, pid: child.pid! };
}

describe('a service that may have left a claim alone', () => {
  test('its database was away: it asks the port service before it releases anything, and records the claim it failed', async () => {
    const server = await ownPostgres();
    open.push(() => server.stop());
    const database = await freshDatabaseOn(server.url, 'entry_claims');
    const [claimed, unheard] = [entryNumber(71), entryNumber(72)];
    let told: unknown[] = [];
    let slow = false;
    const waiting: ServerResponse[] = [];
    const desk = await portServiceAt(
      0,
      (request, response) => void (slow ? waiting.push(response) : pagesOf(told, [])(request, response)),
    );
    const entry = await started(desk, { DATABASE_URL: database, PAPER_DECISIONS_WITHIN_SECONDS: '50' });
    slow = true;
    await server.kill();
    expect((await claimAt(entry.service.url, onEntry(claimed))).status).toBe(503);
    told = [onEntry(unheard)];
    await server.start();
    for (const number of [claimed, unheard])
      await eventually(() => fileReleasable(entry, number, `AWAY${number}`).then(() => true));
    await eventually(() => waiting.length > 0 && waitsAtTheFence(entry));
    slow = false;
    decisionsOf(
      waiting[0]!,
      told.map((decision, index) => ({ sequence: index + 1, decision })),
    );
    for (const number of [claimed, unheard]) expect((await released(entry, number)).paper_release).not.toBeNull();
  });

  test('its process was stopped for a while: it asks the port service before it goes on', async () => {
    const [before, claimed, unheard] = [entryNumber(73), entryNumber(74), entryNumber(75)];
    const told: unknown[] = [];
    const asked: number[] = [];
    const entry = await ownProcess(await portServiceAt(0, pagesOf(told, asked)));
    await fileReleasable(entry, before, 'BEFORE');
    expect((await released(entry, before)).paper_release).toBeNull();
    const times = asked.length;
    process.kill(entry.pid, 'SIGSTOP');
    await expect(claimAt(entry.url, onEntry(claimed))).rejects.toThrow(/timeout/);
    told.push(onEntry(claimed), onEntry(unheard));
    for (const number of [claimed, unheard]) await fileReleasable(entry, number, `ICE${number}`);
    process.kill(entry.pid, 'SIGCONT');
    for (const number of [claimed, unheard]) expect((await released(entry, number)).paper_release).not.toBeNull();
    expect(asked.length).toBeGreaterThan(times);
  });

  test('the database makes a claim wait longer than the desk does: nothing is released before status was asked', async () => {
    const [slow, other] = [entryNumber(76), entryNumber(77)];
    const told: unknown[] = [];
    const entry = await started(await portServiceAt(0, pagesOf(told, [])), { PAPER_DECISIONS_WITHIN_SECONDS: '50' });
    await entry.send(async ({ manager }) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('entry'), hashtext('manual_decision'))`);
      await expect(claimAt(entry.service.url, onEntry(slow))).rejects.toThrow(/timeout/);
      told.push(onEntry(other));
    });
    await fileReleasable(entry, other, 'SLOWDB');
    expect((await released(entry, other)).paper_release).not.toBeNull();
  });
});
