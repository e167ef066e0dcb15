import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { MessagingTables } from '#messaging';
import { createDataSource, migrate } from '#persistence';
import { createLog, hashApiKey, startService, type RunningService } from '#service';
import { eventually, ownPostgres, realServers } from '../../../../test/support';
import { StatusConfig } from '../status.config';
import { statusService } from '../status.service-definition';
import { DowntimeBook } from './book/downtime-book';
import { DETROIT, EL_PASO, LAREDO } from './downtime.fixture';
import type { Downtime, Incident, Notice } from './model/records';
import { overlaps } from './model/scope.rules';
import type { Proposal, ProposalWithStages } from './proposals/proposal';

const TOKEN = 'operations-token-of-this-test';
const KEYS = { headquarters: 'key-of-headquarters-0001', laredo: 'key-of-laredo-director-01', detroit: 'key-of-detroit-director-1', officer: 'key-of-an-officer-000001' };
const FILER = randomUUID();

interface Answer<T> {
  readonly status: number;
  readonly body: T & { errors?: { code: string; text: string; remedy: string; at: string }[]; detail?: string };
}
type Declared = { downtime: Downtime; notice: Notice; alsoChanged: Downtime[] };
type Opened = { incident: Incident; notice: Notice | null };

const migrated = async (url: string): Promise<string> => {
  await migrate(createDataSource({ url, applicationName: 'test', entities: [], migrations: [MessagingTables, ...statusService.migrations], poolSize: 2 }));
  const source = await createDataSource({ url, applicationName: 'test', entities: [], migrations: [], poolSize: 2 }).initialize();
  const account = async (kinds: string[], name: string, ports: string[], key: string | null, accountId: string = randomUUID(), scacs: string[] = []): Promise<void> => {
    const data = { accountId, version: 1, name, kinds, active: true, importerNumbers: [], filerCodes: [], scacs, ports };
    await source.query('INSERT INTO account (id, version, active, data, changed_at) VALUES ($1, 1, true, $2, now())', [accountId, JSON.stringify(data)]);
    if (key) await source.query('INSERT INTO api_key (hash, account_id) VALUES ($1, $2)', [hashApiKey(key), accountId]);
  };
  await account(['headquarters'], 'Headquarters', [], KEYS.headquarters);
  await account(['port director'], 'Port of Laredo', [LAREDO], KEYS.laredo);
  await account(['port director'], 'Port of Detroit', [DETROIT], KEYS.detroit);
  await account(['officer'], 'Officer at Laredo', [LAREDO], KEYS.officer);
  await account(['carrier'], 'Ocean carrier', [], null, FILER, ['KKLU']);
  await source.destroy();
  return url;
};

const start = (more: Partial<StatusConfig>): Promise<RunningService> => {
  const config = Object.assign(new StatusConfig(), { PORT: 0, HOST: '127.0.0.1', INSTANCE: `status-${randomUUID().slice(0, 8)}`, OPERATIONS_TOKEN: TOKEN, AMQP_URL: 'amqp://127.0.0.1:1', ...more });
  return startService(statusService, config, createLog('status', config.INSTANCE, 'error'));
};

