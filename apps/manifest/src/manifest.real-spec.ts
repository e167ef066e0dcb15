import { randomUUID } from 'node:crypto';
import request from 'supertest';
import {
  AccountChanged,
  ArrivalReported,
  BillChanged,
  BillRequest,
  BillsOfRequest,
  BillHoldOrdered,
  HoldAnswered,
  HoldRequested,
  InBondTold,
  CarrierNotified,
  ManifestFiled,
  ManifestFilingAnswered,
  ReleaseStatusChanged,
  accountSubject,
  billSubject,
  conveyanceSubject,
  filingSubject,
} from '#contracts';
import { Transactions } from '#messaging';
import { createLog, loadConfig, RecurringWork, startService } from '#service';
import { eventually } from '../../../test/support';
import { handlerBench, received, type HandlerBench } from '../../../test/support/handler-bench';
import { ArrivalsConsumer } from './arrivals/arrivals.consumer';
import { AccountsConsumer } from './carriers/accounts.consumer';
import type { FiledBill } from './bills/bill.model';
import { ReleasesConsumer } from './carrier-status/releases.consumer';
import { InBondWatch } from './in-bond/in-bond-watch';
import { HoldRequestsConsumer } from './holds/hold-requests.consumer';
import { HoldsConsumer } from './holds/holds.consumer';
import { ManifestsConsumer } from './manifest-filing/manifests.consumer';
import { ManifestConfig } from './config/manifest.config';
import { manifest } from './manifest.service-definition';

const NOW = new Date('2026-11-24T15:00:00Z');
const BILL = ManifestFiled.example.ports[0]!.bills[0]!;
const CONDITION = {
  text: 'H1 KEPT, NOT JUDGED HERE',
  remedy: 'Nothing to do.',
  recordIndex: 3,
  record: 'H1',
  field: null,
  at: null,
  grouping: null,
};
let bench: HandlerBench;

beforeAll(async () => {
  bench = await handlerBench({ name: 'manifest', entities: [], migrations: manifest.migrations });
});
afterAll(() => bench?.close());

let serial = 0;
const newNumber = (): string => `T${String(++serial).padStart(6, '0')}`;
const newVoyage = (): string => `V${String(++serial).padStart(5, '0')}`;
const origin = () => ({ ...ManifestFiled.example.origin, filingId: randomUUID() });

const filing = (voyage: string, bills: Partial<FiledBill>[], changes: Partial<ManifestFiled> = {}): ManifestFiled => ({
  ...ManifestFiled.example,
  origin: origin(),
  conveyance: { ...ManifestFiled.example.conveyance, voyage },
  ports: [{ ...ManifestFiled.example.ports[0]!, bills: bills.map((bill) => ({ ...BILL, ...bill })) }],
  ...changes,
});
const file = (...filings: ManifestFiled[]) => fileAt(NOW, ...filings);
const fileAt = async (at: Date, ...filings: ManifestFiled[]) => {
  const messages = filings.map((data) =>
    received(ManifestFiled, conveyanceSubject(data.conveyance), data, data.origin.filingId),
  );
  await bench.handle((context) => new ManifestsConsumer().take(messages, context), at);
  return Promise.all(filings.map((f) => answerTo(f.origin.filingId)));
};
const arrive = async (voyage: string, changes: Partial<ArrivalReported> = {}, at = NOW) => {
  const data = { ...ArrivalReported.example, origin: origin(), voyage, ...changes };
  await bench.handle(
    (context) =>
      new ArrivalsConsumer().take(
        [received(ArrivalReported, conveyanceSubject(data), data, data.origin.filingId)],
        context,
      ),
    at,
  );
  return answerTo(data.origin.filingId);
};
const hold = async (billKey: string, action: 'place' | 'remove', holdCode = '1H', at = NOW) => {
  const data = { ...BillHoldOrdered.example, origin: origin(), billKey, action, holdCode };
  await bench.handle(
    (context) =>
      new HoldsConsumer().take([received(BillHoldOrdered, billSubject(billKey), data, data.origin.filingId)], context),
    at,
  );
  return answerTo(data.origin.filingId);
};
const releaseOf = async (
  entryNumber: string,
  billKeys: string[],
  state: string,
  dispositions: string[] = [],
  quantity = 100,
) => {
  const data: ReleaseStatusChanged = {
    ...ReleaseStatusChanged.example,
    entryNumber,
    state,
    bills: billKeys.map((billKey) => ({
      ...ReleaseStatusChanged.example.bills[0]!,
      billKey,
      billNumber: billKey.slice(4),
      quantity,
    })),
    dispositions: dispositions.map((code) => ({
      code,
      text: '',
      at: NOW.toISOString(),
      releaseDate: null,
      releaseOrigin: null,
      documentType: null,
    })),
  };
  await bench.handle(
    (context) =>
      new ReleasesConsumer().take([received(ReleaseStatusChanged, `entry:B76-${entryNumber}`, data)], context),
    NOW,
  );
};
/** The manifest service hears of accounts. */
const hear = (...accounts: Partial<AccountChanged>[]) =>
  bench.handle((context) =>
    new AccountsConsumer().take(
      accounts.map((changes) =>
        received(AccountChanged, accountSubject(changes.accountId!), {
          ...AccountChanged.example,
          kinds: ['carrier'],
          filerCodes: [],
          abi: null,
          ...changes,
        }),
      ),
      context,
    ),
  );
