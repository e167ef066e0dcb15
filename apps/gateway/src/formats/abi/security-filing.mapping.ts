import type { CargoRelease, UnifiedFiling } from '#catair';
import type { CargoReleaseFiled, SecurityParty } from '#contracts';
import { indexOf, text } from './record-values';

/** Fields that are to be empty, joined as sent; left out where they are. */
const leftEmpty = (...fields: readonly string[]): { leftEmpty?: string } => {
  const filled = fields.filter((field) => field !== '');
  return filled.length > 0 ? { leftEmpty: filled.join(' ') } : {};
};

/** SF10 to SF36 behind the last line (Cargo Release guide v40, pp. SE-28..30, SE-73..82). */
export const securityFilingOf = (filing: CargoRelease['securityFiling']): Pick<CargoReleaseFiled, 'securityFiling'> => {
  if (!filing) return {};
  const { values, recordIndex } = filing.header;
  return {
    securityFiling: {
      submissionType: text(values.submissionType),
      shipmentType: text(values.shipmentType),
      action: text(values.actionCode),
      actionReason: text(values.actionReasonCode),
      importer: { type: text(values.importerNumberQualifier), number: text(values.importerNumber) },
      modeOfTransport: text(values.modeOfTransportationCode),
      transactionNumber: text(values.transactionNumber),
      carrierScac: text(values.carrierCode),
      ...leftEmpty(
        ...[values.reserved, values.bondHolder, values.bondActivityCode, values.bondType, values.countryOfIssuance],
      ),
      references: filing.references.map(({ values: v, recordIndex: at }) => ({
        ...{ qualifier: v.referenceQualifier, value: v.referenceIdentifier, recordIndex: at },
      })),
      equipment: filing.equipment.map(({ values: v, recordIndex: at }) => ({
        description: text(v.equipmentDescriptionCode),
        initial: text(v.equipmentInitial),
        number: text(v.equipmentNumber),
        checkDigit: text(v.equipmentCheckDigit),
        sizeType: text(v.equipmentSizeType),
        recordIndex: at,
      })),
      parties: filing.parties.map(securityPartyOf),
      recordIndex,
    },
  };
};

const securityPartyOf = ({
  party,
  secondaryNames,
  addresses,
  area,
}: UnifiedFiling['parties'][number]): SecurityParty => ({
  entityCode: party.values.entityCode,
  name: text(party.values.entityName),
  idType: text(party.values.entityIdentifierQualifier),
  id: text(party.values.entityIdentifier),
  secondaryNames: secondaryNames.map(({ values, recordIndex }) => ({
    ...{ code: values.entityCode, name: values.entityName, recordIndex },
  })),
  addresses: addresses.flatMap(({ values: v, recordIndex }) => {
    const first = { qualifier: v.addressComponentQualifier1, text: v.addressInformation1, recordIndex };
    const second = { qualifier: v.addressComponentQualifier2, text: v.addressInformation2, recordIndex };
    return second.qualifier === '' && second.text === '' ? [first] : [first, second];
  }),
  city: text(area?.values.cityName),
  state: text(area?.values.countrySubEntity),
  postalCode: text(area?.values.postalCode),
  country: text(area?.values.countryCode),
  areaRecordIndex: indexOf(area),
  ...leftEmpty(party.values.countryOfIssuance, party.values.dateOfBirth),
  recordIndex: party.recordIndex,
});
