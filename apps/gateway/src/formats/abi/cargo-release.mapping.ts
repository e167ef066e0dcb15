import { type CargoParty, type CargoRelease, groupCargoRelease, type Transaction } from '#catair';
import { CargoReleaseFiled, type FilingOrigin, type Party, type ReleaseBill, type ReleaseLine } from '#contracts';
import type { Account } from '../../account/account';
import { type NewFiling, filingOf } from '../../filing/transmission';
import { membersOf, readingOf } from './record-reading';
import { date, indexOf, text, whole } from './record-values';

/** One SE transaction as a filing (Cargo Release guide v40, pp. 33-85). */
export const cargoReleaseFiling = (transaction: Transaction, account: Account, origin: FilingOrigin): NewFiling => {
  const release = groupCargoRelease(transaction.records);
  if (!release) throw new Error('an SE transaction that passed the syntax check begins with SE10');
  const data = cargoReleaseOf(release, account, origin, text(transaction.block.header.processingPortCode));
  return filingOf(CargoReleaseFiled, data);
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
    bills: release.bills.flatMap(billsOf),
    references: release.references.map(({ values, recordIndex }) => ({
      qualifier: values.referenceQualifier,
      value: values.referenceIdentifier,
      recordIndex,
    })),
    parties: release.parties.map(partyOf),
    lines: release.lines.map(lineOf),
    records: { SE10: release.header.recordIndex, SE11: indexOf(release.additional), SE13: indexOf(release.contact) },
    ...membersOf(readingOf('SE', release.placed)),
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
        : conveyances.map(({ values: c }) => ({
            carrierCode: text(c.carrierCode),
            voyage: text(c.voyageNumber),
            arrivalDate: date(c.dateOfArrival),
            quantity: whole(c.quantity),
            unit: text(c.unitOfMeasure),
            conveyanceName: text(c.conveyanceName),
          })),
    equipment: at < bills.length - 1 ? [] : equipment.map(({ values: e }) => e.equipmentNumber),
    recordIndex,
  }));

const partyOf = ({ party, addresses, area }: CargoParty): Party => ({
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
});

const lineOf = ({ item, parties, tariffs }: CargoRelease['lines'][number]): ReleaseLine => ({
  lineNumber: text(item.values.lineItemIdentifier),
  countryOfOrigin: text(item.values.countryOfOriginCode),
  description: text(item.values.commercialInvoiceDescription),
  parties: parties.map(partyOf),
  tariffs: tariffs.map(({ tariff }) => ({
    hts: text(tariff.values.htsNumber),
    valueDollars: whole(tariff.values.lineItemValue),
    recordIndex: tariff.recordIndex,
  })),
  recordIndex: item.recordIndex,
});
