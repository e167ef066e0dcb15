import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import type {
  DowntimeScope,
  PublicRecord,
  PublicRecords,
  ToldDowntime,
  ToldIncident,
  ToldNotice,
  Vitals,
} from '#contracts';
import { createLog, startService, type RunningService } from '#service';
import { eventually, migrated } from '../../../test/support';
import { EMPTY_STATEMENT, asContractScope, WHOLE_SCOPE } from '#statement';
import { StatusConfig } from './config/status.config';
import { statusService } from './status.service-definition';

export const TOKEN = 'operations-token-of-this-test';
export const scopeOf = (more: Partial<DowntimeScope>): ToldIncident['statement']['confirmed'] => ({
  ...WHOLE_SCOPE,
  ...(more as object),
});

export const anIncident = (
  number: string,
  more: Partial<ToldIncident> = {},
  statement: Partial<ToldIncident['statement']> = {},
): ToldIncident => ({
  number,
  version: 1,
  drill: number.startsWith('DRILL'),
  state: 'identified',
  title: `Entry is slow to answer (${number})`,
  statement: {
    ...EMPTY_STATEMENT,
    confirmed: scopeOf({ modules: ['entry'], modes: ['truck'], ports: ['2304'] }),
    windows: [
      {
        functions: [],
        from: '2026-11-21T20:30:00Z',
        to: null,
        certainty: 'certain',
        interruption: 'whole window',
        breaks: null,
        lengths: [],
      },
    ],
    instructions: [
      {
        functions: ['cargo release'],
        messages: [],
        which: null,
        becomes: 'held and processed after',
        certain: true,
        processedAt: null,
        acts: [{ do: 'do not resend', by: 'everybody', force: 'must' }],
      },
    ],
    ...statement,
  },
  everywhere: false,
  openedAt: new Date(Date.now() - 600_000).toISOString(),
  changedAt: new Date().toISOString(),
  closedAt: null,
  declaredBy: 'headquarters',
  updates: [
    {
      at: new Date().toISOString(),
      state: 'identified',
      remark: 'A repair is under way.',
      noticeNumber: null,
    },
  ],
  noticeNumbers: [],
  ...more,
});

export const aDowntime = (number: string, more: Partial<ToldDowntime> = {}): ToldDowntime => {
  const confirmed = scopeOf({ modules: ['entry'], modes: ['truck'], ports: ['2304', '2402'] });
  const now = new Date().toISOString();
  return {
    number,
    version: 1,
    drill: number.startsWith('DRILL'),
    state: 'in force',
    level: 'national',
    incidentNumber: null,
    confirmed,
    possible: null,
    scope: asContractScope(confirmed),
    everywhere: false,
    from: now,
    to: null,
    expectedEnd: null,
    procedure: 'Truck downtime procedure',
    treatments: [{ kind: 'entry summary', disposition: 'held, do not resend' }],
    relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
    partOf: null,
    declaredBy: 'headquarters',
    changedAt: now,
    change: 'invoked',
    ...more,
  };
};

let notices = 0;
export const aNotice = (
  number: string,
  more: Partial<ToldNotice> = {},
  statement: Partial<ToldIncident['statement']> = {},
): ToldNotice => ({
  number,
  drill: number.startsWith('DRILL'),
  order: ++notices,
  title: `Entry answers late (${number})`,
  issuedAt: new Date().toISOString(),
  occasion: 'incident opened',
  audience: ['ABI'],
  incidentNumber: null,
  downtimeNumber: null,
  content: {
    title: number,
    published: null,
    audience: ['ABI'],
    thread: { original: null, previous: null, next: null, related: [], translations: [] },
    statement: {
      ...EMPTY_STATEMENT,
      confirmed: scopeOf({ modules: ['entry'], modes: ['truck'], ports: ['2304'] }),
      ...statement,
    },
    everywhere: null,
    incident: null,
    downtime: null,
  },
  text: `Notice ${number}\nCargo releases are held and processed after.`,
  ...more,
});

