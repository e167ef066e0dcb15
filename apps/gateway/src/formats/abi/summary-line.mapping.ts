import type { EntrySummary, SummaryLine } from '#catair';
import type { EntrySummaryFiled, SummaryLineFiled } from '#contracts';
import { agencyMember } from './agency-data.mapping';
import { date, decimal, text, whole } from './record-values';
import { certifiedPartyOf, given, listed } from './summary-header.mapping';
import { privilegedForeignOf, zoneOf } from './zone-and-warehouse.mapping';

const OF_ITEM = [
  'articleSetIndicator',
  'foreignPortOfLadingCode',
  'categoryCode',
  'productClaimCode',
  'relatedPartyIndicator',
  'naftaNetCostIndicator',
  'feeExemptionCode',
  'adCaseNonReimbursementStatement',
] as const;

/** Members of a line that it has whatever its format. */
type First =
  | ('lineNumber' | 'countryOfOrigin' | 'countryOfExport' | 'exportDate' | 'chargesDollars' | 'grossWeight')
  | ('manufacturerId' | 'description' | 'tariffs' | 'fees' | 'correctionReasons' | 'recordIndex');

/** What a line says beside its first members (Entry Summary Create/Update, July 2026, pp. ESF-65..126). */
export const lineMembersOf = (line: SummaryLine): Omit<SummaryLineFiled, First> => {
  const textileExportationDate = date(line.item.values.textileExportationDate);
  const [description] = line.descriptions;
  const { visa, license, irTax, otherRevenue } = line;
  return {
    ...given(line.item.values, OF_ITEM),
    ...(textileExportationDate !== null && { textileExportationDate }),
    ...zoneOf(line.zone),
    ...listed('invoices', line.invoices.map(invoiceOf)),
    ...rulingOf(line.ruling),
    ...(description && { descriptionRecordIndex: description.recordIndex }),
    ...listed(
      'articleParties',
      line.articleParties.map(({ values, recordIndex }) => ({ ...values, recordIndex })),
    ),
    ...listed('certifiedParties', line.parties.map(certifiedPartyOf)),
    ...(visa && { standardVisa: { ...visa.values, recordIndex: visa.recordIndex } }),
    ...(license && { license: { ...license.values, recordIndex: license.recordIndex } }),
    ...listed('adCvdCases', line.cases.map(caseOf)),
    ...listed(
      'additionalDeclarations',
      line.declarations.map(({ values, recordIndex }) => ({ ...values, recordIndex })),
    ),
    ...(irTax && { irTax: revenueOf(irTax, irTax.values.irTaxAmount) }),
    ...(otherRevenue && { otherRevenue: revenueOf(otherRevenue, otherRevenue.values.otherRevenueAmount) }),
    ...listed('sanctions', line.sanctionDetails.map(sanctionOf)),
    ...listed('censusOverrides', overridesOf(line.censusOverrides)),
    ...agencyMember(line.agencyRecords),
  };
};

type Tariff = Omit<SummaryLine['tariffs'][number], 'tariff'>;

/** What a tariff number says beside duty, value and quantities: SE60, SE61, OI and PG records. */
export const tariffMembersOf = ({
  sanctions,
  privilegedForeign,
  agencyRecords,
}: Tariff): Pick<
  SummaryLineFiled['tariffs'][number],
  'sanctionDisclaimIndicator' | 'privilegedForeign' | 'agencyRecords'
> => ({
  ...given(sanctions?.values, ['sanctionDisclaimIndicator']),
  ...privilegedForeignOf(privilegedForeign),
  ...agencyMember(agencyRecords),
});

type Filed<K extends keyof SummaryLineFiled> = NonNullable<SummaryLineFiled[K]>;

