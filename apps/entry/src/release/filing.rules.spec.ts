import type { StoredSummary } from '../summary-on-file/summary.model';
import { applySummaryReview, refusalOfOfficer } from '../entry-summary/summary-review.rules';
import { type FilingContext, isFatal, judgeFiling } from './filing.rules';
import { applyFiling, applyReview, contentOf, newRelease } from '../cargo-release/action.rules';
import { RELEASE_CONDITIONS, type ReleaseConditionCode } from './release-conditions';
import {
  billFiled,
  billOnFile,
  cancellation,
  CONTEXT,
  filing,
  NOW,
  TODAY,
  update,
  type DraftRelease,
} from './release.fixture';
import type { Release } from './release.model';

const codes = (draft: DraftRelease, context = CONTEXT): string[] => judgeFiling(draft, context).map(({ code }) => code);
const part = {
  carrierCode: 'MAEU',
  voyage: '0417W',
  arrivalDate: '2026-11-19',
  quantity: 10,
  unit: 'CTN',
  conveyanceName: null,
};

const IN_BOND = billFiled('123456789', { billType: 'I', issuer: null, quantity: null });
const SELLER = filing().parties.find(({ entityCode }) => entityCode === 'SE')!;
const NUMBER_ONLY = { ...SELLER, name: null, city: null, country: null, idType: 'EI', id: '12-3456789' };
const withParty = (change: Partial<typeof SELLER>) =>
  filing({ parties: [...filing().parties, { ...SELLER, ...change }] });
const onLine = (change: Partial<typeof SELLER>) =>
  filing({ lines: filing().lines.map((line) => ({ ...line, parties: [{ ...SELLER, ...change }] })) });
const withTariffs = (...numbers: string[]) =>
  filing({
    lines: filing().lines.map((line) => ({
      ...line,
      tariffs: numbers.map((hts) => ({ hts, valueDollars: null, recordIndex: 7 })),
    })),
  });
/** An entry of small value whose consignee is given by name and address. */
const namedConsignee = (entryType: string, valueDollars: number | null) => {
  const draft = withTariffs('3924104000');
  return {
    ...draft,
    entryType,
    estimatedValueDollars: 2_500,
    parties: draft.parties.map((party) =>
      party.entityCode === 'CN' ? { ...SELLER, entityCode: 'CN', country: 'US' } : party,
    ),
    lines: draft.lines.map((line) => ({
      ...line,
      tariffs: line.tariffs.map((tariff) => ({ ...tariff, valueDollars })),
    })),
  };
};

