import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  ReleaseStatusChanged,
  FilingHeld,
  ManualDecisionMade,
  ManualDecisionsRequest,
  type SelectionMade,
  StandingChanged,
} from '#contracts';
import { eventually } from '../../../../test/support';
import { plansOf } from '../../../../test/support/plans';
import {
  ACCOUNTS,
  ago,
  deskBench,
  type DeskBench,
  KEYS,
  naming,
  newBill,
  newEntry,
  releasing,
  TOKEN,
} from './desk-bench.fixture';
import { BILLS_OF_PORT } from './desk/port-cargo';

let bench: DeskBench;
let downtime: string;

beforeAll(async () => {
  bench = await deskBench();
  downtime = await bench.downtime();
});
afterAll(() => bench?.close());

const decide = (body: unknown, key = KEYS.alvarez) => bench.call('POST', '/desk/decisions', key, body);
const get = (path: string, key = KEYS.alvarez) => bench.call('GET', path, key);
const post = (path: string, body: unknown, key = KEYS.alvarez) => bench.call('POST', path, key, body);
const codes = (answer: { body: any }): string[] => answer.body.errors.map(({ code }: { code: string }) => code);

test('only officers come to the desk', async () => {
  expect((await get('/desk/search?q=MAEU', 'no-key')).status).toBe(401);
  expect((await get('/desk/search?q=MAEU', KEYS.broker)).status).toBe(403);
  expect((await get('/operations/manual-decisions')).status).toBe(401);
  expect((await get('/desk/officer', KEYS.broker)).status).toBe(403);
});

test('an officer is told at the desk itself who acts there and for which ports', async () => {
  const { status, body } = await get('/desk/officer');
  expect(status).toBe(200);
  expect(body).toMatchObject({ person: 'R. Alvarez', role: 'officer', ports: expect.arrayContaining(['2704']) });
});

test('cargo of a person is found by the number in the body; an address with a social security number is refused and does not say it again', async () => {
  const entry = newEntry();
  await bench.hear.release({ entryNumber: entry.entryNumber, bills: [], importerNumber: '219-09-9999' });
  const { status, body } = await post('/desk/search', { q: '219-09-9999' });
  expect(status).toBe(200);
  expect(body.releases.map((r: { entry: string }) => r.entry)).toContain(entry.text);
  for (const address of ['/desk/search?q=219-09-9999', '/desk/cases/219-09-9999', '/desk/cases/219-09-9999/packet']) {
    const refused = await get(address);
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:portway:problem:not-valid']);
    expect(JSON.stringify(refused.body)).not.toMatch(/219|9999/);
  }
  expect((await post('/desk/search', { q: '219-09-9999' }, KEYS.broker)).status).toBe(403);
});

