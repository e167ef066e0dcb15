import type { SummaryContext, SummaryOnFile } from '../summary-on-file/summary.model';
import { judgeSummary } from './filing.rules';
import { consolidated, ON_FILE } from './declared-records.fixture';
import { withdrawal } from './rule-book.fixture';
import {
  CONTEXT,
  corrected,
  type DraftSummary,
  draftOf,
  fee,
  type Fixture,
  formal,
  IMPORTER,
  informal,
  laptops,
  line,
  tariff,
} from './summary.fixture';

type Case = Omit<Fixture, 'when'>;
const codes = (fixture: Case): string[] => [
  ...new Set(
    judgeSummary(draftOf({ when: '', ...fixture }), { ...CONTEXT, ...fixture.context }).conditions.map(
      ({ code }) => code,
    ),
  ),
];
const dryLaptops = () => ({ ...laptops(5000), fees: [fee('499')] }) as DraftSummary['lines'][number];
const REJECTED: SummaryOnFile = {
  ...{ state: 'rejected', control: 'cbp', portOfEntry: '2704', importerNumber: IMPORTER, corrected: false },
  ...{ liquidation: null, content: null },
};
const total = (s: DraftSummary, classCode: string, cents: number): void => {
  const found = s.totals.feesByClass.find((one) => one.classCode === classCode)!;
  s.totals.feeCents! += cents - found.cents;
  found.cents = cents;
};

describe('fees of a consolidated summary may be more than fixed (usage notes (q) and (w))', () => {
  const large =
    (cents: number): Case['declare'] =>
    (s) =>
      total(s, '499', cents);
  const of =
    (value: number): Case['change'] =>
    (s) =>
      (s.lines = [laptops(value) as DraftSummary['lines'][number]]);
  const context: Partial<SummaryContext> = { consolidated: ON_FILE };

  test('more than the maximum of the processing fee is accepted, and less is not', () => {
    const filed = (cents: number): Case => ({
      from: consolidated,
      change: of(200_000),
      declare: large(cents),
      context,
    });
    expect([69_280, 65_151, 65_150, 65_149].map((cents) => codes(filed(cents)))).toEqual([[], [], [], ['640']]);
    expect(codes({ change: of(200_000), declare: large(65_151) })).toEqual(['640']);
    expect(codes({ from: consolidated, change: of(20_000), declare: large(65_151), context })).toEqual(['641']);
  });

  test('a summary that stays consolidated, which a correction cannot say, may pay more too', () => {
    const stays = { consolidated: { ...ON_FILE, keeps: true } };
    expect(codes({ change: of(200_000), declare: large(69_280), context: stays })).toEqual([]);
    const more: Case['declare'] = (s) => {
      s.headerFees[0]!.cents = 538;
      total(s, '311', 538);
    };
    expect(codes({ from: informal, declare: more, context: stays })).toEqual([]);
  });

  test('more than the fixed informal fee is accepted, and less is not', () => {
    const filed = (cents: number, isConsolidated = true): Case => ({
      from: informal,
      change: (s) => {
        if (!isConsolidated) return;
        s.indicators!.consolidatedSummaryIndicator = 'Y';
        s.consolidatedReleases = consolidated().consolidatedReleases!;
        s.modeOfTransport = '30';
        s.bills = [];
      },
      declare: (s) => {
        s.headerFees[0]!.cents = cents;
        total(s, '311', cents);
      },
      context: {
        consolidated: { ...ON_FILE, release: (key) => ({ ...ON_FILE.release(key)!, modeOfTransport: '30' }) },
      },
    });
    expect([538, 269, 268].map((cents) => codes(filed(cents)))).toEqual([[], [], ['638']]);
    expect(codes(filed(538, false))).toEqual(['638']);
  });
});

