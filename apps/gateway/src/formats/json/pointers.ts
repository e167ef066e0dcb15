import { EntrySummaryFiled, kindOf } from '#contracts';

/** Modules speak of a filing by the names of their messages; a JSON partner knows the names of the body it sent. */
const ANYWHERE: Readonly<Record<string, string>> = {
  billType: 'type',
  componentType: 'type',
  billNumber: 'number',
  lineNumber: 'number',
  equipment: 'containers',
  entityCode: 'role',
  carrierCode: 'carrier',
  arrivalDate: 'date',
  spi: 'specialProgram',
  grossWeight: 'grossWeightKg',
  issuerScac: 'issuer',
  portCode: 'port',
  caseNumber: 'adCvdCaseNumber',
  associatedWarehouseEntryFilerCode: 'entryNumber',
  associatedWarehouseEntryNumber: 'entryNumber',
  associatedWarehouseEntryPort: 'port',
  finalWarehouseWithdrawalIndicator: 'finalWithdrawal',
};
const AT_THE_TOP: Readonly<Record<string, string>> = {
  filerCode: 'entryNumber',
  plannedPortOfEntry: 'portOfEntry',
  conveyanceName: 'conveyance/name',
  voyage: 'conveyance/voyage',
  contactName: 'contact/name',
  contactPhone: 'contact/phone',
  documentImageIndicator: 'documentsHandedIn',
  multipleDispositionsIndicator: 'multipleDispositions',
  splitShipmentIndicator: 'ofSplitShipment',
  carrierScac: 'carrier',
};

/** Members of a release that stand in another one of its body; in a summary they stand as they are. */
const OF_RELEASE = ['conveyanceName'];

/** `/bills/0/billType` of a message is `/bills/0/type` of the body. */
export const bodyPointer = (pointer: string | null, kind?: string): string | null => {
  if (pointer === null) return null;
  // The number in force, and a visa, stand in the body beside what they are for.
  const steps = pointer
    .replace(/\/(privilegedForeign|standardVisa)\//, '/')
    .split('/')
    .slice(1);
  const atTheTop = (step: string): string | undefined =>
    kind === kindOf(EntrySummaryFiled).kind && OF_RELEASE.includes(step) ? step : AT_THE_TOP[step];
  return `/${steps.map((step, depth) => (depth === 0 ? atTheTop(step) : undefined) ?? ANYWHERE[step] ?? step).join('/')}`;
};
