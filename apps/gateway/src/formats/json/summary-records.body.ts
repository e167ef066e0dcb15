import { type Static, type TObject, Type } from '@sinclair/typebox';
import { fateOf } from '#catair';
import type { CertifiedParty, EntrySummaryFiled, SummaryIndicators, SummaryLineFiled } from '#contracts';
import { Closed, Code, Day, Decimal, EntryNumber, entryParts, PortCode, Text, Whole } from '../../edge/json-schema';
import { readingCondition } from '../reading-conditions';
import { agencyRecordsOf, AgencyRecordsSchema } from './agency-data.body';
import { releasePartyOf, ReleasePartySchema } from './party.schema';
import { CurrentHtsSchema, privilegedForeignFromJson, zoneFromJson, ZoneSchema } from './zone-and-warehouse.body';

/** Records of an entry summary beside those every filing has, by the names of the guide (Entry Summary Create/Update, July 2026, pp. ESF-26..131). */

const Cents = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 99_999_999_999, description: `${description}, in cents` });
const list = <T extends Parameters<typeof Type.Array>[0]>(item: T, maxItems: number, description: string) =>
  Type.Optional(Type.Array(item, { maxItems, description }));
const sign = (description: string) => Type.Optional(Text(1, description));
const NOWHERE = { recordIndex: null };

const INDICATORS_BODY = {
  bondWaiverIndicator: sign('0: no bond is needed'),
  electronicSignature: sign('X: the filer signs'),
  cargoReleaseCertificationRequest: sign('Asks for the cargo release with the summary'),
  electronicInvoiceIndicator: sign('Y: invoices are sent'),
  consolidatedSummaryIndicator: sign('Y: several releases in one summary'),
  shipmentUsageTypeCode: sign('P personal, C commercial'),
  liveEntryIndicator: sign('Y: the summary stands for the entry'),
  deferredTaxPaymentCode: sign('How tax is deferred'),
  tradeAgreementReconciliationIndicator: sign('Y: a trade agreement is claimed later'),
  reconciliationIssueCode: Type.Optional(Text(3, 'What is reconciled later')),
  periodicStatementMonth: Type.Optional(Code('\\d{2}', 'Month of the periodic statement')),
  statementClientBranchIdentifier: Type.Optional(Text(2, 'Branch of the client for statements')),
  bondWaiverReasonCode: Type.Optional(Text(3, 'Why no bond is needed')),
  knownImporterIndicator: sign('Y: known importer'),
  pgaDataIncludedIndicator: sign('Y: data of partner agencies is included'),
  tibDeclarationIndicator: sign('Y: the importer declares a temporary importation under bond'),
  consolidatedExpressInformalIndicator: sign('Y: consolidated express informal'),
} satisfies Record<keyof SummaryIndicators, unknown>;

/** A party of a cargo release that is asked for with the summary (SE30 to SE36, SE50 to SE56). */
const CertifiedPartySchema = Closed({
  ...ReleasePartySchema.properties,
  businessIdentifiers: list(
    Closed({ qualifier: Text(4, 'LEI, GLN or DUNS'), id: Text(35, 'Identifier') }),
    4,
    'Global Business Identifiers (SE31, SE51)',
  ),
  identifierDescriptions: list(Text(75, 'Text'), 36, 'What describes the identifiers (SE32, SE52), in order'),
});
const certifiedPartyOf = ({
  identifierDescriptions,
  ...party
}: Static<typeof CertifiedPartySchema>): CertifiedParty => ({
  ...releasePartyOf(party),
  ...(identifierDescriptions && {
    identifierDescriptions: identifierDescriptions.map((description, at) => ({
      ...{ sequenceNumber: String((at % 9) + 1), description, recordIndex: null },
    })),
  }),
});

