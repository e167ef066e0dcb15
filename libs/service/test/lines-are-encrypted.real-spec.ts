import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { Controller, Module, Post } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Client } from 'pg';
import pino from 'pino';
import { InteractionRecorded, listeners } from '#contracts';
import { MessageContext, MessagingRuntime, Received, Transactions } from '#messaging';
import { createDataSource, isDatabaseUnavailable } from '#persistence';
import { loadConfig, RunningService, ServiceConfig, ServiceDefinition, startService } from '#service';
import {
  eventually,
  freshDatabaseOn,
  migrated,
  ownServersWithTls,
  startTcpProxy,
  type TcpProxy,
} from '../../../test/support';
import { certify, newAuthority } from '../../../tools/infrastructure/certificates';

/** Broker and database of this file are certified for `localhost`, and 127.0.0.1 is another name. */
const authority = newAuthority('Portway authority');
const another = newAuthority('Portway authority');
let servers: Awaited<ReturnType<typeof ownServersWithTls>>;
let plainUrl: string;
const open: (RunningService | TcpProxy)[] = [];
const seen: string[] = [];

@Controller()
class Desk {
  constructor(private readonly transactions: Transactions) {}

  /** Of all that is told to the account service only interactions are told here. */
  @EventPattern<string[]>(
    listeners.account.map(({ type }) => type),
    { batch: true, repeats: true },
  )
  async record(@Payload() messages: Received<InteractionRecorded>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await unit.manager.query('SELECT 1');
    seen.push(...messages.map(({ data }) => data.summary));
  }

  @Post('interactions')
  async file(): Promise<void> {
    const said = { ...InteractionRecorded.example, summary: 'said over encrypted lines' };
    await this.transactions.run(async (unit) =>
      unit.publish(InteractionRecorded, 'account:1', said, { correlationId: randomUUID() }),
    );
  }
}

@Module({ controllers: [Desk] })
class DeskModule {}

const definition: ServiceDefinition = {
  name: 'account',
  config: ServiceConfig,
  module: DeskModule,
  entities: [],
  migrations: [],
};

const databaseUrl = (host = 'localhost', port = servers.postgres.port): string => {
  const url = new URL(plainUrl);
  return Object.assign(url, { hostname: host, port: String(port), search: '?sslmode=verify-full' }).href;
};
const brokerUrl = (host = 'localhost', port = servers.tlsPort): string => {
  const { username, password } = new URL(servers.rabbit.url);
  return `amqps://${username}:${password}@${host}:${port}/`;
};

/** The service, and what it warned of. */
const start = async (environment: Record<string, string>): Promise<{ service: RunningService; warned: string[] }> => {
  const warned: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void warned.push(line) });
  const config = loadConfig(ServiceConfig, {
    PORT: '0',
    HOST: '127.0.0.1',
    CA: authority.certificate,
    DATABASE_URL: databaseUrl(),
    AMQP_URL: brokerUrl(),
    ...environment,
  });
  const service = await startService(definition, config, log);
  open.push(service);
  return { service, warned };
};
const proxyTo = async (port: number): Promise<TcpProxy> => {
  const proxy = await startTcpProxy({ port });
  open.push(proxy);
  return proxy;
};
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

beforeAll(async () => {
  servers = await ownServersWithTls(certify(authority, ['localhost']));
  plainUrl = await migrated(await freshDatabaseOn(servers.postgres.url, 'account'));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(() => Promise.all([servers.postgres.stop(), servers.rabbit.stop()]));

test('what a service says to its database and to the others goes over encrypted lines', async () => {
  const { service } = await start({ INSTANCE: 'encrypted-1' });
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  expect((await fetch(`${service.url}/interactions`, { method: 'POST' })).status).toBe(201);
  await eventually(() => expect(seen).toEqual(['said over encrypted lines']));
  const admin = new Client({ connectionString: servers.postgres.url });
  await admin.connect();
  const { rows } = await admin.query(
    `SELECT DISTINCT ssl, version FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'encrypted-1'`,
  );
  await admin.end();
  expect(rows).toEqual([{ ssl: true, version: 'TLSv1.3' }]);
  // The kernel asks the other side whether it is still there, over these lines as over plain ones (timer 2 is that of keep-alive).
  if (process.platform !== 'linux') return;
  const timers = (port: number): string[] =>
    readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , remote, state]) =>
          state === '01' && remote?.endsWith(`:${port.toString(16).toUpperCase().padStart(4, '0')}`),
      )
      .map(([, , , , , timer]) => timer!.slice(0, 2));
  for (const port of [servers.postgres.port, servers.tlsPort]) {
    await eventually(() => {
      const found = timers(port);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found)).toEqual(new Set(['02']));
    });
  }
});

