/**
 * What becomes of every field of every record that is read: the compiler asks for a row for each field of each layout, fields.spec.ts
 * for each record of each grammar. A reader that begins to judge a field changes its row here.
 */
import { GRAMMARS } from './grammar';
import type { Layout } from './layout';
import * as SE from './layouts/cargo-release';
import * as DE from './layouts/drawback';
import * as HEADER from './layouts/summary-header';
import * as LINES from './layouts/summary-lines';

/**
 * - `typed` stands in the message to the owning service under a name of its own, for its rules
 * - `on file` is kept as sent and shown with the filing; nothing is decided by it
 * - `not judged` is kept and shown likewise; the guide has rules for it that are not applied here, and the filer is told so
 */
export type Fate =
  | {
      readonly kind: 'typed';
      /** Only where this field of the same item is filled; alone it has the other fate. */
      readonly given?: string;
      readonly alone?: Fate;
    }
  | { readonly kind: 'on file' }
  | { readonly kind: 'not judged'; readonly because: string };

const TYPED: Fate = { kind: 'typed' };
const ON_FILE: Fate = { kind: 'on file' };
const notJudged = (because: string): Fate => ({ kind: 'not judged', because });
const typedWith = (given: string, alone: Fate): Fate => ({ kind: 'typed', given, alone });

type Digit = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
/** The items of a repeated field, numbered from 1, share one row. */
type Stem<N extends string> = N extends `${infer S}${Digit}` ? S : N;
type FatesOf<L> = L extends Layout<infer N> ? Readonly<Record<Stem<N>, Fate>> : never;

interface RecordFates {
  readonly layout: Layout;
  readonly fates: Readonly<Record<string, Fate>>;
}

const row = <L extends Layout>(layout: L, fates: FatesOf<L>): RecordFates => ({ layout, fates });

/** One fate for the whole record. */
const all = (layout: Layout, fate: Fate): RecordFates => ({
  layout,
  fates: Object.fromEntries(layout.fields.map(({ name }) => [stemOf(name), fate])),
});

const ZONE = notJudged('zone status and its date decide on rates, which here are those of the day of entry.');
const WAREHOUSE = notJudged('an entry is not matched with a warehouse entry here.');
const CERTIFIED = notJudged('no cargo release is made from a summary here: file it as SE.');
const SANCTIONS = notJudged('sanctions on seafood and mine products are not screened here.');
const RECONCILED = notJudged('nothing is flagged for reconciliation here.');
const BONDS = notJudged('there is no register of bonds here: nothing can be compared with it.');
const BOND_AMOUNT = notJudged(
  'the amount is kept for the picture of the account; whether it suffices is not judged here.',
);
const CASES = notJudged('anti-dumping and countervailing cases are not kept here: the deposit is not computed.');
const TAXES = notJudged('taxes and revenue other than duty and user fees are not computed here.');
const CLASSLESS = notJudged('an amount without its accounting class is no fee.');
const QUOTA = notJudged('textile categories, visas and quotas are not kept here.');

