import { Static, Type } from '@sinclair/typebox';
import { Index, Nullable } from '../shapes';

const Text = Nullable(Type.String());

/** A party of a security filing (SF30, SF31, SF35, SF36). */
export const SecurityParty = Type.Object({
  entityCode: Type.String(),
  name: Text,
  idType: Text,
  id: Text,
  secondaryNames: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), recordIndex: Index })),
  addresses: Type.Array(Type.Object({ qualifier: Type.String(), text: Type.String(), recordIndex: Index })),
  city: Text,
  state: Text,
  postalCode: Text,
  country: Text,
  /** Where city and country stood. */
  areaRecordIndex: Index,
  /** What stands in the two fields that a unified filing leaves empty (SF30 columns 66-75). */
  leftEmpty: Type.Optional(Type.String()),
  recordIndex: Index,
});

/**
 * Importer Security Filing of ten elements that comes with a cargo release: origin and tariff numbers are those of its lines, the importer is its importer of record
 * (Cargo Release guide v40, pp. SE-28..30, SE-73..82).
 */
export const SecurityFiling = Type.Object({
  submissionType: Text,
  shipmentType: Text,
  action: Text,
  actionReason: Text,
  importer: Type.Object({ type: Text, number: Text }),
  modeOfTransport: Text,
  /** Given by CBP when the filing was added: filer code, hyphen, eleven digits. */
  transactionNumber: Text,
  carrierScac: Text,
  /** What stands in the fields that a unified filing leaves empty (SF10 columns 29-36, 58-75, 79-80). */
  leftEmpty: Type.Optional(Type.String()),
  references: Type.Array(Type.Object({ qualifier: Type.String(), value: Type.String(), recordIndex: Index })),
  equipment: Type.Array(
    Type.Object({
      description: Text,
      initial: Text,
      number: Text,
      checkDigit: Text,
      sizeType: Text,
      recordIndex: Index,
    }),
  ),
  parties: Type.Array(SecurityParty),
  recordIndex: Index,
});
export type SecurityFiling = Static<typeof SecurityFiling>;
export type SecurityParty = Static<typeof SecurityParty>;
