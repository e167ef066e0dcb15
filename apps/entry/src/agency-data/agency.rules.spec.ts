import { CargoReleaseFiled } from '#contracts';
import { judgeFiling } from '../release/filing.rules';
import { CONTEXT, filing } from '../release/release.fixture';
import { ARRIVAL, DISCLAIMED, entity, FOOD, OI, pg01, PLAIN, PRODUCT, withAgencyData } from './agency.fixture';
import { agencyReviewStates } from './agency-review.states';
import { AGENCY_CONDITIONS, AGENCY_RULES, type AgencyCode } from './agency.rules';
import { REQUIREMENTS } from './agency-requirements.table';

type Said = (typeof FOOD)[number];
type Records = readonly Said[];

const judged = (records: Records, change: Parameters<typeof filing>[0] = {}) =>
  judgeFiling(withAgencyData(records, change), CONTEXT);
const told = (records: Records, change: Parameters<typeof filing>[0] = {}): string[] =>
  judged(records, change).map(({ code, record }) => `${code} ${record}`);

/** The same without the records of a name, or with other fields in them. */
const without = (records: Records, name: string): Records => records.filter(([record]) => record !== name);
const changed = (records: Records, name: string, fields: Readonly<Record<string, string>>): Records =>
  records.map(([record, before]) => [record, record === name ? { ...before, ...fields } : before]);
const stripped = (records: Records, name: string, field: string): Records =>
  records.map(([record, before = {}]) => {
    const { [field]: _, ...rest } = before;
    return [record, record === name ? rest : before];
  });
const behind = (...more: Said[]): Records => [...PLAIN, ...more];
const LOT: Said = ['PG25', { lotNumber: 'L-1' }];
const LICENCE: Records = [
  ['PG13', { issuerOfLpco: 'MINISTRY' }],
  ['PG14', { lpcoType: 'A1', lpcoNumber: '4711' }],
];
const MEAT: Records = [
  OI,
  pg01('FSI', 'FSI'),
  ['PG02', { itemType: 'P' }],
  ...LICENCE,
  ['PG50'],
  ['PG10', { commodityCharacteristicDescription: 'BEEF' }],
  entity('MF'),
  LOT,
  ['PG26', { packagingQualifier: '1' }],
  ['PG29', { unitOfMeasureNet: 'KG', commodityNetQuantity: '000000100000' }],
  ['PG51'],
];
const ENGINE: Records = [
  OI,
  pg01('EPA', 'VNE', { intendedUseCode: '130.840-019' }),
  ['PG02', { itemType: 'P' }],
  ['PG10', { categoryTypeCode: 'V06' }],
  entity('MF'),
  ['PG21', { individualQualifier: 'IM' }],
  ['PG22', { documentIdentifier: '942' }],
  ['PG24', { remarksTypeCode: 'EP2', remarksCode: 'A' }],
];
const WOOD: Records = [
  OI,
  pg01('APH', 'APL'),
  ['PG02', { itemType: 'P' }],
  ['PG05', { scientificGenusName: 'TECTONA', scientificSpeciesName: 'GRANDIS' }],
  ['PG06', { sourceTypeCode: 'HRV', countryCode: 'ID' }],
];

