import type { Static } from '@sinclair/typebox';
import type { BillChanged, ManifestBillFiled, ManifestFiled } from '#contracts';
import type { CustomsDate } from '#kernel';
import { isPort, portLocalDate } from '#reference';
import type { BillState } from './bill.states';

export type FiledBill = Static<typeof ManifestBillFiled>;
export type FiledPort = ManifestFiled['ports'][number];
export type FiledConveyance = ManifestFiled['conveyance'];
export type BillChange = BillChanged['change'];

/** What a bill says of its cargo beyond what others look things up by. */
export type BillDetails = Pick<
  FiledBill,
  | 'ladingPort'
  | 'weight'
  | 'weightUnit'
  | 'secondaryNotify'
  | 'parties'
  | 'references'
  | 'inBond'
  | 'equipment'
  | 'cargo'
  | 'carried'
> & {
  /** When the in-bond movement that it has was asked for; left out where it came with the bill. */
  readonly inBondSince?: string;
  /** When that movement arrived, by the clock of its port of destination; left out before. */
  readonly inBondArrivedOn?: CustomsDate;
};

export interface HoldInForce {
  readonly code: string;
  readonly reason: string;
  readonly placedAt: string;
}

/** A bill of lading as it stands. Instants are ISO 8601 in UTC. */
export interface Bill {
  readonly billKey: string;
  readonly issuerScac: string;
  readonly billNumber: string;
  /** Grows by one with each change; 0 before the first. */
  readonly version: number;
  readonly state: BillState;
  readonly accountId: string;
  readonly conveyance: Pick<FiledConveyance, 'scac' | 'voyage' | 'name' | 'modeOfTransport' | 'vesselCode' | 'country'>;
  readonly portCode: string;
  readonly estimatedArrival: CustomsDate;
  readonly arrivedAt: string | null;
  readonly filedAt: string;
  readonly quantity: number;
  readonly unit: string | null;
  readonly billType: string | null;
  readonly masterBill: string | null;
  readonly details: BillDetails;
  readonly holds: readonly HoldInForce[];
}

export const billKeyOf = ({ issuerScac, billNumber }: { issuerScac: string; billNumber: string }): string =>
  issuerScac + billNumber;

export type ManifestMode = 'ocean' | 'rail' | 'truck' | 'air';

/** Customs mode of transport to the kind of manifest, or null for a mode that has none. */
export const manifestMode = (modeOfTransport: string): ManifestMode | null => {
  const modes: Record<string, ManifestMode> = {
    '10': 'ocean',
    '11': 'ocean',
    '12': 'ocean',
    '20': 'rail',
    '21': 'rail',
    '30': 'truck',
    '31': 'truck',
    '40': 'air',
    '41': 'air',
  };
  return modes[modeOfTransport] ?? null;
};

/** The bill as others are told of it. */
export const billChanged = (bill: Bill, change: BillChange, occurredAt: string): BillChanged => ({
  billKey: bill.billKey,
  issuerScac: bill.issuerScac,
  billNumber: bill.billNumber,
  version: bill.version,
  change,
  deleted: bill.state === 'deleted',
  accountId: bill.accountId,
  portCode: bill.portCode,
  quantity: bill.quantity,
  unit: bill.unit,
  billType: bill.billType,
  masterBill: bill.masterBill,
  conveyance: {
    scac: bill.conveyance.scac,
    name: bill.conveyance.name,
    voyage: bill.conveyance.voyage,
    modeOfTransport: bill.conveyance.modeOfTransport,
  },
  estimatedArrival: bill.estimatedArrival,
  arrivedAt: bill.arrivedAt,
  holds: [...bill.holds],
  ...inBondOf(bill),
  occurredAt,
});

/** The movement begins where the bill is unladen. */
const inBondOf = ({
  details: { inBond, inBondSince, inBondArrivedOn },
  portCode,
  filedAt,
}: Bill): Pick<BillChanged, 'inBond'> =>
  inBond
    ? {
        inBond: {
          ...inBond,
          departurePort: portCode,
          createdOn: dayAtPort(inBondSince ?? filedAt, portCode),
          arrivedOn: inBondArrivedOn ?? null,
        },
      }
    : {};

const dayAtPort = (instant: string, portCode: string): CustomsDate =>
  isPort(portCode) ? portLocalDate(instant, portCode) : instant.slice(0, 10);