test('a port has its examinations and reviews in a list, high risk first; of the same risk those with priority at that port, in that mode, today first, and nobody waits behind them for more than a day', async () => {
  const trader = '98-7654321';
  const exam = async (risk: number, hoursAgo: number, change: Partial<SelectionMade> = {}) => {
    const entry = newEntry();
    const importerNumber = change.importerNumber ?? '76-0000001';
    await bench.hear.release({ entryNumber: entry.entryNumber, bills: [], state: 'exam', importerNumber });
    const orderedAt = ago(hoursAgo * 3_600_000);
    await bench.hear.selection({
      ...{
        reasons: ['Random check of everybody'],
        entryNumber: entry.entryNumber,
        risk,
        trustedAccountId: null,
        selectedBy: 'floor',
      },
      examination: { orderedAt, site: 'Y123', begunAt: null, endedAt: null, hours: null },
      ...change,
    });
    return entry.text;
  };
  const trusted = { trustedAccountId: ACCOUNTS.importer, importerNumber: trader };
  const long = await exam(10, 25);
  const routine = await exam(10, 5);
  const spared = await exam(10, 1, trusted);
  const grave = await exam(90, 0.5, { reasons: ['Fireworks and pyrotechnic articles'], selectedBy: 'criterion' });
  const done = newEntry();
  await bench.hear.selection({
    ...{ entryNumber: done.entryNumber, risk: 90, selectedBy: 'officer' },
    examination: { orderedAt: ago(7_200_000), site: null, begunAt: null, endedAt: ago(0), hours: 2 },
  });
  const elsewhere = await exam(90, 1, { portOfEntry: '5301' });
  const cancelled = newEntry();
  await bench.hear.selection({
    ...{ entryNumber: cancelled.entryNumber, risk: 90, selectedBy: 'draw' },
    examination: { orderedAt: ago(7_200_000), site: null, begunAt: null, endedAt: null, hours: null },
  });
  await bench.hear.release({ entryNumber: cancelled.entryNumber, bills: [], state: 'cancelled' });
  const request = newEntry();
  await bench.hear.release({
    ...{ entryNumber: request.entryNumber, bills: [], state: 'correction requested', importerNumber: '76-0000001' },
  });

  const place = async (): Promise<unknown> => {
    const { body: now } = await get('/desk/examinations?port=2704');
    return now.due.find(({ entry }: { entry: string }) => entry === spared).place;
  };
  const priority = (change: object = {}): StandingChanged['benefits'] => [
    { benefit: 'priority', ports: null, modes: null, from: '2026-01-01', to: null, figure: null, ...change },
  ];
  // Whoever is certified stands no further in front for it, nor does priority at another port, in another mode or from a later day on.
  for (const benefits of [
    [],
    priority({ ports: ['5301'] }),
    priority({ modes: ['30'] }),
    priority({ from: '2999-01-01' }),
  ]) {
    await bench.hear.standing({ importerNumbers: [trader], benefits });
    expect(await place()).toBe('Risk 10');
  }
  await bench.hear.standing({ importerNumbers: [trader], benefits: priority({ ports: ['2704'] }) });

  const { status, body } = await get('/desk/examinations?port=2704');
  expect(status).toBe(200);
  const mine = [long, routine, spared, grave, done.text, elsewhere, cancelled.text, request.text];
  const listed = body.due.filter(({ entry }: { entry: string }) => mine.includes(entry));
  expect(listed.map(({ entry }: { entry: string }) => entry)).toEqual([grave, long, spared, routine, request.text]);
  expect(listed[0]).toMatchObject({
    ...{ work: 'examination', site: 'Y123', reasons: ['Fireworks and pyrotechnic articles'], place: 'Risk 90' },
  });
  expect(listed.slice(1).map(({ place }: { place: string }) => place)).toEqual([
    'Risk 10, waits for more than 24 hours',
    'Risk 10, a trusted trader with priority here today',
    'Risk 10',
    expect.stringMatching(/^Risk 0/),
  ]);
  expect(listed[4]).toMatchObject({ work: 'correction requested', risk: 0 });
  expect(body.count).toBeGreaterThanOrEqual(5);
  expect((await get('/desk/examinations?port=5301')).status).toBe(403);
  expect((await get('/desk/examinations', KEYS.broker)).status).toBe(403);
});

test('the cargo of a port is told in short for a desk without a network: holds and releases, the latest heard first, of nobody else and whose it is not', async () => {
  const [held, free, gone, elsewhere, moved, entry] = [
    newBill(),
    newBill(),
    newBill(),
    newBill(),
    newBill(),
    newEntry(),
  ];
  const bill = (of: typeof held, change: object = {}) =>
    bench.hear.bill({
      billKey: of.billKey,
      issuerScac: of.issuerScac,
      billNumber: of.number,
      portCode: '2704',
      ...change,
    });
  await bill(held, { holds: [{ code: '1H', reason: 'Customs hold', placedAt: ago(60_000) }] });
  await bill(free, { arrivedAt: ago(30_000) });
  await bill(gone, { deleted: true });
  await bill(elsewhere, { portCode: '5301' });
  const movement = { ...{ number: '123456782', entryType: '61', departurePort: '5301', destinationPort: '2704' } };
  await bill(moved, {
    ...{ portCode: '5301', change: 'arrived in bond' },
    inBond: { ...movement, createdOn: '2026-11-20', arrivedOn: '2026-11-24' },
  });
  await bench.hear.release({
    ...{ entryNumber: entry.entryNumber, state: 'released', importerNumber: '12-3456789' },
    release: { path: 'electronic', at: ago(1_000), decisionId: null, controlNumber: null },
    bills: [{ ...ReleaseStatusChanged.example.bills[0]!, billKey: free.billKey }],
  });
  const { status, body } = await get('/desk/cargo?port=2704');
  expect([status, body.port, body.more]).toEqual([200, '2704', false]);
  const mine = [held, free, gone, elsewhere, moved].map(({ billKey }) => billKey);
  const told = body.cargo.filter(({ billKey }: { billKey: string }) => mine.includes(billKey));
  expect(told).toMatchObject([
    { billKey: moved.billKey, inBond: { number: '123456782', destinationPort: '2704', arrivedOn: '2026-11-24' } },
    {
      ...{ billKey: free.billKey, mode: 'vessel', conveyance: 'MAEU-0417W', holds: [], inBond: null },
      entries: [{ entry: entry.text, state: 'released', releasedBy: 'electronic' }],
    },
    { billKey: held.billKey, arrivedAt: null, holds: [{ code: '1H', reason: 'Customs hold' }], entries: [] },
  ]);
  expect(body.cargo.every(({ heardAt }: any, at: number) => at === 0 || heardAt <= body.cargo[at - 1].heardAt)).toBe(
    true,
  );
  expect(JSON.stringify(body)).not.toMatch(/12-3456789|accountId/);
  expect((await get('/desk/cargo?port=5301')).status).toBe(403);
  expect((await get('/desk/cargo')).status).toBe(422);
  expect((await get('/desk/cargo?port=2704', KEYS.broker)).status).toBe(403);
  // What arrived here in bond is decided here.
  expect((await get(`/desk/cases/${moved.billKey}`)).body).toMatchObject({ port: '2704' });
  const [plan] = await plansOf(bench.source, (manager) => manager.query(BILLS_OF_PORT, ['2704', 10]));
  for (const index of ['picture_bill_port', 'picture_bill_in_bond']) expect(plan).toContain(index);
});

