import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { addDays, entryCheckDigit } from '#kernel';
import { eventually, ownerOf } from '../../../test/support';
import { ceeBench, type CeeBench, importerNumber, OPERATIONS_TOKEN } from './cee.fixture';
import { firstFreeDay } from './days/customs-days';
import { importerIdentity } from './importer/importer-identity';
import { centerDay } from './work/work-item';

const IMPORTERS = 5_000;
const ROOT = resolve(__dirname, '../../..');
const first = firstFreeDay(new Date());

let bench: CeeBench;
let headquarters: string;
let child: ChildProcess | undefined;
let watcher: Client | undefined;
afterAll(async () => {
  await watcher?.end();
  child?.kill('SIGKILL');
  await bench?.close();
});

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** The cee service as a process of its own. */
const startProcess = async (DATABASE_URL: string): Promise<{ url: string; kill(): Promise<void> }> => {
  const port = await freePort();
  const started = spawn(process.execPath, ['-r', `${ROOT}/test/support/register.cjs`, `${__dirname}/main.ts`], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      ...{ PATH: process.env['PATH'], DATABASE_URL, AMQP_URL: 'amqp://guest:guest@127.0.0.1:1', HOST: '127.0.0.1' },
      ...{ PORT: String(port), OPERATIONS_TOKEN, IMPORTER_DIGEST_KEY: 'the key of importer digests of this test' },
      INSTANCE: `cee-${port}`,
    },
  });
  child = started;
  const url = `http://127.0.0.1:${port}`;
  await eventually(() =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    url,
    kill: () =>
      new Promise((done) => {
        started.once('exit', () => done());
        started.kill('SIGKILL');
      }),
  };
};

