import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountChangedConsumer } from '#access';
import {
  AccountChanged,
  accountSubject,
  CeeInteractionRecorded,
  DowntimeChanged,
  entrySubject,
  SummaryDecided,
  SummaryReported,
  TeamAssigned,
} from '#contracts';
import { MessageContext, Transactions, UnitOfWork } from '#messaging';
import { addDays, FEDERAL_CALENDAR } from '#kernel';
import { createLog, hashApiKey, loadConfig, startService, type RunningService } from '#service';
import { eventually, migrated, realServers } from '../../../../test/support';
import { received } from '../../../../test/support/handler-bench';
import { CeeConfig } from '../config/cee.config';
import { cee } from '../cee.service-definition';
import { DowntimeConsumer } from '../downtimes/downtime.consumer';
import { TrustedQueues } from '../trusted-queues/trusted-queues';
import { SummaryWorkConsumer } from './summary-work.consumer';
import { centerDay, type WorkItemView } from './work-item';
import { countsOf, WorkCounts } from './work-counts';
import { WorkDesk } from './work-desk';
import { WorkUpkeep } from './work-upkeep';

const SPECIALISTS = 200;
let service: RunningService;
let source: DataSource;

beforeAll(async () => {
  const DATABASE_URL = await realServers().freshDatabase('cee');
  await migrated(DATABASE_URL, cee);
  const config = loadConfig(CeeConfig, {
    ...{ DATABASE_URL, AMQP_URL: 'amqp://guest:guest@127.0.0.1:1', PORT: '0', HOST: '127.0.0.1' },
    ...{
      OPERATIONS_TOKEN: 'operations-token-of-this-test',
      IMPORTER_DIGEST_KEY: 'the key of importer digests of this test',
    },
    ...{ ADDRESS_REQUESTS_PER_SECOND: '100000', ACCOUNT_REQUESTS_PER_SECOND: '100000', ADDRESS_CONNECTIONS: '10000' },
    // Time is made to pass by the tests themselves.
    WORK_LOOK_MS: '600000',
  });
  service = await startService(cee, config, createLog('cee', 'test', 'error'));
  source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
  await open(
    ['Center specialist', 'CEE009'],
    ['team lead', 'CEE009'],
    ['Center specialist', 'CEE007'],
    ['headquarters', null],
  );
});
afterAll(() => service?.close());

interface Person {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}
const people: Person[] = [];
const office = randomUUID();
let accountVersion = 0;
const roles: { role: string; center: string | null; person: Person }[] = [];

const handle = (work: (context: MessageContext) => Promise<void>, now?: Date): Promise<void> =>
  source.transaction(async (manager) => {
    const unit = new UnitOfWork(manager, 4, now);
    await work(new MessageContext(unit));
    await unit.flush();
  });
const accounts = (data: AccountChanged): Promise<void> =>
  handle((context) =>
    service.app
      .get(AccountChangedConsumer, { strict: false })
      .take([received(AccountChanged, accountSubject(data.accountId), data)], context),
  );
/** Gives people roles at CBP, each with a key. */
const open = async (...wanted: [role: string, center: string | null][]): Promise<Person[]> => {
  const added = wanted.map(([role, center]) => {
    const id = randomUUID();
    const person = { id, name: `Person ${people.length + 1}`, key: `pk_test_${id}` };
    people.push(person);
    roles.push({ role, center, person });
    return person;
  });
  await accounts({
    ...AccountChanged.example,
    ...{ accountId: office, version: ++accountVersion, name: 'CBP', active: true, kinds: ['headquarters'], abi: null },
    ...{ importerNumbers: [], filerCodes: [], scacs: [], trusted: [], mergedInto: null },
    apiKeyHashes: people.map(({ key }) => hashApiKey(key)),
    keyPersons: people.map(({ key, name }) => ({ hash: hashApiKey(key), person: name })),
    keyTerms: people.map(({ key, id }) => ({
      ...{ hash: hashApiKey(key), personId: id, leaves: null, until: null, addresses: [] },
    })),
    people: roles.map(({ role, center, person }) => ({
      ...{ personId: person.id, name: person.name, role, leaves: null, ports: [], center },
      ...{ from: '2026-01-01T00:00:00.000Z', to: null },
    })),
  });
  return added;
};