test('an officer with nothing but the desk finds cargo, is stopped by a hold, overrides it with a colleague, and prints the packet', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  await bench.hear.bill({
    billKey: bill.billKey,
    billNumber: bill.number,
    holds: [{ code: '2H', reason: 'Pest found', placedAt: '2026-11-20T10:00:00Z' }],
  });
  await bench.hear.release({ entryNumber: entry.entryNumber, bills: naming(bill), importerNumber: '12-345678900' });
  await bench.hear.held({
    ...FilingHeld.example,
    filingId: randomUUID(),
    kind: 'entry summary',
    subject: `entry:B76-${entry.entryNumber}`,
    reference: entry.text,
    billKeys: [],
  });

  for (const asked of [bill.billKey, entry.text, entry.text.replaceAll('-', ''), 'MAEU-0417W', '0417W', '12-3456789']) {
    const { status, body } = await get(`/desk/search?q=${encodeURIComponent(asked)}`);
    expect(status).toBe(200);
    expect(body.releases.map((r: { entry: string }) => r.entry)).toContain(entry.text);
    expect(body.bills.map((b: { billKey: string }) => b.billKey)).toContain(bill.billKey);
    expect(body.bills[0].age).toMatch(/^last heard \d+ seconds? ago$/);
    expect(body.heldFilings).toMatchObject([{ kind: 'entry summary', reference: entry.text }]);
  }

  await eventually(async () =>
    expect((await get(`/desk/cases/${bill.billKey}`)).body.downtimes).toMatchObject([{ number: downtime }]),
  );
  const { body: before } = await get(`/desk/cases/${bill.billKey}`);
  expect(Object.keys(before).slice(5)).toEqual([
    'holds',
    'releasedAlready',
    'trusted',
    'heldFilings',
    'downtimes',
    'procedure',
    'decisions',
    'mayDo',
    'picture',
    'bills',
    'releases',
    'summaries',
  ]);
  expect(before).toMatchObject({
    port: '2704',
    mode: 'vessel',
    holds: [{ source: 'bill hold', reference: bill.billKey, code: '2H' }],
    trusted: [{ name: 'Shoes and More', as: 'importer', program: 'C-TPAT', tier: '3' }],
  });
  expect(before.procedure.steps[0].phase).toBe('security');
  expect(
    before.procedure.documents
      .filter((d: { neededForRelease: boolean }) => d.neededForRelease)
      .map((d: { id: string }) => d.id),
  ).toContain('invoice');
  expect(before.mayDo[0]).toMatchObject({
    decision: 'release',
    allowed: false,
    whyNot: [{ code: 'D03', bySecondOfficer: true }],
  });
  expect(before.mayDo[1]).toMatchObject({
    decision: 'hold',
    allowed: true,
    needs: [expect.stringContaining('reason')],
  });

  const refused = await decide(releasing(entry, bill));
  expect(refused).toMatchObject({
    status: 409,
    body: { type: 'urn:portway:problem:state-conflict', detail: expect.stringContaining(`2H on ${bill.billKey}`) },
  });
  expect(codes(refused)).toEqual(['D03']);

  const asked = releasing(entry, bill, { override: { reason: 'Fumigated on board, certificate seen' } });
  const waiting = await decide(asked);
  expect(waiting).toMatchObject({
    status: 201,
    body: { state: 'awaiting second officer', effectiveAt: null, downtimeNumber: downtime },
  });
  const { controlNumber } = waiting.body;
  expect(controlNumber).toMatch(/^MD-\d\d-2704-\d{6}$/);
  expect(await bench.told(ManualDecisionMade)).toEqual([]);
  expect((await get('/desk/decisions?state=awaiting%20second%20officer')).body.decisions).toMatchObject([
    { controlNumber },
  ]);

  const second = { agree: true, note: 'Certificate checked' };
  expect(codes(await post(`/desk/decisions/${controlNumber}/second-officer`, second))).toEqual(['S01', 'S02']);
  const another = await post(
    `/desk/decisions/${controlNumber}/second-officer`,
    { ...second, officer: 'P. Director' },
    KEYS.osei,
  );
  expect(another).toMatchObject({
    status: 422,
    body: { errors: [{ at: '/officer', text: 'this key was issued to K. Osei, not to P. Director' }] },
  });
  expect(codes(await post(`/desk/decisions/${controlNumber}/second-officer`, second, KEYS.laredo))).toEqual(['S04']);
  const agreed = await post(`/desk/decisions/${controlNumber}/second-officer`, second, KEYS.osei);
  expect(agreed).toMatchObject({
    status: 200,
    body: { state: 'in effect', entryConfirmed: false, override: { second: { person: 'K. Osei', agree: true } } },
  });
  expect((await decide(asked)).body).toMatchObject({ controlNumber, state: 'in effect' });

  const told = await bench.told(ManualDecisionMade);
  expect(told).toMatchObject([
    {
      subject: `entry:B76-${entry.entryNumber}`,
      data: {
        decisionId: waiting.body.id,
        controlNumber,
        decision: 'release',
        billKeys: [bill.billKey],
        entry: { filerCode: 'B76', entryNumber: entry.entryNumber },
      },
    },
  ]);
  const decided = (await get('/operations/manual-decisions', TOKEN)).body;
  expect(decided.decisions).toEqual([{ sequence: 1, decision: told[0]!.data }]);
  expect(ManualDecisionsRequest.faultOf(decided)).toBeNull();

  const packet = await get(`/desk/decisions/${controlNumber}/packet`);
  expect(packet.status).toBe(200);
  for (const printed of [controlNumber, entry.text, bill.billKey, 'K. Osei', 'Pest found'])
    expect(packet.text).toContain(printed);

  const again = await decide(releasing(entry, bill, { override: { reason: 'Once more, to be sure' } }));
  expect(codes(again)).toEqual(['D03', 'D04']);
  expect(again.body.errors[1].text).toContain(`${controlNumber} was released on paper`);
  expect(
    (await get(`/desk/decisions/${controlNumber}`)).body.history.map((h: { event: string; person: string }) => [
      h.event,
      h.person,
    ]),
  ).toEqual([
    ['hold must be overridden', 'R. Alvarez'],
    ['release', 'K. Osei'],
    ['takes effect', 'the platform'],
  ]);
});

