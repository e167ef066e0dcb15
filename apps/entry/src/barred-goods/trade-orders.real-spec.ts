import pino from 'pino';
import {
  AccountChanged,
  BillChanged,
  billSubject,
  CargoReleaseFiled,
  EntryFilingAnswered,
  entrySubject,
} from '#contracts';
import type { RecurringWork } from '#service';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { BondRepository } from '../bonds/bond.repository';
import { BondCoverage } from '../bonds/coverage';
import { BillConsumer } from '../cargo-release/bill.consumer';
import { CargoReleaseConsumer } from '../cargo-release/cargo-release.consumer';
import { DecisionTimer } from '../cargo-release/decision.timer';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { EntryConfig } from '../config/entry.config';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { entryService } from '../entry.service-definition';
import { Facilities, type Facility } from '../facilities/facilities';
import { FacilitiesController } from '../facilities/facilities.controller';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { openFence } from '../paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import {
  billFiled,
  billOnFile,
  type DraftRelease,
  entryNumber,
  filing,
  IMPORTER,
  NOW,
} from '../release/release.fixture';
import { TradeOrders } from './barred-goods';
import { TradeOrdersController } from './trade-orders.controller';

const silent = pino({ level: 'silent' }) as never;
const NO_WORK = { every: () => undefined } as unknown as RecurringWork;
const ORDER = 'Proclamation 1 of 1 November 2026';
const LATER = new Date(NOW.getTime() + 3_600_000);

let bench: HandlerBench;
let orders: TradeOrders;
let facilities: Facilities;
const config = Object.assign(new EntryConfig(), { FACILITIES_LOOKED_UP_FROM: '2026-11-16' });
const importers = new ImporterRepository();
const releases = new CargoReleaseRepository();
const desk = new ReleaseDesk(releases, new PaperDecisionRepository());
const filings = new CargoReleaseConsumer(
  ...([config, importers, releases, desk, new PaperDecisionRepository(), openFence] as const),
  new BondCoverage(config, new BondRepository()),
);
const timer = new DecisionTimer(undefined as never, releases, desk, openFence, config, silent, NO_WORK);

let serial = 41_000;
const number = (): string => entryNumber((serial += 1));
const file = async (change: Partial<DraftRelease>): Promise<[entry: string, codes: string[]]> => {
  const draft = filing({ entryNumber: number(), locationOfGoods: null, ...change });
  const message = received(CargoReleaseFiled, entrySubject(draft), draft as CargoReleaseFiled);
  await bench.handle((context) => filings.take([message], context), NOW);
  const answers = await bench.published(EntryFilingAnswered);
  const { data } = answers.find(({ data: { origin } }) => origin.filingId === draft.origin.filingId)!;
  return [draft.entryNumber, data.conditions.map(({ code }) => code)];
};
const stateOf = async (entry: string) =>
  (await new EntryRecordReader(bench.source).read('B76', entry, null))!.release!.state;
const goods = (countryOfOrigin: string, hts: string): DraftRelease['lines'] =>
  filing().lines.map((line) => ({ ...line, countryOfOrigin, tariffs: line.tariffs.map((one) => ({ ...one, hts })) }));
const facility = (change: Partial<Facility> = {}): Facility => ({
  ...{
    firmsCode: 'W777',
    name: 'HARBOR BONDED STORES',
    type: '04',
    ports: ['2704', '2709'],
    from: '2020-01-01',
    to: null,
  },
  ...change,
});

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  orders = new TradeOrders(bench.source, silent, NO_WORK);
  facilities = new Facilities(bench.source, silent);
  const account: AccountChanged = {
    ...AccountChanged.example,
    importerNumbers: [IMPORTER],
    filerCodes: ['B76', 'C11'],
  };
  const told = received(AccountChanged, 'account:1', account);
  await bench.handle((context) => new ImporterConsumer(importers).accountsChanged([told], context));
});
afterAll(() => bench?.close());

