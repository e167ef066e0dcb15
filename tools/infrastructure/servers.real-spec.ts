import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect as connectBroker, type ConfirmChannel } from 'amqplib';
import { Client } from 'pg';
import { freshDatabaseOn, ownFolder, ownPostgres, ownRabbit, realServers } from '../../test/support';
import { prepareDatabases } from './databases';
import { isAlive, isPortFree } from './processes';
import { startPostgres } from './postgres';
import { Secrets } from './secrets';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

async function onChannel<T>(url: string, work: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
  const connection = await connectBroker(url, { timeout: 5_000 });
  connection.on('error', () => undefined);
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => undefined);
  const answer = await work(channel);
  await connection.close();
  return answer;
}

async function pair(name: string): Promise<{ url: string; secrets: Secrets }> {
  return { url: await realServers().postgresUrl(), secrets: new Secrets(join(ownFolder(name), 'secrets.json')) };
}

describe('PostgreSQL on this machine', () => {
  it('keeps every committed row when it is killed and started again', async () => {
    const server = await ownPostgres();
    try {
      const first = server.pid;
      await query(server.url, 'create table filing (number text)');
      await query(server.url, "insert into filing values ('B76-0000001-1')");
      const open = new Client({ connectionString: server.url });
      open.on('error', () => undefined);
      await open.connect();
      await server.kill();
      expect(server.pid).toBeUndefined();
      expect(isAlive(first!)).toBe(false);
      await server.start();
      expect(server.pid).not.toBe(first);
      expect(await query(server.url, 'select number from filing')).toEqual([{ number: 'B76-0000001-1' }]);
    } finally {
      await server.stop();
    }
  });

  it('is told to write to disk before it confirms', async () => {
    // As the platform starts it; the one that tests share is told otherwise.
    const server = await ownPostgres();
    try {
      for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
        expect(await query(server.url, `show ${setting}`)).toEqual([{ [setting]: 'on' }]);
      expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    } finally {
      await server.stop();
    }
  });

  it('ends the server an earlier run left behind on the same folder', async () => {
    const abandoned = await ownPostgres();
    const next = await startPostgres({ dataDir: abandoned.dataDir });
    try {
      expect(abandoned.pid).toBeUndefined();
      expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await next.stop();
    }
  });

  it('names the port that another program took while it was down', async () => {
    const server = await ownPostgres();
    await server.kill();
    const stranger = createServer();
    await new Promise<void>((done) => stranger.listen(server.port, '127.0.0.1', done));
    try {
      await expect(server.start()).rejects.toThrow(
        `PostgreSQL cannot use port ${server.port}: another program took it.`,
      );
    } finally {
      await new Promise((done) => stranger.close(done));
    }
  });

  it('keeps what one installation of Portway put on a server that was given to two', async () => {
    const lent = { ...(await pair('first')), name: `lent_${Date.now().toString(36)}` };
    const first = (await prepareDatabases(lent.url, [lent.name], { secrets: lent.secrets, lent: true }))[lent.name]!
      .url;
    const second = await pair('second');
    await expect(prepareDatabases(second.url, [lent.name], { secrets: second.secrets, lent: true })).rejects.toThrow(
      new RegExp(
        `^The database portway_${lent.name} at 127\\.0\\.0\\.1:\\d+ belongs to another installation of Portway: give this one a server of its own in DATABASE_URL`,
      ),
    );
    expect(await query(first, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await prepareDatabases(lent.url, [lent.name], { secrets: lent.secrets, lent: true }))[lent.name]!.url).toBe(
      first,
    );
    // What a release without marks left: whoever knows the password is the owner.
    await query(lent.url, `comment on database portway_${lent.name} is null`);
    await expect(prepareDatabases(second.url, [lent.name], { secrets: second.secrets, lent: true })).rejects.toThrow(
      /belongs to another installation/,
    );
    expect((await prepareDatabases(lent.url, [lent.name], { secrets: lent.secrets, lent: true }))[lent.name]!.url).toBe(
      first,
    );
  });

  it('gives each service a database the others cannot enter', async () => {
    const shared = await realServers().postgresUrl();
    const entry = new URL(await freshDatabaseOn(shared, 'entry'));
    const manifest = new URL(await freshDatabaseOn(shared, 'manifest'));
    expect(await query(entry.href, 'select current_user = current_database() as own')).toEqual([{ own: true }]);
    entry.pathname = manifest.pathname;
    await expect(query(entry.href, 'select 1')).rejects.toThrow(/permission denied for database/);
  });
});

describe('RabbitMQ on this machine', () => {
  it('keeps a confirmed message when it is killed and started again', async () => {
    const broker = await ownRabbit();
    try {
      await onChannel(broker.url, (channel) =>
        channel.assertQueue('holds', { durable: true, arguments: { 'x-queue-type': 'quorum' } }),
      );
      // RabbitMQ notes the name of a new quorum queue on disk half a second late; a restart brings that forward.
      await broker.restart();
      const first = broker.pid;
      await onChannel(broker.url, async (channel) => {
        channel.sendToQueue('holds', Buffer.from('hold BILL MAEU123'), { persistent: true });
        await channel.waitForConfirms();
      });
      await broker.kill();
      expect(isAlive(first!)).toBe(false);
      expect(await isPortFree(broker.port)).toBe(true);
      await broker.start();
      const message = await onChannel(broker.url, (channel) => channel.get('holds', { noAck: true }));
      expect(message ? message.content.toString() : message).toBe('hold BILL MAEU123');
    } finally {
      await broker.stop();
    }
    expect(await isPortFree(broker.port)).toBe(true);
  });

  it('keeps the queues of one test apart from those of another', async () => {
    const servers = realServers();
    const one = await connectBroker(await servers.freshVhost());
    const other = await connectBroker(await servers.freshVhost());
    try {
      await (await one.createChannel()).assertQueue('holds', { durable: true });
      const channel = await other.createChannel();
      channel.on('error', () => undefined);
      await expect(channel.checkQueue('holds')).rejects.toThrow(/NOT_FOUND/);
    } finally {
      await one.close();
      await other.close();
    }
  });
});
