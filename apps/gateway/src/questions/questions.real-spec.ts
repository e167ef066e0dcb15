import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccountChangedConsumer, KnownAccounts } from '#access';
import {
  AccountChanged,
  BillRequest,
  DutyRequest,
  EntryRequest,
  FilerSetUpChanged,
  EntrySummaryFiled,
  ImporterBondsRequest,
  InteractionRecorded,
  SetUpTold,
  SummariesRequest,
  type SummaryTold,
  accountSubject,
  filerSubject,
} from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { SetUpToldConsumer } from '../answers/set-up-told.consumer';
import { FilerSetUpChangedConsumer } from '../filer-set-ups/filer-set-up-changed.consumer';
import { BROKER_KEY, CARRIER_KEY, OFFICER_KEY, RIVAL_KEY, sample } from '../gateway.fixture';
import { LastAnswers } from './last-answers';
import { OwnersOrAway } from './owners-or-away';

const BROKER = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10';
const IMPORTER = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b19';
const CARRIER = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b12';
let owner: Server;
let gate: GatewayBench;
/** Away: every question is answered 503. */
let isAway = false;
const asked: string[] = [];
const billsAsked = (): number => asked.filter((url) => url.startsWith('/operations/bills/')).length;

const filedAt = new Date(Date.now() - 86_400_000).toISOString();
const bill = { ...BillRequest.example.answer, accountId: CARRIER };
const house = { ...bill, billKey: 'MAEU260000102', billNumber: '260000102', masterBill: 'MAEU260000101', entries: [] };
const named = { ...bill, billKey: 'MAEU260000103', entries: [], details: { secondaryNotify: ['WBN'] } };
const example = EntryRequest.example.answer;
const filed = {
  ...{ importer: { number: '12-3456789' }, plannedPortOfEntry: '2704' },
  bills: [
    { billType: 'I', issuer: null, billNumber: '260000101', quantity: null, arrivals: [] },
    { billType: 'R', issuer: 'MAEU', billNumber: '260000101', quantity: 60, arrivals: [] },
  ],
};
const entry = { ...example, summary: null, release: { ...example.release!, filedAt, filed } };
const old = { ...entry, entry: 'B76-0324528-6', release: { ...entry.release, filedAt: '2020-01-01T00:00:00.000Z' } };
const summaryOf = (key: string, more: Partial<SummaryTold> = {}): SummaryTold => ({
  ...SummariesRequest.example.answer.summaries[0]!,
  ...{ filerCode: key.slice(0, 3), entryNumber: key.slice(3), ...more },
});
/** Of the broker, of the rival that may be seen by the broker, and of the rival alone. */
const SUMMARIES: Readonly<Record<string, SummaryTold>> = {
  B7603245278: summaryOf('B7603245278', { content: EntrySummaryFiled.example }),
  B7603245286: summaryOf('B7603245286'),
  WBN00000018: summaryOf('WBN00000018', { seenBy: ['B76'], content: EntrySummaryFiled.example }),
  WBN00000026: summaryOf('WBN00000026', { suretyAgents: ['B76'] }),
  WBN00000034: summaryOf('WBN00000034'),
};
/** Asked for by its number alone. */
const NEVER_SEARCHED = 'B7603245310';
/** Centers do not answer. */
let areCentersAway = false;
const bonds = ImporterBondsRequest.example.answer.importers[0]!.bonds;

