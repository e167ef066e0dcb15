import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { AccountChanged, BillChanged, CargoReleaseFiled, listeners, type ServiceName, TeamAssigned } from '#contracts';
import { KeyRing } from '#kernel';
import { brokerExchanges, brokerRights, laneOf, messagingDefaults, type MessagingLog } from '#messaging';
import { eventually, ownFolder, realServers } from '../../../test/support';
import { CACHE_DIR } from '../../../test/support/test-run';
import { startRabbit, type RabbitServer } from '../../../tools/infrastructure/rabbitmq';
import { hashOf, pack } from '../src/envelope';
import { headersOf, markedPlace } from '../src/road';
import { Seal } from '../src/seal';
import { Names, routingKeyOf } from '../src/topology';
import { accept, type Desk, openDesk, openGateway, silent, takeIntoEffect } from './desk';
import { prepareDatabase } from './desk-database.fixture';

/** Who has stolen all that one service knows tries to be another, on a real broker with the rights of `npm start`. */

const PLATFORM = 'portway';
const names = new Names(PLATFORM);
const services = Object.keys(listeners) as ServiceName[];
const pairs = Object.fromEntries(services.map((service) => [service, generateKeyPairSync('x25519')]));
const known = new Map(services.map((service) => [service as string, [pairs[service]!.publicKey]]));
const keysOf = (service: string, platform = PLATFORM): KeyRing =>
  new KeyRing(platform, service, [pairs[service]!.privateKey], known);

let broker: RabbitServer;
let gateway: Desk;
let entry: Desk;
const errors: string[] = [];
const log: MessagingLog = { ...silent, error: (_, text) => void errors.push(text) };

beforeAll(async () => {
  const users = services.map((name) => ({ name, password: `secret-of-${name}`, rights: brokerRights(PLATFORM, name) }));
  broker = await startRabbit({
    dir: ownFolder('rabbit'),
    cacheDir: CACHE_DIR,
    users,
    exchanges: brokerExchanges(PLATFORM),
  });
  const [gatewayUrl, entryUrl] = [
    await realServers().freshDatabase('gateway'),
    await realServers().freshDatabase('entry'),
  ];
  await Promise.all([gatewayUrl, entryUrl].map(prepareDatabase));
  gateway = await openGateway({
    instance: 'gateway-1',
    databaseUrl: gatewayUrl,
    amqpUrl: broker.urlFor('gateway'),
    keys: keysOf('gateway'),
    log,
  });
  entry = await openDesk(
    {
      service: 'entry',
      instance: 'entry-1',
      databaseUrl: entryUrl,
      amqpUrl: broker.urlFor('entry'),
      keys: keysOf('entry'),
      log,
    },
    (runtime) => {
      runtime.handle(CargoReleaseFiled.type, {
        repeats: true,
        handle: async (messages, unit) => {
          for (const message of messages) await takeIntoEffect(message as never, unit, 'entry-1');
        },
      });
      for (const { type } of [TeamAssigned, AccountChanged, BillChanged])
        runtime.handle(type, {
          repeats: true,
          handle: async (messages) => void heard.push(...messages.map(({ type: of }) => of)),
        });
    },
  );
});
afterAll(async () => {
  await entry?.close();
  await gateway?.close();
  await broker?.stop();
});

const heard: string[] = [];
const final = async (): Promise<string[]> =>
  (await gateway.source.query('SELECT filing_id FROM final_state')).map((row: { filing_id: string }) => row.filing_id);
const answered = async (ids: readonly string[]): Promise<void> =>
  eventually(async () => expect(await final()).toEqual(expect.arrayContaining([...ids])));
const effects = async (): Promise<number> => (await entry.source.query('SELECT count(*)::int AS n FROM effect'))[0].n;
const refused = (): number => entry.runtime.refusedTotal + gateway.runtime.refusedTotal;

