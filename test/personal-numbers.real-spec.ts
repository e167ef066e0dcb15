import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { Writable } from 'node:stream';
import { DataSource } from 'typeorm';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { batch, cargoRelease, entrySummary, manifest309, voyageOf } from '../tools/demo/filings';
import { everyService, type EveryService } from './support/every-service';
import { eventually } from './support';

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
  'enforcement.importer_on_record': 'a case is found by the account that has the number',
  'entry.cargo_release': 'what was filed',
  'cee.drawback_claim': 'claims are listed by claimant',
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
let logged = '';
beforeAll(async () => {
  const memory = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  all = await everyService({ log: (name) => pino({ level: 'debug', base: { service: name } }, memory) });
});
afterAll(() => all?.close());

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

test('the social security number of an importer is in clear only where a filing needs it: in no activity log, no log of a process, no address and no subject', async () => {
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
  expect(logged.length).toBeGreaterThan(1_000);
  for (const service of Object.keys(all.services)) {
    const rows: { subject: string }[] = await sourceOf(service).query(
      'SELECT DISTINCT subject FROM (SELECT subject FROM outbox UNION SELECT subject FROM sent) m',
    );
    for (const { subject } of rows) for (const text of IN_CLEAR) expect(subject).not.toContain(text);
  }
});