const answerTo = async (filingId: string): Promise<ManifestFilingAnswered> => {
  const answers = (await bench.published(ManifestFilingAnswered)).filter(
    ({ subject }) => subject === filingSubject(filingId),
  );
  expect(answers).toHaveLength(1);
  expect(answers[0]!.correlationId).toBe(filingId);
  return answers[0]!.data;
};
const changesOf = async (billKey: string) =>
  (await bench.published(BillChanged))
    .filter(({ subject }) => subject === billSubject(billKey))
    .map(({ data }) => data);
const noticesOf = async (billKey: string) =>
  (await bench.published(CarrierNotified))
    .filter(({ subject }) => subject === billSubject(billKey))
    .map(({ data }) => data.bill.dispositionCode);

describe('what no rule reads', () => {
  const kept = (record: string, value: string) => [{ record, recordIndex: 3, fields: { '04': value } }];
  const told = { ...CONDITION, code: 'W95', severity: 'information' as const };

  test('is kept with bill, call and conveyance, told as information, and stays when an amendment is silent about it', async () => {
    const [voyage, number] = [newVoyage(), newNumber()];
    const [port] = ManifestFiled.example.ports;
    const manifestOf = (bill: Partial<FiledBill>, more: Partial<ManifestFiled>, call = {}): ManifestFiled => ({
      ...filing(voyage, []),
      ports: [{ ...port!, ...call, bills: [{ ...BILL, billNumber: number, ...bill }] }],
      ...more,
    });
    const [answer] = await file(
      manifestOf(
        { carried: kept('H1', 'ACETONE') },
        { carried: kept('VEH', 'MA'), reading: [told] },
        { carried: kept('P4', 'W102') },
      ),
    );
    expect(answer).toMatchObject({ outcome: 'accepted', conditions: [{ code: 'W95' }] });
    await file(manifestOf({ amendment: { action: 'R', reason: null }, quantity: 90, cargo: [] }, {}));
    const read = async (table: string, column: string, where: string) =>
      (await bench.source.query(`SELECT ${column} AS kept FROM ${table} WHERE ${where}`))[0].kept;
    expect(await read('bill', `details->'carried'`, `bill_key = 'MAEU${number}'`)).toEqual(kept('H1', 'ACETONE'));
    expect(await read('bill', 'quantity', `bill_key = 'MAEU${number}'`)).toBe('90');
    expect(await read('port_call', 'carried', `voyage = '${voyage}'`)).toEqual(kept('P4', 'W102'));
    expect(await read('conveyance', 'carried', `voyage = '${voyage}'`)).toEqual(kept('VEH', 'MA'));
  });
});

describe('quantities', () => {
  test('the greatest quantity a bill can have is taken, held in full and covered by an entry; greater ones are refused', async () => {
    const [voyage, number, greater, greatest] = [newVoyage(), newNumber(), newNumber(), newNumber()];
    const sized = (billNumber: string, quantity: number): Partial<FiledBill> => ({
      billNumber,
      quantity,
      cargo: [{ ...BILL.cargo[0]!, quantity }],
    });
    const [answer] = await file(
      filing(voyage, [
        sized(number, 9_999_999_999),
        sized(greater, 10_000_000_000),
        sized(greatest, 999_999_999_999_999),
      ]),
    );
    expect(answer).toMatchObject({ outcome: 'accepted with warnings', conditions: [{ code: 'P05' }, { code: 'P05' }] });
    const key = `MAEU${number}`;
    await releaseOf('00000099', [key], 'released', ['98']);
    expect((await changesOf(key)).at(-1)).toMatchObject({ quantity: 9_999_999_999 });
    expect(await bench.source.query('SELECT quantity FROM bill WHERE bill_key = $1', [key])).toEqual([
      { quantity: '9999999999' },
    ]);
    await hold(key, 'place');
    expect((await changesOf(key)).at(-1)).toMatchObject({ change: 'hold placed', quantity: 9_999_999_999 });
  });

  test('an entry that covers more pieces than an integer holds is told to the carrier', async () => {
    const [voyage, number] = [newVoyage(), newNumber()];
    await file(filing(voyage, [{ billNumber: number }]));
    await releaseOf('00000098', [`MAEU${number}`], 'released', ['98'], 9_999_999_999);
    await releaseOf('00000098', [], 'released');
    const told = (await bench.published(CarrierNotified))
      .filter(({ subject }) => subject === `bill:MAEU${number}`)
      .map(({ data }) => [data.bill.dispositionCode, data.bill.quantity]);
    expect(told[0]).toEqual(['1C', 9_999_999_999]);
    for (const [, quantity] of told) expect(quantity).toBe(9_999_999_999);
  });
});