test('a server whose certificate somebody else signed, or that has another name, is told nothing', async () => {
  const byAnother = await start({ CA: another.certificate });
  const otherName = await start({ DATABASE_URL: databaseUrl('127.0.0.1'), AMQP_URL: brokerUrl('127.0.0.1') });
  for (const [{ warned }, reason] of [
    [byAnother, /certificate signature failure|self-signed certificate in certificate chain|unable to verify/],
    [otherName, /IP: 127\.0\.0\.1 is not in the cert's list/],
  ] as const) {
    await eventually(() => {
      for (const what of ['database not reachable', 'broker not reachable'])
        expect(warned.some((line) => line.includes(what) && reason.test(line))).toBe(true);
    });
  }
  for (const { service } of [byAnother, otherName]) {
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(503);
    expect(service.app.get(MessagingRuntime).broker.connected).toBe(false);
  }
});

test('a database that has no TLS is no reason to do without, and no fault of the data', async () => {
  const plain = createServer((socket) => socket.once('data', () => socket.write('N')));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const url = databaseUrl('localhost', (plain.address() as AddressInfo).port);
  for (const [at, ca] of [
    [url, authority.certificate],
    [databaseUrl(), another.certificate],
    [databaseUrl('127.0.0.1'), authority.certificate],
  ] as const) {
    const failure = await failureOf(
      createDataSource({
        url: at,
        ca,
        applicationName: 'test',
        entities: [],
        migrations: [],
        poolSize: 1,
      }).initialize(),
    );
    expect([failure, isDatabaseUnavailable(failure)]).toEqual([expect.anything(), true]);
  }
  plain.close();
});

test('a network that swallows everything is noticed over encrypted lines too, and they are made anew when it is back', async () => {
  const [toDatabase, toBroker] = [await proxyTo(servers.postgres.port), await proxyTo(servers.tlsPort)];
  const { service } = await start({ AMQP_URL: brokerUrl('localhost', toBroker.port) });
  const { broker } = service.app.get(MessagingRuntime);
  const source = await createDataSource({
    url: databaseUrl('localhost', toDatabase.port),
    ca: authority.certificate,
    applicationName: 'silent',
    entities: [],
    migrations: [],
    poolSize: 1,
    silentAfterMs: 1_000,
  }).initialize();
  await eventually(() => broker.connected);
  [toDatabase.mode, toBroker.mode] = ['swallow', 'swallow'];
  expect(isDatabaseUnavailable(await failureOf(source.query('SELECT 1')))).toBe(true);
  await eventually(() => !broker.connected);
  [toDatabase.mode, toBroker.mode] = ['open', 'open'];
  await eventually(() => broker.connected);
  expect(await eventually(() => source.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  await source.destroy();
});

test('a service does not start with a line to another machine that is not encrypted', () => {
  const secure = {
    HOST: '127.0.0.1',
    DATABASE_URL: 'postgres://a:b@database/a?sslmode=verify-full',
    AMQP_URL: 'amqps://a:b@broker',
    MIGRATE_DATABASE_URL: 'postgres://o:b@database/a?sslmode=verify-full',
  };
  const given = (more: Record<string, string>) => () => loadConfig(ServiceConfig, { ...secure, ...more });
  expect(given({})).not.toThrow();
  for (const url of [
    'postgres://a:b@database/a',
    'postgres://a:b@127.evil.example/a',
    'postgres://a:b@localhost/a?host=database',
    'postgres://a:b@database/a?sslmode=require',
    'postgres://a:b@database/a?ssl=true',
  ]) {
    for (const key of ['DATABASE_URL', 'MIGRATE_DATABASE_URL'])
      expect(given({ [key]: url })).toThrow(
        new RegExp(
          `${key}: it leads to another machine without TLS: write \\?sslmode=verify-full behind it, and give CA_FILE`,
        ),
      );
  }
  expect(given({ AMQP_URL: 'amqp://a:b@broker/?host=127.0.0.1' })).toThrow(
    /AMQP_URL: it leads to another machine without TLS: write amqps:\/\/ before it/,
  );
  for (const url of [
    'postgres://a:b@127.0.0.1:5432/a',
    'postgres://a:b@[::1]/a',
    'postgres://a:b@localhost/a',
    'postgres://a:b@x/a?host=/run/postgresql',
  ])
    expect(given({ DATABASE_URL: url, AMQP_URL: 'amqp://a:b@localhost' })).not.toThrow();
  expect(given({ CA: '-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----' })).toThrow(
    /CA must be certificates in PEM/,
  );
  expect(given({ AMQP_URL: 'amqp://a:b@broker', DEMO: 'yes' })).not.toThrow();
});
