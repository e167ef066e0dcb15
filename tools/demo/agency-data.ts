import type { CustomsDate } from '#kernel';

/** MMDDCCYY, as the PGA message set writes days. */
const mmddccyy = (day: CustomsDate): string => `${day.slice(5, 7)}${day.slice(8)}${day.slice(0, 4)}`;

/** What FDA needs of food with prior notice, as JSON files it behind a tariff number. */
export const foodRecords = (arrivesOn: CustomsDate): object[] => {
  const entity = (entityRoleCode: string): object => ({
    record: 'PG19',
    fields: { entityRoleCode, entityName: 'JUGOS DEL SUR SA', entityAddress1: '12 CALLE DEL PUERTO' },
  });
  return [
    { record: 'OI', fields: { commercialDescription: 'MANGO JUICE IN CARTONS' } },
    {
      record: 'PG01',
      fields: {
        ...{ pgaLineNumber: '001', governmentAgencyCode: 'FDA', governmentAgencyProgramCode: 'FOO' },
        ...{ governmentAgencyProcessingCode: 'PRO', intendedUseCode: '210.000' },
      },
    },
    { record: 'PG02', fields: { itemType: 'P', productCodeQualifier1: 'FDP', productCodeNumber1: '20BGT07' } },
    { record: 'PG06', fields: { sourceTypeCode: '30', countryCode: 'MX' } },
    { record: 'PG10', fields: { commodityCharacteristicDescription: 'MANGO JUICE, 1 LITER CARTONS' } },
    ...['MF', 'DEQ', 'FD1', 'DP'].map(entity),
    { record: 'PG26', fields: { packagingQualifier: '1', quantity: '40000', unitOfMeasure: 'CT' } },
    { record: 'PG27', fields: { containerNumber1: 'MSKU1234565' } },
    {
      record: 'PG30',
      fields: {
        ...{ inspectionOrLaboratoryTestingStatus: 'A', inspectionDate: mmddccyy(arrivesOn), inspectionTime: '0900' },
        inspectionOrArrivalLocationCode: '2704',
      },
    },
  ];
};
