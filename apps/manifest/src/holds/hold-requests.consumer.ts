import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  accountSubject,
  actOfCbp,
  billSubject,
  HoldAnswered,
  HoldRequested,
  ManifestInteractionRecorded,
} from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { BillsAtHand } from '../bills/bills-at-hand';
import { notifyCarrier } from '../carrier-status/notify-carrier';
import { applyHold, HOLD_ERRORS } from './hold.rules';
import { writePlaced } from './holds.repository';

/** Holds that an officer placed by accepting the referral of a Center: as any other hold, and cee is told what became of it. */
@Controller()
export class HoldRequestsConsumer {
  @EventPattern<string>(HoldRequested.type, { batch: true })
  async take(@Payload() messages: Received<HoldRequested>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const bills = await BillsAtHand.byKey(
      unit,
      messages.map(({ data }) => data.billKey),
    );
    const placed: HoldRequested[] = [];
    for (const message of messages) {
      const { requestId, billKey, holdCode, officer, officerPorts, caseNumber, reason } = message.data;
      const held = applyHold({ action: 'place', holdCode, reason, officerPorts }, bills.get(billKey), unit.now);
      if (held.ok) {
        const bill = bills.change(held.value.bill, 'hold placed', message, null);
        notifyCarrier(unit, bill, { dispositionCode: held.value.hold.code }, message);
        unit.publish(
          ManifestInteractionRecorded,
          accountSubject(bill.accountId),
          actOfCbp(
            {
              ...{ accountId: bill.accountId, kind: 'decided', person: officer, ports: officerPorts },
              ...{ disposition: 'hold placed', what: `placed hold ${holdCode} on bill ${billKey} (${caseNumber})` },
              records: [{ kind: 'hold', subject: billSubject(billKey), outcome: 'hold placed' }],
            },
            unit.now,
          ),
          message,
        );
        placed.push(message.data);
      }
      unit.publish(
        HoldAnswered,
        billSubject(billKey),
        {
          ...{ requestId, billKey, occurredAt: unit.now.toISOString() },
          refusal: held.ok ? null : HOLD_ERRORS.get(held.problem).text,
        },
        message,
      );
    }
    await writePlaced(unit.manager, placed, unit.now);
    await bills.write();
  }
}