/** Each rule with the smallest change that breaks it: the sound filing does not have it, the changed one does. */
const BROKEN: [ReleaseConditionCode, DraftRelease, FilingContext?][] = [
  ['001', filing({ action: '' })],
  ['002', filing({ action: 'X' })],
  ['003', filing({ filerCode: '' })],
  ['004', filing({ filerCode: 'B 6' })],
  ['P04', filing({ accountFilerCodes: ['C11'] })],
  ['P05', filing(), { ...CONTEXT, missingPower: 'The importer has granted filer B76 none.' }],
  ['005', filing({ entryNumber: '' })],
  ['006', filing({ entryNumber: '03245277' })],
  ['009', filing({ entryType: null })],
  ['010', filing({ entryType: '31' })],
  ['011', filing({ importer: { type: null, number: '12-3456789' } })],
  ['012', filing({ importer: { type: 'XX', number: '12-3456789' } })],
  ['013', filing({ importer: { type: 'EI', number: null } })],
  ['014', filing({ importer: { type: 'EI', number: '11-1111111' } })],
  ['333', filing({ importer: { type: 'EI', number: '98-7654321' } })],
  ['P14', filing({ importer: { type: '34', number: '12-3456789' } })],
  ['P15', filing({ modeOfTransport: null })],
  ['P16', filing({ modeOfTransport: '99' })],
  ['P17', filing({ bondType: '5' })],
  ['P18', filing({ bondType: '9' })],
  ['022', filing({ entryType: '11', estimatedValueDollars: 25_000 })],
  ['119', filing({ estimatedValueDollars: 24_999 })],
  ['P20', filing({ plannedPortOfEntry: '9999' })],
  ['P21', filing({ entryType: '21', plannedPortOfEntry: null })],
  ['P22', filing({ portOfUnlading: '9999' })],
  ['P23', filing({ modeOfTransport: '50', portOfUnlading: null })],
  ['P24', filing({ splitShipment: '3' })],
  ['P25', filing({ electedEntryDate: '2026-11-24' })],
  ['208', filing({ contactPhone: null })],
  ['P28', cancellation({ documentImageIndicator: '1', references: [{ qualifier: 'DIS', value: '', recordIndex: 4 }] })],
  ['P29', cancellation({ cancellationReason: '13' })],
  ['030', filing({ bills: [billFiled('1', { quantity: 0 })] })],
  ['P30', filing({ bills: [] })],
  ['P31', filing({ bills: [billFiled('1', { issuer: null })] })],
  ['P32', filing({ bills: [billFiled('1', { issuer: 'UNKN' })] })],
  ['P33', filing({ bills: [billFiled('26-1')] })],
  ['P34', filing({ bills: [billFiled('1', { billType: 'M', quantity: null })] })],
  ['P35', filing({ bills: [billFiled('1', { billType: 'T' })] })],
  ['P36', filing({ modeOfTransport: '50', bills: [billFiled('PARCEL1', { issuer: null })] })],
  [
    'P37',
    filing({
      modeOfTransport: '40',
      bills: [billFiled('98412345675', { issuer: null, billType: 'T', nonAms: true, arrivals: [part] })],
    }),
  ],
  ['P38', filing({ bills: [billFiled('1', { nonAms: true })] })],
  ['P39', filing({ bills: [billFiled('1'), billFiled('1')] })],
  ['P50', filing({ lines: [] })],
  ['P51', filing({ lines: filing().lines.map((line) => ({ ...line, lineNumber: '002' })) })],
  ['P52', filing({ lines: filing().lines.map((line) => ({ ...line, countryOfOrigin: 'ZZ' })) })],
  ['P53', filing({ lines: filing().lines.map((line) => ({ ...line, tariffs: [] })) })],
  ['037', filing({ parties: filing().parties.filter(({ entityCode }) => entityCode !== 'SE') })],
  ['038', filing({ parties: filing().parties.filter(({ entityCode }) => entityCode !== 'MF') })],
  ['P55', filing({ parties: filing().parties.filter(({ entityCode }) => entityCode !== 'CN') })],
  ['P56', filing({ parties: filing().parties.map((party) => ({ ...party, city: null })) })],
  ['P57', filing({ parties: filing().parties.map((party) => ({ ...party, idType: null, id: null })) })],
  ['P60', filing({ bills: [billFiled('1', { arrivals: [part] })] })],
  ['P61', filing({ bills: [billFiled('1', { billType: 'X' })] })],
  ['P62', filing({ bills: [billFiled('1', { billType: 'H' })] })],
  ['P63', filing({ bills: [IN_BOND] })],
  ['P64', filing({ entryType: '06' })],
  [
    'P65',
    filing({ modeOfTransport: '70', bills: [billFiled('1', { quantity: null, nonAms: true, arrivals: [part] })] }),
  ],
  ['P68', filing({ references: [{ qualifier: 'XX', value: '1', recordIndex: 4 }] })],
  ['P69', filing({ references: [{ qualifier: 'EDA', value: '023026', recordIndex: 4 }] })],
  ['P75', withParty({ entityCode: 'ZZ' })],
  ['P75', onLine({ entityCode: 'BKP' })],
  ['P76', withParty({ entityCode: 'SE' })],
  ['P77', withParty({ ...NUMBER_ONLY, entityCode: 'BY', id: '123456789' })],
  ['P78', withParty({ entityCode: 'CS', idType: 'EI', id: '12-3456789' })],
  ['P79', withParty({ entityCode: 'BY', idType: 'EI', id: '12-3456789' })],
  ['P86', cancellation({ cancellationReason: '03' })],
  ['P87', cancellation({ cancellationReason: '12' })],
  ['P91', withParty({ entityCode: 'BY', country: 'ZZ' })],
  ['P93', filing({ entryType: '23' })],
  ['P94', withTariffs('3924104000', '99038803')],
  ['P95', withTariffs('99038803')],
  ['P96', namedConsignee('11', null)],
  ['P97', namedConsignee('11', 2_500)],
  [
    'P74',
    update({
      bills: [],
      plannedPortOfEntry: null,
      portOfUnlading: null,
      locationOfGoods: null,
      conveyanceName: null,
      voyage: null,
    }),
  ],
];