beforeAll(async () => {
  owner = createServer(async (request, response) => {
    asked.push(request.url!);
    let body = '';
    for await (const part of request) body += part;
    const sent = body ? JSON.parse(body) : {};
    const numbers: string[] = sent.importerNumbers ?? [];
    const entries: string[] = sent.entries ?? Object.keys(SUMMARIES);
    const more = sent.search !== undefined && sent.search.after === undefined && sent.search.criterion === 'EES';
    const known: Record<string, object> = {
      '/operations/bills/MAEU260000101': bill,
      '/operations/bills/MAEU260000102': house,
      '/operations/bills/MAEU260000103': named,
      '/operations/bills-of/master/MAEU260000101': { billKeys: ['MAEU260000102'], more: false },
      '/operations/bills-of/in-bond/V1234567890': { billKeys: ['MAEU260000101'], more: false },
      '/operations/entries/B76/03245278': entry,
      '/operations/entries/B76/03245286': old,
      '/operations/duty': DutyRequest.example.answer,
      '/operations/summaries': {
        summaries:
          sent.search?.criterion === 'AII'
            ? []
            : entries.flatMap((key) => SUMMARIES[key] ?? (key === NEVER_SEARCHED ? summaryOf(key) : [])),
        more,
      },
      ...(!areCentersAway && {
        '/operations/protests': {
          protests: entries
            .filter((key) => key === 'B7603245278')
            .map((one) => ({ entry: one, number: 'PR-26-000017', type: '1', status: 'OP', decidedOn: null })),
        },
      }),
      '/operations/importer-bonds': {
        importers: numbers.map((importerNumber) => ({
          ...{ importerNumber, standing: null, bonds: importerNumber === '12-345678900' ? bonds : [] },
        })),
      },
    };
    const isCenter = request.url === '/operations/protests';
    const document = isAway || (isCenter && areCentersAway) ? undefined : known[request.url!];
    response
      .writeHead(document ? 200 : isAway || isCenter ? 503 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(document ?? {}));
  }).listen(0, '127.0.0.1');
  await once(owner, 'listening');
  const url = `http://127.0.0.1:${(owner.address() as AddressInfo).port}`;
  gate = await gatewayBench({ SERVICE_URLS: JSON.stringify({ manifest: url, entry: url, cee: url }) });
});
afterAll(async () => {
  owner?.closeAllConnections();
  owner?.close();
  await gate?.close();
});
const setAway = (away: boolean): void => {
  isAway = away;
  (
    gate.service.app.get(OwnersOrAway, { strict: false }) as unknown as { awayUntil: Map<unknown, number> }
  ).awayUntil.clear();
};
beforeEach(() => {
  areCentersAway = false;
  setAway(false);
});
/** Answers are written beside the road of who asked: here at once. */
const keepAnswers = (): Promise<void> =>
  (gate.service.app.get(LastAnswers, { strict: false }) as unknown as { write(): Promise<void> }).write();

/** A batch of questions. */
const batch = (application: 'CQ' | 'KI' | 'EQ', records: string[], filer = 'B76'): string =>
  [
    `A2704B76PASSWD           ${application}`,
    `B  2704${filer}${application}`,
    ...records,
    `Y  2704${filer}${application}`,
    'Z2704B76',
  ]
    .map((line) => line.padEnd(80))
    .join('\n');
/** A WR1 with something at columns. */
const wr1 = (...at: [column: number, text: string][]): string => {
  const line = [...'WR1'.padEnd(80)];
  for (const [column, text] of at) line.splice(column - 1, text.length, ...text);
  return line.join('');
};
const entryAsked = (number: string, filer = 'B76'): [number, string][] => [
  [8, filer],
  [11, number.padStart(9)],
];
const billAsked = (number: string): [number, string][] => [
  [32, 'MAEU'],
  [36, number],
];
const ask = async (text: string, key = BROKER_KEY) => {
  const { body } = await gate.fileAbi(text, key).expect(202);
  const { text: answer } = await gate.call('get', body.status, key).set('accept', 'text/plain').expect(200);
  const records = answer.split('\n').filter(Boolean);
  return { receipt: body, records, inside: records.slice(2, -2).map((line) => line.trimEnd()) };
};

