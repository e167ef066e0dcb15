import { type Condition, type FilingOrigin, ManifestFiled, type Party } from '#contracts';
import { type BillX12, type CarriedSegment, type ManifestHeaderX12, type Part, type PartyX12, unjudgedIn } from '#x12';
import type { Account } from '../../account/account';
import { type NewFiling, filingOf } from '../../filing/transmission';
import { readingCondition } from '../reading-conditions';
import type { BillRead, ManifestRead, PortRead } from './manifest-reading';

type Bill = ManifestFiled['ports'][number]['bills'][number];

/** A message must stay far below what a broker carries; the bills of a large manifest travel in several, in order. */
const BILLS_PER_FILING = 500;

/** The bills of a manifest without a fault of their own, of their port or of the manifest. */
export interface ManifestPart {
  readonly ports: readonly { readonly port: PortRead; readonly bills: readonly BillX12[] }[];
}

const faulty = (faults: BillRead['faults'], scope: 'manifest' | 'port' | 'bill'): boolean =>
  faults.some((fault) => fault.scope === scope);

/** What of a manifest goes to the manifest module, cut into parts; always cut alike. */
export const partsOf = (manifest: ManifestRead): ManifestPart[] => {
  if (faulty(manifest.faults, 'manifest')) return [];
  const parts: { ports: { port: PortRead; bills: BillX12[] }[] }[] = [];
  let room = 0;
  for (const port of manifest.ports) {
    if (faulty(port.faults, 'port')) continue;
    for (const { bill, faults } of port.bills) {
      if (faulty(faults, 'bill') || faulty(faults, 'port')) continue;
      if (room === 0) {
        parts.push({ ports: [] });
        room = BILLS_PER_FILING;
      }
      const { ports } = parts.at(-1)!;
      if (ports.at(-1)?.port !== port) ports.push({ port, bills: [] });
      ports.at(-1)!.bills.push(bill);
      room -= 1;
    }
  }
  return parts;
};

export const manifestFiling = (
  manifest: ManifestRead,
  part: ManifestPart,
  account: Account,
  origin: FilingOrigin,
): NewFiling => {
  const { header } = manifest;
  const data: ManifestFiled = {
    origin,
    carrierScacs: account.scacs,
    conveyance: {
      scac: header.carrierScac,
      modeOfTransport: modeOf(header, part),
      country: header.conveyanceCountry || null,
      vesselCode: header.vesselCode ?? null,
      name: header.conveyanceName ?? null,
      voyage: header.voyage,
      manifestSequence: header.manifestSequence ?? null,
      manifestType: header.manifestType ?? null,
    },
    ports: part.ports.map(({ port, bills }) => ({
      portCode: port.port.portCode,
      estimatedArrival: port.port.date,
      recordIndex: port.position,
      bills: bills.map(billOf),
      ...kept(port.port.carried),
    })),
    ...kept(header.carried),
    ...toldOf(header, part),
  };
  return filingOf(ManifestFiled, data);
};

/** Customs mode of transport: 10 and 11 vessel, 30 and 31 truck; the second of each in containers. Type NC is loose cargo. */
const modeOf = (header: ManifestHeaderX12, part: ManifestPart): string => {
  const inContainers = part.ports.some(({ bills }) =>
    bills.some(({ equipment }) => equipment.some(({ type }) => type !== 'NC' && type !== 'TL')),
  );
  return `${header.mode === 'ocean' ? 1 : 3}${inContainers ? 1 : 0}`;
};

const count = (value: number | undefined): number => Math.max(0, Math.trunc(value ?? 0));

const billOf = (bill: BillX12): Bill => ({
  amendment: bill.amendment ? { action: actionOf(bill.amendment.action), reason: bill.amendment.reason ?? null } : null,
  issuerScac: bill.issuerScac,
  billNumber: bill.billNumber,
  ladingPort: bill.ladingPort ?? null,
  quantity: count(bill.quantity),
  unit: bill.unit ?? null,
  weight: bill.weight > 0 ? bill.weight.toFixed(3).replace(/\.?0+$/, '') : null,
  weightUnit: bill.weightUnit ?? null,
  billType: bill.billType ?? null,
  masterBill: bill.masterBill ?? null,
  secondaryNotify: bill.secondaryNotify,
  parties: bill.parties.map(partyOf),
  references: bill.references.map(({ qualifier, value }) => ({ qualifier, value })),
  inBond: bill.inBond
    ? {
        entryType: bill.inBond.type,
        number: bill.inBond.controlNumber ?? bill.inBond.entryNumber ?? null,
        destinationPort: bill.inBond.destinationPort ?? null,
      }
    : null,
  equipment: bill.equipment.map(({ initial, number, seals, isoType }) => ({
    initial: initial ?? null,
    number,
    seals,
    type: isoType ?? null,
  })),
  cargo: bill.cargo.map(({ quantity, description, marks, htsCode }) => ({
    quantity: quantity === undefined ? null : count(quantity),
    description,
    marks: marks ?? null,
    hts: htsCode ?? null,
  })),
  recordIndex: bill.segmentPosition,
  at: null,
  ...kept(bill.carried),
});

/** Left out where there is nothing, so that an ordinary manifest is no larger. */
const kept = (carried: CarriedSegment[]): { carried?: CarriedSegment[] } => (carried.length > 0 ? { carried } : {});

/** What is not judged, once for each kind of segment in each part of the manifest. */
const toldOf = (header: ManifestHeaderX12, { ports }: ManifestPart): Pick<ManifestFiled, 'reading'> => {
  const told = new Map<string, { first: CarriedSegment; elements: Set<string>; because: string }>();
  const note = (part: Part, carried: readonly CarriedSegment[]): void => {
    for (const segment of carried) {
      const unjudged = unjudgedIn(part, segment);
      if (!unjudged) continue;
      const known = told.get(segment.record) ?? { first: segment, elements: new Set(), because: unjudged.because };
      unjudged.elements.forEach((element) => known.elements.add(element));
      told.set(segment.record, known);
    }
  };
  note('heading', header.carried);
  for (const { port, bills } of ports) {
    note('port', port.port.carried);
    for (const { carried } of bills) note('bill', carried);
  }
  const reading = [...told].map(([record, { first, elements, because }]): Condition => {
    const [field = null] = elements;
    return readingCondition('W95', record, `${[...elements].join(', ')}: ${because}`, {
      record,
      recordIndex: first.recordIndex,
      field,
    });
  });
  return reading.length > 0 ? { reading } : {};
};

/** Trucks write M where vessels write R: the shipment is replaced. Other actions are faults found before. */
const actionOf = (action: string): 'A' | 'D' | 'R' => (action === 'A' || action === 'D' ? action : 'R');

const partyOf = (party: PartyX12): Party => ({
  entityCode: party.entity,
  name: party.name || null,
  idType: party.idQualifier ?? null,
  id: party.id ?? null,
  addressLines: party.address,
  city: party.city ?? null,
  state: party.state ?? null,
  postalCode: party.postal ?? null,
  country: party.country ?? null,
  recordIndex: null,
});