const onFile = (change: Partial<Release> = {}): Release => ({ ...newRelease(filing(), NOW), version: 1, ...change });
const noBills = new Map();
const act = (draft: DraftRelease, existing: Release | null, today = TODAY) =>
  applyFiling(draft, existing, noBills, NOW, today);
const refusals = (result: ReturnType<typeof act>): string[] =>
  result.kind === 'refused' ? result.conditions.map(({ code }) => code) : [];

/** Rules about the entry on file, likewise. */
const BROKEN_ON_FILE: [ReleaseConditionCode, ReturnType<typeof act>][] = [
  ['007', act(filing(), onFile())],
  ['008', act(filing({ action: 'R' }), null)],
  ['210', act(filing({ action: 'R', entryType: '03' }), onFile())],
  ['P70', act(filing({ action: 'R' }), onFile({ cancelled: true, state: 'cancelled' }))],
  ['P71', act(filing({ action: 'R' }), onFile({ request: 'cancellation' }))],
  [
    'P72',
    act(filing({ action: 'R' }), onFile({ state: 'released', releasedAt: NOW.toISOString(), releaseDate: TODAY })),
  ],
  [
    'P73',
    act(update(), onFile({ state: 'released', releasedAt: NOW.toISOString(), releaseDate: TODAY }), '2026-12-02'),
  ],
  ['P80', applyReview('correction accepted', ['2704'], onFile(), noBills)],
  [
    'P84',
    applyReview(
      'exam ordered',
      ['2704'],
      onFile({ content: contentOf(filing({ electedExamSite: 'Y123' })) }),
      noBills,
      {
        facts: { site: 'Z999', begunAt: null, hours: null },
        note: ' ',
      },
    ),
  ],
  [
    'P85',
    applyReview(
      'exam completed',
      ['2704'],
      onFile({ exam: 'required' }),
      noBills,
      { facts: { site: null, begunAt: '2026-11-16T20:00:01Z', hours: null }, note: null },
      NOW,
    ),
  ],
  ['P82', applySummaryReview('summary rejected', null, undefined) as ReturnType<typeof act>],
  ['P81', applyReview('exam ordered', ['5301'], onFile(), noBills)],
  [
    'P83',
    applySummaryReview(
      'summary under review',
      refusalOfOfficer({ portOfEntry: '2704' } as StoredSummary, ['2704'], 'Center'),
      { state: 'accepted' } as StoredSummary,
    ) as ReturnType<typeof act>,
  ],
];