const invoiceOf = ({ invoice, ruling, descriptions }: SummaryLine['invoices'][number]): Filed<'invoices'>[number] => {
  const values: Readonly<Record<string, string>> = invoice.values;
  const description = text(descriptions.map((each) => each.values.commercialDescriptionText).join(' '));
  return {
    supplierIdCode: text(values['supplierIdCode']),
    invoiceNumber: text(values['invoiceNumber']),
    ranges: [1, 2, 3, 4].flatMap((item) => {
      const [begin, end] = [whole(values[`invoiceLineRangeBegin${item}`]), whole(values[`invoiceLineRangeEnd${item}`])];
      return begin === null && end === null ? [] : [{ begin, end, item }];
    }),
    ...rulingOf(ruling),
    ...(description !== null && { description }),
    recordIndex: invoice.recordIndex,
  };
};

const rulingOf = (ruling: SummaryLine['ruling']): Pick<SummaryLineFiled, 'ruling'> =>
  ruling === null
    ? {}
    : {
        ruling: {
          rulingTypeCode: text(ruling.values.rulingTypeCode),
          rulingNumber: text(ruling.values.rulingNumber),
          recordIndex: ruling.recordIndex,
        },
      };

const caseOf = ({ values, recordIndex }: SummaryLine['cases'][number]): Filed<'adCvdCases'>[number] => ({
  caseNumber: values.caseNumber,
  bondCashClaimCode: values.bondCashClaimCode,
  caseDepositRate: decimal(values.caseDepositRate, 2),
  caseRateTypeQualifierCode: values.caseRateTypeQualifierCode,
  valueOfGoodsAmount: whole(values.valueOfGoodsAmount),
  quantity: decimal(values.quantity, 4),
  dutyCents: whole(values.dutyAmount),
  nonReimbursementDeclarationIdentifier: text(values.nonReimbursementDeclarationIdentifier),
  recordIndex,
});

const revenueOf = (
  { values, recordIndex }: NonNullable<SummaryLine['irTax'] | SummaryLine['otherRevenue']>,
  amount: string,
): Filed<'irTax'> => ({ classCode: values.accountingClassCode, cents: whole(amount), recordIndex });

const sanctionOf = ({
  identifier: { values, recordIndex },
  details,
}: SummaryLine['sanctionDetails'][number]): Filed<'sanctions'>[number] => ({
  recordId: text(values.recordId),
  recordType: text(values.recordType),
  fieldName: text(values.fieldName),
  fieldValues: details.map((detail) => detail.values.fieldValue),
  recordIndex,
});

const overridesOf = (record: SummaryLine['censusOverrides']): Filed<'censusOverrides'> =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((item) => {
    const values = record?.values as Readonly<Record<string, string>> | undefined;
    const conditionCode = values?.[`conditionCode${item}`] ?? '';
    const overrideCode = text(values?.[`overrideCode${item}`]);
    return conditionCode === '' && overrideCode === null
      ? []
      : [{ conditionCode, overrideCode, item, recordIndex: record!.recordIndex }];
  });

/** Grand totals beside duty and fees (90), and those of the cases (88). */
export const totalsMembersOf = ({
  totals,
  addCvdTotals,
}: EntrySummary): Pick<
  EntrySummaryFiled['totals'],
  'irTaxCents' | 'adDutyCents' | 'cvDutyCents' | 'otherRevenueCents' | 'adCvd'
> => {
  const amounts = {
    irTaxCents: whole(totals?.values.grandTotalIrTaxAmount),
    adDutyCents: whole(totals?.values.grandTotalAdDutyAmount),
    cvDutyCents: whole(totals?.values.grandTotalCvDutyAmount),
    otherRevenueCents: whole(totals?.values.grandTotalOtherRevenueAmount),
  };
  return {
    ...Object.fromEntries(Object.entries(amounts).filter(([, cents]) => cents !== null)),
    ...(addCvdTotals && {
      adCvd: {
        bondedAdCents: whole(addCvdTotals.values.totalBondedAdDutyAmount),
        cashAdCents: whole(addCvdTotals.values.totalCashDepositAdDutyAmount),
        bondedCvCents: whole(addCvdTotals.values.totalBondedCvDutyAmount),
        cashCvCents: whole(addCvdTotals.values.totalCashDepositCvDutyAmount),
        recordIndex: addCvdTotals.recordIndex,
      },
    }),
  };
};
