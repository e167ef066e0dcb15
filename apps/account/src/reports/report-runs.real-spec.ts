import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Asking } from '#access';
import { ReleaseStatusChanged, ReportTold } from '#contracts';
import { Transactions } from '#messaging';
import { MailSender, type RecurringWork } from '#service';
import { eventually } from '../../../../test/support/eventually';
import { handlerBench, type HandlerBench } from '../../../../test/support/handler-bench';
import { account } from '../account.service-definition';
import { AccountConfig } from '../config/account.config';
import { accountHolding } from '../picture/account-holding.fixture';
import { RecordSearch } from '../picture/record-search';
import { keepReports } from '../picture/trade-record.repository';
import { reportOfRelease } from '../picture/trade-record.rules';
import { AccountMails } from '../mails/account-mails';
import { ReportNotices } from './report-notices';
import { ReportRuns } from './report-runs';
import { ReportSchedules, type ScheduleOrder } from './report-schedules';
import { Reports } from './reports';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined } as never;
const TURN = { signal: new AbortController().signal, progress: () => undefined };
const NO_WORK = { every: () => ({ wake: () => undefined }) } as unknown as RecurringWork;
const ENTRIES = 1_203;

let bench: HandlerBench;
let source: DataSource;
let outbox: string;
let config: AccountConfig;

beforeAll(async () => {
  bench = await handlerBench({ ...account, entities: account.entities as Function[] });
  source = bench.source;
  outbox = await mkdtemp(join(tmpdir(), 'portway-report-mails-'));
  config = Object.assign(new AccountConfig(), { PEOPLE_URL: 'https://account.portway.example' });
  const entry = { ...ReleaseStatusChanged.example, filerCode: 'B76' };
  await bench.handle(({ unit }) =>
    keepReports(
      unit.manager,
      Array.from({ length: ENTRIES }, (_, n) => reportOfRelease({ ...entry, entryNumber: String(n).padStart(8, '0') })),
      unit.now,
    ),
  );
});
afterAll(() => bench.close());

/** One replica of the service. */
const replica = (reports = reportsOf(), log = QUIET) => {
  const transactions = new Transactions(source, 4, () => undefined);
  const mails = new AccountMails(source, config, new MailSender('', outbox, QUIET), QUIET, NO_WORK);
  const notices = new ReportNotices(config, mails);
  const schedules = new ReportSchedules(source, transactions, reports, notices, QUIET, NO_WORK);
  const runs = new ReportRuns(source, transactions, reports, schedules, notices, config, log, NO_WORK);
  return { reports, mails, schedules, runs };
};
/** Reports of which one statement takes long. */
const slowReports = () => {
  const slow = reportsOf();
  slow.open = async (_account, name, _definition, reading) => {
    await reading!((manager) => manager.query('SELECT pg_sleep(60)'));
    return { name, notes: [], headings: [], lines: (async function* () {})() };
  };
  return slow;
};
const reportsOf = () => new Reports(source, new RecordSearch(source), new Transactions(source, 4, () => undefined));

/** An account with a person who owns it and a report of all its entries. */
const opened = async (name = 'all entries') => {
  await source.query(`DELETE FROM account_identifier WHERE identity = 'B76'`);
  const accountId = await accountHolding(source, ['filer code', 'B76']);
  const personId = randomUUID();
  const email = `${personId}@harbor-brokers.example`;
  await source.query(
    `INSERT INTO person (id, name, email, email_identity, known_since) VALUES ($1, 'Kwame Osei', $2, $2, now())`,
    [personId, email],
  );
  const roleId = randomUUID();
  await source.query(
    `INSERT INTO person_role (id, account_id, person_id, role, ports, valid_from, given_by, why) VALUES ($1, $2, $3, 'owner', '{}', now() - interval '1 year', 'x', 'x')`,
    [roleId, accountId, personId],
  );
  const asking = {
    account: { accountId, name: 'One', ports: [] },
    person: 'Kwame Osei',
    personId,
  } as unknown as Asking;
  const { id: reportId } = await reportsOf().save(accountId, name, 'Kwame Osei', {
    filters: { kind: 'entry', monthOf: 'filing' },
    groupBy: [],
    columns: ['reference', 'port', 'dutyCents'],
  });
  return { accountId, personId, email, roleId, asking, reportId };
};
const told = async (accountId: string) =>
  (await bench.published(ReportTold)).map(({ data }) => data).filter((data) => data.accountId === accountId);
