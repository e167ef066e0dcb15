/**
 * What becomes of every field of every record that is read: the compiler asks for a row for each field of each layout, fields.spec.ts
 * for each record of each grammar. A reader that begins to judge a field changes its row here.
 */
import { GRAMMARS } from './grammar';
import type { Layout } from './layout';
import * as CB from './layouts/bond';
import { AGENCY_RECORDS, PG_UNKNOWN } from './layouts/agency-data';
import * as SE from './layouts/cargo-release';
import * as DE from './layouts/drawback';
import * as HEADER from './layouts/summary-header';
import * as SF from './layouts/security-filing';
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
      /** The guide has rules for it that are not applied here, and the filer is told so. */
      readonly unjudged?: string;
    }
  | { readonly kind: 'on file' }
  | { readonly kind: 'not judged'; readonly because: string };

const TYPED: Fate = { kind: 'typed' };
const ON_FILE: Fate = { kind: 'on file' };
const notJudged = (because: string): Fate => ({ kind: 'not judged', because });
const unjudged = (because: string): Fate => ({ kind: 'typed', unjudged: because });
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

const CERTIFIED = unjudged('no cargo release is made from a summary here: file it as SE.');
const SANCTIONS = unjudged('sanctions on seafood and mine products are not screened here.');
const RECONCILED = unjudged('no reconciliation is filed here: what the summary flags is kept.');
const CLASSLESS = notJudged('an amount without its accounting class is no fee.');
const QUOTA = unjudged('textile categories and visas are not kept here.');
const AGENCIES = unjudged('data of partner agencies is reviewed with a cargo release only.');

const RELEASE: readonly RecordFates[] = [
  all(SE.SE10, TYPED),
  all(SE.SE11, TYPED),
  row(SE.SE13, {
    contactName: TYPED,
    contactPhone: TYPED,
    reasonCode: TYPED,
    multipleDispositionsIndicator: TYPED,
    documentImageIndicator: TYPED,
    splitShipmentIndicator: TYPED,
  }),
  all(SE.SE15, TYPED),
  all(SE.SE16, TYPED),
  all(SE.SE17, TYPED),
  all(SE.SE20, TYPED),
  all(SE.SE30, TYPED),
  all(SE.SE31, TYPED),
  all(SE.SE35, TYPED),
  all(SE.SE36, TYPED),
  all(SE.SE40, TYPED),
  all(SE.SE41, TYPED),
  all(SE.SE50, TYPED),
  all(SE.SE51, TYPED),
  all(SE.SE55, TYPED),
  all(SE.SE56, TYPED),
  all(SE.SE60, TYPED),
  all(SE.SE61, TYPED),
  all(SF.SF10, TYPED),
  all(SF.SF20, TYPED),
  all(SF.SF25, TYPED),
  all(SF.SF30, TYPED),
  all(SF.SF31, TYPED),
  all(SF.SF35, TYPED),
  all(SF.SF36, TYPED),
  ...[...AGENCY_RECORDS, PG_UNKNOWN].map((layout) => all(layout, TYPED)),
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
    bondWaiverIndicator: TYPED,
    electronicSignature: TYPED,
    cargoReleaseCertificationRequest: CERTIFIED,
    electronicInvoiceIndicator: TYPED,
    consolidatedSummaryIndicator: TYPED,
    shipmentUsageTypeCode: TYPED,
    liveEntryIndicator: unjudged('a summary is not taken as a request for release here.'),
    deferredTaxPaymentCode: TYPED,
    tradeAgreementReconciliationIndicator: RECONCILED,
    reconciliationIssueCode: RECONCILED,
    paymentTypeCode: TYPED,
    preliminaryStatementPrintDate: TYPED,
    periodicStatementMonth: TYPED,
    statementClientBranchIdentifier: TYPED,
    bondWaiverReasonCode: TYPED,
    postSummaryCorrectionIndicator: TYPED,
    acceleratedLiquidationRequestIndicator: TYPED,
    knownImporterIndicator: TYPED,
    pgaDataIncludedIndicator: TYPED,
    tibDeclarationIndicator: TYPED,
    consolidatedExpressInformalIndicator: TYPED,
  }),
  all(HEADER.AE_11, TYPED),
  all(HEADER.AE_20, TYPED),
  all(HEADER.AE_SE13, CERTIFIED),
  all(HEADER.AE_21, TYPED),
  all(HEADER.AE_22, TYPED),
  all(HEADER.AE_23, TYPED),
  all(SE.SE16, CERTIFIED),
  all(SE.SE17, CERTIFIED),
  all(HEADER.AE_30, TYPED),
  all(HEADER.AE_31, TYPED),
  all(HEADER.AE_32, TYPED),
  all(HEADER.AE_33, unjudged('missing documents are not waited for here.')),
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
    articleSetIndicator: TYPED,
    countryOfOriginCode: TYPED,
    countryOfExportCode: TYPED,
    dateOfExportation: TYPED,
    textileExportationDate: QUOTA,
    specialProgramClaimCode: TYPED,
    chargesAmount: TYPED,
    foreignPortOfLadingCode: TYPED,
    grossShippingWeight: TYPED,
    categoryCode: QUOTA,
    productClaimCode: TYPED,
    relatedPartyIndicator: TYPED,
    naftaNetCostIndicator: TYPED,
    feeExemptionCode: TYPED,
    adCaseNonReimbursementStatement: TYPED,
  }),
  all(LINES.AE_41, TYPED),
  all(LINES.AE_42, TYPED),
  all(LINES.AE_43, unjudged('rulings are not looked up here.')),
  all(LINES.AE_44, TYPED),
  all(LINES.AE_47, TYPED),
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
  all(SE.SE61, TYPED),
  all(LINES.AE_51, QUOTA),
  all(LINES.AE_52, unjudged('the agency that gave a licence or certificate is not asked here: its form is judged.')),
  all(
    LINES.AE_53,
    unjudged(
      'form, arithmetic and totals of a deposit are judged, and its case from the day on which the register of cases is asked.',
    ),
  ),
  all(LINES.AE_54, unjudged('what the importer declares is not compared with the register it comes from.')),
  all(
    LINES.AE_60,
    unjudged('where strength, price or kind decides a tax, it is taken between the least and the most of the law.'),
  ),
  all(LINES.AE_61, unjudged('no other revenue is computed here: class and totals are judged.')),
  all(LINES.AE_62, TYPED),
  all(LINES.AE_SE62, SANCTIONS),
  all(LINES.AE_SE63, SANCTIONS),
  all(LINES.AE_63, TYPED),
  all(LINES.AE_CW02, TYPED),
  all(LINES.AE_88, TYPED),
  row(LINES.AE_89, { accountingClassCode: TYPED, totalFeeAmount: typedWith('accountingClassCode', CLASSLESS) }),
  all(LINES.AE_90, TYPED),
  ...[...AGENCY_RECORDS, PG_UNKNOWN].map((layout) => all(layout, AGENCIES)),
];

