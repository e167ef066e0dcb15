import {
  type DrawbackClaim,
  type ExportedArticle,
  groupDrawbackClaim,
  type NoticeOfIntent,
  type Transaction,
} from '#catair';
import {
  type ArticleExported,
  DrawbackClaimFiled,
  type FilingOrigin,
  type ImportDesignated,
  type NoticeOfIntentFiled,
} from '#contracts';
import type { Account } from '../../account/account';
import { type NewFiling, filingOf } from '../../filing/transmission';
import { membersOf, readingOf } from './record-reading';
import { date, decimal, text, whole } from './record-values';

/** Quantities are sent with four implied decimals. */
const DECIMALS = 4;

/** Marks of the header that stand in the message by the name of their field, where they are filled. */
export const CLAIM_MARKS = [
  'oneTimeWaiverIndicator',
  'waiverOfPriorNoticeIndicator',
  'commercialInterchangeability',
  'petroleumCertification',
  'manufacturingPetroleumCertification',
  'oilSpillTaxCertification',
  'naftaClaimIndicator',
  'wineCertification',
  'billOfMaterialsCertification',
  'destroyedValueCertification',
  'usmcaClaimIndicator',
  'retailSalesSubstitutionIndicator',
  'superfundTaxCertification',
] as const;

/** One DE transaction as a filing (Drawback Entry Summary Create/Resubmission, version 27, pp. 27..77). */
export const drawbackClaimFiling = (transaction: Transaction, account: Account, origin: FilingOrigin): NewFiling => {
  const claim = groupDrawbackClaim(transaction.records);
  if (!claim) throw new Error('a DE transaction that passed the syntax check begins with record 10');
  return filingOf(
    DrawbackClaimFiled,
    drawbackClaimOf(claim, account, origin, text(transaction.block.header.processingPortCode)),
  );
};

export const drawbackClaimOf = (
  claim: DrawbackClaim,
  account: Account,
  origin: FilingOrigin,
  processingPort: string | null,
): DrawbackClaimFiled => {
  const { values } = claim.control;
  return {
    origin,
    accountFilerCodes: account.filerCodes,
    processingPort,
    action: values.filingActionCode,
    filerCode: values.entryFilerCode,
    entryNumber: values.entryNumber,
    filingPort: text(values.drawbackFilingPort),
    brokerReference: text(values.brokerReferenceNumber),
    provision: text(values.drawbackProvision),
    claimantNumber: text(values.claimantNumber),
    signature: text(values.electronicSignature),
    bondWaiver: { indicator: text(values.bondWaiverIndicator), reason: text(values.bondWaiverReasonCode) },
    acceleratedPayment: text(values.acceleratedPaymentRequestIndicator),
    marks: Object.fromEntries(
      CLAIM_MARKS.filter((name) => values[name] !== '').map((name) => [name, values[name]] as const),
    ),
    bond: claim.bond && {
      type: claim.bond.values.bondTypeCode,
      designation: text(claim.bond.values.bondDesignationTypeCode),
      surety: text(claim.bond.values.suretyCompanyCode),
      amountDollars: whole(claim.bond.values.singleTransactionBondAmount),
      number: text(claim.bond.values.singleTransactionBondNumber),
      recordIndex: claim.bond.recordIndex,
    },
    imports: claim.imports.map(importOf),
    manufactured: claim.manufactured.map(({ article, description, imports, manufactured }) => ({
      action: article.values.actionIndicator,
      rulings: [article.values.manufacturingRulingNumber, description?.values.manufacturingRulingNumber ?? ''].filter(
        (ruling) => ruling !== '',
      ),
      hts: article.values.htsNumber,
      quantity: decimal(article.values.quantity, DECIMALS),
      unit: text(article.values.unitOfMeasureCode),
      producedOn: date(article.values.productionDate),
      factory: text(article.values.factoryLocation),
      description: text(description?.values.articleDescription),
      trackingNumber: text(description?.values.manufacturedTrackingNumber),
      imports: numbersIn(imports),
      manufactured: numbersIn(manufactured),
      recordIndex: article.recordIndex,
    })),
    exported: claim.exported.map(exportedOf),
    intent: claim.intent && intentOf(claim.intent),
    abroad: claim.abroad ? claim.abroad.values.countryOfExport : null,
    totals: {
      byClass: claim.classTotals.flatMap((record) => {
        const totals: Readonly<Record<string, string>> = record.values;
        return [1, 2, 3, 4].flatMap((n) => {
          const classCode = totals[`accountingClassCode${n}`];
          return classCode
            ? [{ classCode, cents: whole(totals[`totalAmount${n}`]) ?? 0, recordIndex: record.recordIndex }]
            : [];
        });
      }),
      dutyCents: whole(claim.totals?.values.grandTotalDutyAmount),
      feeCents: whole(claim.totals?.values.grandTotalUserFeeAmount),
      taxCents: whole(claim.totals?.values.grandTotalIrTaxAmount),
      recordIndex: claim.totals?.recordIndex ?? null,
    },
    recordIndex: claim.control.recordIndex,
    ...membersOf(readingOf('DE', claim.placed)),
  };
};