const textOf = async (runs: ReportRuns, accountId: string, runId: string): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of (await runs.result(accountId, runId, 'Kwame Osei')).content) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};
const DAILY: ScheduleOrder = {
  ...{ every: 'daily', businessDay: 1, timeOfDay: '07:00', timeZone: null },
  ...{ covers: 'the period before', format: 'csv' },
};
const makeAll = async (runs: ReportRuns): Promise<void> => {
  while (await runs.next(TURN));
};

test('a report that was ordered is made aside, fetched by who may, told to the mailbox, and by e-mail as a link without what stands in it', async () => {
  const { runs, mails } = replica();
  const { accountId, asking, reportId, email } = await opened();
  const run = await runs.order(asking, reportId, 'csv');
  expect(run).toMatchObject({ state: 'waiting', rows: 0, result: null });
  await expect(runs.result(accountId, run.id, 'x')).rejects.toThrow('The report is waiting');
  expect(await runs.next(TURN)).toBe(true);
  expect(await runs.next(TURN)).toBe(false);
  const ready = await runs.one(accountId, run.id);
  expect(ready).toMatchObject({
    state: 'ready',
    rows: ENTRIES,
    result: `/accounts/${accountId}/report-runs/${run.id}/result`,
  });
  const text = await textOf(runs, accountId, run.id);
  expect(text.split('\r\n')).toHaveLength(ENTRIES + 2);
  expect(Buffer.byteLength(text)).toBe(ready.bytes);
  expect(await told(accountId)).toEqual([
    expect.objectContaining({ about: 'report ready', rows: ENTRIES, result: ready.result, orderedBy: 'Kwame Osei' }),
  ]);
  const [last] = await source.query(
    'SELECT kind, channel, summary, disposition FROM activity WHERE account_id = $1 ORDER BY sequence DESC LIMIT 1',
    [accountId],
  );
  expect(last).toEqual({ kind: 'exported', channel: 'reports', summary: `report 'all entries'`, disposition: 'csv' });
  await mails.sendWaiting();
  expect(await mails.sendWaiting()).toBe(false);
  const mail = (await Promise.all((await readdir(outbox)).map((name) => readFile(join(outbox, name), 'utf8')))).filter(
    (one) => one.includes(email),
  );
  expect(mail).toHaveLength(1);
  const words = mail[0]!.replace(/=\r\n/g, '');
  expect(words).toContain(`https://account.portway.example${ready.result}`);
  expect(words).not.toContain('B76-');
});

test("what was made is nobody else's, and is removed when its days are over", async () => {
  const { runs } = replica();
  const { accountId, asking, reportId } = await opened();
  const { id } = await runs.order(asking, reportId, 'xlsx');
  await makeAll(runs);
  const stranger = await accountHolding(source);
  await expect(runs.one(stranger, id)).rejects.toThrow('There is no run');
  await expect(runs.result(stranger, id, 'x')).rejects.toThrow('There is no run');
  expect(await runs.list(stranger)).toEqual([]);
  await runs.clean();
  expect((await runs.one(accountId, id)).state).toBe('ready');
  await source.query(`UPDATE report_run SET kept_until = now() - interval '1 second' WHERE id = $1`, [id]);
  await runs.clean();
  expect(await runs.one(accountId, id)).toMatchObject({ state: 'removed', result: null });
  await expect(runs.result(accountId, id, 'x')).rejects.toThrow('The result was kept until');
  expect(await source.query('SELECT 1 FROM report_piece WHERE run_id = $1', [id])).toEqual([]);
});

