import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { IsInt } from 'class-validator';
import pino from 'pino';
import { InteractionRecorded, listeners } from '#contracts';
import { MessageContext, Received, Transactions } from '#messaging';
import { loadConfig, RunningService, ServiceConfig, ServiceDefinition, startService } from '#service';
import { eventually, migrated, realServers } from '../../../test/support';

const TOKEN = 'a-token-for-operators';
const seen: string[] = [];
let broken = false;

class Amount {
  @IsInt()
  cents: number;
}

@Controller()
class Desk {
  constructor(private readonly transactions: Transactions) {}

  /** Of all that is told to the account service only interactions are told here. */
  @EventPattern<string[]>(
    listeners.account.map(({ type }) => type),
    { batch: true, repeats: true },
  )
  async record(@Payload() messages: Received<InteractionRecorded>[], @Ctx() { unit }: MessageContext): Promise<void> {
    if (broken) throw new Error('the desk is broken');
    await unit.manager.query('SELECT 1');
    seen.push(...messages.map((m) => m.data.summary));
  }

  @Post('interactions')
  async file(@Body() amount: Amount): Promise<{ ok: true }> {
    await this.transactions.run(async (unit) =>
      unit.publish(
        InteractionRecorded,
        'account:1',
        { ...InteractionRecorded.example, summary: String(amount.cents) },
        { correlationId: randomUUID() },
      ),
    );
    return { ok: true };
  }

  @Get('fault')
  fault(): never {
    throw new Error('secret inner words');
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
const servers = realServers();
let service: RunningService | undefined;

const startReady = async (amqpUrl: string, databaseUrl: string): Promise<RunningService> => {
  const started = await start(amqpUrl, databaseUrl);
  await eventually(async () => expect((await fetch(`${started.url}/health/ready`)).status).toBe(200));
  return started;
};

const start = async (amqpUrl: string, databaseUrl: string): Promise<RunningService> => {
  const environment = {
    DATABASE_URL: databaseUrl,
    AMQP_URL: amqpUrl,
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    ATTEMPTS: '1',
  };
  service = await startService(definition, loadConfig(ServiceConfig, environment), pino({ level: 'silent' }));
  return service;
};
const database = async (): Promise<string> => {
  const url = await servers.freshDatabase('account');
  await migrated(url);
  return url;
};
const operators = { headers: { authorization: `Bearer ${TOKEN}` } };

beforeEach(() => {
  seen.length = 0;
  broken = false;
});
afterEach(async () => service?.close());

test('a message committed with a request reaches its Nest handler', async () => {
  const { url } = await startReady(await servers.freshVhost(), await database());
  const post = await fetch(`${url}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"cents": 5}',
  });
  expect(post.status).toBe(201);
  await eventually(() => expect(seen).toEqual(['5']));
});

test('without the broker a service is live, ready, accepts, and says that the broker is away', async () => {
  const { url } = await startReady('amqp://127.0.0.1:9', await database());
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  const post = await fetch(`${url}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"cents": 5}',
  });
  expect(post.status).toBe(201);
  await eventually(async () => {
    const vitals = await (await fetch(`${url}/operations/vitals`, operators)).json();
    expect(vitals).toMatchObject({ brokerConnected: false, databaseReachable: true, outbox: { depth: 1 } });
  });
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/portway_outbox_depth 1/);
});

test('without its database a service is live, not ready, and answers "not processed, resend"', async () => {
  const { url } = await start('amqp://127.0.0.1:9', 'postgres://nobody:x@127.0.0.1:9/nothing');
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  const post = await fetch(`${url}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"cents": 5}',
  });
  expect(post.status).toBe(503);
  expect(post.headers.get('content-type')).toMatch('application/problem+json');
  expect(await post.json()).toMatchObject({
    type: 'urn:portway:problem:unavailable',
    disposition: 'not processed, resend',
  });
});

test('an unknown or wrong field is named, and an inner fault tells nothing of its inside', async () => {
  const { url } = await start('amqp://127.0.0.1:9', await database());
  const wrong = await fetch(`${url}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"cents": "x", "dollars": 1}',
  });
  expect(wrong.status).toBe(422);
  const { errors } = (await wrong.json()) as { errors: { at: string }[] };
  expect(errors.map((e) => e.at).sort()).toEqual(['/cents', '/dollars']);
  const broken = await fetch(`${url}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"cents": ',
  });
  expect(broken.status).toBe(400);
  const fault = await fetch(`${url}/fault`);
  expect(fault.status).toBe(500);
  const text = await fault.text();
  expect(text).not.toMatch(/secret|\.ts|at /);
  expect(fault.headers.get('x-correlation-id')).toBeTruthy();
});

test('a service that stops does not wait for connections on which nobody has asked anything', async () => {
  const stopping = await startReady(await servers.freshVhost(), await database());
  service = undefined;
  const silent = connect(Number(new URL(stopping.url).port), '127.0.0.1');
  await once(silent, 'connect');
  let hasStopped = false;
  void stopping.close().then(() => (hasStopped = true));
  await eventually(() => hasStopped);
  silent.destroy();
});

test('operators see and retry what was set aside; nobody else does', async () => {
  const { url } = await startReady(await servers.freshVhost(), await database());
  broken = true;
  await fetch(`${url}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"cents": 7}',
  });
  const aside = await eventually(async () => {
    const { messages } = (await (await fetch(`${url}/operations/worklist`, operators)).json()) as {
      messages: { messageId: string }[];
    };
    expect(messages).toHaveLength(1);
    return messages[0]!;
  });
  expect(aside).toMatchObject({
    type: InteractionRecorded.type,
    reason: expect.stringContaining('the desk is broken'),
  });
  expect((await fetch(`${url}/operations/worklist`)).status).toBe(401);
  broken = false;
  const decide = { ...operators, method: 'POST', body: '{"actor":"op","note":"mended"}' };
  const retried = await fetch(`${url}/operations/worklist/${aside.messageId}/retry`, {
    ...decide,
    headers: { ...operators.headers, 'content-type': 'application/json' },
  });
  expect(retried.status).toBe(200);
  await eventually(() => expect(seen).toEqual(['7']));
});

test('whatever the service, who is not known sends 16 KB and no more, and whoever tries tokens is soon told 429', async () => {
  const { url } = await start('amqp://127.0.0.1:9', await database());
  const json = { 'content-type': 'application/json' };
  const large = await fetch(`${url}/interactions`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ cents: 'x'.repeat(20_000) }),
  });
  expect(large.status).toBe(413);
  expect(await large.json()).toMatchObject({
    type: 'urn:portway:problem:too-large',
    detail: expect.stringContaining('at most 16384'),
  });
  const order = {
    method: 'POST',
    headers: { ...json, authorization: 'Bearer nobody' },
    body: JSON.stringify({ actor: 'x'.repeat(20_000) }),
  };
  const statuses = new Set<number>();
  for (let n = 0; n < 70; n += 1) statuses.add((await fetch(`${url}/operations/roads/entry/replay`, order)).status);
  expect([...statuses]).toEqual([401, 429]);
  expect((await fetch(`${url}/operations/vitals`, operators)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
    /portway_refused_total\{reason="too many wrong keys"\} \d/,
  );
});

test('a service with an unusable configuration says which key and what it is for', () => {
  expect(() => loadConfig(ServiceConfig, { AMQP_URL: 'http://x', PORT: 'abc' })).toThrow(
    /DATABASE_URL.*\n.*AMQP_URL.*broker.*\n.*PORT/s,
  );
});