let serial = 0;
const today = centerDay(new Date());
const report = (changes: Partial<SummaryReported> = {}): SummaryReported => ({
  ...SummaryReported.example,
  ...{ entryNumber: String(++serial).padStart(8, '0'), occurredAt: new Date().toISOString() },
  filed: { ...SummaryReported.example.filed!, filedOn: today },
  ...changes,
});
const reported = (...reports: SummaryReported[]): Promise<void> =>
  handle((context) =>
    new SummaryWorkConsumer().take(
      reports.map((data) => received(SummaryReported, entrySubject(data), data)),
      context,
    ),
  );
const call = (who: Person, method: 'get' | 'post', path: string) =>
  request(service.url)[method](path).set('authorization', `Bearer ${who.key}`);
const specialist = (): Person => people[0]!;
const lead = (): Person => people[1]!;
const stranger = (): Person => people[2]!;
const headquarters = (): Person => people[3]!;
const itemOf = async ({ filerCode, entryNumber }: SummaryReported): Promise<WorkItemView> => {
  const [row] = await source.query('SELECT id FROM work_item WHERE filer_code = $1 AND entry_number = $2', [
    filerCode,
    entryNumber,
  ]);
  const { body } = await call(specialist(), 'get', `/work-items/${row.id}`).expect(200);
  return body.item;
};
const inTeam = (team: string, center = 'CEE009', changes: Partial<SummaryReported> = {}): SummaryReported =>
  report({ centerId: center, teamNumber: team, ...changes });
const historyOf = async ({ itemId }: WorkItemView): Promise<string[]> =>
  (await source.query('SELECT event FROM work_item_event WHERE item_id = $1 ORDER BY id', [itemId])).map(
    ({ event }: { event: string }) => event,
  );
const upkeep = (of: 'endLeases' | 'judgeAgain' | 'notResubmitted', now?: Date): Promise<unknown> =>
  source.transaction((manager) => service.app.get(WorkUpkeep)[of](new UnitOfWork(manager, 4, now)));

