import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { accountSubject, EnforcementAccountTold, EnforcementCaseChanged, enforcementCaseSubject } from '#contracts';
import { portLocalDate } from '#reference';
import { eventually, ownerOf } from '../../../test/support';
import { processToKill, type ProcessToKill } from '../../../test/support/process-to-kill';
import { type EnforcementBench, enforcementBench } from './enforcement.fixture';

let bench: EnforcementBench;
let killed: ProcessToKill | undefined;
let watcher: Client | undefined;
afterAll(async () => {
  await watcher?.end();
  killed?.child.kill('SIGKILL');
  await bench?.close();
});

test('enforcement killed in the middle of a decision, of the mailing of notices and of a sweep of its clocks: nothing is half done or told, and done again it is done once', async () => {
  bench = await enforcementBench({ CLOCK_LOOK_MS: '600000' });
  const { url: database } = bench;
  const fpf = await bench.office('FP&F officer', 'G. Romano', ['2704']);
  const today = portLocalDate(new Date(), '2704');
  const why = 'For the test';
  const steps = async (times: number, work: () => Promise<unknown>) => {
    for (let n = 0; n < times; n += 1) await work();
  };
  /** A claim with a principal of its own, noticed; its notice was mailed where that is asked. */
  const claim = async (reference: string, mail: boolean) => {
    const owner = await bench.open({ name: `Importer ${reference}` }, [{ role: 'owner', name: 'Maya Chen' }]);
    const { body } = await bench
      .call('post', '/enforcement-cases', fpf, {
        ...{ id: randomUUID(), law: '19 USC 1623', event: { kind: 'found at a port', reference }, port: '2704' },
        ...{ subject: 'Filed late', facts: 'Two days late.', violationOn: '2026-03-02', assessed: '25000.00' },
        parties: [{ role: 'principal', accountId: owner.id }],
      })
      .expect(201);
    const path = `/enforcement-cases/${body.id}`;
    await bench.call('post', `${path}/steps`, fpf, { step: 'issue notice', version: 1, why }).expect(200);
    const mailing = {
      ...{ version: 2, mailedOn: today, how: 'certified mail' },
      proofs: [{ servedNotice: `${body.number}-01`, reference: '9407' }],
    };
    if (mail) await bench.call('post', `${path}/mailings`, fpf, mailing).expect(200);
    return {
      path,
      mailing,
      id: body.id as string,
      number: body.number as string,
      owner: owner.id,
      key: owner.keys[0]!,
    };
  };
  const decided = await claim('KILL-1', true);
  const mailed = await claim('KILL-2', false);
  const over = await claim('KILL-3', true);
  const { body: petition } = await bench
    .call('post', `${decided.path}/petitions`, decided.key, {
      ...{ id: randomUUID(), happenedOn: '2026-03-02', happenedAt: 'Los Angeles', facts: 'It was down.' },
      ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner' },
    })
    .expect(201);
  const decision = { version: 1, outcome: 'mitigated', amount: '104.00', reasons: 'A first violation' };
  await bench.source.query(
    `UPDATE case_clock SET started_on = started_on - 90, legal_due = legal_due - 90, due = due - 90, remind_on = remind_on - 90, reminded_at = now() WHERE case_id = $1`,
    [over.id],
  );
  await bench.close();

  const watching = (watcher = new Client({ connectionString: ownerOf(database) }));
  await watching.connect();
  const figures = async () =>
    (
      await watching.query(
        `SELECT (SELECT array_agg(state ORDER BY number) FROM enforcement_case) AS cases, (SELECT state FROM petition) AS petition,
           (SELECT count(*)::int FROM petition_decision) AS decisions, (SELECT count(*)::int FROM case_notice WHERE mailed_on IS NOT NULL) AS mailed,
           (SELECT count(*)::int FROM case_clock) AS clocks, (SELECT count(*)::int FROM case_clock WHERE ended_how = 'over') AS over,
           (SELECT count(*)::int FROM enforcement_case_event) AS history, (SELECT count(*)::int FROM outbox) AS told`,
      )
    ).rows[0];
  const before = await figures();
  expect(before).toMatchObject({ cases: ['petitioned', 'noticed', 'noticed'], decisions: 0, mailed: 2, over: 0 });
  /** Whether somebody who has written into the table waits for a lock: the last thing that all of it does is to tell. */
  const waitsAfter = async (table: string): Promise<boolean> =>
    (
      await watching.query(
        `SELECT EXISTS (SELECT 1 FROM pg_locks w JOIN pg_locks h ON h.pid = w.pid
          WHERE NOT w.granted AND h.granted AND h.mode = 'RowExclusiveLock' AND h.relation = $1::regclass) AS waits`,
        [table],
      )
    ).rows[0].waits;
  await watching.query('BEGIN; LOCK TABLE outbox IN SHARE MODE');
  killed = await processToKill(`${__dirname}/main.ts`, {
    ...{ DATABASE_URL: database, OPERATIONS_TOKEN: 'operations-token-of-this-test', CLOCK_LOOK_MS: '50' },
  });
  const post = (path: string, body: object): Promise<number | null> =>
    fetch(killed!.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${fpf}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(
      ({ status }) => status,
      () => null,
    );
  const asked = [post(`/petitions/${petition.id}/decision`, decision), post(`${mailed.path}/mailings`, mailed.mailing)];
  await eventually(async () => {
    const waiting = [];
    for (const table of ['petition_decision', 'case_notice']) waiting.push(await waitsAfter(table));
    // The sweep has written its clock and the step of the case, as the two others have.
    const { rows } = await watching.query(
      `SELECT count(DISTINCT pid)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'outbox'::regclass`,
    );
    expect([waiting, rows[0].n]).toEqual([[true, true], 3]);
    return true;
  });
  await killed.kill();
  expect(await Promise.all(asked)).toEqual([null, null]);
  await watching.query('COMMIT');
  await eventually(
    async () =>
      (await watching.query(`SELECT count(*)::int AS n FROM pg_locks WHERE relation = 'case_clock'::regclass`)).rows[0]
        .n === 0,
  );
  expect(await figures()).toEqual(before);

  bench = await enforcementBench({ DATABASE_URL: database, CLOCK_LOOK_MS: '50' });
  const states = async () => (await figures()).cases as string[];
  await eventually(async () => (await states())[2] === 'claim due');
  await bench.call('post', `/petitions/${petition.id}/decision`, fpf, decision).expect(200);
  await bench.call('post', `/petitions/${petition.id}/decision`, fpf, decision).expect(409);
  await steps(2, () => bench.call('post', `${mailed.path}/mailings`, fpf, mailed.mailing).expect(200));
  expect(await figures()).toMatchObject({
    ...{ cases: ['decided', 'noticed', 'claim due'], petition: 'decided', decisions: 1, mailed: 3, over: 1 },
    history: before.history + 3,
  });
  for (const [{ number }, step] of [
    [decided, 'decide'],
    [mailed, 'mail notice'],
    [over, 'find claim due'],
  ] as const) {
    const told = await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(number));
    expect([number, told.filter((one) => one.step === step).length]).toEqual([number, 1]);
  }
  const mail = await bench.told(EnforcementAccountTold.type, accountSubject(mailed.owner));
  expect(mail.map(({ about }) => about)).toEqual(['demand for liquidated damages']);
});
