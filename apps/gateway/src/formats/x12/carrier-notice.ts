import type { CarrierNotified } from '#contracts';
import { type Addressee, type EnvelopeOut, replyEnvelope, write350 } from '#x12';
import type { NewAnswer } from '../../filing/transmission';
import { x12Answer, type X12Envelope } from './x12-transmission';
import { portClock } from '../port-clock';

/**
 * The 350 for bills of one conveyance at one port, addressed as the carrier's last interchange was; a carrier that never sent
 * one is addressed by its SCAC.
 */
export const carrierNotices = (
  notices: readonly CarrierNotified[],
  received: X12Envelope | null,
  own: { control: number; at: string; platform: Addressee },
): NewAnswer => {
  const { conveyance, portCode, occurredAt } = notices[0]!;
  const numbers = { control: own.control, groupControl: own.control, at: own.at };
  const envelope: EnvelopeOut = received
    ? replyEnvelope(received.header, received.group ?? undefined, numbers)
    : {
        senderQualifier: own.platform.qualifier,
        sender: own.platform.id,
        receiverQualifier: '02',
        receiver: conveyance.scac,
        usage: 'P',
        ...numbers,
      };
  const text = write350(
    {
      mode: conveyance.modeOfTransport.startsWith('3') ? 'truck' : 'ocean',
      portCode,
      arrivalDate: portClock(occurredAt, portCode).date,
      conveyance: {
        carrierScac: conveyance.scac,
        voyage: conveyance.voyage,
        ...(conveyance.country ? { country: conveyance.country } : {}),
        ...(conveyance.vesselCode ? { vesselCode: conveyance.vesselCode } : {}),
        ...(conveyance.name ? { name: conveyance.name } : {}),
      },
      bills: notices.map(({ bill, occurredAt: at }) => {
        const clock = portClock(at, portCode);
        return {
          billNumber: bill.billNumber,
          issuerScac: bill.issuerScac,
          quantity: bill.quantity,
          dispositionCode: bill.dispositionCode,
          date: clock.date,
          time: clock.hhmm,
          ...(bill.entryType ? { entryType: bill.entryType } : {}),
          ...(bill.entryNumber ? { entryNumber: bill.entryNumber } : {}),
          ...(bill.text ? { text: bill.text } : {}),
        };
      }),
    },
    envelope,
  );
  return x12Answer('350', text, 'notification');
};