/** Records of a cargo release that is certified from the summary, in the header. */
const CertificationBody = Closed(
  {
    contact: Type.Optional(
      Closed(
        {
          contactName: Type.Optional(Text(40, 'Who answers questions of CBP')),
          contactPhone: Type.Optional(Text(15, 'Telephone')),
          documentImageIndicator: sign('Whether images of documents are sent'),
        },
        { description: 'SE13' },
      ),
    ),
    conveyances: list(
      Closed({
        carrierCode: Type.Optional(Code('[A-Z0-9]{2,4}', 'Carrier code')),
        voyageNumber: Type.Optional(Text(15, 'Voyage, flight or trip')),
        dateOfArrival: Type.Optional(Day('Day of arrival')),
        quantity: Type.Optional(Whole('Quantity on it')),
        unitOfMeasure: Type.Optional(Text(5, 'Its unit')),
        conveyanceName: Type.Optional(Text(20, 'Name of the conveyance')),
      }),
      99,
      'Conveyances (SE16)',
    ),
    equipment: list(Text(15, 'Number of a container or trailer'), 99, 'Equipment (SE17)'),
    references: list(
      Closed({ qualifier: Text(3, 'Kind of reference'), value: Text(50, 'Reference') }),
      4,
      'References (SE20)',
    ),
    parties: list(CertifiedPartySchema, 12, 'Parties (SE30)'),
  },
  { description: 'Records of the cargo release that is asked for with the summary' },
);
const certificationFromJson = (
  body: Static<typeof CertificationBody> | undefined,
): Pick<EntrySummaryFiled, 'certification'> => {
  if (body === undefined || Object.keys(body).length === 0) return {};
  const { contact, conveyances = [], equipment = [], references = [], parties = [] } = body;
  return {
    certification: {
      contact: contact
        ? {
            ...{ contactName: contact.contactName ?? null, contactPhone: contact.contactPhone ?? null },
            ...{ documentImageIndicator: contact.documentImageIndicator ?? null, ...NOWHERE },
          }
        : null,
      conveyances: conveyances.map((each) => ({
        ...{ carrierCode: each.carrierCode ?? null, voyageNumber: each.voyageNumber ?? null },
        ...{ dateOfArrival: each.dateOfArrival ?? null, quantity: each.quantity ?? null },
        ...{ unitOfMeasure: each.unitOfMeasure ?? null, conveyanceName: each.conveyanceName ?? null, ...NOWHERE },
      })),
      equipment: equipment.map((equipmentNumber) => ({ equipmentNumber, ...NOWHERE })),
      references: references.map(({ qualifier, value }) => ({ qualifier, value: value.toUpperCase(), ...NOWHERE })),
      parties: parties.map(certifiedPartyOf),
    },
  };
};

/** Members of the header. */
export const HEADER_BODY = {
  indicators: Type.Optional(Closed(INDICATORS_BODY, { description: 'Record 10, columns 38 to 70' })),
  designatedNotifyPartyNumber: Type.Optional(Text(12, 'Party to be told (4811)')),
  stateOfDestinationCode: Type.Optional(Code('[A-Z]{2}', 'State of destination')),
  foreignTradeZoneIdentifier: Type.Optional(Text(9, 'Foreign trade zone')),
  locationOfGoodsCode: Type.Optional(Code('[A-Z0-9]{4}', 'FIRMS code of where the goods are')),
  conveyanceName: Type.Optional(Text(20, 'Name of the conveyance')),
  vesselCode: Type.Optional(Text(7, 'Code of the vessel')),
  designatedExamPortCode: Type.Optional(PortCode('Port of the examination')),
  inBondDate: Type.Optional(Day('Day of the in-bond movement')),
  tripIdentifier: Type.Optional(Text(5, 'Voyage, flight or trip')),
  manifests: list(
    Closed({
      manifestedQuantity: Type.Optional(Whole('Quantity as manifested')),
      manifestedQuantityUnitOfMeasureCode: Type.Optional(Text(5, 'Its unit')),
      bills: Type.Array(Type.Integer({ minimum: 0, maximum: 4 * 999 - 1, description: 'Place in `bills`, from 0' }), {
        maxItems: 4,
      }),
    }),
    999,
    'Quantities of shipments (record 22), with the bills each is made of',
  ),
  warehouse: Type.Optional(
    Closed(
      {
        entryNumber: Type.Optional(EntryNumber),
        port: Type.Optional(PortCode('Port of the warehouse entry')),
        finalWithdrawal: sign('Y: the last'),
      },
      { description: 'Warehouse entry that the goods come from (record 30)' },
    ),
  ),
  consolidatedReleases: list(EntryNumber, 5_994, 'Releases that the summary consolidates (record 32)'),
  missingDocuments: list(Code('[A-Z0-9]{2}', 'Code of a missing document'), 2, 'Missing documents (record 33)'),
  certification: Type.Optional(CertificationBody),
};
type HeaderBody = Static<TObject<typeof HEADER_BODY>>;

