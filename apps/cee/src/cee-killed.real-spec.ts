import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { addDays, entryCheckDigit } from '#kernel';
import { eventually, ownerOf } from '../../../test/support';
import { processToKill, type ProcessToKill } from '../../../test/support/process-to-kill';
import { ceeBench, type CeeBench, importerNumber, OPERATIONS_TOKEN } from './cee.fixture';
import { firstFreeDay } from './days/customs-days';
import { importerIdentity } from './importer/importer-identity';
import { dayAt } from './days/customs-days';
import { centerDay } from './work/work-item';

const IMPORTERS = 5_000;
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

/** The cee service as a process of its own. */
const startProcess = async (DATABASE_URL: string): Promise<ProcessToKill> => {
  const started = await processToKill(`${__dirname}/main.ts`, {
    ...{ DATABASE_URL, OPERATIONS_TOKEN, IMPORTER_DIGEST_KEY: 'the key of importer digests of this test' },
  });
  child = started.child;
  return started;
};

test('cee killed in the middle of a run, an order as it is prepared and as it is rolled back, an appeal as it is filed and as it is decided, a notice, a review, the detention of goods, and of decisions on a protest and on a trusted trader: nothing is half done, and done again it is done once', async () => {
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
  const appealOf = (importer: string) => ({
    ...{ id: randomUUID(), currentCenter: 'CEE009', preferredCenter: 'CEE003', form: 'new', justification: 'Parts.' },
    importers: [{ number: importer, bondNumber: '991234567' }],
    projected: [{ heading: '8708', lines: 4, valueDollars: 1_000 }],
  });
  const appeal = await here(`/accounts/${accountId}/assignment-appeals`, keys[0]!, appealOf(number));
  expect(appeal.status).toBe(201);
  // Another account appeals later, and another order is prepared: a test with that account's number.
  const later = importerNumber();
  const appellant = await bench.open({ importerNumbers: [later] }, [{ role: 'owner', name: 'R. Diaz' }]);
  await here('/operations/assignments', OPERATIONS_TOKEN, {
    ...{ importer: later, center: 'CEE009', team: '391', from: '2026-01-01', source: 'x', actor: 'x' },
  });
  const filing = [`/accounts/${appellant.id}/assignment-appeals`, appellant.keys[0]!, appealOf(later)] as const;
  const preparing = [
    ...(['/delegation-orders', headquarters] as const),
    {
      ...{ id: randomUUID(), center: 'CEE009', phase: 'test', volunteers: [later], from: addDays(first, 9) },
      ...{ staffNeeded: 10, trialCasesNeeded: 100, trialPercentNeeded: 95, source: 'Memorandum 26-14' },
    },
  ] as const;
  const orders = (await bench.call('get', '/delegation-orders?center=CEE009', headquarters)).body.orders;
  const full = orders.find(({ phase }: { phase: string }) => phase === 'full');
  await bench.source.query(
    `INSERT INTO importer_on_record SELECT '20-' || lpad(n::text, 7, '0') || '00', '20-' || lpad(n::text, 7, '0'), '2020-01-01' FROM generate_series(1, $1::int) n`,
    // One more is on record by its case.
    [IMPORTERS - 1],
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
  const [{ otherId }] = await bench.source.query(
    `INSERT INTO work_item (filer_code, entry_number, account_id, importer_identity, revision, reported_at, control, center_id, team_number, state)
     VALUES ('B76', '03245286', $1, $2, 1, now(), 'trade', 'CEE009', '391', 'open') RETURNING id AS "otherId"`,
    [randomUUID(), importerIdentity(number)],
  );
  expect((await here(`/work-items/${otherId}/takes`, specialist, {})).status).toBe(200);
  const review = { id: randomUUID(), decision: 'begin review', findings: [] };
  const toys = {
    ...{ id: randomUUID(), kind: 'import safety', subject: 'Toys with lead paint', facts: 'Found by a laboratory.' },
    ...{ headings: ['3924'], importer: number, port: '2704', presentedOn: dayAt('2704', new Date()) },
  };
  expect((await here('/center-cases', specialist, toys)).status).toBe(201);
  const detention = { step: 'detain', why: 'Until the laboratory says' };
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
               (SELECT state FROM assignment_appeal ORDER BY filed_at LIMIT 1) AS appeal,
               (SELECT count(*)::int FROM assignment_appeal) AS appeals, (SELECT count(*)::int FROM delegation_order) AS orders, (SELECT count(*)::int FROM delegation_volunteer v JOIN delegation_order o ON o.id = v.order_id WHERE o.state = 'preparing') AS volunteers,
               (SELECT state FROM protest) AS protest, (SELECT count(*)::int FROM liquidation_order) AS reliquidations,
               (SELECT count(*)::int FROM earlier_answer WHERE outcome = '8480.71') AS holdings, (SELECT state FROM trusted_participation) AS trusted, (SELECT state FROM center_case) AS "goods", (SELECT count(*)::int FROM summary_decision) AS reviews, (SELECT count(*)::int FROM center_notice) AS notices,
               (SELECT count(*)::int FROM outbox WHERE type = 'cee.notice-told' AND destination = 'gateway') AS "noticesTold", (SELECT count(*)::int FROM outbox WHERE type NOT IN ('cee.authority-changed', 'cee.account-used')) AS told`)
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
  await eventually(async () => (await figures()).done >= 2_000);
  // Who waits for a lock is sent away after eight seconds: the orders come when all else has come as far as it can.
  const early: string[] = [];
  const asked = (
    [
      [decision, headquarters, granted],
      [`/work-items/${itemId}/notices`, specialist, notice],
      [`/protests/${protest.id}/decision`, specialist, approval],
      [`/trusted-participations/${participation}/decision`, director, suspension],
      [`/work-items/${otherId}/decisions`, specialist, review],
      [`/center-cases/${toys.id}/steps`, specialist, detention],
    ] as const
  ).map(([path, key, body]) =>
    post(second.url, path, key, body).then(
      (answer) => early.push(`${path}: ${answer.status} ${answer.body.detail}`),
      () => null,
    ),
  );
  const written = [
    'assignment',
    'center_notice',
    'liquidation_order',
    'trusted_participation',
    'summary_decision',
    'center_case',
  ];
  await eventually(async () => {
    const missing: string[] = [];
    for (const table of written) if (!(await waitsAfter(table))) missing.push(table);
    expect([early, missing]).toEqual([[], []]);
  });
  await second.kill();
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 6 }, () => null));
  await watching.query('COMMIT');
  await eventually(() => waiting(0));
  expect(await figures()).toMatchObject({
    ...{ assignments: before.assignments, appeal: 'filed', told: before.told, notices: 0 },
    ...{ protest: 'open', reliquidations: 0, holdings: 0, trusted: 'in force', goods: 'open', reviews: 0 },
  });

  // A third one is killed while an order is prepared and an appeal is filed: both are written but for their last row.
  await watching.query('BEGIN; LOCK TABLE outbox, delegation_event IN SHARE MODE');
  const third = await startProcess(database);
  const filed = [preparing, filing].map(([path, key, body]) => post(third.url, path, key, body).catch(() => null));
  await eventually(async () =>
    expect([await waitsAfter('delegation_volunteer'), await waitsAfter('assignment_appeal')]).toEqual([true, true]),
  );
  await third.kill();
  expect(await Promise.all(filed)).toEqual([null, null]);
  await watching.query('COMMIT');
  await eventually(() => waiting(0));
  expect(await figures()).toMatchObject({ appeals: 1, orders: before.orders, volunteers: 0, told: before.told });

  // The next one finishes all of it.
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
    [`/work-items/${otherId}/decisions`, specialist, review],
    [`/center-cases/${toys.id}/steps`, specialist, detention],
  ] as const)
    for (const status of [200, 200]) expect([path, (await here(path, key, body)).status]).toEqual([path, status]);
  for (const [path, key, body] of [preparing, filing])
    for (const status of [201, 200]) expect([path, (await here(path, key, body)).status]).toEqual([path, status]);
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
    ...{ done: IMPORTERS, notices: 1, noticesTold: 2, appeals: 2, orders: before.orders + 1, volunteers: 1 },
    ...{ protest: 'approved', reliquidations: 1, holdings: 1, trusted: 'suspended', goods: 'detained', reviews: 1 },
  });
  const [{ units }] = await bench.source.query('SELECT count(DISTINCT unit)::int AS units FROM assignment_proposal');
  expect(units).toBe(IMPORTERS);
});
