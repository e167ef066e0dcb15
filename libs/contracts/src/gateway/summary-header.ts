import { Static, Type } from '@sinclair/typebox';
import { CustomsDate, Dollars, Index, Nullable, Party } from '../shapes';

/**
 * What the header of an entry summary says beside its typed members (Entry Summary Create/Update, July 2026, pp. ESF-26..64), by the names of the
 * guide and as sent; each is left out where it is not used.
 */
const Given = Type.Optional(Type.String());

/** Columns 38 to 70 of record 10. */
export const SummaryIndicators = Type.Object({
  bondWaiverIndicator: Given,
  electronicSignature: Given,
  cargoReleaseCertificationRequest: Given,
  electronicInvoiceIndicator: Given,
  consolidatedSummaryIndicator: Given,
  shipmentUsageTypeCode: Given,
  liveEntryIndicator: Given,
  deferredTaxPaymentCode: Given,
  tradeAgreementReconciliationIndicator: Given,
  reconciliationIssueCode: Given,
  periodicStatementMonth: Given,
  statementClientBranchIdentifier: Given,
  bondWaiverReasonCode: Given,
  knownImporterIndicator: Given,
  pgaDataIncludedIndicator: Given,
  tibDeclarationIndicator: Given,
  consolidatedExpressInformalIndicator: Given,
});
export type SummaryIndicators = Static<typeof SummaryIndicators>;

/** Record 31: each bond as filed. */
export const SummaryBond = Type.Object({
  type: Type.String(),
  designation: Nullable(Type.String()),
  surety: Nullable(Type.String()),
  /** Of a single transaction bond, in whole dollars. */
  amountDollars: Nullable(Dollars),
  continuousBondIndicator: Given,
  singleTransactionBondProducerAccountNumber: Given,
  recordIndex: Type.Optional(Index),
});

/** Record 22 with its 23 records. */
export const SummaryManifest = Type.Object({
  manifestedQuantity: Nullable(Type.Integer({ minimum: 0 })),
  manifestedQuantityUnitOfMeasureCode: Nullable(Type.String()),
  /** Places in `bills` of what it is made of. */
  bills: Type.Array(Type.Integer({ minimum: 0 })),
  recordIndex: Index,
});

/** Record 30: the warehouse entry that goods are withdrawn from, or that is rewarehoused. */
export const SummaryWarehouse = Type.Object({
  associatedWarehouseEntryFilerCode: Nullable(Type.String()),
  associatedWarehouseEntryNumber: Nullable(Type.String()),
  associatedWarehouseEntryPort: Nullable(Type.String()),
  finalWarehouseWithdrawalIndicator: Nullable(Type.String()),
  recordIndex: Index,
});

/** One of up to six releases of a record 32, which of them `item` says, from 1. */
export const ConsolidatedRelease = Type.Object({
  filerCode: Nullable(Type.String()),
  entryNumber: Nullable(Type.String()),
  item: Type.Integer({ minimum: 1 }),
  recordIndex: Index,
});

/** Record 33, each code. */
export const MissingDocument = Type.Object({
  code: Type.String(),
  item: Type.Integer({ minimum: 1 }),
  recordIndex: Index,
});

/** Description of a business identifier (SE32, SE52). */
const GbiDescription = Type.Object({ sequenceNumber: Type.String(), description: Type.String(), recordIndex: Index });

/** Party of a cargo release that is asked for with the summary (SE30 to SE36, SE50 to SE56). */
export const CertifiedParty = Type.Composite([
  Party,
  Type.Object({ identifierDescriptions: Type.Optional(Type.Array(GbiDescription)) }),
]);
export type CertifiedParty = Static<typeof CertifiedParty>;

/** Records of a cargo release that is certified from the summary, in the header: SE13, SE16, SE17, SE20, SE30 to SE36. */
export const CargoCertification = Type.Object({
  contact: Nullable(
    Type.Object({
      contactName: Nullable(Type.String()),
      contactPhone: Nullable(Type.String()),
      documentImageIndicator: Nullable(Type.String()),
      recordIndex: Index,
    }),
  ),
  conveyances: Type.Array(
    Type.Object({
      carrierCode: Nullable(Type.String()),
      voyageNumber: Nullable(Type.String()),
      dateOfArrival: Nullable(CustomsDate),
      quantity: Nullable(Type.Integer({ minimum: 0 })),
      unitOfMeasure: Nullable(Type.String()),
      conveyanceName: Nullable(Type.String()),
      recordIndex: Index,
    }),
  ),
  equipment: Type.Array(Type.Object({ equipmentNumber: Type.String(), recordIndex: Index })),
  references: Type.Array(Type.Object({ qualifier: Type.String(), value: Type.String(), recordIndex: Index })),
  parties: Type.Array(CertifiedParty),
});

/** Members of the header that an ordinary filing leaves out. */
export const SUMMARY_HEADER_FIELDS = {
  indicators: Type.Optional(SummaryIndicators),
  /** Record 11. */
  designatedNotifyPartyNumber: Given,
  stateOfDestinationCode: Given,
  foreignTradeZoneIdentifier: Given,
  /** Record 20. */
  locationOfGoodsCode: Given,
  conveyanceName: Given,
  vesselCode: Given,
  designatedExamPortCode: Given,
  inBondDate: Type.Optional(CustomsDate),
  /** Record 21. */
  tripIdentifier: Given,
  manifests: Type.Optional(Type.Array(SummaryManifest)),
  warehouse: Type.Optional(SummaryWarehouse),
  consolidatedReleases: Type.Optional(Type.Array(ConsolidatedRelease)),
  missingDocuments: Type.Optional(Type.Array(MissingDocument)),
  certification: Type.Optional(CargoCertification),
};
