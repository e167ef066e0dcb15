import {
  Block,
  cargoReleaseLayouts as SE,
  encode,
  type RecordImage,
  summaryHeaderLayouts as AE,
  summaryLineLayouts as LINES,
} from '#catair';
import { ArrivalReported, CargoReleaseFiled, EntrySummaryFiled, kindOf, ManifestFiled } from '#contracts';
import { Problem } from '#service';
import type { Account } from '../../account/account';
import { sample } from '../../gateway.fixture';
import { arrival } from '../../filing/transmission';
import { entrySummaryFiling } from '../abi/entry-summary.mapping';
import { cargoReleaseBody, cargoReleaseFromJson } from './cargo-release.body';
import { entrySummaryBody, entrySummaryFromJson } from './entry-summary.body';
import { arrivalBody, arrivalFromJson, manifestBody, manifestFromJson } from './manifest.body';
import { bodyPointer } from './pointers';

const account: Account = {
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  name: 'Harbor Brokers',
  kinds: ['broker'],
  active: true,
  importerNumbers: [],
  filerCodes: ['B76'],
  scacs: ['MAEU'],
  ports: [],
  abi: null,
};
const { id, origin } = arrival(account, 'json');
const json = (name: string): any => JSON.parse(sample(name));

test('every sample is a filing whose message keeps its contract', () => {
  const release = cargoReleaseFromJson(cargoReleaseBody.read(json('cargo-release.json')), account, origin(id));
  expect(CargoReleaseFiled.faultOf(release.data)).toBeNull();
  expect(release).toMatchObject({
    subject: 'entry:B76-03245286',
    data: { action: 'A', plannedPortOfEntry: '2704', bills: [{ billNumber: '260000112', equipment: ['MSKU1234565'] }] },
  });
  const summary = entrySummaryFromJson(entrySummaryBody.read(json('entry-summary.json')), account, origin(id));
  expect(EntrySummaryFiled.faultOf(summary.data)).toBeNull();
  expect(summary).toMatchObject({
    subject: 'entry:B76-03245286',
    data: { totals: { valueDollars: 10_000, feeCents: 4_714 } },
  });
  const manifest = manifestFromJson(manifestBody.read(json('manifest.json')), account, origin(id));
  expect(ManifestFiled.faultOf(manifest.data)).toBeNull();
  expect(manifest).toMatchObject({
    subject: 'conveyance:MAEU-0417W',
    data: {
      ports: [{ bills: [{ at: '/ports/0/bills/0', equipment: [{ initial: 'MSKU', number: '1234565' }] }, {}, {}] }],
    },
  });
});

test('a filing names the bills of 999 shipments in as many parts as a shipment has: four in a summary, three in a release', () => {
  const named = (types: readonly string[], count: number) =>
    Array.from({ length: count }, (_, at) => {
      const type = types[at % types.length]!;
      return { type, ...(type !== 'I' && { issuer: 'MAEU' }), number: String(260_000_101 + at) };
    });
  const summary = (bills: object[]) => entrySummaryBody.read({ ...json('entry-summary.json'), bills }).bills!.length;
  const release = (bills: object[]) => cargoReleaseBody.read({ ...json('cargo-release.json'), bills }).bills!.length;
  expect([summary(named(['I', 'M', 'H', 'S'], 3_996)), release(named(['I', 'M', 'H'], 2_997))]).toEqual([3_996, 2_997]);
  expect(() => summary(named(['I', 'M', 'H', 'S'], 3_997))).toThrow(Problem);
  expect(() => release(named(['I', 'M', 'H'], 2_998))).toThrow(Problem);
});

test('a cargo release says what the parts of an address are, names Global Business Identifiers and the indicators of SE13', () => {
  const body = json('cargo-release.json');
  body.parties[0].addresses = [
    { qualifier: '01', text: '4' },
    { qualifier: '02', text: 'HAFENSTRASSE' },
  ];
  body.lines[0].parties[0].businessIdentifiers = [{ qualifier: 'DUNS', id: '123456789' }];
  const more = { documentsHandedIn: true, multipleDispositions: true, ofSplitShipment: true };
  const { data } = cargoReleaseFromJson(cargoReleaseBody.read({ ...body, ...more }), account, origin(id));
  expect(CargoReleaseFiled.faultOf(data)).toBeNull();
  expect(data).toMatchObject({
    documentImageIndicator: '1',
    multipleDispositionsIndicator: '1',
    splitShipmentIndicator: '1',
    parties: [
      { addressLines: ['4', 'HAFENSTRASSE'], addresses: [{ qualifier: '01', text: '4' }, { qualifier: '02' }] },
      {},
      {},
    ],
    lines: [{ parties: [{ businessIdentifiers: [{ qualifier: 'DUNS', id: '123456789', recordIndex: null }] }] }],
  });
  expect(
    [
      '/bills/0/arrivals/1/arrivalDate',
      '/bills/0/equipment/2',
      '/parties/0/addresses/1/qualifier',
      '/multipleDispositionsIndicator',
    ].map((at) => bodyPointer(at)),
  ).toEqual([
    '/bills/0/arrivals/1/date',
    '/bills/0/containers/2',
    '/parties/0/addresses/1/qualifier',
    '/multipleDispositions',
  ]);
});

