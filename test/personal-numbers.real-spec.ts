import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { Writable } from 'node:stream';
import { DataSource } from 'typeorm';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { batch, cargoRelease, entrySummary, manifest309, voyageOf } from '../tools/demo/filings';
import { localDate, traceIdOf } from '#kernel';
import { everySent } from '#messaging';
import { everyService, type EveryService } from './support/every-service';
import { eventually } from './support';
import { type ToldSpan, traceCollector, type TraceCollector } from './support/trace-collector';

/** A number in the form of a social security number, which is nobody's. */
const PERSON = '219-09-4420';
const IN_CLEAR = [PERSON, '219094420'];

/**
 * Where the number of an importer who is a person stands in clear, and what it is there for. Everywhere else it must not: in no message, wherever one is kept, not
 * in the activity log, nor in any log of a process, nor in an address, nor in the subject of a message.
 */
const NEEDED: Readonly<Record<string, string>> = {
  'account.account_identifier': 'the number that the account has',
  'account.bond_figure': 'figures move with a number from account to account',
  'account.trade_figure': 'figures move with a number from account to account',
  'account.trade_record': 'records are found and listed by number',
  'cee.assignment': 'officers assign by number, and see it',
  'cee.account': 'whose an importer number is',
  'cee.entry_goods': 'lines are counted by importer',
  'cee.importer_goods': 'lines are counted by importer',
  'cee.importer_on_record': 'lines are counted by importer',
  'cee.importer_account': 'numbers of one account count for each other',
  'cee.work_item': 'a Center sees whose summary it has',
  'cee.team_decision': 'a Center sees whose summary it has',
  'enforcement.account': 'whose an importer number is',
  'enforcement.importer_account': 'a case finds the account of the importer that it is against',
  'enforcement.importer_on_record': 'a case, and a continuous bond, is found by the account that has the number',
  'entry.cargo_release': 'what was filed',
  'cee.drawback_claim': 'claims are listed by claimant',
  'entry.bond_party': 'whose bond it is, by which entries find it',
  'entry.bond_version': 'what was filed',
  'entry.drawback_claim': 'what was filed',
  'entry.drawback_claim_version': 'what was filed',
  'entry.entry_summary': 'what was filed',
  'entry.entry_summary_version': 'what was filed',
  'entry.importer_on_file': 'importers that are known',
  'entry.importer_team': 'Centers of importers',
  'gateway.account': 'whose an importer number is',
  'gateway.mailbox': 'what is told to the filer, who filed it',
  'port.account': 'whose an importer number is',
  'port.picture_release': "the officer's desk finds releases by it",
};

let all: EveryService;
let collector: TraceCollector;
let logged = '';
beforeAll(async () => {
  const memory = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  collector = await traceCollector();
  all = await everyService({
    log: (name) => pino({ level: 'debug', base: { service: name } }, memory),
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint },
  });
});
afterAll(async () => {
  await all?.close();
  await collector?.close();
});

const voyage = voyageOf(881, 'MAEU', 'B76', 3);
const sourceOf = (service: string): DataSource => all.services[service]!.app.get(DataSource);
const file = async (path: string, type: string, text: string): Promise<void> => {
  const answer = await all.call('gateway', 'POST', path, path === '/x12' ? 'ocean-carrier' : 'broker', { type, text });
  expect([path, answer.status, answer.status === 202 ? '' : answer.text]).toEqual([path, 202, '']);
};
/** The records of a filing for a firm, for a person. */
const ofAPerson = (records: readonly string[]): string[] =>
  records.map((record) => (record.includes(PERSON) ? record.replace('EI ', '34 ').replace('EI2', '342') : record));
const sample = (name: string): string =>
  readFileSync(join(__dirname, '..', 'docs', 'partners', 'samples', name), 'utf8').replaceAll('12-3456789', PERSON);

/** Tables of a service in which the number stands in clear; of messages, with their types. */
const placesIn = async (service: string): Promise<string[]> => {
  const source = sourceOf(service);
  const tables: { name: string; messages: boolean }[] = await source.query(
    `SELECT t.table_name AS name, EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_name = t.table_name AND c.column_name = 'type') AS messages
       FROM information_schema.tables t WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'`,
  );
  const places: string[] = [];
  for (const { name, messages } of tables) {
    const rows: { kind: string | null }[] = await source.query(
      `SELECT DISTINCT ${messages ? 'type' : 'NULL::text'} AS kind FROM "${name}" t WHERE t::text LIKE ANY($1)`,
      [IN_CLEAR.map((text) => `%${text}%`)],
    );
    places.push(...rows.map(({ kind }) => (kind ? `message ${kind}` : `${service}.${name}`)));
  }
  return places;
};

