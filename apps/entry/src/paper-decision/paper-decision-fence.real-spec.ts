import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccountChanged, BillChanged, CargoReleaseFiled, ReleaseStatusChanged, type ManualDecisionMade } from '#contracts';
import { MessagingTables, Transactions } from '#messaging';
import { createDataSource, migrate } from '#persistence';
import { createLog, loadConfig, startService, type RunningService } from '#service';
import { eventually, realServers } from '../../../../test/support';
import { billFiled, billOnFile, entryNumber, filing } from '../cargo-release/release.fixture';
import { EntryConfig } from '../entry.config';
import { entryService } from '../entry.service-definition';
import { onPaper } from './paper-decision.fixture';

const TOKEN = 'operations-token-of-this-test';
const DECIDED = '2026-11-18T21:10:00.000Z';
/** Long past: the goods are there and their five-day window is open. */
const ARRIVED = { estimatedArrival: '2026-11-10', arrivedAt: '2026-11-10T15:00:00Z' };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Stands in for the status service. */
async function statusAt(port: number, answer: Answer): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const decisionsOf = (response: ServerResponse, decisions: { sequence: number; decision: unknown }[]): unknown =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ decisions }));
/** Pages of at most two, asked with the operations token. */
const pagesOf = (decisions: readonly unknown[], asked: number[]): Answer => (request, response) => {
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end();
  const url = new URL(request.url!, 'http://status');
  if (url.pathname !== '/operations/manual-decisions') return void response.writeHead(404).end();
  const after = Number(url.searchParams.get('after'));
  asked.push(after);
  decisionsOf(response, decisions.map((decision, index) => ({ sequence: index + 1, decision })).filter(({ sequence }) => sequence > after).slice(0, 2));
};

interface Started {
  readonly service: RunningService;
  readonly send: Transactions['run'];
  readonly environment: Record<string, string>;
}

async function start(environment: Record<string, string>): Promise<Started> {
  const service = await startService(entryService, loadConfig(EntryConfig, environment), createLog('entry', 'test', 'silent'));
  open.push(() => service.close());
  return { service, environment, send: (work) => service.app.get(Transactions).run(work) };
}

async function started(status: string, more: Record<string, string> = {}): Promise<Started> {
  const servers = realServers();
  const environment = {
    DATABASE_URL: await servers.freshDatabase('entry'), AMQP_URL: await servers.freshVhost(), PORT: '0', HOST: '127.0.0.1', OPERATIONS_TOKEN: TOKEN,
    SERVICE_URLS: JSON.stringify({ status }), ...more,
  };
  await migrate(createDataSource({ url: environment.DATABASE_URL, applicationName: 'entry test', entities: [], migrations: [MessagingTables, ...entryService.migrations], poolSize: 2 }));
  const entry = await start(environment);
  await eventually(async () => (await fetch(`${entry.service.url}/health/ready`)).ok);
  await entry.send(async (unit) => {
    unit.publish(AccountChanged, `account:${AccountChanged.example.accountId}`, { ...AccountChanged.example, importerNumbers: ['12-3456789'] }, { correlationId: 'account' });
  });
  await eventually(async () => (await entry.send((unit) => unit.manager.query('SELECT 1 FROM importer_on_file'))).length === 1);
  return entry;
}

/** Files an entry whose goods have arrived: without a paper decision it is released at once. */
const fileReleasable = ({ send }: Started, number: string, bill: string): Promise<void> =>
  send(async (unit) => {
    const data = billOnFile(bill, ARRIVED);
    const draft = filing({ entryNumber: number, bills: [billFiled(bill)] }) as CargoReleaseFiled;
    unit.publish(BillChanged, `bill:${data.billKey}`, data, { correlationId: 'bill' });
    unit.publish(CargoReleaseFiled, `entry:B76-${number}`, draft, { correlationId: draft.origin.filingId });
  });
const releaseOf = async ({ send }: Started, number: string): Promise<any> =>
  (await send((unit) => unit.manager.query('SELECT state, paper_release, released_at FROM cargo_release WHERE entry_key = $1', [`B76${number}`])))[0];
const released = (entry: Started, number: string): Promise<any> =>
  eventually(async () => {
    const row = await releaseOf(entry, number);
    return row?.state === 'released' ? row : false;
  });