test('a bill of a zone or warehouse bears the FIRMS code of that place as its issuer, and one that is neither is a bad body', () => {
  const body = json('cargo-release.json');
  const issuedBy = (issuer: string) =>
    cargoReleaseFromJson(cargoReleaseBody.read({ ...body, bills: [{ ...body.bills[0], issuer }] }), account, origin(id))
      .data;
  expect(issuedBy('Y258')).toMatchObject({ bills: [{ issuer: 'Y258' }] });
  expect(() => issuedBy('Y25')).toThrow(Problem);
  expect(() => issuedBy('1258')).toThrow(Problem);
});

test('a post summary correction says why, in the header and in its lines', () => {
  const body = json('entry-summary.json');
  body.correction = { explanation: 'Paid at 12,000', headerReasons: ['H10'], accelerateLiquidation: true };
  body.lines[0].correctionReasons = ['L04'];
  const { data } = entrySummaryFromJson(entrySummaryBody.read(body), account, origin(id));
  expect(EntrySummaryFiled.faultOf(data)).toBeNull();
  expect(data).toMatchObject({
    correction: { indicator: 'Y', accelerated: 'Y', explanation: 'Paid at 12,000', reasons: [{ code: 'H10' }] },
    lines: [{ correctionReasons: [{ code: 'L04' }] }],
  });
  expect(() => entrySummaryBody.read({ ...body, correction: { headerReasons: ['H10'] } })).toThrow(Problem);
});

test('a conveyance that arrived is reported at an instant that exists', () => {
  const body = { carrier: 'MAEU', voyage: '0417W', port: '2704', arrivedAt: '2026-11-24T09:30:00Z' };
  expect(ArrivalReported.faultOf(arrivalFromJson(arrivalBody.read(body), account, origin(id)).data)).toBeNull();
  expect(() => arrivalBody.read({ ...body, arrivedAt: '2026-13-24T09:30:00Z' })).toThrow(Problem);
});