/** For each rule data that breaks it, the record at fault, and data that keeps it. */
const PAIRS: readonly (readonly [code: AgencyCode, record: string, broken: Records, sound: Records])[] = [
  ['G01', 'PG01', PLAIN.slice(1), PLAIN],
  ['G02', 'OI', stripped(PLAIN, 'OI', 'commercialDescription'), PLAIN],
  ['G03', 'OI', [OI], PLAIN],
  ['G04', 'PG01', stripped(PLAIN, 'PG01', 'pgaLineNumber'), PLAIN],
  ['G05', 'PG01', changed(PLAIN, 'PG01', { governmentAgencyCode: 'XYZ' }), PLAIN],
  ['G06', 'PG01', stripped(FOOD, 'PG01', 'governmentAgencyProgramCode'), FOOD],
  ['G07', 'PG02', changed(PLAIN, 'PG02', { itemType: 'C' }), behind(['PG02', { itemType: 'C' }])],
  [
    'G08',
    'PG01',
    changed(PLAIN, 'PG01', { intendedUseCode: '980.000' }),
    changed(PLAIN, 'PG01', { intendedUseCode: '980.000', intendedUseDescription: 'EXHIBITION' }),
  ],
  ['G10', 'PG06', behind(['PG06', { countryCode: 'MX' }]), behind(['PG06', { sourceTypeCode: '30' }])],
  ['G12', 'PG19', behind(['PG19', { entityName: 'A' }]), behind(entity('MF'))],
  ['G14', 'PG23', behind(['PG23']), behind(['PG23', { affirmationOfComplianceCode: 'PFR' }])],
  ['G16', 'PG26', behind(['PG26', { quantity: '000000010000' }]), behind(['PG26', { packagingQualifier: '6' }])],
  ['G17', 'PG26', behind(['PG26', { packagingQualifier: '7' }]), behind(['PG26', { packagingQualifier: '6' }])],
  ['G18', 'PG27', behind(['PG27']), behind(['PG27', { containerNumber1: 'MSKU1234565' }])],
  ['G19', 'PG30', behind(['PG30']), behind(['PG30', { inspectionOrLaboratoryTestingStatus: 'N' }])],
  [
    'G20',
    'PG30',
    behind(['PG30', { inspectionOrLaboratoryTestingStatus: 'X' }]),
    behind(['PG30', { inspectionOrLaboratoryTestingStatus: 'N' }]),
  ],
  [
    'G21',
    'PG31',
    behind(['PG31', { harvestingVesselCharacteristic: 'MARIA' }]),
    behind(['PG31', { harvestingVesselCharacteristicTypeCode: 'VN', harvestingVesselCharacteristic: 'MARIA' }]),
  ],
  ['G23', 'PG32', behind(['PG32']), behind(['PG32', { commodityRoutingTypeCode: '1' }])],
  ['G25', 'PG34', behind(['PG34']), behind(['PG34', { travelDocumentTypeCode: '1' }])],
  ['G26', 'PG34', behind(['PG34', { travelDocumentTypeCode: '5' }]), behind(['PG34', { travelDocumentTypeCode: '1' }])],
  [
    'G27',
    'PG06',
    behind(['PG06', { sourceTypeCode: '30', processingTypeCode: '017' }]),
    behind(['PG06', { sourceTypeCode: '30', processingTypeCode: '017', processingDescription: 'DRIED' }]),
  ],
  ['G28', 'PG08', behind(['PG08']), behind(['PG07', { model: 'M' }], ['PG08', { itemIdentityNumber1: '1' }])],
  ['G29', 'PG13', behind(LICENCE[0]!), behind(...LICENCE)],
  [
    'G30',
    'PG32',
    behind(['PG32', { commodityRoutingTypeCode: '1', politicalSubunitOfRoutingQualifier: '1' }]),
    behind(['PG32', { commodityRoutingTypeCode: '1' }]),
  ],
  ['G31', 'PG33', behind(['PG33']), behind(['PG33', { commodityGeographicAreaCode: '27' }])],
  ['G32', 'PG24', behind(['PG50'], ['PG24'], ['PG51']), behind(['PG50'], LOT, ['PG51'])],
  ['G33', 'PG20', behind(['PG20']), behind(entity('MF'), ['PG20'])],
  ['G34', 'PG21', behind(['PG21']), behind(entity('MF'), ['PG21'])],
  [
    'G35',
    'PG50',
    [OI, pg01('DEA', 'DEA'), ['PG50'], ['PG51'], ['PG02', { itemType: 'P' }]],
    behind(['PG50'], ['PG51']),
  ],
  ['G37', 'PG01', without(ENGINE, 'PG24'), ENGINE],
  [
    'G39',
    'PG31',
    behind(['PG31', { harvestingVesselCharacteristicTypeCode: 'VN' }]),
    behind(['PG31', { harvestingVesselCharacteristicTypeCode: 'VN', harvestingVesselCharacteristic: 'MARIA' }]),
  ],
  [
    'G41',
    'PG24',
    behind(['PG24', { remarksTypeCode: 'GEN' }]),
    behind(['PG24', { remarksTypeCode: 'GEN', remarksText: 'A' }]),
  ],
  ['G42', 'OI', [...PLAIN, ...changed(PLAIN, 'PG01', { governmentAgencyCode: 'ATF' })], PLAIN],
  ['G43', 'PG01', changed(WOOD, 'PG06', { sourceTypeCode: '30' }), WOOD],
  ['G44', 'PG01', without(MEAT, 'PG13'), MEAT],
  ['G45', 'PG01', without(without(MEAT, 'PG13'), 'PG14'), MEAT],
  ['G46', 'PG01', without(MEAT, 'PG19'), MEAT],
  ['G47', 'PG01', without(ENGINE, 'PG21'), ENGINE],
  ['G48', 'PG01', without(ENGINE, 'PG22'), ENGINE],
  ['G50', 'PG01', without(FOOD, 'PG10'), FOOD],
  ['G51', 'PG01', without(MEAT, 'PG25'), MEAT],
  ['G52', 'PG01', without(FOOD, 'PG26'), FOOD],
  ['G53', 'PG01', without(MEAT, 'PG29'), MEAT],
  ['G54', 'PG01', without(PLAIN, 'PG02'), DISCLAIMED],
  ['PE5', 'PG01', without(FOOD, 'PG06'), FOOD],
  ['PDL', 'PG01', FOOD.filter(([, fields]) => fields?.['entityRoleCode'] !== 'DEQ'), FOOD],
  [
    'PN9',
    'PG01',
    changed(FOOD, 'PG01', { governmentAgencyProgramCode: 'DEV' }),
    [
      ...changed(FOOD, 'PG01', { governmentAgencyProgramCode: 'DEV' }),
      ['PG23', { affirmationOfComplianceCode: 'DEV' }],
    ],
  ],
  ['PS1', 'PG01', without(FOOD, 'PG30'), [...without(FOOD, 'PG30'), ['PG23', { affirmationOfComplianceCode: 'PNC' }]]],
  ['PW5', 'PG01', without(FOOD, 'PG27'), FOOD],
  ['PT7', 'PG30', stripped(FOOD, 'PG30', 'inspectionOrArrivalLocationCode'), FOOD],
  ['G60', 'PG01', without(FOOD, 'PG02').concat([['PG02', { itemType: 'P' }]]), FOOD],
  [
    'G61',
    'PG01',
    [...PLAIN, pg01('DEA', 'DEA'), ['PG02', { itemType: 'P' }]],
    [...PLAIN, pg01('DEA', 'DEA', { pgaLineNumber: '002' }), ['PG02', { itemType: 'P' }], ...DISCLAIMED.slice(1)],
  ],
  ['G62', 'PG01', changed(DISCLAIMED, 'PG01', { disclaimer: 'X' }), DISCLAIMED],
  ['G63', 'PG01', changed(DISCLAIMED, 'PG01', { disclaimer: 'E' }), [OI, pg01('FWS', 'FWS', { disclaimer: 'E' })]],
  ['G64', 'PG00', behind(['PG00', { content: '00R0001' }]), PLAIN],
  ['G65', 'PG50', behind(['PG50'], LOT), behind(['PG50'], LOT, ['PG51'])],
  [
    'G66',
    'PG01',
    changed(PLAIN, 'PG01', { confidentialInformationIndicator: 'N' }),
    changed(PLAIN, 'PG01', { confidentialInformationIndicator: 'Y' }),
  ],
  ['G67', 'PG17', [...WOOD, ['PG17', { commonNameSpecific: 'TEAK' }]], WOOD],
  [
    'G68',
    'PG29',
    behind(['PG29', { unitOfMeasureNet: 'KG' }]),
    behind(['PG29', { unitOfMeasureNet: 'KG', commodityNetQuantity: '000000000100' }]),
  ],
  ['G69', 'PG22', behind(['PG22', { dateOfSignature: '02302026' }]), behind(['PG22', { dateOfSignature: '02282026' }])],
  [
    'G70',
    'PG60',
    behind(entity('MF'), ['PG60', { additionalInformationQualifierCode: 'TEL', additionalInformation: '1' }]),
    behind(entity('MF'), ['PG60', { additionalInformationQualifierCode: 'ENA', additionalInformation: 'MORE' }]),
  ],
  [
    'G71',
    'PG55',
    behind(['PG55', { entityRoleCode1: 'IM' }]),
    behind(entity('MF'), ['PG55', { entityRoleCode1: 'IM' }]),
  ],
  [
    'G72',
    'PG06',
    behind(['PG06', { sourceTypeCode: '30', countryCode: 'QQ' }]),
    behind(['PG06', { sourceTypeCode: 'HRV', countryCode: 'ZZ' }]),
  ],
  ['G73', 'PG14', behind(['PG14', { lpcoTransactionType: '4' }]), behind(['PG14', { lpcoTransactionType: '1' }])],
];