const RulingBody = Type.Optional(
  Closed({
    rulingTypeCode: Type.Optional(Text(1, 'Kind of the ruling')),
    rulingNumber: Type.Optional(Text(6, 'Its number')),
  }),
);
const RevenueBody = (description: string) =>
  Type.Optional(Closed({ classCode: Code('\\d{3}', 'Accounting class'), cents: Cents('Amount') }, { description }));

/** Members of a tariff number. */
export const TARIFF_BODY = {
  currentHts: CurrentHtsSchema,
  sanctionDisclaimIndicator: sign('Disclaims sanctions'),
  agencyRecords: Type.Optional(AgencyRecordsSchema),
};
type TariffBody = Static<TObject<typeof TARIFF_BODY>>;

/** Members of a line. */
export const LINE_BODY = {
  articleSetIndicator: sign('X set, V article of a set'),
  textileExportationDate: Type.Optional(Day('Day of export of textiles')),
  foreignPortOfLadingCode: Type.Optional(Code('\\d{5}', 'Foreign port of lading, Schedule K')),
  categoryCode: Type.Optional(Code('\\d{3}', 'Textile category')),
  productClaimCode: sign('Claim for the product'),
  relatedPartyIndicator: sign('Y or N: buyer and seller are related'),
  naftaNetCostIndicator: sign('Net cost method'),
  feeExemptionCode: sign('Exemption from an agricultural fee'),
  adCaseNonReimbursementStatement: sign('Y: antidumping duty is not reimbursed'),
  zone: ZoneSchema,
  invoices: list(
    Closed({
      supplierIdCode: Type.Optional(Text(15, 'Supplier')),
      invoiceNumber: Type.Optional(Text(17, 'Number of the invoice')),
      ranges: list(
        Closed({ begin: Type.Optional(Whole('First line')), end: Type.Optional(Whole('Last line')) }),
        4,
        'Lines of the invoice',
      ),
      ruling: RulingBody,
      description: Type.Optional(Text(500, 'Commercial description')),
    }),
    999,
    'Invoices (record 42)',
  ),
  ruling: RulingBody,
  articleParties: list(
    Closed({
      articlePartyTypeCode: Code('[A-Z]', 'M manufacturer, S sold to, C delivered to, …'),
      articlePartyIdentifier: Text(15, 'Identifier of the party'),
    }),
    6,
    'Parties of the article (record 47)',
  ),
  certifiedParties: list(CertifiedPartySchema, 11, 'Parties of the cargo release that is asked for (SE50)'),
  standardVisaNumber: Type.Optional(Text(9, 'Standard visa (record 51)')),
  license: Type.Optional(
    Closed(
      { licenseTypeCode: Text(2, 'Kind'), licenseNumber: Text(10, 'Number') },
      { description: 'License, certificate or permit (record 52)' },
    ),
  ),
  adCvdCases: list(
    Closed({
      adCvdCaseNumber: Code('[A-Z0-9]{10}', 'Case, `A580878001`'),
      bondCashClaimCode: Code('[A-Z]', 'B bond, C cash'),
      caseDepositRate: Decimal('Per cent, or dollars for a unit'),
      caseRateTypeQualifierCode: Code('[A-Z]', 'A ad valorem, S specific'),
      valueOfGoodsAmount: Type.Optional(
        Whole('Value for the case, where it is not that of the line, in whole dollars'),
      ),
      quantity: Type.Optional(Decimal('Quantity for a specific rate')),
      dutyCents: Cents('Deposit'),
      nonReimbursementDeclarationIdentifier: Type.Optional(Text(10, 'Declaration of non-reimbursement')),
    }),
    2,
    'Antidumping and countervailing cases (record 53)',
  ),
  additionalDeclarations: list(
    Closed({
      declarationTypeCode: Code('[A-Z0-9]{2}', 'Kind of the declaration'),
      declarationInformation: Text(76, 'Columns 5 to 80 of the record, as its kind lays them out'),
    }),
    9,
    'Additional declarations of the importer (record 54)',
  ),
  irTax: RevenueBody('Internal revenue tax (record 60)'),
  otherRevenue: RevenueBody('Other revenue (record 61)'),
  sanctions: list(
    Closed({
      recordId: Type.Optional(Code('\\d{2}', 'Which of them')),
      recordType: Type.Optional(Text(10, 'Kind')),
      fieldName: Type.Optional(Text(64, 'Name of the field')),
      fieldValues: Type.Array(Text(76, 'A value'), { maxItems: 99 }),
    }),
    99,
    'Details on sanctions (SE62, SE63)',
  ),
  censusOverrides: list(
    Closed({
      conditionCode: Code('[A-Z0-9]{3}', 'Warning of the census'),
      overrideCode: Type.Optional(Code('[A-Z0-9]{2}', 'Why the data is right')),
    }),
    7,
    'Overrides of census warnings (CW02)',
  ),
};
type LineBody = Static<TObject<typeof LINE_BODY>>;