/** One step with what a service knows of the broker; resolves with how the broker refuses it, or with 'done'. */
const as = async (
  service: ServiceName,
  step: (channel: Channel, model: ChannelModel) => Promise<unknown>,
): Promise<string> => {
  const model = await connect(broker.urlFor(service));
  model.on('error', () => undefined);
  const channel = await model.createConfirmChannel();
  const refusal = new Promise<string>((resolve) =>
    channel.on('error', (error: Error) => resolve(/ACCESS_REFUSED/.exec(error.message)?.[0] ?? error.message)),
  );
  try {
    return await Promise.race([
      refusal,
      step(channel, model)
        .then(() => channel.waitForConfirms())
        .then(
          () => 'done',
          () => refusal,
        ),
    ]);
  } finally {
    await model.close().catch(() => undefined);
  }
};

/** A bundle as a service would send it, sealed by whatever keys. */
const bundle = (to: ServiceName, claimed: string, keys: KeyRing, type: string, data: object = {}, last = 1) => {
  const subject = 'forged';
  const text = JSON.stringify(data);
  const content = pack([
    {
      id: randomUUID(),
      type,
      version: 1,
      subject,
      correlationId: 'forged',
      causationId: null,
      hash: hashOf(type, subject, text),
      at: new Date().toISOString(),
      data: text,
    },
  ]);
  const key = routingKeyOf(to, laneOf(subject, messagingDefaults.lanes));
  const place = { sender: claimed, after: 0, last, beat: 0 };
  return {
    key,
    content,
    headers: { ...headersOf(place), ...new Seal(keys, log).headers(markedPlace(key, place), content, [to]) },
  };
};

test('with the rights of their own and keys of their own, filings are answered', async () => {
  const ids = await accept(
    gateway,
    Array.from({ length: 20 }, (_, n) => ({ subject: `entry:${n}`, n })),
  );
  await answered(ids);
  expect(refused()).toBe(0);
});

describe('what one service knows of the broker opens nothing of another', () => {
  const others = services.flatMap((thief) =>
    services.filter((victim) => victim !== thief).map((victim) => [thief, victim] as const),
  );

  test.each(others)('%s cannot read, purge, delete or bind the queues of %s', async (thief, victim) => {
    const queue = names.queueOf(victim, 0);
    expect(await as(thief, (channel) => channel.consume(queue, () => undefined))).toBe('ACCESS_REFUSED');
    expect(await as(thief, (channel) => channel.get(queue))).toBe('ACCESS_REFUSED');
    expect(await as(thief, (channel) => channel.purgeQueue(queue))).toBe('ACCESS_REFUSED');
    expect(await as(thief, (channel) => channel.deleteQueue(queue))).toBe('ACCESS_REFUSED');
    expect(await as(thief, (channel) => channel.unbindQueue(queue, names.exchange, routingKeyOf(victim, 0)))).toBe(
      'ACCESS_REFUSED',
    );
    expect(
      await as(thief, (channel) => channel.bindQueue(names.queueOf(thief, 0), names.exchange, routingKeyOf(victim, 0))),
    ).toBe('ACCESS_REFUSED');
  });

  test.each(services)('%s sends to those who listen to it, and to nobody past the exchange', async (thief) => {
    for (const victim of services) {
      const isListening = listeners[victim].some(({ owner }) => owner === thief);
      const sent = await as(thief, async (channel) =>
        channel.publish(names.exchange, routingKeyOf(victim, 99), Buffer.from('x')),
      );
      expect([thief, victim, sent]).toEqual([thief, victim, isListening ? 'done' : 'ACCESS_REFUSED']);
    }
    expect(await as(thief, async (channel) => channel.sendToQueue(names.queueOf('entry', 0), Buffer.from('x')))).toBe(
      'ACCESS_REFUSED',
    );
    expect(await as(thief, (channel) => channel.deleteExchange(names.exchange))).toBe('ACCESS_REFUSED');
    expect(
      await as(thief, async (channel) =>
        channel.publish(names.vitals, `heartbeat.${thief === 'cee' ? 'entry' : 'cee'}`, Buffer.from('{}')),
      ),
    ).toBe('ACCESS_REFUSED');
  });
});