/** The surety's: a continuous bond of the person, until it is taken. It is refused while entry has not heard of the person. */
const fileBond = async (): Promise<void> => {
  const { apiKey } = all.accounts.find(({ role }) => role === 'surety')!;
  const today = localDate(new Date(), 'America/New_York');
  const body = {
    ...{ action: 'add', type: 'continuous', activityCode: '1', amountDollars: 50_000, executedOn: today },
    ...{ effectiveOn: today, principal: { numberType: '34', number: PERSON } },
    surety: { code: '036', agent: '036-00-0001' },
  };
  const ask = async (path: string, sent?: object): Promise<any> => {
    const response = await fetch(`${all.services['gateway']!.url}${path}`, {
      ...(sent && { method: 'POST', body: JSON.stringify(sent) }),
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(sent && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
    });
    return response.json();
  };
  await ask('/filings/bond', body);
  expect((await ask('/bonds')).bonds.length).toBeGreaterThan(0);
};

test('the social security number of an importer is in clear only where a filing needs it: in no activity log, no log of a process, no trace, no address and no subject', async () => {
  const importer = await all.call('account', 'POST', '/operations/accounts', 'operations token', {
    type: 'application/json',
    text: JSON.stringify({
      ...{ id: randomUUID(), name: 'J. Doe', kinds: ['importer'], importerNumbers: [PERSON] },
      ...{ filerCodes: [], scacs: [], ports: [], abi: null, apiKey: null },
    }),
  });
  expect(importer.status).toBe(201);
  const { site, id, password } = all.accounts.find(({ role }) => role === 'broker')!.abi!;
  const sender = { site, id, password };
  const [one] = voyage.shipments;
  await file('/x12', 'application/edi-x12', manifest309(voyage, 2).replace(/^(ISA.{95,110}?)\*T\*/, '$1*P*'));
  await file('/abi', 'text/plain', batch('SE', sender, 'B76', [ofAPerson(cargoRelease(one!, PERSON, voyage.voyage))]));
  await file('/abi', 'text/plain', batch('AE', sender, 'B76', [ofAPerson(entrySummary(one!, PERSON, voyage))]));
  for (const [path, name] of [
    ['/filings/cargo-release', 'cargo-release.json'],
    ['/filings/entry-summary', 'entry-summary.json'],
    ['/filings/drawback-claim', 'drawback-claim.json'],
  ] as const)
    await all.call(
      'gateway',
      'POST',
      path,
      'broker',
      { type: 'application/json', text: sample(name) },
      { 'idempotency-key': randomUUID() },
    );
  await eventually(() => fileBond(), { within: 30_000 });
  for (const path of [`/bills/${PERSON}`, `/activity?person=${PERSON}`])
    expect((await all.call('gateway', 'GET', path, 'broker')).status).toBeGreaterThanOrEqual(400);
  await all.call('cee', 'POST', '/operations/assignments', 'operations token', {
    type: 'application/json',
    text: JSON.stringify({
      ...{ importer: PERSON, center: 'CEE009', team: '391', from: '2031-01-06' },
      ...{ source: `predominant goods of ${PERSON}`, actor: 'D. Nakamura' },
    }),
  });
  const penalty = {
    ...{ id: randomUUID(), law: '19 USC 1436', event: { kind: 'found at a port', reference: 'PN-1' }, port: '2704' },
    ...{ subject: 'Not reported', facts: 'Nothing was reported.', violationOn: '2026-01-30', assessed: '100.00' },
    parties: [{ role: 'violator', importer: PERSON, name: 'J. Doe' }],
  };
  const opened = await all.call('enforcement', 'POST', '/enforcement-cases', 'fpf-officer', {
    ...{ type: 'application/json', text: JSON.stringify(penalty) },
  });
  expect([opened.status, IN_CLEAR.some((text) => opened.text.includes(text))]).toEqual([201, false]);
  await eventually(
    async () => {
      const [row]: { open: string }[] = await sourceOf('gateway').query(
        `SELECT count(*) AS open FROM filing WHERE state = 'accepted'`,
      );
      expect(row!.open).toBe('0');
      const [log]: { entries: string }[] = await sourceOf('account').query(
        `SELECT count(*) AS entries FROM activity WHERE kind IN ('answer placed', 'decided')`,
      );
      expect(Number(log!.entries)).toBeGreaterThan(4);
    },
    { within: 40_000 },
  );

  const places = (await Promise.all(Object.keys(all.services).map(placesIn))).flat();
  expect([...new Set(places)].sort()).toEqual(Object.keys(NEEDED).sort());
  for (const text of IN_CLEAR) expect(logged).not.toContain(text);
  for (const text of IN_CLEAR) expect(collector.text).not.toContain(text);
  expect(collector.spans.length).toBeGreaterThan(20);
  expect(logged).not.toContain('traces are not taken');
  expect(logged.length).toBeGreaterThan(1_000);
  for (const service of Object.keys(all.services)) {
    const rows: { subject: string }[] = await sourceOf(service).query('SELECT subject FROM outbox');
    for (const { subject } of rows) for (const text of IN_CLEAR) expect(subject).not.toContain(text);
    // What left is kept compressed, where no search of the tables finds anything.
    const left = await everySent(sourceOf(service).manager);
    for (const { type, subject, data } of left)
      for (const text of IN_CLEAR) expect([type, subject, data].join('\n')).not.toContain(text);
    if (service === 'entry') expect(left.length).toBeGreaterThan(0);
  }
});

test('each filing is one trace through all services, from its acceptance at the gateway to its answer there, found by its id', async () => {
  const filings: { id: string; kind: string }[] = await sourceOf('gateway').query(
    `SELECT id, kind FROM filing WHERE state = 'answered' AND kind IN ('cargo release', 'entry summary', 'bond') ORDER BY id`,
  );
  expect(new Set(filings.map(({ kind }) => kind))).toEqual(new Set(['cargo release', 'entry summary', 'bond']));
  const traceOf = (id: string): ToldSpan[] => collector.spans.filter(({ traceId }) => traceId === traceIdOf(id));
  // The way back from the answer, over every step that led to it.
  const wayOf = (spans: readonly ToldSpan[]): string[] => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const way: string[] = [];
    for (let span = spans.find(({ name }) => name === 'answer'); span; span = byId.get(span.parentSpanId ?? ''))
      way.unshift(`${span.service}: ${span.name.split(' ')[0]}`);
    return way;
  };
  for (const { id, kind } of filings) {
    // Each service tells its spans when its own second is over: those of the answer may come before those that led to it.
    await eventually(
      () =>
        expect([kind, ...wayOf(traceOf(id))]).toEqual([
          kind,
          'gateway: accept',
          'gateway: send',
          'entry: handle',
          'entry: send',
          'gateway: handle',
          'gateway: answer',
        ]),
      { within: 30_000 },
    );
    const spans = traceOf(id);
    expect([kind, new Set(spans.map(({ spanId }) => spanId)).size]).toEqual([kind, spans.length]);
    const [first] = spans.filter(({ parentSpanId }) => !parentSpanId);
    expect([first!.service, first!.name]).toEqual(['gateway', 'accept']);
    expect(spans.filter(({ name }) => name === 'transaction').length).toBeLessThanOrEqual(spans.length);
  }
  const used = new Set(collector.spans.flatMap(({ attributes = [] }) => attributes.map(({ key }) => key)));
  expect([...used].filter((key) => !/^(http|messaging|db|portway)\./.test(key))).toEqual([]);
  expect(collector.spans.some(({ name }) => name === 'transaction')).toBe(true);
});

test('a collector that takes nothing is told of once in the log, and keeps no filing from its answer', async () => {
  collector.refuse();
  const [, two] = voyage.shipments;
  const { site, id, password } = all.accounts.find(({ role }) => role === 'broker')!.abi!;
  const release = cargoRelease(two!, '12-3456789', voyage.voyage);
  await file('/abi', 'text/plain', batch('SE', { site, id, password }, 'B76', [release]));
  await eventually(
    async () => {
      const [row]: { open: string }[] = await sourceOf('gateway').query(
        `SELECT count(*) AS open FROM filing WHERE state = 'accepted'`,
      );
      expect(row!.open).toBe('0');
      expect(logged.split('traces are not taken by their collector').length).toBeGreaterThan(1);
    },
    { within: 30_000 },
  );
});