/** Grand totals beside duty and fees (90), and those of the cases (88). */
export const TOTALS_BODY = {
  irTaxCents: Type.Optional(Cents('Total internal revenue tax')),
  adDutyCents: Type.Optional(Cents('Total antidumping duty')),
  cvDutyCents: Type.Optional(Cents('Total countervailing duty')),
  otherRevenueCents: Type.Optional(Cents('Total other revenue')),
  adCvd: Type.Optional(
    Closed({
      bondedAdCents: Type.Optional(Cents('Antidumping duty by bond')),
      cashAdCents: Type.Optional(Cents('Antidumping duty in cash')),
      bondedCvCents: Type.Optional(Cents('Countervailing duty by bond')),
      cashCvCents: Type.Optional(Cents('Countervailing duty in cash')),
    }),
  ),
};
type TotalsBody = Static<TObject<typeof TOTALS_BODY>>;

/** The members that are given, as they are. */
const asGiven = <T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]])) as Pick<T, K>;

const OF_HEADER = [
  ...(['indicators', 'designatedNotifyPartyNumber', 'stateOfDestinationCode', 'foreignTradeZoneIdentifier'] as const),
  ...(['locationOfGoodsCode', 'conveyanceName', 'vesselCode', 'designatedExamPortCode', 'inBondDate'] as const),
  'tripIdentifier' as const,
];

export const headerFromJson = (body: HeaderBody): Partial<EntrySummaryFiled> => ({
  ...asGiven(body, OF_HEADER),
  ...(body.manifests && {
    manifests: body.manifests.map(({ manifestedQuantity, manifestedQuantityUnitOfMeasureCode, bills }) => ({
      manifestedQuantity: manifestedQuantity ?? null,
      manifestedQuantityUnitOfMeasureCode: manifestedQuantityUnitOfMeasureCode ?? null,
      bills,
      ...NOWHERE,
    })),
  }),
  ...(body.warehouse && {
    warehouse: {
      associatedWarehouseEntryFilerCode: body.warehouse.entryNumber
        ? entryParts(body.warehouse.entryNumber).filerCode
        : null,
      associatedWarehouseEntryNumber: body.warehouse.entryNumber
        ? entryParts(body.warehouse.entryNumber).entryNumber
        : null,
      associatedWarehouseEntryPort: body.warehouse.port ?? null,
      finalWarehouseWithdrawalIndicator: body.warehouse.finalWithdrawal ?? null,
      ...NOWHERE,
    },
  }),
  ...(body.consolidatedReleases && {
    consolidatedReleases: body.consolidatedReleases.map((entry, at) => ({
      ...{ ...entryParts(entry), item: (at % 6) + 1 },
      ...NOWHERE,
    })),
  }),
  ...(body.missingDocuments && {
    missingDocuments: body.missingDocuments.map((code, at) => ({ code, item: at + 1, ...NOWHERE })),
  }),
  ...certificationFromJson(body.certification),
});

