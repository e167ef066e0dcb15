import fc from 'fast-check';
import { ManifestFiled } from '#contracts';
import { Bill, billKeyOf, FiledBill } from '../bills/bill.model';
import { billStates } from '../bills/bill.states';
import { CONTENT_RULES } from './bill-content.rules';
import { MANIFEST_ERRORS, manifestErrorTables } from './manifest-errors';
import { judgeManifest, OnFile, PortCall } from './manifest.rules';

const NOW = new Date('2026-11-21T15:00:00Z');
const EXAMPLE = ManifestFiled.example;
const BILL = EXAMPLE.ports[0]!.bills[0]!;
/** Carriers with an account of their own, other than the filer. */
const OTHERS = ['HLCU', 'MSCU'];
const NOTHING: OnFile = { bill: () => undefined, isAnothers: (scac) => OTHERS.includes(scac), calls: null };

const filing = (
  bills: Partial<FiledBill>[],
  changes: { conveyance?: object; port?: object; channel?: 'json' | 'x12'; scacs?: string[] } = {},
): ManifestFiled => ({
  ...EXAMPLE,
  origin: { ...EXAMPLE.origin, channel: changes.channel ?? 'x12' },
  carrierScacs: changes.scacs ?? ['MAEU'],
  conveyance: { ...EXAMPLE.conveyance, ...changes.conveyance },
  ports: [{ ...EXAMPLE.ports[0]!, bills: bills.map((bill) => ({ ...BILL, ...bill })), ...changes.port }],
});
const codes = (f: ManifestFiled, onFile = NOTHING) => judgeManifest(f, onFile, NOW).conditions.map((c) => c.code);
const onFile = (changes: Partial<Bill> = {}, call: Partial<PortCall> = {}): OnFile => {
  const {
    changes: [first],
  } = judgeManifest(filing([{}]), NOTHING, new Date('2026-11-20T00:00:00Z'));
  const bill: Bill = { ...first!.bill, version: 1, ...changes };
  return {
    ...NOTHING,
    bill: (key) => (key === bill.billKey ? bill : undefined),
    calls: new Map([['2704', { portCode: '2704', estimatedArrival: '2026-11-24', arrivedAt: null, ...call }]]),
  };
};
const amendment = (action: 'A' | 'D' | 'R', reason: string | null = null) => ({ amendment: { action, reason } });
const inBond = (number: string | null, destinationPort: string | null = '3901') => ({
  inBond: { entryType: '61', number, destinationPort },
});

/** For each rule on a bill: a bill that breaks it and the same bill put right. */
const PAIRS: Record<string, { mode?: string; wrong: Partial<FiledBill>; right: Partial<FiledBill> }> = {
  '017': { wrong: { billNumber: 'NUMBER-TOO-LONG' }, right: { billNumber: 'ABC123456789' } },
  P05: {
    wrong: { quantity: 0, cargo: [{ ...BILL.cargo[0]!, quantity: null }] },
    right: { quantity: 0, billType: '2', cargo: [] },
  },
  '058': { wrong: { quantity: 101 }, right: { quantity: 100 } },
  '020': { wrong: { weight: '0' }, right: { weight: '0.5' } },
  '021': { wrong: { weightUnit: 'TON' }, right: { weightUnit: 'KG' } },
  '034': { wrong: { ladingPort: null }, right: { ladingPort: '57078' } },
  '004': { wrong: { parties: [BILL.parties[1]!] }, right: { parties: BILL.parties } },
  '005': {
    wrong: { parties: [BILL.parties[0]!] },
    right: { parties: [BILL.parties[0]!, { ...BILL.parties[1]!, entityCode: 'N1' }] },
  },
  '007': { wrong: { cargo: [] }, right: { cargo: BILL.cargo } },
  '008': { mode: '30', wrong: { billType: '5' }, right: { billType: '5', ...inBond(null) } },
  '032': { wrong: inBond('123456780'), right: inBond('123456782') },
  '380': { wrong: inBond(null, '0000'), right: inBond(null, '3901') },
  P06: {
    wrong: { equipment: [{ ...BILL.equipment[0]!, initial: 'CSQU', number: '3054384' }] },
    right: { equipment: [{ ...BILL.equipment[0]!, initial: 'CSQU', number: '3054383' }] },
  },
};

