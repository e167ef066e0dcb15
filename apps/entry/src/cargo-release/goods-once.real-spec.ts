import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import {
  AccountChanged,
  type BillChanged,
  billSubject,
  BillChanged as BillContract,
  CargoReleaseFiled,
  EntryReviewOrdered,
  entrySubject,
  type ManualDecisionMade,
  ReleaseStatusChanged,
  type ReleaseBill,
} from '#contracts';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { BondRepository } from '../bonds/bond.repository';
import { BondCoverage } from '../bonds/coverage';
import { EntryConfig } from '../config/entry.config';
import { entryService } from '../entry.service-definition';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { liquidationDesk } from '../liquidation/liquidation.fixture';
import { AuthorityRepository } from '../authority/authority.repository';
import { SummaryReviewDesk } from '../entry-summary/summary-review.desk';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { PaperDecisionDesk } from '../paper-decision/paper-decision.desk';
import { onPaper, openFence as fence, takenBack } from '../paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { enteredOf, joinedOf } from '../release/entered.repository';
import { billFiled, billOnFile, cancellation, entryNumber, filing, NOW, update } from '../release/release.fixture';
import { ReviewConsumer } from '../review/review.consumer';
import { BillConsumer } from './bill.consumer';
import { CargoReleaseConsumer } from './cargo-release.consumer';
import { ReleaseDesk } from './release-desk';

const ARRIVED = '2026-11-16T15:00:00Z';
let bench: HandlerBench;
const releases = new CargoReleaseRepository();
const decisions = new PaperDecisionRepository();
const desk = new ReleaseDesk(releases, decisions);
const filings = new CargoReleaseConsumer(
  new EntryConfig(),
  new ImporterRepository(),
  releases,
  desk,
  decisions,
  fence,
  new BondCoverage(new EntryConfig(), new BondRepository()),
);
const manifest = new BillConsumer(releases, desk, fence);
const paper = new PaperDecisionDesk(decisions, releases, desk);
const reviewDesk = new SummaryReviewDesk(new EntrySummaryRepository(), liquidationDesk, new AuthorityRepository());
const reviews = new ReviewConsumer(releases, desk, reviewDesk, decisions, fence);

let serial = 20_000;
const nextEntry = (): string => entryNumber((serial += 1));
const nextBill = (): string => `G${(serial += 1)}`;

type Draft = ReturnType<typeof filing>;
const file = (...drafts: Draft[]): Promise<void> =>
  bench.handle(
    (context) =>
      filings.take(
        drafts.map((draft) =>
          received(CargoReleaseFiled, entrySubject(draft), draft as CargoReleaseFiled, draft.origin.filingId),
        ),
        context,
      ),
    NOW,
  );
const tell = (...bills: BillChanged[]): Promise<void> =>
  bench.handle(
    (context) =>
      manifest.take(
        bills.map((bill) => received(BillContract, billSubject(bill.billKey), bill)),
        context,
      ),
    NOW,
  );
const decideOnPaper = (decision: ManualDecisionMade): Promise<void> =>
  bench.handle(({ unit }) => paper.record(unit, [{ decision, cause: { correlationId: 'paper' } }]), NOW);
const accept = (number: string, decision: EntryReviewOrdered['decision']): Promise<void> =>
  bench.handle((context) => {
    const origin = { ...EntryReviewOrdered.example.origin, filingId: randomUUID() };
    const data = { ...EntryReviewOrdered.example, origin, entryNumber: number, decision, officerPorts: ['2704'] };
    return reviews.take([received(EntryReviewOrdered, `entry:B76-${number}`, data)], context);
  }, NOW);

const entered = (number: string, bill: string, quantity: number | null, change: Partial<ReleaseBill> = {}): Draft =>
  filing({ entryNumber: number, bills: [billFiled(bill, { quantity, ...change })] });
const arrived = (bill: string, change: Partial<BillChanged> = {}): BillChanged =>
  billOnFile(bill, { estimatedArrival: '2026-11-16', arrivedAt: ARRIVED, ...change });