describe('bills of a manifest go together (usage note (h), pp. ESF-148..155)', () => {
  const bill = (type: string, billNumber = type === 'I' ? '123456789' : type + '1', issuer: string | null = null) => ({
    ...{ componentType: type, billNumber, recordIndex: 4 },
    issuer: issuer ?? (type === 'M' || type === 'H' ? 'MAEU' : null),
  });
  /** `IM/M` is two manifests; V is a paperless in-bond number. */
  const filed = (mode: string, bills: string): string[] =>
    codes({
      change: (s) => {
        s.modeOfTransport = mode;
        const isSea = mode === '10' || mode === '11';
        if (!isSea) {
          delete s.conveyanceName;
          s.lines[0]!.fees = [fee('499')];
        }
        if (mode === '40') s.carrierScac = 'LH';
        const groups = bills
          .split('/')
          .map((group) => [...group].map((type) => (type === 'V' ? bill('I', 'V1234567890') : bill(type))));
        s.bills = groups.flat().map((one) => (mode === '40' || mode === '34' ? { ...one, issuer: null } : one));
        let next = 0;
        s.manifests = groups.map((group) => ({
          ...{ manifestedQuantity: 1, manifestedQuantityUnitOfMeasureCode: 'PCS', recordIndex: 3 },
          bills: group.map(() => next++),
        }));
        if (/[IV]/.test(bills)) Object.assign(s, { inBondDate: '2026-03-03', portOfUnlading: '2709' });
      },
    });
  test.each([
    ['10', 'M MH MHS IM IMH IMHS VM IM/IM M/M', 'H MS I IH IM/M M/IM'],
    ['40', 'M MH MHS IM IMHS', 'H HS MS I'],
    ['20', 'M H S HS I IH IS VM VMH VMHS', 'V VH VMS IM/M'],
    ['30', 'M H S I VM VMHS', 'V VH VMS'],
    ['34', 'M H S I VM VMHS', 'V VH VMS'],
  ])('by mode %s %s are accepted, and %s are not', (mode, right, wrong) => {
    expect(right.split(' ').map((bills) => [bills, filed(mode, bills)])).toEqual(
      right.split(' ').map((one) => [one, []]),
    );
    expect(wrong.split(' ').map((bills) => [bills, filed(mode, bills)])).toEqual(
      wrong.split(' ').map((one) => [one, ['183']]),
    );
  });
  test.each(['32', '33', '34', '50', '60', '70'])('by mode %s a master bill has no issuer', (mode) => {
    const change: Case['change'] = (s) => {
      s.modeOfTransport = mode;
      delete s.conveyanceName;
      s.lines[0]!.fees = [fee('499')];
      if (mode === '50') s.headerFees = [fee('496', 739)];
    };
    expect(codes({ change })).toEqual(['WS3']);
    const declare: Case['declare'] = (s) => (s.bills[0]!.issuer = null);
    expect(codes({ change, declare })).toEqual([]);
  });
});

test('free goods by mail have no mail fee, and dutiable ones that of the year (usage note (p))', () => {
  const mail =
    (cents: number | null, isFree = false): Case['change'] =>
    (s) => {
      Object.assign(s, { modeOfTransport: '50', bills: [], headerFees: cents === null ? [] : [fee('496', cents)] });
      delete s.conveyanceName;
      if (isFree) s.lines = [laptops(5000) as DraftSummary['lines'][number]];
      s.lines[0]!.fees = [fee('499')];
    };
  expect([739, 720, 738, null].map((cents) => codes({ change: mail(cents) }))).toEqual([[], ['W72'], ['W72'], ['W70']]);
  expect([739, null].map((cents) => codes({ change: mail(cents, true) }))).toEqual([['W71'], []]);
});

test('the minimum of the processing fee is due on goods of a dollar (usage note (w))', () => {
  const change: Case['change'] = (s) =>
    (s.lines = [{ ...laptops(1), chargesDollars: 0 } as DraftSummary['lines'][number]]);
  expect(codes({ change })).toEqual([]);
  expect(codes({ change, declare: (s) => total(s, '499', 0) })).toEqual(['639']);
});

test('a re-warehouse entry has an entry date, and goods come before their warehouse entry (pp. ESF-134, 177)', () => {
  const warehoused: Case['change'] = (s) =>
    Object.assign(s, { entryType: '21', locationOfGoodsCode: 'W123', importDate: '2026-03-02' });
  expect(codes({ change: warehoused })).toEqual([]);
  expect(codes({ change: warehoused, declare: (s) => (s.importDate = '2026-03-03') })).toEqual(['W74']);
  expect(codes({ change: (s) => Object.assign(s, { entryType: '22', entryDate: null }) })).toContain('124');
  expect(codes({ change: (s) => Object.assign(s, { entryType: '22' }) })).not.toContain('124');
});

test('a harbor fee is refused by entry type before mode, and the surcharge always (p. ESF-217; dictionary, 481)', () => {
  expect(codes({ from: withdrawal, change: (s) => s.lines[0]!.fees.push(fee('501')) })).toContain('481');
  expect(codes({ from: withdrawal, change: (s) => s.lines[0]!.fees.push(fee('501')) })).not.toContain('482');
  expect(codes({ change: (s) => (s.headerFees = [fee('500', 403)]) })).toEqual(['250']);
});

test('non-reimbursement is stated of an antidumping case alone (p. ESF-70)', () => {
  const stated =
    (caseNumber: string): Case['change'] =>
    (s) => {
      s.entryType = '03';
      Object.assign(s.lines[0]!, {
        adCaseNonReimbursementStatement: 'Y',
        adCvdCases: [{ caseNumber, bondCashClaim: 'C', dutyCents: 0, recordIndex: 9 }],
      });
    };
  expect(codes({ change: stated('C570001000') })).toContain('452');
  expect(codes({ change: stated('A570001000') })).not.toContain('452');
});

