import { randomUUID } from 'node:crypto';
import {
  accountSubject,
  CeeAccountTold,
  CeeInteractionRecorded,
  CenterInputAsked,
  CenterInputTold,
  enforcementCaseSubject,
  entrySubject,
  SelectionMade,
  StandingChanged,
  SummaryReported,
} from '#contracts';
import { addDays } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { eventually } from '../../../../test/support';
import { received } from '../../../../test/support/handler-bench';
import type { PilotView } from '../agency-pilots/agency-pilots';
import { ceeBench, type CeeBench, importerNumber, OPERATIONS_TOKEN } from '../cee.fixture';
import { today } from '../days/customs-days';
import { monthOf } from '../imports/goods.rules';
import { StandingUpkeep } from '../trusted-benefits/standing-upkeep';
import { TrustedQueues } from '../trusted-queues/trusted-queues';
import { SummaryWorkConsumer } from '../work/summary-work.consumer';
import { WorkUpkeep } from '../work/work-upkeep';
import { PeerFigures } from './peer-figures';
import { PenaltyInputsConsumer } from '../penalty-inputs/penalty-inputs.consumer';
import { SelectionsConsumer } from './selections.consumer';
import { monthBefore, TrustedUpdates } from './trusted-updates';

let bench: CeeBench;
let specialist: string;
let manager: string;
let office: { id: string; keys: string[] };
beforeAll(async () => {
  bench = await ceeBench();
  office = await bench.open({ name: 'CBP', kinds: ['headquarters'] }, [
    { role: 'account manager', name: 'P. Lindqvist' },
    { role: 'Center specialist', name: 'D. Nakamura', center: 'CEE009' },
    { role: 'Center specialist', name: 'K. Osei', center: 'CEE003' },
  ]);
  [manager, specialist] = office.keys as [string, string];
});
afterAll(() => bench?.close());

const day = today(new Date());
const year = day.slice(0, 4);
/** A trusted trader of CEE009; without a tier, an importer that is none. */
const trader = async (tier: number | null = 2) => {
  const importer = importerNumber();
  const { id, keys } = await bench.open({ importerNumbers: [importer] }, [
    { role: 'owner', name: 'Maya Chen' },
    { role: 'user', name: 'Ines Moreau' },
  ]);
  const order = { importer, center: 'CEE009', team: '391', from: '2026-01-01', source: 'goods', actor: 'x' };
  await bench.call('post', '/operations/assignments', OPERATIONS_TOKEN, order).expect(201);
  if (tier !== null)
    await bench
      .call('post', '/operations/trusted-participations', OPERATIONS_TOKEN, {
        ...{ id: randomUUID(), accountId: id, program: 'CTPAT', tier, from: '2024-03-01' },
        ...{ source: 'certificate of before', actor: 'this test' },
      })
      .expect(201);
  return { id, importer, owner: keys[0]!, user: keys[1]! };
};
const personIds = async (): Promise<Record<string, string>> => {
  const [{ data }] = await bench.source.query('SELECT data FROM account WHERE id = $1', [office.id]);
  return Object.fromEntries(data.people.map(({ name, personId }: any) => [name, personId]));
};
const selections = (...changes: Partial<SelectionMade>[]): Promise<void> =>
  bench.handle((context) =>
    new SelectionsConsumer().take(
      changes.map((change) => {
        const data = { ...SelectionMade.example, ...change } as SelectionMade;
        return received(SelectionMade, entrySubject(data), data);
      }),
      context,
    ),
  );
const mail = async (id: string): Promise<CeeAccountTold[]> => bench.told(CeeAccountTold.type, accountSubject(id));

