import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Module, Post } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { connect } from 'amqplib';
import { Client } from 'pg';
import pino from 'pino';
import { InteractionRecorded, listeners } from '#contracts';
import { MessageContext, MessagingRuntime, Received, Transactions } from '#messaging';
import { createDataSource } from '#persistence';
import {
  bringUpToDate,
  loadConfig,
  type RunningService,
  ServiceConfig,
  type ServiceDefinition,
  startService,
} from '#service';
import { eventually, ownFolder, ownServersWithTls } from '../../test/support';
import { certify } from '../infrastructure/certificates';
import { prepareDatabases } from '../infrastructure/databases';
import { Secrets } from '../infrastructure/secrets';
import { SERVICES } from '../platform/services';
import { exchangePasswords, tryPasswords } from './exchange';
import { asked, makeKeys, makeStep } from './keys';

const names = SERVICES.map(({ name }) => name);
const folder = ownFolder('keys');
const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');
const seen = new Set<string>();
const warned: string[] = [];

/** Hears what others tell it. */
@Controller()
class AccountDesk {
  @EventPattern<string[]>(
    listeners.account.map(({ type }) => type),
    { batch: true, repeats: true },
  )
  async record(@Payload() messages: Received<InteractionRecorded>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await unit.manager.query('SELECT 1');
    for (const { data } of messages) seen.add(data.summary);
  }
}

/** Takes filings and tells of them. */
@Controller()
class GatewayDesk {
  constructor(private readonly transactions: Transactions) {}

  @EventPattern<string[]>(
    listeners.gateway.map(({ type }) => type),
    { batch: true, repeats: true },
  )
  async hear(): Promise<void> {}

  /** Takes long enough that many at once need a connection each. */
  @Post('interactions')
  async file(): Promise<string> {
    const summary = randomUUID();
    await this.transactions.run(async (unit) => {
      // Each has its connection for a while, so that the pool grows and the processors are not what is waited for.
      await unit.manager.query('SELECT pg_sleep(0.25)');
      const interaction = { ...InteractionRecorded.example, summary };
      unit.publish(InteractionRecorded, 'account:1', interaction, { correlationId: summary });
    });
    return summary;
  }
}

@Module({ controllers: [AccountDesk] })
class AccountModule {}
@Module({ controllers: [GatewayDesk] })
class GatewayModule {}

const desk = (name: 'account' | 'gateway', module: object): ServiceDefinition => ({
  ...{ name, config: ServiceConfig, module: module as ServiceDefinition['module'] },
  ...{ entities: [], migrations: [] },
});
const DESKS = { account: desk('account', AccountModule), gateway: desk('gateway', GatewayModule) };
type DeskName = keyof typeof DESKS;

let servers: Awaited<ReturnType<typeof ownServersWithTls>>;
let words: string[];
/** Filers go on until then. */
let ended = false;
const services: RunningService[] = [];

const inDatabase = async <T>(url: string, statement: string): Promise<T[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as T[];
  } finally {
    await client.end();
  }
};

/** What a service is given: files, of which those with addresses are read again. */
const given = (name: DeskName, instance: string): ServiceConfig =>
  loadConfig(ServiceConfig, {
    PORT: '0',
    HOST: '127.0.0.1',
    INSTANCE: instance,
    CA_FILE: join(folder, name, 'ca.crt'),
    AMQP_URL_FILE: join(folder, name, 'amqp-url'),
    DATABASE_URL_FILE: join(folder, name, 'database-url'),
    MIGRATE_DATABASE_URL_FILE: join(folder, `${name}-owner`, 'migrate-database-url'),
  });
const start = async (name: DeskName, instance: string): Promise<RunningService> => {
  const service = await startService(
    DESKS[name],
    given(name, instance),
    pino({ level: 'warn' }, { write: (line: string) => void warned.push(line) }),
  );
  services.push(service);
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  return service;
};

/** Servers as an operator lets them take what was written for them. */
const takeDefinitions = (): Promise<void> =>
  servers.rabbit.control(['import_definitions'], read('broker', 'definitions.json'));
const takeRoles = async (): Promise<void> => {
  for (const [, name, kind, password] of read('database-roles', 'passwords.env').matchAll(
    /^([A-Z]+)_(DATABASE|OWNER)_PASSWORD=([0-9a-f]+)$/gm,
  ))
    await inDatabase(
      servers.postgres.url,
      `ALTER ROLE portway_${name!.toLowerCase()}${kind === 'OWNER' ? '_owner' : ''} PASSWORD '${password}'`,
    );
};