const BOND: readonly RecordFates[] = [
  all(CB.CB_10, TYPED),
  all(CB.CB_12, TYPED),
  all(CB.CB_20, TYPED),
  all(CB.CB_30, TYPED),
  all(CB.CB_35, TYPED),
  all(CB.CB_36, TYPED),
  row(CB.CB_40, { suretyCode: TYPED, agentIdNumber: TYPED, suretyName: TYPED, suretyLiabilityAmount: TYPED }),
  row(CB.CB_45, { coSuretyCode: TYPED, agentIdNumber: TYPED, coSuretyName: TYPED, coSuretyLiabilityAmount: TYPED }),
  row(CB.CB_46, { suretyCodeForReinsurer: TYPED, agentIdNumber: TYPED, suretyName: TYPED }),
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
  CB: byRecord(BOND),
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
  return [...GRAMMARS.values()].flatMap(({ application, layouts, asks, takesAgencyData }) => {
    // A question is answered, and becomes no message.
    if (asks) return [];
    const read = [...layouts.values(), ...(takesAgencyData ? [...AGENCY_RECORDS, PG_UNKNOWN] : [])];
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

/** A field that something is to be said of: what it is called, what is in it, whether it stands in a typed member of the message, and why it is not judged. */
export interface RemarkableField {
  readonly name: string;
  readonly value: string;
  readonly typed: boolean;
  /** Null where it is on file. */
  readonly because: string | null;
}

interface Candidate {
  readonly name: string;
  readonly given: string | null;
  readonly typed: boolean;
  readonly because: string | null;
}

const candidatesOf = new Map<string, readonly Candidate[]>();

/** The fields of a layout that may stand in no typed member or are not judged, worked out once. */
function candidates(application: string, layout: Layout): readonly Candidate[] {
  const key = `${application} ${layout.recordId}`;
  const known = candidatesOf.get(key);
  if (known) return known;
  const found = layout.fields.flatMap(({ name }): Candidate[] => {
    const fate = fateOf(application, layout.recordId, name);
    if (fate === null) return [];
    if (fate.kind !== 'typed')
      return [{ name, given: null, typed: false, because: fate.kind === 'not judged' ? fate.because : null }];
    if (fate.unjudged !== undefined) return [{ name, given: null, typed: true, because: fate.unjudged }];
    if (fate.given === undefined) return [];
    const because = fate.alone?.kind === 'not judged' ? fate.alone.because : null;
    return [{ name, given: `${fate.given}${name.slice(stemOf(name).length)}`, typed: false, because }];
  });
  candidatesOf.set(key, found);
  return found;
}

/** What a record holds beside fields that are typed and judged. */
export function remarkableFields(
  application: string,
  layout: Layout,
  values: Readonly<Record<string, string>>,
): RemarkableField[] {
  return candidates(application, layout).flatMap(({ name, given, typed, because }) => {
    const value = values[name];
    return !value || (given !== null && values[given]) ? [] : [{ name, value, typed, because }];
  });
}

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
    const because = (fate: Fate): string | undefined =>
      fate.kind === 'not judged' ? fate.because : fate.kind === 'typed' ? fate.unjudged : undefined;
    const named = (kind: Fate['kind']): string[] =>
      rows.flatMap(([field, fate]) => (fate.kind === kind && because(fate) === undefined ? [field] : []));
    return {
      recordId,
      typed: named('typed'),
      onFile: named('on file'),
      notJudged: rows.flatMap(([field, fate]) => {
        const said = because(fate);
        return said === undefined ? [] : [{ field, because: said }];
      }),
    };
  });
}