test('a trusted trader has an account manager and a security specialist of its own Center, and hears who they are', async () => {
  const { id, owner, user } = await trader();
  const path = `/accounts/${id}/trusted-contacts`;
  const people = await personIds();
  const name = (role: string, who: string, key = manager) =>
    bench.call('post', path, key, { role, personId: people[who] });
  await name('account manager', 'P. Lindqvist', specialist).expect(403);
  await name('account manager', 'P. Lindqvist').expect(200);
  await name('account manager', 'P. Lindqvist').expect(200);
  const elsewhere = await name('security specialist', 'K. Osei').expect(422);
  expect(elsewhere.body.errors).toEqual([
    { at: '/personId', text: 'serves CEE003; the account is assigned to CEE009' },
  ]);
  await name('account manager', 'D. Nakamura').expect(422);
  await bench.call('get', `${path}/people`, specialist).expect(403);
  const { body: who } = await bench.call('get', `${path}/people`, manager).expect(200);
  expect(who.people.map((one: { role: string; name: string }) => `${one.name}: ${one.role}`)).toEqual([
    'D. Nakamura: security specialist',
    'P. Lindqvist: account manager',
  ]);
  const { body } = await name('security specialist', 'D. Nakamura').expect(200);
  expect(body.contacts).toMatchObject([
    { role: 'account manager', name: 'P. Lindqvist', namedBy: 'P. Lindqvist', serves: true },
    { role: 'security specialist', name: 'D. Nakamura', centerId: 'CEE009', serves: true },
  ]);
  expect((await mail(id)).map(({ text }) => text).slice(-2)).toEqual([
    'Your account manager is P. Lindqvist.',
    'Your security specialist is D. Nakamura.',
  ]);
  // Who leaves the Center is shown as somebody to be named anew.
  await bench.call('post', '/operations/assignments', OPERATIONS_TOKEN, {
    ...{
      importer: (
        await bench.source.query('SELECT importer_identity AS i FROM importer_account WHERE account_id = $1', [id])
      )[0].i,
    },
    ...{ center: 'CEE003', team: '871', from: day, source: 'goods', actor: 'x' },
  });
  const { body: after } = await bench.call('get', path, user).expect(200);
  expect(after.contacts.map(({ serves }: any) => serves)).toEqual([true, false]);
  expect(owner).not.toBe(user);
});

test('a question is answered by its day, counted against the target, and asked by nobody whose standing does not bring it', async () => {
  const { id, user } = await trader();
  const path = `/accounts/${id}/trusted-requests`;
  const question = { id: randomUUID(), kind: 'question', text: 'Is a mug of stoneware 6912?', reference: '6912' };
  const { body: asked } = await bench.call('post', path, user, question).expect(201);
  await bench.call('post', path, user, question).expect(200);
  await bench.call('post', path, user, { ...question, text: 'Another one?' }).expect(409);
  expect(asked.clock).toMatchObject({ clock: 'question of a trusted trader', startedOn: day, daysLeft: 20 });
  const { body: open } = await bench
    .call('get', '/trusted-requests?center=CEE009&kind=question', specialist)
    .expect(200);
  expect(open.requests.map((one: any) => one.number)).toContain(asked.number);
  await bench.call('post', `/trusted-requests/${asked.id}/answer`, office.keys[2]!, { answer: 'Yes.' }).expect(403);
  await bench
    .call('post', `/trusted-requests/${asked.id}/answer`, specialist, { answer: 'Yes.', granted: true })
    .expect(422);
  await bench.call('post', `/trusted-requests/${asked.id}/answer`, specialist, { answer: 'Yes.' }).expect(200);
  await bench.call('post', `/trusted-requests/${asked.id}/answer`, specialist, { answer: 'Yes.' }).expect(200);
  await bench.call('post', `/trusted-requests/${asked.id}/answer`, specialist, { answer: 'No.' }).expect(409);
  expect((await mail(id)).at(-1)).toMatchObject({ about: 'trusted trader answer' });
  await bench.call('post', path, user, { ...question, id: randomUUID(), kind: 'problem' }).expect(201);
  const { body: report } = await bench.call('get', `/accounts/${id}/response-report`, user).expect(200);
  expect(report.measures.slice(0, 2)).toMatchObject([
    { kind: 'question', target: 20, asked: 1, inTime: 1, late: 0, open: 0, medianDays: 0 },
    { kind: 'problem', target: 2, asked: 1, open: 1, overdue: 0, medianDays: null },
  ]);
  await bench.call('get', `/accounts/${id}/response-report?from=2026-13-01`, user).expect(422);
  // A question to a Center counts too, and its answer comes into the mailbox.
  const toCenter = {
    id: randomUUID(),
    center: 'CEE009',
    kind: 'value',
    topic: 'assists',
    text: 'Is a mould an assist?',
  };
  await bench.call('post', '/hub-questions', user, toCenter).expect(201);
  const { body: before } = await bench.call('get', `/accounts/${id}/response-report`, user).expect(200);
  expect(before.measures.at(-1)).toMatchObject({ kind: 'question to a Center', target: 10, asked: 1, open: 1 });
  await bench
    .call('post', `/hub-questions/${toCenter.id}/answer`, specialist, { answer: 'Yes, where you supply it.' })
    .expect(200);
  const { body: after } = await bench.call('get', `/accounts/${id}/response-report`, user).expect(200);
  expect(after.measures.at(-1)).toMatchObject({ asked: 1, inTime: 1, late: 0, open: 0, medianDays: 0 });
  const answered = (await mail(id)).at(-1)!;
  expect(CeeAccountTold.faultOf(answered)).toBeNull();
  expect(answered).toMatchObject({
    about: 'question to a center',
    text: expect.stringContaining('where you supply it'),
  });

  const { id: other, keys } = await bench.open({}, [{ role: 'owner', name: 'A. Novak' }]);
  const untrusted = await bench
    .call('post', `/accounts/${other}/trusted-requests`, keys[0]!, { ...question, id: randomUUID() })
    .expect(409);
  expect(untrusted.body.detail).toContain("'response targets'");
  const log = (await bench.told(CeeInteractionRecorded.type, accountSubject(id))) as CeeInteractionRecorded[];
  for (const message of log) expect(CeeInteractionRecorded.faultOf(message)).toBeNull();
  expect(log.map(({ items }) => items[0]!.outcome).slice(-5)).toEqual([
    ...['asked', 'answered', 'asked', 'asked', 'answered'],
  ]);
});