describe('what a bill must say', () => {
  test('the table of pairs covers every rule', () => {
    expect(Object.keys(PAIRS).sort()).toEqual(CONTENT_RULES.map((rule) => rule.code).sort());
  });
  test.each(Object.entries(PAIRS))(
    '%s is found in the wrong bill and not in the right one',
    (code, { mode = '11', wrong, right }) => {
      const equipment: FiledBill['equipment'] = [];
      expect(codes(filing([{ equipment, ...wrong }], { conveyance: { modeOfTransport: mode } }))).toContain(code);
      expect(codes(filing([{ equipment, ...right }], { conveyance: { modeOfTransport: mode } }))).toEqual([]);
    },
  );
  test('a wrong check digit of a container is a warning: the bill is taken', () => {
    const judged = judgeManifest(filing([{ ...PAIRS['P06']!.wrong }]), NOTHING, NOW);
    expect(judged).toMatchObject({ outcome: 'accepted with warnings', changes: [{ change: 'added' }] });
  });
});

describe('a manifest', () => {
  test('puts its bills and calls on file', () => {
    const judged = judgeManifest(filing([{}, { billNumber: '260000102' }]), NOTHING, NOW);
    expect(judged.outcome).toBe('accepted');
    expect(judged.changes.map(({ bill, change }) => [bill.billKey, bill.state, change])).toEqual([
      ['MAEU260000101', 'on file', 'added'],
      ['MAEU260000102', 'on file', 'added'],
    ]);
    expect(judged.calls).toEqual([{ portCode: '2704', estimatedArrival: '2026-11-24', arrivedAt: null }]);
  });
  test.each([
    ['009', { scacs: ['HLCU'] }],
    ['010', { conveyance: { modeOfTransport: '50' } }],
    ['012', { conveyance: { voyage: ' ' } }],
  ] as const)('%s refuses everything', (code, changes) => {
    expect(judgeManifest(filing([{}], changes as never), NOTHING, NOW)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code }],
      changes: [],
      calls: [],
    });
  });
  test('without a port it is refused', () => {
    expect(codes({ ...filing([]), ports: [] })).toEqual(['002']);
  });
  test('an unknown port refuses the bills for it, with the number of the mode', () => {
    expect(codes(filing([{}], { port: { portCode: '0000' } }))).toEqual(['014']);
    expect(codes(filing([{}], { port: { portCode: '0000' }, conveyance: { modeOfTransport: '30' } }))).toEqual(['033']);
  });
  test('an arrival date that does not exist or is more than a year ahead refuses, one that has passed is a warning', () => {
    const dated = (estimatedArrival: string) => filing([{}], { port: { estimatedArrival } });
    expect(codes(dated('2026-02-30'))).toEqual(['015']);
    expect(codes(dated('2028-01-01'))).toEqual(['015']);
    expect(judgeManifest(dated('2026-11-20'), NOTHING, NOW)).toMatchObject({
      outcome: 'accepted with warnings',
      conditions: [{ code: 'P10' }],
    });
    expect(codes(dated('2026-11-21'))).toEqual([]);
  });
  test('bills that are right are taken although others are not', () => {
    const judged = judgeManifest(filing([{}, { billNumber: '260000102', parties: [], recordIndex: 30 }]), NOTHING, NOW);
    expect(judged.outcome).toBe('accepted with warnings');
    expect(judged.changes).toHaveLength(1);
    expect(judged.conditions).toMatchObject([
      { code: '004', recordIndex: 30, record: 'N1', at: null },
      { code: '005', recordIndex: 30 },
    ]);
  });
  test('when no bill is right it is rejected', () => {
    expect(judgeManifest(filing([{ parties: [] }]), NOTHING, NOW)).toMatchObject({ outcome: 'rejected', calls: [] });
  });
  test('faults of a JSON manifest are pointed at by member', () => {
    const judged = judgeManifest(
      filing([{}, { parties: [BILL.parties[0]!], billNumber: '260000102' }], { channel: 'json' }),
      NOTHING,
      NOW,
    );
    expect(judged.conditions.find((c) => c.code === '005')).toMatchObject({
      at: '/ports/0/bills/1/parties',
      record: null,
    });
  });
  test('a fault of the conveyance is pointed at in it', () => {
    expect(judgeManifest(filing([{}], { channel: 'json', scacs: ['HLCU'] }), NOTHING, NOW).conditions).toMatchObject([
      { code: '009', at: '/conveyance/carrier' },
    ]);
    const add = filing([{ amendment: { action: 'A', reason: null } }], { channel: 'json' });
    expect(judgeManifest(add, NOTHING, NOW).conditions).toMatchObject([{ code: '039', at: '/conveyance/voyage' }]);
  });
  test('the same bill twice in one manifest is taken once', () => {
    expect(codes(filing([{}, {}]))).toEqual(['038']);
  });
});