describe('who may send to a service and speaks as another is refused', () => {
  const send = async (forged: ReturnType<typeof bundle>): Promise<void> => {
    const before = refused();
    expect(
      await as('cee', async (channel) =>
        channel.publish(names.exchange, forged.key, forged.content, {
          mandatory: true,
          persistent: true,
          headers: forged.headers,
        }),
      ),
    ).toBe('done');
    await eventually(() => refused() === before + 1);
  };
  const filing = { ...CargoReleaseFiled.example };

  test('a filing in the name of the gateway, marked with the key of cee', async () => {
    const before = await effects();
    await send(
      bundle(
        'entry',
        'gateway',
        new KeyRing(PLATFORM, 'gateway', [pairs['cee']!.privateKey], known),
        CargoReleaseFiled.type,
        filing,
        1_000_000,
      ),
    );
    await send(bundle('entry', 'gateway', keysOf('cee'), CargoReleaseFiled.type, filing, 1_000_000));
    expect(await effects()).toBe(before);
    expect(errors).toContain("what names itself as a service's word is not proved to be its own, and was refused");
  });

  test('an account that cee would open, in its own name', async () => {
    await send(bundle('entry', 'cee', keysOf('cee'), AccountChanged.type, { ...AccountChanged.example }));
    expect(heard).toEqual([]);
    expect(errors).toContain('a service sent what is not its own to send, which was refused');
  });

  test('what cee may say, said in another installation', async () => {
    await send(bundle('entry', 'cee', keysOf('cee', 'other'), TeamAssigned.type, { ...TeamAssigned.example }));
    expect(heard).toEqual([]);
  });

  test('a message without a sender', async () => {
    const { key, content } = bundle('entry', 'gateway', keysOf('cee'), CargoReleaseFiled.type, filing);
    await send({ key, content, headers: {} });
  });

  test('and nothing of it is kept, nothing is behind it, and true filings go on', async () => {
    const ids = await accept(
      gateway,
      Array.from({ length: 20 }, (_, n) => ({ subject: `entry:${n}`, n })),
    );
    await answered(ids);
    expect(
      (
        await entry.source.query(
          `SELECT count(*)::int AS n FROM inbox WHERE correlation_id = 'forged' OR state <> 'done'`,
        )
      )[0].n,
    ).toBe(0);
  });

  test('what cee may say is heard', async () => {
    const { key, content, headers } = bundle('entry', 'cee', keysOf('cee'), TeamAssigned.type, {
      ...TeamAssigned.example,
    });
    expect(
      await as('cee', async (channel) =>
        channel.publish(names.exchange, key, content, { mandatory: true, persistent: true, headers }),
      ),
    ).toBe('done');
    await eventually(() => heard.length === 1);
    expect(heard).toEqual([TeamAssigned.type]);
  });
});

test('two installations on one broker take nothing of each other', async () => {
  const platform = 'portway-other';
  const [gatewayUrl, entryUrl] = [
    await realServers().freshDatabase('gateway'),
    await realServers().freshDatabase('entry'),
  ];
  await Promise.all([gatewayUrl, entryUrl].map(prepareDatabase));
  const before = await effects();
  const other = await openGateway({ instance: 'gateway-1', databaseUrl: gatewayUrl, amqpUrl: broker.url, platform });
  const otherEntry = await openDesk(
    { service: 'entry', instance: 'entry-1', databaseUrl: entryUrl, amqpUrl: broker.url, platform },
    (runtime) =>
      runtime.handle(CargoReleaseFiled.type, {
        repeats: true,
        handle: async (messages, unit) => {
          for (const message of messages) await takeIntoEffect(message as never, unit, 'other');
        },
      }),
  );
  try {
    const theirs = await accept(other, [{ subject: 'entry:1', n: 1 }]);
    const ours = await accept(gateway, [{ subject: 'entry:1', n: 1 }]);
    await answered(ours);
    await eventually(async () =>
      expect(
        (await other.source.query('SELECT filing_id FROM final_state')).map(
          (row: { filing_id: string }) => row.filing_id,
        ),
      ).toEqual(theirs),
    );
    expect(await effects()).toBe(before + 1);
    expect(await final()).not.toEqual(expect.arrayContaining(theirs));
  } finally {
    await otherEntry.close();
    await other.close();
  }
});
