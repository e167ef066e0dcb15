import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { KnownAccounts } from '#access';
import {
  accountSubject,
  AccountChanged,
  BillChanged,
  type Contract,
  EntryFilingAnswered,
  type FilingHeld,
  type ManualDecisionMade,
  ReleaseStatusChanged,
  SelectionMade,
  billSubject,
  entrySubject,
  entrySubjectOf,
  StandingChanged,
} from '#contracts';
import { entryCheckDigit } from '#kernel';
import { MessageContext, type Received, UnitOfWork } from '#messaging';
import { createLog, hashApiKey, startService, type RunningService } from '#service';
import { received } from '../../../../test/support/handler-bench';
import { eventually, migrated, realServers } from '../../../../test/support';
import { WHOLE_SCOPE } from '#statement';
import { PortConfig } from '../config/port.config';
import { portService } from '../port.service-definition';
import { StandingConsumer } from './examinations/standing.consumer';
import { ExaminationsConsumer } from './examinations/examinations.consumer';
import { PictureConsumer } from './picture/picture.consumer';

export const TOKEN = 'operations-token-of-this-test';
export const LOS_ANGELES = '2704';

export const KEYS = {
  alvarez: 'key-of-officer-alvarez',
  osei: 'key-of-officer-osei',
  director: 'key-of-the-port-director',
  laredo: 'key-of-an-officer-at-laredo',
  broker: 'key-of-the-broker',
  nameless: 'key-of-nobody-by-name',
};
export const ACCOUNTS = {
  alvarez: randomUUID(),
  osei: randomUUID(),
  director: randomUUID(),
  laredo: randomUUID(),
  nameless: randomUUID(),
  broker: randomUUID(),
  carrier: randomUUID(),
  importer: randomUUID(),
};

const account = (
  accountId: string,
  changes: Partial<AccountChanged>,
  key?: string,
  person?: string,
): AccountChanged => ({
  ...AccountChanged.example,
  accountId,
  filerCodes: [],
  importerNumbers: [],
  scacs: [],
  abi: null,
  apiKeyHashes: key ? [hashApiKey(key)] : [],
  keyPersons: key && person ? [{ hash: hashApiKey(key), person }] : [],
  ...changes,
});
const EVERYBODY: AccountChanged[] = [
  account(
    ACCOUNTS.alvarez,
    { name: 'Los Angeles, dock', kinds: ['officer'], ports: [LOS_ANGELES] },
    KEYS.alvarez,
    'R. Alvarez',
  ),
  account(
    ACCOUNTS.osei,
    { name: 'Los Angeles, second', kinds: ['officer'], ports: [LOS_ANGELES] },
    KEYS.osei,
    'K. Osei',
  ),
  account(
    ACCOUNTS.director,
    { name: 'Port of Los Angeles', kinds: ['port director'], ports: [LOS_ANGELES] },
    KEYS.director,
    'P. Director',
  ),
  account(ACCOUNTS.laredo, { name: 'Laredo', kinds: ['officer'], ports: ['2304'] }, KEYS.laredo, 'X. Other'),
  account(ACCOUNTS.nameless, { name: 'Los Angeles, shared', kinds: ['officer'], ports: [LOS_ANGELES] }, KEYS.nameless),
  account(ACCOUNTS.broker, { name: 'Harbor Brokers', kinds: ['broker'], filerCodes: ['B76'] }, KEYS.broker),
  account(ACCOUNTS.carrier, { name: 'Ocean Line', kinds: ['carrier'], scacs: ['MAEU'] }),
  account(ACCOUNTS.importer, {
    name: 'Shoes and More',
    kinds: ['importer'],
    importerNumbers: ['12-345678900'],
    trusted: [
      { program: 'C-TPAT', tier: '3', number: 'CT-1', from: '2020-01-01', to: null },
      { program: 'FAST', tier: null, number: null, from: '2019-01-01', to: '2019-12-31' },
    ],
  }),
];

const HOUR = 3_600_000;
export const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** Everything the desk needs: the port service and its database. The broker and every other service are away. */
export interface DeskBench {
  readonly source: DataSource;
  readonly services: readonly RunningService[];
  call(
    method: 'GET' | 'POST',
    path: string,
    key: string,
    body?: unknown,
    service?: RunningService,
  ): Promise<{ status: number; body: any; text: string }>;
  hear: {
    bill(bill: Partial<BillChanged>): Promise<void>;
    release(release: Partial<ReleaseStatusChanged>): Promise<void>;
    summary(entry: string): Promise<void>;
    held(filing: FilingHeld): Promise<void>;
    selection(selection: Partial<SelectionMade>): Promise<void>;
    standing(standing: Partial<StandingChanged>): Promise<void>;
  };
  downtime(changes?: object): Promise<string>;
  revoke(number: string, at?: string): Promise<void>;
  told<C extends Contract>(contract: C): Promise<{ subject: string; data: any }[]>;
  close(): Promise<void>;
}

