import { KIND_RULES, type KindCode } from './kind-rules';
import { judgeFiling } from './filing.rules';
import { remedied } from './remedy-robot.fixture';
import type { FilingContext } from './rule';
import {
  billFiled,
  cancellation,
  CONTEXT,
  type DraftRelease,
  entryNumber,
  filing,
  IMPORTER,
  update,
} from './release.fixture';
import { securityFilingNumber } from './security-filing.rules';

const codesOf = (draft: DraftRelease, context: FilingContext = CONTEXT): string[] =>
  judgeFiling(draft, context).map(({ code }) => code);

const line = (change: Partial<DraftRelease['lines'][number]>): DraftRelease['lines'] =>
  filing().lines.map((each) => ({ ...each, ...change }));
const tariffs = (...numbers: string[]): DraftRelease['lines'][number]['tariffs'] =>
  numbers.map((hts, at) => ({ hts, valueDollars: null, recordIndex: 7 + at }));
const of = (entryType: string, ...numbers: string[]): DraftRelease =>
  filing({ entryType, estimatedValueDollars: 2_000, lines: line({ tariffs: tariffs(...numbers) }) });

const ORIGIN = { filerCode: 'B76', entryNumber: entryNumber(77) };
const warehouse = (change: Partial<DraftRelease> = {}): DraftRelease =>
  filing({ entryType: '21', bondedWarehouse: 'W123', ...change });
const rewarehouse = (change: Partial<DraftRelease> = {}): DraftRelease =>
  warehouse({ entryType: '22', originatingEntry: ORIGIN, bills: [], ...change });
const onFile = (entryType: string, importDate: string | null): FilingContext => ({
  ...CONTEXT,
  originating: (key) => (key === `B76${ORIGIN.entryNumber}` ? { entryType, importDate } : undefined),
});

type Zone = NonNullable<DraftRelease['lines'][number]['zone']>;
const ZONE: Zone = { status: 'N', privilegedFilingDate: null, quantity: 40, recordIndex: 6 };
const zone = (change: Partial<DraftRelease> = {}, ofLine: Partial<DraftRelease['lines'][number]> = {}): DraftRelease =>
  filing({
    entryType: '06',
    conveyanceName: 'FTZ0260A01',
    locationOfGoods: 'W123',
    voyage: null,
    bills: [],
    lines: line({ zone: ZONE, ...ofLine }),
    ...change,
  });
const zoneOf = (change: Partial<Zone>, numbers = ['3924104000'], currentHts?: string): DraftRelease =>
  zone(
    {},
    {
      zone: { ...ZONE, ...change },
      tariffs: tariffs(...numbers).map((tariff) => ({
        ...tariff,
        ...(currentHts && { privilegedForeign: { currentHts, recordIndex: 8 } }),
      })),
    },
  );
/** In force until January 2022. */
const FORMER = '8517120050';
const privileged = (change: Partial<Zone> = {}, currentHts: string | undefined = '8517130000') =>
  zoneOf({ status: 'P', privilegedFilingDate: '2021-06-01', ...change }, [FORMER], currentHts);

type Security = NonNullable<DraftRelease['securityFiling']>;
type SecurityParty = Security['parties'][number];
const party = (entityCode: string, change: Partial<SecurityParty> = {}): SecurityParty => ({
  ...{ entityCode, name: 'NINGBO TRADING CO', idType: null, id: null, secondaryNames: [] },
  addresses: [{ qualifier: '15', text: '8 BEILUN ROAD', recordIndex: 32 }],
  ...{ city: 'NINGBO', state: null, postalCode: '315800', country: 'CN', areaRecordIndex: 33, recordIndex: 31 },
  ...change,
});
const byNumber = { name: null, addresses: [], city: null, postalCode: null, country: null, areaRecordIndex: null };
const CONSIGNEE = party('CN', { ...byNumber, idType: 'EI', id: '12-3456789' });
const PARTIES = [...['MF', 'SE', 'BY', 'ST', 'CS', 'LG'].map((code) => party(code)), CONSIGNEE];
const EQUIPMENT = {
  description: 'CN',
  initial: 'CSQU',
  number: '305438',
  checkDigit: '3',
  sizeType: null,
  recordIndex: 22,
};
const security = (change: Partial<Security> = {}, entry: Partial<DraftRelease> = {}): DraftRelease =>
  filing({
    securityFiling: {
      ...{ submissionType: '1', shipmentType: '01', action: 'A', actionReason: 'CT' },
      importer: { type: 'EI', number: '12-3456789' },
      ...{ modeOfTransport: '11', transactionNumber: null, carrierScac: 'MAEU' },
      references: [{ qualifier: 'CR', value: 'PW0001', recordIndex: 21 }],
      equipment: [EQUIPMENT],
      parties: PARTIES,
      recordIndex: 20,
      ...change,
    },
    ...entry,
  });
