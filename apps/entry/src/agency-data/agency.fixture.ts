import type { CarriedRecord } from '#contracts';
import { type DraftRelease, filing } from '../release/release.fixture';

/** Data of partner agencies for the tests, of invented goods. */
type Said = readonly [record: string, fields?: Readonly<Record<string, string>>];

export const said = (...records: readonly Said[]): CarriedRecord[] =>
  records.map(([record, fields = {}], at) => ({ record, recordIndex: 8 + at, fields: { ...fields } }));

export const pg01 = (agency: string, program: string, more: Readonly<Record<string, string>> = {}): Said => [
  'PG01',
  { pgaLineNumber: '001', governmentAgencyCode: agency, governmentAgencyProgramCode: program, ...more },
];
export const OI: Said = ['OI', { commercialDescription: 'MANGO JUICE' }];
export const PRODUCT: Said = ['PG02', { itemType: 'P', productCodeQualifier1: 'FDP', productCodeNumber1: '20BGT07' }];
export const entity = (entityRoleCode: string): Said => ['PG19', { entityRoleCode, entityName: 'JUGOS DEL SUR SA' }];
export const ARRIVAL: Said = [
  'PG30',
  {
    inspectionOrLaboratoryTestingStatus: 'A',
    inspectionDate: '11192026',
    inspectionTime: '0900',
    inspectionOrArrivalLocationCode: '2704',
  },
];

/** Food, with prior notice. */
export const FOOD: readonly Said[] = [
  OI,
  pg01('FDA', 'FOO', { governmentAgencyProcessingCode: 'PRO', intendedUseCode: '210.000' }),
  PRODUCT,
  ['PG06', { sourceTypeCode: '30', countryCode: 'MX' }],
  ['PG10', { commodityCharacteristicDescription: 'MANGO JUICE IN CARTONS' }],
  entity('MF'),
  ['PG20', { entityCity: 'VERACRUZ', entityCountry: 'MX' }],
  entity('DEQ'),
  entity('FD1'),
  entity('DP'),
  ['PG21', { individualQualifier: 'PK', individualName: 'PAT FILER' }],
  ['PG26', { packagingQualifier: '1', quantity: '000000010000', unitOfMeasure: 'CT' }],
  ['PG27', { containerNumber1: 'MSKU1234565' }],
  ARRIVAL,
];
/** A program of which the table asks for nothing beside the message set. */
export const PLAIN: readonly Said[] = [OI, pg01('DEA', 'DEA'), ['PG02', { itemType: 'P' }]];
export const DISCLAIMED: readonly Said[] = [OI, pg01('FDA', 'FOO', { disclaimer: 'A' })];

/** A sound release of one line with this behind its tariff number. */
export const withAgencyData = (records: readonly Said[], change: Partial<DraftRelease> = {}): DraftRelease => {
  const draft = filing(change);
  return {
    ...draft,
    lines: draft.lines.map((line) => ({
      ...line,
      tariffs: line.tariffs.map((tariff) => ({ ...tariff, agencyRecords: said(...records) })),
    })),
  };
};
