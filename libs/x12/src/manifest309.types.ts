import type { CarriedSegment } from './elements';
import type { ManifestMode } from './manifest-errors';
import type { Segment } from './tokenizer';

/** A party of a bill (N1 loop). `entity` is N101: SH shipper, CN consignee, N1 notify and others. */
export interface PartyX12 {
  entity: string;
  name: string;
  idQualifier?: string;
  id?: string;
  address: string[];
  city?: string;
  state?: string;
  postal?: string;
  country?: string;
  contact?: string;
}

/** A reference (N9), as qualifier and value. */
export interface ReferenceX12 {
  qualifier: string;
  value: string;
  text?: string;
}

/** An in-bond movement asked for with the bill (M12). `type` 61 IT, 62 T&E, 63 IE, 69 and 70 transit. */
export interface InBondX12 {
  type: string;
  entryNumber?: string;
  destinationPort?: string;
  foreignDestination?: string;
  valueDollars?: number;
  controlNumber?: string;
  carrierScac?: string;
  bondedCarrierId?: string;
}

/** A container or trailer (VID with M7). `isoType` as 45G1; `loadEmpty` L or E. */
export interface EquipmentX12 {
  type: string;
  initial?: string;
  number: string;
  seals: string[];
  isoType?: string;
  loadEmpty?: string;
  serviceType?: string;
}

/** A cargo line (N10 with what follows). Weight in `weightUnit`; `equipmentNumber` is initial and number of its VID. */
export interface CargoX12 {
  equipmentNumber?: string;
  quantity?: number;
  unit?: string;
  description: string;
  marks?: string;
  htsCode?: string;
  valueDollars?: number;
  weight?: number;
  weightUnit?: string;
  countryOfOrigin?: string;
  vehicleNumbers: string[];
  hazards: { unNumber: string; class?: string; description?: string }[];
}

/** A bill of lading (LX loop). Quantity in `unit`, weight in `weightUnit`. `segmentPosition` is that of LX, counted from ST. */
export interface BillX12 {
  billNumber: string;
  issuerScac: string;
  ladingPort?: string;
  quantity: number;
  unit?: string;
  weight: number;
  weightUnit?: string;
  volume?: number;
  volumeUnit?: string;
  billType?: string;
  masterBill?: string;
  placeOfReceipt?: string;
  secondaryNotify: string[];
  /** M13: A add, D delete, R replace quantity (ocean), M replace (truck). */
  amendment?: { action: string; reason?: string; quantity?: number };
  parties: PartyX12[];
  references: ReferenceX12[];
  inBond?: InBondX12;
  equipment: EquipmentX12[];
  cargo: CargoX12[];
  /** What its segments hold beside the above. */
  carried: CarriedSegment[];
  segmentPosition: number;
}

/** A port of unlading (P4). `date` is the estimated arrival, `YYYY-MM-DD`; `billCount` is P403. */
export interface PortX12 {
  portCode: string;
  date: string;
  time?: string;
  facility?: string;
  billCount?: number;
  carried: CarriedSegment[];
  segmentPosition: number;
}

/** A truck (VEH). */
export interface VehicleX12 {
  vin?: string;
  licencePlate?: string;
  state?: string;
  country?: string;
  aceId?: string;
  aceIdQualifier?: string;
}

/** A crew member or passenger (NM1 loop). `birthDate` is `YYYY-MM-DD`. */
export interface CrewX12 {
  role: string;
  lastName?: string;
  firstName?: string;
  middleName?: string;
  aceId?: string;
  birthDate?: string;
  gender?: string;
  citizenship?: string;
  documents: { type: string; number: string; place?: string }[];
}

/** The manifest's heading (M10 and, for a truck, what follows it). `voyage` is the trip number of a truck. */
export interface ManifestHeaderX12 {
  mode: ManifestMode;
  carrierScac: string;
  transportMethod: string;
  conveyanceCountry: string;
  vesselCode?: string;
  conveyanceName?: string;
  voyage: string;
  manifestSequence?: string;
  /** P preliminary, W complete, Y amendment; undefined when not said. */
  manifestType?: string;
  billCount?: number;
  references: ReferenceX12[];
  vehicles: VehicleX12[];
  seals: string[];
  crew: CrewX12[];
  carried: CarriedSegment[];
}

export interface ManifestX12 extends ManifestHeaderX12 {
  ports: (PortX12 & { bills: BillX12[] })[];
}

/** A content fault in its place: the segment at fault and those above it, ready to be copied into a 355. */
export interface ManifestFault {
  code: string;
  text: string;
  remedy: string;
  scope: 'manifest' | 'port' | 'bill';
  /** Such as `M1103`. */
  element?: string;
  /** What stood in it, empty for nothing; left out when whoever found the fault does not say. */
  value?: string;
  portCode?: string;
  issuerScac?: string;
  billNumber?: string;
  segment?: Segment;
  m10?: Segment;
  p4?: Segment;
  lx?: Segment;
}

/** In file order: one `header`, then for each port its `bill`s and one `port-end`, at last `end`. Each fault comes once. */
export type ManifestEvent =
  | { kind: 'header'; header: ManifestHeaderX12; faults: ManifestFault[] }
  | { kind: 'bill'; port: PortX12; bill: BillX12; faults: ManifestFault[] }
  | { kind: 'port-end'; port: PortX12; billsReceived: number; faults: ManifestFault[] }
  | { kind: 'end'; billsReceived: number; faults: ManifestFault[] };

/** Look-ups in reference tables; without one, only the shape of a code is judged. */
export interface ManifestLookups {
  isCarrier?(scac: string): boolean;
  isCountry?(code: string): boolean;
  isPort?(scheduleD: string): boolean;
  isForeignPort?(scheduleK: string): boolean;
}