describe('what customs has rejected is filed again without payment (p. ESF-176; dictionary, 217)', () => {
  const again = (change: Case['declare']) => codes({ declare: change!, context: { existing: REJECTED } });
  const unpaid = (s: DraftSummary) => {
    s.paymentType = null;
    s.statementDate = null;
    delete s.indicators!.periodicStatementMonth;
  };
  test('blank it is accepted; with a payment type, a date or a month it is refused', () => {
    expect(again(unpaid)).toEqual([]);
    expect(again(() => undefined)).toEqual(['217']);
    expect(again((s) => Object.assign(s, { paymentType: null, indicators: { electronicSignature: 'X' } }))).toEqual([
      '217',
    ]);
  });
  test('where nothing is rejected the payment type is asked for', () => {
    expect(codes({ declare: unpaid })).toEqual(['263']);
  });
});

test('charges on repairs are asked for by the value of the repair (usage note (v))', () => {
  const repaired =
    (repair: number): Case['change'] =>
    (s) =>
      (s.lines = [
        {
          ...line('001', 'DE', [tariff('9802005060', 9000), ...laptops(repair).tariffs], [fee('501')]),
          chargesDollars: 0,
        } as DraftSummary['lines'][number],
      ]);
  expect([1250, 1251].map((repair) => codes({ change: repaired(repair) }))).toEqual([[], ['664']]);
});

test('exhibits of fairs and menageries have no limit of value on an informal entry (AE table 9)', () => {
  const shown =
    (...numbers: string[]): Case['change'] =>
    (s) => {
      s.headerFees = [];
      s.lines = numbers.map(
        (hts, at) =>
          ({
            ...line(`00${at + 1}`, 'DE', [tariff(hts, 0), ...laptops(20_000).tariffs]),
          }) as DraftSummary['lines'][number],
      );
    };
  expect(codes({ from: informal, change: shown('9801006000') })).toEqual([]);
  expect(codes({ from: informal, change: shown('9801006000', '9801005000') })).toEqual([]);
  expect(codes({ from: informal, change: shown('9801001015') })).toContain('646');
});

test('an in-bond movement is two years old at the most, by the calendar (p. ESF-155)', () => {
  const moved =
    (inBondDate: string): Case['change'] =>
    (s) => {
      Object.assign(s, { portOfUnlading: '2709', inBondDate, importDate: inBondDate });
      s.lines = [{ ...(laptops(5000) as DraftSummary['lines'][number]), exportDate: '2024-01-01' }];
      s.bills.unshift({ componentType: 'I', issuer: null, billNumber: '123456789', recordIndex: 4 });
    };
  expect(codes({ change: moved('2024-03-02') })).not.toContain('192');
  expect(codes({ change: moved('2024-03-01') })).toContain('192');
});

test('a number of 9802 may stand on a line again, but not right behind itself; others only once (dictionary, 436)', () => {
  const numbers = (...hts: string[]) =>
    codes({
      from: formal,
      change: (s) => {
        const [goods] = s.lines[0]!.tariffs;
        s.lines[0]!.tariffs = [
          ...hts.map((number) => ({ ...goods!, hts: number, valueDollars: 0, quantities: [] })),
          goods!,
        ];
      },
    }).includes('436');
  expect(numbers('9802005060', '9802006000', '9802005060')).toBe(false);
  expect(numbers('9802005060', '9802005060')).toBe(true);
  expect(numbers('9903030100', '9903030100')).toBe(true);
});

test('goods of a metal need their declaration, but not those of the United States, under chapter 98, or before there was one (pp. ESF-111 to 113)', () => {
  const coils = (origin: string, day: string, ...before: string[]) =>
    codes({
      from: () => formal(5000, origin),
      change: (s) => {
        Object.assign(s, { entryDate: day, importDate: day, estimatedArrival: day });
        s.lines[0]!.tariffs = [
          ...before.map((hts) => tariff(hts, 0)),
          tariff('7208390030', 5000, [{ quantity: '9000', unit: 'KG' }]),
        ] as DraftSummary['lines'][number]['tariffs'];
      },
    }).includes('794');
  expect(coils('DE', '2026-03-03', '99038187')).toBe(true);
  expect(coils('US', '2026-03-03')).toBe(false);
  expect(coils('PR', '2026-03-03')).toBe(false);
  expect(coils('DE', '2026-03-03', '9801001098')).toBe(false);
  expect(coils('DE', '2026-03-03', '99038187', '9802005060')).toBe(true);
  expect([coils('DE', '2024-11-20'), coils('DE', '2024-11-21')]).toEqual([false, true]);
});

