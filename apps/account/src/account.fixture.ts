import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountChanged, accountSubject } from '#contracts';
import { createLog, loadConfig, newApiKey, type RunningService, startService } from '#service';
import { eventually, migrated, ownFolder, realServers } from '../../../test/support';
import { account } from './account.service-definition';
import type { ChainedEntry } from './activity-log/activity-chain.rules';
import { lockLogs, readActivity } from './activity-log/activity.repository';
import { AccountConfig } from './config/account.config';
import { NewListeners } from './new-listeners/new-listeners';
import { heldAccount } from './trade-account/held-account';

const TOKEN = 'operations-token-of-this-test';

/** An account service with a database and no broker: accounts are opened and changed without it. */
export interface AccountBench {
  readonly service: RunningService;
  readonly source: DataSource;
  /** Opens an account as operators do; its key is a machine's. */
  open(order?: object): Promise<{ id: string; key: string }>;
  /** Opens an office of CBP and answers the key of somebody there. */
  office(kind: 'officer' | 'port director' | 'headquarters', ports?: string[]): Promise<string>;
  /** The first key of a person, before anybody could issue one. */
  firstKey(accountId: string, personId: string): Promise<string>;
  get(path: string, key: string, status: number): Promise<any>;
  post(path: string, body: object, key: string, status: number): Promise<any>;
  /** What other services were told of an account, the oldest first. */
  told(accountId: string): Promise<AccountChanged[]>;
  log(accountId: string): Promise<ChainedEntry[]>;
  /** Another process of the service at the same database, which ends with the bench. */
  replica(): Promise<RunningService>;
  /** Ends the process, as far as a test can, and starts it on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Something is done at an account while messages are handled together that first write into its log and then change it, as what was told of a standing does.
 * The messages go on when what is done waits for them.
 */
export const besideMessagesOf = async <T>(
  source: DataSource,
  accountId: string,
  doing: () => Promise<T>,
): Promise<T> => {
  let done: Promise<T> | undefined;
  await source.transaction(async (manager) => {
    await lockLogs(manager, [accountId]);
    done = doing();
    done.catch(() => undefined);
    await eventually(async () => {
      const [{ waiting }] = await source.query(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting > 0;
    });
    await heldAccount(manager, accountId);
  });
  return done!;
};

export const accountBench = async (
  settings: Partial<Record<keyof AccountConfig, string>> = {},
): Promise<AccountBench> => {
  const DATABASE_URL = await realServers().freshDatabase('account');
  await migrated(DATABASE_URL, account);
  // Of the gateway there is only what holds no head of a log yet.
  const gateway = createServer((_request, response) => void response.end('{"heads":[],"next":null}'));
  await once(gateway.listen(0, '127.0.0.1'), 'listening');
  const { privateKey } = generateKeyPairSync('ed25519');
  const config = loadConfig(AccountConfig, {
    DATABASE_URL,
    AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    SERVICE_URLS: JSON.stringify({ gateway: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}` }),
    APPLICATIONS_PER_HOUR: '1000',
    MAIL_OUTBOX: ownFolder('mail'),
    ACTIVITY_SIGNING_KEY: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ...settings,
  });
  const started = async () => {
    const running = await startService(
      account,
      config,
      createLog('account', 'test', process.env['TEST_LOG'] ?? 'fatal'),
    );
    const database = running.app.get(DataSource);
    await eventually(() => database.isInitialized);
    return { running, database };
  };
  let { running: service, database: source } = await started();
  const replicas: RunningService[] = [];
  await service.app.get(NewListeners, { strict: false }).tell();

  const answered = (response: request.Response, status: number): any => {
    if (response.status !== status)
      throw new Error(`${response.request.method} ${response.request.url}: ${response.status} ${response.text}`);
    return response.body;
  };
  const open: AccountBench['open'] = async (order = {}) => {
    const [id, key] = [randomUUID(), newApiKey()];
    const wanted = {
      id,
      name: 'Harbor Brokers',
      kinds: [],
      importerNumbers: [],
      filerCodes: [],
      scacs: [],
      ports: [],
      apiKey: key,
      ...order,
    };
    const opened = request(service.url).post('/operations/accounts').set('authorization', `Bearer ${TOKEN}`);
    answered(await opened.send({ apiKeyPerson: 'Somebody There', ...wanted }), 201);
    return { id, key };
  };
  return {
    get service() {
      return service;
    },
    get source() {
      return source;
    },
    open,
    office: async (kind, ports = []) => (await open({ kinds: [kind], ports, name: `CBP ${kind}` })).key,
    async firstKey(accountId, personId) {
      const issued = request(service.url).post(`/operations/accounts/${accountId}/keys`);
      return answered(await issued.set('authorization', `Bearer ${TOKEN}`).send({ personId }), 201).apiKey;
    },
    get: async (path, key, status) =>
      answered(await request(service.url).get(path).set('authorization', `Bearer ${key}`), status),
    post: async (path, body, key, status) =>
      answered(await request(service.url).post(path).set('authorization', `Bearer ${key}`).send(body), status),
    async told(accountId) {
      const rows: { data: string }[] = await source.query(
        `SELECT data FROM outbox WHERE type = $1 AND subject = $2 AND destination = 'gateway' ORDER BY id`,
        [AccountChanged.type, accountSubject(accountId)],
      );
      return rows.map(({ data }) => JSON.parse(data) as AccountChanged);
    },
    log: (accountId) => readActivity(source.manager, accountId, 0, 1_000),
    async replica() {
      const { running } = await started();
      replicas.push(running);
      return running;
    },
    async restart() {
      await service.close();
      ({ running: service, database: source } = await started());
    },
    async close() {
      for (const one of [...replicas, service]) await one.close();
      gateway.close();
    },
  };
};