/** A gateway as the watch sees it. */
export const gatewayStandIn = (vitals: () => Partial<Vitals>): Promise<{ url: string; server: Server }> => {
  const server = createServer((request, response) => {
    if (request.url === '/health/live') return response.end('{"status":"live"}');
    const now = new Date().toISOString();
    const whole: Vitals = {
      service: 'gateway',
      instance: 'gateway-1',
      startedAt: now,
      at: now,
      brokerConnected: true,
      databaseReachable: true,
      outbox: { depth: 0, oldestSeconds: null },
      inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
      queue: { depth: 0 },
      handledTotal: 0,
      backlog: [],
      ...vitals(),
    };
    return response.end(JSON.stringify(whole));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }),
    );
  });
};

const TOLD: Omit<PublicRecords, 'records'> & { records: PublicRecord[] } = {
  asOf: '',
  order: 'first',
  upTo: 0,
  isAll: true,
  records: [],
};

/** The port service as far as it tells what was declared. */
export const portStandIn = async () => {
  const told = structuredClone(TOLD);
  const server = createServer((request, response) => {
    const after = Number(new URL(request.url!, 'http://port').searchParams.get('after'));
    const records = told.records.filter(({ sequence }) => sequence > after).sort((a, b) => a.sequence - b.sequence);
    const upTo = records.at(-1)?.sequence ?? after;
    response.end(JSON.stringify({ ...told, asOf: new Date().toISOString(), upTo, records } satisfies PublicRecords));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** Of a record that is there already: its change. */
    tell: (kind: PublicRecord['kind'], record: PublicRecord['record']): void => {
      const sequence = Math.max(0, ...told.records.map((one) => one.sequence)) + 1;
      const key = (of: PublicRecord['record']): string => ('number' in of ? of.number : of.id);
      told.records = told.records.filter((one) => one.kind !== kind || key(one.record) !== key(record));
      told.records.push({ sequence, kind, record } as PublicRecord);
    },
    /** As after its database was put back to where it was when nothing was declared. */
    putBack: (): void => {
      told.order = randomUUID();
      told.records = [];
    },
    away: (): void => {
      server.close();
      server.closeAllConnections();
    },
    back: (): Promise<void> =>
      new Promise((resolve) => {
        server.listen(port, '127.0.0.1', resolve);
      }),
  };
};

/** The status service with its own database, and somebody who tells what was declared; nothing else alive. */
export const statusBench = async (databaseUrl: string, settings: Partial<StatusConfig> = {}) => {
  await migrated(databaseUrl, statusService);
  const port = await portStandIn();
  const config = Object.assign(new StatusConfig(), {
    DATABASE_URL: databaseUrl,
    AMQP_URL: 'amqp://127.0.0.1:1',
    PORT: 0,
    HOST: '127.0.0.1',
    INSTANCE: 'status-1',
    OPERATIONS_TOKEN: TOKEN,
    PUBLIC_URL: 'https://portway.example',
    WEBHOOK_PRIVATE_ADDRESSES: true,
    SUBSCRIPTIONS_PER_HOUR: 1_000,
    ...settings,
    SERVICE_URLS: { port: port.url, ...settings.SERVICE_URLS },
  });
  const service: RunningService = await startService(
    statusService,
    config,
    createLog('status', config.INSTANCE, (process.env['TEST_LOG'] ?? 'fatal') as never),
  );
  const source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
  return {
    service,
    source,
    url: service.url,
    text: async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(service.url + path, { headers });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
    json: async (path: string, headers: Record<string, string> = {}): Promise<any> =>
      (await fetch(service.url + path, { headers })).json(),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(service.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    port,
    incident: (incident: ToldIncident) => port.tell('incident', incident),
    downtime: (downtime: ToldDowntime) => port.tell('downtime', downtime),
    notice: (notice: ToldNotice) => port.tell('notice', notice),
    close: async () => {
      port.away();
      await service.close();
    },
  };
};
export type StatusBench = Awaited<ReturnType<typeof statusBench>>;