describe('a bill from manifest to release', () => {
  test('every change has the next version, is told to others and stays on record', async () => {
    const [voyage, number] = [newVoyage(), newNumber()];
    const key = `MAEU${number}`;
    expect(await file(filing(voyage, [{ billNumber: number }]))).toMatchObject([
      { kind: 'manifest', outcome: 'accepted', reference: `MAEU ${voyage}` },
    ]);
    await file(
      filing(voyage, [{ billNumber: number, quantity: 90, cargo: [], amendment: { action: 'R', reason: null } }]),
    );
    await hold(key, 'place');
    await arrive(voyage);
    await hold(key, 'remove');
    await file(filing(voyage, [{ billNumber: number, amendment: { action: 'D', reason: '07' } }]));
    const changes = await changesOf(key);
    expect(changes.map((c) => [c.version, c.change, c.quantity, c.holds.length, c.arrivedAt, c.deleted])).toEqual([
      [1, 'added', 100, 0, null, false],
      [2, 'amended', 90, 0, null, false],
      [3, 'hold placed', 90, 1, null, false],
      [4, 'arrived', 90, 1, '2026-11-24T09:30:00.000Z', false],
      [5, 'hold removed', 90, 0, '2026-11-24T09:30:00.000Z', false],
      [6, 'deleted', 90, 0, '2026-11-24T09:30:00.000Z', true],
    ]);
    expect(await noticesOf(key)).toEqual(['1H', '1I']);
    const versions = await bench.source.query(
      'SELECT version, change FROM bill_version WHERE bill_key = $1 ORDER BY version',
      [key],
    );
    expect(versions.map((v: { change: string }) => v.change)).toEqual(changes.map((c) => c.change));
  });

  test('a number is refused while its bill is on file, also in the same batch, and free again when it is deleted', async () => {
    const [one, other, number] = [newVoyage(), newVoyage(), newNumber()];
    const answers = await file(
      filing(one, [{ billNumber: number }]),
      filing(other, [{ billNumber: number }, { billNumber: newNumber() }]),
    );
    expect(answers.map((a) => [a.outcome, a.conditions.map((c) => c.code)])).toEqual([
      ['accepted', []],
      ['accepted with warnings', ['038']],
    ]);
    expect(await file(filing(one, [{ billNumber: number }]))).toMatchObject([
      { outcome: 'rejected', conditions: [{ code: '038' }] },
    ]);
    await file(filing(one, [{ billNumber: number, amendment: { action: 'D', reason: null } }]));
    expect(await file(filing(other, [{ billNumber: number }]))).toMatchObject([{ outcome: 'accepted' }]);
    expect((await changesOf(`MAEU${number}`)).map((c) => [c.version, c.change, c.conveyance.voyage])).toEqual([
      [1, 'added', one],
      [2, 'deleted', one],
      [3, 'added', other],
    ]);
  });

  test('a rejected manifest leaves nothing behind but its answer', async () => {
    const voyage = newVoyage();
    expect(await file(filing(voyage, [{ billNumber: newNumber() }], { carrierScacs: ['HLCU'] }))).toMatchObject([
      { outcome: 'rejected' },
    ]);
    expect(await bench.source.query('SELECT 1 FROM conveyance WHERE voyage = $1', [voyage])).toEqual([]);
  });

  test('two conveyances that file one number at the same moment: one has it, the other is refused on its next attempt', async () => {
    const number = newNumber();
    const filings = [filing(newVoyage(), [{ billNumber: number }]), filing(newVoyage(), [{ billNumber: number }])];
    const attempt = async (f: ManifestFiled) => {
      for (;;) {
        try {
          return await file(f);
        } catch (error) {
          expect(String(error)).toMatch(/duplicate key/);
        }
      }
    };
    const answers = (await Promise.all(filings.map(attempt))).flat();
    expect(answers.map((a) => a.outcome).sort()).toEqual(['accepted', 'rejected']);
    expect(await changesOf(`MAEU${number}`)).toHaveLength(1);
  });

  test('a manifest of two thousand bills is taken in one piece', async () => {
    const voyage = newVoyage();
    const numbers = Array.from({ length: 2_000 }, newNumber);
    expect(
      await file(
        filing(
          voyage,
          numbers.map((billNumber) => ({ billNumber })),
        ),
      ),
    ).toMatchObject([{ outcome: 'accepted' }]);
    await arrive(voyage);
    const [{ count }] = await bench.source.query(
      `SELECT count(*)::int AS count FROM bill WHERE voyage = $1 AND state = 'arrived' AND version = 2`,
      [voyage],
    );
    expect(count).toBe(2_000);
  });
});

