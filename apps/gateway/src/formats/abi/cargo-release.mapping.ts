import { type CargoParty, type CargoRelease, groupCargoRelease, type Transaction } from '#catair';
import { agencyMember, agencyReading } from './agency-data.mapping';
import {
  type AddressPart,
  CargoReleaseFiled,
  type FilingOrigin,
  type Party,
  type ReleaseBill,
  type ReleaseLine,
} from '#contracts';
import type { Account } from '../../account/account';
import { type NewFiling, filingOf } from '../../filing/transmission';
import { blockOf } from './filing-block';
import { membersOf, readingOf } from './record-reading';
import { date, indexOf, text, whole } from './record-values';
import { securityFilingOf } from './security-filing.mapping';
import { privilegedForeignOf, warehouseOf, zoneOf } from './zone-and-warehouse.mapping';

/** One SE transaction as a filing (Cargo Release guide v40, pp. 33-85). */
export const cargoReleaseFiling = (transaction: Transaction, account: Account, origin: FilingOrigin): NewFiling => {
  const release = groupCargoRelease(transaction.records);
  if (!release) throw new Error('an SE transaction that passed the syntax check begins with SE10');
  const { header } = transaction.block;
  const data = cargoReleaseOf(release, account, origin, text(header.processingPortCode));
  return filingOf(CargoReleaseFiled, { ...data, ...blockOf(header) });
};

export const cargoReleaseOf = (
  release: CargoRelease,
  account: Account,
  origin: FilingOrigin,
  processingPort: string | null,
): CargoReleaseFiled => {
  const header = release.header.values;
  const additional = release.additional?.values;
  const contact = release.contact?.values;
  const importer = { type: text(header.importerOfRecordType), number: text(header.importerOfRecord) };
  return {
    origin,
    accountFilerCodes: account.filerCodes,
    processingPort,
    action: header.actionCode,
    filerCode: header.entryFilerCode,
    entryNumber: header.entryNumber,
    entryType: text(header.entryTypeCode),
    importer: importer.type === null && importer.number === null ? null : importer,
    modeOfTransport: text(header.modeOfTransportationCode),
    bondType: text(header.bondTypeCode),
    estimatedValueDollars: whole(header.estimatedEntryValue),
    plannedPortOfEntry: text(header.plannedPortOfEntry),
    portOfUnlading: text(header.portOfUnlading),
    splitShipment: text(header.splitShipmentReleaseCode),
    entryDateElection: text(additional?.entryDateElection),
    electedEntryDate: date(additional?.electedEntryDate),
    locationOfGoods: text(additional?.locationOfGoodsCode),
    electedExamSite: text(additional?.electedExamSiteCode),
    conveyanceName: text(additional?.conveyanceName),
    voyage: text(additional?.voyageNumber),
    contactName: text(contact?.contactName),
    contactPhone: text(contact?.contactPhone),
    cancellationReason: text(contact?.reasonCode),
    ...(contact?.documentImageIndicator && { documentImageIndicator: contact.documentImageIndicator }),
    ...(contact?.multipleDispositionsIndicator && {
      multipleDispositionsIndicator: contact.multipleDispositionsIndicator,
    }),
    ...(contact?.splitShipmentIndicator && { splitShipmentIndicator: contact.splitShipmentIndicator }),
    ...warehouseOf(release.additional),
    bills: release.bills.flatMap(billsOf),
    references: release.references.map(({ values, recordIndex }) => ({
      qualifier: values.referenceQualifier,
      value: values.referenceIdentifier.toUpperCase(),
      recordIndex,
    })),
    parties: release.parties.map(partyOf),
    lines: release.lines.map(lineOf),
    ...securityFilingOf(release.securityFiling),
    records: { SE10: release.header.recordIndex, SE11: indexOf(release.additional), SE13: indexOf(release.contact) },
    ...membersOf(agencyReading('SE', release, readingOf('SE', release.placed))),
  };
};

/** What is said of the shipment as a whole stands with the last bill of its group, the one that carries the quantity. */
const billsOf = ({ bills, conveyances, equipment }: CargoRelease['bills'][number]): ReleaseBill[] =>
  bills.map(({ values, recordIndex }, at) => ({
    billType: values.billTypeIndicator,
    issuer: text(values.billIssuerCode),
    billNumber: values.billNumber,
    quantity: whole(values.quantity),
    nonAms: values.nonAmsIndicator === 'Y',
    arrivals:
      at < bills.length - 1
        ? []
        : conveyances.map(({ values: c, recordIndex: at }) => ({
            carrierCode: text(c.carrierCode),
            voyage: text(c.voyageNumber),
            arrivalDate: date(c.dateOfArrival),
            quantity: whole(c.quantity),
            unit: text(c.unitOfMeasure),
            conveyanceName: text(c.conveyanceName),
            recordIndex: at,
          })),
    equipment: at < bills.length - 1 ? [] : equipment.map(({ values: e }) => e.equipmentNumber),
    ...(at === bills.length - 1 &&
      equipment.length > 0 && { equipmentRecords: equipment.map(({ recordIndex }) => recordIndex) }),
    recordIndex,
  }));

export const partyOf = ({ party, identifiers, addresses, area }: CargoParty): Party => ({
  entityCode: party.values.entityCode,
  name: text(party.values.entityName),
  idType: text(party.values.entityIdentifierQualifier),
  id: text(party.values.entityIdentifier),
  addressLines: addresses.flatMap(({ values }) =>
    [values.addressInformation1, values.addressInformation2].filter((line) => line !== ''),
  ),
  city: text(area?.values.cityName),
  state: text(area?.values.countrySubEntity),
  postalCode: text(area?.values.postalCode),
  country: text(area?.values.countryCode),
  recordIndex: party.recordIndex,
  ...(addresses.length > 0 && { addresses: addresses.flatMap(addressPartsOf) }),
  ...(identifiers.length > 0 && {
    businessIdentifiers: identifiers.map(({ values, recordIndex }) => ({
      qualifier: values.gbiIdentifierQualifier,
      id: values.gbiIdentifier,
      recordIndex,
    })),
  }),
  ...(area && { areaRecordIndex: area.recordIndex }),
});

/** One or two parts of an address; the first stands even where it is empty, so that the rules can say so. */
const addressPartsOf = ({ values, recordIndex }: CargoParty['addresses'][number]): AddressPart[] => {
  const [first, second] = [
    { qualifier: values.addressComponentQualifier1, text: values.addressInformation1, recordIndex },
    { qualifier: values.addressComponentQualifier2, text: values.addressInformation2, recordIndex },
  ];
  return second.qualifier === '' && second.text === '' ? [first] : [first, second];
};

const lineOf = ({ item, zone, parties, tariffs }: CargoRelease['lines'][number]): ReleaseLine => ({
  lineNumber: text(item.values.lineItemIdentifier),
  countryOfOrigin: text(item.values.countryOfOriginCode),
  description: text(item.values.commercialInvoiceDescription),
  parties: parties.map(partyOf),
  ...zoneOf(zone),
  tariffs: tariffs.map(({ tariff, privilegedForeign, agencyRecords }) => ({
    hts: text(tariff.values.htsNumber),
    valueDollars: whole(tariff.values.lineItemValue),
    recordIndex: tariff.recordIndex,
    ...privilegedForeignOf(privilegedForeign),
    ...agencyMember(agencyRecords),
  })),
  recordIndex: item.recordIndex,
});
