/** Modules speak of a filing by the names of their messages; a JSON partner knows the names of the body it sent. */
const ANYWHERE: Readonly<Record<string, string>> = {
  billType: 'type',
  componentType: 'type',
  billNumber: 'number',
  lineNumber: 'number',
  equipment: 'containers',
  entityCode: 'role',
  spi: 'specialProgram',
  grossWeight: 'grossWeightKg',
  issuerScac: 'issuer',
  portCode: 'port',
};
const AT_THE_TOP: Readonly<Record<string, string>> = {
  filerCode: 'entryNumber',
  plannedPortOfEntry: 'portOfEntry',
  conveyanceName: 'conveyance/name',
  voyage: 'conveyance/voyage',
  contactName: 'contact/name',
  contactPhone: 'contact/phone',
  carrierScac: 'carrier',
};

/** `/bills/0/billType` of a message is `/bills/0/type` of the body. */
export const bodyPointer = (pointer: string | null): string | null => {
  if (pointer === null) return null;
  const steps = pointer.split('/').slice(1);
  return `/${steps.map((step, depth) => (depth === 0 ? AT_THE_TOP[step] : undefined) ?? ANYWHERE[step] ?? step).join('/')}`;
};
