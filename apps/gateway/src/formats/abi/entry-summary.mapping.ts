import { type EntrySummary, groupEntrySummary, type RecordImage, type SummaryLine, type Transaction } from '#catair';
import { EntrySummaryFiled, type FilingOrigin, type SummaryLineFiled } from '#contracts';
import type { Account } from '../../account/account';
import { type NewFiling, filingOf } from '../../filing/transmission';
import { agencyMember, agencyReading } from './agency-data.mapping';
import { membersOf, readingOf } from './record-reading';
import { date, decimal, text, whole } from './record-values';
import { given, headerMembersOf } from './summary-header.mapping';
import { lineMembersOf, tariffMembersOf, totalsMembersOf } from './summary-line.mapping';

/** One AE transaction as a filing (Entry Summary Create/Update, July 2026, pp. ESF-26..131). */
export const entrySummaryFiling = (transaction: Transaction, account: Account, origin: FilingOrigin): NewFiling => {
  const summary = groupEntrySummary(transaction.records);
  if (!summary) throw new Error('an AE transaction that passed the syntax check begins with record 10');
  const data = entrySummaryOf(
    summary,
    transaction.records,
    account,
    origin,
    text(transaction.block.header.processingPortCode),
  );
  const { processingFilerCode, preparerFilerCode } = transaction.block.header;
  const preparerFiler = text(preparerFilerCode);
  return filingOf(EntrySummaryFiled, {
    ...data,
    processingFiler: text(processingFilerCode),
    ...(preparerFiler && { preparerFiler }),
  });
};

export const entrySummaryOf = (
  summary: EntrySummary,
  records: readonly RecordImage[],
  account: Account,
  origin: FilingOrigin,
  processingPort: string | null,
): EntrySummaryFiled => {
  const control = summary.control.values;
  const content = summary.content?.values;
  const cargo = summary.cargo?.values;
  const [bond] = summary.bonds;
  return {
    origin,
    accountFilerCodes: account.filerCodes,
    processingPort,
    action: control.filingActionCode,
    filerCode: control.entryFilerCode,
    entryNumber: control.entryNumber,
    portOfEntry: text(control.portOfEntry),
    brokerReference: text(control.brokerReferenceNumber),
    entryType: text(control.entryTypeCode),
    modeOfTransport: text(control.modeOfTransportationCode),
    paymentType: text(control.paymentTypeCode),
    statementDate: date(control.preliminaryStatementPrintDate),
    importerNumber: text(content?.importerOfRecordNumber),
    consigneeNumber: text(content?.consigneeNumber),
    entryDate: date(content?.estimatedEntryDate),
    importDate: date(content?.dateOfImportation),
    estimatedArrival: date(cargo?.estimatedDateOfArrival),
    carrierScac: text(cargo?.carrierCode),
    portOfUnlading: text(cargo?.portOfUnlading),
    bond: bond
      ? { type: bond.values.bondTypeCode, surety: text(bond.values.suretyCompanyCode), recordIndex: bond.recordIndex }
      : null,
    bonds: summary.bonds.map(({ values, recordIndex }) => ({
      type: values.bondTypeCode,
      designation: text(values.bondDesignationTypeCode),
      surety: text(values.suretyCompanyCode),
      amountDollars: whole(values.singleTransactionBondAmount),
      ...given(values, ['continuousBondIndicator', 'singleTransactionBondProducerAccountNumber']),
      recordIndex,
    })),
    bills: summary.manifests.flatMap(({ bills }) =>
      bills.map(({ values, recordIndex }) => ({
        componentType: values.manifestComponentTypeCode,
        issuer: text(values.manifestComponentIssuerCode),
        billNumber: values.manifestComponentIdentifier,
        recordIndex,
      })),
    ),
    headerFees: summary.headerFees
      ? feesIn(summary.headerFees.values, 'headerFeeAmount', summary.headerFees.recordIndex)
      : [],
    lines: summary.lines.map(lineOf),
    totals: {
      // No record of AE carries the total entered value: record 90 has duty, fee and tax only.
      valueDollars: null,
      dutyCents: whole(summary.totals?.values.grandTotalDutyAmount),
      feeCents: whole(summary.totals?.values.grandTotalUserFeeAmount),
      feesByClass: summary.feeTotals.flatMap(({ values, recordIndex }) =>
        feesIn(values, 'totalFeeAmount', recordIndex),
      ),
      ...totalsMembersOf(summary),
      recordIndex: summary.totals?.recordIndex ?? null,
    },
    ...correctionOf(summary),
    records: firstOfEach(records),
    ...headerMembersOf(summary),
    ...agencyMember(summary.agencyRecords),
    ...membersOf(agencyReading('AE', summary, readingOf('AE', summary.placed))),
  };
};