test('while a report is made, everybody of the account sees how many lines there are so far', async () => {
  const { accountId, asking, reportId } = await opened();
  const slow = reportsOf();
  let isSeen = false;
  slow.open = async () => ({
    ...{ name: 'slow', notes: [], headings: [{ name: 'reference', as: 'text' }] },
    lines: (async function* () {
      for (let n = 0; !isSeen; n += 1) {
        yield [`B76-${n}`];
        await new Promise((resolve) => setImmediate(resolve));
      }
    })(),
  });
  const { runs } = replica(slow);
  const { id } = await runs.order(asking, reportId, 'csv');
  const made = runs.next(TURN);
  const seen = await eventually(async () => {
    const { state, rows } = await runs.one(accountId, id);
    return state === 'running' && rows > 0 && rows;
  });
  isSeen = true;
  await made;
  const { state, rows } = await runs.one(accountId, id);
  expect([state, rows >= seen]).toEqual(['ready', true]);
});

test('a report whose replica stands still is made by another one, once; when the first goes on, what it wrote counts for nothing', async () => {
  const [first, second] = [replica(), replica()];
  const { accountId, asking, reportId } = await opened();
  const { id } = await first.runs.order(asking, reportId, 'csv');
  // As far as a process comes that is stopped behind its first step.
  const frozen = first.runs as unknown as { take(): Promise<object>; make(run: object, turn: object): Promise<void> };
  const taken = await frozen.take();
  expect(await second.runs.next(TURN)).toBe(false);
  await source.query(`UPDATE report_run SET not_before = now() - interval '1 second' WHERE id = $1`, [id]);
  expect(await second.runs.next(TURN)).toBe(true);
  await expect(frozen.make(taken, TURN)).rejects.toThrow();
  expect(await second.runs.one(accountId, id)).toMatchObject({ state: 'ready', rows: ENTRIES });
  expect(await told(accountId)).toHaveLength(1);
  expect(await source.query('SELECT DISTINCT attempt FROM report_piece WHERE run_id = $1', [id])).toEqual([
    { attempt: 2 },
  ]);
  expect((await textOf(second.runs, accountId, id)).split('\r\n')).toHaveLength(ENTRIES + 2);
});

test('a replica that ends gives a report back at once, and that is no failed try', async () => {
  const { accountId, asking, reportId } = await opened();
  const slow = reportsOf();
  const ending = new AbortController();
  const from = performance.now();
  slow.open = async () => ({
    ...{ name: 'slow', notes: [], headings: [{ name: 'reference', as: 'text' }] },
    lines: (async function* () {
      for (let n = 0; performance.now() - from < 60_000; n += 1) {
        if (n === 3) ending.abort();
        yield [`B76-${n}`];
        await new Promise(setImmediate);
      }
    })(),
  });
  const { id } = await replica().runs.order(asking, reportId, 'csv');
  await replica(slow).runs.next({ ...TURN, signal: ending.signal });
  const [row] = await source.query('SELECT state, tries FROM report_run WHERE id = $1', [id]);
  expect(row).toEqual({ state: 'waiting', tries: 0 });
  await makeAll(replica().runs);
  expect((await replica().runs.one(accountId, id)).state).toBe('ready');
});

test('a report that cannot be made is tried five times, and then the account is told', async () => {
  const { accountId, asking, reportId } = await opened();
  const broken = reportsOf();
  broken.open = () => Promise.reject(new Error('nothing works'));
  const { runs } = replica(broken);
  const { id } = await runs.order(asking, reportId, 'csv');
  for (let tries = 1; tries <= 5; tries += 1) {
    expect(await runs.next(TURN)).toBe(true);
    expect((await runs.one(accountId, id)).state).toBe(tries < 5 ? 'waiting' : 'failed');
    expect(await runs.next(TURN)).toBe(false);
    await source.query('UPDATE report_run SET not_before = now() WHERE id = $1', [id]);
  }
  expect(await told(accountId)).toEqual([expect.objectContaining({ about: 'report failed', runId: id, result: null })]);
});