describe('the work of a Center', () => {
  test('a summary that is given to a Center is a work item of its team, with a priority, its reasons and a clock', async () => {
    const pending = report({ centerId: null, teamNumber: null });
    await reported(pending);
    expect(
      (await source.query('SELECT state FROM work_item WHERE entry_number = $1', [pending.entryNumber]))[0],
    ).toEqual({
      state: 'without a Center',
    });
    const given = {
      ...pending,
      centerId: 'CEE009',
      teamNumber: '252',
      filed: null,
      occurredAt: new Date().toISOString(),
    };
    await reported(given);
    expect(await itemOf(given)).toMatchObject({
      ...{ state: 'open', centerId: 'CEE009', teamNumber: '252', priority: 0, reasons: [], takenBy: null },
      clock: {
        ...{ clock: 'review of a summary', startedOn: today, dueDate: FEDERAL_CALENDAR.addBusinessDays(today, 10) },
        ...{ daysLeft: 10, rule: 'ABI requirements (July 2022), p. 3', relievedBy: null },
      },
    });
    await reported(given, given);
    expect(await historyOf(await itemOf(given))).toEqual(['given to a team']);
  });

  test('a report that asks for a team has it on the work list and in its answer by one unit of work; what its filing did to the liquidation is kept', async () => {
    const asking = report({
      ...{ centerId: null, teamNumber: null },
      team: { filingId: randomUUID(), summaryVersion: '00100' },
      liquidation: {
        ...{ version: 1, event: 'scheduled', entryType: '01', entryDate: today, state: 'not liquidated' },
        ...{ scheduledFor: addDays(today, 314), deemed: false, noticeOn: null, heldBy: [] },
        ...{ filed: { dutyCents: 85_000, fees: [] }, liquidated: null, changeCents: null },
      },
    });
    expect(SummaryReported.faultOf(asking)).toBeNull();
    await reported(asking);
    expect(await itemOf(asking)).toMatchObject({ state: 'open', centerId: 'CEE009', teamNumber: '391' });
    expect(await historyOf(await itemOf(asking))).toEqual(['given to a team']);
    const answers: { data: string }[] = await source.query(
      'SELECT data FROM outbox WHERE type = $1 AND subject = $2 ORDER BY id',
      [TeamAssigned.type, entrySubject(asking)],
    );
    const [answer] = answers.map(({ data }) => JSON.parse(data) as TeamAssigned);
    expect(TeamAssigned.faultOf(answer)).toBeNull();
    expect(answer).toMatchObject({ ...asking.team, centerId: 'CEE009', teamNumber: '391', kept: true });
    const [{ data }] = await source.query('SELECT data FROM entry_liquidation WHERE entry_number = $1', [
      asking.entryNumber,
    ]);
    expect(data).toMatchObject({ event: 'scheduled', scheduledFor: addDays(today, 314) });
  });

  test('items come by priority in pages that leave none out and show none twice', async () => {
    const duty = (dollars: number) => ({ ...SummaryReported.example.filed!, filedOn: today, dutyCents: dollars * 100 });
    await reported(
      ...[500, 250_000, 20_000, 700, 2_000].map((dollars) => inTeam('441', 'CEE009', { filed: duty(dollars) })),
    );
    const seen: number[] = [];
    let after = '';
    for (let page = 0; page < 3; page += 1) {
      const { body } = await call(specialist(), 'get', `/work-items?team=441&limit=2${after}`).expect(200);
      seen.push(...body.items.map((item: WorkItemView) => item.priority));
      after = `&after=${body.next}`;
      expect(body.next === null).toBe(page === 2);
    }
    expect(seen).toEqual([30, 20, 10, 0, 0]);
  });

  test('people of another Center are refused, and so is who has no Center', async () => {
    const own = inTeam('391');
    await reported(own);
    const { itemId } = await itemOf(own);
    for (const [method, path] of [
      ['get', '/work-items?center=CEE009'],
      ['get', `/work-items/${itemId}`],
      ['post', `/work-items/${itemId}/takes`],
      ['get', '/workload?center=CEE009'],
    ] as const) {
      const { body } = await call(stranger(), method, path).expect(403);
      expect(body.detail).toMatch(/CEE009.*CEE007/);
    }
    await call(headquarters(), 'get', '/work-items?center=CEE009').expect(200);
    expect((await call(headquarters(), 'get', '/work-items').expect(422)).body.errors[0].at).toBe('/center');
    await call(headquarters(), 'post', `/work-items/${itemId}/takes`).expect(403);
    const [nobodys] = await open(['Center specialist', null]);
    expect((await call(nobodys!, 'post', '/work-items/takes').send({}).expect(403)).body.detail).toContain('no Center');
    await call(specialist(), 'post', `/work-items/${itemId}/reassignments`).send({ why: 'I am busy' }).expect(403);
  });

  test('who takes an item has it alone until the lease is over; the account hears of it', async () => {
    const summary = inTeam('681');
    await reported(summary);
    const [second] = await open(['Center specialist', 'CEE009']);
    const { body } = await call(specialist(), 'post', '/work-items/takes').send({ team: '681' }).expect(200);
    const [taken] = body.items as WorkItemView[];
    expect(taken).toMatchObject({ state: 'taken', takenBy: specialist().name });
    expect((await call(second!, 'post', '/work-items/takes').send({ team: '681' }).expect(200)).body.items).toEqual([]);
    const refused = await call(second!, 'post', `/work-items/${taken!.itemId}/takes`).expect(409);
    expect(refused.body.detail).toContain(`${specialist().name} took the item`);
    await call(second!, 'post', `/work-items/${taken!.itemId}/renewals`).expect(409);
    const renewed = await call(specialist(), 'post', `/work-items/${taken!.itemId}/renewals`).expect(200);
    expect(Date.parse(renewed.body.leaseUntil)).toBeGreaterThanOrEqual(Date.parse(String(taken!.leaseUntil)));
    const [look] = await source.query(
      `SELECT data FROM outbox WHERE type = $1 AND subject = $2 ORDER BY id DESC LIMIT 1`,
      [CeeInteractionRecorded.type, accountSubject(summary.accountId)],
    );
    expect(CeeInteractionRecorded.faultOf(JSON.parse(look.data))).toBeNull();
    expect(JSON.parse(look.data)).toMatchObject({ kind: 'viewed by CBP', person: specialist().name, center: 'CEE009' });
  });

  test('an item whose browser died comes back when its lease is over, and its holder must take it again', async () => {
    const summary = inTeam('681');
    await reported(summary);
    const { itemId } = await itemOf(summary);
    await call(specialist(), 'post', `/work-items/${itemId}/takes`).expect(200);
    const later = new Date(Date.now() + 31 * 60_000);
    await upkeep('endLeases', new Date(Date.now() + 29 * 60_000));
    expect((await itemOf(summary)).state).toBe('taken');
    await upkeep('endLeases', later);
    await upkeep('endLeases', later);
    expect(await itemOf(summary)).toMatchObject({ state: 'open', takenBy: null });
    expect(await historyOf(await itemOf(summary))).toEqual(['given to a team', 'taken', 'lease over']);
    expect(
      (await call(specialist(), 'post', `/work-items/${itemId}/returns`).send({ why: 'No time' }).expect(409)).body
        .detail,
    ).toContain('take it first');
  });

  test('two hundred specialists who take at once never take the same item, and none is left behind', async () => {
    const all = await open(
      ...Array.from({ length: SPECIALISTS }, (): [string, string] => ['Center specialist', 'CEE005']),
    );
    await reported(...Array.from({ length: SPECIALISTS * 2 }, () => inTeam('721', 'CEE005')));
    const answers = await Promise.all(
      all.map((who) => call(who, 'post', '/work-items/takes').send({ count: 3 }).expect(200)),
    );
    const taken = answers.flatMap(({ body }, at) =>
      (body.items as WorkItemView[]).map((item) => {
        expect(item.takenById).toBe(all[at]!.id);
        return item.itemId;
      }),
    );
    expect(new Set(taken).size).toBe(taken.length);
    const [{ left }] = await source.query(
      `SELECT count(*)::int AS left FROM work_item WHERE center_id = 'CEE005' AND state = 'open'`,
    );
    expect([taken.length, left]).toEqual([SPECIALISTS * 2, 0]);
    const [{ events }] = await source.query(
      `SELECT count(*)::int AS events FROM work_item_event e JOIN work_item w ON w.id = e.item_id WHERE w.center_id = 'CEE005' AND e.event = 'taken'`,
    );
    expect(events).toBe(SPECIALISTS * 2);
  });

  test('who takes the next while all that is left is held for a moment gets it then', async () => {
    const [who] = await open(['Center specialist', 'CEE006']);
    await reported(inTeam('731', 'CEE006'));
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`SELECT id FROM work_item WHERE center_id = 'CEE006' AND state = 'open' FOR UPDATE`);
    const looks = jest.spyOn(WorkDesk.prototype as any, 'takeFree');
    const taking = call(who!, 'post', '/work-items/takes').send({ count: 1 }).expect(200);
    const answered = taking.then(({ body }) => body.items as WorkItemView[]);
    await eventually(() => looks.mock.calls.length > 1);
    await runner.rollbackTransaction();
    await runner.release();
    looks.mockRestore();
    expect((await answered).map(({ takenById }) => takenById)).toEqual([who!.id]);
  });

  test('a team lead sets an item aside for somebody, and while that person is absent the stand-in gets it', async () => {
    const [ann, bob] = (await open(['Center specialist', 'CEE009'], ['Center specialist', 'CEE009'])) as [
      Person,
      Person,
    ];
    const summary = inTeam('252');
    await reported(summary);
    const { itemId } = await itemOf(summary);
    await call(bob, 'post', `/work-items/${itemId}/takes`).expect(200);
    const path = `/work-items/${itemId}/reassignments`;
    const wrong = await call(lead(), 'post', path)
      .send({ personId: stranger().id, why: 'Knows the goods' })
      .expect(422);
    expect(wrong.body.errors[0].at).toBe('/personId');
    await call(lead(), 'post', path).send({ personId: ann.id, why: 'Knows the goods' }).expect(200);
    expect(await itemOf(summary)).toMatchObject({ state: 'open', reservedFor: ann.name, takenBy: null });
    await call(bob, 'post', `/work-items/${itemId}/takes`).expect(409);

    const { body: center } = await call(bob, 'get', '/absences/people').expect(200);
    expect(center.personId).toBe(bob.id);
    expect(center.people).toContainEqual({ personId: ann.id, name: ann.name, role: 'Center specialist' });
    expect(center.people.map(({ personId }: { personId: string }) => personId)).not.toContain(stranger().id);

    const absence = { id: randomUUID(), personId: ann.id, from: today, to: addDays(today, 3), standInId: bob.id };
    await call(bob, 'post', '/absences').send(absence).expect(403);
    await call(lead(), 'post', '/absences')
      .send({ ...absence, to: addDays(today, -1) })
      .expect(422);
    await call(lead(), 'post', '/absences').send(absence).expect(201);
    await call(lead(), 'post', '/absences').send(absence).expect(201);
    await call(lead(), 'post', '/absences')
      .send({ ...absence, id: randomUUID() })
      .expect(409);
    const { body } = await call(bob, 'post', '/work-items/takes').send({ team: '252' }).expect(200);
    expect(body.items).toMatchObject([{ itemId, takenBy: bob.name }]);
    await call(bob, 'post', `/work-items/${itemId}/returns`).send({ why: 'Ann is back' }).expect(200);
    await call(ann, 'post', `/absences/${absence.id}/end`).expect(200);
    expect((await call(lead(), 'get', '/absences').expect(200)).body.absences).toEqual([]);
    await call(bob, 'post', `/work-items/${itemId}/takes`).expect(409);
    await call(ann, 'post', `/work-items/${itemId}/takes`).expect(200);
  });

  test("what a filer deletes while somebody reviews it is nobody's work any more", async () => {
    const summary = inTeam('252');
    await reported(summary);
    const { itemId } = await itemOf(summary);
    await call(specialist(), 'post', `/work-items/${itemId}/takes`).expect(200);
    await reported({ ...summary, version: 2, state: 'deleted', filed: null, occurredAt: new Date().toISOString() });
    expect(await itemOf(summary)).toMatchObject({ state: 'withdrawn', takenBy: null });
    await call(specialist(), 'post', `/work-items/${itemId}/renewals`).expect(409);
  });

  test('a rejected summary is with its filer until the clock is over; a downtime in force stops that clock', async () => {
    const summary = inTeam('252', 'CEE009', { portOfEntry: '5301' });
    await reported(summary);
    const rejected = { ...summary, version: 2, state: 'rejected' as const, control: 'cbp' as const, filed: null };
    await reported({ ...rejected, occurredAt: new Date().toISOString() });
    const due = FEDERAL_CALENDAR.addBusinessDays(today, 2);
    expect(await itemOf(summary)).toMatchObject({
      ...{ state: 'with the filer', timesRejected: 1 },
      clock: { clock: 'resubmission of a summary', dueDate: due, daysLeft: 2, relievedBy: null },
    });
    const downtime: DowntimeChanged = {
      ...DowntimeChanged.example,
      ...{ downtimeId: randomUUID(), drill: false, filerAccountId: null },
      scope: { modules: ['entry'], channels: [], directions: [], modes: [], ports: ['5301'] },
      ...{ from: `${due}T14:00:00.000Z`, to: `${due}T20:00:00.000Z` },
      relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
    };
    await handle((context) =>
      service.app
        .get(DowntimeConsumer)
        .take([received(DowntimeChanged, `downtime:${downtime.downtimeId}`, downtime)], context),
    );
    const relieved = FEDERAL_CALENDAR.addBusinessDays(due, 1);
    expect((await itemOf(summary)).clock).toMatchObject({
      dueDate: relieved,
      legalDueDate: due,
      relievedBy: downtime.number,
    });
    await upkeep('notResubmitted', new Date(`${relieved}T20:00:00.000Z`));
    expect((await itemOf(summary)).state).toBe('with the filer');
    await upkeep('notResubmitted', new Date(`${addDays(relieved, 1)}T20:00:00.000Z`));
    expect((await itemOf(summary)).state).toBe('open');
    expect(await historyOf(await itemOf(summary))).toEqual(['given to a team', 'summary rejected', 'not resubmitted']);
  });

  test('a team lead sees what will be late at the pace of the team', async () => {
    await reported(...Array.from({ length: 3 }, () => inTeam('401', 'CEE003')));
    const [director] = await open(['Center director', 'CEE003']);
    const { body } = await call(director!, 'get', '/workload').expect(200);
    expect(body.teams.find(({ teamNumber }: { teamNumber: string }) => teamNumber === '401')).toMatchObject({
      ...{ open: 3, taken: 0, late: 0, finished: 0, finishedPerWorkingDay: 0 },
      foreseen: [{ due: FEDERAL_CALENDAR.addBusinessDays(today, 10), items: 3, willBeLate: 3 }],
    });
  });

  test('an importer that becomes a trusted trader is reviewed by that from then on', async () => {
    const filed = { ...SummaryReported.example.filed!, filedOn: today, dutyCents: 2_000_000 };
    const summary = inTeam('252', 'CEE009', { importerNumber: '77-1234567', filed });
    await reported(summary);
    expect((await itemOf(summary)).priority).toBe(20);
    const accountId = randomUUID();
    await accounts({
      ...AccountChanged.example,
      ...{ accountId, importerNumbers: ['77-1234567'], apiKeyHashes: [], keyPersons: [], keyTerms: [], people: [] },
    });
    await request(service.url)
      .post('/operations/trusted-participations')
      .set('authorization', 'Bearer operations-token-of-this-test')
      .send({
        ...{ id: randomUUID(), accountId, program: 'CTPAT', tier: 3, from: '2024-01-01' },
        ...{ source: 'certificate of before', actor: 'this test' },
      })
      .expect(201);
    await service.app.get(Transactions).run((unit) => service.app.get(TrustedQueues, { strict: false }).follow(unit));
    await upkeep('judgeAgain');
    expect(await itemOf(summary)).toMatchObject({
      priority: 5,
      reasons: [
        { rule: 'money', points: 20 },
        { rule: 'trusted trader', points: -15, why: 'CTPAT tier 3, priority at port 2704' },
      ],
    });
  });

  test('cee killed before the commit: the item is open, the history knows nothing, and the message works once when it comes again', async () => {
    const summary = inTeam('252');
    const dying = source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4);
      await new SummaryWorkConsumer().take(
        [received(SummaryReported, entrySubject(summary), summary)],
        new MessageContext(unit),
      );
      await unit.flush();
      await manager.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(dying).rejects.toThrow();
    expect(await source.query('SELECT 1 FROM work_item WHERE entry_number = $1', [summary.entryNumber])).toEqual([]);
    await reported(summary);
    const { itemId } = await itemOf(summary);
    // Everything is written but the messages: there its connection dies.
    const blocker = source.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE');
    const taking = call(specialist(), 'post', `/work-items/${itemId}/takes`).then(({ status }) => status);
    const { pid } = await eventually(
      async () =>
        (
          await source.query(
            `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO outbox%'`,
          )
        )[0] ?? false,
    );
    await source.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await taking).toBe(503);
    await blocker.rollbackTransaction();
    await blocker.release();
    expect((await itemOf(summary)).state).toBe('open');
    expect(await historyOf(await itemOf(summary))).toEqual(['given to a team']);
    await call(specialist(), 'post', `/work-items/${itemId}/takes`).expect(200);
  });
});

