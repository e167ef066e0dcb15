/** Filings of invented companies, for the tests of this library. */
import { encode } from './codec';
import * as SE from './layouts/cargo-release';
import * as ENVELOPE from './layouts/envelope';
import * as HEADER from './layouts/summary-header';
import * as LINES from './layouts/summary-lines';

export const SENDER = {
  siteCode: '5301',
  idCode: 'QZ7',
  transmissionDate: '031426',
  officeCode: '',
  userData: 'Batch 0001 / night',
};

/** `A B records Y Z` of one application, 80 characters each. */
export function batchOf(applicationId: string, ...blocks: readonly (readonly string[])[]): string[] {
  return [
    encode(ENVELOPE.A_INPUT, { ...SENDER, password: 'S3CRET', applicationId }),
    ...blocks.flatMap((records) => blockOf(applicationId, records)),
    encode(ENVELOPE.Z_INPUT, {
      siteCode: SENDER.siteCode,
      idCode: SENDER.idCode,
      transmissionDate: SENDER.transmissionDate,
    }),
  ];
}

export function blockOf(applicationId: string, records: readonly string[]): string[] {
  const block = { processingPortCode: '5301', processingFilerCode: 'QZ7', applicationId };
  return [encode(ENVELOPE.B_INPUT, { ...block, userData: 'desk 4' }), ...records, encode(ENVELOPE.Y_INPUT, block)];
}

/** An ocean shipment of two lines, one of them from a free trade zone. */
export function cargoRelease(entryNumber = '00417721', actionCode = 'A'): string[] {
  return [
    encode(SE.SE10, {
      actionCode,
      entryFilerCode: 'QZ7',
      entryNumber,
      entryTypeCode: '01',
      importerOfRecordType: 'EI',
      importerOfRecord: '98-7654321AB',
      modeOfTransportationCode: '11',
      bondTypeCode: '8',
      estimatedEntryValue: '48250',
      plannedPortOfEntry: '5301',
      portOfUnlading: '5301',
    }),
    encode(SE.SE11, { locationOfGoodsCode: 'U402', conveyanceName: 'NORTHERN LARK', voyageNumber: '214W' }),
    encode(SE.SE13, { contactName: 'RUTH ABARA', contactPhone: '7135550142' }),
    encode(SE.SE15, { billTypeIndicator: 'M', billIssuerCode: 'OOLU', billNumber: '7714402210', nonAmsIndicator: 'N' }),
    encode(SE.SE15, {
      billTypeIndicator: 'H',
      billIssuerCode: 'KFWD',
      billNumber: 'HOU55019',
      quantity: '240',
      nonAmsIndicator: 'N',
    }),
    encode(SE.SE16, {
      carrierCode: 'OOLU',
      voyageNumber: '214W',
      dateOfArrival: '032026',
      quantity: '240',
      unitOfMeasure: 'CTN',
    }),
    encode(SE.SE17, { equipmentNumber: 'OOLU8123450' }),
    encode(SE.SE15, {
      billTypeIndicator: 'R',
      billIssuerCode: 'OOLU',
      billNumber: '7714402299',
      quantity: '12',
      nonAmsIndicator: 'N',
    }),
    encode(SE.SE20, { referenceQualifier: 'CR', referenceIdentifier: 'PO-88121' }),
    encode(SE.SE30, { entityCode: 'SE', entityName: 'LAGOS TEXTILE EXPORT LTD' }),
    encode(SE.SE35, {
      addressComponentQualifier1: '01',
      addressInformation1: '14',
      addressComponentQualifier2: '02',
      addressInformation2: 'CREEK ROAD',
    }),
    encode(SE.SE36, { cityName: 'LAGOS', countryCode: 'NG' }),
    encode(SE.SE30, { entityCode: 'CN', entityIdentifierQualifier: 'EI', entityIdentifier: '98-7654321AB' }),
    encode(SE.SE40, {
      lineItemIdentifier: '1',
      countryOfOriginCode: 'NG',
      commercialInvoiceDescription: 'COTTON TOTE BAGS',
    }),
    encode(SE.SE50, { entityCode: 'MF', entityName: 'ADEYEMI WEAVERS' }),
    encode(SE.SE55, { addressComponentQualifier1: '15', addressInformation1: '3 MARKET LANE' }),
    encode(SE.SE56, { cityName: 'KANO', countryCode: 'NG' }),
    encode(SE.SE60, { htsNumber: '4202923131', lineItemValue: '36000' }),
    encode(SE.SE40, {
      lineItemIdentifier: '2',
      countryOfOriginCode: 'IN',
      commercialInvoiceDescription: 'BRASS HOOKS',
    }),
    encode(SE.SE41, { zoneStatusCode: 'P', privilegedFilingDate: '010926', lineItemQuantity: '500' }),
    encode(SE.SE60, { htsNumber: '8302500000', lineItemValue: '12250' }),
    encode(SE.SE61, { currentHtsNumber: '8302500000' }),
  ];
}