describe('what a cargo release must carry', () => {
  test('a sound filing meets no condition', () => {
    expect(judgeFiling(filing(), CONTEXT)).toEqual([]);
    expect(judgeFiling(cancellation(), CONTEXT)).toEqual([]);
    expect(judgeFiling(update(), CONTEXT)).toEqual([]);
  });

  test.each(BROKEN)('%s is told for a filing that breaks its rule', (code, draft, context = CONTEXT) => {
    expect(codes(draft, context)).toContain(code);
    expect(isFatal(judgeFiling(draft, context))).toBe(RELEASE_CONDITIONS.get(code).severity === 'fatal');
  });

  test.each(BROKEN_ON_FILE)('%s is told when the entry on file does not allow the action', (code, result) => {
    expect(refusals(result)).toEqual([code]);
  });

  test('every condition of the catalogue is proven by a filing, and fits its columns', () => {
    const proven = new Set<string>([...BROKEN, ...BROKEN_ON_FILE].map(([code]) => code));
    expect(RELEASE_CONDITIONS.all.map(({ code }) => code).filter((code) => !proven.has(code))).toEqual([]);
    for (const { code, text } of RELEASE_CONDITIONS.all) {
      expect(code).toHaveLength(3);
      expect(text.length).toBeLessThanOrEqual(40);
    }
  });

  test('a condition points at the record and field it is about', () => {
    expect(judgeFiling(filing({ bills: [billFiled('26-1', { recordIndex: 5 })] }), CONTEXT)).toMatchObject([
      { code: 'P33', record: 'SE15', recordIndex: 5, field: 'billNumber', at: null },
    ]);
    const json = filing({ importer: { type: 'EI', number: null }, records: { SE10: null, SE11: null, SE13: null } });
    expect(judgeFiling(json, CONTEXT)).toMatchObject([{ code: '013', recordIndex: null, at: '/importer/number' }]);
  });

  test.each([filing, update, cancellation])(
    'documents that were handed in are named by a reference, whatever the action; without the indicator none is needed',
    (drafted) => {
      const references = [...filing().references, { qualifier: 'DIS', value: 'REF-0417', recordIndex: 4 }];
      expect(codes(drafted({ documentImageIndicator: '1' }))).toEqual(['P28']);
      expect(codes(drafted({ documentImageIndicator: '1', references }))).toEqual([]);
      expect(codes(drafted())).toEqual([]);
    },
  );

  test('a wrong check digit is answered with the right one, and a filer with an offset of four has another', () => {
    expect(judgeFiling(filing({ entryNumber: '03245277' }), CONTEXT)[0]!.remedy).toContain('is 8');
    expect(judgeFiling(filing({ entryNumber: '03245272' }), { ...CONTEXT, checkDigitOffset: 4 })).toEqual([]);
  });

  test('a master with its house bills is one set, and the issuer of an air waybill stays empty', () => {
    const pair = [
      billFiled('7714402210', { billType: 'M', quantity: null }),
      billFiled('HOU55019', { billType: 'H', issuer: 'KFWD' }),
    ];
    expect(codes(filing({ bills: pair }))).toEqual([]);
    expect(codes(filing({ modeOfTransport: '40', bills: [billFiled('98412345675', { issuer: null })] }))).toEqual([]);
    expect(codes(filing({ modeOfTransport: '40', bills: [billFiled('98412345675')] }))).toEqual(['P31']);
  });

  test('a bill may stand twice when its parts travel under different in-bond movements, and not under the same', () => {
    const part = (quantity: number, day: string) =>
      billFiled('12345', {
        quantity: null,
        arrivals: [{ carrierCode: 'MAEU', voyage: '1', arrivalDate: day, quantity, unit: null, conveyanceName: null }],
      });
    const inBond = (number: string) => billFiled(number, { billType: 'I', issuer: null, quantity: null });
    const codes = (...bills: ReturnType<typeof billFiled>[]) =>
      judgeFiling(filing({ bills }) as never, CONTEXT).map(({ code }) => code);
    const [a, b] = [part(70, '2026-11-16'), part(30, '2026-11-18')];
    expect(codes(a, inBond('123456789'), b)).toEqual([]);
    expect(codes(inBond('123456789'), a, inBond('987654321'), b)).toEqual([]);
    expect(codes(inBond('123456789'), a, inBond('123456789'), b)).toEqual(['P39']);
    expect(codes(a, b)).toEqual(['P39']);
  });

  test('a day of arrival that does not exist is told, not computed with', () => {
    const bill = (arrivalDate: string) =>
      filing({ bills: [billFiled('1', { nonAms: true, quantity: null, arrivals: [part, { ...part, arrivalDate }] })] });
    expect(codes(bill('2026-02-30'))).toEqual(['P38']);
    expect(codes(bill('2026-02-28'))).toEqual([]);
  });

  test('goods carried by hand: non-AMS, no issuer, with the conveyance that brought them', () => {
    const bills = [billFiled('HANDCARRIED', { issuer: null, nonAms: true, quantity: 1, arrivals: [part] })];
    expect(codes(filing({ modeOfTransport: '60', bills }))).toEqual([]);
  });
});