beforeAll(async () => {
  makeKeys(asked([folder]));
  const authority = { certificate: read('authority', 'ca.crt'), key: read('authority', 'ca.key') };
  servers = await ownServersWithTls(certify(authority, ['localhost']));
  words = [folder, '--broker', `localhost:${servers.tlsPort}`, '--database', `localhost:${servers.postgres.port}`];
  makeKeys(asked(words));
  await prepareDatabases(servers.postgres.url, names, {
    secrets: new Secrets(join(folder, 'secrets.json')),
    connections: () => 80,
  });
  await takeDefinitions();
  for (const name of ['account', 'gateway'] as const)
    await bringUpToDate(DESKS[name], given(name, 'migration'), () => undefined);
}, 120_000);
afterAll(async () => {
  ended = true;
  for (const service of services) await service.close();
  await servers?.postgres.stop();
  await servers?.rabbit.stop();
});

test('under load all passwords are exchanged: nothing is refused, nothing is lost, nobody is restarted, and those of before open nothing', async () => {
  const [filed, refused]: [string[], unknown[]] = [[], []];
  const filing: Promise<void>[] = [];
  /** Files again and again, one after the other. */
  const file = async ({ url }: RunningService): Promise<void> => {
    while (!ended) {
      const answer = await fetch(`${url}/interactions`, { method: 'POST' });
      if (answer.status === 201) filed.push(await answer.text());
      else refused.push([answer.status, await answer.text()]);
    }
  };
  const connections = async (instance: string): Promise<number> =>
    (
      await inDatabase<{ n: number }>(
        servers.postgres.url,
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = '${instance}'`,
      )
    )[0]!.n;
  /** New connections of a process that runs since before, and of one that starts now; at the broker all are made anew. */
  const enterAgain = async (): Promise<void> => {
    const before = await connections('gateway-1');
    filing.push(...[1, 2, 3].map(() => file(first)));
    await eventually(async () => expect(await connections('gateway-1')).toBeGreaterThan(before));
    await servers.rabbit.control(['close_all_connections', 'for a test']);
    filing.push(file(await start('gateway', `gateway-${services.length}`)));
    await eventually(() =>
      expect(services.map(({ app }) => app.get(MessagingRuntime).broker.connected)).not.toContain(false),
    );
    const mark = filed.length;
    await eventually(() => expect(filed.length).toBeGreaterThan(mark + 25));
  };

  await start('account', 'account-1');
  const first = await start('gateway', 'gateway-1');
  filing.push(file(first));
  const [oldDatabase, oldBroker] = [read('gateway', 'database-url').trim(), read('gateway', 'amqp-url').trim()];
  const steps: string[] = [];
  await exchangePasswords({
    step: (step) => {
      makeStep(asked(words), step);
      steps.push(step);
    },
    give: async () => {
      if (steps.at(-1) === 'begin') await enterAgain();
    },
    servers: async () => {
      // One server after the other, as it goes.
      await takeRoles();
      await enterAgain();
      await takeDefinitions();
      await enterAgain();
    },
    tried: () => tryPasswords(folder, names),
  });
  expect(steps).toEqual(['begin', 'change', 'end']);
  await enterAgain();
  ended = true;
  await Promise.all(filing);

  expect([refused, warned.filter((line) => line.includes('database not reachable'))]).toEqual([[], []]);
  expect(filed.length).toBeGreaterThan(100);
  await eventually(() => expect(filed.filter((summary) => !seen.has(summary))).toEqual([]));

  const ca = read('gateway', 'ca.crt');
  const entering = createDataSource({
    url: oldDatabase,
    ca,
    applicationName: 'old',
    entities: [],
    migrations: [],
    poolSize: 1,
  });
  await expect(entering.initialize()).rejects.toMatchObject({ code: '28P01' });
  await expect(connect(oldBroker, { ca } as object)).rejects.toThrow(/ACCESS.REFUSED/);
  for (const [, , , password] of (oldDatabase + oldBroker).matchAll(/(\/\/)([a-z_]+):([0-9a-f]+)@/g))
    expect(read('gateway', 'database-url') + read('gateway', 'amqp-url')).not.toContain(password);
}, 180_000);

test('where a server does not take the next password it is named, nothing is taken away, and done again it is exchanged', async () => {
  const before = read('gateway', 'database-url').trim();
  const exchange = (servers: () => Promise<void>): Promise<void> =>
    exchangePasswords({
      step: (step) => void makeStep(asked(words), step),
      give: () => Promise.resolve(),
      servers,
      tried: () => tryPasswords(folder, names),
    });
  await expect(exchange(takeDefinitions)).rejects.toThrow(
    /^The next password is not taken by the database of [a-z]+ \(.*password authentication failed.*\)\. Services have both, and nobody is refused/,
  );
  expect(read('gateway', 'database-url').trim().split('\n')).toEqual([expect.any(String), before]);
  const service = await start('gateway', 'gateway-between');
  expect((await fetch(`${service.url}/interactions`, { method: 'POST' })).status).toBe(201);
  await exchange(async () => {
    await takeDefinitions();
    await takeRoles();
  });
  expect(read('gateway', 'database-url')).not.toContain(new URL(before).password);
  expect((await fetch(`${service.url}/interactions`, { method: 'POST' })).status).toBe(201);
}, 120_000);
