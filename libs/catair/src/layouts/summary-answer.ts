/** Entry summary answer AX: E0 with its reference data by type, and E1 (Entry Summary Create/Update, pp. ESF-193..206). */
import { type FieldRow, type Layout, record } from '../layout';

/** E0 as a whole, whatever its type. */
export const E0 = record('E0', 'output', [
  ['filler', 3, 3, 'S', 'M'],
  ['referenceType', 4, 9, 'AN', 'M'],
  ['filler', 10, 10, 'S', 'M'],
  ['occurrence', 11, 16, 'N', 'M'],
  ['filler', 17, 17, 'S', 'M'],
  ['constant', 18, 24, 'X', 'M', { is: 'REF ID:' }],
  ['filler', 25, 25, 'S', 'M'],
  ['referenceData', 26, 80, 'X', 'M'],
]);

/** The guide classes the narrative AN, yet `** ACE SYSTEM FAILURE **` is one of its texts; it is X here. */
export const E1 = record('E1', 'output', [
  ['dispositionTypeCode', 3, 3, 'AN', 'C'],
  ['severityCode', 4, 4, 'AN', 'C'],
  ['conditionCode', 5, 7, 'AN', 'M'],
  ['reasonCode', 8, 10, 'AN', 'C'],
  ['narrative', 11, 50, 'X', 'M'],
  ['entryFilerCode', 51, 53, 'AN', 'C'],
  ['filler', 54, 55, 'S', 'M'],
  ['entryNumber', 56, 63, 'AN', 'C'],
  ['versionNumber', 64, 68, 'N', 'C'],
  ['brokerReferenceNumber', 69, 77, 'X', 'C'],
  ['filler', 78, 80, 'S', 'M'],
]);

type Reference = readonly (readonly [name: string, width: number])[];

const SUMMARY: Reference = [
  ['entryFilerCode', 3],
  ['filler', 1],
  ['entryNumber', 8],
  ['filler', 1],
  ['brokerReferenceNumber', 12],
];

const EXPORTED: Reference = [
  ['exportOrDestroyIndicator', 1],
  ['htsNumber', 10],
  ['filler', 1],
  ['exportOrDestroyDate', 6],
  ['uniqueIdentifier', 28],
];

/** Of data of agencies the pertinent portion of their record (pp. ESF-198..203). */
const AGENCY: Reference = [['agencyRecord', 55]];