test('a blanket certification that is granted is told with the standing until it is revoked', async () => {
  const { id, user } = await trader(3);
  const wanted = {
    ...{ id: randomUUID(), kind: 'blanket certification', text: 'Our station is next door.' },
    ...{ certification: 'transfer to an exam location', goods: ['3924'], ports: ['2704'] },
    ...{ from: day, to: addDays(day, 300) },
  };
  const { body } = await bench.call('post', `/accounts/${id}/trusted-requests`, user, wanted).expect(201);
  const answer = { answer: 'Granted for the year.', granted: true };
  await bench.call('post', `/trusted-requests/${body.id}/answer`, specialist, answer).expect(200);
  const last = async (): Promise<StandingChanged> =>
    (await bench.told(StandingChanged.type, accountSubject(id))).at(-1);
  expect(StandingChanged.faultOf(await last())).toBeNull();
  expect((await last()).blankets).toEqual([
    {
      ...{ number: body.number, certification: wanted.certification, goods: ['3924'], ports: ['2704'] },
      ...{ from: wanted.from, to: wanted.to },
    },
  ]);
  const revoked = `/trusted-requests/${body.id}/revocation`;
  await bench.call('post', revoked, specialist, { why: 'The station closed' }).expect(200);
  await bench.call('post', revoked, specialist, { why: 'The station closed' }).expect(200);
  expect((await last()).blankets).toEqual([]);
});