test('while one statement of a report takes long its replica is heard of; when the service ends, it is given back at once', async () => {
  const { accountId, asking, reportId } = await opened();
  const { runs } = replica(slowReports());
  const { id } = await runs.order(asking, reportId, 'csv');
  const ending = new AbortController();
  let heard = 0;
  const made = runs.next({ signal: ending.signal, progress: () => (heard += 1) });
  const lease = async (): Promise<number> =>
    (await source.query('SELECT not_before AS "until" FROM report_run WHERE id = $1', [id]))[0].until.getTime();
  const before = await eventually(async () => (await runs.one(accountId, id)).state === 'running' && lease());
  await eventually(async () => expect(await lease()).toBeGreaterThan(before));
  await eventually(() => expect(heard).toBeGreaterThan(0));
  ending.abort();
  expect(await made).toBe(true);
  const [row] = await source.query('SELECT state, tries FROM report_run WHERE id = $1', [id]);
  expect(row).toEqual({ state: 'waiting', tries: 0 });
  await source.query('DELETE FROM report_run WHERE id = $1', [id]);
});

test('a statement of a report that took too long is a failed try, and the log says so', async () => {
  const { accountId, asking, reportId } = await opened();
  const broken = reportsOf();
  broken.open = () =>
    source.transaction(async (manager) => {
      await manager.query(`SET LOCAL statement_timeout = '50ms'`);
      return manager.query('SELECT pg_sleep(5)');
    });
  const logged: { runId?: string }[] = [];
  const { runs } = replica(broken, { ...(QUIET as object), error: (fields: object) => logged.push(fields) } as never);
  const { id } = await runs.order(asking, reportId, 'csv');
  expect(await runs.next(TURN)).toBe(true);
  expect(await runs.one(accountId, id)).toMatchObject({ state: 'waiting' });
  expect(logged).toMatchObject([{ runId: id, err: { code: '57014' } }]);
  await source.query('DELETE FROM report_run WHERE id = $1', [id]);
});

test('while an account is suspended nothing of its schedules is made, and they go on when it is in force again', async () => {
  const { runs, schedules } = replica();
  const { accountId, asking, reportId } = await opened();
  const schedule = await schedules.make(asking, reportId, { ...DAILY, covers: 'everything' });
  const dueNow = () => source.query('UPDATE report_schedule SET next_at = now() WHERE id = $1', [schedule.id]);
  const inForce = (active: boolean) =>
    source.query('UPDATE account SET active = $2 WHERE id = $1', [accountId, active]);
  const plan = () => schedules.plan(new Date(Date.now() + 1_000));
  await dueNow();
  await plan();
  await inForce(false);
  await makeAll(runs);
  await dueNow();
  await plan();
  expect(await runs.list(accountId)).toMatchObject([
    { state: 'stopped', result: null, fault: 'It was not made because the account is not in force.' },
  ]);
  const [waits] = await schedules.list(accountId);
  expect(waits).toMatchObject({ state: 'active', nextAt: expect.any(Date) });
  expect(waits!.nextAt!.getTime()).toBeGreaterThan(Date.now());
  expect(await told(accountId)).toEqual([]);
  await inForce(true);
  await dueNow();
  await plan();
  await makeAll(runs);
  expect((await runs.list(accountId)).map(({ state }) => state).sort()).toEqual(['ready', 'stopped']);
});

test('a scheduled report is made once when it is due, however many replicas look, about the days before', async () => {
  const [one, other] = [replica(), replica()];
  const { accountId, asking, reportId } = await opened();
  const schedule = await one.schedules.make(asking, reportId, DAILY);
  expect(schedule).toMatchObject({ state: 'active', timeZone: 'America/New_York', name: 'all entries' });
  // The example entries were filed on 21 November 2026, a Saturday: they are in the report of Monday.
  const due = new Date('2026-11-23T12:00:00Z');
  await source.query('UPDATE report_schedule SET next_at = $2 WHERE id = $1', [schedule.id, due]);
  await one.schedules.plan(new Date(due.getTime() - 1));
  expect(await one.runs.list(accountId)).toEqual([]);
  await Promise.all([one, other, one, other].map(({ schedules }) => schedules.plan(due)));
  await Promise.all([makeAll(one.runs), makeAll(other.runs)]);
  const runs = await one.runs.list(accountId);
  expect(runs).toMatchObject([{ state: 'ready', dueAt: due, scheduleId: schedule.id, notes: [] }]);
  const [{ definition }] = await source.query('SELECT definition FROM report_run WHERE id = $1', [runs[0]!.id]);
  expect(definition.filters).toEqual({
    kind: 'entry',
    monthOf: 'filing',
    firstDay: '2026-11-20',
    lastDay: '2026-11-22',
  });
  const [planned] = await one.schedules.list(accountId);
  expect(planned!.nextAt).toEqual(new Date('2026-11-24T12:00:00Z'));
});