const RELEASE: readonly RecordFates[] = [
  all(SE.SE10, TYPED),
  row(SE.SE11, {
    entryDateElection: TYPED,
    electedEntryDate: TYPED,
    locationOfGoodsCode: TYPED,
    electedExamSiteCode: TYPED,
    conveyanceName: TYPED,
    voyageNumber: TYPED,
    generalOrderNumber: ON_FILE,
    bondedWarehouseCode: WAREHOUSE,
    originatingWarehouseEntryFilerCode: WAREHOUSE,
    originatingWarehouseEntryNumber: WAREHOUSE,
    immediateDeliveryIndicator: notJudged('immediate delivery is not told from a release here.'),
  }),
  row(SE.SE13, {
    contactName: TYPED,
    contactPhone: TYPED,
    reasonCode: TYPED,
    multipleDispositionsIndicator: ON_FILE,
    documentImageIndicator: TYPED,
    splitShipmentIndicator: notJudged('the parts of a split shipment are told by SE16 and by SE10 column 55 here.'),
  }),
  all(SE.SE15, TYPED),
  all(SE.SE16, TYPED),
  all(SE.SE17, TYPED),
  all(SE.SE20, TYPED),
  all(SE.SE30, TYPED),
  all(SE.SE31, ON_FILE),
  row(SE.SE35, { addressComponentQualifier: ON_FILE, addressInformation: TYPED }),
  all(SE.SE36, TYPED),
  all(SE.SE40, TYPED),
  all(SE.SE41, ZONE),
  all(SE.SE50, TYPED),
  all(SE.SE51, ON_FILE),
  row(SE.SE55, { addressComponentQualifier: ON_FILE, addressInformation: TYPED }),
  all(SE.SE56, TYPED),
  all(SE.SE60, TYPED),
  all(SE.SE61, ZONE),
];