describe('A status query (CQ)', () => {
  test('of an entry is answered with its WO records, and with its bills where they are asked for', async () => {
    const { receipt, records, inside } = await ask(batch('CQ', [wr1(...entryAsked('03245278'), [72, 'Y'], [73, '2'])]));
    expect(receipt).toMatchObject({ disposition: 'processed', filings: 0 });
    expect(records[0]).toMatch(/^A2704B76 {17}C1/);
    expect(records[1]).toMatch(/^B {2}2704B76C1/);
    expect(records.at(-2)).toMatch(new RegExp(`^Y {2}2704B76C1${String(inside.length).padStart(5, '0')}`));
    expect(inside[0]).toMatch(/^WO10....B76 {2}03245278/);
    // The in-bond movement stands behind the bill it carries, and what agencies said behind all else.
    expect(inside.filter((line) => /^WO[47]/.test(line)).map((line) => line.slice(0, 4))).toEqual([
      ...['WO40', 'WO42', 'WO70', 'WO71'],
    ]);
    expect(inside.find((line) => line.startsWith('WO40'))).toContain('R MAEU260000101'.replace(' ', ''));
    expect(inside.find((line) => line.startsWith('WO70'))).toContain('FDA');
    expect(inside.map((line) => line.slice(0, 3))).toEqual(expect.arrayContaining(['WR1', 'WR2', 'WR4', 'WN1']));
    for (const record of records) expect(record).toHaveLength(80);
  });

  test('that is wrong is answered by itself, and those beside it as if it were not there', async () => {
    const asked = [wr1(...billAsked('260000101')), 'WR2'.padEnd(80), wr1([74, 'X']), wr1(...billAsked('260000101'))];
    const { inside } = await ask(batch('CQ', asked));
    expect(inside.filter((line) => line.startsWith('WSA')).map((line) => line.slice(31, 34))).toEqual(['INE', 'X39']);
    expect(inside.filter((line) => line.startsWith('WR4'))).toHaveLength(2);
  });

  test('of a bill tells its holds and how entries of it stand, as many as are asked for, and the bills that belong to it', async () => {
    const one = await ask(batch('CQ', [wr1(...billAsked('260000101'))]));
    expect(one.inside.map((line) => line.slice(0, 3))).toEqual(['WR1', 'WR2', 'WR4', 'WR5', 'WN1']);
    expect(one.inside[2]).toMatch(/^WR4 {12}260000101 {27}00000100CTN {2}MAEU {4}0 1/);
    expect(one.inside[3]).toMatch(/^WR5\d{10}1H EXAMINATION AT THE PORT/);
    const related = await ask(batch('CQ', [wr1(...billAsked('260000101'), [71, 'Y'])]), BROKER_KEY);
    // The house bill names no entry of the broker: it is not for it.
    expect(related.inside.filter((line) => line.startsWith('WR4'))).toHaveLength(1);
    const inBond = await ask(batch('CQ', [wr1([20, 'V1234567890'])]));
    expect(inBond.inside.map((line) => line.slice(0, 3))).toEqual(['WR1', 'WR2', 'WR4', 'WS5', 'WN1']);
    expect(inBond.inside[3]).toMatch(/^WS5OF0{12}/);
  });

  test.each<[string, [number, string][], RegExp]>([
    ['nothing', [], /^WSA {28}INEINSUFFICIENT DATA FOR QUERY/],
    ['two things at once', [...entryAsked('03245278'), ...billAsked('260000101')], /^WR0B76.{23}INE/],
    ['an entry without filer', [[11, ' 03245278']], /^WR0.{26}B05ENTRY FILER MISSING/],
    ['an entry without number', [[8, 'B76']], /^WR0B76.{23}B14ENTRY NUMBER MISSING/],
    ["another filer's entry", entryAsked('00000018', 'WBN'), /^WR0WBN.{23}X17FILER NOT AUTHORIZED/],
    ['an entry that is not on file', entryAsked('99999999'), /^WR0B76.{23}950ENTRY RECORD NOT FOUND/],
    ['an entry of more than six months ago', entryAsked('03245286'), /^WR0B76.{23}950/],
    ['a bill without issuer', [[36, '260000101']], /^WSA.{28}176CARRIER CODE MISSING/],
    ['a bill without number', [[32, 'MAEU']], /^WSA.{28}185/],
    [
      'a bill of an issuer that is none',
      [
        [32, 'M4EU'],
        [36, '1'],
      ],
      /^WSA.{28}009INVALID CARRIER CODE/,
    ],
    ['a bill that is not on file', billAsked('999'), /^WSA {12}MAEU999 {9}122BILL NBR NOT ON FILE/],
    ['an in-bond that is not on file', [[20, '123456789']], /^WSA123456789 {19}123INBOND NBR NOT ON FILE/],
    ['a house air waybill alone', [[59, 'H1']], /^WSB.{23}297INVALID AIRWAY BILL/],
    ['with an indicator that is none', [...entryAsked('03245278'), [72, 'X']], /^WR0B76.{23}INE/],
    ['with data in a filler', [...entryAsked('03245278'), [74, 'X']], /^WR0B76.{23}X39DATA FOUND IN FILLER/],
    ['with a character of no keyboard', [...billAsked('26\u0001')], /^WSA.{28}X40NON-STANDARD DATA FOUND/],
    [
      'an in-bond of an air carrier that is not on file',
      [
        [20, '123456789'],
        [32, 'UA'],
      ],
      /^WSA123456789 {19}123/,
    ],
  ])('of %s is answered with the code of the guide', async (_what, at, answer) => {
    const { inside } = await ask(batch('CQ', [wr1(...at)]));
    expect(inside).toHaveLength(1);
    expect(inside[0]).toMatch(answer);
  });

  test('sent again is asked again, and beside filings it is answered at once', async () => {
    const text = batch('CQ', [wr1(...billAsked('260000101'))]);
    const [first, second] = [await ask(text), await ask(text)];
    expect(second.receipt.repeats).toBeUndefined();
    expect(second.inside).toEqual(first.inside);
    const { body } = await gate.fileAbi(`${sample('cargo-release.abi')}${text}`).expect(202);
    expect(body).toMatchObject({ disposition: 'accepted, being processed', filings: 1 });
    const answers = (await gate.mailbox()).filter(({ transmissionId }) => transmissionId === body.id);
    expect(answers.map(({ application }) => application)).toEqual(['C1']);
  });

  test('while its owner is away is answered as it was known, with its age; what was never known is not processed, and is said so', async () => {
    const text = batch('CQ', [wr1(...billAsked('260000101')), wr1(...billAsked('260000777'))]);
    await ask(text);
    await keepAnswers();
    await gate.source.query(`UPDATE last_answer SET as_of = now() - interval '12 minutes'`);
    setAway(true);
    // The gateway asks the same owners after filings that are unanswered; these are no questions of the filer.
    const before = billsAsked();
    const { receipt, inside } = await ask(text);
    // Who did not answer the first question is not asked the second.
    expect(billsAsked()).toBe(before + 1);
    expect(inside[0]).toMatch(/^WSA {12}MAEU260000101 {3}PQALAST KNOWN \d{4}-\d\d-\d\d \d\d:\d\dZ 12 MIN$/);
    expect(inside[1]).toMatch(/^WR1/);
    expect(inside.at(-1)).toMatch(/^WSA {12}MAEU260000777 {3}ZZZ\*\* ACE SYSTEM FAILURE \*\*/);
    expect(receipt.errors).toMatchObject([{ code: 'ZZZ', remedy: expect.stringContaining('again') }]);
    const none = await ask(batch('CQ', [wr1(...billAsked('260000777'))]));
    expect(none.receipt).toMatchObject({ disposition: 'not processed, resend', resend: true });
  });
});