type Reasons = EntrySummary['pscReasons'];
const reasonsIn = (reasons: Reasons): { code: string; recordIndex: number }[] => {
  if (!reasons) return [];
  const values: Readonly<Record<string, string>> = reasons.values;
  return [1, 2, 3, 4, 5].flatMap((n) => {
    const code = text(values[`reasonCode${n}`]);
    return code === null ? [] : [{ code, recordIndex: reasons.recordIndex }];
  });
};

/** What belongs to a post summary correction: left out where nothing of it was sent, so that an ordinary filing is no larger. */
const correctionOf = ({
  control: { values },
  pscReasons,
  pscExplanations,
}: EntrySummary): Pick<EntrySummaryFiled, 'correction'> => {
  const indicator = text(values.postSummaryCorrectionIndicator);
  const accelerated = text(values.acceleratedLiquidationRequestIndicator);
  const reasons = reasonsIn(pscReasons);
  if (indicator === null && accelerated === null && reasons.length === 0 && pscExplanations.length === 0) return {};
  return {
    correction: {
      ...{ indicator, accelerated, reasons },
      explanation: text(pscExplanations.map((line) => line.values.pscFilingExplanationText).join(' ')),
      recordIndex: pscExplanations[0]?.recordIndex ?? pscReasons?.recordIndex ?? null,
    },
  };
};

const feesIn = (
  values: Readonly<Record<string, string>>,
  amount: string,
  recordIndex: number,
): { classCode: string; cents: number; recordIndex: number }[] =>
  [1, 2, 3, 4, 5]
    .filter((n) => values[`accountingClassCode${n}`])
    .map((n) => ({
      classCode: values[`accountingClassCode${n}`]!,
      cents: whole(values[`${amount}${n}`]) ?? 0,
      recordIndex,
    }));

const lineOf = (line: SummaryLine): SummaryLineFiled => {
  const item = line.item.values;
  const descriptions = [...line.invoices.flatMap((invoice) => invoice.descriptions), ...line.descriptions];
  const maker = line.articleParties.find(({ values }) => values.articlePartyTypeCode === 'M')?.values
    .articlePartyIdentifier;
  return {
    lineNumber: item.lineItemIdentifier,
    countryOfOrigin: text(item.countryOfOriginCode),
    countryOfExport: text(item.countryOfExportCode),
    exportDate: date(item.dateOfExportation),
    chargesDollars: whole(item.chargesAmount),
    grossWeight: decimal(item.grossShippingWeight, 0),
    manufacturerId: text(maker ?? line.invoices[0]?.invoice.values.supplierIdCode),
    description: text(descriptions.map(({ values }) => values.commercialDescriptionText).join(' ')),
    tariffs: line.tariffs.map(({ tariff: { values, recordIndex }, ...more }) => ({
      hts: values.htsNumber,
      valueDollars: whole(values.valueOfGoodsAmount) ?? 0,
      quantities: quantitiesIn(values),
      dutyCents: whole(values.dutyAmount) ?? 0,
      spi: text(item.specialProgramClaimCode),
      ...tariffMembersOf(more),
      recordIndex,
    })),
    fees: line.fees.map(({ values, recordIndex }) => ({
      classCode: values.accountingClassCode,
      cents: whole(values.userFeeAmount) ?? 0,
      recordIndex,
    })),
    ...(line.pscReasons && { correctionReasons: reasonsIn(line.pscReasons) }),
    ...lineMembersOf(line),
    recordIndex: line.item.recordIndex,
  };
};

const quantitiesIn = (values: Readonly<Record<string, string>>): { quantity: string; unit: string | null }[] =>
  [1, 2, 3].flatMap((n) => {
    const quantity = decimal(values[`quantity${n}`], 2);
    return quantity === null ? [] : [{ quantity, unit: text(values[`unitOfMeasureCode${n}`]) }];
  });

const firstOfEach = (records: readonly RecordImage[]): Record<string, number> => {
  const first: Record<string, number> = {};
  for (const { recordId, index } of records) first[recordId] ??= index;
  return first;
};