const call = async <T>(service: RunningService, key: string | null, method: string, path: string, body?: object): Promise<Answer<T>> => {
  const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) };
  const response = await fetch(`${service.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  return { status: response.status, body: (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : { text }) as Answer<T>['body'] };
};
const invoke = (service: RunningService, key: string, more: object): Promise<Answer<Declared>> =>
  call(service, key, 'POST', '/downtime/downtimes', { reason: 'no answers come back', earlyReason: 'the queue reaches the bridge', ...more });
const codes = ({ body }: Answer<unknown>): string[] => (body.errors ?? []).map(({ code }) => code);

describe('Downtimes', () => {
  let service: RunningService;
  let other: RunningService;
  let url: string;
  let database: DataSource;

  beforeAll(async () => {
    url = await migrated(await realServers().freshDatabase('status'));
    database = await createDataSource({ url, applicationName: 'test', entities: [], migrations: [], poolSize: 2 }).initialize();
    [service, other] = await Promise.all([start({ DATABASE_URL: url, REMIND_AFTER_SECONDS: 2 }), start({ DATABASE_URL: url, REMIND_AFTER_SECONDS: 2 })]);
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
    await eventually(async () => expect((await fetch(`${other.url}/health/ready`)).status).toBe(200));
  });
  afterAll(async () => {
    await Promise.all([service?.close(), other?.close()]);
    await database?.destroy();
  });
  beforeEach(async () => {
    const inForce: { number: string }[] = await database.query(`SELECT number FROM downtime WHERE state = 'in force' AND part_of IS NULL`);
    for (const { number } of inForce) await call(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${number}/revoke`, { reason: 'the next test begins' });
  });

  it('are declared by a port director for the own port: a notice goes out, other services are told, and officers of that port may act by hand', async () => {
    const book = service.app.get(DowntimeBook);
    const heard: string[] = [];
    const stop = book.onChange((kind, changed) => heard.push(`${kind} ${changed.number}`));
    const declared = await invoke(service, KEYS.laredo, { confirmed: { functions: ['truck manifest'], modes: ['truck'], ports: [LAREDO] }, procedure: 'Truck, national version 1' });
    expect(declared.status).toBe(201);
    const { downtime, notice } = declared.body;
    expect(downtime).toMatchObject({ version: 1, state: 'in force', level: 'port', change: 'invoked', early: { modes: ['truck'], reason: 'the queue reaches the bridge' }, scope: { modules: ['manifest'], ports: [LAREDO] } });
    expect(notice.text).toContain('Laredo');
    expect(notice.text).toContain('Procedure: Truck, national version 1');
    expect(await book.coversNow({ port: LAREDO, mode: 'truck' })).toMatchObject({ number: downtime.number });
    expect(await book.coversNow({ port: LAREDO, mode: 'truck', drill: true })).toBeNull();
    expect(await book.coversNow({ port: EL_PASO, mode: 'truck' })).toBeNull();
    expect(heard).toEqual(expect.arrayContaining([`downtime ${downtime.number}`, `notice ${notice.number}`]));
    stop();
    const rows = await database.query(`SELECT destination, data FROM outbox WHERE subject = $1 ORDER BY id`, [`downtime:${downtime.id}`]);
    expect(rows.map(({ destination }: { destination: string }) => destination).sort()).toEqual(['entry', 'gateway']);
    expect(JSON.parse(rows[0].data)).toMatchObject({ number: downtime.number, drill: false, scope: { modules: ['manifest'], ports: [LAREDO] }, to: null });
    const text = await call<{ text: string }>(service, null, 'GET', `/status/notices/${notice.number}.txt`);
    expect(text.body.text).toBe(notice.text);
  });

  it('are refused with the rule and what to do: to an officer, for a foreign port, with gates, too early without a reason, and twice', async () => {
    const own = { confirmed: { ports: [LAREDO], modules: ['entry'] } };
    expect(codes(await invoke(service, KEYS.officer, own))).toEqual(['OFFICERS PROPOSE']);
    expect(codes(await invoke(service, KEYS.laredo, { confirmed: { ports: [EL_PASO] } }))).toEqual(['OWN PORTS ONLY']);
    expect(codes(await invoke(service, KEYS.laredo, { ...own, gateOrders: [{ module: 'entry', direction: 'inbound' }] }))).toEqual(['GATES ARE NATIONAL']);
    expect(codes(await invoke(service, KEYS.laredo, { ...own, earlyReason: null }))).toEqual(['EARLY NEEDS A REASON']);
    const first = await invoke(service, KEYS.laredo, own);
    const again = await invoke(service, KEYS.laredo, { confirmed: { ports: [LAREDO], modules: ['entry'], modes: ['truck'] } });
    expect(again.status).toBe(409);
    expect(again.body.errors).toEqual([expect.objectContaining({ code: 'ONE AT A TIME', text: expect.stringContaining(first.body.downtime.number) as unknown, remedy: expect.stringContaining('Widen') as unknown })]);
    expect(codes(await call(service, KEYS.detroit, 'POST', `/downtime/downtimes/${first.body.downtime.number}/revoke`, { reason: 'not mine' }))).toEqual(['OWN DECLARATION ONLY']);
    expect((await call(service, null, 'POST', '/downtime/downtimes', own)).status).toBe(401);
    expect((await invoke(service, KEYS.laredo, { ...own, workAround: 'call' })).body.errors).toEqual([expect.objectContaining({ at: '/workAround' })]);
  });

  it('of a port become part of the national one that covers them, keep their begin, and end with it', async () => {
    const began = new Date(Date.now() - 3 * 3_600_000).toISOString();
    const port = (await invoke(service, KEYS.laredo, { confirmed: { modules: ['manifest'], modes: ['truck'], ports: [LAREDO] }, from: began, earlyReason: null })).body.downtime;
    expect(port.early).toBeNull();
    const national = (await invoke(service, KEYS.headquarters, {
      confirmed: { modules: ['manifest'], portGroups: ['land border'] }, possible: { modules: ['manifest'] }, gateOrders: [{ module: 'manifest', direction: 'inbound' }], relief: { paymentBusinessDays: 1 },
    })).body;
    expect(national.downtime).toMatchObject({ level: 'national', treatments: expect.arrayContaining([{ kind: 'manifest', disposition: 'held, do not resend' }]) as unknown });
    expect(national.alsoChanged).toEqual([expect.objectContaining({ number: port.number, partOf: national.downtime.number, from: began, change: 'reconciled', version: 2 })]);
    expect(national.notice.text).toContain('There is 1 more business day to pay.');
    expect(await service.app.get(DowntimeBook).coversNow({ port: LAREDO, mode: 'truck' })).toMatchObject({ number: national.downtime.number });
    expect(codes(await invoke(service, KEYS.detroit, { confirmed: { modules: ['manifest'], ports: [DETROIT] } }))).toEqual(['ALREADY COVERED']);

    const narrowed = (await call<Declared>(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${national.downtime.number}/narrow`, { confirmed: { modules: ['manifest'], ports: [DETROIT] }, reason: 'the south is well' })).body;
    expect(narrowed.alsoChanged).toEqual([expect.objectContaining({ number: port.number, partOf: null, change: 'parted', state: 'in force' })]);
    const widened = (await call<Declared>(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${national.downtime.number}/widen`, { confirmed: { modules: ['manifest'] }, reason: 'it is everywhere' })).body;
    expect(widened.alsoChanged).toHaveLength(1);
    const extended = (await call<Declared>(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${national.downtime.number}/extend`, { expectedEnd: new Date(Date.now() + 3_600_000).toISOString(), reason: 'takes longer' })).body;
    expect(extended.downtime.expectedEnd).not.toBeNull();
    const revoked = (await call<Declared>(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${national.downtime.number}/revoke`, { reason: 'repaired' })).body;
    expect(revoked.downtime).toMatchObject({ state: 'revoked', version: 5 });
    expect(revoked.alsoChanged).toEqual([expect.objectContaining({ number: port.number, state: 'revoked', from: began })]);
    expect(revoked.notice.content.thread).toMatchObject({ original: national.notice.number, previous: extended.notice.number });
    expect((await call<{ versions: Downtime[] }>(service, KEYS.officer, 'GET', `/downtime/downtimes/${national.downtime.number}`)).body.versions.map(({ change }) => change)).toEqual([
      'invoked', 'narrowed', 'widened', 'extended', 'revoked',
    ]);
    expect(codes(await call(service, KEYS.headquarters, 'POST', `/downtime/downtimes/${national.downtime.number}/revoke`, { reason: 'again' }))).toEqual(['STATE']);
    const previous = await call<{ content: Notice['content'] }>(service, null, 'GET', `/status/notices/${extended.notice.number}.json`);
    expect(previous.body.content.thread.next).toBe(revoked.notice.number);
  });

  it('of one standing never overlap, and every number is used once and none is left out, however many declare at once at two replicas', async () => {
    const wanted = Array.from({ length: 24 }, (_, i) => ({ confirmed: { modules: [['manifest', 'entry', 'cee'][i % 3]], modes: i % 2 ? ['truck'] : ['truck', 'rail'], ports: i % 4 ? [LAREDO] : [DETROIT] } }));
    const answers = await Promise.all(wanted.map((more, i) => invoke(i % 2 ? service : other, KEYS.headquarters, more)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(codes(answer)).toContain('ONE AT A TIME');
    const inForce = (await database.query(`SELECT data FROM downtime WHERE state = 'in force'`)).map(({ data }: { data: Downtime }) => data) as Downtime[];
    for (const a of inForce) for (const b of inForce) if (a !== b) expect(overlaps(a.confirmed, b.confirmed)).toBe(false);
    for (const [table, pattern] of [['notice', '^\\d'], ['downtime', '^DT']]) {
      const numbers: string[] = (await database.query(`SELECT number FROM ${table} WHERE number ~ $1 ORDER BY number`, [pattern])).map(({ number }: { number: string }) => number);
      expect(numbers.map((number) => Number(number.slice(-6)))).toEqual(numbers.map((_, i) => i + 1));
    }
  });

  it('of a filer are declared by headquarters or by the filer itself, cover its own cargo only, and are not shown to the public', async () => {
    const body = { accountId: FILER, scacs: ['KKLU'], reason: 'our own systems were attacked', modes: ['vessel'] };
    const declared = (await call<Declared>(service, TOKEN, 'POST', '/operations/filer-downtimes', body)).body;
    expect(declared.downtime).toMatchObject({ level: 'filer', filer: { accountId: FILER, scacs: ['KKLU'] }, invokedBy: { role: 'filer' } });
    const book = service.app.get(DowntimeBook);
    expect(await book.coversNow({ port: DETROIT, mode: 'vessel' })).toBeNull();
    expect(await book.coversNow({ port: DETROIT, mode: 'vessel', scac: 'KKLU' })).toMatchObject({ number: declared.downtime.number });
    expect((await call<{ downtimes: unknown[] }>(service, null, 'GET', '/status/downtimes.json')).body.downtimes).toEqual([]);
    expect((await call(service, null, 'GET', `/status/notices/${declared.notice.number}.json`)).status).toBe(404);
    expect(codes(await invoke(service, KEYS.headquarters, { confirmed: {}, filer: { accountId: FILER } }))).toEqual(['ONE AT A TIME']);
    expect(codes(await invoke(service, KEYS.headquarters, { confirmed: {}, filer: { accountId: randomUUID() } }))).toEqual(['KNOWN FILER']);
    expect(codes(await call(service, TOKEN, 'POST', '/operations/filer-downtimes', { ...body, scacs: ['MAEU'] }))).toContain('KNOWN FILER');
    expect((await call(service, TOKEN, 'POST', `/operations/filer-downtimes/${declared.downtime.number}/revoke`, { accountId: randomUUID(), reason: 'not mine' })).status).toBe(404);
    expect((await call<Declared>(service, TOKEN, 'POST', `/operations/filer-downtimes/${declared.downtime.number}/revoke`, { accountId: FILER, reason: 'back' })).body.downtime.state).toBe('revoked');
  });

  it('in a drill go the same road, are marked everywhere, and say nothing of live components', async () => {
    const incident = (await call<Opened>(service, KEYS.headquarters, 'POST', '/downtime/incidents', { drill: true, title: 'Exercise', statement: { kind: 'outage', confirmed: { modules: ['entry'] } } })).body;
    const { downtime, notice } = (await invoke(service, KEYS.headquarters, { drill: true, incidentNumber: incident.incident.number, confirmed: { modules: ['entry'] }, gateOrders: [{ module: 'entry', direction: 'inbound' }] })).body;
    expect([incident.incident.number, downtime.number, notice.number].every((number) => number.startsWith('DRILL-'))).toBe(true);
    expect(notice.title).toContain('DRILL');
    expect(notice.text).toMatch(/^DRILL/);
    const [row] = await database.query('SELECT data FROM outbox WHERE subject = $1', [`downtime:${downtime.id}`]);
    expect(JSON.parse(row.data).drill).toBe(true);
    const book = service.app.get(DowntimeBook);
    expect(book.componentImpacts().filter(({ component }) => component === 'entry')).toEqual([]);
    expect(await book.coversNow({ port: LAREDO, mode: 'truck' })).toBeNull();
    expect(await book.coversNow({ port: LAREDO, mode: 'truck', drill: true })).toMatchObject({ number: downtime.number });
    expect(codes(await invoke(service, KEYS.headquarters, { incidentNumber: incident.incident.number, confirmed: {} }))).toEqual(['DRILLS AMONG THEMSELVES']);
    expect((await call<{ notices: Notice[] }>(service, null, 'GET', '/status/notices.json')).body.notices.every(({ drill }) => !drill)).toBe(true);
    await call(service, KEYS.headquarters, 'POST', `/downtime/incidents/${incident.incident.number}/updates`, { event: 'withdraw' });
  });

  it('follow the thresholds that headquarters set for a port', async () => {
    const set = await call(service, KEYS.headquarters, 'POST', '/downtime/policy/thresholds', { port: DETROIT, mode: 'truck', watch: 0, portMayDeclare: 0, headquartersConsiders: 5 });
    expect(set.status).toBe(201);
    expect((await call(service, KEYS.detroit, 'POST', '/downtime/policy/thresholds', { port: DETROIT, mode: 'truck', watch: 0, portMayDeclare: 0, headquartersConsiders: 5 })).status).toBe(403);
    const { downtime } = (await invoke(service, KEYS.detroit, { confirmed: { ports: [DETROIT], modes: ['truck'] }, earlyReason: null })).body;
    expect(downtime.early).toBeNull();
    const policy = await call<{ national: { mode: string; portMayDeclare: number }[] }>(service, KEYS.officer, 'GET', '/downtime/policy/thresholds');
    expect(policy.body.national).toContainEqual(expect.objectContaining({ mode: 'truck', portMayDeclare: 30 }));
  });
});

