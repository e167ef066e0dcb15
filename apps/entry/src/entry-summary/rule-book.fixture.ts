import type { StatementProfile } from '#contracts';
import type { AssociatedEntry, PartyStanding, SummaryOnFile } from '../summary-on-file/summary.model';
import type { BookCode } from './rule-book';
import { wine } from './declared-records.fixture';
import {
  corrected,
  type DraftSummary,
  draftOf,
  fee,
  type Fixture,
  formal,
  IMPORTER,
  informal,
  laptops,
  party,
  removal,
  tariff,
  worked,
} from './summary.fixture';

type Change = (summary: DraftSummary) => void;
type Line = DraftSummary['lines'][number];
type Bond = NonNullable<DraftSummary['bonds']>[number];

const indicator =
  (name: keyof NonNullable<DraftSummary['indicators']>, value: string): Change =>
  (s) => {
    s.indicators = { ...s.indicators, [name]: value };
  };
const all =
  (...changes: readonly Change[]): Change =>
  (s) =>
    changes.forEach((change) => change(s));
const header =
  (values: Partial<DraftSummary>): Change =>
  (s) => {
    Object.assign(s, structuredClone(values));
  };
const onLine =
  (values: Partial<Line>): Change =>
  (s) => {
    Object.assign(s.lines[0]!, structuredClone(values));
  };
const bonds =
  (...items: readonly Partial<Bond>[]): Change =>
  (s) => {
    s.bonds = items.map((item) => ({ ...BASIC, ...item }));
  };
const BASIC: Bond = { type: '8', designation: 'B', surety: '001', amountDollars: null, recordIndex: 5 };
const SINGLE: Bond = { ...BASIC, type: '9', amountDollars: 50_000 };
/** Without a bond, which is waived. */
const waived = (reason: string | null): Change =>
  all(header({ bond: null, bonds: [] }), indicator('bondWaiverIndicator', '0'), (s) => {
    if (reason !== null) s.indicators!.bondWaiverReasonCode = reason;
  });
const without =
  (name: keyof NonNullable<DraftSummary['indicators']>): Change =>
  (s) => {
    delete s.indicators![name];
  };

const withoutVessel = header({ modeOfTransport: '30', conveyanceName: undefined });
const dry = onLine({ fees: [fee('499')] });
const byTruck = all(withoutVessel, dry);
const byMail = all(byTruck, header({ modeOfTransport: '50', bills: [] }));
const laptopsOf = (value: number) => ({ tariffs: laptops(value).tariffs }) as Partial<Line>;
const dryLaptops = (): Line => ({ ...laptops(5000), fees: [fee('499')] }) as Line;
const statements = (profile: Partial<StatementProfile>) => ({
  statements: { authorised: true, clientBranches: false, periodicDay: 8, ...profile },
});
/** Parties are looked up, and one number has this standing. */
const register = (standing: PartyStanding) => ({
  party: (number: string): PartyStanding => (number === IMPORTER ? 'active' : standing),
});
const otherParty =
  (type: 'S' | 'C'): Change =>
  (s) => {
    const others = s.lines[0]!.articleParties!.filter(({ articlePartyTypeCode }) => articlePartyTypeCode !== type);
    s.lines[0]!.articleParties = [...others, party(type, '98-765432100')];
  };
const individual = all(header({ paymentType: '1', statementDate: null }), without('periodicStatementMonth'));

const ORIGINAL: AssociatedEntry = {
  ...{ state: 'on file', entryType: '21', portOfEntry: '2704', importDate: '2026-01-05' },
  statementDate: null,
};
const warehoused = (entry: Partial<AssociatedEntry> = {}) => ({
  context: { associated: () => ({ ...ORIGINAL, ...entry }) },
});
/** A withdrawal for consumption from a warehouse entry that is on file. */
export const withdrawal = (): DraftSummary => {
  const summary = worked();
  dry(summary);
  return {
    ...summary,
    ...{ entryType: '31', modeOfTransport: null, bills: [], estimatedArrival: null },
    locationOfGoodsCode: 'W123',
    warehouse: {
      ...{ associatedWarehouseEntryFilerCode: 'B76', associatedWarehouseEntryNumber: '03245005' },
      ...{ associatedWarehouseEntryPort: '2704', finalWarehouseWithdrawalIndicator: null, recordIndex: 4 },
    },
  };
};
const ofWarehouse =
  (values: Partial<NonNullable<DraftSummary['warehouse']>>): Change =>
  (s) =>
    Object.assign(s.warehouse!, values);
/** Goods that leave a foreign trade zone. */
export const fromZone = (): DraftSummary => {
  const summary = worked();
  dry(summary);
  summary.lines[0]!.zone = { status: 'N', privilegedFilingDate: null, quantity: 10, recordIndex: 7 };
  return {
    ...summary,
    ...{ entryType: '06', locationOfGoodsCode: 'W123', foreignTradeZoneIdentifier: '02600A001' },
  };
};
const ofZone =
  (values: Partial<NonNullable<Line['zone']>>): Change =>
  (s) =>
    Object.assign(s.lines[0]!.zone!, values);
/** Laptops that come for a time. */
export const temporary = (): DraftSummary => ({
  ...worked(),
  entryType: '23',
  indicators: { ...worked().indicators, tibDeclarationIndicator: 'Y' },
  lines: [
    {
      ...(laptops(5000) as Line),
      tariffs: [tariff('9813000520', 0), tariff('8471300100', 5000, [{ quantity: '9', unit: 'NO' }])].map((one) => ({
        ...one,
        quantities: [...one.quantities],
      })),
      fees: [fee('501')],
    },
  ],
});
const inBond = (date = '2026-03-03'): Change =>
  header({
    portOfUnlading: '2709',
    inBondDate: date,
    bills: [
      { componentType: 'I', issuer: null, billNumber: '123456789', recordIndex: 4 },
      { componentType: 'M', issuer: 'MAEU', billNumber: '260000101', recordIndex: 4 },
    ],
  });
