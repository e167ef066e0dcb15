import {
  AccountChanged,
  BillChanged,
  CargoReleaseFiled,
  type ClaimResult,
  EntryFilingAnswered,
  ManualDecisionMade,
  ReleaseClaim,
  ReleaseStatusChanged,
  billSubject,
} from '#contracts';
import { UnitOfWork } from '#messaging';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { BillConsumer } from '../cargo-release/bill.consumer';
import { CargoReleaseConsumer } from '../cargo-release/cargo-release.consumer';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { billFiled, billOnFile, entryNumber, filing, hold, NOW, update } from '../release/release.fixture';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { BondRepository } from '../bonds/bond.repository';
import { BondCoverage } from '../bonds/coverage';
import { EntryConfig } from '../config/entry.config';
import { entryService } from '../entry.service-definition';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { PaperDecisionConsumer } from '../paper-decision/paper-decision.consumer';
import { PaperDecisionDesk } from '../paper-decision/paper-decision.desk';
import { onPaper, openFence as fence, takenBack } from './paper-decision.fixture';
import { PaperDecisionRepository } from './paper-decision.repository';

const ARRIVED = '2026-11-19T15:00:00Z';
const LATER = new Date('2026-11-19T20:00:00Z');
const DECIDED = '2026-11-18T21:10:00.000Z';

let bench: HandlerBench;
const importers = new ImporterRepository();
const releases = new CargoReleaseRepository();
const decisions = new PaperDecisionRepository();
const desk = new ReleaseDesk(releases, decisions);
const paperDesk = new PaperDecisionDesk(decisions, releases, desk);
const filings = new CargoReleaseConsumer(
  new EntryConfig(),
  importers,
  releases,
  desk,
  decisions,
  fence,
  new BondCoverage(new EntryConfig(), new BondRepository()),
);
const bills = new BillConsumer(releases, desk, fence);
const consumer = new PaperDecisionConsumer(fence, paperDesk);

let serial = 4000;
const next = (): { number: string; bill: string } => ({ number: entryNumber((serial += 1)), bill: `P${serial}` });
const named = (number: string): Partial<ManualDecisionMade> => ({
  entry: { filerCode: 'B76', entryNumber: number },
  decidedAt: DECIDED,
});
const ofBill = (bill: string): Partial<ManualDecisionMade> => ({ billKeys: [`MAEU${bill}`], decidedAt: DECIDED });

const file = (number: string, bill: string, now = NOW) => {
  const draft = filing({ entryNumber: number, bills: [billFiled(bill)] }) as CargoReleaseFiled;
  return bench
    .handle(
      (context) =>
        filings.take([received(CargoReleaseFiled, `entry:B76-${number}`, draft, draft.origin.filingId)], context),
      now,
    )
    .then(() => draft.origin.filingId);
};
const tellBill = (bill: string, change: Partial<BillChanged> = {}, now = NOW) => {
  const data = billOnFile(bill, change);
  return bench.handle((context) => bills.take([received(BillChanged, billSubject(data.billKey), data)], context), now);
};
const hear = (data: ManualDecisionMade, now = NOW) =>
  bench.handle((context) => consumer.take([received(ManualDecisionMade, 'decision', data)], context), now);
const claim = async (decision: ManualDecisionMade, now = NOW): Promise<ClaimResult> => {
  let result: ClaimResult | undefined;
  await bench.handle(
    async ({ unit }) =>
      void (result = await paperDesk.claim(unit as UnitOfWork, {
        decision,
        cause: { correlationId: decision.decisionId },
      })),
    now,
  );
  return result!;
};
const release = async (number: string) =>
  (await new EntryRecordReader(bench.source).read('B76', number, null))!.release!;
const told = async (number: string) =>
  (await bench.published(ReleaseStatusChanged))
    .filter(({ data }) => data.entryNumber === number)
    .map(({ data }) => data);
const codesTold = async (number: string) =>
  (await told(number)).flatMap(({ dispositions }) => dispositions.map(({ code }) => code));

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789'] };
  await bench.handle((context) =>
    new ImporterConsumer(importers).accountsChanged([received(AccountChanged, 'account:1', account)], context),
  );
});
afterAll(() => bench?.close());