describe('the review of a summary by its Center', () => {
  const finding = { line: '001', code: 'R01', text: 'Household articles of plastics are 3924, not 3926' };
  const taken = async (changes: Partial<SummaryReported> = {}): Promise<{ summary: SummaryReported; path: string }> => {
    const summary = inTeam('252', 'CEE009', changes);
    await reported(summary);
    const { itemId } = await itemOf(summary);
    await call(specialist(), 'post', `/work-items/${itemId}/takes`).expect(200);
    return { summary, path: `/work-items/${itemId}/decisions` };
  };
  const order = (decision: string, findings: object[] = []) => ({ id: randomUUID(), decision, findings });
  const told = async ({ entryNumber }: SummaryReported): Promise<SummaryDecided[]> => {
    const rows: { data: string }[] = await source.query('SELECT data FROM outbox WHERE type = $1 ORDER BY id', [
      SummaryDecided.type,
    ]);
    const all = rows.map(({ data }) => JSON.parse(data) as SummaryDecided);
    for (const data of all) expect(SummaryDecided.faultOf(data)).toBeNull();
    return all.filter((data) => data.entryNumber === entryNumber);
  };
  const outcome = (
    summary: SummaryReported,
    decisionId: string,
    changes: Partial<SummaryReported>,
    refusal: string | null = null,
  ) =>
    reported({
      ...summary,
      ...{ filed: null, occurredAt: new Date().toISOString(), decision: { decisionId, refusal }, ...changes },
    });

  test('begins, ends with a rejection by codes and lines, and starts the clock of the filer when the entry service has carried it out', async () => {
    const { summary, path } = await taken();
    const begin = order('begin review');
    expect(
      (
        await call(specialist(), 'post', path)
          .send(order('reject', [finding]))
          .expect(409)
      ).body.detail,
    ).toContain('Begin the review first');
    await call(specialist(), 'post', path).send(begin).expect(200);
    await call(specialist(), 'post', path).send(begin).expect(200);
    expect((await call(specialist(), 'post', path).send(order('in order')).expect(409)).body.detail).toContain(
      "'begin review'",
    );
    await outcome(summary, begin.id, { version: 2, control: 'cbp' });
    expect((await itemOf(summary)).underReview).toBe(true);
    const { body } = await call(specialist(), 'post', path).send(order('reject')).expect(422);
    expect(body.errors[0].at).toBe('/findings');
    const reject = order('reject', [finding]);
    expect((await call(specialist(), 'post', path).send(reject).expect(200)).body).toMatchObject({ outcome: 'waits' });
    expect((await itemOf(summary)).state).toBe('taken');
    await outcome(summary, reject.id, { version: 3, state: 'rejected', control: 'cbp' });
    expect(await itemOf(summary)).toMatchObject({
      ...{ state: 'with the filer', timesRejected: 1 },
      clock: { clock: 'resubmission of a summary', daysLeft: 2 },
    });
    expect((await told(summary)).map(({ decision, reasonCodes }) => [decision, reasonCodes])).toEqual([
      ['summary under review', []],
      ['summary rejected', ['R01']],
    ]);
    const list = await call(specialist(), 'get', path).expect(200);
    expect(list.body.decisions.map((one: { outcome: string }) => one.outcome)).toEqual(['carried out', 'carried out']);

    const again = { ...summary, version: 4, occurredAt: new Date().toISOString(), control: 'trade' as const };
    await reported({ ...again, centerId: null, teamNumber: null });
    expect(await itemOf(summary)).toMatchObject({ state: 'open', centerId: 'CEE009', teamNumber: '252' });
  });

  test('a decision that came too late is refused by the entry service, and the specialist sees why', async () => {
    const { summary, path } = await taken();
    const begin = order('begin review');
    await call(specialist(), 'post', path).send(begin).expect(200);
    await outcome(summary, begin.id, { version: 2, state: 'deleted' }, 'ENTRY SUMMARY NOT ON FILE');
    const { body } = await call(specialist(), 'get', path).expect(200);
    expect(body.decisions).toMatchObject([{ outcome: 'refused', refusal: 'ENTRY SUMMARY NOT ON FILE' }]);
    expect((await itemOf(summary)).state).toBe('withdrawn');
  });

  test('a summary in order is done at once, and counts as finished', async () => {
    const { summary, path } = await taken();
    await call(specialist(), 'post', path).send(order('in order')).expect(200);
    expect(await itemOf(summary)).toMatchObject({ state: 'done', takenBy: null });
    expect(await told(summary)).toEqual([]);
    const { body } = await call(lead(), 'get', '/workload').expect(200);
    expect(body.teams.find(({ teamNumber }: { teamNumber: string }) => teamNumber === '252').finished).toBe(1);
  });

  test('a summary that was rejected and not sent again is ended by its team, and nothing else is asked of the entry service', async () => {
    const { summary, path } = await taken();
    const rejected = { ...summary, version: 3, state: 'rejected' as const, control: 'cbp' as const, filed: null };
    await reported({ ...rejected, occurredAt: new Date().toISOString() });
    await upkeep('notResubmitted', new Date(`${addDays(today, 30)}T20:00:00.000Z`));
    const { itemId, underReview } = await itemOf(summary);
    expect(underReview).toBe(false);
    await call(specialist(), 'post', `/work-items/${itemId}/takes`).expect(200);
    for (const decision of ['begin review', 'reject'])
      expect(
        (
          await call(specialist(), 'post', path)
            .send(order(decision, [finding]))
            .expect(409)
        ).body.detail,
      ).toContain('The summary was rejected');
    const { body } = await call(specialist(), 'post', path).send(order('in order')).expect(200);
    expect(body.outcome).toBe('carried out');
    expect(await itemOf(summary)).toMatchObject({ state: 'done', timesRejected: 1 });
    expect(await told(summary)).toEqual([]);
  });

  test('who does not have the item decides nothing, and of two decisions at the same instant one counts', async () => {
    const { summary, path } = await taken();
    await call(lead(), 'post', path).send(order('begin review')).expect(409);
    await call(stranger(), 'post', path).send(order('begin review')).expect(403);
    const statuses = await Promise.all(
      [order('begin review'), order('begin review')].map((one) =>
        call(specialist(), 'post', path)
          .send(one)
          .then(({ status }) => status),
      ),
    );
    expect(statuses.sort()).toEqual([200, 409]);
    expect(await told(summary)).toHaveLength(1);
    await call(specialist(), 'post', path)
      .send(order('reject', [{ ...finding, code: 'X99' }]))
      .expect(422);
    await call(specialist(), 'post', path)
      .send(order('reject', [{ ...finding, text: 'Wert zu gering: 5 €' }]))
      .expect(422);
  });
});