test("the operators' page works as it is written: found, opened with the papers it names, released on paper", async () => {
  const page = readFileSync(join(__dirname, '../../../../docs/operators/officers-desk.md'), 'utf8').split(
    '**4. Override',
  )[0]!;
  const [address, ...steps] = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, code]) => code!);
  expect(address).toMatch(/^DESK=\S+\/desk\nKEY='authorization: Bearer [^']+'\n$/);
  await bench.hear.bill({ billKey: 'MAEU260000101', issuerScac: 'MAEU', billNumber: '260000101', holds: [] });
  const env = {
    PATH: process.env['PATH'],
    DESK: `${bench.services[0]!.url}/desk`,
    KEY: `authorization: Bearer ${KEYS.alvarez}`,
  };
  const answers: any[] = [];
  for (const step of steps)
    answers.push(JSON.parse((await promisify(execFile)('bash', ['-euc', step], { env })).stdout));
  const [found, opened, decided] = answers;
  expect(found.bills).toMatchObject([{ billKey: 'MAEU260000101' }]);
  const needed: string[] = opened.procedure.documents
    .filter((d: { neededForRelease: boolean }) => d.neededForRelease)
    .map((d: { id: string }) => d.id);
  expect([...steps.at(-1)!.matchAll(/"code": "([^"]+)"/g)].map(([, code]) => code).sort()).toEqual(needed.sort());
  expect(decided).toMatchObject({
    controlNumber: expect.stringMatching(/^MD-\d\d-2704-\d{6}$/),
    state: 'in effect',
    downtimeNumber: downtime,
  });
});

