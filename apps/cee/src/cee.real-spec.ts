import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { DataSource } from 'typeorm';
import {
  AccountChanged,
  ImporterAssigned,
  importerSubject,
  TeamAssigned,
  TeamRequested,
  accountSubject,
  entrySubject,
} from '#contracts';
import { MessageContext, UnitOfWork } from '#messaging';
import { AccountChangedConsumer } from '#access';
import { createLog, loadConfig, needed, startService, type RunningService } from '#service';
import { eventually, migrated, realServers } from '../../../test/support';
import { received } from '../../../test/support/handler-bench';
import { importerIdentity } from './importer/importer-identity';
import { CeeConfig } from './config/cee.config';
import { cee } from './cee.service-definition';
import { TeamsConsumer } from './teams/teams.consumer';

const TOKEN = 'operations-token-of-this-test';
const DIGEST_KEY = 'the key of importer digests of this test';
let service: RunningService;
let source: DataSource;

beforeAll(async () => {
  const DATABASE_URL = await realServers().freshDatabase('cee');
  await migrated(DATABASE_URL, cee);
  const config = loadConfig(CeeConfig, {
    DATABASE_URL,
    AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    IMPORTER_DIGEST_KEY: DIGEST_KEY,
  });
  service = await startService(cee, config, createLog('cee', 'test', 'error'));
  source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
});

afterAll(() => service?.close());

const call = (method: 'get' | 'post', path: string) =>
  request(service.url)[method](`/operations/${path}`).set('authorization', `Bearer ${TOKEN}`);
const unitOfWork = (work: (context: MessageContext) => Promise<void>) =>
  source.transaction(async (manager) => {
    const unit = new UnitOfWork(manager, 4);
    await work(new MessageContext(unit));
    await unit.flush();
  });
let serial = 0;
const ask = async (...changes: Partial<TeamRequested>[]): Promise<TeamAssigned[]> => {
  const messages = changes.map((change) => {
    const data = { ...TeamRequested.example, entryNumber: String(++serial).padStart(8, '0'), ...change };
    return received(TeamRequested, entrySubject(data), data);
  });
  await unitOfWork((context) => new TeamsConsumer().assign(messages, context));
  return Promise.all(
    messages.map(async ({ subject }) => (await told(TeamAssigned.type, subject)).at(-1) as TeamAssigned),
  );
};
const told = async (type: string, subject: string): Promise<unknown[]> =>
  (await source.query('SELECT data FROM outbox WHERE type = $1 AND subject = $2 ORDER BY id', [type, subject])).map(
    (row: { data: string }) => JSON.parse(row.data),
  );
const order = (importer: string, changes: object = {}) => ({
  importer,
  center: 'CEE009',
  team: '391',
  from: '2026-01-01',
  source: 'predominant goods',
  actor: 'Center CEE009',
  ...changes,
});
let numbers = 3_000_000;
const importer = (): string => `12-${++numbers}`;

describe('Centers and teams', () => {
  test('the ten Centers with their teams and scope are there after the migration', async () => {
    const { body } = await call('get', 'centers').expect(200);
    expect(body.centers).toHaveLength(10);
    expect(body.centers[8]).toMatchObject({
      id: 'CEE009',
      city: 'Buffalo',
      teams: expect.arrayContaining([
        expect.objectContaining({
          number: '391',
          scope: [
            { prefix: '39', from: '2011-10-01', to: null },
            { prefix: '40', from: '2011-10-01', to: null },
          ],
        }),
      ]),
    });
  });

  test('a batch of summaries gets one answer each, by the predominant chapter', async () => {
    const answers = await ask(
      {},
      { lines: [{ hts: '8471300100', valueDollars: 5 }] },
      { lines: [] },
      { entryType: '47' },
    );
    expect(answers.map((a) => [a.centerId, a.teamNumber])).toEqual([
      ['CEE009', '391'],
      ['CEE007', '847'],
      ['PNDING', null],
      ['NOTELG', null],
    ]);
    for (const answer of answers) expect(TeamAssigned.faultOf(answer)).toBeNull();
    const filingId = randomUUID();
    expect(await ask({ filingId })).toMatchObject([{ filingId }]);
  });

  test("an assigned importer's summaries go to its Center from the first day on, however the number is written", async () => {
    const number = importer();
    await call('post', 'assignments')
      .send(order(number, { center: 'CEE003', team: '871', from: '2026-11-01' }))
      .expect(201);
    const answers = await ask(
      { importerNumber: number, entryDate: '2026-10-31' },
      { importerNumber: number, entryDate: '2026-11-01' },
      { importerNumber: `${number}00`, entryDate: '2026-11-24' },
    );
    expect(answers.map((a) => [a.centerId, a.basis])).toEqual([
      ['CEE009', 'predominant chapter 39'],
      ['CEE003', 'account'],
      ['CEE003', 'account'],
    ]);
  });

  test('a number of the same account shares the assignment as long as it belongs to it', async () => {
    const [assignedNumber, sister] = [importer(), importer()];
    await call('post', 'assignments')
      .send(order(assignedNumber, { center: 'CEE007', team: '851' }))
      .expect(201);
    const accountId = randomUUID();
    const change = (importerNumbers: string[], version: number) =>
      unitOfWork((context) =>
        service.app.get(AccountChangedConsumer, { strict: false }).take(
          [
            received(AccountChanged, accountSubject(accountId), {
              ...AccountChanged.example,
              accountId,
              version,
              importerNumbers,
            }),
          ],
          context,
        ),
      );
    await change([assignedNumber, sister], 1);
    expect(await ask({ importerNumber: sister })).toMatchObject([{ centerId: 'CEE007', basis: 'account' }]);
    await change([assignedNumber], 2);
    expect(await ask({ importerNumber: sister })).toMatchObject([{ centerId: 'CEE009' }]);
    // An older word that comes later changes nothing.
    await change([assignedNumber, sister], 1);
    expect(await ask({ importerNumber: sister })).toMatchObject([{ centerId: 'CEE009' }]);
  });
});