describe('what the guide lets a filer say', () => {
  test.each<[string, DraftRelease]>([
    ['buyer and ship-to by number', withParty({ ...NUMBER_ONLY, entityCode: 'BY' })],
    ['a booking party for the whole entry', withParty({ entityCode: 'BKP' })],
    ['an in-bond number with its simple bill', filing({ bills: [IN_BOND, billFiled('1')] })],
    [
      'type 06 with the in-bond movement out of the zone and its bill',
      filing({ entryType: '06', bills: [IN_BOND, billFiled('1')] }),
    ],
    ['chapter 99 before the goods', withTariffs('99038803', '99030124', '3924104000')],
    ['type 23 with its pair of numbers', { ...withTariffs('9813000520', '8471300100'), entryType: '23' }],
    ['a consignee by name for less than the limit', namedConsignee('11', 2_499)],
    [
      'every reference in its form',
      filing({
        references: [
          ['CR', 'PW0001'],
          ['V1', '036'],
          ['AMT', '90000'],
          ['EXP', 'Y'],
          ['KII', 'Y'],
          ['PER', 'Y'],
          ['RRN', 'BNSF 2231 77'],
          ['CES', 'B7603245278'],
          ['EDA', '111926'],
          ['DIS', 'INV-1'],
        ].map(([qualifier, value]) => ({ qualifier: qualifier!, value: value!, recordIndex: 4 })),
      }),
    ],
    ...[
      ['02', 'IB', '123456789'],
      ['03', 'EN', 'B7603245278'],
      ['04', 'FTZ', '026A01260000001'],
    ].map(([cancellationReason, qualifier, value]): [string, DraftRelease] => [
      `reason ${cancellationReason} with its replacement number`,
      cancellation({
        cancellationReason: cancellationReason!,
        references: [{ qualifier: qualifier!, value: value!, recordIndex: 4 }],
      }),
    ]),
    ['reason 12 for a weekly entry', cancellation({ cancellationReason: '12', entryType: '06' })],
  ])('%s', (_what, draft) => {
    expect(codes(draft)).toEqual([]);
  });

  test('a replacement entry number with a wrong check digit, and one behind another qualifier, is refused', () => {
    const naming = (qualifier: string, value: string) =>
      codes(cancellation({ cancellationReason: '03', references: [{ qualifier, value, recordIndex: 4 }] }));
    expect([naming('EN', 'B7603245277'), naming('CR', 'PW0001')]).toEqual([['P69'], ['P86']]);
  });

  test('a rule is told at the record that breaks it', () => {
    const places = judgeFiling(
      filing({
        references: [
          { qualifier: 'CR', value: 'PW0001', recordIndex: 4 },
          { qualifier: 'PER', value: 'N', recordIndex: 5 },
        ],
      }),
      CONTEXT,
    );
    expect(places).toMatchObject([{ code: 'P69', record: 'SE20', recordIndex: 5, field: 'value' }]);
  });
});

describe('what the actions do to an entry on file', () => {
  test('a replacement before any bill match takes effect at once; after a match it is a request', () => {
    const matched = new Map([['MAEU260000101', billOnFile('260000101')]]);
    expect(act(filing({ action: 'R' }), onFile())).toMatchObject({
      kind: 'done',
      dispositions: ['88'],
      event: 'replaced',
    });
    expect(applyFiling(filing({ action: 'R' }), onFile(), matched, NOW, TODAY)).toMatchObject({
      kind: 'referred',
      release: { request: 'correction' },
    });
    expect(applyFiling(cancellation(), onFile(), matched, NOW, TODAY)).toMatchObject({
      kind: 'referred',
      release: { request: 'cancellation' },
    });
  });

  test('a cancellation before any bill match takes effect at once, under review it is a request', () => {
    expect(act(cancellation(), onFile())).toMatchObject({ kind: 'done', release: { cancelled: true } });
    expect(act(cancellation(), onFile({ documents: 'required' }))).toMatchObject({ kind: 'referred' });
  });

  test('an update changes bills and port and nothing else, and is taken on the fifteenth day after release', () => {
    const released = onFile({ state: 'released', releasedAt: NOW.toISOString(), releaseDate: TODAY });
    const result = act(update({ bills: [billFiled('NEW1')], estimatedValueDollars: 1 }), released, '2026-12-01');
    expect(result).toMatchObject({
      kind: 'done',
      release: { content: { estimatedValueDollars: 25_000, bills: [{ billNumber: 'NEW1' }] } },
    });
  });

  test('an exam stays asked for when the entry is corrected; a finished one does not count for the new content', () => {
    const requested = { request: 'correction' as const, requested: filing() };
    expect(
      applyReview('correction accepted', ['2704'], onFile({ ...requested, exam: 'required' }), noBills),
    ).toMatchObject({ release: { exam: 'required', request: null } });
    expect(
      applyReview('correction accepted', ['2704'], onFile({ ...requested, exam: 'completed' }), noBills),
    ).toMatchObject({ release: { exam: 'none', assessed: false } });
  });
});
