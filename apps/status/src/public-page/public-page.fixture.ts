import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import type { DowntimeScope, Vitals } from '#contracts';
import { createLog, startService, type RunningService } from '#service';
import { eventually, migrated } from '../../../../test/support';
import { EMPTY_STATEMENT } from '../downtime/model/empty-statement';
import type { Actor, Downtime, Incident, Notice } from '../downtime/model/records';
import { asContractScope, WHOLE_SCOPE } from '../downtime/model/scope.rules';
import { StatusConfig } from '../config/status.config';
import { statusService } from '../status.service-definition';

export const TOKEN = 'operations-token-of-this-test';
export const COMMANDER: Actor & { accountId: string } = {
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  officer: 'Watch commander Smith',
  role: 'headquarters',
};

export const scopeOf = (more: Partial<DowntimeScope>): Incident['statement']['confirmed'] => ({
  ...WHOLE_SCOPE,
  ...(more as object),
});

export const anIncident = (
  number: string,
  more: Partial<Incident> = {},
  statement: Partial<Incident['statement']> = {},
): Incident => ({
  id: randomUUID(),
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
  words: {
    beganAt: null,
    knownIssuesSince: '',
    whatStillWorks: [],
    whatHappensToYourTransactions: [],
    whatToDoNext: [],
  },
  everywhere: false,
  audience: ['ABI'],
  openedAt: new Date(Date.now() - 600_000).toISOString(),
  changedAt: new Date().toISOString(),
  lastUpdateAt: new Date().toISOString(),
  closedAt: null,
  openedBy: COMMANDER,
  proposalId: null,
  updates: [
    {
      sequence: 1,
      at: new Date().toISOString(),
      by: COMMANDER,
      state: 'identified',
      remark: 'A repair is under way.',
      noticeNumber: null,
    },
  ],
  reminders: [],
  recentDeployments: [],
  noticeNumbers: [],
  ...more,
});

export const aDowntime = (number: string, more: Partial<Downtime> = {}): Downtime => {
  const confirmed = scopeOf({ modules: ['entry'], modes: ['truck'], ports: ['2304', '2402'] });
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
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
    filer: null,
    from: now,
    to: null,
    expectedEnd: null,
    reviewAt: null,
    procedure: 'Truck downtime procedure',
    gateOrders: [],
    treatments: [{ kind: 'entry summary', disposition: 'held, do not resend' }],
    relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
    reason: 'Database fault',
    early: null,
    partOf: null,
    invokedBy: COMMANDER,
    invokedAt: now,
    changedBy: COMMANDER,
    changedAt: now,
    change: 'invoked',
    ...more,
  };
};

export const aNotice = (
  number: string,
  more: Partial<Notice> = {},
  statement: Partial<Incident['statement']> = {},
): Notice => ({
  number,
  drill: number.startsWith('DRILL'),
  title: `Entry answers late (${number})`,
  issuedAt: new Date().toISOString(),
  issuedBy: COMMANDER,
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

/** The status service with its own database and nothing else alive. */
export const statusBench = async (databaseUrl: string, settings: Partial<StatusConfig> = {}) => {
  await migrated(databaseUrl, statusService);
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
    incident: (incident: Incident) =>
      source.query(
        `INSERT INTO incident (id, number, version, drill, state, data, opened_at, last_update_at, changed_at, closed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now(), $9)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, data = excluded.data, changed_at = now(), closed_at = excluded.closed_at`,
        [
          incident.id,
          incident.number,
          incident.version,
          incident.drill,
          incident.state,
          JSON.stringify(incident),
          incident.openedAt,
          incident.lastUpdateAt,
          incident.closedAt,
        ],
      ),
    downtime: (downtime: Downtime) =>
      source.query(
        'INSERT INTO downtime (id, number, version, drill, state, level, part_of, data, from_at, to_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())',
        [
          downtime.id,
          downtime.number,
          downtime.version,
          downtime.drill,
          downtime.state,
          downtime.level,
          downtime.partOf,
          JSON.stringify(downtime),
          downtime.from,
          downtime.to,
        ],
      ),
    notice: (notice: Notice) =>
      source.query(
        'INSERT INTO notice (number, drill, incident_number, downtime_number, issued_at, data) VALUES ($1, $2, $3, $4, $5, $6)',
        [
          notice.number,
          notice.drill,
          notice.incidentNumber,
          notice.downtimeNumber,
          notice.issuedAt,
          JSON.stringify(notice),
        ],
      ),
    close: () => service.close(),
  };
};
export type StatusBench = Awaited<ReturnType<typeof statusBench>>;
