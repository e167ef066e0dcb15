import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Vitals } from '#contracts';
import { createLog, startService, type RunningService } from '#service';
import { eventually, freshDatabaseOn, migrated, ownPostgres, ownRabbit, realServers } from '../../../test/support';
import { slowness } from '../../../test/support/machine-speed';
import { StatusConfig } from './config/status.config';
import { statusService } from './status.service-definition';

const TOKEN = 'operations-token-of-this-test';

interface Component {
  name: string;
  state: string;
  since: string;
  whatHappensToYourFilings: string;
  evidence: Record<string, unknown>;
}

const start = (more: Partial<StatusConfig>): Promise<RunningService> => {
  const config = Object.assign(new StatusConfig(), {
    PORT: 0,
    HOST: '127.0.0.1',
    INSTANCE: 'status-1',
    OPERATIONS_TOKEN: TOKEN,
    ...more,
  });
  return startService(statusService, config, createLog('status', config.INSTANCE, 'error'));
};

const summary = async (service: RunningService): Promise<Record<string, Component>> => {
  const response = await fetch(`${service.url}/status/summary.json`);
  expect(response.status).toBe(200);
  const { components } = (await response.json()) as { components: Component[] };
  return Object.fromEntries(components.map((c) => [c.name, c]));
};

/** A module as the watch sees it: it lives and says how it is. */
const standIn = (vitals: Partial<Vitals>): Promise<{ url: string; server: Server }> => {
  const server = createServer((request, response) => {
    if (request.url === '/health/live') return response.end('{"status":"live"}');
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return response.writeHead(401).end();
    const now = new Date().toISOString();
    const whole: Vitals = {
      service: 'entry',
      instance: 'entry-1',
      startedAt: now,
      at: now,
      brokerConnected: true,
      databaseReachable: true,
      outbox: { depth: 0, oldestSeconds: null },
      inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
      queue: { depth: 7 },
      handledTotal: 12,
      backlog: [],
      ...vitals,
    };
    return response.end(JSON.stringify(whole));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }),
    );
  });
};

const stop = (server: Server): void => {
  server.close();
  server.closeAllConnections();
};

describe('The status service', () => {
  it('serves the summary, calls the dead dead, and writes its history afterwards, when its database, the broker and the modules die', async () => {
    const [postgres, rabbit] = await Promise.all([ownPostgres(), ownRabbit()]);
    const entry = await standIn({});
    const gateway = await standIn({
      service: 'gateway',
      instance: 'gateway-1',
      backlog: [{ module: 'entry', unanswered: 21, oldestSeconds: 4 }],
    });
    const service = await start({
      DATABASE_URL: await migrated(await freshDatabaseOn(postgres.url, 'status'), statusService),
      AMQP_URL: rabbit.url,
      SERVICE_URLS: { entry: entry.url, gateway: gateway.url, cee: 'http://127.0.0.1:1' },
    });
    try {
      await eventually(
        async () => {
          const now = await summary(service);
          expect(now['entry']).toMatchObject({
            state: 'operational',
            evidence: { queueDepth: 7, replicas: 1, backlogUnanswered: 21, backlogOldestSeconds: 4 },
          });
          expect(now['gateway']).toMatchObject({ state: 'operational' });
          expect(now['cee']).toMatchObject({ state: 'down' });
          expect(now['manifest']).toMatchObject({ state: 'unknown' });
          expect(now['broker']).toMatchObject({ state: 'operational' });
          expect(now['status-database']).toMatchObject({ state: 'operational' });
        },
        { within: 30_000 },
      );

      stop(entry.server);
      stop(gateway.server);
      await Promise.all([postgres.kill(), rabbit.kill()]);
      await eventually(
        async () => {
          const began = performance.now();
          const now = await summary(service);
          expect(performance.now() - began).toBeLessThan(500 * slowness());
          expect(now['entry']).toMatchObject({ state: 'down', whatHappensToYourFilings: 'held, do not resend' });
          expect(now['gateway']).toMatchObject({ state: 'down', whatHappensToYourFilings: 'not processed, resend' });
          expect(now['broker']).toMatchObject({ state: 'down' });
          expect(now['status-database']).toMatchObject({ state: 'down' });
          expect(now['status']).toMatchObject({ state: 'operational' });
        },
        { within: 30_000 },
      );
      expect((await fetch(`${service.url}/status/components/entry/history`)).status).toBe(503);

      await postgres.start();
      await eventually(
        async () => {
          const response = await fetch(`${service.url}/status/components/entry/history`);
          expect(response.status).toBe(200);
          const { samples } = (await response.json()) as { samples: { state: string; why: string }[] };
          const changes = samples.filter((x) => x.why === 'change').map((x) => x.state);
          expect(changes[0]).toBe('down');
          expect(changes).toContain('operational');
        },
        { within: 30_000 },
      );
    } finally {
      await service.close();
      stop(entry.server);
      stop(gateway.server);
      await Promise.all([postgres.stop(), rabbit.stop()]);
    }
  });

  it('starts and answers "unknown" at once when nothing else runs', async () => {
    const service = await start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', AMQP_URL: 'amqp://127.0.0.1:1' });
    try {
      const now = await summary(service);
      expect(
        Object.fromEntries(
          ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'broker'].map((name) => [name, now[name]?.state]),
        ),
      ).toEqual({
        gateway: 'unknown',
        manifest: 'unknown',
        entry: 'unknown',
        cee: 'unknown',
        account: 'unknown',
        port: 'unknown',
        broker: 'unknown',
      });
    } finally {
      await service.close();
    }
  });

  it('hears the heartbeats of others over the broker, and answers 304 to a reader who has the newest summary', async () => {
    const servers = realServers();
    const [DATABASE_URL, AMQP_URL] = await Promise.all([
      servers.freshDatabase('status').then((url) => migrated(url, statusService)),
      servers.freshVhost(),
    ]);
    const first = await start({ DATABASE_URL, AMQP_URL });
    const second = await start({ DATABASE_URL, AMQP_URL, INSTANCE: 'status-2' });
    try {
      await eventually(async () => expect((await summary(first))['status']?.evidence['replicas']).toBe(2), {
        within: 30_000,
      });
      await eventually(async () => {
        const given = await fetch(`${first.url}/status/summary.json`);
        expect(given.headers.get('cache-control')).toBe('max-age=1');
        const again = await fetch(`${first.url}/status/summary.json`, {
          headers: { 'if-none-match': given.headers.get('etag')! },
        });
        expect(again.status).toBe(304);
      });
      expect((await fetch(`${first.url}/status/components/customs/history`)).status).toBe(404);
      expect((await fetch(`${first.url}/status/components/entry/history?limit=many`)).status).toBe(422);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });
});
