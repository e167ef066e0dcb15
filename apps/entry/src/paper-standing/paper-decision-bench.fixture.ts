import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AccountChanged,
  BillChanged,
  CargoReleaseFiled,
  type ManualDecisionMade,
  accountSubject,
  billSubject,
} from '#contracts';
import { Transactions } from '#messaging';
import { createLog, loadConfig, startService, type RunningService } from '#service';
import { eventually, migrated, realServers } from '../../../../test/support';
import { billFiled, billOnFile, filing } from '../release/release.fixture';
import { EntryConfig } from '../config/entry.config';
import { entryService } from '../entry.service-definition';
import { onPaper } from './paper-decision.fixture';

export const TOKEN = 'operations-token-of-this-test';
export const DECIDED = '2026-11-18T21:10:00.000Z';
/** Long past: the goods are there and their five-day window is open. */
const ARRIVED = { estimatedArrival: '2026-11-10', arrivedAt: '2026-11-10T15:00:00Z' };

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;
/** What a test has open, to be closed in the reverse order. */
export const open: (() => Promise<unknown>)[] = [];
export const closeAll = async (): Promise<void> => {
  for (const close of open.splice(0).reverse()) await close();
};

/** Stands in for the port service. */
export async function portServiceAt(port: number, answer: Answer): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export const decisionsOf = (response: ServerResponse, decisions: { sequence: number; decision: unknown }[]): unknown =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ decisions }));
/** Pages of at most two, asked with the operations token. */
export const pagesOf =
  (decisions: readonly unknown[], asked: number[]): Answer =>
  (request, response) => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end();
    const url = new URL(request.url!, 'http://port');
    if (url.pathname !== '/operations/manual-decisions') return void response.writeHead(404).end();
    const after = Number(url.searchParams.get('after'));
    asked.push(after);
    decisionsOf(
      response,
      decisions
        .map((decision, index) => ({ sequence: index + 1, decision }))
        .filter(({ sequence }) => sequence > after)
        .slice(0, 2),
    );
  };

export interface Started {
  readonly service: RunningService;
  readonly send: Transactions['run'];
  readonly environment: Record<string, string>;
}

export async function start(environment: Record<string, string>): Promise<Started> {
  const service = await startService(
    entryService,
    loadConfig(EntryConfig, environment),
    createLog('entry', 'test', 'silent'),
  );
  open.push(() => service.close());
  return { service, environment, send: (work) => service.app.get(Transactions).run(work) };
}

/** A database with the tables of the service, and what it needs to run on it. */
export async function prepared(desk: string, more: Record<string, string> = {}): Promise<Record<string, string>> {
  const servers = realServers();
  const environment = {
    DATABASE_URL: more['DATABASE_URL'] ?? (await servers.freshDatabase('entry')),
    AMQP_URL: await servers.freshVhost(),
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    SERVICE_URLS: JSON.stringify({ port: desk }),
    ...more,
  };
  await migrated(environment.DATABASE_URL, entryService);
  return environment;
}

export async function started(desk: string, more: Record<string, string> = {}): Promise<Started> {
  const entry = await start(await prepared(desk, more));
  await eventually(async () => (await fetch(`${entry.service.url}/health/ready`)).ok);
  await knowImporter(entry);
  return entry;
}

export async function knowImporter(entry: Pick<Started, 'send'>): Promise<void> {
  await entry.send(async (unit) => {
    unit.publish(
      AccountChanged,
      accountSubject(AccountChanged.example.accountId),
      { ...AccountChanged.example, importerNumbers: ['12-3456789'] },
      { correlationId: 'account' },
    );
  });
  await eventually(
    async () => (await entry.send((unit) => unit.manager.query('SELECT 1 FROM importer_on_file'))).length === 1,
  );
}

/** Files an entry whose goods have arrived: without a paper decision it is released at once. */
export const fileReleasable = ({ send }: Pick<Started, 'send'>, number: string, bill: string): Promise<void> =>
  send(async (unit) => {
    const data = billOnFile(bill, ARRIVED);
    const draft = filing({ entryNumber: number, bills: [billFiled(bill)] }) as CargoReleaseFiled;
    unit.publish(BillChanged, billSubject(data.billKey), data, { correlationId: 'bill' });
    unit.publish(CargoReleaseFiled, `entry:B76-${number}`, draft, { correlationId: draft.origin.filingId });
  });
export const releaseOf = async ({ send }: Pick<Started, 'send'>, number: string): Promise<any> =>
  (
    await send((unit) =>
      unit.manager.query('SELECT state, paper_release, released_at FROM cargo_release WHERE entry_key = $1', [
        `B76${number}`,
      ]),
    )
  )[0];
export const released = (entry: Pick<Started, 'send'>, number: string): Promise<any> =>
  eventually(async () => {
    const row = await releaseOf(entry, number);
    return row?.state === 'released' ? row : false;
  });
/** The filing has reached its handler: the transaction of its lane is open and idle. */
export const waitsAtTheFence = async ({ send }: Started): Promise<boolean> => {
  const idle = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`;
  return (await send((unit) => unit.manager.query(idle))).length > 0;
};
export const onEntry = (number: string): ManualDecisionMade =>
  onPaper({ entry: { filerCode: 'B76', entryNumber: number }, decidedAt: DECIDED });

/** Claims at the service as the officer's desk does. */
export const claimAt = (url: string, body: unknown, token = TOKEN): Promise<Response> =>
  fetch(`${url}/operations/manual-decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(1_500),
  });