const withParty = (...parties: SecurityParty[]): DraftRelease => security({ parties: [...PARTIES, ...parties] });
const NUMBER = securityFilingNumber(filing());
const replaced = (action: string, transactionNumber: string | null): DraftRelease =>
  security({ action, transactionNumber }, { action: 'R' });
const part = {
  ...{ carrierCode: 'MAEU', voyage: '0417W', arrivalDate: '2026-11-19', quantity: 10, unit: 'CTN' },
  ...{ conveyanceName: null, recordIndex: 4 },
};

/** Each rule with a filing it takes, beside the one it refuses: where the two differ is the rule. The record is the one SE90 stands behind. */
const PAIRS: readonly [
  KindCode,
  taken: DraftRelease,
  refused: DraftRelease,
  recordIndex: number,
  context?: FilingContext,
][] = [
  ['PA0', warehouse(), filing({ entryType: '21' }), 1],
  [
    'PA0',
    rewarehouse(),
    filing({ entryType: '22', originatingEntry: ORIGIN, records: { SE10: 0, SE11: null, SE13: 2 } }),
    0,
  ],
  ['PA1', warehouse(), warehouse({ bondedWarehouse: '1234' }), 1],
  ['PA2', filing(), filing({ bondedWarehouse: 'W123' }), 1],
  ['PA3', rewarehouse(), warehouse({ entryType: '22' }), 1],
  ['PA4', rewarehouse(), rewarehouse({ originatingEntry: { filerCode: 'B76', entryNumber: '03245279' } }), 1],
  ['PA4', rewarehouse(), rewarehouse({ originatingEntry: { filerCode: '', entryNumber: ORIGIN.entryNumber } }), 1],
  ['PA4', rewarehouse(), rewarehouse({ originatingEntry: { filerCode: 'B76', entryNumber: filing().entryNumber } }), 1],
  ['PA5', warehouse(), warehouse({ originatingEntry: ORIGIN }), 1],
  ['PA8', filing({ immediateDelivery: 'N' }), filing({ immediateDelivery: 'X' }), 1],
  ['PA9', filing({ immediateDelivery: 'Y' }), warehouse({ immediateDelivery: 'Y' }), 1],
  ['PN6', filing({ splitShipment: '2' }), warehouse({ splitShipment: '2' }), 0],
  ['PB0', filing({ immediateDelivery: 'Y' }), filing({ immediateDelivery: 'Y', bondType: '0' }), 1],
  [
    'PB1',
    filing({
      generalOrderNumber: 'GO2704261180',
      bills: [billFiled('260000101', { nonAms: true, quantity: null, arrivals: [part] })],
    }),
    filing({ generalOrderNumber: 'GO2704261180' }),
    3,
  ],
  ['PB5', zone({ conveyanceName: 'FTZ02600A001' }), zone({ conveyanceName: 'ABC' }), 1],
  ['PB5', zone({ conveyanceName: 'FTZ02610' }), zone({ conveyanceName: null }), 1],
  [
    'PB5',
    zone({ conveyanceName: 'FTZ0260T20B7' }),
    zone({ records: { SE10: 0, SE11: null, SE13: 2 }, conveyanceName: null }),
    0,
  ],
  ['PB6', zone(), zone({ locationOfGoods: null }), 1],
  ['PB7', zone(), zone({ voyage: '0417W' }), 1],
  ['PB8', zone(), filing({ ...zone(), lines: filing().lines }), 5],
  ['PB9', filing(), filing({ lines: line({ zone: ZONE }) }), 6],
  ['PC0', zoneOf({ status: 'P' }), zoneOf({ status: 'X' }), 6],
  ['PC0', zone(), zoneOf({ status: null }), 6],
  ['PC1', zone(), zoneOf({ status: 'D' }), 6],
  ['PC1', zone(), zoneOf({ status: 'Z' }), 6],
  ['PC2', zone(), zoneOf({ quantity: 0 }), 6],
  ['PC2', zone(), zoneOf({ quantity: null }), 6],
  ['PC3', zone(), zoneOf({ privilegedFilingDate: '2021-06-01' }), 6],
  ['PC4', privileged(), zoneOf({ status: 'P', privilegedFilingDate: '2021-06-01' }), 6],
  ['PC5', privileged(), privileged({ privilegedFilingDate: null }), 6],
  ['PC6', privileged(), privileged({ privilegedFilingDate: '2026-11-17' }), 6],
  ['PC7', privileged(), privileged({ privilegedFilingDate: '2023-01-01' }), 7],
  ['PC8', privileged(), zoneOf({}, ['3924104000'], '8517130000'), 8],
  ['PC8', filing(), filing({ lines: line({ tariffs: privileged().lines[0]!.tariffs }) }), 8],
  ['PC9', privileged(), zoneOf({ status: 'P' }, ['3924104000'], '8517130000'), 8],
  ['PD0', privileged(), zoneOf({ status: 'P', privilegedFilingDate: '2021-06-01' }, [FORMER]), 7],
  ['PD1', privileged(), privileged({}, FORMER), 8],
  ['PD1', privileged(), privileged({}, '85171300'), 8],
  ['PD1', privileged(), privileged({}, '9903880100'), 8],
  ['PD1', privileged(), privileged({}, '3999104000'), 8],
  ['PD1', privileged(), privileged({}, '7713000000'), 8],
  ['PD3', of('23', '9813000500', '3924104000'), of('01', '9813000500', '3924104000'), 7],
  ['PD4', of('23', '9813000500', '3924104000'), of('23', '9813006500', '3924104000'), 7],
  ['PD5', of('23', '9813000500', '3924104000'), of('23', '9813000500', '9903880100'), 7],
  [
    'PD5',
    of('23', '9813000500', '3924104000', '9813001000', '3924104000'),
    of('23', '9813000500', '9813001000', '3924104000'),
    7,
  ],
  ['PD6', of('12', '3924104000'), of('12', '6109100012'), 7],
  ['PD7', of('01', '3924104000'), of('01', FORMER), 7],
  ['PD8', of('01', '3924104000'), of('01', '3999104000'), 7],
  ['PD8', of('01', '3924104000'), of('01', '9821000000'), 7],
  ['PN5', of('01', '3924104000'), of('01', '3924109999'), 7],
  ['PU0', security(), security({ submissionType: '2' }), 20],
  ['PU1', security(), security({ shipmentType: '03' }), 20],
  ['PU2', security(), security({ action: 'D', transactionNumber: NUMBER }), 20],
  ['PU2', security(), security({ action: 'X' }), 20],
  ['PU3', security(), security({ actionReason: null }), 20],
  ['PU4', security(), security({ importer: { type: 'EI', number: '12345' } }), 20],
  [
    'PU5',
    security({ importer: { type: 'EI', number: IMPORTER } }),
    security({ importer: { type: 'EI', number: '98-7654321' } }),
    20,
  ],
  ['PU6', security({ modeOfTransport: null }), security({ modeOfTransport: '40' }), 20],
  ['PU6', security(), security({}, { modeOfTransport: '40' }), 20],
  ['PU7', security(), security({ leftEmpty: '12-3456789 01 8' }), 20],
  ['PU8', security(), security({ transactionNumber: NUMBER }), 20],
  ['PU8', replaced('R', NUMBER), replaced('R', 'B76-00000000001'), 20],
  ['PU9', security(), security({}, { bills: [billFiled('260000101', { quantity: null, arrivals: [part] })] }), 20],
  [
    'PV0',
    security({ action: 'D', transactionNumber: NUMBER, references: [], equipment: [], parties: [] }, { action: 'R' }),
    replaced('D', NUMBER),
    20,
  ],
  ['PV1', security(), security({ references: [{ qualifier: 'XX', value: 'A1', recordIndex: 21 }] }), 21],
  ['PV2', security(), security({ references: [{ qualifier: 'CR', value: 'A-1', recordIndex: 21 }] }), 21],
  ['PV3', security(), security({ equipment: [{ ...EQUIPMENT, checkDigit: '4' }] }), 22],
  ['PV3', security(), security({ equipment: [{ ...EQUIPMENT, number: null }] }), 22],
  ['PV3', security(), security({ equipment: [{ ...EQUIPMENT, description: 'QQ' }] }), 22],
  ['PV4', withParty(party('BKP')), withParty(party('IM')), 31],
  ['PV5', security(), security({ parties: PARTIES.slice(1) }), 20],
  ['PV6', security(), withParty({ ...CONSIGNEE, id: '12345' }), 31],
  [
    'PV6',
    withParty(party('ST', { ...byNumber, idType: 'FR', id: 'W123' })),
    withParty(party('BY', { ...byNumber, idType: 'EI', id: '12-3456789' })),
    31,
  ],
  ['PV7', security(), withParty(party('SE', { city: null })), 33],
  ['PV7', security(), withParty(party('SE', { country: null, areaRecordIndex: 34 })), 34],
  ['PV7', security(), withParty(party('SE', { name: null })), 31],
  ['PV8', security(), withParty({ ...CONSIGNEE, name: 'PACIFIC HOME GOODS INC' }), 31],
  ['PV9', security(), withParty(party('SE', { leftEmpty: 'CN' })), 31],
  [
    'PW0',
    withParty(party('SE', { secondaryNames: [{ code: 'DH', name: 'NTC', recordIndex: 34 }] })),
    withParty(party('SE', { secondaryNames: [{ code: 'XX', name: 'NTC', recordIndex: 34 }] })),
    34,
  ],
  [
    'PW1',
    security(),
    withParty(party('SE', { addresses: [{ qualifier: 'XX', text: '8 BEILUN ROAD', recordIndex: 32 }] })),
    32,
  ],
  ['PW2', security(), withParty(party('SE', { country: 'ZZ' })), 33],
  ['PW3', security(), security({ carrierScac: 'M1' }), 20],
  ['PW4', update(), update({ securityFiling: security().securityFiling! }), 20],
  ['PW4', cancellation(), cancellation({ securityFiling: security().securityFiling! }), 20],
  ['PA6', rewarehouse(), rewarehouse(), 1, onFile('01', null)],
  ['PA7', rewarehouse(), rewarehouse(), 1, onFile('21', '2021-11-15')],
];