/** Needs of which no text is held: told, and not a reason to refuse. */
const UNPRINTED: ReadonlySet<string> = new Set(
  REQUIREMENTS.filter(({ printed }) => !printed)
    .flatMap(({ needs }) => needs.map(({ code }) => code))
    .filter((code) => !REQUIREMENTS.some(({ printed, needs }) => printed && needs.some((need) => need.code === code))),
);

describe('The data of partner agencies behind a tariff number', () => {
  test.each([
    ['food with prior notice', FOOD],
    ['a program of which nothing more is asked', PLAIN],
    ['a disclaimer alone', DISCLAIMED],
    ['meat with lots', MEAT],
    ['an engine', ENGINE],
    ['wood', WOOD],
  ])('is taken as sound: %s', (_what, records) => {
    expect(told(records)).toEqual([]);
    expect(CargoReleaseFiled.faultOf(withAgencyData(records))).toBeNull();
  });

  test.each(PAIRS)('%s is told at %s, and not where the data is put right', (code, record, broken, sound) => {
    const found = judged(broken).find((one) => one.code === code);
    expect(found).toMatchObject({ code, record, severity: UNPRINTED.has(code) ? 'warning' : 'fatal' });
    expect(found!.recordIndex).toBeGreaterThanOrEqual(8);
    expect(told(sound)).toEqual([]);
  });

  test('has a pair for each of its conditions but those of orders, and no rule without a condition', () => {
    const orders = ['G80', 'G81', 'G82', 'P00'];
    const codes = AGENCY_CONDITIONS.map(([code]) => code).filter((code) => !orders.includes(code));
    expect([...new Set(PAIRS.map(([code]) => code))].sort()).toEqual([...codes].sort());
    const used = new Set<string>([
      ...AGENCY_RULES.map(({ code }) => code),
      ...REQUIREMENTS.flatMap(({ needs }) => needs.map(({ code }) => code)),
      'G67',
    ]);
    expect([...used].sort()).toEqual([...codes].sort());
    for (const [, text] of AGENCY_CONDITIONS) expect(text.length).toBeLessThanOrEqual(40);
  });

  test('is asked for by the agency of each line: one may disclaim where the other files', () => {
    expect(told([...FOOD, pg01('FWS', 'FWS', { disclaimer: 'E' })])).toEqual([]);
  });

  test('refuses for nothing that no text held here says: what agencies are said to need is told, and the data taken', () => {
    expect([...UNPRINTED].sort()).toEqual([
      ...['G37', 'G44', 'G45', 'G46', 'G47', 'G48', 'G50', 'G51', 'G53', 'PDL', 'PN9'],
    ]);
    const unknown = judged(changed(PLAIN, 'PG01', { governmentAgencyCode: 'FDA', governmentAgencyProgramCode: 'XYZ' }));
    expect(unknown.map(({ code, severity }) => [code, severity])).toEqual([['G06', 'warning']]);
    const meat = judged(without(MEAT, 'PG26'));
    expect(meat.map(({ code, severity }) => [code, severity])).toEqual([['G52', 'warning']]);
    for (const { printed, basis } of REQUIREMENTS)
      expect(/CFR|message set, July 2026, pp/.test(basis) || !printed).toBe(true);
  });

  test('is missed behind a tariff number that the agency has flagged, as the operator told it', () => {
    const agencyFlags = {
      FD4: { agency: 'FDA', tariffs: ['3924'], must: true },
      AL1: { agency: 'APH', tariffs: ['44'] },
    };
    const missed = (draft: ReturnType<typeof filing>) =>
      judgeFiling(draft, { ...CONTEXT, agencyFlags }).map(({ code, record, remedy }) => [
        code,
        record,
        remedy.slice(-60),
      ]);
    const bare = filing();
    const [found] = missed(bare);
    expect(found).toMatchObject([
      'P00',
      'SE60',
      expect.stringContaining('Flag FD4: FDA, which takes no disclaimer for it.'),
    ]);
    expect(judgeFiling(bare, CONTEXT)).toEqual([]);
    expect(missed(withAgencyData(FOOD))).toEqual([]);
    expect(missed(withAgencyData(DISCLAIMED)).map(([code]) => code)).toEqual(['P00']);
    const optional = { FD1: { agency: 'FDA', tariffs: ['3924'] } };
    expect(judgeFiling(withAgencyData(DISCLAIMED), { ...CONTEXT, agencyFlags: optional })).toEqual([]);
  });

  test('is shared by agencies whose PG01 stand one behind the other', () => {
    const shared: Records = [OI, pg01('DEA', 'DEA'), ...FOOD.slice(1)];
    expect(told(shared)).toEqual([]);
    expect(told([OI, pg01('DEA', 'DEA'), pg01('DEA', 'DEA', { pgaLineNumber: '002' }), PRODUCT])).toEqual(['G54 PG01']);
  });

  test('asks for the container where there is one, and for the arrival in whichever mode', () => {
    expect(told(without(FOOD, 'PG27'), { modeOfTransport: '40' })).not.toContain('PW5 PG01');
    expect(told(FOOD.filter((one) => one !== ARRIVAL))).toEqual(['PS1 PG01']);
  });

  test('lets FDA disclaim with F on entry type 21 alone, and APHIS with G under the Lacey Act alone', () => {
    const f = changed(DISCLAIMED, 'PG01', { disclaimer: 'F' });
    expect(told(f, { entryType: '21' }).filter((one) => one.startsWith('G'))).toEqual([]);
    expect(told(f)).toEqual(['G63 PG01']);
    expect(told([OI, pg01('APH', 'APL', { disclaimer: 'G' })])).toEqual([]);
    expect(told([OI, pg01('APH', 'AVS', { disclaimer: 'G' })])).toEqual(['G63 PG01']);
  });

  test('needs the port of entry', () => {
    expect(told(PLAIN, { plannedPortOfEntry: null })).toEqual(['P21 SE10']);
  });

  test('is pointed at by field where it came as JSON', () => {
    const draft = withAgencyData(stripped(FOOD, 'PG30', 'inspectionOrArrivalLocationCode'));
    for (const record of draft.lines[0]!.tariffs[0]!.agencyRecords!) record.recordIndex = null;
    expect(judgeFiling(draft, CONTEXT).map(({ at }) => at)).toEqual([
      `/lines/0/tariffs/0/agencyRecords/${FOOD.length - 1}/fields/inspectionOrArrivalLocationCode`,
    ]);
  });
});

test('the life of a review can be read and has no dead end', () => {
  expect(agencyReviewStates.faults()).toEqual([]);
});