test('the statement of a year counts exams that standing avoided, and the hours that peers spent in theirs; the newest word on an entry counts', async () => {
  const { id, user } = await trader();
  const [port, mode] = ['2704', '11'];
  let serial = 0;
  const entry = (changes: Partial<SelectionMade>): Partial<SelectionMade> => ({
    ...{ filerCode: 'QX1', entryNumber: String(++serial).padStart(8, '0'), version: 1, day },
    ...{ portOfEntry: port, modeOfTransport: mode, trustedAccountId: id, rate: 300, drawnAt: 100 },
    ...{ examAvoided: false, selectedBy: null, examination: null, ...changes },
  });
  const exam = (hours: number | null) => ({
    orderedAt: new Date().toISOString(),
    site: null,
    begunAt: null,
    endedAt: null,
    hours,
  });
  const examined = entry({ selectedBy: 'draw', examination: exam(null) });
  await selections(
    ...Array.from({ length: 20 }, () => entry({})),
    ...Array.from({ length: 3 }, () => entry({ examAvoided: true })),
    examined,
    entry({ trustedAccountId: null, selectedBy: 'draw', examination: exam(4) }),
    entry({ trustedAccountId: null, selectedBy: 'officer', examination: exam(2) }),
    entry({ day: `${Number(year) - 1}-12-31`, examAvoided: true }),
  );
  // Of forty entries that untrusted importers filed there, two were selected; what trusted traders filed is not among them.
  const items = bench.service.app.get(SummaryWorkConsumer, { strict: false });
  const filed = (entryNumber: string): SummaryReported => ({
    ...{ ...SummaryReported.example, filerCode: 'QX1', entryNumber, occurredAt: new Date().toISOString() },
    filed: { ...SummaryReported.example.filed!, filedOn: day, modeOfTransport: mode },
  });
  const others = Array.from({ length: 38 }, (_, at) => String(50_000_000 + at));
  const known = Array.from({ length: serial }, (_, at) => String(at + 1).padStart(8, '0'));
  await bench.handle((context) =>
    items.take(
      [...known, ...others].map(filed).map((data) => received(SummaryReported, entrySubject(data), data)),
      context,
    ),
  );
  await bench.service.app
    .get(Transactions)
    .run((unit) => bench.service.app.get(PeerFigures, { strict: false }).count(unit));
  await selections({ ...examined, version: 3, examination: exam(1.5) });
  await selections({ ...examined, version: 2, examination: exam(9) });
  const { body } = await bench.call('get', `/accounts/${id}/trusted-statements/${year}`, user).expect(200);
  expect(body).toMatchObject({
    ...{ year, entries: 24, exams: 1, examsAvoided: 3, examRate: 417, examRateForEverybody: 300 },
    ...{ hoursInExams: 1.5, hoursSaved: 9, examRateOfPeers: 500, entriesWithoutPeers: 0 },
    places: [{ port, mode, peerExams: 2, hoursOfPeerExam: 3, hoursSaved: 9, peerEntries: 40, peerSelected: 2 }],
  });
  await bench.call('get', `/accounts/${id}/trusted-statements/26`, user).expect(422);
});

test('each trusted trader is sent the update of a month once, however many replicas look', async () => {
  const { id, importer, user } = await trader();
  const month = monthBefore(monthOf(day));
  await bench.source.query(
    'INSERT INTO importer_goods (importer_identity, heading, month, lines, dollars) VALUES ($1, $2, $3, 40, 9000)',
    [`${importer}00`, '3924', month],
  );
  const updates = bench.service.app.get(TrustedUpdates, { strict: false });
  const turn = (): Promise<boolean> =>
    bench.service.app.get(Transactions).run((unit: UnitOfWork) => updates.tellDue(unit));
  const before = (await mail(id)).length;
  await Promise.all([turn(), turn(), turn()]);
  await turn();
  const sent = (await mail(id)).slice(before);
  expect(sent).toMatchObject([{ about: 'trusted trader update', text: expect.stringContaining(month.slice(0, 7)) }]);
  expect(CeeAccountTold.faultOf(sent[0]!)).toBeNull();
  const { body } = await bench.call('get', `/accounts/${id}/trusted-updates`, user).expect(200);
  expect(body.updates).toMatchObject([
    { month: month.slice(0, 7), content: { figures: { lines: 40, valueDollars: 9_000 } } },
  ]);
});