test('the same request again makes no second decision, and the same key with other content is a conflict', async () => {
  const asked = releasing(newEntry(), newBill());
  const [first, second] = await Promise.all([decide(asked), decide(asked)]);
  expect([first.status, second.status].sort()).toEqual([200, 201]);
  expect(first.body.controlNumber).toBe(second.body.controlNumber);
  expect(await decide({ ...asked, terminal: 'Pier 300' })).toMatchObject({
    status: 409,
    body: { type: 'urn:portway:problem:conflict' },
  });
  expect(await decide(asked, KEYS.osei)).toMatchObject({ status: 409, body: { type: 'urn:portway:problem:conflict' } });
});

test.each([
  ['port 2304', { port: '2304' }, 403, ['D01', 'D02']],
  ['a mode no downtime covers', { mode: 'truck' }, 409, ['D02', 'D08']],
  ['an instant before the downtime', { decidedAt: ago(86_400_000) }, 409, ['D02']],
  ['an instant that has not come', { decidedAt: ago(-60_000) }, 422, ['D10']],
  ['no papers', { documentsSeen: [] }, 422, ['D08']],
  ['a reason for no entry number that nobody knows', { entry: undefined, exemption: 'in a hurry' }, 422, ['D07']],
  ['goods under quota', { goods: ['quota'] }, 409, ['D05']],
  ['a hold without a reason', { decision: 'hold' }, 422, ['D09']],
])('%s: refused', async (_what, changes, status, expected) => {
  const answer = await decide(releasing(newEntry(), newBill(), changes));
  expect([answer.status, codes(answer)]).toEqual([status, expected]);
});

test('bad numbers are named: check digits, SCACs, ports, text of more than a line', async () => {
  const answer = await decide(
    releasing({ text: 'B76-0324527-9' }, { issuerScac: 'M4', number: '1' }, { port: '9999', importerNumber: 'x' }),
  );
  expect(answer.status).toBe(422);
  expect(answer.body.errors.map(({ at }: { at: string }) => at)).toEqual([
    '/port',
    '/bills/0',
    '/entry',
    '/importerNumber',
  ]);
  expect((await decide(releasing(newEntry(), newBill(), { terminal: 'Pier\u0000400' }))).status).toBe(422);
  expect(
    (await decide(releasing(newEntry(), newBill(), { conveyance: { scac: 'MAEU', colour: 'blue' } }))).status,
  ).toBe(422);
  expect((await get('/desk/search?q=%00%00')).status).toBe(400);
});

test('a hold by hand stands against a release until a port director takes it back', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  const hold = await decide(releasing(entry, bill, { decision: 'hold', reason: 'Seal broken' }));
  expect(hold).toMatchObject({ status: 201, body: { state: 'in effect', entryConfirmed: null } });
  expect((await decide(releasing(null, bill))).body.detail).toContain(
    `manual decision hold on ${hold.body.controlNumber}`,
  );
  const reason = { reason: 'Seal was replaced by the carrier, report seen' };
  expect((await post(`/desk/decisions/${hold.body.controlNumber}/void`, reason)).status).toBe(403);
  expect((await post(`/desk/decisions/${hold.body.controlNumber}/void`, reason, KEYS.director)).body).toMatchObject({
    state: 'void',
    voiding: { officer: 'P. Director' },
  });
  const voided = (await bench.told(ManualDecisionMade)).filter(({ data }) => data.decisionId === hold.body.id);
  expect(voided.map(({ data }) => data.voided?.reason ?? null)).toEqual([null, reason.reason]);
  expect((await decide(releasing(entry, bill))).status).toBe(201);
});