const SUMMARY: readonly RecordFates[] = [
  row(HEADER.AE_10, {
    filingActionCode: TYPED,
    entryFilerCode: TYPED,
    entryNumber: TYPED,
    portOfEntry: TYPED,
    brokerReferenceNumber: TYPED,
    entryTypeCode: TYPED,
    modeOfTransportationCode: TYPED,
    bondWaiverIndicator: BONDS,
    electronicSignature: ON_FILE,
    cargoReleaseCertificationRequest: CERTIFIED,
    electronicInvoiceIndicator: ON_FILE,
    consolidatedSummaryIndicator: notJudged('a summary is matched with the release of its own number only here.'),
    shipmentUsageTypeCode: ON_FILE,
    liveEntryIndicator: notJudged('a summary is not taken as a request for release here.'),
    deferredTaxPaymentCode: TAXES,
    tradeAgreementReconciliationIndicator: RECONCILED,
    reconciliationIssueCode: RECONCILED,
    paymentTypeCode: TYPED,
    preliminaryStatementPrintDate: TYPED,
    periodicStatementMonth: notJudged('no statement is made here.'),
    statementClientBranchIdentifier: ON_FILE,
    bondWaiverReasonCode: BONDS,
    postSummaryCorrectionIndicator: TYPED,
    acceleratedLiquidationRequestIndicator: TYPED,
    knownImporterIndicator: ON_FILE,
    pgaDataIncludedIndicator: notJudged('data of partner agencies is not taken here.'),
    tibDeclarationIndicator: notJudged('temporary importations are not watched here.'),
    consolidatedExpressInformalIndicator: notJudged(
      'a summary is matched with the release of its own number only here.',
    ),
  }),
  row(HEADER.AE_11, {
    importerOfRecordNumber: TYPED,
    consigneeNumber: TYPED,
    designatedNotifyPartyNumber: ON_FILE,
    estimatedEntryDate: TYPED,
    dateOfImportation: TYPED,
    stateOfDestinationCode: ON_FILE,
    foreignTradeZoneIdentifier: ZONE,
  }),
  row(HEADER.AE_20, {
    carrierCode: TYPED,
    portOfUnlading: TYPED,
    estimatedDateOfArrival: TYPED,
    locationOfGoodsCode: ON_FILE,
    conveyanceName: ON_FILE,
    vesselCode: ON_FILE,
    designatedExamPortCode: ON_FILE,
    inBondDate: notJudged('an in-bond date may decide on rates, which here are those of the day of entry.'),
  }),
  all(HEADER.AE_SE13, CERTIFIED),
  all(HEADER.AE_21, ON_FILE),
  all(HEADER.AE_22, ON_FILE),
  all(HEADER.AE_23, TYPED),
  all(SE.SE16, CERTIFIED),
  all(SE.SE17, CERTIFIED),
  all(HEADER.AE_30, WAREHOUSE),
  row(HEADER.AE_31, {
    bondTypeCode: TYPED,
    bondDesignationTypeCode: ON_FILE,
    continuousBondIndicator: BONDS,
    suretyCompanyCode: TYPED,
    singleTransactionBondAmount: BOND_AMOUNT,
    singleTransactionBondProducerAccountNumber: BONDS,
  }),
  all(HEADER.AE_32, notJudged('a summary is matched with the release of its own number only here.')),
  all(HEADER.AE_33, notJudged('missing documents are not waited for here.')),
  row(HEADER.AE_34, { accountingClassCode: TYPED, headerFeeAmount: typedWith('accountingClassCode', CLASSLESS) }),
  all(HEADER.AE_35, TYPED),
  all(HEADER.AE_36, TYPED),
  all(SE.SE20, CERTIFIED),
  all(SE.SE30, CERTIFIED),
  all(HEADER.AE_SE31, CERTIFIED),
  all(HEADER.AE_SE32, CERTIFIED),
  all(SE.SE35, CERTIFIED),
  all(SE.SE36, CERTIFIED),
  row(LINES.AE_40, {
    lineItemIdentifier: TYPED,
    articleSetIndicator: notJudged('the articles of a set are judged as lines of their own here.'),
    countryOfOriginCode: TYPED,
    countryOfExportCode: TYPED,
    dateOfExportation: TYPED,
    textileExportationDate: QUOTA,
    specialProgramClaimCode: TYPED,
    chargesAmount: TYPED,
    foreignPortOfLadingCode: ON_FILE,
    grossShippingWeight: TYPED,
    categoryCode: QUOTA,
    productClaimCode: notJudged('a product claim changes no rate here.'),
    relatedPartyIndicator: ON_FILE,
    naftaNetCostIndicator: ON_FILE,
    feeExemptionCode: notJudged('an exemption from a fee is told by program and origin alone here.'),
    adCaseNonReimbursementStatement: CASES,
  }),
  all(LINES.AE_41, ZONE),
  all(LINES.AE_42, ON_FILE),
  all(LINES.AE_43, notJudged('rulings are not kept here.')),
  all(LINES.AE_44, TYPED),
  all(LINES.AE_47, ON_FILE),
  all(SE.SE50, CERTIFIED),
  all(LINES.AE_SE51, CERTIFIED),
  all(LINES.AE_SE52, CERTIFIED),
  all(SE.SE55, CERTIFIED),
  all(SE.SE56, CERTIFIED),
  row(LINES.AE_50, {
    htsNumber: TYPED,
    dutyAmount: TYPED,
    valueOfGoodsAmount: TYPED,
    quantity: TYPED,
    unitOfMeasureCode: typedWith('quantity', ON_FILE),
  }),
  all(LINES.AE_SE60, SANCTIONS),
  all(SE.SE61, ZONE),
  all(LINES.AE_51, QUOTA),
  all(LINES.AE_52, notJudged('licences and certificates are not kept here.')),
  all(LINES.AE_53, CASES),
  all(LINES.AE_54, notJudged("the importer's additional declarations are not compared with anything here.")),
  all(LINES.AE_60, TAXES),
  all(LINES.AE_61, TAXES),
  all(LINES.AE_62, TYPED),
  all(LINES.AE_SE62, SANCTIONS),
  all(LINES.AE_SE63, SANCTIONS),
  all(LINES.AE_63, TYPED),
  all(LINES.AE_CW02, notJudged('no census warning is given here, so none needs an override.')),
  all(LINES.AE_88, CASES),
  row(LINES.AE_89, { accountingClassCode: TYPED, totalFeeAmount: typedWith('accountingClassCode', CLASSLESS) }),
  row(LINES.AE_90, {
    grandTotalDutyAmount: TYPED,
    grandTotalUserFeeAmount: TYPED,
    grandTotalIrTaxAmount: TAXES,
    grandTotalAdDutyAmount: CASES,
    grandTotalCvDutyAmount: CASES,
    grandTotalOtherRevenueAmount: TAXES,
  }),
];

