import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import {
  AccountChanged,
  ActivityRequest,
  InteractionRecorded,
  PowerOfAttorneyChanged,
  StandingChanged,
  accountSubject,
} from '#contracts';
import { MessageContext, UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { createLog, hashApiKey, loadConfig, startService, verifyPassword, type RunningService } from '#service';
import { received } from '../../../test/support/handler-bench';
import { eventually, migrated, realServers } from '../../../test/support';
import { AccountConfig } from './config/account.config';
import { account } from './account.service-definition';
import { NewListeners } from './new-listeners/new-listeners';
import { PowersOfAttorney } from './powers-of-attorney/powers-of-attorney';
import { StandingsConsumer } from './trade-account/standings.consumer';
import { InteractionsConsumer } from './activity-log/interactions.consumer';

const TOKEN = 'operations-token-of-this-test';
let service: RunningService;
let source: DataSource;
let superuser: Client;
let gateway: Server;

beforeAll(async () => {
  const servers = realServers();
  const DATABASE_URL = await servers.freshDatabase('account');
  await migrated(DATABASE_URL, account);
  // The broker is away on purpose: accounts are opened and changed without it.
  superuser = new Client({
    connectionString: Object.assign(new URL(await servers.postgresUrl()), { pathname: new URL(DATABASE_URL).pathname })
      .href,
  });
  await superuser.connect();
  // Of the gateway there is only what holds no head yet: what it holds is tried in test/activity-witnesses.real-spec.ts.
  gateway = createServer((_request, response) => void response.end('{"heads":[],"next":null}')).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const SERVICE_URLS = JSON.stringify({ gateway: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}` });
  const ACTIVITY_SIGNING_KEY = generateKeyPairSync('ed25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64');
  const config = loadConfig(AccountConfig, {
    DATABASE_URL,
    AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    SERVICE_URLS,
    ACTIVITY_SIGNING_KEY,
  });
  service = await startService(account, config, createLog('account', 'test', 'error'));
  source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
  // From here on nobody is new, and only what a test does is told.
  await service.app.get(NewListeners, { strict: false }).tell();
});

afterAll(async () => {
  await service?.close();
  await superuser?.end();
  gateway?.close();
});

const call = (method: 'get' | 'post' | 'delete', path: string) =>
  request(service.url)[method](`/operations/accounts${path}`).set('authorization', `Bearer ${TOKEN}`);
const order = (changes: object = {}) => ({
  id: randomUUID(),
  name: 'Harbor Brokers',
  kinds: ['broker'],
  importerNumbers: [],
  filerCodes: [],
  scacs: [],
  ports: [],
  abi: null,
  apiKey: null,
  ...changes,
});
const told = async (accountId: string): Promise<AccountChanged[]> => {
  const rows: { data: string }[] = await source.query(
    `SELECT data FROM outbox WHERE type = $1 AND subject = $2 AND destination = 'gateway' ORDER BY id`,
    [AccountChanged.type, accountSubject(accountId)],
  );
  return rows.map(({ data }) => JSON.parse(data));
};
const record = (messages: Parameters<InteractionsConsumer['record']>[0]) =>
  source.transaction(async (manager) =>
    new InteractionsConsumer().record(messages, new MessageContext(new UnitOfWork(manager, 4))),
  );
const interaction = (accountId: string, summary: string) =>
  received(InteractionRecorded, accountSubject(accountId), { ...InteractionRecorded.example, accountId, summary });

describe('trade accounts', () => {
  test('nobody without the operations token reads or changes accounts', async () => {
    await request(service.url).get('/operations/accounts').expect(401);
    await request(service.url).post('/operations/accounts').send(order()).expect(401);
  });

  test('an account is opened once, and the same order again changes nothing', async () => {
    const wanted = order({
      filerCodes: ['B76'],
      abi: { site: '2704', id: 'B76', password: 'SEA270' },
      apiKey: 'pk_broker_for_the_tests',
    });
    const { body } = await call('post', '').send(wanted).expect(201);
    expect(body).toMatchObject({
      id: wanted.id,
      version: 1,
      filerCodes: ['B76'],
      abi: { site: '2704', id: 'B76' },
      active: true,
    });
    expect(JSON.stringify(body)).not.toMatch(/SEA270|scrypt|pk_broker|[0-9a-f]{64}/);
    await call('post', '').send(wanted).expect(200);
    const [first, ...more] = await told(wanted.id);
    expect(more).toEqual([]);
    expect(AccountChanged.faultOf(first)).toBeNull();
    expect(first!.apiKeyHashes).toEqual([hashApiKey('pk_broker_for_the_tests')]);
    expect(await verifyPassword('SEA270', first!.abi!.passwordHash)).toBe(true);
  });

  test('an identifier is in one active account only, moves when it ended, and its history stays', async () => {
    const [one, two] = [
      order({ kinds: ['carrier'], scacs: ['PWAA', 'PWAB'] }),
      order({ kinds: ['carrier'], scacs: ['PWAB'] }),
    ];
    await call('post', '').send(one).expect(201);
    const refused = await call('post', '').send(two).expect(409);
    expect(refused.body.errors).toEqual([
      { at: '/scacs', text: expect.stringContaining('PWAB belongs to another active account') },
    ]);
    await call('get', `/${two.id}`).expect(404);
    await call('post', '')
      .send({ ...one, scacs: ['PWAA'] })
      .expect(200);
    await call('post', '').send(two).expect(201);
    const { body } = await call('get', `/${one.id}`).expect(200);
    expect(body.scacs).toEqual(['PWAA']);
    expect(body.identifiers).toEqual([
      { kind: 'SCAC', value: 'PWAA', subAccounts: ['carrier'], from: expect.any(String), to: null },
      { kind: 'SCAC', value: 'PWAB', subAccounts: ['carrier'], from: expect.any(String), to: expect.any(String) },
    ]);
    expect((await told(one.id)).map((a) => [a.version, a.scacs])).toEqual([
      [1, ['PWAA', 'PWAB']],
      [2, ['PWAA']],
    ]);
  });

  test('two orders at the same moment cannot both get an identifier', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => call('post', '').send(order({ filerCodes: ['PW9'] }))),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  test('an account out of force frees its identifiers', async () => {
    const one = order({ filerCodes: ['QX1'] });
    await call('post', '').send(one).expect(201);
    await call('post', '')
      .send({ ...one, active: false })
      .expect(200);
    await call('post', '')
      .send(order({ filerCodes: ['QX1'] }))
      .expect(201);
    expect((await told(one.id)).at(-1)).toMatchObject({ active: false, filerCodes: [] });
  });

  test('the standing in trusted trader programs is kept with its days and told; a wrong one is named by its field', async () => {
    const ctpat = { program: 'C-TPAT', tier: '3', number: 'CT-2026-1', from: '2026-01-01', to: null };
    const fast = { program: 'FAST', tier: null, number: 'F-77', from: '2025-01-01', to: '2026-12-31' };
    const one = order({ kinds: ['carrier'], trusted: [fast, ctpat] });
    const { body } = await call('post', '').send(one).expect(201);
    expect(body.trusted).toEqual([ctpat, fast]);
    await call('post', '')
      .send({ ...one, trusted: [ctpat, fast] })
      .expect(200);
    await call('post', '')
      .send({ ...one, trusted: [{ ...ctpat, to: '2026-11-20' }] })
      .expect(200);
    expect((await told(one.id)).map(({ trusted }) => trusted)).toEqual([
      [ctpat, fast],
      [{ ...ctpat, to: '2026-11-20' }],
    ]);
    const wrong = await call('post', '')
      .send({ ...one, trusted: [ctpat, { ...fast, tier: '1' }] })
      .expect(422);
    expect(wrong.body.errors).toEqual([{ at: '/trusted/1/tier', text: 'must be null: FAST has no tiers' }]);
  });

  test("what the Centers tell of a standing is the account's from then on, and not ordered by hand any more", async () => {
    const byHand = { program: 'C-TPAT', tier: '3', number: 'CT-2026-2', from: '2026-01-01', to: null };
    const fast = { program: 'FAST', tier: null, number: 'F-78', from: '2025-01-01', to: null };
    const one = order({ kinds: ['carrier'], trusted: [byHand, fast] });
    await call('post', '').send(one).expect(201);
    const tell = (revision: number, programs: StandingChanged['programs']): Promise<void> =>
      source.transaction(async (manager) => {
        const unit = new UnitOfWork(manager, 4);
        const data = { ...StandingChanged.example, accountId: one.id, revision, programs };
        await new StandingsConsumer().take(
          [received(StandingChanged, accountSubject(one.id), data)],
          new MessageContext(unit),
        );
        await unit.flush();
      });
    const ctpat = { program: 'CTPAT', tier: 2, number: 'TT-26-000001', from: '2026-02-01', to: null } as const;
    await tell(2, [ctpat]);
    await tell(1, []);
    await tell(2, []);
    const kept = { program: 'C-TPAT', tier: '2', number: 'TT-26-000001', from: '2026-02-01', to: null };
    expect((await told(one.id)).at(-1)!.trusted).toEqual([kept, fast]);
    const refused = await call('post', '').send(one).expect(422);
    expect(refused.body.errors).toEqual([
      { at: '/trusted/0/program', text: "is decided by the account's Center, which has told of this account" },
    ]);
    const { body } = await call('post', '')
      .send({ ...one, trusted: [] })
      .expect(200);
    expect(body.trusted).toEqual([kept]);
    await tell(3, []);
    expect((await told(one.id)).at(-1)!.trusted).toEqual([]);
  });

  test('port directors and headquarters have accounts', async () => {
    const one = order({ kinds: ['port director'], ports: ['2304', '2402'] });
    await call('post', '').send(one).expect(201);
    await call('post', '')
      .send(order({ kinds: ['headquarters'] }))
      .expect(201);
    expect(await told(one.id)).toMatchObject([{ kinds: ['port director'], ports: ['2304', '2402'] }]);
  });

  test('every account is told again as it stands, for a service that began to listen later', async () => {
    const one = order({ name: 'Told twice' });
    await call('post', '').send(one).expect(201);
    await request(service.url).post('/operations/accounts/announce').expect(401);
    const { body } = await call('post', '/announce').expect(200);
    const [{ count }] = await source.query('SELECT count(*)::int AS count FROM account');
    expect(body).toEqual({ announced: count });
    const [first, second, ...more] = await told(one.id);
    expect(second).toEqual(first);
    expect(more).toEqual([]);
  });

  test('a service that begins to listen is told of every account once, without anybody asking for it', async () => {
    const one = order({ name: 'Older than the listener' });
    await call('post', '').send(one).expect(201);
    const tell = () => service.app.get(NewListeners, { strict: false }).tell();
    await tell();
    expect(await told(one.id)).toHaveLength(1);
    await source.query(`DELETE FROM account_listener WHERE service = 'manifest'`);
    await tell();
    await tell();
    expect((await told(one.id)).map(({ version }) => version)).toEqual([1, 1]);
    // As after a release that tells more of an account than the one before.
    await source.query('UPDATE account_listener SET told_as = 1');
    await tell();
    await tell();
    expect((await told(one.id)).map(({ version }) => version)).toEqual([1, 1, 1]);
  });

  test('enforcement, new at an installation with accounts and powers of attorney, is told of all of them, once', async () => {
    const importer = order({ kinds: ['importer'], importerNumbers: ['71-8888888'], filerCodes: [] });
    await call('post', '').send(importer).expect(201);
    await call('post', '')
      .send(order({ filerCodes: ['QZ4'] }))
      .expect(201);
    const power = {
      ...{ id: randomUUID(), importerNumber: '71-8888888', filerCode: 'QZ4', scopes: ['entry summary'] },
      ...{ ports: null, partnership: false, from: portLocalDate(new Date(), '2704'), to: null },
    };
    const by = { name: 'M. Lindqvist', channel: 'account' };
    await service.app.get(PowersOfAttorney, { strict: false }).grant(importer.id, power, by, null);
    // As on an installation of the release before, where nobody told the new service of anything.
    await source.query(`DELETE FROM outbox WHERE destination = 'enforcement'`);
    for (const table of ['account_listener', 'power_listener'])
      await source.query(`DELETE FROM ${table} WHERE service = 'enforcement'`);
    const tell = () => service.app.get(NewListeners, { strict: false }).tell();
    await tell();
    await tell();
    const heard = async (type: string): Promise<any[]> =>
      (await source.query(`SELECT data FROM outbox WHERE destination = 'enforcement' AND type = $1`, [type])).map(
        ({ data }: { data: string }) => JSON.parse(data),
      );
    const accounts = (await heard(AccountChanged.type)).filter(({ accountId }) => accountId === importer.id);
    expect(accounts).toMatchObject([{ version: 1, importerNumbers: ['71-8888888'], active: true }]);
    const [{ count }] = await source.query('SELECT count(*)::int AS count FROM account');
    expect(await heard(AccountChanged.type)).toHaveLength(count);
    expect(await heard(PowerOfAttorneyChanged.type)).toMatchObject([
      { importerNumber: '71-888888800', powers: [{ powerId: power.id, filerCode: 'QZ4', scopes: ['entry summary'] }] },
    ]);
  });

  test('blanks around an identifier and the case of its letters make no second one', async () => {
    const one = order({ kinds: ['carrier'], scacs: ['PWCS'], filerCodes: ['PW7'], importerNumbers: ['71-3456789'] });
    await call('post', '').send(one).expect(201);
    for (const [field, values] of [
      ['scacs', [' pwcs ']],
      ['filerCodes', ['pw7 ']],
      ['importerNumbers', [' 71-345678900']],
    ] as const) {
      const refused = await call('post', '')
        .send(order({ [field]: values }))
        .expect(409);
      expect(refused.body.errors).toMatchObject([{ at: `/${field}` }]);
    }
    const spaced = await call('post', '')
      .send({ ...one, scacs: [' pwcs'] })
      .expect(200);
    expect(spaced.body.scacs).toEqual(['PWCS']);
    expect(await told(one.id)).toHaveLength(1);
  });

  test('no two active accounts send ABI from one site under one code, or have one key', async () => {
    const one = order({ abi: { site: '2704', id: 'PW6', password: 'SEA270' }, apiKey: 'pk_key_of_the_first_account' });
    await call('post', '').send(one).expect(201);
    expect(
      (
        await call('post', '')
          .send(order({ abi: { site: '2704', id: 'PW6', password: 'OTHER1' } }))
          .expect(409)
      ).body.errors,
    ).toMatchObject([{ at: '/abi' }]);
    expect(
      (
        await call('post', '')
          .send(order({ apiKey: 'pk_key_of_the_first_account' }))
          .expect(409)
      ).body.errors,
    ).toMatchObject([{ at: '/apiKey' }]);
    await call('post', '')
      .send(order({ abi: { site: '2704', id: 'pw6', password: 'OTHER1' } }))
      .expect(422);
  });

  test('an order with errors names the fields and changes nothing', async () => {
    const bad = await call('post', '')
      .send(order({ importerNumbers: ['12-3456789', '123456789'], kinds: ['broker'] }))
      .expect(422);
    expect(bad.body.errors).toEqual([{ at: '/importerNumbers/1', text: expect.stringContaining('123456789') }]);
    const unknown = await call('post', '')
      .send({ ...order(), kinds: ['pirate'], colour: 'red' })
      .expect(422);
    expect(unknown.body.errors.map((e: { at: string }) => e.at).sort()).toEqual(['/colour', '/kinds']);
  });

  test('a key is shown once, works by its hash, and can be taken out of force', async () => {
    const one = order();
    await call('post', '').send(one).expect(201);
    const { body: key } = await call('post', `/${one.id}/keys`).expect(201);
    expect((await told(one.id)).at(-1)!.apiKeyHashes).toEqual([hashApiKey(key.apiKey)]);
    await call('delete', `/${one.id}/keys/${key.keyId}`).expect(200);
    expect((await told(one.id)).at(-1)).toMatchObject({ version: 3, apiKeyHashes: [] });
    await call('delete', `/${one.id}/keys/${key.keyId}`).expect(200);
    expect(await told(one.id)).toHaveLength(3);
    await call('delete', `/${one.id}/keys/${randomUUID()}`).expect(404);
    await call('post', '')
      .send({ ...one, apiKey: key.apiKey })
      .expect(409);
  });

  test('a key is issued to a person, who stands in the view, in what others are told and in the activity log', async () => {
    const one = order();
    await call('post', '').send(one).expect(201);
    const { body: key } = await call('post', `/${one.id}/keys`).send({ person: 'K. Osei' }).expect(201);
    expect(key).toMatchObject({ person: 'K. Osei' });
    expect((await call('get', `/${one.id}`).expect(200)).body.keys).toEqual([
      { id: key.keyId, person: 'K. Osei', createdAt: expect.any(String), revokedAt: null },
    ]);
    expect((await told(one.id)).at(-1)!.keyPersons).toEqual([{ hash: hashApiKey(key.apiKey), person: 'K. Osei' }]);
    const { body: log } = await call('get', `/${one.id}/activity`).expect(200);
    expect(log.entries.at(-1).summary).toBe(`API key ${key.keyId} of K. Osei was issued`);
    for (const person of ['', 'K', ' K. Osei', 'K.\nOsei', 7])
      await call('post', `/${one.id}/keys`).send({ person }).expect(422);
  });

  test.each(['officer', 'port director', 'headquarters'])(
    "an account of the kind %s has no new key that is nobody's",
    async (kind) => {
      const one = order({ kinds: [kind] });
      const apiKey = `pk_${one.id}`;
      expect(
        (
          await call('post', '')
            .send({ ...one, apiKey })
            .expect(422)
        ).body.errors,
      ).toMatchObject([{ at: '/apiKeyPerson', remedy: expect.stringContaining('person') }]);
      await call('post', '')
        .send({ ...one, apiKey, apiKeyPerson: 'R. Alvarez' })
        .expect(201);
      expect((await call('post', `/${one.id}/keys`).expect(422)).body.errors).toMatchObject([{ at: '/person' }]);
      await call('post', '')
        .send({ ...one, apiKey, apiKeyPerson: 'R. Alvarez' })
        .expect(200);
      await call('post', '')
        .send({ ...one, apiKey })
        .expect(200);
      expect(await told(one.id)).toHaveLength(1);
      const other = await call('post', '')
        .send({ ...one, apiKey, apiKeyPerson: 'K. Osei' })
        .expect(409);
      expect(other.body.errors).toEqual([
        { at: '/apiKeyPerson', text: 'was issued to R. Alvarez; another person has another key' },
      ]);
    },
  );

  test('accounts are listed page by page', async () => {
    const first = await call('get', '?limit=2').expect(200);
    expect(first.body.accounts).toHaveLength(2);
    const second = await call('get', `?limit=2&after=${first.body.next}`).expect(200);
    expect(second.body.accounts[0].id > first.body.accounts[1].id).toBe(true);
  });
});

describe('the activity log', () => {
  test('holds every interaction in order, beside what operators did with the account', async () => {
    const one = order();
    await call('post', '').send(one).expect(201);
    await record([interaction(one.id, 'first'), interaction(one.id, 'second')]);
    const page = await call('get', `/${one.id}/activity?limit=2`).expect(200);
    expect(page.body.entries.map((e: { summary: string }) => e.summary)).toEqual(['The account was opened', 'first']);
    expect(ActivityRequest.faultOf(page.body)).toBeNull();
    const rest = await call('get', `/${one.id}/activity?after=${page.body.next}`).expect(200);
    expect(rest.body).toMatchObject({
      entries: [{ sequence: 3, summary: 'second', subject: 'entry:B76-03245278' }],
      next: null,
    });
  });

  test('is written for an account this service has not heard of: nothing is lost', async () => {
    const id = randomUUID();
    await record([interaction(id, 'early')]);
    expect((await call('get', `/${id}/activity/verify`)).body).toMatchObject({ entries: 1, intact: true });
  });

  test('cannot be changed, shortened or emptied', async () => {
    await record([interaction(randomUUID(), 'kept')]);
    for (const statement of [`UPDATE activity SET summary = 'x'`, 'DELETE FROM activity', 'TRUNCATE activity']) {
      await expect(source.query(statement)).rejects.toThrow('permission denied for table activity');
      await expect(superuser.query(statement)).rejects.toThrow(/append-only/);
    }
  });

  test("is verified; who gets around the database's guard is found out", async () => {
    const id = randomUUID();
    await record(Array.from({ length: 5 }, (_, i) => interaction(id, `entry ${i + 1}`)));
    const verify = async () => (await call('get', `/${id}/activity/verify`).expect(200)).body;
    const whole = await verify();
    expect(whole).toMatchObject({ entries: 5, intact: true, fault: null });
    await superuser.query('ALTER TABLE activity DISABLE TRIGGER activity_append_only');
    await superuser.query(`DELETE FROM activity WHERE account_id = $1 AND sequence = 5`, [id]);
    expect(await verify()).toMatchObject({ intact: false, fault: 'the log ends with entry 4, 5 were recorded' });
    await superuser.query(`UPDATE activity SET summary = 'forged' WHERE account_id = $1 AND sequence = 3`, [id]);
    expect(await verify()).toMatchObject({ intact: false, fault: 'entry 3 is not what was recorded' });
    await superuser.query('ALTER TABLE activity ENABLE TRIGGER activity_append_only');
  });

  test('writers at the same moment on the same accounts leave unbroken chains', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => record([0, 1, 2].map((n) => interaction(ids[(i + n) % 3]!, `${i}`)))),
    );
    for (const id of ids)
      expect((await call('get', `/${id}/activity/verify`)).body).toMatchObject({ entries: 12, intact: true });
  });
});