const states = async (...numbers: string[]): Promise<string[]> => {
  const rows: { entry_key: string; state: string }[] = await bench.source.query(
    'SELECT entry_key, state FROM cargo_release WHERE entry_key = ANY($1)',
    [numbers.map((number) => `B76${number}`)],
  );
  return numbers.map((number) => rows.find(({ entry_key }) => entry_key === `B76${number}`)?.state ?? 'unknown');
};
const told = async (number: string): Promise<string[]> =>
  (await bench.published(ReleaseStatusChanged))
    .filter(({ data }) => data.entryNumber === number)
    .flatMap(({ data }) => [
      ...data.bills.flatMap((bill) => (bill.disposition ? [bill.disposition.code] : [])),
      ...data.dispositions.map(({ code }) => code),
    ]);

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789'] };
  await bench.handle((context) =>
    new ImporterConsumer(new ImporterRepository()).accountsChanged(
      [received(AccountChanged, 'account:1', account)],
      context,
    ),
  );
});
afterAll(() => bench?.close());

describe('goods are released once', () => {
  test('of two entries of 60 on a bill of 100 the first is released; the second stops, and both are told', async () => {
    const [first, second, bill] = [nextEntry(), nextEntry(), nextBill()];
    await tell(arrived(bill));
    await file(entered(first, bill, 60));
    expect(await states(first)).toEqual(['released']);
    await file(entered(second, bill, 60));
    expect(await states(first, second)).toEqual(['released', 'on file']);
    expect([await told(first), await told(second)]).toEqual([['95', '98', '58'], ['58']]);
    const [{ note }] = await bench.source.query(
      'SELECT note FROM cargo_release_event WHERE entry_key = $1 ORDER BY version DESC LIMIT 1',
      [`B76${second}`],
    );
    expect(note).toBe(`MAEU${bill}: 120 entered of 100`);
    await file(update({ entryNumber: second, bills: [billFiled(bill, { quantity: 40 })] }));
    expect(await states(first, second)).toEqual(['released', 'released']);
  });

  test.each([
    ['one after the other', false],
    ['in one batch', true],
  ])('two entries each for the whole bill, filed %s, both stop until CBP cancels one', async (_how, together) => {
    const [first, second, bill] = [nextEntry(), nextEntry(), nextBill()];
    const drafts = [first, second].map((number) => entered(number, bill, null));
    if (together) await file(...drafts);
    else for (const draft of drafts) await file(draft);
    await tell(arrived(bill));
    expect(await states(first, second)).toEqual(['on file', 'on file']);
    expect([await told(first), await told(second)]).toEqual([
      ['91', '58'],
      ['91', '58'],
    ]);
    await file(cancellation({ entryNumber: second }));
    expect(await states(first, second)).toEqual(['on file', 'cancellation requested']);
    await accept(second, 'cancellation accepted');
    expect(await states(first, second)).toEqual(['released', 'cancelled']);
  });

  test('an entry that names a bill in parts, one of them under an in-bond movement, enters their sum', async () => {
    const part = (bill: string, quantity: number): ReleaseBill => {
      const [conveyance] = billFiled(bill).arrivals;
      const arrival = {
        carrierCode: 'MAEU',
        voyage: '0417W',
        arrivalDate: '2026-11-16',
        unit: null,
        conveyanceName: null,
      };
      return billFiled(bill, { quantity: null, arrivals: [{ ...arrival, ...conveyance, quantity }] });
    };
    const inBond = billFiled('123456789', { billType: 'I', issuer: null, quantity: null });
    for (const [first, second, state] of [
      [70, 30, 'released'],
      [70, 31, 'on file'],
    ] as const) {
      const [number, bill] = [nextEntry(), nextBill()];
      await tell(arrived(bill));
      await file(filing({ entryNumber: number, bills: [part(bill, first), inBond, part(bill, second)] }));
      expect(await states(number)).toEqual([state]);
    }
  });

  test('the late part of a split shipment is released under an entry of its own once the first is corrected to the parts it released, and parts that add up to more than there is stop', async () => {
    const parts = (bill: string, ...quantities: number[]): ReleaseBill[] => [
      billFiled(bill, {
        quantity: null,
        arrivals: quantities.map((quantity, at) => ({
          ...{ carrierCode: 'MAEU', voyage: `041${at}W`, arrivalDate: '2026-11-16', quantity },
          ...{ unit: null, conveyanceName: null },
        })),
      }),
    ];
    // Example 3 of the guide (p. SE-86): the whole bill, of which parts of 20 and 30 came in time; the one of 50 did not.
    const [first, late, bill] = [nextEntry(), nextEntry(), nextBill()];
    await tell(arrived(bill));
    await file(filing({ entryNumber: first, bills: [billFiled(bill, { quantity: null })] }));
    await file(filing({ entryNumber: late, bills: parts(bill, 50) }));
    expect(await states(first, late)).toEqual(['released', 'on file']);
    await file(update({ entryNumber: first, bills: parts(bill, 20, 30) }));
    expect(await states(first, late)).toEqual(['released', 'released']);
    // Example 4 (p. SE-87): 64 and 46 of 100. Both are taken; the second waits until one of them is corrected.
    const [one, two, shared] = [nextEntry(), nextEntry(), nextBill()];
    const inParts = { splitShipment: '2' };
    await tell(arrived(shared));
    await file(filing({ ...inParts, entryNumber: one, bills: parts(shared, 15, 21, 28) }));
    await file(filing({ ...inParts, entryNumber: two, bills: parts(shared, 5, 9, 32) }));
    expect(await states(one, two)).toEqual(['released', 'on file']);
    await file(update({ entryNumber: two, bills: parts(shared, 5, 9, 22) }));
    expect(await states(one, two)).toEqual(['released', 'released']);
  });

  test('a carrier that manifests more frees all that were stopped, and one that manifests less stops those not yet released', async () => {
    const [first, second, bill] = [nextEntry(), nextEntry(), nextBill()];
    await file(entered(first, bill, 60), entered(second, bill, 60));
    await tell(billOnFile(bill));
    expect(await states(first, second)).toEqual(['on file', 'on file']);
    await tell(billOnFile(bill, { version: 2, quantity: 120 }));
    expect(await states(first, second)).toEqual(['admissible', 'admissible']);
    await tell(billOnFile(bill, { version: 3, quantity: 110 }));
    expect(await states(first, second)).toEqual(['on file', 'on file']);
    await tell(arrived(bill, { version: 4, quantity: 120 }));
    expect(await states(first, second)).toEqual(['released', 'released']);
  });

  test('a master bill and its house bill are the same goods, whichever is entered first', async () => {
    for (const masterFirst of [true, false]) {
      const [onMaster, onHouse, master, house] = [nextEntry(), nextEntry(), nextBill(), nextBill()];
      await tell(
        billOnFile(master, { quantity: 100 }),
        billOnFile(house, { quantity: 40, masterBill: `MAEU${master}` }),
        billOnFile(`${house}X`, { quantity: 60, masterBill: `MAEU${master}` }),
      );
      const drafts = [entered(onMaster, master, null), entered(onHouse, house, 40)];
      for (const draft of masterFirst ? drafts : [...drafts].reverse()) await file(draft);
      expect(await states(onMaster, onHouse)).toEqual(['on file', 'on file']);
      await file(update({ entryNumber: onMaster, bills: [billFiled(master, { quantity: 60 })] }));
      expect(await states(onMaster, onHouse)).toEqual(['admissible', 'admissible']);
    }
  });

  test('house bills under a master that nobody enters are counted each for itself', async () => {
    const [a, b, master, house] = [nextEntry(), nextEntry(), nextBill(), nextBill()];
    await tell(
      billOnFile(master, { quantity: 1, unit: 'CNT' }),
      ...['A', 'B'].map((part) => arrived(`${house}${part}`, { quantity: 500, masterBill: `MAEU${master}` })),
    );
    await file(entered(a, `${house}A`, null), entered(b, `${house}B`, 500));
    expect(await states(a, b)).toEqual(['released', 'released']);
  });

  test('what left on paper for another entry counts, until that decision is taken back', async () => {
    const [named, filed, bill] = [nextEntry(), nextEntry(), nextBill()];
    const left = onPaper({
      entry: { filerCode: 'B76', entryNumber: named },
      billKeys: [`MAEU${bill}`],
      decidedAt: '2026-11-16T16:00:00Z',
    });
    await decideOnPaper(left);
    await tell(arrived(bill));
    await file(entered(filed, bill, null));
    expect(await states(filed)).toEqual(['on file']);
    expect(await told(filed)).toEqual(['58']);
    await file(entered(named, bill, null));
    expect(await states(named, filed)).toEqual(['released', 'on file']);
    await file(cancellation({ entryNumber: filed }));
    await accept(filed, 'cancellation accepted');
    const later = nextEntry();
    await file(entered(later, bill, null));
    expect(await states(named, later)).toEqual(['released', 'on file']);
    const [other, otherBill] = [nextEntry(), nextBill()];
    const wrong = onPaper({
      ...left,
      decisionId: randomUUID(),
      billKeys: [`MAEU${otherBill}`],
      entry: { filerCode: 'B76', entryNumber: nextEntry() },
    });
    await decideOnPaper(wrong);
    await tell(arrived(otherBill));
    await file(entered(other, otherBill, null));
    expect(await states(other)).toEqual(['on file']);
    await decideOnPaper(takenBack(wrong));
    expect(await states(other)).toEqual(['released']);
  });

  test('a release on paper that names only the bill is for one entry for the whole of it, not for a second', async () => {
    const [first, second, bill] = [nextEntry(), nextEntry(), nextBill()];
    await decideOnPaper(onPaper({ billKeys: [`MAEU${bill}`], decidedAt: '2026-11-16T16:00:00Z' }));
    await tell(arrived(bill));
    await file(entered(first, bill, null));
    await file(entered(second, bill, null));
    expect(await states(first, second)).toEqual(['released', 'on file']);
    const [part, rest, shared] = [nextEntry(), nextEntry(), nextBill()];
    await decideOnPaper(onPaper({ billKeys: [`MAEU${shared}`], decidedAt: '2026-11-16T16:00:00Z' }));
    await tell(arrived(shared));
    await file(entered(part, shared, 60));
    await file(entered(rest, shared, 40));
    expect(await states(part, rest)).toEqual(['released', 'released']);
  });

  test('entries at the same moment on one bill never release more than there is, and fill it exactly when they fit', async () => {
    const [bill, tight] = [nextBill(), nextBill()];
    await tell(arrived(bill, { quantity: 48 }), arrived(tight, { quantity: 47 }));
    const numbers = Array.from({ length: 48 }, nextEntry);
    await Promise.all(numbers.map((number) => file(entered(number, bill, 1))));
    expect(new Set(await states(...numbers))).toEqual(new Set(['released']));
    const rivals = Array.from({ length: 48 }, nextEntry);
    await Promise.all(rivals.map((number) => file(entered(number, tight, 1))));
    const of = await states(...rivals);
    expect(of.filter((state) => state === 'released').length).toBeLessThanOrEqual(47);
    expect(of.filter((state) => state === 'on file').length).toBeGreaterThanOrEqual(1);
  });

  test('two thousand entries that name one bill stay right, one after another and at once: the one that is too many stops all that are not released', async () => {
    const bill = nextBill();
    await file(entered(nextEntry(), bill, 1));
    const batches = Array.from({ length: 40 }, () =>
      Array.from({ length: 50 }, () => entered(nextEntry(), bill, 1)),
    ) as Draft[][];
    for (const batch of batches.slice(0, 20)) await file(...batch);
    await Promise.all(batches.slice(20).map((batch) => file(...batch)));
    const count = async () =>
      Object.fromEntries(
        (
          await bench.source.query(
            'SELECT state, count(*)::int AS n FROM cargo_release JOIN entry_bill USING (entry_key) WHERE bill_key = $1 GROUP BY state',
            [`MAEU${bill}`],
          )
        ).map(({ state, n }: { state: string; n: number }) => [state, n]),
      );
    await tell(billOnFile(bill, { quantity: 2_000 }));
    expect(await count()).toEqual({ 'on file': 2_001 });
    await tell(arrived(bill, { version: 2, quantity: 2_001 }));
    expect(await count()).toEqual({ released: 2_001 });
    const late = nextEntry();
    await file(entered(late, bill, 1));
    expect(await states(late)).toEqual(['on file']);
    expect(await count()).toEqual({ released: 2_001, 'on file': 1 });
  });

  test('what is entered of a bill is locked and added up by indexes, however many bills and entries there are', async () => {
    const keys = [nextBill(), nextBill()].map((bill) => `MAEU${bill}`);
    const plans: string[] = [];
    await bench.source.transaction(async (manager) => {
      await manager.query('SET LOCAL enable_seqscan = off');
      const explaining = {
        query: async (sql: string, values: unknown[]): Promise<unknown> => {
          if (/^\s*SELECT/.test(sql)) {
            const lines: { 'QUERY PLAN': string }[] = await manager.query(`EXPLAIN ${sql}`, values);
            plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
          }
          return manager.query(sql, values);
        },
      } as unknown as EntityManager;
      await releases.lockBills(explaining, keys);
      await enteredOf(explaining, keys);
      await joinedOf(explaining, [[keys[0]!, 'B7603245278']]);
      await releases.entriesOfBills(explaining, keys);
      await releases.entriesOfFamilies(explaining, keys);
    });
    expect(plans).toHaveLength(5);
    // A scan that names no condition for its index reads the whole of it.
    const whole = /Scan (using \w+ )?on (bill_on_file|entry_bill)\b.*\n(?!\s+(Index|Recheck) Cond)/;
    expect(plans.filter((plan) => whole.test(plan))).toEqual([]);
  });

  test('in any order of filings, updates, cancellations and amendments no entry is newly released while too much is entered, and none waits that need not', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('file' as const), quantity: fc.option(fc.integer({ min: 1, max: 100 })) }),
      fc.record({
        do: fc.constant('update' as const),
        at: fc.nat(5),
        quantity: fc.option(fc.integer({ min: 1, max: 100 })),
      }),
      fc.record({ do: fc.constant('cancel' as const), at: fc.nat(5) }),
      fc.record({ do: fc.constant('amend' as const), quantity: fc.integer({ min: 1, max: 200 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
        const bill = nextBill();
        const model = new Map<string, { quantity: number | null; released: boolean }>();
        let [manifested, version] = [100, 1];
        await tell(arrived(bill, { version }));
        for (const one of steps) {
          const live = [...model.keys()];
          const picked = 'at' in one ? live[one.at % Math.max(live.length, 1)] : undefined;
          if (one.do === 'file') {
            const number = nextEntry();
            await file(entered(number, bill, one.quantity));
            model.set(number, { quantity: one.quantity, released: false });
          } else if (one.do === 'amend') {
            manifested = one.quantity;
            await tell(arrived(bill, { version: (version += 1), quantity: manifested }));
          } else if (picked !== undefined && one.do === 'update') {
            await file(update({ entryNumber: picked, bills: [billFiled(bill, { quantity: one.quantity })] }));
            model.get(picked)!.quantity = one.quantity;
          } else if (picked !== undefined) {
            await file(cancellation({ entryNumber: picked }));
            await accept(picked, 'cancellation accepted');
            model.delete(picked);
          }
          const total = [...model.values()].reduce((sum, { quantity }) => sum + (quantity ?? manifested), 0);
          for (const entry of model.values()) entry.released ||= total <= manifested;
          const numbers = [...model.keys()];
          expect(await states(...numbers)).toEqual(
            numbers.map((number) => (model.get(number)!.released ? 'released' : 'on file')),
          );
        }
      }),
      { numRuns: 25 },
    );
  });
});