const manifest = (values: Partial<NonNullable<DraftSummary['manifests']>[number]>): Change =>
  header({
    manifests: [
      {
        ...{ manifestedQuantity: 10, manifestedQuantityUnitOfMeasureCode: 'CTN', bills: [0], recordIndex: 3 },
        ...values,
      },
    ],
  });
const parties = (...more: readonly ReturnType<typeof party>[]): Change => onLine({ articleParties: [...more] });
const maker = (id: string) => parties(party('M', id), party('S', IMPORTER));
const invoice = (
  values: Partial<NonNullable<Line['invoices']>[number]> = {},
  ...more: NonNullable<Line['invoices']>
): Change =>
  all(
    indicator('electronicInvoiceIndicator', 'Y'),
    onLine({
      invoices: [
        {
          ...{ supplierIdCode: 'CNMAKERCO12CIT', invoiceNumber: 'INV-1', recordIndex: 7 },
          ...{ ranges: [{ begin: 1, end: 4, item: 1 }] },
          ...values,
        },
        ...more,
      ],
    }),
  );
const declared = (declarationTypeCode: string, declarationInformation: string): Change =>
  onLine({ additionalDeclarations: [{ declarationTypeCode, declarationInformation, recordIndex: 8 }] });
/** A benefit for craft beverages, with the columns of its declaration. */
const craft = (change: Readonly<Record<number, string>> = {}): Change => {
  const columns = {
    5: 'XXXXXXXXXX',
    15: 'TTB-FP-ABCDEF1',
    33: 'BREWERY',
    54: '000000000000',
    67: 'B12345',
    73: '00035000',
  };
  const text = Object.entries({ ...columns, ...change }).reduce(
    (row, [from, value]) =>
      row.slice(0, Number(from) - 5) + value.padEnd(1) + row.slice(Number(from) - 5 + value.length),
    ' '.repeat(76),
  );
  return all(declared('05', text), onLine({ productClaimCode: 'C' }));
};
const blank = (from: number, to: number) => craft({ [from]: ' '.repeat(to - from + 1) });
const license = (licenseTypeCode: string, licenseNumber: string): Change =>
  onLine({ license: { licenseTypeCode, licenseNumber, recordIndex: 8 } });
/** A set of a laptop and two articles, of which it is made. */
const set = (): DraftSummary => {
  const summary = formal();
  const articles = ['002', '003'].map((lineNumber) => ({
    ...(laptops(2500) as Line),
    ...{ lineNumber, articleSetIndicator: 'V', fees: [], recordIndex: 10 },
  }));
  summary.lines = [{ ...summary.lines[0]!, articleSetIndicator: 'X' }, ...articles];
  return summary;
};
const article =
  (values: Partial<Line>): Change =>
  (s) => {
    Object.assign(s.lines[1]!, values);
  };
const express = (change: Change = () => undefined): Pick<Fixture, 'from'> => ({
  from: () => {
    const summary = informal();
    summary.indicators!.consolidatedExpressInformalIndicator = 'Y';
    summary.headerFees = [];
    change(summary);
    return summary;
  },
});
const onFile = (brokerReference: string): SummaryOnFile => ({
  ...{ state: 'accepted', control: 'trade', portOfEntry: '2704', importerNumber: IMPORTER, brokerReference },
  ...{ corrected: false, liquidation: null, content: null },
});