describe('numbers of another carrier', () => {
  const [truck, line] = [randomUUID(), randomUUID()];
  const scacOf = (filed: ManifestFiled, scac: string, accountId: string): ManifestFiled => ({
    ...filed,
    origin: { ...filed.origin, accountId },
    carrierScacs: [scac],
    conveyance: { ...filed.conveyance, scac },
  });

  test("are not taken by naming a master bill that is nobody's, nor one of one's own; their owner then files them", async () => {
    await hear({ accountId: truck, version: 1, scacs: ['ABCD'] }, { accountId: line, version: 1, scacs: ['LINE'] });
    const [number, master] = [newNumber(), newNumber()];
    const theft = (masterBill: string) =>
      scacOf(filing(newVoyage(), [{ issuerScac: 'LINE', billNumber: number, masterBill }]), 'ABCD', truck);
    expect(await file(theft('ZZZZ00000001'))).toMatchObject([{ outcome: 'rejected', conditions: [{ code: '098' }] }]);
    await file(scacOf(filing(newVoyage(), [{ issuerScac: 'ABCD', billNumber: master }]), 'ABCD', truck));
    expect(await file(theft(`ABCD${master}`))).toMatchObject([{ outcome: 'rejected', conditions: [{ code: '098' }] }]);
    expect(
      await file(scacOf(filing(newVoyage(), [{ issuerScac: 'LINE', billNumber: number }]), 'LINE', line)),
    ).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('are not taken by a shorter code either, with which they are written alike', async () => {
    const number = newNumber();
    const alike = filing(newVoyage(), [{ issuerScac: 'LIN', billNumber: `E${number}` }]);
    expect(await file({ ...scacOf(alike, 'ABCD', truck), carrierScacs: ['ABCD', 'LIN'] })).toMatchObject([
      { outcome: 'rejected', conditions: [{ code: '098' }] },
    ]);
    expect(
      await file(scacOf(filing(newVoyage(), [{ issuerScac: 'LINE', billNumber: number }]), 'LINE', line)),
    ).toMatchObject([{ outcome: 'accepted' }]);
  });

  test("a forwarder without an account may issue houses under the carrier's master, filed before or with them", async () => {
    const [voyage, master, house, other] = [newVoyage(), newNumber(), newNumber(), newNumber()];
    const under = (billNumber: string) => ({ issuerScac: 'FWDR', billNumber, masterBill: `ABCD${master}` });
    const filings = [
      filing(voyage, [under(house), { issuerScac: 'ABCD', billNumber: master }]),
      filing(voyage, [under(other)]),
    ];
    expect((await file(...filings.map((f) => scacOf(f, 'ABCD', truck)))).map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
    ]);
    expect((await changesOf(`FWDR${other}`)).at(-1)).toMatchObject({ change: 'added', masterBill: `ABCD${master}` });
  });

  test('an issuer that opens an account has its numbers to itself, until it gives the code up or is closed; an older word changes nothing', async () => {
    const [forwarder, voyage, master] = [randomUUID(), newVoyage(), newNumber()];
    await file(scacOf(filing(voyage, [{ issuerScac: 'ABCD', billNumber: master }]), 'ABCD', truck));
    const house = async () => {
      const [answer] = await file(
        scacOf(
          filing(voyage, [{ issuerScac: 'FWDN', billNumber: newNumber(), masterBill: `ABCD${master}` }]),
          'ABCD',
          truck,
        ),
      );
      return answer!.outcome;
    };
    const heard: [Partial<AccountChanged>, string][] = [
      [{ version: 2, scacs: ['FWDN'] }, 'rejected'],
      [{ version: 1, scacs: [] }, 'rejected'],
      [{ version: 3, scacs: ['FWDX'] }, 'accepted'],
      [{ version: 4, scacs: ['FWDN'] }, 'rejected'],
      [{ version: 5, scacs: ['FWDN'], active: false }, 'accepted'],
    ];
    expect(await house()).toBe('accepted');
    for (const [changes, outcome] of heard) {
      await hear({ accountId: forwarder, ...changes });
      expect([changes, await house()]).toEqual([changes, outcome]);
    }
  });

  test("a code that moved is its new holder's to file under, while the old holder's change is still on its way", async () => {
    const [from, to, number] = [randomUUID(), randomUUID(), newNumber()];
    await hear({ accountId: from, version: 1, scacs: ['MOVE'] });
    await hear({ accountId: to, version: 1, scacs: ['MOVE'] });
    expect(
      await file(scacOf(filing(newVoyage(), [{ issuerScac: 'MOVE', billNumber: number }]), 'MOVE', to)),
    ).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('an in-bond number that another wrote on a bill keeps nobody from using it', async () => {
    const inBond = { entryType: '61', number: '123456782', destinationPort: '3901' };
    await file(scacOf(filing(newVoyage(), [{ issuerScac: 'ABCD', billNumber: newNumber(), inBond }]), 'ABCD', truck));
    expect(
      await file(scacOf(filing(newVoyage(), [{ issuerScac: 'LINE', billNumber: newNumber(), inBond }]), 'LINE', line)),
    ).toMatchObject([{ outcome: 'accepted' }]);
  });
});

describe('arrivals', () => {
  test('only bills for that port arrive, deleted ones do not, and a second report changes nothing', async () => {
    const [voyage, here, gone, elsewhere] = [newVoyage(), newNumber(), newNumber(), newNumber()];
    const ports = filing(voyage, [{ billNumber: here }, { billNumber: gone }]).ports;
    await file(
      filing(voyage, [], {
        ports: [...ports, { ...ports[0]!, portCode: '2709', bills: [{ ...BILL, billNumber: elsewhere }] }],
      }),
    );
    await file(filing(voyage, [{ billNumber: gone, amendment: { action: 'D', reason: null } }]));
    expect(await arrive(voyage)).toMatchObject({ kind: 'arrival', outcome: 'accepted' });
    expect(await arrive(voyage, { arrivedAt: '2026-11-24T12:00:00Z' })).toMatchObject({
      outcome: 'accepted with warnings',
      conditions: [{ code: '155' }],
    });
    const last = async (number: string) => (await changesOf(`MAEU${number}`)).at(-1);
    expect(await last(here)).toMatchObject({ change: 'arrived', version: 2, arrivedAt: '2026-11-24T09:30:00.000Z' });
    expect(await last(gone)).toMatchObject({ change: 'deleted' });
    expect(await last(elsewhere)).toMatchObject({ change: 'added', arrivedAt: null });
  });

  test('an arrival without a manifest is rejected', async () => {
    expect(await arrive(newVoyage())).toMatchObject({ outcome: 'rejected', conditions: [{ code: '039' }] });
  });
});

describe('goods in bond', () => {
  let number = 12_345_678;
  const inBondNumber = (): string => `${(number += 1)}${number % 7}`;
  const to3901 = (inBond: string | null) => ({ entryType: '61', number: inBond, destinationPort: '3901' });
  const begin = async (...bills: Partial<FiledBill>[]): Promise<string> => {
    const voyage = newVoyage();
    await file(filing(voyage, bills));
    await arrive(voyage);
    return voyage;
  };
  const look = (at: string): Promise<void> =>
    new InBondWatch(
      bench.source,
      new Transactions(bench.source, 4, () => undefined),
      new ManifestConfig(),
      new RecurringWork({} as never, { ownsLane: () => true }),
    ).look(new Date(at));
  const toldOf = async (movement: string) =>
    (await bench.published(InBondTold)).map(({ data }) => data).filter((told) => told.movement === movement);
  const report = (movement: string, changes: Partial<ArrivalReported> = {}, at = NOW) =>
    arrive(
      'TRUCK1',
      {
        origin: { ...origin(), channel: 'json' },
        inBondMovement: movement,
        portCode: '3901',
        arrivedAt: '2026-11-24T12:00:00Z',
        ...changes,
      },
      at,
    );
  // Thirty days from 24 November are over on 24 December, two business days to report on 29 December.
  const NOT_YET = '2026-12-30T05:00:00Z';
  const OVER = '2026-12-30T15:00:00Z';

  test('a movement whose time to arrive and to be reported is over is told once, with all its bills, by the day of its destination', async () => {
    const [movement, first, second] = [inBondNumber(), newNumber(), newNumber()];
    await begin(...[first, second].map((billNumber) => ({ billNumber, inBond: to3901(movement) })), {
      billNumber: newNumber(),
    });
    await look(NOT_YET);
    expect(await toldOf(movement)).toEqual([]);
    await look(OVER);
    await look(OVER);
    expect(await toldOf(movement)).toMatchObject([
      {
        ...{ step: 'overdue', bills: [`MAEU${first}`, `MAEU${second}`], carrierScac: 'MAEU', originPort: '2704' },
        ...{ destinationPort: '3901', startedOn: '2026-11-24', dueDate: '2026-12-24', arrivedOn: null },
      },
    ]);
    expect(await report(movement)).toMatchObject({ kind: 'arrival', outcome: 'accepted' });
    expect((await toldOf(movement)).map(({ step, arrivedOn }) => [step, arrivedOn])).toEqual([
      ['overdue', null],
      ['arrived', '2026-11-24'],
    ]);
  });

  test('one that arrives in time is told of each of its bills, which keep the day when they are amended; nobody is told that it is late', async () => {
    const [movement, billNumber, other] = [inBondNumber(), newNumber(), newNumber()];
    const voyage = await begin(...[billNumber, other].map((one) => ({ billNumber: one, inBond: to3901(movement) })));
    const tellsOf = async (number: string) =>
      (await bench.published(BillChanged))
        .filter(({ data }) => data.billKey === `MAEU${number}`)
        .map(({ data }) => [data.change, data.inBond?.arrivedOn ?? null]);
    await report(movement);
    const arrivals = [
      ['added', null],
      ['arrived', null],
      ['arrived in bond', '2026-11-24'],
    ];
    expect(await tellsOf(billNumber)).toEqual(arrivals);
    expect(await tellsOf(other)).toEqual(arrivals);
    const amend = (destinationPort: string) =>
      file(
        filing(voyage, [
          { billNumber, inBond: { ...to3901(movement), destinationPort }, amendment: { action: 'R', reason: '04' } },
        ]),
      );
    await amend('3901');
    await amend('2709');
    expect((await tellsOf(billNumber)).slice(-2)).toEqual([
      ['amended', '2026-11-24'],
      ['amended', null],
    ]);
    await look(OVER);
    expect(await toldOf(movement)).toEqual([]);
  });

  test('who is no carrier of a movement, another port and a second report are told what is wrong', async () => {
    const [movement, billNumber] = [inBondNumber(), newNumber()];
    await begin({ billNumber, inBond: to3901(movement), secondaryNotify: ['TRKR'] });
    const stranger = { origin: { ...origin(), accountId: randomUUID() }, carrierScacs: ['XXXX'], scac: 'XXXX' };
    expect((await report(movement, stranger)).conditions).toMatchObject([{ code: '009' }]);
    expect((await report(movement, { portCode: '2709' })).conditions).toMatchObject([{ code: 'P12', at: '/port' }]);
    expect((await report(inBondNumber())).conditions).toMatchObject([{ code: 'P11', at: '/inBondMovement' }]);
    const trucker = { origin: { ...origin(), accountId: randomUUID() }, carrierScacs: ['TRKR'], scac: 'TRKR' };
    expect(await report(movement, trucker)).toMatchObject({ outcome: 'accepted' });
    expect(await report(movement)).toMatchObject({ outcome: 'accepted with warnings', conditions: [{ code: '155' }] });
    await look(OVER);
    expect(await toldOf(movement)).toEqual([]);
  });

  test('a number that is used again a year later begins another movement, with a time of its own', async () => {
    const [movement, again] = [inBondNumber(), newNumber()];
    await begin({ billNumber: newNumber(), inBond: to3901(movement) });
    await report(movement);
    await bench.source.query(
      'UPDATE in_bond_movement SET started_on = started_on - 400, arrived_on = arrived_on - 400 WHERE movement = $1',
      [movement],
    );
    await begin({ billNumber: again, inBond: to3901(movement) });
    await look(OVER);
    expect((await toldOf(movement)).map(({ step, startedOn }) => [step, startedOn])).toEqual([
      ['overdue', '2026-11-24'],
    ]);
  });

  test('a movement that CBP holds, and one whose bills were taken off the manifest, are not overdue; the time begins when the hold is lifted', async () => {
    const [held, gone] = [newNumber(), newNumber()];
    const voyage = newVoyage();
    await file(
      filing(
        voyage,
        [held, gone].map((billNumber) => ({ billNumber, inBond: to3901(null) })),
      ),
    );
    await hold(`MAEU${held}`, 'place');
    await arrive(voyage);
    await file(filing(voyage, [{ billNumber: gone, amendment: { action: 'D', reason: '03' } }]));
    await look(OVER);
    expect([...(await toldOf(`MAEU${held}`)), ...(await toldOf(`MAEU${gone}`))]).toEqual([]);
    await hold(`MAEU${held}`, 'remove', '1H', new Date('2026-12-01T15:00:00Z'));
    await look(OVER);
    expect(await toldOf(`MAEU${held}`)).toEqual([]);
    // Thirty days from 1 December are over on the 31st, two business days to report on 5 January.
    await look('2027-01-06T15:00:00Z');
    expect(
      (await toldOf(`MAEU${held}`)).map(({ step, inBondNumber: none, startedOn, dueDate }) => [
        ...[step, none, startedOn, dueDate],
      ]),
    ).toEqual([['overdue', null, '2026-12-01', '2026-12-31']]);
    expect(await toldOf(`MAEU${gone}`)).toEqual([]);
  });

  test('days on which CBP holds a bill of the movement after it began are not counted, from the first hold to the last that is lifted; a hold after the end gives no time back', async () => {
    const [movement, late, first, second, third] = [
      inBondNumber(),
      inBondNumber(),
      ...Array.from({ length: 3 }, newNumber),
    ];
    await begin(...[first, second].map((billNumber) => ({ billNumber, inBond: to3901(movement) })));
    await begin({ billNumber: third, inBond: to3901(late) });
    const on = (day: string): Date => new Date(`${day}T18:00:00Z`);
    await hold(`MAEU${first}`, 'place', '1H', on('2026-12-01'));
    await hold(`MAEU${second}`, 'place', '2H', on('2026-12-03'));
    await hold(`MAEU${first}`, 'remove', '1H', on('2026-12-04'));
    await hold(`MAEU${second}`, 'remove', '2H', on('2026-12-11'));
    await hold(`MAEU${third}`, 'place', '1H', on('2026-12-26'));
    await hold(`MAEU${third}`, 'remove', '1H', on('2026-12-30'));
    await look(OVER);
    expect((await toldOf(late)).map(({ step, dueDate }) => [step, dueDate])).toEqual([['overdue', '2026-12-24']]);
    expect(await toldOf(movement)).toEqual([]);
    // Ten days more: 3 January, to report by the 5th.
    await look('2027-01-05T15:00:00Z');
    expect(await toldOf(movement)).toEqual([]);
    await look('2027-01-06T15:00:00Z');
    expect((await toldOf(movement)).map(({ startedOn, dueDate }) => [startedOn, dueDate])).toEqual([
      ['2026-11-24', '2027-01-03'],
    ]);
  });

  test('a bill that CBP holds when the others of its movement begin stops their time until it may move too', async () => {
    const [movement, free, held] = [inBondNumber(), newNumber(), newNumber()];
    const voyage = newVoyage();
    await file(
      filing(
        voyage,
        [free, held].map((billNumber) => ({ billNumber, inBond: to3901(movement) })),
      ),
    );
    await hold(`MAEU${held}`, 'place');
    await arrive(voyage);
    await hold(`MAEU${held}`, 'remove', '1H', new Date('2026-12-04T18:00:00Z'));
    await look('2027-01-05T15:00:00Z');
    expect(await toldOf(movement)).toEqual([]);
    await look('2027-01-06T15:00:00Z');
    expect((await toldOf(movement)).map(({ startedOn, dueDate, bills }) => [startedOn, dueDate, bills])).toEqual([
      ['2026-11-24', '2027-01-03', [`MAEU${free}`, `MAEU${held}`]],
    ]);
  });

  test('one that arrived after its time is told, with the day, though its report came before anybody looked; one that CBP held for as long is not', async () => {
    const [movement, kept, billNumber] = [inBondNumber(), inBondNumber(), newNumber()];
    await begin({ billNumber: newNumber(), inBond: to3901(movement) });
    await begin({ billNumber, inBond: to3901(kept) });
    await hold(`MAEU${billNumber}`, 'place', '1H', new Date('2026-12-20T18:00:00Z'));
    const arrivedAt = '2026-12-26T18:00:00Z';
    for (const one of [movement, kept])
      expect(await report(one, { arrivedAt }, new Date('2026-12-27T18:00:00Z'))).toMatchObject({ outcome: 'accepted' });
    await look(OVER);
    expect((await toldOf(movement)).map(({ step, dueDate, arrivedOn }) => [step, dueDate, arrivedOn])).toEqual([
      ['overdue', '2026-12-24', '2026-12-26'],
    ]);
    expect(await toldOf(kept)).toEqual([]);
  });

  test('a movement under another number, or asked for anew, has no more time than the one before it; one that is asked for after the arrival begins then', async () => {
    const [movement, other, billNumber, stored] = [inBondNumber(), inBondNumber(), newNumber(), newNumber()];
    const voyage = await begin({ billNumber, inBond: to3901(movement) }, { billNumber: stored });
    const amend = (number: string, inBond: FiledBill['inBond']) =>
      fileAt(
        new Date('2026-12-20T18:00:00Z'),
        filing(voyage, [{ billNumber: number, inBond, amendment: { action: 'R', reason: '04' } }]),
      );
    await amend(billNumber, to3901(other));
    await amend(stored, to3901(null));
    await look('2027-02-01T15:00:00Z');
    const times = [];
    for (const one of [movement, other, `MAEU${stored}`])
      times.push((await toldOf(one)).map(({ startedOn, dueDate }) => [startedOn, dueDate]));
    expect(times).toEqual([[], [['2026-11-24', '2026-12-24']], [['2026-12-20', '2027-01-19']]]);
  });

  test('the number that another carrier wrote on a bill of his is another movement', async () => {
    const movement = inBondNumber();
    const line = randomUUID();
    await hear({ accountId: line, scacs: ['LINB'] });
    await begin({ billNumber: newNumber(), inBond: to3901(movement) });
    const voyage = newVoyage();
    const theirs = filing(voyage, [
      { issuerScac: 'LINB', billNumber: newNumber(), inBond: { ...to3901(movement), destinationPort: '2709' } },
    ]);
    const own = { origin: { ...origin(), accountId: line }, carrierScacs: ['LINB'] };
    await file({ ...theirs, ...own, conveyance: { ...theirs.conveyance, scac: 'LINB' } });
    await arrive(voyage, { ...own, origin: { ...origin(), accountId: line }, scac: 'LINB' });
    expect(await report(movement)).toMatchObject({ outcome: 'accepted' });
    await look(OVER);
    expect((await toldOf(movement)).map(({ carrierScac, destinationPort }) => [carrierScac, destinationPort])).toEqual([
      ['LINB', '2709'],
    ]);
  });
});

describe('holds', () => {
  test('the history names who placed and removed each', async () => {
    const [voyage, number] = [newVoyage(), newNumber()];
    const key = `MAEU${number}`;
    await file(filing(voyage, [{ billNumber: number }]));
    await hold(key, 'place', '2H');
    expect(await hold(key, 'place', '2H')).toMatchObject({
      kind: 'bill hold',
      outcome: 'rejected',
      conditions: [{ code: 'H04' }],
    });
    await hold(key, 'remove', '2H');
    await hold(key, 'place', '2H');
    const history = await bench.source.query(
      'SELECT code, officer, removed_by, removed_at IS NULL AS open FROM bill_hold WHERE bill_key = $1 ORDER BY id',
      [key],
    );
    const officer = 'Officer 2704-17';
    expect(history).toEqual([
      { code: '2H', officer, removed_by: officer, open: false },
      { code: '2H', officer, removed_by: null, open: true },
    ]);
    expect(await noticesOf(key)).toEqual(['2H', '2I', '2H']);
  });

  test('a bill nobody filed cannot be held', async () => {
    expect(await hold('MAEUNOBODY', 'place')).toMatchObject({ outcome: 'rejected', conditions: [{ code: 'H02' }] });
  });
});

describe('what carriers are told of entries', () => {
  test('a release once for each bill, its cancellation, and nothing of bills that are not on file', async () => {
    const [voyage, one, two] = [newVoyage(), newNumber(), newNumber()];
    await file(filing(voyage, [{ billNumber: one }, { billNumber: two }]));
    const keys = [`MAEU${one}`, `MAEU${two}`, 'MAEUUNKNOWN'];
    await releaseOf('10000001', keys, 'admissible', ['97']);
    await releaseOf('10000001', keys, 'released', ['98']);
    await releaseOf('10000001', keys, 'released', ['88']);
    await releaseOf('10000001', [keys[0]!, 'MAEUUNKNOWN'], 'released', ['88']);
    await releaseOf('10000001', [keys[0]!], 'cancelled', ['23']);
    expect(await noticesOf(keys[0]!)).toEqual(['1C', '4E']);
    expect(await noticesOf(keys[1]!)).toEqual(['1C', '16']);
    expect(await noticesOf('MAEUUNKNOWN')).toEqual([]);
  });
});

describe('the running service', () => {
  test('starts without a broker and answers what is on file', async () => {
    const [voyage, number] = [newVoyage(), newNumber()];
    await file(filing(voyage, [{ billNumber: number }]));
    await hold(`MAEU${number}`, 'place');
    const [house, moved] = [newNumber(), newNumber()];
    const inBond = { entryType: '61', number: '100000003', destinationPort: '3901' };
    await file(
      filing(voyage, [
        { billNumber: house, masterBill: `MAEU${number}` },
        { billNumber: moved, inBond },
      ]),
    );
    const token = 'operations-token-of-this-test';
    const config = loadConfig(ManifestConfig, {
      DATABASE_URL: (bench.source.options as { url: string }).url,
      AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
      PORT: '0',
      HOST: '127.0.0.1',
      OPERATIONS_TOKEN: token,
    });
    const service = await startService(manifest, config, createLog('manifest', 'test', 'error'));
    try {
      const get = (path: string) =>
        request(service.url).get(`/operations/${path}`).set('authorization', `Bearer ${token}`);
      await eventually(async () => (await request(service.url).get('/health/ready')).status === 200);
      const bill = await get(`bills/MAEU${number}`).expect(200);
      expect(bill.body).toMatchObject({
        quantity: 100,
        version: 2,
        holds: [{ code: '1H' }],
        holdHistory: [{ code: '1H', removedAt: null }],
        history: [{ change: 'added' }, { change: 'hold placed' }],
      });
      expect(BillRequest.faultOf(bill.body)).toBeNull();
      const conveyance = await get(`conveyances/MAEU/${voyage}`).expect(200);
      expect(conveyance.body).toMatchObject({
        name: 'PORTWAY MERCHANT',
        ports: [{ portCode: '2704', estimatedArrival: '2026-11-24', arrivedAt: null, bills: 3, deleted: 0, held: 1 }],
        bills: [
          { billKey: `MAEU${number}`, state: 'on file', holds: ['1H'] },
          { billKey: `MAEU${house}` },
          { billKey: `MAEU${moved}` },
        ],
        next: null,
      });
      const together = async (path: string) => (await get(`bills-of/${path}`).expect(200)).body;
      const houses = { billKeys: [`MAEU${house}`], more: false };
      expect(BillsOfRequest.faultOf(houses)).toBeNull();
      expect(await together(`master/MAEU${number}`)).toEqual(houses);
      expect(await together(`in-bond/${inBond.number}`)).toEqual({ billKeys: [`MAEU${moved}`], more: false });
      expect(await together('in-bond/NOWHERE')).toEqual({ billKeys: [], more: false });
      await get('bills-of/port/2704').expect(404);
      await get('bills/MAEUNOBODY').expect(404);
      await get('conveyances/MAEU/NOWHERE').expect(404);
      await request(service.url).get(`/operations/bills/MAEU${number}`).expect(401);
    } finally {
      await service.close();
    }
  });
});

test('a hold that an officer accepted from a Center is placed as any other, its carrier is told, and cee hears what became of it', async () => {
  const [voyage, billNumber] = [newVoyage(), newNumber()];
  await file(filing(voyage, [{ billNumber }]));
  const billKey = `${BILL.issuerScac}${billNumber}`;
  const ask = async (changes: Partial<HoldRequested> = {}): Promise<string | null> => {
    const data = { ...HoldRequested.example, requestId: randomUUID(), billKey, ...changes };
    await bench.handle(
      (context) => new HoldRequestsConsumer().take([received(HoldRequested, billSubject(billKey), data)], context),
      NOW,
    );
    const answers = await bench.published(HoldAnswered);
    return answers.find((answer) => answer.data.requestId === data.requestId)!.data.refusal;
  };
  expect(await ask({ officerPorts: ['5301'] })).toBe('BILL AT ANOTHER PORT');
  expect(await ask()).toBeNull();
  expect(await ask()).toBe('HOLD ALREADY PLACED');
  const [{ reason, officer }] = await bench.source.query('SELECT reason, officer FROM bill_hold WHERE bill_key = $1', [
    billKey,
  ]);
  expect([reason, officer]).toEqual([HoldRequested.example.reason, HoldRequested.example.officer]);
  expect((await hold(billKey, 'remove')).outcome).toBe('accepted');
  const told = (await bench.published(CarrierNotified)).filter(({ data }) => data.bill.billNumber === billNumber);
  expect(told.map(({ data }) => data.bill.dispositionCode)).toEqual(expect.arrayContaining(['1H', '1I']));
});