test.each([
  ['a day that is not in the calendar', { electedEntryDate: '2026-02-30' }, '/electedEntryDate'],
  ['an amount with cents where whole dollars belong', { estimatedValueDollars: 10.5 }, '/estimatedValueDollars'],
  ['an entry number without its check digit', { entryNumber: 'B76-0324528' }, '/entryNumber'],
  ['a field nobody knows', { importeur: '12-3456789' }, '/importeur'],
  ['a prototype in disguise', JSON.parse('{"__proto__": {"admin": true}}'), '/__proto__'],
])('%s is refused and named', (_what, change, pointer) => {
  const body = JSON.parse(
    JSON.stringify(json('cargo-release.json')).replace(/^\{/, `{${JSON.stringify(change).slice(1, -1)},`),
  );
  for (const key of Object.keys(change)) if (key !== '__proto__') body[key] = change[key as keyof typeof change];
  let problem: Problem | undefined;
  try {
    cargoReleaseBody.read(body);
  } catch (error) {
    problem = error as Problem;
  }
  expect(problem?.errors.map(({ at }) => at)).toEqual([pointer]);
});

test.each([
  ['/bills/0/billType', '/bills/0/type'],
  ['/plannedPortOfEntry', '/portOfEntry'],
  ['/lines/2/tariffs/0/hts', '/lines/2/tariffs/0/hts'],
  ['/conveyanceName', '/conveyance/name'],
  ['/bills/1/arrivals/0/voyage', '/bills/1/arrivals/0/voyage'],
  ['/filerCode', '/entryNumber'],
  ['/lines/0/adCvdCases/1/caseNumber', '/lines/0/adCvdCases/1/adCvdCaseNumber'],
  ['/lines/0/standardVisa/standardVisaNumber', '/lines/0/standardVisaNumber'],
  ['/warehouse/associatedWarehouseEntryPort', '/warehouse/port'],
  ['/', '/'],
])('the finding at %s of the message is told at %s of the body', (message, body) => {
  expect(bodyPointer(message)).toBe(body);
});

test('the name of a conveyance stands in a summary as it does in its message', () => {
  expect(bodyPointer('/conveyanceName', kindOf(EntrySummaryFiled).kind)).toBe('/conveyanceName');
});

test.each([
  ['cargo release', cargoReleaseBody.schema],
  ['entry summary', entrySummaryBody.schema],
  ['manifest', manifestBody.schema],
  ['arrival', arrivalBody.schema],
])('a field that nobody knows is refused at every depth of a %s', (_kind, schema) => {
  const open: string[] = [];
  const walk = (part: any, at: string): void => {
    if (part.type === 'object' && part.additionalProperties !== false) open.push(at || '/');
    for (const [name, property] of Object.entries(part.properties ?? {})) walk(property, `${at}/${name}`);
    if (part.items) walk(part.items, `${at}/*`);
  };
  walk(schema, '');
  // Fields of agencies' records are those of their layouts: agency-data.body.ts refuses the others.
  expect(open.filter((at) => !at.endsWith('/agencyRecords/*/fields'))).toEqual([]);
});

test('what a filer wants back with every notification goes with the filing: whoever names a preparer says that there is one', () => {
  const body = (block: object) =>
    cargoReleaseFromJson(cargoReleaseBody.read({ ...json('cargo-release.json'), block }), account, origin(id)).data;
  const wanted = { preparerFiler: 'B76', userText: 'DESK 7' };
  expect(CargoReleaseFiled.faultOf(body(wanted))).toBeNull();
  expect(body(wanted)).toMatchObject({ block: { office: null, preparerIndicator: '1', userText: 'DESK 7' } });
  expect(body({ office: '01' })).toMatchObject({ block: { preparerIndicator: null } });
  expect(body({})).not.toHaveProperty('block');
});

describe('A summary in JSON with records that few have', () => {
  const filed = (header: object, line: object, more: object = {}): EntrySummaryFiled => {
    const body: any = json('entry-summary.json');
    Object.assign(body, header);
    Object.assign(body.lines[0], line);
    Object.assign(body.lines[0].tariffs[0], more);
    const { data } = entrySummaryFromJson(entrySummaryBody.read(body), account, origin(id));
    expect(EntrySummaryFiled.faultOf(data)).toBeNull();
    return data as EntrySummaryFiled;
  };

  test('says the same as in CATAIR, and names what is kept and not judged', () => {
    const data = filed(
      {
        indicators: { consolidatedSummaryIndicator: 'Y', reconciliationIssueCode: '001' },
        warehouse: { entryNumber: 'B76-0324530-2', port: '2704', finalWithdrawal: 'Y' },
        consolidatedReleases: ['B76-0324529-4'],
        totals: { adDutyCents: 327_000, adCvd: { cashAdCents: 327_000 } },
      },
      {
        adCvdCases: [
          {
            ...{ adCvdCaseNumber: 'A428801000', bondCashClaimCode: 'C', caseDepositRate: '32.70' },
            ...{ caseRateTypeQualifierCode: 'A', dutyCents: 327_000 },
          },
        ],
        irTax: { classCode: '017', cents: 100 },
        zone: { status: 'P', privilegedFilingDate: '2026-01-02' },
        standardVisaNumber: '6CN123456',
        invoices: [{ invoiceNumber: 'INV-1', ranges: [{ begin: 1, end: 3 }] }],
        censusOverrides: [{ conditionCode: '27H', overrideCode: '50' }],
      },
      { agencyRecords: [{ record: 'OI', fields: { commercialDescription: 'DISHES' } }] },
    );
    expect(data).toMatchObject({
      indicators: { consolidatedSummaryIndicator: 'Y' },
      warehouse: { associatedWarehouseEntryFilerCode: 'B76', associatedWarehouseEntryNumber: '03245302' },
      consolidatedReleases: [{ filerCode: 'B76', entryNumber: '03245294', item: 1, recordIndex: null }],
      totals: { adDutyCents: 327_000, adCvd: { cashAdCents: 327_000, bondedAdCents: null } },
      lines: [
        {
          adCvdCases: [{ caseNumber: 'A428801000', caseDepositRate: '32.70', dutyCents: 327_000, quantity: null }],
          irTax: { classCode: '017', cents: 100 },
          zone: { status: 'P' },
          standardVisa: { standardVisaNumber: '6CN123456' },
          invoices: [{ invoiceNumber: 'INV-1', ranges: [{ begin: 1, end: 3, item: 1 }] }],
          censusOverrides: [{ conditionCode: '27H', overrideCode: '50', item: 1 }],
          tariffs: [{ agencyRecords: [{ record: 'OI', fields: { commercialDescription: 'DISHES' } }] }],
        },
      ],
    });
    expect(data.reading!.map(({ code, severity, at }) => [code, severity, at])).toEqual([
      ['W95', 'information', '/indicators/reconciliationIssueCode'],
      ['W95', 'information', '/lines/0/standardVisa'],
      ['W95', 'information', '/lines/0/adCvdCases'],
      ['W95', 'information', '/lines/0/irTax'],
      ['W95', 'information', '/lines/0/tariffs/0/agencyRecords'],
    ]);
  });

  test('of which nothing is used is no larger, and gets no word', () => {
    const data = filed({}, {});
    expect(data.reading).toBeUndefined();
    expect(data).not.toHaveProperty('warehouse');
    expect(data.lines[0]).not.toHaveProperty('adCvdCases');
  });
});

test('a cargo release is asked for with a summary by JSON as by CATAIR: the same members, and the same is not judged', () => {
  const identifier = { gbiIdentifierQualifier: 'DUNS', gbiIdentifier: '123456789' };
  const records: RecordImage[] = [
    encode(AE.AE_10, {
      ...{ filingActionCode: 'A', entryFilerCode: 'B76', entryNumber: '03245286', entryTypeCode: '01' },
      cargoReleaseCertificationRequest: 'A',
    }),
    encode(AE.AE_SE13, { contactName: 'RUTH ABARA', contactPhone: '7135550142', documentImageIndicator: '1' }),
    encode(SE.SE16, {
      carrierCode: 'OOLU',
      voyageNumber: '214W',
      dateOfArrival: '112426',
      quantity: '240',
      unitOfMeasure: 'CTN',
    }),
    encode(SE.SE17, { equipmentNumber: 'OOLU8123450' }),
    encode(SE.SE20, { referenceQualifier: 'CR', referenceIdentifier: 'PO-88121' }),
    encode(SE.SE30, { entityCode: 'SE', entityName: 'LAGOS TEXTILE EXPORT LTD' }),
    encode(AE.AE_SE31, identifier),
    encode(AE.AE_SE32, { sequenceNumber: '1', description: 'WEAVING MILL' }),
    encode(SE.SE36, { cityName: 'LAGOS', countryCode: 'NG' }),
    encode(LINES.AE_90, {
      ...{ grandTotalDutyAmount: '0', grandTotalUserFeeAmount: '0', grandTotalIrTaxAmount: '0' },
      ...{ grandTotalAdDutyAmount: '0', grandTotalCvDutyAmount: '0' },
    }),
  ].map((image, index) => ({
    recordId: /^SE/.test(image) ? image.slice(0, 4) : image.slice(0, 2),
    image,
    index,
    level: 0,
  }));
  const block = new Block(1, 'B  2704B76AE'.padEnd(80), 0);
  const place = { position: 1, recordPosition: 3, startByte: 0, endByte: 0 };
  const sent = entrySummaryFiling({ application: 'AE', block, ...place, records }, account, origin(id))
    .data as EntrySummaryFiled;
  const body = {
    ...{ action: 'add', entryNumber: 'B76-0324528-6', entryType: '01' },
    indicators: { cargoReleaseCertificationRequest: 'A' },
    certification: {
      contact: { contactName: 'RUTH ABARA', contactPhone: '7135550142', documentImageIndicator: '1' },
      conveyances: [
        { carrierCode: 'OOLU', voyageNumber: '214W', dateOfArrival: '2026-11-24', quantity: 240, unitOfMeasure: 'CTN' },
      ],
      equipment: ['OOLU8123450'],
      references: [{ qualifier: 'CR', value: 'PO-88121' }],
      parties: [
        {
          ...{ role: 'SE', name: 'LAGOS TEXTILE EXPORT LTD', city: 'LAGOS', country: 'NG' },
          businessIdentifiers: [{ qualifier: 'DUNS', id: '123456789' }],
          identifierDescriptions: ['WEAVING MILL'],
        },
      ],
    },
  };
  const filed = entrySummaryFromJson(entrySummaryBody.read(body), account, origin(id)).data as EntrySummaryFiled;
  expect(EntrySummaryFiled.faultOf(filed)).toBeNull();
  const placeless = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (name, of: unknown) => (/recordIndex$/i.test(name) ? undefined : of)));
  expect(placeless(filed.certification)).toEqual(placeless(sent.certification));
  const told = ({ reading = [] }: EntrySummaryFiled): string[] =>
    [...new Set(reading.map(({ code, record }) => `${code} ${record}`))].filter((one) => !/SE3[1-6]/.test(one)).sort();
  expect(told(filed)).toEqual(told(sent));
  // The indicator that asks for it, and each kind of record.
  expect(told(filed)).toHaveLength(6);
});
