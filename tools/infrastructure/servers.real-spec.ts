import { connect as connectBroker, type ConfirmChannel } from 'amqplib';
import { Client } from 'pg';
import { ownPostgres, ownRabbit, realServers } from '../../test/support';
import { isAlive, isPortFree } from './processes';
import { startPostgres } from './postgres';

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
    const url = await realServers().postgresUrl();
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      expect(await query(url, `show ${setting}`)).toEqual([{ [setting]: 'on' }]);
    }
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
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

  it('names a port that is taken', async () => {
    const server = await ownPostgres();
    try {
      await expect(startPostgres({ dataDir: `${server.dataDir}-second`, port: server.port })).rejects.toThrow(
        `PostgreSQL cannot use port ${server.port}: it is taken.`,
      );
    } finally {
      await server.stop();
    }
  });

  it('gives each service a database the others cannot enter', async () => {
    const servers = realServers();
    const entry = new URL(await servers.freshDatabase('entry'));
    const manifest = new URL(await servers.freshDatabase('manifest'));
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
      expect(message && message.content.toString()).toBe('hold BILL MAEU123');
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