const COMPUTED = notJudged('no refund is computed here: values and allowable quantities are kept as a record.');

const DRAWBACK: readonly RecordFates[] = [
  row(DE.DE_10, {
    filingActionCode: TYPED,
    entryFilerCode: TYPED,
    entryNumber: TYPED,
    drawbackFilingPort: TYPED,
    brokerReferenceNumber: TYPED,
    drawbackProvision: TYPED,
    bondWaiverIndicator: TYPED,
    bondWaiverReasonCode: TYPED,
    acceleratedPaymentRequestIndicator: TYPED,
    oneTimeWaiverIndicator: TYPED,
    waiverOfPriorNoticeIndicator: TYPED,
    commercialInterchangeability: TYPED,
    petroleumCertification: TYPED,
    manufacturingPetroleumCertification: TYPED,
    oilSpillTaxCertification: TYPED,
    naftaClaimIndicator: TYPED,
    electronicSignature: TYPED,
    claimantNumber: TYPED,
    designatedNotifyPartyNumber: ON_FILE,
    wineCertification: TYPED,
    billOfMaterialsCertification: TYPED,
    destroyedValueCertification: TYPED,
    usmcaClaimIndicator: TYPED,
    retailSalesSubstitutionIndicator: TYPED,
    superfundTaxCertification: TYPED,
  }),
  all(DE.DE_31, TYPED),
  row(DE.DE_40, {
    actionIndicator: TYPED,
    importFilerCode: TYPED,
    importEntryNumber: TYPED,
    importLineNumber: TYPED,
    certificateOfDeliveryIndicator: TYPED,
    manufacturingRulingNumber: TYPED,
    basisOfClaim: notJudged('what of the goods went into an article is not judged here.'),
    manufacturingDateReceived: TYPED,
    manufacturingDateUsed: TYPED,
    importTrackingNumber: TYPED,
    accountingMethodCode: TYPED,
  }),
  all(DE.DE_41, TYPED),
  row(DE.DE_42, {
    quantity: TYPED,
    unitOfMeasureCode: TYPED,
    allowableQuantity: COMPUTED,
    enteredValuePerUnit: COMPUTED,
    substitutedValuePerUnit: COMPUTED,
  }),
  all(DE.DE_43, TYPED),
  all(DE.DE_50, TYPED),
  all(DE.DE_51, TYPED),
  all(DE.DE_52, TYPED),
  all(DE.DE_53, TYPED),
  all(DE.DE_60, TYPED),
  all(DE.DE_61, TYPED),
  all(DE.DE_62, TYPED),
  all(DE.DE_63, TYPED),
  row(DE.DE_64, {
    foreignEntryNumber: ON_FILE,
    foreignEntryDate: ON_FILE,
    foreignDutyPaid: notJudged('the lesser of the two duties is not computed here.'),
    exchangeRate: notJudged('the lesser of the two duties is not computed here.'),
    foreignTariffNumber: ON_FILE,
    countryOfExport: TYPED,
  }),
  all(DE.DE_70, TYPED),
  all(DE.DE_71, TYPED),
  all(DE.DE_72, TYPED),
  all(DE.DE_73, TYPED),
  row(DE.DE_89, { accountingClassCode: TYPED, totalAmount: typedWith('accountingClassCode', CLASSLESS) }),
  all(DE.DE_90, TYPED),
];

const TABLES: Readonly<Record<string, ReadonlyMap<string, RecordFates>>> = {
  SE: byRecord(RELEASE),
  AE: byRecord(SUMMARY),
  DE: byRecord(DRAWBACK),
};

function byRecord(rows: readonly RecordFates[]): ReadonlyMap<string, RecordFates> {
  return new Map(rows.map((entry) => [entry.layout.recordId, entry]));
}

function stemOf(field: string): string {
  return field.replace(/[1-9]\d?$/, '');
}