describe('Incidents', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await start({ DATABASE_URL: await migrated(await realServers().freshDatabase('status')), REMIND_AFTER_SECONDS: 1 });
    await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  });
  afterAll(() => service?.close());

  it('show what was deployed before them, the same module first, and end with a notice that closes the thread', async () => {
    const deploy = (module: string, at: string): Promise<Answer<unknown>> => call(service, TOKEN, 'POST', '/operations/deployments', { module, version: '4.2', at, note: 'new edits' });
    await deploy('manifest', new Date(Date.now() - 2 * 86_400_000).toISOString());
    await deploy('cee', new Date(Date.now() - 3_600_000).toISOString());
    await deploy('manifest', new Date(Date.now() - 9 * 86_400_000).toISOString());
    const opened = await call<Opened>(service, KEYS.headquarters, 'POST', '/downtime/incidents', {
      title: 'Manifests are missing at the ports', audience: ['truck carriers'], statement: { kind: 'outage', confirmed: { modules: ['manifest'], ports: [LAREDO, EL_PASO] }, possible: { portGroups: ['land border'] } },
    });
    expect(opened.status).toBe(201);
    const { incident } = opened.body;
    expect(incident.recentDeployments.filter(({ source }) => source === 'reported').map(({ module, sameModule }) => [module, sameModule])).toEqual([['manifest', true], ['cee', false]]);
    expect(service.app.get(DowntimeBook).componentImpacts()).toContainEqual(expect.objectContaining({ component: 'manifest', state: 'partial', reference: incident.number }));
    const update = (body: object): Promise<Answer<Opened>> => call(service, KEYS.headquarters, 'POST', `/downtime/incidents/${incident.number}/updates`, body);
    expect(codes(await update({}))).toEqual(['SOMETHING NEW']);
    expect(codes(await update({ event: 'recur' }))).toEqual(['STATE']);
    await update({ event: 'identify', statement: { ...incident.statement, cause: { what: 'deployment', name: 'manifest 4.2' } } });
    const fixed = await update({ event: 'fix', remark: 'The deployment was taken back.' });
    expect(fixed.body.incident).toMatchObject({ state: 'fixed', statement: { stage: 'resolved', cause: { name: 'manifest 4.2' } } });
    expect(fixed.body.notice!.text).toContain('The deployment was taken back.');
    expect(fixed.body.notice!.content.thread.original).toBe(opened.body.notice!.number);
    expect(codes(await update({ remark: 'once more' }))).toEqual(['STATE']);
    const shown = (await call<{ incidents: { number: string }[] }>(service, null, 'GET', '/status/incidents.json?from=2020-01-01T00:00:00Z')).body.incidents;
    expect(shown.map(({ number }) => number)).toContain(incident.number);
  });

  it('without news for too long are recorded as overdue, again and again, until there is news', async () => {
    const { incident } = (await call<Opened>(service, KEYS.laredo, 'POST', '/downtime/incidents', { title: 'Slow', statement: { kind: 'slowdown', confirmed: { ports: [LAREDO], modules: ['cee'] } } })).body;
    const read = async (): Promise<Incident> => (await call<Incident>(service, KEYS.officer, 'GET', `/downtime/incidents/${incident.number}`)).body;
    await eventually(async () => expect((await read()).reminders.length).toBeGreaterThanOrEqual(2), { within: 15_000 });
    const { reminders } = await read();
    expect(new Set(reminders).size).toBe(reminders.length);
    await call(service, KEYS.laredo, 'POST', `/downtime/incidents/${incident.number}/updates`, { event: 'fix' });
    expect((await read()).closedAt).not.toBeNull();
  });

  it('yield to what a person says of a component, until that expires', async () => {
    const set = (key: string): Promise<Answer<unknown>> => call(service, key, 'POST', '/downtime/components/account/override', { state: 'maintenance', reason: 'keys are renewed', minutes: 5, officer: 'Watch commander' });
    expect((await set(KEYS.laredo)).status).toBe(403);
    expect((await set(KEYS.headquarters)).status).toBe(200);
    const book = service.app.get(DowntimeBook);
    expect(book.componentImpacts()).toContainEqual(expect.objectContaining({ component: 'account', state: 'maintenance', source: 'person', reference: 'Watch commander (Headquarters)' }));
    expect(book.componentImpacts(new Date(Date.now() + 6 * 60_000)).filter(({ component }) => component === 'account')).toEqual([]);
  });
});