test('times that were missed while the service was away are made good once, and the report says so', async () => {
  const { runs, schedules } = replica();
  const { accountId, asking, reportId } = await opened();
  const schedule = await schedules.make(asking, reportId, { ...DAILY, covers: 'everything' });
  await source.query('UPDATE report_schedule SET next_at = $2 WHERE id = $1', [
    schedule.id,
    new Date('2026-11-18T12:00:00Z'),
  ]);
  await schedules.plan(new Date('2026-11-20T15:00:00Z'));
  await makeAll(runs);
  const [run, ...more] = await runs.list(accountId);
  expect(more).toEqual([]);
  const said =
    'This report was due on 18 November 2026 07:00 ET (12:00 UTC) and is made only now: the service was away. It stands for 3 times that it was due.';
  expect(run!.notes).toEqual([said]);
  expect((await textOf(runs, accountId, run!.id)).split('\r\n')[0]).toBe(`# ${said}`);
  expect((await told(accountId))[0]!.notes).toEqual([said]);
});

test('a schedule stops with a notice, and nothing is made, when who made it has no role any more', async () => {
  const { runs, schedules } = replica();
  for (const lost of [
    `UPDATE person_role SET valid_to = now() - interval '1 second' WHERE id = $1`,
    `UPDATE person_role SET role = 'user', leaves = '{"filing":"write"}' WHERE id = $1`,
  ]) {
    const { accountId, asking, reportId, roleId } = await opened();
    const schedule = await schedules.make(asking, reportId, DAILY);
    await source.query(lost, [roleId]);
    await source.query('UPDATE report_schedule SET next_at = now() WHERE id = $1', [schedule.id]);
    await schedules.plan(new Date(Date.now() + 1_000));
    expect(await runs.list(accountId)).toEqual([]);
    const [stopped] = await schedules.list(accountId);
    expect(stopped).toMatchObject({ state: 'stopped', nextAt: null });
    expect(await told(accountId)).toEqual([
      expect.objectContaining({ about: 'schedule stopped', scheduleId: schedule.id, runId: null }),
    ]);
    await schedules.plan(new Date(Date.now() + 30 * 86_400_000));
    expect(await told(accountId)).toHaveLength(1);
  }
});

test('a role that ends while the report waits or is written leaves no result', async () => {
  const { schedules, runs } = replica();
  for (const when of ['waits', 'is written']) {
    const { accountId, asking, reportId, roleId } = await opened();
    const schedule = await schedules.make(asking, reportId, { ...DAILY, covers: 'everything' });
    await source.query('UPDATE report_schedule SET next_at = now() WHERE id = $1', [schedule.id]);
    await schedules.plan(new Date(Date.now() + 1_000));
    const end = () => source.query('UPDATE person_role SET valid_to = now() WHERE id = $1', [roleId]);
    const reports = reportsOf();
    const open = reports.open.bind(reports);
    reports.open = async (...which) => {
      await end();
      return open(...which);
    };
    if (when === 'waits') await end();
    await makeAll(replica(when === 'waits' ? reportsOf() : reports).runs);
    const [run] = await runs.list(accountId);
    expect(run).toMatchObject({ state: 'stopped', result: null });
    expect(await source.query('SELECT 1 FROM report_piece WHERE run_id = $1', [run!.id])).toEqual([]);
    expect((await schedules.list(accountId))[0]!.state).toBe('stopped');
    expect((await told(accountId)).map(({ about }) => about)).toEqual(['schedule stopped']);
  }
});