test('an examination by hand stands until its result shows no discrepancy', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  const exam = await decide(releasing(entry, bill, { decision: 'exam', reason: 'Anomaly in the picture' }));
  expect(codes(await decide(releasing(entry, bill)))).toEqual(['D03']);
  const result = { officer: 'K. Osei', outcome: 'no discrepancy', result: 'Contents as declared', at: ago(0) };
  expect(
    (await post(`/desk/decisions/${exam.body.controlNumber}/exam-result`, { ...result, at: ago(-60_000) })).status,
  ).toBe(422);
  expect((await post(`/desk/decisions/${exam.body.controlNumber}/exam-result`, result)).body.examResult).toMatchObject({
    outcome: 'no discrepancy',
  });
  const released = await decide(releasing(entry, bill));
  expect(released.status).toBe(201);
  const keyed = await post(`/desk/decisions/${released.body.controlNumber}/keyed`, {
    keyedBy: 'T. Clerk',
    keyedAt: ago(0),
    reference: entry.text,
  });
  expect(keyed.body).toMatchObject({ state: 'in effect', keyed: { by: 'T. Clerk', reference: entry.text } });
});

test('what stands on the paper is kept as it stands there, and beside it who registered it; that person cannot be the second officer, and not who decided either', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  await bench.hear.bill({
    billKey: bill.billKey,
    holds: [{ code: '1H', reason: 'Targeting', placedAt: '2026-11-20T10:00:00Z' }],
  });
  const waiting = await decide(
    releasing(entry, bill, {
      officer: 'K. Osei',
      override: { reason: 'Released at the dock, keyed in at the office' },
    }),
  );
  expect(waiting).toMatchObject({ status: 201, body: { registeredBy: 'R. Alvarez', paper: { officer: 'K. Osei' } } });
  const { controlNumber } = waiting.body;
  expect(
    codes(await post(`/desk/decisions/${controlNumber}/second-officer`, { agree: true, note: 'Seen' }, KEYS.osei)),
  ).toEqual(['S02']);
  expect(
    (await post(`/desk/decisions/${controlNumber}/second-officer`, { agree: true, note: 'Seen' }, KEYS.director)).body,
  ).toMatchObject({ override: { second: { person: 'P. Director' } } });
  const examined = { officer: 'T. Dockside', outcome: 'no discrepancy', result: 'Contents as declared', at: ago(0) };
  expect((await post(`/desk/decisions/${controlNumber}/exam-result`, examined)).body.examResult).toMatchObject({
    officer: 'T. Dockside',
  });
  await post(`/desk/decisions/${controlNumber}/keyed`, { keyedBy: 'T. Clerk', keyedAt: ago(0) });
  expect(
    (
      await post(
        `/desk/decisions/${controlNumber}/void`,
        { officer: 'R. Alvarez', reason: 'Registered for the wrong shipment' },
        KEYS.director,
      )
    ).status,
  ).toBe(422);
  const { history } = (await get(`/desk/decisions/${controlNumber}`)).body as {
    history: { event: string; person: string }[];
  };
  expect(history.map(({ event, person }) => [event, person])).toEqual([
    ['hold must be overridden', 'R. Alvarez'],
    ['release', 'P. Director'],
    ['takes effect', 'the platform'],
    ['examined', 'R. Alvarez'],
    ['keyed', 'R. Alvarez'],
  ]);
  expect(await decide(releasing(newEntry(), newBill()), KEYS.nameless)).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('a key of your own') },
  });
});

test('goods that the picture says were released are not released again', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  await bench.hear.release({
    entryNumber: entry.entryNumber,
    bills: naming(bill),
    state: 'released',
    release: { path: 'electronic', at: '2026-11-21T09:00:00Z', decisionId: null, controlNumber: null },
  });
  const answer = await decide(releasing(null, bill));
  expect(answer).toMatchObject({
    status: 409,
    body: {
      detail: `${entry.text} was released electronically at 2026-11-21T09:00:00Z by the platform; print the packet instead`,
    },
  });
});

test('a release of a master bill is refused while one of its houses is on hold', async () => {
  const [master, house, entry] = [newBill(), newBill(), newEntry()];
  await bench.hear.bill({ billKey: master.billKey, holds: [] });
  await bench.hear.bill({
    billKey: house.billKey,
    masterBill: master.billKey,
    holds: [{ code: '1H', reason: 'Targeting', placedAt: '2026-11-20T10:00:00Z' }],
  });
  const answer = await decide(releasing(entry, master));
  expect([answer.status, codes(answer), answer.body.detail]).toEqual([
    409,
    ['D03'],
    expect.stringContaining(house.billKey),
  ]);
});