test('pilots run with two agencies at a time, are rated by Centers and importers, and measured before and after', async () => {
  const headquarters = await bench.office('headquarters', 'J. Whitfield');
  const traders = [await trader(), await trader()];
  const stranger = await trader();
  const propose = (agency: string, changes: object = {}) =>
    bench.call('post', '/agency-pilots', headquarters, {
      ...{ id: randomUUID(), agency, title: `Fewer samples of ${agency}`, accounts: traders.map(({ id }) => id) },
      ...{ benefits: [{ benefit: 'One sample in ten', from: day, to: null }], ...changes },
    });
  const untrusted = await bench.open({}, []);
  const wrong = await propose('XXX', { accounts: [untrusted.id], ports: ['0000'] }).expect(422);
  expect(wrong.body.errors.map(({ at }: any) => at)).toEqual(['/agency', '/ports/0', '/accounts/0']);
  const pilots = [];
  for (const agency of ['FDA', 'EPA', 'CPS']) pilots.push((await propose(agency).expect(201)).body);
  const decide = (id: string, decision: string, key = headquarters) =>
    bench.call('post', `/agency-pilots/${id}/decision`, key, { decision, why: 'Agreed with the agency' });
  await decide(pilots[0].id, 'started', specialist).expect(403);
  const unfigured = [{ benefit: 'Fewer', from: day, to: null, brings: 'lower exam rate' }];
  expect((await propose('FDA', { benefits: unfigured }).expect(422)).body.errors).toMatchObject([
    { at: '/benefits/0/figure' },
  ]);
  // Two places for three agencies, decided at the same instant.
  const started = await Promise.all(pilots.map(({ id }) => decide(id, 'started')));
  expect(started.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
  const third = started.find(({ status }) => status === 409)!;
  expect(third.body.detail).toMatch(/^Pilots run with [A-Z]{3} and [A-Z]{3}: with 2 agencies at a time/);
  const [one, two] = started.filter(({ status }) => status === 200).map(({ body }) => body);
  await decide(one.id, 'started').expect(200);
  expect((await mail(traders[0]!.id)).at(-1)).toMatchObject({
    about: 'agency pilot',
    items: [{ text: 'One sample in ten' }],
  });

  const rate = (id: string, key: string, rating: number) =>
    bench.call('post', `/agency-pilots/${id}/ratings`, key, { rating, comment: 'As promised.' });
  await rate(one.id, stranger.owner, 5).expect(404);
  await rate(one.id, traders[0]!.owner, 1).expect(200);
  await rate(one.id, traders[0]!.owner, 5).expect(200);
  await rate(one.id, traders[1]!.owner, 4).expect(200);
  await rate(one.id, specialist, 2).expect(200);
  await rate(two.id, specialist, 4).expect(200);
  const { body } = await bench.call('get', '/agency-pilots', headquarters).expect(200);
  expect(body.pilots.map(({ id, rank, score }: any) => [id, rank, score]).slice(0, 2)).toEqual([
    [two.id, 1, 4],
    [one.id, 2, 3.25],
  ]);
  expect((await bench.call('get', '/agency-pilots', stranger.owner).expect(200)).body.pilots).toEqual([]);
  // CBP reads what each says, an account what it said itself and no pilot of another.
  const read = async (key: string, of = ''): Promise<PilotView[]> =>
    (await bench.call('get', `/agency-pilots${of}`, key).expect(200)).body.pilots;
  const said = (pilots: PilotView[]): unknown =>
    pilots.find(({ id }) => id === one.id)!.said.map(({ side, rating, comment }) => [side, rating, comment]);
  const ofTrader = `?accountId=${traders[0]!.id}`;
  expect(said(await read(headquarters, ofTrader))).toEqual([
    ['Center', 2, 'As promised.'],
    ['importer', 4, 'As promised.'],
    ['importer', 5, 'As promised.'],
  ]);
  expect(said(await read(traders[0]!.owner))).toEqual([['importer', 5, 'As promised.']]);
  expect(await read(headquarters, `?accountId=${stranger.id}`)).toEqual([]);
  expect(await read(stranger.owner, ofTrader)).toEqual([]);

  const entry = (entryNumber: string, changes: Partial<SelectionMade>): Partial<SelectionMade> => ({
    ...{
      filerCode: 'QX2',
      entryNumber,
      version: 1,
      trustedAccountId: traders[0]!.id,
      selectedBy: null,
      examination: null,
    },
    ...changes,
  });
  const exam = { orderedAt: new Date().toISOString(), site: null, begunAt: null, endedAt: null, hours: 2 };
  await selections(
    entry('00000001', { day: addDays(day, -1), selectedBy: 'draw', examination: exam }),
    entry('00000002', { day: addDays(day, -1) }),
    entry('00000003', { day }),
    entry('00000004', { day, trustedAccountId: stranger.id, selectedBy: 'draw', examination: exam }),
  );
  const { body: results } = await bench.call('get', `/agency-pilots/${one.id}/results`, specialist).expect(200);
  expect(results).toEqual({
    before: { from: addDays(day, -1), to: addDays(day, -1), entries: 2, exams: 1, examRate: 5_000, meanHours: 2 },
    during: { from: day, to: day, entries: 1, exams: 0, examRate: 0, meanHours: null },
  });
  await decide(one.id, 'ended').expect(200);
  await decide(two.id, 'ended').expect(200);
  // What acts on entries is among the benefits that every queue and every draw asks for, at the pilot's ports, while it runs.
  const acting = randomUUID();
  const given = {
    ...{ benefit: 'One exam in a thousand', from: day, to: null, brings: 'lower exam rate', figure: 10 },
  };
  await propose('FDA', { id: acting, ports: ['2704'], benefits: [given] }).expect(201);
  await decide(acting, 'started').expect(200);
  const standing = async () =>
    ((await bench.told(StandingChanged.type, accountSubject(traders[0]!.id))) as StandingChanged[]).at(-1)!;
  const told = await standing();
  expect(StandingChanged.faultOf(told)).toBeNull();
  expect(told.pilots).toMatchObject([
    { agency: 'FDA', benefit: 'One exam in a thousand', brings: 'lower exam rate', ports: ['2704'], from: day },
  ]);
  expect(told.benefits).toContainEqual(
    expect.objectContaining({ benefit: 'lower exam rate', figure: 10, ports: ['2704'], from: day }),
  );
  await decide(acting, 'ended').expect(200);
  expect((await standing()).pilots).toBeUndefined();
  expect((await standing()).benefits).not.toContainEqual(expect.objectContaining({ figure: 10 }));
  await decide(pilots.find(({ id }) => ![one.id, two.id].includes(id))!.id, 'started').expect(200);
});

test('work, questions and protests of a trusted trader follow what its standing brings at that port, in that mode, on that day', async () => {
  const headquarters = await bench.office('headquarters', 'J. Whitfield');
  const untrusted = await trader(null);
  const { id, importer, owner } = await trader(null);
  const ask = async (key: string): Promise<string> =>
    (
      await bench
        .call('post', '/hub-questions', key, {
          ...{ id: randomUUID(), center: 'CEE006', kind: 'value', topic: 'assists', text: 'Is a mould an assist?' },
        })
        .expect(201)
    ).body.id;
  const questions = [await ask(untrusted.owner), await ask(owner)];
  const order = async (): Promise<string[]> =>
    (await bench.call('get', '/hub-questions?center=CEE006', specialist).expect(200)).body.questions.map(
      (question: { id: string }) => question.id,
    );
  const items = bench.service.app.get(SummaryWorkConsumer, { strict: false });
  const entryNumber = '77000001';
  const report = (changes: Partial<SummaryReported>): Promise<void> =>
    bench.handle((context) => {
      const data: SummaryReported = {
        ...{ ...SummaryReported.example, entryNumber, importerNumber: importer, occurredAt: new Date().toISOString() },
        ...changes,
      };
      return items.take([received(SummaryReported, entrySubject(data), data)], context);
    });
  await report({ version: 1 });
  await report({ version: 2, state: 'rejected', filed: null });
  await report({ version: 3 });
  const reasons = async (): Promise<string[]> => {
    const transactions = bench.service.app.get(Transactions);
    for (const work of [TrustedQueues, WorkUpkeep] as const) {
      const upkeep = bench.service.app.get<TrustedQueues | WorkUpkeep>(work, { strict: false });
      await transactions.run((unit) => ('follow' in upkeep ? upkeep.follow(unit) : upkeep.judgeAgain(unit)));
    }
    const [row] = await bench.source.query('SELECT reasons FROM work_item WHERE entry_number = $1', [entryNumber]);
    return row.reasons
      .filter(({ rule }: { rule: string }) => rule.startsWith('trusted'))
      .map(({ rule, why }: { rule: string; why: string }) => `${rule}: ${why}`);
  };
  expect(await reasons()).toEqual([]);
  expect(await order()).toEqual(questions);

  // Certified while they wait.
  await bench
    .call('post', '/operations/trusted-participations', OPERATIONS_TOKEN, {
      ...{ id: randomUUID(), accountId: id, program: 'CTPAT', tier: 2, from: '2024-03-01' },
      ...{ source: 'certificate of before', actor: 'this test' },
    })
    .expect(201);
  expect(await reasons()).toEqual(['trusted trader waits: CTPAT tier 2, priority at port 2704']);
  expect(await order()).toEqual([...questions].reverse());

  // Withheld at one port: its work there loses its place, what is of no port does not.
  const withhold = (change: object) =>
    bench.call('post', '/benefit-orders', headquarters, {
      ...{ id: randomUUID(), effect: 'withhold', benefit: 'priority', from: day, reason: 'Congestion' },
      ...change,
    });
  const retold = (): Promise<unknown> =>
    bench.service.app
      .get(Transactions)
      .run((unit) => bench.service.app.get(StandingUpkeep, { strict: false }).tellWaiting(unit));
  await withhold({ ports: ['2704'] }).expect(201);
  // The service tells it by itself too: a turn that read before this may write after it.
  const toldAnew = (): Promise<void> =>
    eventually(async () => {
      await retold();
      expect(await reasons()).toEqual([]);
    });
  await toldAnew();
  expect(await order()).toEqual([...questions].reverse());
  await withhold({}).expect(201);
  await toldAnew();
  expect(await order()).toEqual(questions);
});

test('asked about a penalty, the Center of the account has the question with its clock, tells at once how the account did, and answers once', async () => {
  const { id: accountId, owner } = await trader();
  const subject = enforcementCaseSubject('FP-26-000099');
  const asked = {
    ...CenterInputAsked.example,
    ...{
      inputId: randomUUID(),
      caseNumber: 'FP-26-000099',
      accountId,
      centerId: null,
      askedOn: day,
      dueOn: addDays(day, 14),
    },
  } as CenterInputAsked;
  const hear = (): Promise<void> =>
    bench.handle((context) =>
      bench.service.app
        .get(PenaltyInputsConsumer, { strict: false })
        .take([received(CenterInputAsked, subject, asked)], context),
    );
  await hear();
  await hear();
  const told = (): Promise<CenterInputTold[]> => bench.told(CenterInputTold.type, subject);
  expect(await told()).toMatchObject([
    { inputId: asked.inputId, step: 'received', centerId: 'CEE009', pattern: { entries: 0 }, answer: null },
  ]);
  const elsewhere = office.keys[2]!;
  const listed = async (key: string): Promise<string[]> =>
    (await bench.call('get', '/penalty-inputs', key).expect(200)).body.questions.map(({ id }: { id: string }) => id);
  expect(await listed(specialist)).toContain(asked.inputId);
  expect(await listed(elsewhere)).not.toContain(asked.inputId);
  const path = `/penalty-inputs/${asked.inputId}`;
  await bench.call('get', path, elsewhere).expect(403);
  await bench.call('get', path, owner).expect(403);
  const answer = (key: string, recommendation = 'mitigate') =>
    bench.call('post', `${path}/answer`, key, { recommendation, answer: 'A good record' });
  await answer(elsewhere).expect(403);
  await answer(manager).expect(403);
  await answer(specialist, 'perhaps').expect(422);
  expect((await answer(specialist).expect(200)).body).toMatchObject({ answeredBy: 'D. Nakamura', daysLeft: null });
  await answer(specialist).expect(200);
  await answer(specialist, 'deny').expect(409);
  expect((await told())[1]).toMatchObject({ step: 'answered', recommendation: 'mitigate', by: 'D. Nakamura' });
  expect(await told()).toHaveLength(2);
  const log: CeeInteractionRecorded[] = await bench.told(CeeInteractionRecorded.type, accountSubject(accountId));
  expect(log.map(({ summary }) => summary)).toContain('D. Nakamura of CBP gave input on case FP-26-000099');
  expect(await listed(specialist)).not.toContain(asked.inputId);
});