describe('Rules of cargo release by the kind of entry', () => {
  it.each(PAIRS)(
    '%s is told of what breaks it, at the record that does',
    (...[code, taken, refused, recordIndex, context = CONTEXT]) => {
      expect(codesOf(taken)).not.toContain(code);
      const found = judgeFiling(refused, context).filter((condition) => condition.code === code);
      expect(found).toMatchObject([{ recordIndex, severity: 'fatal' }]);
    },
  );

  it('each have a pair of filings', () => {
    expect([...new Set(PAIRS.map(([code]) => code))].sort()).toEqual(KIND_RULES.map(({ code }) => code).sort());
  });

  it('lead whoever does what they say to acceptance, but where somebody else must act first', () => {
    const refused = PAIRS.map(([code, , draft, , context = CONTEXT]) => ({ code, draft, context }));
    const still = refused.filter(({ draft, context }) => codesOf(remedied(draft, context), context).length > 0);
    expect([...new Set(still.map(({ code }) => code))]).toEqual(['PA6', 'PA7']);
  });

  it('take a sound filing of each kind as it is', () => {
    const wholeBill = [billFiled('260000101', { quantity: null })];
    const inBond = [
      billFiled('123456789', { billType: 'I', issuer: null, quantity: null }),
      billFiled('260000101', { quantity: 40 }),
    ];
    expect([
      codesOf(warehouse()),
      codesOf(rewarehouse()),
      codesOf(rewarehouse({ bills: inBond })),
      codesOf(rewarehouse(), onFile('22', '2021-11-16')),
      codesOf(filing({ immediateDelivery: 'Y' })),
      codesOf(zone()),
      codesOf(zone({ bills: inBond })),
      codesOf(zoneOf({ status: 'P' })),
      codesOf(privileged()),
      codesOf(of('23', '9813000500', '3924104000')),
      codesOf(of('12', '3924104000')),
      codesOf(of('02', '6109100012')),
      codesOf(of('07', '6109100012')),
      codesOf(security({}, { bills: wholeBill })),
      codesOf(replaced('R', NUMBER)),
    ]).toEqual(Array.from({ length: 15 }, () => []));
  });

  it('leave five years to the day in the warehouse', () => {
    expect(codesOf(rewarehouse(), onFile('21', '2021-11-16'))).toEqual([]);
  });
});