export const deskBench = async (options: { replicas?: number; entryUrl?: string } = {}): Promise<DeskBench> => {
  const DATABASE_URL = await realServers().freshDatabase('port');
  await migrated(DATABASE_URL, portService);
  const services = await Promise.all(
    [...Array(options.replicas ?? 1).keys()].map((i) => {
      const config = Object.assign(new PortConfig(), {
        DATABASE_URL,
        AMQP_URL: 'amqp://127.0.0.1:1',
        PORT: 0,
        HOST: '127.0.0.1',
        INSTANCE: `port-${i}`,
        OPERATIONS_TOKEN: TOKEN,
        SERVICE_URLS: options.entryUrl ? { entry: options.entryUrl } : {},
      });
      return startService(portService, config, createLog('port', config.INSTANCE, 'error'));
    }),
  );
  const app = services[0]!.app;
  const source = app.get(DataSource);
  await eventually(() => services.every((service) => service.app.get(DataSource).isInitialized));
  const unitOf = (work: (unit: UnitOfWork) => Promise<void>): Promise<void> =>
    source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4);
      await work(unit);
      await unit.flush();
    });
  await unitOf((unit) => app.get(KnownAccounts).store(unit, EVERYBODY));
  const picture = app.get(PictureConsumer);
  const hear = (work: (context: MessageContext) => Promise<void>) => unitOf((unit) => work(new MessageContext(unit)));
  let downtimes = 0;
  let versions = 1;
  let revision = 0;
  return {
    source,
    services,
    async call(method, path, key, body, service = services[0]!) {
      const headers = {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const response = await fetch(service.url + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : null, text };
    },
    hear: {
      bill: (changes) => {
        const bill = { ...BillChanged.example, accountId: ACCOUNTS.carrier, version: ++versions, ...changes };
        return hear((context) => picture.bills([received(BillChanged, billSubject(bill.billKey), bill)], context));
      },
      release: (changes) => {
        const release = {
          ...ReleaseStatusChanged.example,
          accountId: ACCOUNTS.broker,
          state: 'on file',
          release: null,
          version: ++versions,
          ...changes,
        };
        return hear((context) =>
          picture.releases([received(ReleaseStatusChanged, entrySubject(release), release)], context),
        );
      },
      summary: (reference) => {
        const answer: Received<EntryFilingAnswered> = received(EntryFilingAnswered, entrySubjectOf(reference), {
          ...EntryFilingAnswered.example,
          kind: 'entry summary',
          reference,
        });
        return hear((context) => picture.summaries([answer], context));
      },
      held: (filing) =>
        hear((context) =>
          picture.heldFilings(
            [{ ...received({ type: 'gateway.filing-held' } as Contract, filing.subject, filing) }],
            context,
          ),
        ),
      selection: (changes) => {
        const selection = { ...SelectionMade.example, accountId: ACCOUNTS.broker, version: ++versions, ...changes };
        return hear((context) =>
          app.get(ExaminationsConsumer).take([received(SelectionMade, entrySubject(selection), selection)], context),
        );
      },
      standing: (changes) => {
        const programs = [{ program: 'CTPAT', tier: 2, from: '2026-01-01', to: null }] as StandingChanged['programs'];
        const standing = {
          ...{ ...StandingChanged.example, accountId: ACCOUNTS.importer, revision: (revision += 1), programs },
          ...changes,
        };
        return hear((context) =>
          app
            .get(StandingConsumer)
            .take([received(StandingChanged, accountSubject(standing.accountId), standing)], context),
        );
      },
    },
    async downtime(changes = {}) {
      const number = `DT-26-${String(++downtimes).padStart(6, '0')}`;
      const scope = { modules: ['entry'], channels: [], directions: [], modes: ['vessel'], ports: [LOS_ANGELES] };
      const by = { accountId: ACCOUNTS.director, officer: 'P. Director', role: 'port director' };
      const data = {
        id: randomUUID(),
        number,
        version: 1,
        drill: false,
        state: 'in force',
        level: 'port',
        incidentNumber: null,
        confirmed: { ...WHOLE_SCOPE, ...scope },
        possible: null,
        scope,
        filer: null,
        from: ago(2 * HOUR),
        to: null,
        expectedEnd: null,
        reviewAt: null,
        procedure: null,
        gateOrders: [],
        treatments: [],
        relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
        reason: 'The entry module does not answer',
        early: null,
        partOf: null,
        invokedBy: by,
        invokedAt: ago(2 * HOUR),
        changedBy: by,
        changedAt: ago(2 * HOUR),
        change: 'invoked',
        ...changes,
      };
      await source.query(
        'INSERT INTO downtime (id, number, version, drill, state, level, data, from_at, to_at, changed_at) VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, now())',
        [data.id, data.number, data.drill, data.state, data.level, JSON.stringify(data), data.from, data.to],
      );
      await source.query('INSERT INTO downtime_version (downtime_id, version, data, at) VALUES ($1, 1, $2, $3)', [
        data.id,
        JSON.stringify(data),
        data.changedAt,
      ]);
      return data.number;
    },
    async revoke(number, at = ago(0)) {
      const change = JSON.stringify({ state: 'revoked', change: 'revoked', to: at, changedAt: at });
      await source.query(
        `UPDATE downtime SET state = 'revoked', to_at = $2, changed_at = now(), version = version + 1, data = data || $3::jsonb WHERE number = $1`,
        [number, at, change],
      );
      await source.query(
        'INSERT INTO downtime_version (downtime_id, version, data, at) SELECT id, version, data, changed_at FROM downtime WHERE number = $1',
        [number],
      );
    },
    async told(contract) {
      const rows: { subject: string; data: string }[] = await source.query(
        'SELECT subject, data FROM (SELECT DISTINCT ON (message_id) * FROM outbox WHERE type = $1 ORDER BY message_id, id) once ORDER BY id',
        [contract.type],
      );
      return rows.map(({ subject, data }) => {
        expect(contract.faultOf(JSON.parse(data))).toBeNull();
        return { subject, data: JSON.parse(data) };
      });
    },
    close: async () => {
      await Promise.all(services.map((service) => service.close()));
    },
  };
};