/** The summary that belongs to it: one line with an invoice, two tariff numbers and two fees. */
export function entrySummary(entryNumber = '00417721', filingActionCode = 'A'): string[] {
  return [
    encode(HEADER.AE_10, {
      filingActionCode,
      entryFilerCode: 'QZ7',
      entryNumber,
      portOfEntry: '5301',
      brokerReferenceNumber: 'PO-88121',
      entryTypeCode: '01',
      modeOfTransportationCode: '11',
      electronicSignature: 'X',
      paymentTypeCode: '7',
      preliminaryStatementPrintDate: '033026',
    }),
    encode(HEADER.AE_11, {
      importerOfRecordNumber: '98-7654321AB',
      estimatedEntryDate: '032026',
      dateOfImportation: '032026',
      stateOfDestinationCode: 'TX',
    }),
    encode(HEADER.AE_20, {
      carrierCode: 'OOLU',
      portOfUnlading: '5301',
      estimatedDateOfArrival: '032026',
      conveyanceName: 'NORTHERN LARK',
    }),
    encode(HEADER.AE_21, { tripIdentifier: '214W' }),
    encode(HEADER.AE_22, { manifestedQuantity: '240', manifestedQuantityUnitOfMeasureCode: 'CTN' }),
    encode(HEADER.AE_23, {
      manifestComponentTypeCode: 'M',
      manifestComponentIssuerCode: 'OOLU',
      manifestComponentIdentifier: '7714402210',
    }),
    encode(HEADER.AE_23, {
      manifestComponentTypeCode: 'H',
      manifestComponentIssuerCode: 'KFWD',
      manifestComponentIdentifier: 'HOU55019',
    }),
    encode(HEADER.AE_31, { bondTypeCode: '8', bondDesignationTypeCode: 'B', suretyCompanyCode: '036' }),
    encode(HEADER.AE_35, { reasonCode1: 'H02', reasonCode2: 'H99' }),
    encode(LINES.AE_40, {
      lineItemIdentifier: '001',
      countryOfOriginCode: 'NG',
      countryOfExportCode: 'NG',
      chargesAmount: '950',
      grossShippingWeight: '1800',
      relatedPartyIndicator: 'N',
    }),
    encode(LINES.AE_42, {
      supplierIdCode: 'NGADEWEA3KAN',
      invoiceNumber: 'INV-2026-31',
      invoiceLineRangeBegin1: '1',
      invoiceLineRangeEnd1: '4',
    }),
    encode(LINES.AE_44, { commercialDescriptionText: 'COTTON TOTE BAGS' }),
    encode(LINES.AE_47, { articlePartyTypeCode: 'M', articlePartyIdentifier: 'NGADEWEA3KAN' }),
    encode(LINES.AE_50, {
      htsNumber: '4202923131',
      dutyAmount: '226800',
      valueOfGoodsAmount: '36000',
      quantity1: '24000',
      unitOfMeasureCode1: 'NO',
    }),
    encode(LINES.AE_50, { htsNumber: '99030133', dutyAmount: '0', unitOfMeasureCode1: 'X' }),
    encode(LINES.AE_62, { accountingClassCode: '499', userFeeAmount: '12470' }),
    encode(LINES.AE_62, { accountingClassCode: '501', userFeeAmount: '4500' }),
    encode(LINES.AE_89, {
      accountingClassCode1: '499',
      totalFeeAmount1: '12470',
      accountingClassCode2: '501',
      totalFeeAmount2: '4500',
    }),
    encode(LINES.AE_90, {
      ...{ grandTotalDutyAmount: '226800', grandTotalUserFeeAmount: '16970' },
      ...{ grandTotalIrTaxAmount: '0', grandTotalAdDutyAmount: '0', grandTotalCvDutyAmount: '0' },
    }),
  ];
}

/** A copy with columns `from`... overwritten. */
export function overwritten(image: string, from: number, text: string): string {
  return image.slice(0, from - 1) + text + image.slice(from - 1 + text.length);
}