const OF_LINE = [
  ...(['articleSetIndicator', 'textileExportationDate', 'foreignPortOfLadingCode', 'categoryCode'] as const),
  ...(['productClaimCode', 'relatedPartyIndicator', 'naftaNetCostIndicator', 'feeExemptionCode'] as const),
  'adCaseNonReimbursementStatement' as const,
];

export const lineFromJson = (line: LineBody): Partial<SummaryLineFiled> => ({
  ...asGiven(line, OF_LINE),
  ...zoneFromJson(line.zone),
  ...(line.invoices && {
    invoices: line.invoices.map(({ supplierIdCode, invoiceNumber, ranges = [], ruling, description }) => ({
      supplierIdCode: supplierIdCode ?? null,
      invoiceNumber: invoiceNumber ?? null,
      ranges: ranges.map(({ begin, end }, at) => ({ begin: begin ?? null, end: end ?? null, item: at + 1 })),
      ...rulingFromJson(ruling),
      ...(description && { description }),
      ...NOWHERE,
    })),
  }),
  ...rulingFromJson(line.ruling),
  ...(line.articleParties && { articleParties: line.articleParties.map((party) => ({ ...party, ...NOWHERE })) }),
  ...(line.certifiedParties && { certifiedParties: line.certifiedParties.map(certifiedPartyOf) }),
  ...(line.standardVisaNumber && { standardVisa: { standardVisaNumber: line.standardVisaNumber, ...NOWHERE } }),
  ...(line.license && { license: { ...line.license, ...NOWHERE } }),
  ...(line.adCvdCases && {
    adCvdCases: line.adCvdCases.map(({ adCvdCaseNumber, ...given }) => ({
      caseNumber: adCvdCaseNumber,
      ...given,
      valueOfGoodsAmount: given.valueOfGoodsAmount ?? null,
      quantity: given.quantity ?? null,
      nonReimbursementDeclarationIdentifier: given.nonReimbursementDeclarationIdentifier ?? null,
      ...NOWHERE,
    })),
  }),
  ...(line.additionalDeclarations && {
    additionalDeclarations: line.additionalDeclarations.map((given) => ({ ...given, ...NOWHERE })),
  }),
  ...(line.irTax && { irTax: { ...line.irTax, ...NOWHERE } }),
  ...(line.otherRevenue && { otherRevenue: { ...line.otherRevenue, ...NOWHERE } }),
  ...(line.sanctions && {
    sanctions: line.sanctions.map(({ recordId, recordType, fieldName, fieldValues }) => ({
      ...{ recordId: recordId ?? null, recordType: recordType ?? null, fieldName: fieldName ?? null, fieldValues },
      ...NOWHERE,
    })),
  }),
  ...(line.censusOverrides && {
    censusOverrides: line.censusOverrides.map(({ conditionCode, overrideCode }, at) => ({
      ...{ conditionCode, overrideCode: overrideCode ?? null, item: at + 1 },
      ...NOWHERE,
    })),
  }),
});

const rulingFromJson = (ruling: LineBody['ruling']): Pick<SummaryLineFiled, 'ruling'> =>
  ruling
    ? {
        ruling: {
          rulingTypeCode: ruling.rulingTypeCode ?? null,
          rulingNumber: ruling.rulingNumber ?? null,
          ...NOWHERE,
        },
      }
    : {};