/** Reference data from column 26 on, by type. Names are those of the input record the data is taken from. */
const REFERENCES = {
  SUMMRY: [...SUMMARY, ['filler', 1], ['teamNumber', 3]],
  CARMAN: [
    ['manifestedQuantity', 8],
    ['filler', 1],
    ['manifestedQuantityUnitOfMeasureCode', 5],
  ],
  BOLINB: [
    ['manifestComponentTypeCode', 1],
    ['filler', 1],
    ['manifestComponentIdentifier', 12],
  ],
  BNDDTL: [
    ['bondTypeCode', 1],
    ['filler', 1],
    ['bondDesignationTypeCode', 1],
    ['filler', 1],
    ['suretyCompanyCode', 3],
  ],
  CONREL: [
    ['releaseEntryFilerCode', 3],
    ['filler', 2],
    ['releaseEntryNumber', 8],
  ],
  MISDOC: [['missingDocumentCode', 2]],
  HDRFEE: [
    ['accountingClassCode', 3],
    ['filler', 1],
    ['headerFeeAmount', 8],
  ],
  PSCHRE: [['reasonCode', 3]],
  PSCEXP: [['pscFilingExplanationText', 55]],
  LINITM: [['lineItemIdentifier', 3]],
  EIPINV: [
    ['supplierIdCode', 15],
    ['filler', 1],
    ['invoiceNumber', 17],
  ],
  INVLIN: [
    ['invoiceLineRangeBegin', 4],
    ['filler', 1],
    ['invoiceLineRangeEnd', 4],
  ],
  COMDES: [['commercialDescriptionText', 55]],
  ARPART: [
    ['articlePartyTypeCode', 1],
    ['filler', 1],
    ['articlePartyIdentifier', 15],
  ],
  TARIFF: [['htsNumber', 10]],
  TARQTY: [
    ['quantity', 12],
    ['filler', 1],
    ['unitOfMeasureCode', 3],
  ],
  LICNSE: [
    ['licenseTypeCode', 2],
    ['filler', 1],
    ['licenseNumber', 10],
  ],
  ADDCVD: [['caseNumber', 10]],
  IADDET: [['declarationTypeCode', 2]],
  LINFEE: [
    ['accountingClassCode', 3],
    ['filler', 1],
    ['userFeeAmount', 8],
  ],
  PSCLRE: [['reasonCode', 3]],
  CENWRN: [
    ['conditionCode', 3],
    ['filler', 1],
    ['overrideCode', 2],
  ],
  PSTLIN: SUMMARY,
  TOTALS: SUMMARY,
  FEETOT: [
    ['accountingClassCode', 3],
    ['filler', 1],
    ['totalFeeAmount', 11],
  ],
  PGOI: AGENCY,
  PG01: AGENCY,
  PG02: AGENCY,
  PG04: AGENCY,
  PG05: AGENCY,
  PG06: AGENCY,
  PG07: AGENCY,
  PG08: AGENCY,
  PG10: AGENCY,
  PG13: AGENCY,
  PG14: AGENCY,
  PG17: AGENCY,
  PG18: AGENCY,
  PG19: AGENCY,
  PG20: AGENCY,
  PG21: AGENCY,
  PG22: AGENCY,
  PG23: AGENCY,
  PG24: AGENCY,
  PG25: AGENCY,
  PG26: AGENCY,
  PG27: AGENCY,
  PG28: AGENCY,
  PG29: AGENCY,
  PG30: AGENCY,
  PG31: AGENCY,
  PG32: AGENCY,
  PG33: AGENCY,
  PG34: AGENCY,
  PG35: AGENCY,
  PG55: AGENCY,
  // Of a drawback entry summary alone (its guide, table 1, pp. 80..83); SUMMRY, BNDDTL and TOTALS are as above, without a team and without data.
  IMPORT: [
    ['importFilerCode', 3],
    ['filler', 2],
    ['importEntryNumber', 8],
    ['filler', 1],
    ['importLineNumber', 5],
  ],
  CLASSI: [['htsNumber', 10]],
  QTYUOM: [['unitOfMeasureCode', 3]],
  HDRREV: [
    ['accountingClassCode', 3],
    ['filler', 1],
    ['claimAmount', 8],
  ],
  MANUFD: [
    ['htsNumber', 10],
    ['filler', 1],
    ['manufacturingRulingNumber', 12],
    ['productionDate', 6],
    ['manufacturedTrackingNumber', 5],
  ],
  EXPDES: EXPORTED,
  TFTEAE: EXPORTED,
  NOIHDR: [],
  NOIEWR: [
    ['recordIndicator', 1],
    ['badgeNumber', 23],
  ],
  NAFTAD: [
    ['foreignEntryNumber', 20],
    ['foreignEntryDate', 6],
    ['foreignTariffNumber', 10],
    ['filler', 1],
    ['countryOfExport', 2],
  ],
  REVTOT: [
    ['accountingClassCode', 3],
    ['filler', 1],
    ['totalAmount', 11],
  ],
} as const satisfies Record<string, Reference>;

export type ReferenceType = keyof typeof REFERENCES;

export const E0_REFERENCES: ReadonlyMap<ReferenceType, Layout> = new Map(
  Object.entries(REFERENCES).map(([type, reference]) => [type as ReferenceType, referenceLayout(type, reference)]),
);

function referenceLayout(type: string, reference: Reference): Layout {
  const rows: FieldRow[] = [];
  let at = 26;
  for (const [name, width] of reference) {
    rows.push([name, at, at + width - 1, name === 'filler' ? 'S' : 'X', 'C']);
    at += width;
  }
  if (at <= 80) rows.push(['filler', at, 80, 'S', 'M']);
  return record('E0', 'output', [
    ['filler', 3, 3, 'S', 'M'],
    ['constant', 4, 9, 'AN', 'M', { is: type }],
    ['filler', 10, 10, 'S', 'M'],
    ['occurrence', 11, 16, 'N', 'M'],
    ['filler', 17, 17, 'S', 'M'],
    ['constant', 18, 24, 'X', 'M', { is: 'REF ID:' }],
    ['filler', 25, 25, 'S', 'M'],
    ...rows,
  ]);
}