test('a master bill and its house are the same goods: what was released under one is not released under the other', async () => {
  const consolidated = async () => {
    const [master, house] = [newBill(), newBill()];
    await bench.hear.bill({ billKey: master.billKey, holds: [] });
    await bench.hear.bill({ billKey: house.billKey, masterBill: master.billKey, holds: [] });
    return { master, house };
  };
  const [first, second, third, entry] = [await consolidated(), await consolidated(), await consolidated(), newEntry()];
  await bench.hear.release({
    entryNumber: entry.entryNumber,
    bills: naming(first.house),
    state: 'released',
    release: { path: 'electronic', at: '2026-11-21T09:00:00Z', decisionId: null, controlNumber: null },
  });
  expect(codes(await decide(releasing(null, first.master)))).toEqual(['D04']);
  expect((await decide(releasing(newEntry(), second.house))).status).toBe(201);
  expect(codes(await decide(releasing(newEntry(), second.master)))).toEqual(['D04']);
  expect((await decide(releasing(newEntry(), third.master))).status).toBe(201);
  expect(codes(await decide(releasing(newEntry(), third.house)))).toEqual(['D04']);
});

test('a hold that came before a release took effect ends it, also when the officer sends it again, and the entry service hears that it is void', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  const asked = releasing(entry, bill);
  const { body } = await decide(asked);
  // As a process leaves it that stops between the registration and the claim.
  await bench.source.query(`UPDATE manual_decision SET state = 'being claimed', effective_at = NULL WHERE id = $1`, [
    body.id,
  ]);
  await bench.hear.bill({
    billKey: bill.billKey,
    holds: [{ code: '1H', reason: 'Targeting', placedAt: '2026-11-21T10:00:00Z' }],
  });
  expect(await decide(asked)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining(`${body.controlNumber} expired before it took effect`) },
  });
  expect((await get(`/desk/decisions/${body.controlNumber}`)).body).toMatchObject({
    state: 'expired',
    effectiveAt: null,
  });
  const told = (await bench.told(ManualDecisionMade)).filter(({ data }) => data.decisionId === body.id);
  expect(told.at(-1)!.data.voided).toMatchObject({ reason: expect.stringContaining('1H') });
  expect(codes(await decide(releasing(entry, bill)))).toEqual(['D03']);
});

test('who does not agree ends the decision, and what waits an hour expires', async () => {
  const held = async (): Promise<string> => {
    const [bill, entry] = [newBill(), newEntry()];
    await bench.hear.bill({
      billKey: bill.billKey,
      holds: [{ code: '1H', reason: 'Targeting', placedAt: '2026-11-20T10:00:00Z' }],
    });
    return (await decide(releasing(entry, bill, { override: { reason: 'The importer is in a hurry' } }))).body
      .controlNumber;
  };
  const disputed = await held();
  expect(
    (await post(`/desk/decisions/${disputed}/second-officer`, { agree: false, note: 'No' }, KEYS.osei)).body.state,
  ).toBe('not agreed');
  expect(
    (await post(`/desk/decisions/${disputed}/second-officer`, { agree: true, note: 'Yes' }, KEYS.osei)).status,
  ).toBe(409);
  const forgotten = await held();
  await bench.source.query(
    `UPDATE manual_decision SET expires_at = now() - interval '1 second' WHERE control_number = $1`,
    [forgotten],
  );
  await eventually(async () => expect((await get(`/desk/decisions/${forgotten}`)).body.state).toBe('expired'));
  expect((await bench.told(ManualDecisionMade)).map(({ data }) => data.controlNumber)).not.toEqual(
    expect.arrayContaining([forgotten]),
  );
});

test('a new hold while the second officer was awaited is not overridden with the old one', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  const old = { code: '1H', reason: 'Targeting', placedAt: '2026-11-20T10:00:00Z' };
  await bench.hear.bill({ billKey: bill.billKey, holds: [old] });
  const { body } = await decide(releasing(entry, bill, { override: { reason: 'Targeting agreed by telephone' } }));
  await bench.hear.bill({
    billKey: bill.billKey,
    holds: [old, { code: '2H', reason: 'Pest found', placedAt: '2026-11-21T10:00:00Z' }],
  });
  const answer = await post(
    `/desk/decisions/${body.controlNumber}/second-officer`,
    { agree: true, note: 'Yes' },
    KEYS.osei,
  );
  expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('2H')]);
});