/** @param at JSON pointer of the tariff number */
export const tariffFromJson = (tariff: TariffBody, at: string): Partial<SummaryLineFiled['tariffs'][number]> => ({
  ...asGiven(tariff, ['sanctionDisclaimIndicator']),
  ...privilegedForeignFromJson(tariff.currentHts),
  ...agencyRecordsOf(tariff.agencyRecords, at),
});

export const totalsFromJson = (totals: TotalsBody = {}): Partial<EntrySummaryFiled['totals']> => ({
  ...asGiven(totals, ['irTaxCents', 'adDutyCents', 'cvDutyCents', 'otherRevenueCents']),
  ...(totals.adCvd && {
    adCvd: {
      bondedAdCents: totals.adCvd.bondedAdCents ?? null,
      cashAdCents: totals.adCvd.cashAdCents ?? null,
      bondedCvCents: totals.adCvd.bondedCvCents ?? null,
      cashCvCents: totals.adCvd.cashCvCents ?? null,
      ...NOWHERE,
    },
  }),
});

/** The record that a member of a line comes from, and one of its fields, by which it is told that it is not judged. */
const RECORD_OF: Readonly<Record<string, readonly [record: string, field: string]>> = {
  textileExportationDate: ['40', 'textileExportationDate'],
  categoryCode: ['40', 'categoryCode'],
  ruling: ['43', 'rulingTypeCode'],
  certifiedParties: ['SE50', 'entityCode'],
  standardVisa: ['51', 'standardVisaNumber'],
  license: ['52', 'licenseTypeCode'],
  adCvdCases: ['53', 'caseNumber'],
  additionalDeclarations: ['54', 'declarationTypeCode'],
  irTax: ['60', 'irTaxAmount'],
  otherRevenue: ['61', 'otherRevenueAmount'],
  sanctions: ['SE62', 'recordId'],
  sanctionDisclaimIndicator: ['SE60', 'sanctionDisclaimIndicator'],
  agencyRecords: ['PG01', 'pgaLineNumber'],
  missingDocuments: ['33', 'missingDocumentCode'],
};
/** The same of the members of a certification. */
const RECORD_OF_CERTIFICATION: typeof RECORD_OF = {
  contact: ['SE13', 'contactName'],
  conveyances: ['SE16', 'carrierCode'],
  equipment: ['SE17', 'equipmentNumber'],
  references: ['SE20', 'referenceQualifier'],
  parties: ['SE30', 'entityCode'],
};
const filled = (holder: object | undefined): object =>
  Object.fromEntries(
    Object.entries(holder ?? {}).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );

/** What a summary in JSON brings and nothing here judges: told once for each member, as of the records of CATAIR. */
export const unjudgedIn = (filed: EntrySummaryFiled): Pick<EntrySummaryFiled, 'reading'> => {
  const told = new Map<string, NonNullable<EntrySummaryFiled['reading']>[number]>();
  const look = (
    holder: object | undefined,
    at: string,
    recordOf: (name: string) => readonly [string, string] | undefined,
  ) => {
    for (const name of Object.keys(holder ?? {})) {
      const [record, field] = recordOf(name) ?? [];
      const fate = record && field && !told.has(name) ? fateOf('AE', record, field) : null;
      if (fate?.kind !== 'typed' || fate.unjudged === undefined) continue;
      const place = { record: record!, recordIndex: null, field: name };
      told.set(name, { ...readingCondition('W95', record!, `${name}: ${fate.unjudged}`, place), at: `${at}/${name}` });
    }
  };
  const ofMember = (name: string) => RECORD_OF[name];
  look(filed.indicators, '/indicators', (name) => ['10', name]);
  look(filed, '', ofMember);
  look(filled(filed.certification), '/certification', (name) => RECORD_OF_CERTIFICATION[name]);
  filed.lines.forEach((line, at) => {
    look(line, `/lines/${at}`, ofMember);
    line.tariffs.forEach((tariff, place) => look(tariff, `/lines/${at}/tariffs/${place}`, ofMember));
  });
  return told.size > 0 ? { reading: [...told.values()] } : {};
};