describe('An importer and bond query (KI)', () => {
  const importers = (...numbers: string[]): string => `K ${numbers.map((number) => number.padEnd(13)).join('')}`;

  test('tells name and continuous bonds of firms, and nothing of a number that is not on file or is a person', async () => {
    const { records, inside } = await ask(batch('KI', [importers('12-3456789', '99-9999999', '123-45-6789')]));
    expect(records[0]).toMatch(/^A2704B76 {17}KR/);
    expect(inside).toEqual([
      expect.stringMatching(/^K112-3456789001 {32}036A000050000 {4}01012626C0001231$/),
      expect.stringMatching(/^K2.{45}Y A/),
      expect.stringMatching(/^K7/),
      'K199-9999999000',
      'K1123-45-6789 0',
    ]);
  });

  test('while the register is away is answered as it was known; with one importer that was not, the batch is not available', async () => {
    await ask(batch('KI', [importers('12-3456789')]));
    setAway(true);
    const known = await ask(batch('KI', [importers('12-3456789')]));
    expect(known.inside.at(-1)).toMatch(/^K8PQALAST KNOWN/);
    const { receipt, inside } = await ask(batch('KI', [importers('12-3456789', '55-5555555')]));
    expect(receipt).toMatchObject({ disposition: 'not processed, resend', resend: true });
    expect(inside).toEqual(['X1 FX13   APPLICATION NOT CURRENTLY AVAILABLE', 'X1RF999   BATCH REJECTED']);
  });
});