describe('Proposals', () => {
  const dead = 'http://127.0.0.1:1';
  const revive = (service: string, port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      const at = new Date().toISOString();
      const vitals = { service, instance: `${service}-1`, startedAt: at, at, brokerConnected: true, databaseReachable: true, outbox: { depth: 0, oldestSeconds: null }, inbox: { waiting: 0, setAside: 0, oldestSeconds: null }, queue: { depth: 0 }, handledTotal: 0, backlog: [] };
      response.end(request.url === '/health/live' ? '{}' : JSON.stringify(vitals));
    });
    return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
  };
  const open = async (service: RunningService): Promise<ProposalWithStages[]> => (await call<{ proposals: ProposalWithStages[] }>(service, KEYS.officer, 'GET', '/downtime/proposals')).body.proposals;

  it('come within two seconds of a module\'s death, grow urgent, become an incident of the own port, and the next fault brings a new one', async () => {
    const first = await revive('entry', 0);
    const { port } = first.address() as AddressInfo;
    const service = await start({
      DATABASE_URL: await migrated(await realServers().freshDatabase('status')), SERVICE_URLS: { entry: `http://127.0.0.1:${port}`, cee: dead }, DOWN_AFTER_SECONDS: 1, UNKNOWN_AFTER_SECONDS: 60,
      THRESHOLD_MINUTE_SECONDS: 0.05,
    });
    const component = async (): Promise<string> => ((await (await fetch(`${service.url}/status/summary.json`)).json()) as { components: { name: string; state: string }[] }).components.find(({ name }) => name === 'entry')!.state;
    const kill = (server: Server): void => {
      server.close();
      server.closeAllConnections();
    };
    try {
      await eventually(async () => expect(await component()).toBe('operational'), { within: 20_000 });
      kill(first);
      const seen = await eventually(async () => (await open(service)).find((proposal) => proposal.component === 'entry') ?? false, { within: 20_000 });
      expect(Date.parse(seen.openedAt) - Date.parse(seen.since)).toBeLessThan(2_000);
      expect(seen).toMatchObject({ title: 'entry is down', suggested: { kind: 'outage', confirmed: { modules: ['entry'] } }, evidence: { componentState: 'down' } });
      await eventually(async () => expect((await open(service)).find(({ id }) => id === seen.id)?.stage).toBe('headquarters considers a national downtime'), { within: 20_000 });

      expect(codes(await call(service, KEYS.officer, 'POST', `/downtime/proposals/${seen.id}/accept`, {}))).toEqual(['OFFICERS PROPOSE']);
      const accepted = await call<Opened & { proposal: Proposal }>(service, KEYS.laredo, 'POST', `/downtime/proposals/${seen.id}/accept`, { officer: 'Chief Ruiz' });
      expect(accepted.body.incident).toMatchObject({ statement: { confirmed: { modules: ['entry'], ports: [LAREDO] }, possible: { modules: ['entry'], ports: [] } }, openedBy: { officer: 'Chief Ruiz (Port of Laredo)' } });
      expect(accepted.body.proposal).toMatchObject({ state: 'accepted', decision: { incidentNumber: accepted.body.incident.number } });
      expect(codes(await call(service, KEYS.laredo, 'POST', `/downtime/proposals/${seen.id}/dismiss`, { reason: 'twice' }))).toEqual(['STATE']);
      expect((await open(service)).filter((proposal) => proposal.component === 'entry')).toEqual([]);

      const cee = await eventually(async () => (await open(service)).find((proposal) => proposal.component === 'cee') ?? false, { within: 20_000 });
      expect((await call<Proposal>(service, KEYS.headquarters, 'POST', `/downtime/proposals/${cee.id}/dismiss`, { reason: 'it is being moved' })).body.state).toBe('dismissed');

      const second = await revive('entry', port);
      await eventually(async () => expect(await component()).toBe('operational'), { within: 20_000 });
      await call(service, KEYS.laredo, 'POST', `/downtime/incidents/${accepted.body.incident.number}/updates`, { event: 'fix' });
      const since = '2020-01-01T00:00:00Z';
      await eventually(async () => {
        const all = (await call<{ proposals: Proposal[] }>(service, KEYS.officer, 'GET', `/downtime/proposals?since=${since}`)).body.proposals;
        expect(all.find(({ id }) => id === seen.id)?.recoveredAt).not.toBeNull();
      }, { within: 20_000 });
      kill(second);
      const next = await eventually(async () => (await open(service)).find((proposal) => proposal.component === 'entry') ?? false, { within: 20_000 });
      expect(next.id).not.toBe(seen.id);
      const third = await revive('entry', port);
      await eventually(async () => expect((await open(service)).filter((proposal) => proposal.component === 'entry')).toEqual([]), { within: 20_000 });
      const closed = (await call<{ proposals: Proposal[] }>(service, KEYS.officer, 'GET', `/downtime/proposals?since=${since}`)).body.proposals;
      expect(closed.find(({ id }) => id === next.id)).toMatchObject({ state: 'closed' });
      expect(closed.filter((proposal) => proposal.component === 'cee')).toHaveLength(1);
      kill(third);

      const own = await call<Proposal>(service, KEYS.officer, 'POST', '/downtime/proposals', { title: 'Trucks queue', statement: { kind: 'slowdown', confirmed: { ports: [LAREDO], modes: ['truck'] } }, reason: 'Two kilometres' });
      expect(own).toMatchObject({ status: 201, body: { origin: 'officer' } });
      expect((await open(service)).map(({ id }) => id)).toContain(own.body.id);
      const { deployments } = (await call<{ deployments: { module: string; source: string }[] }>(service, TOKEN, 'GET', '/operations/deployments')).body;
      expect(deployments).toContainEqual(expect.objectContaining({ module: 'entry', source: 'process started' }));
    } finally {
      await service.close();
    }
  });
});