/** What becomes of a field; null where nobody has said so, which fields.spec.ts does not let pass. */
export function fateOf(application: string, recordId: string, field: string): Fate | null {
  return TABLES[application]?.get(recordId)?.fates[stemOf(field)] ?? null;
}

/** Fields that nobody has decided on, and rows of records or fields that are not read: one sentence each. */
export function undecidedFields(): string[] {
  return [...GRAMMARS.values()].flatMap(({ application, layouts }) => {
    const read = [...layouts.values()];
    const rows = [...(TABLES[application]?.values() ?? [])];
    return [
      ...read.flatMap(({ recordId, fields }) =>
        fields
          .filter(({ name }) => fateOf(application, recordId, name) === null)
          .map(
            ({ name }) => `${application} ${recordId} ${name} would be read and dropped: give it a row in fields.ts`,
          ),
      ),
      ...rows
        .filter(({ layout }) => !read.includes(layout))
        .map(({ layout }) => `${application} ${layout.recordId} has a row in fields.ts and is not read`),
    ];
  });
}

/** A field that stands in no typed member of the message: what it is called, what is in it, and what is said of it. */
export interface UntypedField {
  readonly name: string;
  readonly value: string;
  readonly fate: Exclude<Fate, { kind: 'typed' }>;
}

const untypedOf = new Map<string, readonly { name: string; fate: Fate; given: string | null }[]>();

/** The fields of a layout that may stand in no typed member, worked out once. */
function candidates(
  application: string,
  layout: Layout,
): readonly { name: string; fate: Fate; given: string | null }[] {
  const key = `${application} ${layout.recordId}`;
  const known = untypedOf.get(key);
  if (known) return known;
  const found = layout.fields.flatMap(({ name }) => {
    const fate = fateOf(application, layout.recordId, name);
    if (fate === null || (fate.kind === 'typed' && fate.given === undefined)) return [];
    const given = fate.kind === 'typed' ? `${fate.given}${name.slice(stemOf(name).length)}` : null;
    return [{ name, fate: fate.kind === 'typed' ? fate.alone! : fate, given }];
  });
  untypedOf.set(key, found);
  return found;
}

/** What a record holds beside its typed fields. A repeated one of which only the first is typed is `whole`: all of it is untyped. */
export function untypedFields(
  application: string,
  layout: Layout,
  values: Readonly<Record<string, string>>,
  whole: Fate | null = null,
): UntypedField[] {
  const fields = whole
    ? layout.fields.map(({ name }) => ({ name, fate: whole, given: null }))
    : candidates(application, layout);
  const found: UntypedField[] = [];
  for (const { name, fate, given } of fields) {
    const value = values[name];
    if (!value || fate.kind === 'typed' || (given !== null && values[given])) continue;
    found.push({ name, value, fate });
  }
  return found;
}

/** The second bond of a summary: rules have one. */
export const FURTHER_BOND: Fate = notJudged(
  'a further bond is kept for the picture of the account; no rule is applied to it here.',
);

/** The fields of one record by what becomes of them; repeated items appear once, under their plain name. */
export interface RecordRow {
  readonly recordId: string;
  readonly typed: readonly string[];
  readonly onFile: readonly string[];
  readonly notJudged: readonly { readonly field: string; readonly because: string }[];
}

/** Every record of an application in the order of its usage map, for documents. */
export function recordRows(application: string): RecordRow[] {
  return [...(TABLES[application]?.values() ?? [])].map(({ layout: { recordId }, fates }) => {
    const rows = Object.entries(fates);
    const named = (kind: Fate['kind']): string[] =>
      rows.flatMap(([field, fate]) => (fate.kind === kind ? [field] : []));
    return {
      recordId,
      typed: named('typed'),
      onFile: named('on file'),
      notJudged: rows.flatMap(([field, fate]) =>
        fate.kind === 'not judged' ? [{ field, because: fate.because }] : [],
      ),
    };
  });
}