describe('assignments of importers', () => {
  test('a later one ends the earlier one on the day before; both stay on record and others are told', async () => {
    const number = importer();
    await call('post', 'assignments').send(order(number)).expect(201);
    await call('post', 'assignments')
      .send(order(number, { center: 'CEE004', team: '611', from: '2026-07-01', source: 'appeal', actor: 'Officer 17' }))
      .expect(201);
    const { body } = await call('get', `assignments/${number}`).expect(200);
    expect(body.assignments).toMatchObject([
      { centerId: 'CEE009', from: '2026-01-01', to: '2026-06-30', endedBy: 'Officer 17', actor: 'Center CEE009' },
      { centerId: 'CEE004', from: '2026-07-01', to: null, source: 'appeal' },
    ]);
    const messages = (await told(
      ImporterAssigned.type,
      importerSubject(importerIdentity(number), DIGEST_KEY),
    )) as ImporterAssigned[];
    expect(messages.map((m) => [m.centerId, m.from, m.to])).toEqual([
      ['CEE009', '2026-01-01', null],
      ['CEE009', '2026-01-01', '2026-06-30'],
      ['CEE004', '2026-07-01', null],
    ]);
    for (const message of messages) expect(ImporterAssigned.faultOf(message)).toBeNull();
    expect(await source.query(`SELECT 1 FROM outbox WHERE subject LIKE '%' || $1 || '%'`, [number])).toEqual([]);
  });

  test('of a person, whose number is a social security number, they are looked up by the body; an address with it is refused and does not say it again', async () => {
    const number = '219-09-9999';
    await call('post', 'assignments').send(order(number)).expect(201);
    const { body } = await call('post', 'assignments/search').send({ importer: number }).expect(200);
    expect(body).toMatchObject({ importer: number, assignments: [{ centerId: 'CEE009', importerNumber: number }] });
    for (const address of [`assignments/${number}`, 'assignments/219%2D09%2D9999', `centers?q=${number}`]) {
      const refused = await call('get', address).expect(422);
      expect(refused.body).toMatchObject({
        type: 'urn:portway:problem:not-valid',
        detail: expect.stringContaining('send the number in the body'),
      });
      expect(refused.text).not.toMatch(/219|9999/);
    }
  });

  test('the subject of what is told of an importer cannot be found by trying numbers without the key', () => {
    const [one, other] = [importerSubject('219-09-9999', DIGEST_KEY), importerSubject('219-09-9999', `${DIGEST_KEY}.`)];
    expect(one).toMatch(/^importer:[0-9a-f]{32}$/);
    expect(one).not.toBe(other);
    expect(() =>
      needed(
        loadConfig(CeeConfig, {
          DATABASE_URL: 'postgres://a:b@localhost/d',
          AMQP_URL: 'amqp://localhost',
          HOST: '127.0.0.1',
        }),
        'IMPORTER_DIGEST_KEY',
      ),
    ).toThrow(/IMPORTER_DIGEST_KEY is not set\. \(Key of at least 32 signs/);
  });

  test('the same order again changes nothing, and one that reaches into the past is refused', async () => {
    const number = importer();
    await call('post', 'assignments').send(order(number)).expect(201);
    await call('post', 'assignments').send(order(number)).expect(200);
    await call('post', 'assignments')
      .send(order(number, { from: '2025-12-01' }))
      .expect(409);
    await call('post', 'assignments')
      .send(order(number, { center: 'CEE003', team: '871' }))
      .expect(409);
    expect(await told(ImporterAssigned.type, importerSubject(importerIdentity(number), DIGEST_KEY))).toHaveLength(1);
  });

  test('an order for a team of another Center, no importer number or no day names the field', async () => {
    const wrongTeam = await call('post', 'assignments')
      .send(order(importer(), { team: '611' }))
      .expect(422);
    expect(wrongTeam.body.errors).toEqual([{ at: '/team', text: 'is not a team of CEE009' }]);
    const wrong = await call('post', 'assignments')
      .send(order('nobody', { from: '2026-02-30' }))
      .expect(422);
    expect(wrong.body.errors.map((e: { at: string }) => e.at)).toEqual(['/importer', '/from']);
  });

  test('orders for one importer at the same moment leave one assignment a day', async () => {
    const number = importer();
    const answers = await Promise.all(
      ['611', '641', '501', '411'].map((team) =>
        call('post', 'assignments').send(order(number, { center: 'CEE004', team })),
      ),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409]);
  });

  test('the database itself refuses overlapping days and any change of the past', async () => {
    const number = importer();
    await call('post', 'assignments').send(order(number)).expect(201);
    const overlap = `INSERT INTO assignment (importer_number, importer_identity, center_id, team_number, valid_from, source, actor, recorded_at)
      SELECT importer_number, importer_identity, 'CEE004', '611', '2026-05-01', 'x', 'x', now() FROM assignment WHERE importer_number = $1`;
    await expect(source.query(overlap, [number])).rejects.toThrow(/one_assignment_a_day/);
    await expect(
      source.query(`UPDATE assignment SET center_id = 'CEE004', team_number = '611' WHERE importer_number = $1`, [
        number,
      ]),
    ).rejects.toThrow(/never changed/);
    await expect(source.query('DELETE FROM assignment WHERE importer_number = $1', [number])).rejects.toThrow(
      /never changed/,
    );
  });

  test('summaries that were pending get the Center when their importer is assigned, others do not change', async () => {
    const number = importer();
    await ask(
      { importerNumber: number, lines: [], entryNumber: '90000001' },
      { importerNumber: number, lines: [], entryNumber: '90000002', entryDate: '2025-11-24' },
      { importerNumber: number, entryNumber: '90000003' },
    );
    await call('post', 'assignments')
      .send(order(number, { center: 'CEE005', team: '721' }))
      .expect(201);
    const last = async (entry: string) =>
      ((await told(TeamAssigned.type, `entry:B76-${entry}`)) as TeamAssigned[]).map((t) => t.centerId);
    expect(await last('90000001')).toEqual(['PNDING', 'CEE005']);
    expect((await told(TeamAssigned.type, 'entry:B76-90000001')).at(-1)).toMatchObject({ filingId: null });
    expect(await last('90000002')).toEqual(['PNDING']);
    expect(await last('90000003')).toEqual(['CEE009']);
  });

  test('pending summaries get what they would be answered now: the port where the Center did not decide that day, and the Center for every number of the account', async () => {
    const [number, sister, stranger] = [importer(), importer(), importer()];
    const accountId = randomUUID();
    const data = { ...AccountChanged.example, accountId, importerNumbers: [number, sister] };
    await unitOfWork((context) =>
      service.app
        .get(AccountChangedConsumer, { strict: false })
        .take([received(AccountChanged, accountSubject(accountId), data)], context),
    );
    await ask(
      { importerNumber: number, lines: [], entryNumber: '90000011', entryDate: '2012-06-01' },
      { importerNumber: number, lines: [], entryNumber: '90000012', entryDate: '2016-06-01' },
      { importerNumber: sister, lines: [], entryNumber: '90000013', entryDate: '2016-06-01' },
      { importerNumber: stranger, lines: [], entryNumber: '90000014', entryDate: '2016-06-01' },
    );
    await call('post', 'assignments')
      .send(order(number, { center: 'CEE005', team: '721', from: '2012-01-01' }))
      .expect(201);
    const answers = async (entry: string) =>
      ((await told(TeamAssigned.type, `entry:B76-${entry}`)) as TeamAssigned[]).map((t) => [t.centerId, t.teamNumber]);
    expect(await answers('90000011')).toEqual([
      ['PNDING', null],
      ['NOTELG', null],
    ]);
    for (const entry of ['90000012', '90000013'])
      expect(await answers(entry)).toEqual([
        ['PNDING', null],
        ['CEE005', '721'],
      ]);
    expect(await answers('90000014')).toEqual([['PNDING', null]]);
  });
});