describe('(s) licenses, certificates and permits', () => {
  const told = (licenseTypeCode: string, licenseNumber: string): string[] => {
    const summary = draftOf({ when: 'a line has a license' });
    summary.lines[0]!.license = { licenseTypeCode, licenseNumber, recordIndex: 8 };
    return judgeSummary(summary, CONTEXT)
      .conditions.map(({ code }) => code)
      .filter((code) => ['472', '691'].includes(code));
  };

  test.each([
    ['01', 'S12345678', 'S123456789'],
    ['14', '6-AB-123-4', '6-1B-123-4'],
    ['14', '6-A -123-4', '6-AB-12-34'],
    ['16', '12345678', '123456789'],
    ['21', 'C6ABCD123', 'X6ABCD123'],
    ['26', 'A12611001', 'A12613001'],
    ['27', 'GN1500001', 'GN150001'],
    ['31', '6ARWJ99000', '6ARWJ99001'],
  ])('a number of kind %s is written as %s, and not as %s', (kind, good, bad) => {
    expect([told(kind, good), told(kind, bad)]).toEqual([[], ['691']]);
  });

  test('of the kinds of the guide two are not in use', () => {
    const kinds = Array.from({ length: 33 }, (_, at) => String(at).padStart(2, '0'));
    expect(kinds.filter((kind) => told(kind, 'X').includes('472'))).toEqual(['00', '15', '24', '32']);
  });
});

test('who takes part in no statement is told that, and not of the periodic one too', () => {
  const missing = [{ code: 'periodic-statement' as const, why: 'Yours is not among them.' }];
  const statements = { authorised: false, clientBranches: false, periodicDay: null };
  expect(codes({ context: { missingCapabilities: missing } })).toEqual(['210']);
  expect(codes({ context: { missingCapabilities: missing, statements } })).toEqual(['207']);
});

test('goods that the warehouse entry never had, and goods in another unit, are told as too many', () => {
  const entered = (held: [string, string][]): string | undefined =>
    judgeSummary(draftOf({ when: '', from: () => ({ ...withdrawal(), lines: [dryLaptops()] }) }), {
      ...CONTEXT,
      associated: () => ({
        ...{ state: 'on file', entryType: '21', portOfEntry: '2704', importDate: '2026-01-05', statementDate: null },
        ...{ entered: new Map(held), withdrawn: new Map() },
      }),
    }).conditions.find(({ code }) => code === 'W23')?.remedy;
  expect(entered([['8471300100 NO', '9']])).toBeUndefined();
  expect(entered([['8708998105 NO', '9']])).toContain('8471300100: nothing entered, 9 NO with this one');
  expect(entered([['8471300100 KG', '40']])).toContain('8471300100: 40 KG entered, 9 NO with this one');
});

test('a correction that changes surety, state, usage or a fee of the header names a reason for the header', () => {
  const filed = (change: (s: DraftSummary) => void) => {
    const content = { ...draftOf({ when: '', from: corrected }), statementDate: '2026-02-20' };
    const existing: SummaryOnFile = {
      ...{ state: 'accepted', control: 'trade', portOfEntry: '2704', importerNumber: IMPORTER, corrected: false },
      ...{ liquidation: null, content: content as never },
    };
    return codes({ from: corrected, change, context: { existing } });
  };
  expect(filed(() => undefined)).toEqual([]);
  expect(filed((s) => (s.stateOfDestinationCode = 'NV'))).toEqual(['283']);
  expect(filed((s) => (s.bonds![0]!.surety = '036'))).toContain('283');
  expect(filed((s) => (s.indicators!.shipmentUsageTypeCode = 'X'))).toContain('283');
  const named = (s: DraftSummary): void => {
    s.stateOfDestinationCode = 'NV';
    s.correction!.reasons = [{ code: 'H12', recordIndex: 6 }];
  };
  expect(filed(named)).toEqual([]);
});

test('999 shipments are taken, also where each is named by four bills; another one is told at the bill that begins it', () => {
  const shipments = (count: number, ...levels: string[]) =>
    Array.from({ length: count }, (_, at) =>
      levels.map((componentType) => ({
        ...{ componentType, issuer: componentType === 'I' ? null : 'MAEU', recordIndex: null },
        billNumber: `${260_000_101 + at}`,
      })),
    ).flat();
  const told = (...bills: ReturnType<typeof shipments>) =>
    judgeSummary(draftOf({ when: '', change: (s) => (s.bills = bills) }), CONTEXT).conditions.filter(
      ({ code }) => code === 'A05',
    );
  expect(told(...shipments(999, 'I', 'M', 'H', 'S'))).toEqual([]);
  expect(told(...shipments(998, 'M', 'H'), ...shipments(1, 'M'))).toEqual([]);
  expect(told(...shipments(999, 'M', 'H'), ...shipments(1, 'M'))).toMatchObject([{ at: '/bills/1998' }]);
});