test('a schedule of an account that was merged stops, and the account that goes on is told', async () => {
  const { schedules } = replica();
  const { accountId, asking, reportId } = await opened();
  const follows = await accountHolding(source);
  const schedule = await schedules.make(asking, reportId, DAILY);
  await source.query(`UPDATE account SET merged_into = $2, left_as = 'merged', active = false WHERE id = $1`, [
    accountId,
    follows,
  ]);
  await source.query('UPDATE report_schedule SET next_at = now() WHERE id = $1', [schedule.id]);
  await schedules.plan(new Date(Date.now() + 1_000));
  expect((await told(follows))[0]).toMatchObject({
    about: 'schedule stopped',
    notes: [expect.stringContaining('merged')],
  });
});

test('reports of an account that was merged are with the account that goes on: ready ones are fetched there, one that was under way ends and says why', async () => {
  const { reports, runs } = replica();
  const { accountId, asking, reportId } = await opened();
  const follows = await accountHolding(source);
  const ready = await runs.order(asking, reportId, 'csv');
  await makeAll(runs);
  const underWay = await runs.order(asking, reportId, 'csv');
  await source.query(`UPDATE account SET merged_into = $2, left_as = 'merged', active = false WHERE id = $1`, [
    accountId,
    follows,
  ]);
  await makeAll(runs);
  expect((await reports.list(follows)).map(({ id }) => id)).toEqual([reportId]);
  expect((await runs.list(follows)).map(({ id, state }) => [id, state])).toEqual([
    [underWay.id, 'stopped'],
    [ready.id, 'ready'],
  ]);
  expect((await runs.one(follows, ready.id)).result).toBe(`/accounts/${follows}/report-runs/${ready.id}/result`);
  expect((await textOf(runs, follows, ready.id)).split('\r\n').length).toBeGreaterThan(ENTRIES);
  expect(await told(follows)).toEqual([
    expect.objectContaining({ about: 'report failed', runId: underWay.id, notes: [expect.stringContaining('merged')] }),
  ]);
  await reports.remove(follows, reportId);
  expect(await reports.list(follows)).toEqual([]);
});

test('a key of nobody by name schedules nothing, times that are none are refused by field, and what is removed ends', async () => {
  const { schedules, runs } = replica();
  const { accountId, asking, reportId } = await opened();
  await expect(schedules.make({ ...asking, personId: null }, reportId, DAILY)).rejects.toThrow(
    'in the name of a person',
  );
  await expect(schedules.make(asking, reportId, { ...DAILY, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
    errors: [{ at: '/timeZone' }],
  });
  await expect(schedules.make(asking, randomUUID(), DAILY)).rejects.toThrow('There is no report');
  const schedule = await schedules.make(asking, reportId, DAILY);
  await source.query('UPDATE report_schedule SET next_at = now() WHERE id = $1', [schedule.id]);
  await schedules.plan(new Date(Date.now() + 1_000));
  const [waiting] = await runs.list(accountId);
  await expect(schedules.remove(await accountHolding(source), schedule.id)).rejects.toThrow('There is no schedule');
  await schedules.remove(accountId, schedule.id);
  expect(await runs.next(TURN)).toBe(false);
  expect((await runs.one(accountId, waiting!.id)).state).toBe('stopped');
  await runs.order(asking, reportId, 'csv');
  await reportsOf().remove(accountId, reportId);
  expect(await runs.next(TURN)).toBe(false);
});

test('an account has five reports made at once; the next is told to wait', async () => {
  const { runs } = replica();
  const { asking, reportId } = await opened();
  for (let n = 0; n < 5; n += 1) await runs.order(asking, reportId, 'csv');
  await expect(runs.order(asking, reportId, 'csv')).rejects.toThrow('5 reports made at once');
  await makeAll(runs);
  await runs.order(asking, reportId, 'csv');
  await makeAll(runs);
});