test('cee killed in the middle of a run, an order, an appeal, a notice, and of decisions on a protest and on a trusted trader: nothing is half done, and done again it is done once', async () => {
  bench = await ceeBench();
  const { url: database } = bench;
  headquarters = await bench.office('headquarters', 'J. Whitfield');
  const number = importerNumber();
  const { id: accountId, keys } = await bench.open({ importerNumbers: [number] }, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  const post = async (url: string, path: string, key: string, body: object): Promise<{ status: number; body: any }> => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const here = (path: string, key: string, body: object) => post(bench.service.url, path, key, body);
  await here('/operations/assignments', OPERATIONS_TOKEN, {
    ...{ importer: number, center: 'CEE009', team: '391', from: '2026-01-01', source: 'x', actor: 'x' },
  });
  const appeal = await here(`/accounts/${accountId}/assignment-appeals`, keys[0]!, {
    ...{ id: randomUUID(), currentCenter: 'CEE009', preferredCenter: 'CEE003', form: 'new', justification: 'Parts.' },
    importers: [{ number, bondNumber: '991234567' }],
    projected: [{ heading: '8708', lines: 4, valueDollars: 1_000 }],
  });
  expect(appeal.status).toBe(201);
  const orders = (await bench.call('get', '/delegation-orders?center=CEE009', headquarters)).body.orders;
  const full = orders.find(({ phase }: { phase: string }) => phase === 'full');
  await bench.source.query(
    `INSERT INTO importer_on_record SELECT '20-' || lpad(n::text, 7, '0') || '00', '20-' || lpad(n::text, 7, '0'), '2020-01-01' FROM generate_series(1, $1::int) n`,
    [IMPORTERS],
  );
  await bench.source.query(
    `INSERT INTO importer_goods SELECT importer_identity, '3924', date_trunc('month', now()), 5, 500 FROM importer_on_record`,
  );
  const specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
  const [{ itemId }] = await bench.source.query(
    `INSERT INTO work_item (filer_code, entry_number, account_id, importer_identity, revision, reported_at, control, center_id, team_number, state)
     VALUES ('B76', '03245278', $1, $2, 1, now(), 'trade', 'CEE009', '391', 'open') RETURNING id AS "itemId"`,
    [randomUUID(), importerIdentity(number)],
  );
  expect((await here(`/work-items/${itemId}/takes`, specialist, {})).status).toBe(200);
  // A protest in the hands of the specialist, and a trusted trader of the Center.
  const protested = `B76-${'7000001'}-${entryCheckDigit('B76', '7000001')}`;
  const protest = {
    ...{ id: randomUUID(), capacity: 'importer', decision: 'liquidation', drawback: 'none', category: 'Plastics' },
    protestant: { name: 'Pacific Home Goods Inc', address: '100 Harbor Plaza', importerNumber: number },
    entries: [{ entryNumber: protested, enteredOn: '2026-01-16', decidedOn: addDays(centerDay(new Date()), -30) }],
    ...{ merchandise: 'Moulds', objections: [{ claim: '8480 is claimed', justification: 'They are moulds' }] },
  };
  expect((await here('/protests', keys[0]!, protest)).status).toBe(201);
  expect((await here(`/protests/${protest.id}/takes`, specialist, {})).status).toBe(200);
  const approval = {
    ...{ id: randomUUID(), decision: 'approved', reason: 'They are moulds' },
    entries: [{ entryNumber: protested, decision: 'approved', finally: { dutyCents: 1_000, fees: [] } }],
    holdings: [{ kind: 'classification', goods: 'Steel moulds for boxes', outcome: '8480.71' }],
  };
  const participation = randomUUID();
  const former = await here('/operations/trusted-participations', OPERATIONS_TOKEN, {
    ...{ id: participation, accountId, program: 'CTPAT', tier: 2, from: '2024-03-01' },
    ...{ source: 'certificate of 2024', actor: 'the seeds' },
  });
  expect([former.status, former.body.errors]).toEqual([201, undefined]);
  const director = await bench.office('Center director', 'R. Okafor', 'CEE009');
  const [{ version }] = await bench.source.query('SELECT version FROM trusted_participation');
  const suspension = { version, decision: 'suspended', why: 'Seals were broken' };
  await bench.close();

  const watching = (watcher = new Client({ connectionString: ownerOf(database) }));
  await watching.connect();
  const figures = async () =>
    (
      await watching.query(`
        SELECT (SELECT count(*)::int FROM assignment_proposal) AS proposals, (SELECT count(*)::int FROM assignment) AS assignments,
               (SELECT coalesce(max(importers_done), 0) FROM proposal_run) AS done, (SELECT count(*)::int FROM delegation_event WHERE event = 'rollback') AS rollbacks,
               (SELECT state FROM assignment_appeal) AS appeal, (SELECT state FROM protest) AS protest, (SELECT count(*)::int FROM liquidation_order) AS reliquidations,
               (SELECT count(*)::int FROM earlier_answer WHERE outcome = '8480.71') AS holdings, (SELECT state FROM trusted_participation) AS trusted, (SELECT count(*)::int FROM center_notice) AS notices,
               (SELECT count(*)::int FROM outbox WHERE type = 'cee.notice-told' AND destination = 'gateway') AS "noticesTold", (SELECT count(*)::int FROM outbox WHERE type <> 'cee.authority-changed') AS told`)
    ).rows[0];
  const before = await figures();
  const waiting = async (count: number) =>
    (
      await watching.query(
        'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
      )
    ).rows[0].n === count;
  /** Whether somebody who has written into the table waits for a lock: others that tell something wait too. */
  const waitsAfter = async (table: string): Promise<boolean> =>
    (
      await watching.query(
        `SELECT EXISTS (SELECT 1 FROM pg_locks w JOIN pg_locks h ON h.pid = w.pid
          WHERE NOT w.granted AND h.granted AND h.mode = 'RowExclusiveLock' AND h.relation = $1::regclass) AS waits`,
        [table],
      )
    ).rows[0].waits;
  const rollback = { from: addDays(first, 3), why: 'Staff left' };
  const granted = { decision: 'granted', team: '871', from: first, reason: 'Parts of vehicles' };
  const runId = randomUUID();
  const decision = `/assignment-appeals/${appeal.body.id}/decision`;

  // What the run and the order write last is locked: they have written all else, and wait.
  await watching.query('BEGIN; LOCK TABLE assignment_proposal, delegation_event IN SHARE MODE');
  const killed = await startProcess(database);
  expect((await post(killed.url, '/proposal-runs', headquarters, { id: runId })).status).toBe(202);
  const rollingBack = post(killed.url, `/delegation-orders/${full.id}/rollback`, headquarters, rollback).catch(
    () => null,
  );
  await eventually(() => waiting(2));
  await killed.kill();
  expect(await rollingBack).toBeNull();
  await watching.query('COMMIT');
  await eventually(() => waiting(0));
  expect(await figures()).toEqual(before);

  const notice = { id: randomUUID(), form: 'CF-28', about: 'value', question: 'What was paid for the moulds?' };

  // Another process goes on with the run, with the appeal and with a notice up to its last statement; killed, too.
  await watching.query('BEGIN; LOCK TABLE outbox IN SHARE MODE');
  const second = await startProcess(database);
  const early: string[] = [];
  const asked = (
    [
      [decision, headquarters, granted],
      [`/work-items/${itemId}/notices`, specialist, notice],
      [`/protests/${protest.id}/decision`, specialist, approval],
      [`/trusted-participations/${participation}/decision`, director, suspension],
    ] as const
  ).map(([path, key, body]) =>
    post(second.url, path, key, body).then(
      (answer) => early.push(`${path}: ${answer.status} ${answer.body.detail}`),
      () => null,
    ),
  );
  const written = ['assignment', 'center_notice', 'liquidation_order', 'trusted_participation'];
  await eventually(async () => {
    const missing: string[] = [];
    for (const table of written) if (!(await waitsAfter(table))) missing.push(table);
    expect([early, missing]).toEqual([[], []]);
    return (await figures()).done >= 2_000;
  });
  await second.kill();
  expect(await Promise.all(asked)).toEqual([null, null, null, null]);
  await watching.query('COMMIT');
  await eventually(() => waiting(0));
  expect(await figures()).toMatchObject({
    ...{ assignments: before.assignments, appeal: 'filed', told: before.told, notices: 0 },
    ...{ protest: 'open', reliquidations: 0, holdings: 0, trusted: 'in force' },
  });

  // A third one finishes all of it.
  bench = await ceeBench({ DATABASE_URL: database });
  await eventually(async () => {
    const { body } = await bench.call('get', `/proposal-runs/${runId}`, headquarters);
    return body.state === 'done';
  });
  expect((await here('/proposal-runs', headquarters, { id: runId })).status).toBe(200);
  for (const [path, body] of [
    [`/delegation-orders/${full.id}/rollback`, rollback],
    [decision, granted],
  ] as const)
    for (const status of [200, 200])
      expect([path, (await here(path, headquarters, body)).status]).toEqual([path, status]);
  for (const [path, key, body] of [
    [`/protests/${protest.id}/decision`, specialist, approval],
    [`/trusted-participations/${participation}/decision`, director, suspension],
  ] as const)
    for (const status of [200, 200]) expect([path, (await here(path, key, body)).status]).toEqual([path, status]);
  const issued = [];
  for (const status of [201, 200]) {
    const answer = await here(`/work-items/${itemId}/notices`, specialist, notice);
    expect(answer.status).toBe(status);
    issued.push(answer.body.actionNumber);
  }
  expect(new Set(issued).size).toBe(1);
  const after = await figures();
  expect(after).toMatchObject({
    ...{
      proposals: IMPORTERS,
      assignments: before.assignments + 1,
      rollbacks: before.rollbacks + 1,
      appeal: 'granted',
    },
    ...{ done: IMPORTERS, notices: 1, noticesTold: 2 },
    ...{ protest: 'approved', reliquidations: 1, holdings: 1, trusted: 'suspended' },
  });
  const [{ units }] = await bench.source.query('SELECT count(DISTINCT unit)::int AS units FROM assignment_proposal');
  expect(units).toBe(IMPORTERS);
}, 120_000);