describe('a paper release and the electronic filing', () => {
  test('decisions read after an absence count at once for what is filed; what is on file follows when all are read, by their messages too', async () => {
    const [one, two, three] = [next(), next(), next()];
    for (const { number, bill } of [one, two]) await file(number, bill);
    const made = [one, two, three].map(({ number }) => onPaper(named(number)));
    await bench.handle(({ unit }) => paperDesk.keep(unit as UnitOfWork, made));
    await file(three.number, three.bill);
    expect([(await release(one.number)).paperRelease, (await release(three.number)).paperRelease]).toEqual([
      null,
      expect.objectContaining({ decisionId: made[2]!.decisionId }),
    ]);
    await hear(made[0]!);
    const left = await decisions.unweighed(bench.source.manager);
    expect(left.map(({ decisionId }) => decisionId).sort()).toEqual(
      [made[1]!, made[2]!].map((d) => d.decisionId).sort(),
    );
    for (let twice = 0; twice < 2; twice += 1)
      await bench.handle(({ unit }) => paperDesk.weigh(unit as UnitOfWork, left));
    expect(await decisions.unweighed(bench.source.manager)).toEqual([]);
    for (const { number } of [one, two, three]) {
      expect([number, (await release(number)).releaseOrigin]).toEqual([number, '09']);
      expect([number, (await codesTold(number)).filter((code) => code === '98')]).toEqual([number, ['98']]);
    }
  });

  test('a bill that a carrier files a week later pulls along the entry that names it; the goods are not released a second time', async () => {
    const { number, bill } = next();
    const decision = onPaper(ofBill(bill));
    await hear(decision);
    const filingId = await file(number, bill);
    expect(await release(number)).toMatchObject({
      state: 'released',
      releasedAt: DECIDED,
      releaseDate: '2026-11-18',
      releaseOrigin: '09',
      paperRelease: { decisionId: decision.decisionId, controlNumber: decision.controlNumber },
    });
    await tellBill(bill, { arrivedAt: ARRIVED }, LATER);
    expect(await codesTold(number)).toEqual(['98']);
    const path = { path: 'paper', at: DECIDED, decisionId: decision.decisionId, controlNumber: decision.controlNumber };
    expect((await told(number)).map((status) => status.release)).toEqual([path, path]);
    expect(
      (await bench.published(EntryFilingAnswered)).filter(({ data }) => data.origin.filingId === filingId),
    ).toMatchObject([{ data: { outcome: 'accepted' } }]);
  });

  test('the decision comes after the filing: the history names it and its officer, and status is told', async () => {
    const { number, bill } = next();
    await tellBill(bill);
    await file(number, bill);
    const decision = onPaper({ ...named(number), officer: 'Officer 2704-21' });
    await hear(decision);
    await hear(decision);
    expect(
      (await release(number)).history.map(({ event, state, officer, note }) => [event, state, officer, note]),
    ).toEqual([
      ['filed', 'admissible', null, null],
      [
        `paper decision ${decision.controlNumber}`,
        'released',
        'Officer 2704-21',
        `released on paper, ${decision.controlNumber}`,
      ],
    ]);
    expect(await codesTold(number)).toEqual(['97', '98']);
  });

  test('the electronic release was first: it stays, the conflict is in the history, and status hears of the electronic path', async () => {
    const { number, bill } = next();
    await tellBill(bill, { arrivedAt: ARRIVED });
    await file(number, bill, LATER);
    const decision = onPaper(named(number));
    await hear(decision, LATER);
    const record = await release(number);
    expect(record).toMatchObject({
      state: 'released',
      releasedAt: LATER.toISOString(),
      paperRelease: null,
      standing: { decisionId: decision.decisionId },
    });
    expect(record.history.at(-1)!.note).toContain('conflict');
    expect((await told(number)).at(-1)).toMatchObject({
      dispositions: [],
      release: { path: 'electronic', decisionId: null },
    });
    expect(await codesTold(number)).toEqual(['98']);
  });

  test('goods held on paper stay when they arrive, until a newer decision lets them go', async () => {
    const { number, bill } = next();
    await hear(onPaper({ ...ofBill(bill), decision: 'hold' }));
    await tellBill(bill, { arrivedAt: ARRIVED });
    await file(number, bill, LATER);
    expect(await release(number)).toMatchObject({ state: 'hold', releasedAt: null });
    await hear(onPaper({ ...ofBill(bill), decidedAt: '2026-11-19T21:00:00Z' }), LATER);
    expect(await release(number)).toMatchObject({ state: 'released', releaseOrigin: '09' });
    expect(await codesTold(number)).toEqual(['98']);
  });

  test('goods held on paper by a decision that is taken back are released as if it had never been, in whatever order the two are heard', async () => {
    for (const tell of ['hold, void', 'void, hold', 'both at once']) {
      const { number, bill } = next();
      const held = onPaper({ ...named(number), decision: 'hold', reason: 'Seal broken' });
      const taken = takenBack(held);
      await file(number, bill);
      const told = tell === 'hold, void' ? [held, taken] : [taken, held];
      if (tell === 'both at once') {
        await bench.handle(
          (context) =>
            consumer.take(
              [held, taken].map((data) => received(ManualDecisionMade, 'decision', data)),
              context,
            ),
          NOW,
        );
      } else for (const data of told) await hear(data);
      await tellBill(bill, { arrivedAt: ARRIVED }, LATER);
      expect(await release(number)).toMatchObject({ state: 'released', standing: null, paperRelease: null });
    }
  });

  test('a paper release that is taken back calls the goods back once, however often and in whatever way it is heard; nothing releases them electronically', async () => {
    const { number, bill } = next();
    const decision = onPaper({ ...named(number), officer: 'Officer 2704-21' });
    await file(number, bill);
    await hear(decision);
    await hear(takenBack(decision), LATER);
    await hear(decision, LATER);
    const answer = await claim(takenBack(decision), LATER);
    expect(answer).toEqual({ result: 'recorded', releasedAt: null });
    expect(ReleaseClaim.faultOf(answer)).toBeNull();
    await tellBill(bill, { arrivedAt: ARRIVED }, LATER);
    expect(await release(number)).toMatchObject({
      state: 'release suspended',
      paperRelease: { decisionId: decision.decisionId, takenBack: true },
    });
    expect(await codesTold(number)).toEqual(['98', '99']);
    const event = (await release(number)).history.find(({ state }) => state === 'release suspended');
    expect(event).toMatchObject({
      event: `paper decision ${decision.controlNumber} taken back`,
      note: expect.stringContaining('taken back'),
    });
  });

  test('a claim that says the decision was taken back is kept, and the first copy that comes after it stops nothing', async () => {
    const { number, bill } = next();
    const held = onPaper({ ...named(number), decision: 'hold' });
    await claim(takenBack(held));
    expect(await claim(held)).toEqual({ result: 'recorded', releasedAt: null });
    await hear(held);
    await tellBill(bill, { arrivedAt: ARRIVED });
    await file(number, bill, LATER);
    expect(await release(number)).toMatchObject({ state: 'released', paperRelease: null });
  });

  test('a manifest hold after the paper release suspends it', async () => {
    const { number, bill } = next();
    await file(number, bill);
    await hear(onPaper(named(number)));
    await tellBill(bill, { holds: [hold('2H')] }, LATER);
    expect(await release(number)).toMatchObject({ state: 'release suspended', releaseDate: '2026-11-18' });
    expect((await told(number)).at(-1)).toMatchObject({ state: 'release suspended', release: { path: 'paper' } });
  });

  test('an entry that by a correction names only released bills is released with them', async () => {
    const { number, bill } = next();
    const { bill: other } = next();
    await hear(onPaper(ofBill(other)));
    await file(number, bill);
    const change = update({ entryNumber: number, bills: [billFiled(other)] }) as CargoReleaseFiled;
    await bench.handle(
      (context) =>
        filings.take([received(CargoReleaseFiled, `entry:B76-${number}`, change, change.origin.filingId)], context),
      NOW,
    );
    expect(await release(number)).toMatchObject({ state: 'released', releaseOrigin: '09' });
  });

  test('many decisions in one batch are each kept once', async () => {
    const all = Array.from({ length: 40 }, next);
    const made = all.map(({ number }) => onPaper(named(number)));
    const messages = [...made, ...made].map((data) => received(ManualDecisionMade, 'decision', data));
    await bench.handle((context) => consumer.take(messages, context));
    const rows = await bench.source.query('SELECT decision_id FROM manual_decision WHERE decision_id = ANY($1)', [
      made.map(({ decisionId }) => decisionId),
    ]);
    expect(rows).toHaveLength(40);
  });
});