describe('An entry summary query (EQ)', () => {
  const j1 = (...keys: string[]): string => `J1   ${keys.map((key) => `${key.slice(0, 3)}  ${key.slice(3)}`).join('')}`;
  const today = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: 'America/New_York', year: '2-digit', month: '2-digit', day: '2-digit' },
  })
    .format(new Date())
    .replaceAll('/', '');
  const j2 = (criterion: string, flags = ''): string => `J2 ${criterion} ${today}120000AM${today}115959PM ${flags}`;
  const of = (inside: readonly string[], ...ids: string[]): string[] =>
    inside.filter((line) => ids.includes(line.slice(0, 2)));

  test('tells by number how summaries stand, in the order asked, and what was filed to who filed it alone', async () => {
    const { receipt, records, inside } = await ask(
      batch('EQ', ['J0Y', j1('WBN00000018', 'B7603245278', 'WBN00000034', 'B7699999999')]),
    );
    expect(receipt).toMatchObject({ disposition: 'processed', filings: 0 });
    expect(records[0]).toMatch(/^A2704B76 {17}ER/);
    for (const record of records) expect(record).toHaveLength(80);
    expect(of(inside, 'JB', 'JJ', '10', '4A', '90', 'JZ')).toEqual([
      expect.stringMatching(/^JBWBN {2}0000001800100.{14} {7} 2/),
      expect.stringMatching(/^JBB76 {2}0324527800100.{14} {7}Y2/),
      'JJPR26000017  1OP      0',
      expect.stringMatching(/^10AB76 {2}03245278 2704/),
      '4A00001',
      expect.stringMatching(/^90 {6}34000/),
      expect.stringMatching(/^JZ014 {3}QUERY NOT PERMITTED FOR ENTRY NUMBER {5}WBN {2}00000034/),
      expect.stringMatching(/^JZ013 {3}ENTRY SUMMARY NOT FOUND FOR QUERY {8}B76 {2}99999999/),
    ]);
  });

  test('by a search tells what the filer has, and what is under the bonds of a surety whose agent it is; page after page', async () => {
    const { inside } = await ask(batch('EQ', [j2('EES', '     2')]));
    expect(inside[0]).toBe(`JA EES ${today}120000AM${today}115959PM`);
    // Whom an importer lets see a summary asks for it by its number.
    expect(of(inside, 'JB').map((line) => line.slice(2, 15).replace('  ', ''))).toEqual([
      ...['B7603245278', 'B7603245286', 'WBN00000026', 'B7603245278', 'B7603245286', 'WBN00000026'],
    ]);
    expect(of(inside, 'JK')).toHaveLength(6);
    const none = await ask(batch('EQ', [j2('AII')]));
    expect(none.inside.at(-1)).toMatch(/^JZ015 {3}QUERY COMPLETE - NO SUMMARIES FOUND/);
  });

  test('that cannot be asked is answered in JZ, also where block control refuses it', async () => {
    expect((await ask(batch('EQ', ['J0Y']))).inside).toEqual([expect.stringMatching(/^JZ002/)]);
    const [head, ...rest] = batch('EQ', [j2('EES')]).split('\n');
    const block = rest.slice(0, -1);
    const twice = await ask([head, ...block, ...block, rest.at(-1)].join('\n'));
    expect(twice.inside).toEqual([expect.stringMatching(/^JZX41 {3}MULTIPLE QUERIES IN BATCH/)]);
    const wrong = await ask(
      batch(
        'EQ',
        [`${j1('B7603245278')}          X`.slice(0, 80)].map((line) => `${line.slice(0, 70).padEnd(70)}X`),
      ),
    );
    expect(wrong.inside).toEqual([expect.stringMatching(/^JZX39 {3}DATA FOUND IN FILLER/)]);
  });

  test('while entry is away is answered as it was known, with its age; a search, or a summary nobody asked for, is not available', async () => {
    await ask(batch('EQ', ['J0Y', j1('B7603245278')]));
    setAway(true);
    const known = await ask(batch('EQ', [j1('B7603245278')]));
    expect(of(known.inside, 'JB', 'JZ')).toEqual([
      expect.stringMatching(/^JBB76/),
      expect.stringMatching(/^JZPQA {3}LAST KNOWN .* MIN +B76 {2}03245278/),
    ]);
    for (const records of [[j1('B7603245278', 'B7600000550')], [j2('EES')]]) {
      const { receipt, inside } = await ask(batch('EQ', records));
      expect(receipt).toMatchObject({ disposition: 'not processed, resend', resend: true });
      expect(inside).toEqual(['X1 FX13   APPLICATION NOT CURRENTLY AVAILABLE', 'X1RF999   BATCH REJECTED']);
    }
  });

  test('while the Centers are away says that nothing is known of protests, and never that there are none', async () => {
    areCentersAway = true;
    const { inside } = await ask(batch('EQ', [j1(NEVER_SEARCHED)]));
    expect(of(inside, 'JC')[0]).not.toMatch(/NO|YS/);
    expect(inside.at(-1)).toMatch(/^JZW22/);
  });

  test.each<[string, string, string, number]>([
    ['its filer', 'B76/0324527-8', BROKER_KEY, 200],
    ['another filer', 'B76/0324527-8', RIVAL_KEY, 404],
    ['who has a power of attorney', 'WBN/0000001-8', BROKER_KEY, 200],
    ['the agent of its surety', 'WBN/0000002-6', BROKER_KEY, 200],
    ['who has nothing to do with it', 'WBN/0000003-4', BROKER_KEY, 404],
    ['an officer', 'WBN/0000003-4', OFFICER_KEY, 200],
  ])('%s asks for %s by JSON', async (_who, path, key, status) => {
    const { body } = await gate.call('get', `/questions/entry-summaries/${path}?content=true`, key).expect(status);
    if (status === 200) expect('content' in body.summary).toBe(path === 'B76/0324527-8');
  });

  test('by JSON is the same as by CATAIR: numbers, a search with pages, and limits with the field that breaks them', async () => {
    const many = (body: object, key?: string) => gate.fileJson('/questions/entry-summaries', body, key);
    const named = (await many({ entries: ['B76-0324527-8', 'WBN-0000003-4'], content: true }).expect(200)).body;
    expect(named).toMatchObject({
      ...{ notForYou: ['WBN00000034'], next: null },
      summaries: [{ isLastKnown: false, summary: { isOwner: true, protests: [{ status: 'OP' }] } }],
    });
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const range = { acceptedFrom: from, acceptedTo: new Date().toISOString() };
    const page = (await many({ search: { criterion: 'EES', ...range } }).expect(200)).body;
    expect(page.summaries).toHaveLength(3);
    const last = (await many({ search: { criterion: 'EES', ...range, after: page.next } }).expect(200)).body;
    expect(last.next).toBeNull();
    const ofRival = { criterion: 'EES', ...range, filerCodes: ['WBN'] };
    expect((await many({ search: ofRival }).expect(200)).body.summaries).toEqual([]);
    expect((await many({ search: ofRival }, OFFICER_KEY).expect(200)).body.summaries).not.toEqual([]);
    for (const [search, at] of [
      [{ criterion: 'EES', acceptedFrom: range.acceptedTo, acceptedTo: from }, '/search/acceptedTo'],
      [{ criterion: 'EES', ...range, acceptedFrom: '2020-01-01T00:00:00Z' }, '/search/acceptedTo'],
      [{ criterion: 'EES', ...range, acceptedFrom: '2026-02-30T00:00:00Z' }, '/search/acceptedFrom'],
    ] as const)
      expect((await many({ search }).expect(422)).body.errors[0].at).toBe(at);
    expect((await many({}).expect(422)).body.errors[0].text).toMatch(/either entries or a search/);
  });
});