test('what the workload counts is what counting the items gives, whatever moves them, in whichever order, also what is rolled back', async () => {
  // Drawn anew the same way each time.
  let seed = 20_261_129;
  const draw = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const oneOf = <T>(all: readonly T[]): T => all[draw(all.length)]!;
  const CENTER = 'CEE004';
  const teams = ['411', '412', '413'];
  const states = ['open', 'taken', 'with the filer', 'with the importer', 'done', 'withdrawn', 'without a Center'];
  const day = (): string => addDays(today, draw(30) - 10);
  const entry = (): string => `9${String(draw(60)).padStart(7, '0')}`;
  const changes = (): string => {
    const state = oneOf(states);
    const has = state === 'taken';
    return `state = '${state}', team_number = '${oneOf(teams)}', center_id = '${draw(8) === 0 ? 'CEE003' : CENTER}', due_date = ${draw(4) === 0 ? 'NULL' : `'${day()}'`},
      holder_id = ${has ? 'gen_random_uuid()' : 'NULL'}, holder_name = ${has ? `'X'` : 'NULL'}, lease_until = ${has ? 'now()' : 'NULL'},
      done_at = ${state === 'done' ? `'${day()}T03:30:00Z'` : 'NULL'}`;
  };
  const statement = (): string => {
    const kind = draw(10);
    if (kind === 0) return `DELETE FROM work_item WHERE entry_number = '${entry()}'`;
    if (kind === 1)
      return `UPDATE work_item SET ${changes()} WHERE entry_number LIKE '9000000_' AND center_id = '${CENTER}'`;
    if (kind < 6) return `UPDATE work_item SET ${changes()} WHERE entry_number = '${entry()}'`;
    return `INSERT INTO work_item (filer_code, entry_number, account_id, revision, reported_at, control, center_id, team_number, state, due_date)
      SELECT 'ZZZ', '9' || lpad((${draw(60)} + n)::text, 7, '0'), gen_random_uuid(), 1, now(), 'trade', '${CENTER}', '${oneOf(teams)}', 'open', '${day()}' FROM generate_series(0, ${draw(4)}) n
      ON CONFLICT (filer_code, entry_number) DO UPDATE SET ${changes()}`;
  };
  const counts = service.app.get(WorkCounts);
  const plain = async (center: string) =>
    source.query(
      `SELECT team_number AS team, state, (CASE WHEN state = 'done' THEN (done_at AT TIME ZONE 'America/New_York')::date ELSE due_date END)::text AS day, count(*)::int AS items
         FROM work_item WHERE center_id = $1 AND team_number IS NOT NULL GROUP BY 1, 2, 3`,
      [center],
    );
  const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
  for (let round = 0; round < 12; round += 1) {
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const moves = Array.from({ length: 1 + draw(3) }, statement);
        const isKept = draw(4) > 0;
        await source
          .transaction(async (manager) => {
            for (const move of moves) await manager.query(move);
            if (!isKept) throw new Error('rolled back');
          })
          // Of two that lock each other's items the database ends one: that is rolled back, too.
          .catch(() => {});
      }).concat(round % 3 === 0 ? [counts.addUp().then(() => {})] : []),
    );
    for (const center of [CENTER, 'CEE003'])
      expect(sorted(await countsOf(source, center, '2000-01-01'))).toEqual(sorted(await plain(center)));
  }
  while (await counts.addUp());
  expect(await source.query('SELECT 1 FROM work_moved')).toEqual([]);
  expect(sorted(await countsOf(source, CENTER, '2000-01-01'))).toEqual(sorted(await plain(CENTER)));
  await source.query(`DELETE FROM work_item WHERE filer_code = 'ZZZ'`);
});