let serials = 3_000_000;
/** An entry number nobody used before, as people write it and in its parts. */
export const newEntry = (): { text: string; filerCode: string; entryNumber: string } => {
  const serial = String(++serials);
  const check = entryCheckDigit('B76', serial);
  return { text: `B76-${serial}-${check}`, filerCode: 'B76', entryNumber: `${serial}${check}` };
};
export const newBill = (): { billKey: string; issuerScac: string; number: string } => {
  const number = `26${++serials}`;
  return { billKey: `MAEU${number}`, issuerScac: 'MAEU', number };
};

/** A release on paper with everything the procedure asks for. */
export const releasing = (
  entry: { text: string } | null,
  bill: { issuerScac: string; number: string },
  changes: object = {},
): Record<string, unknown> => ({
  idempotencyKey: randomUUID(),
  port: LOS_ANGELES,
  mode: 'vessel',
  terminal: 'Pier 400',
  officer: 'R. Alvarez',
  conveyance: { scac: 'MAEU', trip: '0417W' },
  bills: [{ issuerScac: bill.issuerScac, number: bill.number }],
  containers: [{ number: 'CSQU3054383', seals: ['A1'] }],
  importerNumber: '12-3456789',
  ...(entry ? { entry: entry.text } : { exemption: 'entry to follow' }),
  documentsSeen: [
    'cbp-3461',
    'cbp-3461-alt',
    'right-to-enter',
    'invoice',
    'downtime-request',
    'cbp-1302',
    'cbp-3171',
    'bill-of-lading',
    'isf-evidence',
    'crew-list',
    'bond-evidence',
  ].map((code) => ({ code })),
  decision: 'release',
  decidedAt: ago(1_000),
  ...changes,
});

/** The lines of an entry that names a bill. */
export const naming = (bill: {
  billKey: string;
  issuerScac: string;
  number: string;
}): ReleaseStatusChanged['bills'] => [
  {
    ...ReleaseStatusChanged.example.bills[0]!,
    billKey: bill.billKey,
    issuer: bill.issuerScac,
    billNumber: bill.number,
  },
];

/** The entry service as far as the desk speaks with it: it refuses what it has released itself. */
export const entryStandIn = async (
  answer: (decision: ManualDecisionMade) => object | null,
): Promise<{ url: string; server: Server }> => {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (request.url !== '/operations/manual-decisions' || request.headers.authorization !== `Bearer ${TOKEN}`)
        return response.writeHead(404).end();
      const said = answer(JSON.parse(text) as ManualDecisionMade);
      return said ? response.end(JSON.stringify(said)) : response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};