/** For each row of the book a filing that is sound but for it. */
export const BOOK_FIXTURES: Readonly<Partial<Record<BookCode, Fixture>>> = {
  B24: {
    when: 'a delete carries the importer',
    from: removal,
    change: header({ importerNumber: IMPORTER }),
    context: { existing: onFile('PW0001') },
  },
  B35: { when: 'an add names another reference than is on file', context: { existing: onFile('PW0009') } },
  B39: { when: 'nobody has signed', change: without('electronicSignature') },
  B40: { when: 'the signature is Y', change: indicator('electronicSignature', 'Y') },
  '292': { when: 'column 40 is Y', change: indicator('cargoReleaseCertificationRequest', 'Y') },
  '310': {
    when: 'a release is asked for goods of a warehouse',
    from: withdrawal,
    change: indicator('cargoReleaseCertificationRequest', 'A'),
  },
  '220': { when: 'column 41 is X', change: indicator('electronicInvoiceIndicator', 'X') },
  '222': { when: 'an electronic invoice is paid alone', change: all(invoice(), individual) },
  '312': {
    when: 'a release is asked for with an electronic invoice',
    change: all(invoice(), indicator('cargoReleaseCertificationRequest', 'A')),
  },
  '131': { when: 'the usage is Y', change: indicator('shipmentUsageTypeCode', 'Y') },
  '644': {
    when: 'a consolidated summary is of samples',
    change: all(indicator('shipmentUsageTypeCode', 'X'), indicator('consolidatedSummaryIndicator', 'Y')),
    also: ['232'],
  },
  '129': { when: 'column 44 is X', change: indicator('liveEntryIndicator', 'X') },
  '134': { when: 'column 45 is 3', change: indicator('deferredTaxPaymentCode', '3') },
  '135': {
    when: 'the tax of an informal entry is deferred',
    from: informal,
    change: indicator('deferredTaxPaymentCode', '2'),
  },
  '155': { when: 'the issue is 008', change: indicator('reconciliationIssueCode', '008') },
  '156': {
    when: 'the classification of a quota entry is left open',
    change: all(header({ entryType: '02' }), indicator('reconciliationIssueCode', '002')),
  },
  '157': { when: 'column 46 is X', change: indicator('tradeAgreementReconciliationIndicator', 'X') },
  '159': {
    when: 'an entry of the government is reconciled under an agreement',
    change: all(header({ entryType: '52' }), indicator('tradeAgreementReconciliationIndicator', 'Y')),
  },
  '160': {
    when: 'the value of an entry of the government is left open',
    change: all(header({ entryType: '52' }), indicator('reconciliationIssueCode', '001')),
  },
  W70: { when: 'duty is owed by mail and no mail fee is reported', change: byMail },
  W71: { when: 'a vessel reports the mail fee', change: header({ headerFees: [fee('496', 739)] }) },
  W72: {
    when: 'the mail fee is that of the year before',
    change: all(byMail, header({ headerFees: [fee('496', 720)] })),
  },
  '201': {
    when: 'an individual payment names a branch',
    change: all(individual, indicator('statementClientBranchIdentifier', '01')),
  },
  '200': {
    when: 'a daily statement has a month',
    change: header({ paymentType: '3' }),
  },
  '211': { when: 'a periodic statement has no month', change: without('periodicStatementMonth') },
  '212': { when: 'the month is 13', change: indicator('periodicStatementMonth', '13') },
  '213': { when: 'the month is three months ahead', change: indicator('periodicStatementMonth', '06') },
  '751': { when: 'column 67 is X', change: indicator('knownImporterIndicator', 'X') },
  '317': { when: 'column 68 is X', change: indicator('pgaDataIncludedIndicator', 'X') },
  '318': {
    when: 'goods that were released are to be released',
    change: all(indicator('pgaDataIncludedIndicator', 'Y'), indicator('cargoReleaseCertificationRequest', 'A')),
  },
  '319': { when: 'goods of no zone are weekly ones', change: indicator('pgaDataIncludedIndicator', 'F') },
  '315': {
    when: 'a consumption entry declares a temporary importation',
    change: indicator('tibDeclarationIndicator', 'Y'),
  },
  '316': {
    when: 'a temporary importation is not declared',
    from: temporary,
    change: without('tibDeclarationIndicator'),
  },
  B73: { when: 'column 70 is X', change: indicator('consolidatedExpressInformalIndicator', 'X') },
  B75: {
    when: 'a formal entry is of express shipments',
    change: indicator('consolidatedExpressInformalIndicator', 'Y'),
    also: ['788'],
  },
  '784': {
    when: 'it is consolidated in both ways',
    ...express(indicator('consolidatedSummaryIndicator', 'Y')),
    also: ['232'],
  },
  '785': {
    when: 'a release is asked for express shipments',
    ...express(indicator('cargoReleaseCertificationRequest', 'A')),
  },
  '789': { when: 'express shipments are samples', ...express(indicator('shipmentUsageTypeCode', 'X')) },
  '786': {
    when: 'express shipments pay the informal fee',
    ...express(header({ headerFees: [fee('311')] })),
    also: ['635'],
  },
  '787': {
    when: 'express shipments pay tax',
    ...express(onLine({ irTax: { classCode: '017', cents: 100, recordIndex: 9 } })),
    also: ['654', '724'],
  },
  '788': { when: 'express shipments pay a fee of a line', also: ['655'], ...express(onLine({ fees: [fee('056')] })) },
  '151': {
    when: 'the missing document is 50',
    change: header({ missingDocuments: [{ code: '50', item: 1, recordIndex: 5 }] }),
  },
  '152': {
    when: 'a document is missing twice',
    change: header({ missingDocuments: [1, 2].map((item) => ({ code: '01', item, recordIndex: 5 })) }),
  },
  '153': {
    when: 'the first missing document is 99',
    change: header({ missingDocuments: [{ code: '99', item: 1, recordIndex: 5 }] }),
  },
  '255': { when: 'the consignee of a formal entry is left out', change: header({ consigneeNumber: null }) },
  '107': { when: 'the consignee of a formal entry is all zeroes', change: header({ consigneeNumber: '00-000000000' }) },
  '105': { when: 'the consignee number has no dash', change: header({ consigneeNumber: '123456789' }) },
  '590': {
    when: 'the number of the notify party has no dash',
    change: header({ designatedNotifyPartyNumber: '123456789' }),
  },
  '132': { when: 'the state is left out', change: header({ stateOfDestinationCode: undefined }) },
  '133': { when: 'the state is ZZ', change: header({ stateOfDestinationCode: 'ZZ' }) },
  '415': {
    when: 'nobody says whether seller and buyer are related',
    change: onLine({ relatedPartyIndicator: undefined }),
  },
  '519': { when: 'the party is X', change: (s) => s.lines[0]!.articleParties!.push(party('X', 'CNMAKERCO12CIT')) },
  '520': {
    when: 'a manufacturer is named twice',
    change: (s) => s.lines[0]!.articleParties!.push(party('M', 'CNOTHERCO12CIT')),
  },
  '521': { when: 'the manufacturer has no code', change: maker('') },
  '522': {
    when: 'goods of an informal entry are delivered to somebody and consigned to nobody',
    from: informal,
    change: all(header({ consigneeNumber: null }), (s) => s.lines[0]!.articleParties!.push(party('C', IMPORTER))),
  },
  '483': { when: 'a consumption entry names no manufacturer', change: parties(party('S', IMPORTER)) },
  '534': {
    when: 'goods of Canada come for a time and name no manufacturer',
    from: temporary,
    change: all(onLine({ countryOfOrigin: 'XO', countryOfExport: 'CA' }), parties(party('S', IMPORTER))),
  },
  '523': { when: 'the code of the manufacturer has five characters', change: maker('CNMAK') },
  '535': {
    when: 'a manufacturer in Canada is not in a province',
    from: () => formal(5000, 'XO'),
    change: all(onLine({ countryOfExport: 'CA' }), maker('CAMAKERCO12TOR')),
  },
  '450': { when: 'the code of the exporter is EX', change: (s) => s.lines[0]!.articleParties!.push(party('E', 'EX')) },
  '577': { when: 'a consumption entry is sold to nobody', change: parties(party('M', 'CNMAKERCO12CIT')) },
  '596': {
    when: 'the number of the buyer has no dash',
    change: parties(party('M', 'CNMAKERCO12CIT'), party('S', '123456789')),
  },
  '594': {
    when: 'the number of who gets the goods has no dash',
    change: (s) => s.lines[0]!.articleParties!.push(party('C', '123456789')),
  },
  '164': {
    when: 'a consumption entry has no mode of transportation',
    change: all(header({ modeOfTransport: null }), dry),
  },
  '165': { when: 'the mode of transportation is 99', change: all(header({ modeOfTransport: '99' }), dry) },
  '309': { when: 'a warehouse withdrawal names a truck', from: withdrawal, change: header({ modeOfTransport: '30' }) },
  '166': { when: 'the port of unlading is 2799', change: all(header({ portOfUnlading: '2799' }), dry) },
  '167': { when: 'a vessel names no port of unlading', change: header({ portOfUnlading: null }) },
  '176': { when: 'a vessel names no carrier', change: header({ carrierScac: null }) },
  '177': { when: 'the carrier of a vessel is M1', change: header({ carrierScac: 'M1' }) },
  '178': { when: 'the carrier of a truck is M U', change: all(byTruck, header({ carrierScac: 'M U' })) },
  '179': {
    when: 'the carrier of an airplane has four letters',
    from: informal,
    change: header({ carrierScac: 'MAEU' }),
  },
  '180': { when: "a truck has a Lloyd's code", change: all(byTruck, header({ vesselCode: '9321483' })) },
  '181': { when: 'a vessel has no name', change: header({ conveyanceName: undefined }) },
  '172': { when: 'the FIRMS code is 1234', change: header({ locationOfGoodsCode: '1234' }) },
  '173': {
    when: 'a withdrawal does not say from where',
    from: withdrawal,
    change: header({ locationOfGoodsCode: undefined }),
  },
  B12: { when: 'another filer than that of the entry has prepared it', change: header({ preparerFiler: 'WK1' }) },
  '196': {
    when: 'a port of examination is named and nobody has prepared it elsewhere',
    change: header({ designatedExamPortCode: '2709', processingFiler: 'B76' }),
  },
  '194': { when: 'the port of examination is 2799', change: header({ designatedExamPortCode: '2799' }) },
  '183': { when: 'a vessel has no bill', change: header({ bills: [] }) },
  '184': {
    when: 'a withdrawal has a bill',
    from: withdrawal,
    change: (s) => s.bills.push({ componentType: 'M', issuer: 'MAEU', billNumber: '260000101', recordIndex: 4 }),
  },
  '258': { when: 'no packages are manifested', change: manifest({ manifestedQuantity: 0 }) },
  '259': { when: 'the number of packages is left out', change: manifest({ manifestedQuantity: null }) },
  '260': {
    when: 'the unit of the packages is left out',
    change: manifest({ manifestedQuantityUnitOfMeasureCode: null }),
  },
  A05: {
    when: 'it names a thousand shipments, each by a master and its house bill',
    change: header({
      bills: Array.from({ length: 2_000 }, (_, at) => ({
        ...{ componentType: at % 2 === 0 ? 'M' : 'H', issuer: 'MAEU', recordIndex: null },
        billNumber: String(260_000_101 + at),
      })),
    }),
  },
  '186': { when: 'the bill is of type X', change: (s) => (s.bills[0]!.componentType = 'X') },
  '187': {
    when: 'a house bill stands before its master bill',
    change: all(
      header({
        bills: ['H', 'M'].map((componentType) => ({
          ...{ componentType, issuer: 'MAEU', billNumber: '260000101', recordIndex: 4 },
        })),
      }),
      manifest({ bills: [0, 1] }),
    ),
  },
  '322': { when: 'the bill has a dash', change: (s) => (s.bills[0]!.billNumber = '2600-0101') },
  WS2: { when: 'a bill of a vessel does not say who issued it', change: (s) => (s.bills[0]!.issuer = null) },
  WS3: {
    when: 'an air waybill says who issued it',
    from: informal,
    change: (s) => (s.bills[0]!.issuer = 'MAEU'),
  },
  WS4: {
    when: 'an in-bond number has eight digits',
    change: all(inBond(), (s) => (s.bills[0]!.billNumber = '12345678')),
  },
  '188': {
    when: 'goods in bond are entered where they came',
    change: all(inBond(), header({ portOfUnlading: '2704' })),
  },
  '189': { when: 'the day of the movement is 30 February', change: all(inBond('2026-02-30')) },
  '190': {
    when: 'goods move in bond before they are imported',
    change: inBond('2026-03-02'),
  },
  '191': { when: 'goods move in bond after they are entered', change: inBond('2026-03-04') },
  '192': {
    when: 'goods moved in bond three years ago',
    change: all(inBond('2023-02-01'), header({ importDate: null }), onLine({ exportDate: '2023-01-10' })),
  },
  '261': { when: 'the day of the movement is left out', change: all(inBond(), header({ inBondDate: undefined })) },
  '262': { when: 'nothing moved in bond on the day', change: header({ inBondDate: '2026-03-03' }) },
  '420': {
    when: 'goods leave after they moved in bond',
    change: all(inBond('2026-02-20'), header({ importDate: null }), onLine({ exportDate: '2026-02-25' })),
  },
  '428': { when: 'the foreign port is ABCDE', change: onLine({ foreignPortOfLadingCode: 'ABCDE' }) },
  '429': { when: 'goods by vessel name no foreign port', change: onLine({ foreignPortOfLadingCode: undefined }) },
  '163': {
    when: 'a consumption entry names a warehouse entry',
    change: header({ warehouse: withdrawal().warehouse! }),
  },
  '293': {
    when: 'the filer of the warehouse entry is left out',
    from: withdrawal,
    change: ofWarehouse({ associatedWarehouseEntryFilerCode: null }),
  },
  '294': {
    when: 'the number of the warehouse entry is left out',
    from: withdrawal,
    change: ofWarehouse({ associatedWarehouseEntryNumber: null }),
  },
  '295': {
    when: 'the port of the warehouse entry is left out',
    from: withdrawal,
    change: ofWarehouse({ associatedWarehouseEntryPort: null }),
  },
  '296': {
    when: 'the final withdrawal is X',
    from: withdrawal,
    change: ofWarehouse({ finalWarehouseWithdrawalIndicator: 'X' }),
  },
  '297': {
    when: 'a re-warehouse entry has an import date',
    from: withdrawal,
    change: all(header({ entryType: '22', importDate: '2026-03-03' })),
  },
  '298': { when: 'the warehouse entry is not on file', from: withdrawal, ...warehoused({ state: 'unknown' }) },
  '299': { when: 'goods are taken from a consumption entry', from: withdrawal, ...warehoused({ entryType: '01' }) },
  '300': { when: 'the warehouse entry is of another port', from: withdrawal, ...warehoused({ portOfEntry: '2709' }) },
  '303': { when: 'the warehouse entry was deleted', from: withdrawal, ...warehoused({ state: 'deleted' }) },
  '207': { when: 'the filer is not set up for statements', context: statements({ authorised: false }) },
  '219': { when: 'the filer groups by branches and names none', context: statements({ clientBranches: true }) },
  '313': {
    when: 'the filer pays a periodic statement and has no day for it',
    change: header({ paymentType: '6' }),
    context: statements({ periodicDay: null }),
  },
  '215': {
    when: 'the statement is printed after the periodic one of its month is made',
    change: all(header({ statementDate: '2026-03-17' }), indicator('periodicStatementMonth', '03')),
  },
  '108': {
    when: 'nobody has the number of the consignee',
    change: header({ consigneeNumber: '98-765432100' }),
    context: register('unknown'),
  },
  '591': {
    when: 'nobody has the number of who is to be told',
    change: header({ designatedNotifyPartyNumber: '98-765432100' }),
    context: register('unknown'),
  },
  '578': { when: 'nobody has the number of the buyer', change: otherParty('S'), context: register('unknown') },
  '579': { when: 'the number of the buyer is void', change: otherParty('S'), context: register('void') },
  '588': { when: 'nobody has the number of who gets the goods', change: otherParty('C'), context: register('unknown') },
  '589': { when: 'the number of who gets the goods is void', change: otherParty('C'), context: register('void') },
  '305': {
    when: 'another one has made the final withdrawal',
    from: withdrawal,
    ...warehoused({ finalBy: 'B7603245005', isLinked: false }),
  },
  '308': {
    when: 'the warehouse entry went off file by a rejected filing',
    from: withdrawal,
    ...warehoused({ state: 'inactive' }),
  },
  B65: {
    when: 'a warehouse entry becomes one for consumption while goods are taken from it',
    context: { existing: { ...onFile('PW0001'), withdrawals: ['B7603245005'], warehouseType: '21' } },
  },
  B33: {
    when: 'a warehouse entry that CBP has rejected becomes one for consumption while goods are taken from it',
    change: all(header({ paymentType: null, statementDate: null }), without('periodicStatementMonth')),
    context: {
      existing: {
        ...{ ...onFile('PW0001'), state: 'rejected', control: 'cbp' },
        ...{ withdrawals: ['B7603245005'], warehouseType: '21' },
      },
    },
  },
  B64: {
    when: 'a warehouse entry is corrected to one for consumption while goods are taken from it',
    from: corrected,
    change: (s) => (s.correction!.reasons = [{ code: 'H02', recordIndex: 6 }]),
    context: {
      existing: {
        ...{ ...onFile('PW0001'), content: { ...draftOf({ when: '', from: corrected }), entryType: '21' } },
        ...{ withdrawals: ['B7603245005'], warehouseType: '21' },
      },
    },
  },
  B66: {
    when: 'a warehouse entry is deleted while goods are taken from it',
    from: removal,
    context: { existing: { ...onFile('PW0001'), withdrawals: ['B7603245005'], warehouseType: '21' } },
  },
  W23: {
    when: 'more is taken than is left in the warehouse',
    from: () => ({ ...withdrawal(), lines: [dryLaptops()] }),
    ...warehoused({
      entered: new Map([['8471300100 NO', '20']]),
      withdrawn: new Map([['8471300100 NO', '11.5']]),
    }),
  },
  '304': {
    when: 'the goods came more than five years ago',
    from: withdrawal,
    ...warehoused({ importDate: '2021-03-02' }),
  },
  '307': {
    when: 'a withdrawal is from itself',
    from: withdrawal,
    change: ofWarehouse({ associatedWarehouseEntryNumber: '03245278' }),
  },
  '321': {
    when: 'a withdrawal is paid before its warehouse entry',
    from: withdrawal,
    ...warehoused({ statementDate: '2026-03-16' }),
  },
  '136': { when: 'a consumption entry names a zone', change: header({ foreignTradeZoneIdentifier: '02600A001' }) },
  '288': {
    when: 'goods of a zone do not name it',
    from: fromZone,
    change: header({ foreignTradeZoneIdentifier: undefined }),
  },
  '289': { when: 'the zone is 26A', from: fromZone, change: header({ foreignTradeZoneIdentifier: '26A' }) },
  '670': { when: 'the status is left out', from: fromZone, change: ofZone({ status: null }) },
  '671': { when: 'the status is Q', from: fromZone, change: ofZone({ status: 'Q' }) },
  '672': {
    when: 'goods of no zone have a filing date',
    change: onLine({ zone: { status: null, privilegedFilingDate: '2026-01-05', quantity: null, recordIndex: 7 } }),
  },
  '673': {
    when: 'non-privileged goods have a filing date',
    from: fromZone,
    change: ofZone({ privilegedFilingDate: '2026-01-05' }),
  },
  '674': { when: 'privileged goods have no filing date', from: fromZone, change: ofZone({ status: 'P' }) },
  '675': {
    when: 'the filing date is 30 February',
    from: fromZone,
    change: ofZone({ status: 'P', privilegedFilingDate: '2026-02-30' }),
  },
  '678': {
    when: 'goods of no zone have a status',
    change: onLine({ zone: { status: 'N', privilegedFilingDate: null, quantity: null, recordIndex: 7 } }),
  },
  '680': {
    when: 'goods of no zone leave one',
    change: onLine({ zone: { status: null, privilegedFilingDate: null, quantity: 10, recordIndex: 7 } }),
  },
  '681': { when: 'it is not said how many leave the zone', from: fromZone, change: ofZone({ quantity: null }) },
  '683': { when: 'none leave the zone', from: fromZone, change: ofZone({ quantity: 0 }) },
  '760': {
    when: 'goods came for a time more than a year ago',
    from: temporary,
    change: all(header({ importDate: '2025-03-01' }), onLine({ exportDate: '2025-02-10' })),
  },
  W74: {
    when: 'goods come on the day of their warehouse entry',
    change: header({ entryType: '21', locationOfGoodsCode: 'W123', importDate: '2026-03-03' }),
  },
  '124': { when: 'a warehouse withdrawal has no entry date', from: withdrawal, change: header({ entryDate: null }) },
  '127': {
    when: 'a warehouse entry has no import date',
    change: header({ entryType: '21', importDate: null, locationOfGoodsCode: 'W123' }),
  },
  WS1: {
    when: 'the entry is in 91 days',
    change: all(header({ entryDate: '2026-06-01' }), individual),
  },
  '112': { when: 'the bond is of type 7', change: all(bonds({ type: '7' }), individual) },
  '119': { when: 'a consumption entry has no bond', change: all(header({ bond: null, bonds: [] }), individual) },
  '120': { when: 'a bond is named and waived', change: all(waived('999'), bonds({}), individual) },
  '122': { when: 'column 38 is 1', change: indicator('bondWaiverIndicator', '1') },
  '126': {
    when: 'a continuous bond has an account',
    change: bonds({ singleTransactionBondProducerAccountNumber: 'A1' }),
  },
  '130': { when: 'it is said why a bond is waived that is not', change: indicator('bondWaiverReasonCode', '999') },
  '137': { when: 'no surety is named', change: bonds({ surety: null }) },
  '138': { when: 'the surety is ZZZ', change: bonds({ surety: 'ZZZ' }) },
  '139': { when: 'it is not said why the bond is waived', change: waived(null) },
  '140': { when: 'the reason is 900', change: waived('900') },
  '141': {
    when: 'the bond of an antidumping entry is waived',
    change: all(header({ entryType: '03' }), waived('999')),
    also: ['706', '735'],
  },
  '154': {
    when: 'an entry on a single transaction bond is reconciled',
    change: all(bonds(SINGLE), individual, indicator('reconciliationIssueCode', '001')),
  },
  '182': { when: 'it is said why the bond of an informal entry is waived', from: informal, change: waived('999') },
  '193': { when: 'two continuous bonds are named', change: bonds({}, {}) },
  '208': { when: 'a periodic statement rests on a single transaction bond', change: bonds(SINGLE) },
  '214': { when: 'a continuous bond has an amount', change: bonds({ amountDollars: 50_000 }) },
  '223': {
    when: 'a single transaction bond supersedes as a continuous one',
    change: all(bonds({ ...SINGLE, continuousBondIndicator: 'Y' }), individual),
  },
  '224': {
    when: 'an electronic invoice rests on a single transaction bond',
    change: all(invoice(), bonds(SINGLE), header({ paymentType: '3' }), without('periodicStatementMonth')),
  },
  '240': { when: 'the amount of the bond is 0', change: all(bonds({ ...SINGLE, amountDollars: 0 }), individual) },
  '246': { when: 'column 5 of a continuous bond is X', change: bonds({ continuousBondIndicator: 'X' }) },
  '265': {
    when: 'the amount of the bond is left out',
    change: all(bonds({ ...SINGLE, amountDollars: null }), individual),
  },
  '266': { when: 'the designation is X', change: bonds({ designation: 'X' }) },
  '267': { when: 'the continuous bond is an additional one', change: bonds({ designation: 'A' }, { ...SINGLE }) },
  '268': { when: 'two single transaction bonds are basic', change: all(bonds(SINGLE, SINGLE), individual) },
  '269': { when: 'the only bond is an additional one', change: bonds({ designation: 'A' }), also: ['267'] },
  '759': {
    when: 'the only single transaction bond is an additional one',
    change: all(bonds({ ...SINGLE, designation: 'A' }), individual),
  },
  '761': {
    when: 'the bond of goods of Germany that come for a time is waived',
    from: temporary,
    change: waived('999'),
  },
  '518': {
    when: 'two lines are called 001',
    change: (s) => s.lines.push(structuredClone(s.lines[0]!)),
  },
  '822': { when: 'a line is called *1', change: onLine({ lineNumber: '*1' }) },
  '413': {
    when: 'neither origin nor export is known',
    from: formal,
    change: onLine({ countryOfOrigin: '**', countryOfExport: null }),
  },
  '607': {
    when: 'a program is claimed for goods of unknown origin',
    from: () => formal(),
    change: all(onLine({ countryOfOrigin: '**' }), (s) => (s.lines[0]!.tariffs[0]!.spi = 'KR')),
  },
  '418': { when: 'the export date is left out', change: onLine({ exportDate: null }) },
  '430': { when: 'textiles left on 30 February', change: onLine({ textileExportationDate: '2026-02-30' }) },
  '417': { when: 'the product claim is Z', change: onLine({ productClaimCode: 'Z' }) },
  '422': { when: 'column 57 is N', change: onLine({ naftaNetCostIndicator: 'N' }) },
  '423': { when: 'the exemption is 3', change: onLine({ feeExemptionCode: '3' }) },
  '403': { when: 'column 8 is Y', change: onLine({ articleSetIndicator: 'Y' }) },
  '404': { when: 'an article belongs to no set', from: set, change: (s) => delete s.lines[0]!.articleSetIndicator },
  W73: { when: 'an article of a set is worth a dollar more', from: set, change: article(laptopsOf(2501)) },
  '778': {
    when: 'goods of a defense contract carry the additional duty on China',
    change: (s) => {
      s.entryType = '51';
      s.lines[0]!.tariffs.unshift(tariff('9808003000', 0) as never);
    },
    whateverTheTariffSays: true,
  },
  W75: {
    when: 'a consumption entry says what a number of the zone has become',
    change: (s) => (s.lines[0]!.tariffs[1]!.privilegedForeign = { currentHts: '8708998180', recordIndex: 8 }),
  },
  '405': { when: 'a set has no articles', change: onLine({ articleSetIndicator: 'X' }) },
  '406': {
    when: 'the first article is classified otherwise than the set',
    from: set,
    change: article({ tariffs: [tariff('8708998105', 2500)] }),
  },
  '445': {
    when: 'an article of a set has duty',
    from: set,
    declare: (s) => {
      s.lines[1]!.tariffs[0]!.dutyCents = 100;
      s.totals.dutyCents = (s.totals.dutyCents ?? 0) + 100;
    },
  },
  '629': { when: 'an article of a set pays the processing fee', from: set, change: article({ fees: [fee('499')] }) },
  '480': { when: 'an article of a set pays the harbor fee', from: set, change: article({ fees: [fee('501')] }) },
  '699': {
    when: 'a trade order bars vehicle parts of China',
    context: {
      barred: [
        { ...{ id: 1, headings: ['8708'], origins: ['CN'], reason: 'Proclamation 1.' }, from: '2026-03-01', to: null },
      ],
    },
  },
  '227': {
    when: 'the summary on file has electronic invoices, and the one that replaces it has none',
    context: { existing: { ...onFile('PW0001'), content: draftOf({ when: '', change: invoice() }) } },
  },
  '446': { when: 'an electronic invoice is not named', change: indicator('electronicInvoiceIndicator', 'Y') },
  '447': {
    when: 'an invoice is named that is not electronic',
    change: all(invoice(), without('electronicInvoiceIndicator')),
  },
  '448': { when: 'the invoice has no number', change: invoice({ invoiceNumber: null }) },
  '449': { when: 'the number of the invoice has a blank', change: invoice({ invoiceNumber: 'INV 1' }) },
  '451': { when: 'the invoice has no supplier', change: invoice({ supplierIdCode: null }) },
  '455': { when: 'no lines of the invoice are named', change: invoice({ ranges: [] }) },
  '454': { when: 'the first line of the invoice is 0', change: invoice({ ranges: [{ begin: 0, end: 4, item: 1 }] }) },
  '457': {
    when: 'a further line of the invoice is 0',
    change: invoice({
      ranges: [
        { begin: 1, end: 4, item: 1 },
        { begin: 0, end: 0, item: 2 },
      ],
    }),
  },
  '458': { when: 'the lines go from 4 to 1', change: invoice({ ranges: [{ begin: 4, end: 1, item: 1 }] }) },
  '459': {
    when: 'a line of the invoice is named twice',
    change: invoice({
      ranges: [
        { begin: 1, end: 4, item: 1 },
        { begin: 3, end: 6, item: 2 },
      ],
    }),
  },
  '460': {
    when: 'the ruling is of no kind',
    change: onLine({ ruling: { rulingTypeCode: null, rulingNumber: '301234', recordIndex: 8 } }),
  },
  '461': {
    when: 'the ruling is of kind X',
    change: onLine({ ruling: { rulingTypeCode: 'X', rulingNumber: '301234', recordIndex: 8 } }),
  },
  '464': { when: 'the description is left empty', change: onLine({ description: null, descriptionRecordIndex: 8 }) },
  '470': {
    when: 'the visa begins with a letter',
    change: onLine({ standardVisa: { standardVisaNumber: 'ACN123456', recordIndex: 8 } }),
  },
  '468': {
    when: 'the visa is of ZZ',
    change: onLine({ standardVisa: { standardVisaNumber: '6ZZ123456', recordIndex: 8 } }),
  },
  '469': {
    when: 'the visa ends with a letter',
    change: onLine({ standardVisa: { standardVisaNumber: '6CN12345A', recordIndex: 8 } }),
  },
  '471': { when: 'the license is of no type', change: license('', 'STL123456') },
  '472': { when: 'the license is of type 15', change: license('15', 'STL123456') },
  '474': { when: 'the license has no number', change: license('28', '') },
  '691': { when: 'a sugar certificate has another form', change: license('21', 'X6ABC1234') },
  '821': { when: 'a sugar certificate is of the year before', change: license('21', 'C5ABCD123') },
  '836': {
    when: 'panels are excluded and nobody declares it',
    change: (s) => s.lines[0]!.tariffs.splice(0, 0, { ...tariff('99034529', 0), quantities: [] }),
    whateverTheTariffSays: true,
  },
  '847': {
    when: 'cranes are excluded and nobody declares it',
    change: (s) => s.lines[0]!.tariffs.splice(0, 0, { ...tariff('99039109', 0), quantities: [] }),
    whateverTheTariffSays: true,
  },
  '818': {
    when: 'steel of a zone has a license',
    from: fromZone,
    change: license('01', 'STL123456'),
  },
  '839': { when: 'an export license of Argentina is for goods of China', change: license('31', '6ARWJ12345') },
  '525': { when: 'the declaration is of no type', change: declared('', 'X') },
  '526': { when: 'the declaration is of type 13', change: declared('13', 'X') },
  '783': {
    when: 'a declaration is made twice',
    change: onLine({
      additionalDeclarations: ['1', '2'].map(() => ({
        ...{ declarationTypeCode: '06', declarationInformation: 'ADCVD CERT', recordIndex: 8 },
      })),
    }),
  },
  '527': { when: 'the softwood declaration is X', change: declared('01', 'X0000001000'), also: ['773'] },
  '528': { when: 'the softwood price has a letter', change: declared('01', 'Y000000100A'), also: ['773'] },
  '529': { when: 'the softwood charges have a letter', change: declared('01', 'Y0000001000000000010A'), also: ['773'] },
  '769': { when: 'the exclusion has no number', change: declared('02', '') },
  '770': { when: 'the exclusion is STL-1', change: declared('02', 'STL-1') },
  '791': {
    when: 'the export certificate has no number',
    change: all(declared('04', ''), onLine({ countryOfOrigin: 'KR' })),
    from: formal,
    also: ['773'],
  },
  '774': { when: 'a Korean certificate is for goods of China', change: declared('04', 'KR1234567'), also: ['773'] },
  '798': {
    when: 'a benefit for craft beverages is claimed and not declared',
    change: onLine({ productClaimCode: 'C' }),
  },
  '799': {
    from: wine,
    when: 'craft beverages are declared and no benefit claimed',
    change: all(craft(), onLine({ productClaimCode: undefined })),
  },
  '800': {
    from: wine,
    when: 'the controlled group is left out',
    change: blank(5, 14),
  },
  '801': {
    from: wine,
    when: 'the producer has no number',
    change: blank(15, 32),
  },
  '802': {
    from: wine,
    when: 'the producer has no name',
    change: blank(33, 53),
  },
  '803': {
    from: wine,
    when: 'the quantity assigned is left out',
    change: blank(54, 65),
  },
  '804': {
    from: wine,
    when: 'the quantity assigned has a letter',
    change: craft({ 54: '00000000000A' }),
  },
  '805': {
    from: wine,
    when: 'the rate has no code',
    change: blank(67, 72),
  },
  '806': {
    from: wine,
    when: 'the rate of the tax is left out',
    change: blank(73, 80),
  },
  '807': {
    from: wine,
    when: 'the rate of the tax has a letter',
    change: craft({ 73: '0003500A' }),
  },
  '811': {
    from: wine,
    when: 'craft beverages pay no tax',
    change: all(craft(), onLine({ irTax: undefined })),
    also: ['656', '724'],
  },
  '816': {
    from: wine,
    when: 'flavors of a craft spirit have a credit',
    change: all(
      craft({ 66: 'Y' }),
      onLine({
        tariffs: [tariff('2208306065', 1_000, [{ quantity: '100', unit: 'PFL' }])] as never,
        irTax: { classCode: '016', cents: 30_000, recordIndex: 9 },
      }),
      (s) => (s.totals.irTaxCents = 30_000),
    ),
  },
  '814': {
    from: wine,
    when: 'the flavor credit is X',
    change: craft({ 66: 'X' }),
  },
  '823': {
    from: wine,
    when: 'the producer is not registered',
    change: craft({ 15: 'BACMEBR150526 ' }),
  },
  '824': {
    from: wine,
    when: 'craft beverages have no import date',
    change: all(craft(), header({ importDate: null })),
  },
  '817': { when: 'the certification is CERT', change: declared('06', 'CERT') },
  '848': { when: 'it is not said whether there is a first smelter', change: declared('07', '     Y  DEDE') },
  '826': { when: 'the first smelter is X', change: declared('07', 'X    Y  DEDE') },
  '827': { when: 'the first smelter is nowhere', change: declared('07', 'Y    N    DE') },
  '828': { when: 'there is no first smelter, in Germany', change: declared('07', 'N  DEY  DEDE') },
  '829': { when: 'the first smelter is in ZZ', change: declared('07', 'Y  ZZN    DE') },
  '849': { when: 'it is not said whether there is a second smelter', change: declared('07', 'Y  DE     DE') },
  '830': { when: 'the second smelter is X', change: declared('07', 'Y  DEX    DE') },
  '831': { when: 'the second smelter is nowhere', change: declared('07', 'Y  DEY    DE') },
  '832': { when: 'there is no second smelter, in Germany', change: declared('07', 'Y  DEN  DEDE') },
  '833': { when: 'the second smelter is in ZZ', change: declared('07', 'Y  DEY  ZZDE') },
  '850': { when: 'there is no smelter', change: declared('07', 'N    N    DE') },
  '834': { when: 'the aluminum was cast nowhere', change: declared('07', 'Y  DEN      ') },
  '835': { when: 'the aluminum was cast in ZZ', change: declared('07', 'Y  DEN    ZZ') },
  '840': { when: 'the steel was melted nowhere', change: declared('08', '') },
  '841': { when: 'the steel was melted in ZZ', change: declared('08', 'ZZ') },
  '842': { when: 'the steel was melted in XXX', change: declared('08', '  XXX') },
  '843': { when: 'the steel was melted in Germany and elsewhere', change: declared('08', 'DEOTH') },
  '837': { when: 'the certification of panels is CERT', change: declared('09', 'CERT'), also: ['773', '777', '838'] },
  '838': { when: 'panels have no exclusion', change: declared('09', '201BIFAC CERT'), also: ['773', '777'] },
  '845': { when: 'the certification of cranes is CERT', change: declared('10', 'CERT'), also: ['773', '846'] },
  '846': { when: 'cranes have no exclusion', change: declared('10', '301STS CERT'), also: ['773'] },
  '857': { when: 'the license of auto parts is 1', change: declared('11', '1') },
  '869': { when: 'the copper was smelted nowhere', change: declared('12', '          DE') },
  '870': { when: 'the copper was smelted in ZZ', change: declared('12', 'ZZ        DE') },
  '871': { when: 'the copper was smelted a second time in ZZ', change: declared('12', 'DE   ZZ   DE') },
  '872': { when: 'the copper was cast nowhere', change: declared('12', 'DE') },
  '873': { when: 'the copper was cast in ZZ', change: declared('12', 'DE        ZZ') },
};