test('a filer is told duty and fees of a summary before it is filed, and that only this has to wait while nobody computes', async () => {
  const line = {
    number: '1',
    countryOfOrigin: 'DE',
    tariffs: [{ hts: '3924104000', valueDollars: 10_000, dutyCents: 0 }],
  };
  const ask = (lines: object[]) => gate.fileJson('/questions/duty', { entryType: '01', lines });
  expect((await ask([line]).expect(200)).body).toMatchObject({ dutyCents: 34_000, totalCents: 38_714 });
  const wrong = (await ask([{ ...line, tariffs: [{ hts: '39.24', valueDollars: 1, dutyCents: 0 }] }]).expect(422)).body;
  expect(wrong.errors[0].at).toBe('/lines/0/tariffs/0/hts');
  expect((await ask(Array.from({ length: 201 }, () => line)).expect(422)).body.errors[0].at).toBe('/lines');
  setAway(true);
  expect((await ask([line]).expect(503)).body.detail).toMatch(/Filing goes on/);
});

describe('Questions by JSON', () => {
  test.each<[string, string, string, number]>([
    ['its carrier', 'bills/MAEU260000101', CARRIER_KEY, 200],
    ['who filed an entry for it', 'bills/MAEU260000101', BROKER_KEY, 200],
    ['an officer', 'bills/MAEU260000101', OFFICER_KEY, 200],
    ['a stranger', 'bills/MAEU260000101', RIVAL_KEY, 404],
    ['whom the carrier named to be told', 'bills/MAEU260000103', RIVAL_KEY, 200],
    ['who was not named', 'bills/MAEU260000103', BROKER_KEY, 404],
    ['its filer', 'entries/B76/0324527-8', BROKER_KEY, 200],
    ['another filer', 'entries/B76/0324527-8', RIVAL_KEY, 404],
    ['who filed an entry for a bill in it', 'in-bonds/V1234567890', BROKER_KEY, 200],
    ['a stranger', 'in-bonds/V1234567890', RIVAL_KEY, 404],
  ])('%s asks for %s', async (_who, path, key, status) => {
    await gate.call('get', `/questions/${path}`, key).expect(status);
  });

  test('say when they were known, also when that was before', async () => {
    const now = (await gate.call('get', '/questions/bills/MAEU260000101?related=true', CARRIER_KEY).expect(200)).body;
    expect(now.bills.map((one: { bill: { billKey: string } }) => one.bill.billKey)).toEqual([
      'MAEU260000101',
      'MAEU260000102',
    ]);
    expect(now.bills[0]).toMatchObject({ isLastKnown: false, ageSeconds: 0 });
    await keepAnswers();
    await gate.source.query(`UPDATE last_answer SET as_of = now() - interval '12 minutes'`);
    setAway(true);
    const before = (await gate.call('get', '/questions/bills/MAEU260000101', CARRIER_KEY).expect(200)).body;
    expect(before.bills[0]).toMatchObject({ isLastKnown: true, bill: { billKey: 'MAEU260000101' } });
    expect(before.bills[0].ageSeconds).toBeGreaterThanOrEqual(720);
    await gate.call('get', '/questions/bills/MAEU260000101', RIVAL_KEY).expect(404);
    await gate.call('get', '/questions/bills/MAEU260000555', CARRIER_KEY).expect(503);
  });

  test('of importers keep the order asked, refuse what is no number, and keep nothing of a person', async () => {
    const { body } = await gate
      .fileJson('/questions/importers', { importerNumbers: ['12-3456789', '123-45-6789'] })
      .expect(200);
    expect(body.importers).toMatchObject([
      { importerNumber: '12-345678900', onFile: true, bonds },
      { importerNumber: '123-45-6789', onFile: false, bonds: [] },
    ]);
    const officer = await gate
      .fileJson('/questions/importers', { importerNumbers: ['123-45-6789'] }, OFFICER_KEY)
      .expect(200);
    expect(officer.body.importers[0]).toMatchObject({ onFile: false });
    const importer: AccountChanged = {
      ...AccountChanged.example,
      ...{ accountId: IMPORTER, name: 'Pacific Home Goods Inc', kinds: ['importer'], filerCodes: [], abi: null },
      ...{ importerNumbers: ['12-3456789'], apiKeyHashes: [] },
    };
    await gate.handle((context) =>
      new AccountChangedConsumer(gate.service.app.get(KnownAccounts)).take(
        [received(AccountChanged, accountSubject(IMPORTER), importer)],
        context,
      ),
    );
    const named = await gate
      .fileJson('/questions/importers', { importerNumbers: ['12-3456789'] }, OFFICER_KEY)
      .expect(200);
    expect(named.body.importers[0]).toMatchObject({ name: 'Pacific Home Goods Inc' });
    const looks = (await gate.published(InteractionRecorded)).filter(({ data }) => data.accountId === IMPORTER);
    expect(looks).toMatchObject([{ data: { kind: 'viewed by CBP' } }]);
    const refused = await gate.fileJson('/questions/importers', { importerNumbers: ['12'] }).expect(422);
    expect(refused.body.errors[0].at).toBe('/importerNumbers/0');
    await keepAnswers();
    const kept = await gate.source.query(
      `SELECT about FROM last_answer WHERE about LIKE '%123-45%' OR data::text LIKE '%123-45%'`,
    );
    expect(kept).toEqual([]);
  });
});