/** A line number as numbers are written, whatever its zeros. */
const lineNumberOf = (value: string): string | null => text(value)?.replace(/^0+(?=\d)/, '') ?? null;

const importOf = ({ item: { values, recordIndex }, tariffs }: DrawbackClaim['imports'][number]): ImportDesignated => ({
  action: values.actionIndicator,
  filerCode: text(values.importFilerCode),
  entryNumber: text(values.importEntryNumber),
  lineNumber: lineNumberOf(values.importLineNumber),
  certificateOfDelivery: text(values.certificateOfDeliveryIndicator),
  ruling: text(values.manufacturingRulingNumber),
  receivedOn: date(values.manufacturingDateReceived),
  usedOn: date(values.manufacturingDateUsed),
  trackingNumber: text(values.importTrackingNumber),
  accountingMethod: text(values.accountingMethodCode),
  tariffs: tariffs.map(({ tariff, quantities, revenues }) => ({
    hts: tariff.values.htsNumber,
    description: text(tariff.values.articleDescription),
    quantities: quantities.map((record) => ({
      quantity: decimal(record.values.quantity, DECIMALS),
      unit: text(record.values.unitOfMeasureCode),
      recordIndex: record.recordIndex,
    })),
    revenues: revenues.map((record) => ({
      classCode: record.values.accountingClassCode,
      claimedCents: whole(record.values.claimAmount),
      calculatedCents: whole(record.values.calculatedAmount),
      adjustedCents: whole(record.values.adjustedClaimAmount),
      qualifier: text(record.values.qualifierIndicator),
      recordIndex: record.recordIndex,
    })),
    recordIndex: tariff.recordIndex,
  })),
  recordIndex,
});

/** Tracking numbers of linking records, in the order sent; fields that name none are empty. */
const numbersIn = (records: readonly { readonly values: Readonly<Record<string, string>> }[]): string[] =>
  records.flatMap(({ values }) => Object.values(values).filter((number) => number !== ''));

const intentOf = ({ intent, officers }: NoticeOfIntent): NoticeOfIntentFiled => ({
  port: text(intent.values.intendedPortOfExport),
  examination: text(intent.values.examinationIndicator),
  place: text(intent.values.locationOfDestruction),
  result: text(intent.values.resultOfExamination),
  officers: officers.map(({ values, recordIndex }) => ({
    role: values.recordIndicator,
    name: text(values.nameOfOfficer),
    badge: text(values.badgeNumber),
    phone: text(values.phoneNumber),
    on: date(values.processingDate),
    recordIndex,
  })),
  recordIndex: intent.recordIndex,
});

const exportedOf = ({
  article,
  description,
  intent,
  abroad,
  imports,
  manufactured,
}: ExportedArticle): ArticleExported => {
  const { values } = article;
  return {
    how: values.exportOrDestroyIndicator,
    hts: values.htsNumber,
    quantity: decimal(values.quantity, DECIMALS),
    unit: text(values.unitOfMeasureCode),
    on: date(values.exportOrDestroyDate),
    noticeOfIntent: text(values.noticeOfIntentIndicator),
    waiverOfRights: text(values.waiverOfRightsIndicator),
    exporter: text(values.exporterName),
    destination: text(values.countryOfDestination),
    billOfLading: text(values.billOfLadingIndicator),
    carrier: text(values.billOfLadingCarrierCode),
    scheduleB: text((values as Readonly<Record<string, string>>)['scheduleBIndicator']),
    description: text(description?.values.articleDescription),
    identifier: text(description?.values.uniqueIdentifier),
    imports: numbersIn(imports),
    manufactured: numbersIn(manufactured),
    intent: intent && intentOf(intent),
    abroad: abroad ? abroad.values.countryOfExport : null,
    tftea: article.recordId === '70',
    recordIndex: article.recordIndex,
  };
};