describe('an officer claims a paper release', () => {
  test('of goods that nobody released: it is recorded, and the same claim again is answered the same', async () => {
    const { number, bill } = next();
    const decision = onPaper({ ...named(number), ...ofBill(bill) });
    expect(await claim(decision)).toEqual({ result: 'recorded', releasedAt: null });
    await tellBill(bill, { arrivedAt: ARRIVED });
    await file(number, bill, LATER);
    expect(await claim(decision, LATER)).toEqual({ result: 'recorded', releasedAt: null });
    expect(await release(number)).toMatchObject({ releaseOrigin: '09' });
    // Another decision under the same id is not taken for that one.
    await expect(claim({ ...decision, officer: 'R. Vance', portCode: '0401' }, LATER)).rejects.toMatchObject({
      ...{ kind: 'state-conflict', errors: [{ at: '/id' }, { at: '/officer' }, { at: '/portCode' }] },
    });
  });

  test.each<[string, (number: string, bill: string) => Partial<ManualDecisionMade>]>([
    ['by the entry number', (number) => named(number)],
    ['by the bill', (_number, bill) => ofBill(bill)],
    [
      'by another entry number with the same bill',
      (_number, bill) => ({ ...named(entryNumber(9_999)), ...ofBill(bill) }),
    ],
  ])(
    'of goods that are released electronically, %s: the officer is told since when, and nothing is recorded',
    async (_name, about) => {
      const { number, bill } = next();
      await tellBill(bill, { arrivedAt: ARRIVED });
      await file(number, bill, LATER);
      const decision = onPaper(about(number, bill));
      expect(await claim(decision, LATER)).toEqual({
        result: 'already released electronically',
        releasedAt: LATER.toISOString(),
      });
      expect(
        await bench.source.query('SELECT 1 FROM manual_decision WHERE decision_id = $1', [decision.decisionId]),
      ).toEqual([]);
    },
  );

  test('a hold is recorded also after the electronic release, and suspends it', async () => {
    const { number, bill } = next();
    await tellBill(bill, { arrivedAt: ARRIVED });
    await file(number, bill, LATER);
    expect(await claim(onPaper({ ...named(number), decision: 'hold', decidedAt: LATER.toISOString() }), LATER)).toEqual(
      { result: 'recorded', releasedAt: null },
    );
    expect(await release(number)).toMatchObject({ state: 'release suspended' });
  });

  test.each<[string, boolean]>([
    ['its arrival', true],
    ['its filing', false],
  ])('at the very moment of %s: exactly one of the two releases the goods', async (_name, onFile) => {
    const rounds = Array.from({ length: 30 }, next);
    for (const { number, bill } of rounds) {
      if (onFile) await file(number, bill);
      else await tellBill(bill, { arrivedAt: ARRIVED });
    }
    const outcomes = await Promise.all(
      rounds.map(async ({ number, bill }, index) => {
        const electronic = () =>
          onFile ? tellBill(bill, { version: 2, arrivedAt: ARRIVED }, LATER) : file(number, bill, LATER);
        // The paper names the entry alone, so the two have no bill to meet at.
        const paper = () => claim(onPaper(named(number)), LATER);
        const [first, second] = index % 2 === 0 ? [electronic(), paper()] : [paper(), electronic()];
        await Promise.all([first, second]);
        return (await (index % 2 === 0 ? second : first)) as ClaimResult;
      }),
    );
    for (const [index, { number }] of rounds.entries()) {
      const record = await release(number);
      expect(record.state).toBe('released');
      expect(record.paperRelease === null).toBe(outcomes[index]!.result === 'already released electronically');
      expect(await codesTold(number)).toEqual(
        record.history.some(({ state }) => state === 'admissible') ? ['97', '98'] : ['98'],
      );
    }
  });
});