describe('goods that a trade order bars', () => {
  test('are refused with 335 from its first day on, by number and origin, until the order ends', async () => {
    const order = {
      headings: ['2709', '392410'],
      origins: ['RU'],
      reason: ORDER,
      actor: 'D. Nakamura',
      from: '2026-11-16',
      to: null,
    };
    const { id } = await orders.add(order);
    expect((await orders.add(order)).id).toBe(id);
    expect((await file({ lines: goods('RU', '3924104000') }))[1]).toEqual(['335']);
    expect((await file({ lines: goods('DE', '3924104000') }))[1]).toEqual([]);
    expect((await file({ lines: goods('RU', '3926909989') }))[1]).toEqual([]);
    await orders.end(id, '2026-11-15', 'D. Nakamura');
    expect((await file({ lines: goods('RU', '3924104000') }))[1]).toEqual([]);
    await expect(orders.end(id, '2026-11-16', 'D. Nakamura')).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('that were filed before are cancelled where they are not released, and others stay', async () => {
    const [barred] = await file({ lines: goods('RU', '8471300100'), bills: [billFiled('BARRED2')] });
    const [other] = await file({ lines: goods('DE', '8471300100'), bills: [billFiled('BARRED3')] });
    const [matched] = await file({ lines: goods('RU', '8471300100'), bills: [billFiled('BARRED1')] });
    await orders.add({
      headings: ['8471'],
      origins: ['RU'],
      reason: ORDER,
      actor: 'D. Nakamura',
      from: '2026-11-16',
      to: null,
    });
    const bill = billOnFile('BARRED1');
    const message = received(BillChanged, billSubject(bill.billKey), bill);
    await bench.handle((context) => new BillConsumer(releases, desk, openFence).take([message], context), LATER);
    expect(await Promise.all([barred, other, matched].map(stateOf))).toEqual([
      'awaiting bill',
      'awaiting bill',
      'cancelled',
    ]);
    await orders.lookThrough(NOW);
    await bench.handle(async ({ unit }) => void (await timer.decideDue(unit)), LATER);
    expect(await Promise.all([barred, other].map(stateOf))).toEqual(['cancelled', 'awaiting bill']);
  });

  test('are named by headings and countries that there are, and days in order', () => {
    const controller = new TradeOrdersController(orders);
    const body = {
      headings: ['8471'],
      origins: ['QQ'],
      reason: ORDER,
      actor: 'D. Nakamura',
      from: '2026-02-30',
      to: null,
    };
    expect(() => controller.add(body)).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ at: '/origins/0' }), expect.objectContaining({ at: '/from' })],
      }),
    );
    expect(() => controller.add({ ...body, origins: ['RU'], from: '2026-12-02', to: '2026-12-01' })).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ at: '/to' })] }),
    );
  });
});

describe('where facilities are looked up', () => {
  const stored = (bondedWarehouse: string, change: Partial<DraftRelease> = {}) =>
    file({ entryType: '21', bondedWarehouse, ...change }).then(([, codes]) => codes);

  test('a FIRMS code is one of an active facility, and a bonded warehouse one of type 04 at the port of entry', async () => {
    const controller = new FacilitiesController(facilities);
    const loaded = [
      facility(),
      facility({ firmsCode: 'X778', type: '07' }),
      facility({ firmsCode: 'W779', to: '2026-11-15' }),
      facility({ firmsCode: 'W780', ports: ['5301'] }),
    ].map((one) => ({ ...one, ports: [...one.ports] }));
    expect(await controller.load({ facilities: loaded, actor: 'D. Nakamura' })).toEqual({ loaded: 4, onFile: 4 });
    expect(await stored('W777')).toEqual([]);
    expect(await Promise.all(['X778', 'W779', 'W780', 'W781'].map((code) => stored(code)))).toEqual(
      Array(4).fill(['PA1']),
    );
    expect((await file({ locationOfGoods: 'X778', electedExamSite: 'W777' }))[1]).toEqual([]);
    expect((await file({ locationOfGoods: 'W779', electedExamSite: 'Z999' }))[1]).toEqual(['PM4', 'PM6']);
  });

  test('a period that begins on the same day takes the place of the one on file', async () => {
    await facilities.load(
      [facility({ firmsCode: 'W782' }), facility({ firmsCode: 'W782', to: '2026-11-15' })],
      'D. Nakamura',
    );
    await facilities.load([facility({ firmsCode: 'W782', from: '2026-11-16', type: '07' })], 'D. Nakamura');
    expect(await facilities.of('W782')).toMatchObject([
      { to: '2026-11-15', type: '04' },
      { from: '2026-11-16', type: '07' },
    ]);
    expect(await stored('W782')).toEqual(['PA1']);
    await expect(facilities.of('W000')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

test('a filer code that nobody files under is told from one of another account', async () => {
  const under = async (filerCode: string) => (await file({ accountFilerCodes: ['B76'], filerCode }))[1];
  expect(await under('ZZZ')).toContain('004');
  expect(await under('C11')).toContain('P04');
});
