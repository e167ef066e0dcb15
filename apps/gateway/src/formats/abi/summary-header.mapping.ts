import type { EntrySummary, SummaryParty } from '#catair';
import type { CertifiedParty, EntrySummaryFiled, SummaryIndicators } from '#contracts';
import { partyOf } from './cargo-release.mapping';
import { date, text, whole } from './record-values';

/** Each field that is filled, under its name; undefined where none is. */
export const given = <N extends string>(
  values: Readonly<Record<string, string>> | undefined,
  names: readonly N[],
): { [K in N]?: string } | undefined => {
  let filled: Record<string, string> | undefined;
  for (const name of names) {
    const value = values?.[name];
    if (value) (filled ??= {})[name] = value;
  }
  return filled as { [K in N]?: string } | undefined;
};

/** The member where there is something in it, so that an ordinary filing is no larger. */
export const listed = <N extends string, T>(name: N, items: readonly T[]): { [K in N]?: T[] } =>
  (items.length > 0 ? { [name]: [...items] } : {}) as { [K in N]?: T[] };

const INDICATORS = [
  'bondWaiverIndicator',
  'electronicSignature',
  'cargoReleaseCertificationRequest',
  'electronicInvoiceIndicator',
  'consolidatedSummaryIndicator',
  'shipmentUsageTypeCode',
  'liveEntryIndicator',
  'deferredTaxPaymentCode',
  'tradeAgreementReconciliationIndicator',
  'reconciliationIssueCode',
  'periodicStatementMonth',
  'statementClientBranchIdentifier',
  'bondWaiverReasonCode',
  'knownImporterIndicator',
  'pgaDataIncludedIndicator',
  'tibDeclarationIndicator',
  'consolidatedExpressInformalIndicator',
] as const satisfies readonly (keyof SummaryIndicators)[];
const OF_CONTENT = ['designatedNotifyPartyNumber', 'stateOfDestinationCode', 'foreignTradeZoneIdentifier'] as const;
const OF_CARGO = ['locationOfGoodsCode', 'conveyanceName', 'vesselCode', 'designatedExamPortCode'] as const;

type HeaderMembers = Pick<
  EntrySummaryFiled,
  | 'indicators'
  | (typeof OF_CONTENT)[number]
  | (typeof OF_CARGO)[number]
  | 'inBondDate'
  | 'tripIdentifier'
  | 'manifests'
  | 'warehouse'
  | 'consolidatedReleases'
  | 'missingDocuments'
  | 'certification'
>;

/** What the header says beside its first members (Entry Summary Create/Update, July 2026, pp. ESF-26..64). */
export const headerMembersOf = (summary: EntrySummary): HeaderMembers => {
  const indicators = given(summary.control.values, INDICATORS);
  const inBondDate = date(summary.cargo?.values.inBondDate);
  const trip = text(summary.trip?.values.tripIdentifier);
  return {
    ...(indicators && { indicators }),
    ...given(summary.content?.values, OF_CONTENT),
    ...given(summary.cargo?.values, OF_CARGO),
    ...(inBondDate !== null && { inBondDate }),
    ...(trip !== null && { tripIdentifier: trip }),
    ...listed('manifests', manifestsOf(summary)),
    ...warehouseOf(summary.warehouse),
    ...listed('consolidatedReleases', releasesOf(summary.releases)),
    ...listed('missingDocuments', missingDocumentsOf(summary.missingDocuments)),
    ...certificationOf(summary),
  };
};

const manifestsOf = ({ manifests }: EntrySummary): NonNullable<EntrySummaryFiled['manifests']> => {
  let place = 0;
  return manifests.map(({ quantity: { values, recordIndex }, bills }) => ({
    manifestedQuantity: whole(values.manifestedQuantity),
    manifestedQuantityUnitOfMeasureCode: text(values.manifestedQuantityUnitOfMeasureCode),
    bills: bills.map(() => place++),
    recordIndex,
  }));
};

const warehouseOf = (warehouse: EntrySummary['warehouse']): Pick<EntrySummaryFiled, 'warehouse'> =>
  warehouse === null
    ? {}
    : {
        warehouse: {
          associatedWarehouseEntryFilerCode: text(warehouse.values.associatedWarehouseEntryFilerCode),
          associatedWarehouseEntryNumber: text(warehouse.values.associatedWarehouseEntryNumber),
          associatedWarehouseEntryPort: text(warehouse.values.associatedWarehouseEntryPort),
          finalWarehouseWithdrawalIndicator: text(warehouse.values.finalWarehouseWithdrawalIndicator),
          recordIndex: warehouse.recordIndex,
        },
      };

const releasesOf = (records: EntrySummary['releases']): NonNullable<EntrySummaryFiled['consolidatedReleases']> =>
  records.flatMap((record) => {
    const values: Readonly<Record<string, string>> = record.values;
    return [1, 2, 3, 4, 5, 6].flatMap((item) => {
      const filerCode = text(values[`releaseEntryFilerCode${item}`]);
      const entryNumber = text(values[`releaseEntryNumber${item}`]);
      return filerCode === null && entryNumber === null
        ? []
        : [{ filerCode, entryNumber, item, recordIndex: record.recordIndex }];
    });
  });

const missingDocumentsOf = (
  record: EntrySummary['missingDocuments'],
): NonNullable<EntrySummaryFiled['missingDocuments']> =>
  [1, 2].flatMap((item) => {
    const code = text((record?.values as Readonly<Record<string, string>> | undefined)?.[`missingDocumentCode${item}`]);
    return code === null ? [] : [{ code, item, recordIndex: record!.recordIndex }];
  });

/** Records of the cargo release that is asked for with the summary. */
const certificationOf = (summary: EntrySummary): Pick<EntrySummaryFiled, 'certification'> => {
  const { contact, conveyances, equipment, references, parties } = summary;
  if (!contact && [conveyances, equipment, references, parties].every(({ length }) => length === 0)) return {};
  return {
    certification: {
      contact: contact && {
        contactName: text(contact.values.contactName),
        contactPhone: text(contact.values.contactPhone),
        documentImageIndicator: text(contact.values.documentImageIndicator),
        recordIndex: contact.recordIndex,
      },
      conveyances: conveyances.map(({ values, recordIndex }) => ({
        carrierCode: text(values.carrierCode),
        voyageNumber: text(values.voyageNumber),
        dateOfArrival: date(values.dateOfArrival),
        quantity: whole(values.quantity),
        unitOfMeasure: text(values.unitOfMeasure),
        conveyanceName: text(values.conveyanceName),
        recordIndex,
      })),
      equipment: equipment.map(({ values, recordIndex }) => ({ equipmentNumber: values.equipmentNumber, recordIndex })),
      references: references.map(({ values, recordIndex }) => ({
        qualifier: values.referenceQualifier,
        value: values.referenceIdentifier.toUpperCase(),
        recordIndex,
      })),
      parties: parties.map(certifiedPartyOf),
    },
  };
};

export const certifiedPartyOf = ({ identifiers, ...party }: SummaryParty): CertifiedParty => {
  const descriptions = identifiers.flatMap((each) => each.descriptions);
  return {
    ...partyOf({ ...party, identifiers: identifiers.map(({ identifier }) => identifier) }),
    ...(descriptions.length > 0 && {
      identifierDescriptions: descriptions.map(({ values, recordIndex }) => ({
        sequenceNumber: values.sequenceNumber,
        description: values.description,
        recordIndex,
      })),
    }),
  };
};