describe('The book of downtimes', () => {
  it('goes on telling what is open, in force and new when the database is dead, and says of what it cannot read that it cannot', async () => {
    const postgres = await ownPostgres();
    const service = await start({ DATABASE_URL: await migrated(postgres.url) });
    try {
      await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
      const { incident } = (await call<Opened>(service, KEYS.headquarters, 'POST', '/downtime/incidents', { title: 'No answers', statement: { kind: 'outage', confirmed: { modules: ['entry'] } } })).body;
      const { downtime, notice } = (await invoke(service, KEYS.headquarters, { confirmed: { modules: ['entry'] }, incidentNumber: incident.number })).body;
      await postgres.kill();
      await eventually(async () => expect((await call(service, KEYS.headquarters, 'GET', '/downtime/downtimes')).status).toBe(503), { within: 20_000 });
      const read = async <T>(path: string): Promise<T> => {
        const answer = await call<T>(service, null, 'GET', path);
        expect(answer.status).toBe(200);
        return answer.body;
      };
      expect((await read<{ incidents: { number: string }[] }>('/status/incidents.json')).incidents.map(({ number }) => number)).toEqual([incident.number]);
      expect((await read<{ downtimes: { number: string }[] }>('/status/downtimes.json')).downtimes.map(({ number }) => number)).toEqual([downtime.number]);
      expect((await read<{ notices: { number: string }[] }>('/status/notices.json')).notices[0]!.number).toBe(notice.number);
      expect((await read<{ text: string }>(`/status/notices/${notice.number}.json`)).text).toBe(notice.text);
      expect(await service.app.get(DowntimeBook).coversNow({ port: LAREDO, mode: 'truck', module: 'entry' })).toMatchObject({ number: downtime.number });
      expect((await call(service, null, 'GET', '/status/incidents.json?from=2020-01-01T00:00:00Z')).status).toBe(503);
    } finally {
      await service.close();
      await postgres.stop();
    }
  });
});