describe('The set-up of a filer, as account told it', () => {
  const tell = (revision: number, applications: string[]) =>
    gate.handle(async (context) => {
      const [party] = FilerSetUpChanged.example.setUp.parties;
      const data: FilerSetUpChanged = {
        ...FilerSetUpChanged.example,
        ...{
          revision,
          setUp: { ...FilerSetUpChanged.example.setUp, parties: [{ ...party!, applications, to: null }] },
        },
      };
      await gate.service.app
        .get(FilerSetUpChangedConsumer, { strict: false })
        .take([received(FilerSetUpChanged, filerSubject('B76'), data)], context);
    });
  const codes = async (): Promise<string[]> =>
    ((await gate.fileAbi(batch('CQ', [wr1(...billAsked('260000101'))])).expect(202)).body.errors ?? []).map(
      ({ code }: { code: string }) => code,
    );
  test('is judged by without asking anybody, and an older one never replaces a newer one', async () => {
    await tell(2, ['SE']);
    expect(await codes()).toEqual(['X20']);
    await tell(1, ['SE', 'CQ']);
    expect(await codes()).toEqual(['X20']);
    await tell(3, ['SE', 'CQ']);
    setAway(true);
    expect(await codes()).toEqual([]);
  });

  test('that its password ends stands in the mailbox before it does', async () => {
    await gate.handle((context) =>
      gate.service.app
        .get(SetUpToldConsumer, { strict: false })
        .take([received(SetUpTold, accountSubject(BROKER), SetUpTold.example)], context),
    );
    const told = (await gate.mailbox()).find(
      ({ application, body }) => application === 'ADM' && body.includes('ABI PASSWORD'),
    );
    expect(told).toMatchObject({ format: 'abi', body: expect.stringContaining(SetUpTold.example.until!) });
  });
});
