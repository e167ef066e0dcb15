import { CarrierNotified, billSubject } from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';
import type { Bill } from '../bills/bill.model';

export interface BillStatus {
  /** X407 code: 1H, 1I, 1C, … */
  readonly dispositionCode: string;
  /** The bill's own when left out. */
  readonly quantity?: number;
  readonly entry?: { readonly type: string; readonly number: string };
}

/** Tells the carrier of a bill what its status is (X12 350). */
export const notifyCarrier = (
  unit: UnitOfWork,
  bill: Bill,
  { dispositionCode, quantity, entry }: BillStatus,
  cause: Cause,
): void => {
  const { scac, name, voyage, modeOfTransport, vesselCode, country } = bill.conveyance;
  unit.publish(
    CarrierNotified,
    billSubject(bill.billKey),
    {
      accountId: bill.accountId,
      portCode: bill.portCode,
      conveyance: { scac, name, voyage, modeOfTransport, vesselCode, country },
      bill: {
        issuerScac: bill.issuerScac,
        billNumber: bill.billNumber,
        quantity: quantity ?? bill.quantity,
        dispositionCode,
        text: null,
        entryType: entry?.type ?? null,
        entryNumber: entry?.number ?? null,
      },
      occurredAt: unit.now.toISOString(),
    },
    cause,
  );
};