test("a carrier's own outage lets its cargo be decided by hand, and nobody else's", async () => {
  const number = await bench.downtime({
    level: 'filer',
    filer: { accountId: ACCOUNTS.carrier, scacs: ['KLIN'], conveyances: [] },
    scope: { modules: ['filer'], channels: [], directions: [], modes: ['truck'], ports: ['2704'] },
  });
  const truck = {
    mode: 'truck',
    documentsSeen: [
      'cbp-3461-alt',
      'right-to-enter',
      'invoice',
      'downtime-request',
      'driver-identity',
      'lead-sheet',
      'cbp-7533',
    ].map((code) => ({ code })),
  };
  const own = await decide(
    releasing(newEntry(), { issuerScac: 'KLIN', number: '1' }, { ...truck, conveyance: { scac: 'KLIN', trip: '1' } }),
  );
  expect(own).toMatchObject({ status: 201, body: { downtimeNumber: number } });
  expect(
    codes(
      await decide(
        releasing(
          newEntry(),
          { issuerScac: 'OTHR', number: '1' },
          { ...truck, conveyance: { scac: 'OTHR', trip: '1' }, importerNumber: undefined },
        ),
      ),
    ),
  ).toEqual(['D02']);
  const other = await decide(
    releasing(newEntry(), { issuerScac: 'MAEU', number: '77' }, { ...truck, conveyance: { scac: 'MAEU', trip: '1' } }),
  );
  expect(codes(other)).toEqual(['D02']);
});

test('an outage of single conveyances of a carrier lets only these be decided by hand', async () => {
  const number = await bench.downtime({
    level: 'filer',
    filer: { accountId: ACCOUNTS.carrier, scacs: [], conveyances: ['MAEU-77E'] },
    scope: { modules: ['filer'], channels: [], directions: [], modes: ['rail'], ports: ['2704'] },
  });
  const train = (trip: string) =>
    decide(
      releasing(newEntry(), newBill(), {
        mode: 'rail',
        conveyance: { scac: 'MAEU', trip },
        documentsSeen: [
          'cbp-3461',
          'cbp-3461-alt',
          'right-to-enter',
          'invoice',
          'downtime-request',
          'consist',
          'cbp-7533',
        ].map((code) => ({ code })),
      }),
    );
  expect(codes(await train('78E'))).toEqual(['D02']);
  expect(await train('77E')).toMatchObject({ status: 201, body: { downtimeNumber: number } });
});

test('a drill has numbers of its own, stops at the same holds, and is told to nobody', async () => {
  const number = await bench.downtime({ number: 'DRILL-DT-26-000001', drill: true });
  const [bill, entry] = [newBill(), newEntry()];
  const before = (await bench.told(ManualDecisionMade)).length;
  const drill = await decide(releasing(entry, bill, { drill: true }));
  expect(drill).toMatchObject({
    status: 201,
    body: { state: 'in effect', downtimeNumber: number, controlNumber: expect.stringMatching(/^DR-\d\d-2704-000001$/) },
  });
  expect(
    (await get('/operations/manual-decisions?limit=1000', TOKEN)).body.decisions.map(
      (d: any) => d.decision.controlNumber,
    ),
  ).not.toContain(drill.body.controlNumber);
  expect((await bench.told(ManualDecisionMade)).length).toBe(before);
  await bench.hear.bill({ billKey: bill.billKey, holds: [] });
  const [packet, ofDrill] = [
    await get(`/desk/cases/${bill.billKey}/packet`),
    await get(`/desk/cases/${bill.billKey}/packet?drill=true`),
  ];
  expect([
    packet.text.includes('DRILL - '),
    packet.text.includes(drill.body.controlNumber),
    packet.text.includes(downtime),
  ]).toEqual([false, false, true]);
  expect([ofDrill.text.includes('DRILL - '), ofDrill.text.includes(drill.body.controlNumber)]).toEqual([true, true]);
  expect((await decide(releasing(entry, bill))).status).toBe(201);
  await bench.hear.bill({ billKey: bill.billKey, deleted: true, change: 'deleted' });
  await eventually(async () =>
    expect((await get(`/desk/search?q=${bill.billKey}`)).body.decisions.find((d: any) => !d.drill).match.state).toBe(
      'conflict',
    ),
  );
  expect((await get(`/desk/decisions/${drill.body.controlNumber}`)).body.match).toBeNull();
});