describe('a bill of an issuer that is not the filer', () => {
  const MASTER = 'MAEU260000101';
  const house = (changes: Partial<FiledBill> = {}): Partial<FiledBill> => ({
    issuerScac: 'HOUS',
    billNumber: 'H1',
    masterBill: MASTER,
    ...changes,
  });

  test("is taken as a house bill under the filer's master bill on file", () => {
    expect(judgeManifest(filing([house()]), onFile(), NOW)).toMatchObject({
      outcome: 'accepted',
      changes: [{ bill: { billKey: 'HOUSH1', masterBill: MASTER } }],
    });
  });
  test.each([
    ['without a master bill', house({ masterBill: null }), {}],
    ['under a master bill that nobody has on file', house({ masterBill: 'ZZZZ00000001' }), {}],
    [
      'under a master bill of another issuer and filer',
      house(),
      { issuerScac: 'OTHR', accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b99' },
    ],
    ['under a master bill that was deleted', house(), { state: 'deleted' }],
    ['under itself', house({ masterBill: 'HOUSH1' }), {}],
    ['whose issuer has an account and files for itself', house({ issuerScac: 'MSCU' }), {}],
  ] as const)('is refused %s', (_, bill, master) => {
    const before = onFile();
    const stored = { ...before.bill(MASTER)!, ...master } as Bill;
    const judged = judgeManifest(
      filing([bill]),
      { ...before, bill: (key) => (key === MASTER ? stored : undefined) },
      NOW,
    );
    expect(judged).toMatchObject({
      outcome: 'rejected',
      changes: [],
      conditions: [{ code: '098', record: 'M11', field: 'M1112', remedy: expect.stringContaining('master bill') }],
    });
  });
  test('is taken under a master bill that the filer itself filed, whoever issued it', () => {
    const before = onFile({ issuerScac: 'OTHR' });
    expect(codes(filing([house()]), before)).toEqual([]);
  });
  test('and its master bill may come in one filing, in any order and for different ports; the bills stay in the order filed', () => {
    for (const bills of [
      [{}, house()],
      [house(), {}],
    ]) {
      const judged = judgeManifest(filing(bills), NOTHING, NOW);
      expect(judged).toMatchObject({ outcome: 'accepted', conditions: [] });
      expect(judged.changes.map(({ bill }) => bill.issuerScac)).toEqual(bills.map((bill) => bill.issuerScac ?? 'MAEU'));
    }
    const one = filing([house()]);
    expect(codes({ ...one, ports: [...one.ports, { ...filing([{}]).ports[0]!, portCode: '2709' }] })).toEqual([]);
  });
  test('is refused with its master bill', () => {
    const judged = judgeManifest(filing([{ parties: [], recordIndex: 4 }, house({ recordIndex: 20 })]), NOTHING, NOW);
    expect(judged.changes).toEqual([]);
    expect(judged.conditions.map(({ code, recordIndex }) => [code, recordIndex])).toEqual([
      ['004', 4],
      ['005', 4],
      ['098', 20],
    ]);
  });
  test('gives its number to nobody whom it does not belong to: not by an amendment, and not when it was deleted', () => {
    for (const action of ['A', 'R', 'D'] as const) {
      const theirs = onFile({
        conveyance: { ...EXAMPLE.conveyance, scac: 'HLCU' },
        issuerScac: 'HLCU',
        billKey: 'HLCU260000101',
      });
      expect(
        codes(filing([house({ issuerScac: 'HLCU', billNumber: '260000101', ...amendment(action) })]), theirs),
      ).toContain('098');
    }
    const gone = onFile({ state: 'deleted', issuerScac: 'HLCU', billKey: 'HLCU260000101' });
    expect(codes(filing([house({ issuerScac: 'HLCU', billNumber: '260000101' })]), gone)).toEqual(['098']);
  });
  test('is not moved under a master bill of another by an amendment, and stays amendable where it is', () => {
    const filed = onFile({ ...house(), billKey: 'HOUSH1' } as Partial<Bill>);
    const replace = (changes: Partial<FiledBill>) =>
      filing([house({ quantity: 90, cargo: [], ...amendment('R'), ...changes })]);
    expect(codes(replace({ masterBill: 'HLCU00000001' }), filed)).toEqual(['098']);
    expect(codes(replace({ masterBill: null }), filed)).toEqual([]);
    expect(codes(filing([house(amendment('D'))]), filed)).toEqual([]);
  });
  test('is not taken by a shorter code and a number that are written alike', () => {
    const before = onFile();
    for (const scacs of [['MAEU', 'HLC'], ['MAEU']]) {
      expect(
        codes({ ...filing([house({ issuerScac: 'HLC', billNumber: 'U260000101' })]), carrierScacs: scacs }, before),
      ).toEqual(['098']);
    }
    expect(
      codes({ ...filing([{ issuerScac: 'HL', billNumber: 'CU1' }]), carrierScacs: ['MAEU', 'HL'] }, before),
    ).toEqual(['098']);
    expect(
      codes(
        {
          ...filing([
            { issuerScac: 'HLC', billNumber: '260000101' },
            { issuerScac: 'HLC', billNumber: 'A1' },
          ]),
          carrierScacs: ['MAEU', 'HLC'],
        },
        before,
      ),
    ).toEqual([]);
  });
  test('is not said to be on file or free to whom it does not belong', () => {
    const theirs = onFile({ issuerScac: 'HLCU', billKey: 'HLCU260000101' });
    expect(codes(filing([{ issuerScac: 'HLCU', billNumber: '260000101' }]), theirs)).toEqual(['098']);
  });
});

describe('a bill number', () => {
  const again = filing([{}]);
  test('serves once in three years', () => {
    expect(codes(again, onFile({ filedAt: '2023-11-21T15:00:01Z' }))).toEqual(['038']);
    expect(codes(again, onFile({ filedAt: '2023-11-21T15:00:00Z' }))).toEqual([]);
  });
  test('is free again when its bill was deleted; the version goes on and holds stay', () => {
    const holds = [{ code: '1H', reason: 'x', placedAt: '2026-11-20T00:00:00Z' }];
    const judged = judgeManifest(again, onFile({ state: 'deleted', version: 2, holds }), NOW);
    expect(judged.changes).toMatchObject([{ change: 'added', bill: { state: 'on file', version: 2, holds } }]);
  });
});

describe('an amendment', () => {
  const bare = {
    ...BILL,
    unit: null,
    weight: null,
    weightUnit: null,
    ladingPort: null,
    billType: null,
    parties: [],
    cargo: [],
    references: [],
  };
  test('R with a quantity alone replaces the quantity and keeps the rest', () => {
    const judged = judgeManifest(filing([{ ...bare, quantity: 98, ...amendment('R') }]), onFile(), NOW);
    expect(judged).toMatchObject({
      outcome: 'accepted',
      changes: [
        { change: 'amended', bill: { quantity: 98, unit: 'CTN', details: { parties: BILL.parties, weight: '4100' } } },
      ],
    });
  });
  test('R moves a bill that has not arrived to another port; one that has stays', () => {
    const moved = filing([{ ...bare, quantity: 100, ...amendment('R') }], { port: { portCode: '2709' } });
    expect(judgeManifest(moved, onFile(), NOW).changes).toMatchObject([{ bill: { portCode: '2709' } }]);
    expect(codes(moved, onFile({ state: 'arrived', arrivedAt: '2026-11-21T01:00:00Z' }))).toContain('P09');
  });
  test('D takes a bill off; after arrival only with a reason', () => {
    const remove = (reason: string | null) => filing([{ ...amendment('D', reason) }]);
    expect(judgeManifest(remove(null), onFile(), NOW).changes).toMatchObject([
      { change: 'deleted', bill: { state: 'deleted' } },
    ]);
    const arrived = onFile({ state: 'arrived', arrivedAt: '2026-11-21T01:00:00Z' });
    expect(codes(remove(null), arrived)).toEqual(['P08']);
    expect(codes(remove('07'), arrived)).toEqual([]);
  });
  test('D alone puts no conveyance on file', () => {
    expect(judgeManifest(filing([{ ...amendment('D') }]), { ...onFile(), calls: null }, NOW)).toMatchObject({
      outcome: 'accepted',
      calls: [],
    });
  });
  test.each(['R', 'D'] as const)(
    '%s finds only the bill of its own issuer, not one that is written alike',
    (action) => {
      const alike = { issuerScac: BILL.issuerScac.slice(0, 3), billNumber: BILL.issuerScac.slice(3) + BILL.billNumber };
      const file = onFile();
      expect(codes(filing([{ ...alike, ...amendment(action) }]), file)).toEqual(['P07']);
      expect(codes(filing([{ ...amendment(action) }]), file)).toEqual([]);
      // Nor are two that are written alike ever on file at once.
      const added = { ...filing([alike]), carrierScacs: [BILL.issuerScac, alike.issuerScac] };
      expect(codes(added, file)).toEqual(['038']);
    },
  );

  test.each(['D', 'R'] as const)('%s of a bill that is not on file, or was deleted, is refused', (action) => {
    expect(codes(filing([{ ...amendment(action) }]))).toEqual(['P07']);
    expect(codes(filing([{ ...amendment(action) }]), onFile({ state: 'deleted' }))).toEqual(['P07']);
  });
  test("nobody amends another carrier's bill", () => {
    const other = onFile({ conveyance: { ...EXAMPLE.conveyance, scac: 'HLCU' } });
    expect(codes(filing([{ ...amendment('D') }]), other)).toEqual(['098']);
  });
  test('A needs the manifest on file', () => {
    const add = filing([{ ...amendment('A'), billNumber: '260000109' }]);
    expect(codes(add)).toEqual(['039']);
    expect(codes(add, onFile())).toEqual([]);
  });
  test('D and A of one bill in one message replace it', () => {
    const judged = judgeManifest(filing([{ ...amendment('D') }, { ...amendment('A'), quantity: 100 }]), onFile(), NOW);
    expect(judged.changes.map((c) => c.change)).toEqual(['deleted', 'added']);
  });
  test('a bill added after its conveyance arrived has arrived; a later voyage of the same number has not', () => {
    const add = (estimatedArrival: string) =>
      filing([{ ...amendment('A'), billNumber: '260000109' }], { port: { estimatedArrival } });
    const arrived = onFile({}, { arrivedAt: '2026-11-20T06:00:00.000Z' });
    expect(judgeManifest(add('2026-11-21'), arrived, NOW).changes).toMatchObject([
      { bill: { state: 'arrived', arrivedAt: '2026-11-20T06:00:00.000Z' } },
    ]);
    // It arrived on the 19th by the port's clock: thirty days later is 19 December.
    expect(judgeManifest(add('2026-12-19'), arrived, NOW).changes).toMatchObject([{ bill: { state: 'arrived' } }]);
    expect(judgeManifest(add('2026-12-20'), arrived, NOW).changes).toMatchObject([{ bill: { state: 'on file' } }]);
    expect(judgeManifest(add('2027-05-01'), arrived, NOW).changes).toMatchObject([
      { bill: { state: 'on file', arrivedAt: null } },
    ]);
  });
});

test('no bill is passed over: each is taken or refused with a reason, never both', () => {
  const actions = fc.constantFrom(null, amendment('A'), amendment('R'), amendment('D'));
  const faults = fc.subarray([
    { parties: [] },
    { quantity: 0 },
    { weight: '0' },
    { ladingPort: null },
    { cargo: [] },
    { issuerScac: 'HLCU' },
  ] as Partial<FiledBill>[]);
  const numbers = fc.constantFrom('260000101', '260000102', '260000103');
  const bills = fc.array(fc.tuple(actions, faults, numbers), { maxLength: 8 });
  const states = fc.constantFrom(
    NOTHING,
    onFile(),
    onFile({ state: 'deleted' }),
    onFile({ state: 'arrived', arrivedAt: NOW.toISOString() }),
  );
  fc.assert(
    fc.property(bills, states, (drawn, before) => {
      const sent = drawn.map(
        ([action, wrong, billNumber], i): Partial<FiledBill> =>
          Object.assign({ recordIndex: i, billNumber }, action, ...wrong),
      );
      const { changes, conditions, outcome } = judgeManifest(filing(sent), before, NOW);
      const refused = new Set(conditions.filter((c) => c.severity === 'fatal').map((c) => c.recordIndex));
      expect(changes.length + refused.size).toBe(sent.length);
      expect(outcome === 'rejected').toBe(sent.length > 0 && changes.length === 0);
    }),
  );
});

describe('the tables', () => {
  test('the life of a bill is sound', () => {
    expect(billStates.faults()).toEqual([]);
  });
  test('every error of every mode says what to do, and the partner tables list it', () => {
    const text = manifestErrorTables();
    for (const { all } of Object.values(MANIFEST_ERRORS))
      for (const { code, remedy } of all) expect(text).toMatch(new RegExp(`\\| ${code} .*${remedy.slice(0, 12)}`));
  });
  test("a bill's key is its issuer and number", () => {
    expect(billKeyOf(BILL)).toBe('MAEU260000101');
  });
});