/** The filing has reached its handler: the transaction of its lane is open and idle. */
const waitsAtTheFence = async ({ send }: Started): Promise<boolean> => {
  const idle = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`;
  return (await send((unit) => unit.manager.query(idle))).length > 0;
};
const onEntry = (number: string): ManualDecisionMade => onPaper({ entry: { filerCode: 'B76', entryNumber: number }, decidedAt: DECIDED });

describe('a service that starts after a downtime', () => {
  test('asks page by page what was decided on paper, and after a restart for what is new only', async () => {
    const numbers = [61, 62, 63].map(entryNumber);
    const [asked, made]: [number[], unknown[]] = [[], numbers.map(onEntry)];
    made.splice(1, 0, { not: 'a decision' });
    const entry = await started(await statusAt(0, pagesOf(made, asked)));
    for (const [index, number] of numbers.entries()) await fileReleasable(entry, number, `F${index}`);
    for (const number of numbers) expect((await released(entry, number)).paper_release).not.toBeNull();
    expect(asked.slice(0, 3)).toEqual([0, 2, 4]);
    const before = asked.length;
    await open.pop()!();
    await start(entry.environment);
    await eventually(() => asked.length > before);
    expect(asked[before]).toBe(4);
  });

  test('releases nothing while the status service is slow to tell, and answers the filing when it has told', async () => {
    const number = entryNumber(64);
    const waiting: ServerResponse[] = [];
    const status = await statusAt(0, (_request, response) => void (waiting.length === 0 ? waiting.push(response) : decisionsOf(response, [])));
    const entry = await started(status, { PAPER_DECISIONS_WITHIN_SECONDS: '50' });
    await fileReleasable(entry, number, 'SLOW');
    const claimed = await fetch(`${entry.service.url}/operations/manual-decisions`, {
      method: 'POST', headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }, body: JSON.stringify(onEntry(entryNumber(65))),
    });
    expect(await claimed.json()).toEqual({ result: 'recorded', releasedAt: null });
    await eventually(() => waitsAtTheFence(entry));
    expect(await releaseOf(entry, number)).toBeUndefined();
    decisionsOf(waiting[0]!, [{ sequence: 1, decision: onEntry(number) }]);
    expect((await released(entry, number)).released_at).toEqual(new Date(DECIDED));
    const told = await entry.send((unit) => unit.manager.query('SELECT data FROM outbox WHERE type = $1', [ReleaseStatusChanged.type]));
    expect(told.map(({ data }: { data: string }) => JSON.parse(data).release?.path).filter((path: string) => path === 'electronic')).toEqual([]);
  });

  test('gives up on a status service that is down, releases what is filed, and still learns of the decisions when it is back', async () => {
    const [gone, later] = [entryNumber(66), entryNumber(67)];
    const url = await statusAt(0, (_request, response) => void response.writeHead(503).end());
    const entry = await started(url, { PAPER_DECISIONS_WITHIN_SECONDS: '1' });
    await fileReleasable(entry, gone, 'DOWN');
    expect((await released(entry, gone)).paper_release).toBeNull();
    const service = open.pop()!;
    await open.pop()!();
    await statusAt(Number(new URL(url).port), pagesOf([onEntry(gone), onEntry(later)], []));
    open.push(service);
    await eventually(async () => (await entry.send((unit) => unit.manager.query('SELECT 1 FROM manual_decision'))).length === 2);
    const [event] = await entry.send((unit) => unit.manager.query('SELECT note FROM cargo_release_event WHERE entry_key = $1 ORDER BY version DESC LIMIT 1', [`B76${gone}`]));
    expect(event.note).toContain('conflict');
    await fileReleasable(entry, later, 'BACK');
    expect((await released(entry, later)).paper_release).not.toBeNull();
  });

  test('a service that is stopped while it asks releases nothing; the filing that waited is taken up by the next start', async () => {
    const number = entryNumber(69);
    let up = false;
    const status = await statusAt(0, (request, response) => (up ? pagesOf([onEntry(number)], [])(request, response) : void response.writeHead(503).end()));
    const entry = await started(status, { PAPER_DECISIONS_WITHIN_SECONDS: '50', RETRY_DELAYS_MS: '100' });
    await fileReleasable(entry, number, 'STOP');
    await eventually(() => waitsAtTheFence(entry));
    await open.pop()!();
    up = true;
    expect((await released(await start(entry.environment), number)).paper_release).not.toBeNull();
  });

  test('a claim that is no decision is refused by its field, and nobody claims without the key', async () => {
    const entry = await started(await statusAt(0, pagesOf([], [])));
    const post = (body: unknown, token = TOKEN) => fetch(`${entry.service.url}/operations/manual-decisions`, {
      method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    const wrong = await post({ ...onEntry(entryNumber(68)), decision: 'perhaps' });
    expect(wrong.status).toBe(422);
    expect(((await wrong.json()) as any).errors).toEqual([{ at: '/decision', text: expect.any(String) }]);
    expect((await post(onEntry(entryNumber(68)), 'a key that is not the one')).status).toBe(401);
  });
});
