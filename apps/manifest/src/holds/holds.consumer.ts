import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  accountSubject,
  actOfCbp,
  BillHoldOrdered,
  billSubject,
  called,
  ManifestInteractionRecorded,
} from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { BillsAtHand } from '../bills/bills-at-hand';
import { notifyCarrier } from '../carrier-status/notify-carrier';
import { answerFiling } from '../manifest-filing/filing-answer';
import { applyHold, holdCondition } from './hold.rules';
import { writePlaced, writeRemoved } from './holds.repository';

/** Places and removes holds on bills. The officer's reason stays inside; the carrier is told the code. */
@Controller()
export class HoldsConsumer {
  @EventPattern<string>(BillHoldOrdered.type, { batch: true })
  async take(@Payload() messages: Received<BillHoldOrdered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const bills = await BillsAtHand.byKey(
      unit,
      messages.map(({ data }) => data.billKey),
    );
    const carriedOut: BillHoldOrdered[] = [];
    for (const message of messages) {
      const order = message.data;
      const held = applyHold(order, bills.get(order.billKey), unit.now);
      if (held.ok) {
        const placed = order.action === 'place';
        const bill = bills.change(
          held.value.bill,
          placed ? 'hold placed' : 'hold removed',
          message,
          order.origin.filingId,
        );
        notifyCarrier(
          unit,
          bill,
          { dispositionCode: placed ? held.value.hold.code : held.value.hold.removal },
          message,
        );
        tellHold(unit, bill.accountId, message);
        carriedOut.push(order);
      }
      answerFiling(
        unit,
        order.origin,
        {
          ...called(BillHoldOrdered, order),
          outcome: held.ok ? 'accepted' : 'rejected',
          conditions: held.ok ? [] : [holdCondition(held.problem)],
        },
        message,
      );
    }
    await writePlaced(
      unit.manager,
      carriedOut.filter((order) => order.action === 'place'),
      unit.now,
    );
    await writeRemoved(
      unit.manager,
      carriedOut.filter((order) => order.action === 'remove'),
      unit.now,
    );
    await bills.write();
  }
}

/** Into the activity log of whoever's bill it is. The officer's reason stays inside. */
const tellHold = (unit: UnitOfWork, accountId: string, order: Received<BillHoldOrdered>): void => {
  const { action, holdCode, billKey, officer, officerPorts } = order.data;
  const disposition = action === 'place' ? 'hold placed' : 'hold removed';
  unit.publish(
    ManifestInteractionRecorded,
    accountSubject(accountId),
    actOfCbp(
      {
        ...{ accountId, kind: 'decided', person: officer, disposition, ports: officerPorts },
        what: `${action === 'place' ? 'placed hold' : 'removed hold'} ${holdCode} ${action === 'place' ? 'on' : 'from'} bill ${billKey}`,
        records: [{ kind: 'hold', subject: billSubject(billKey), outcome: disposition }],
      },
      unit.now,
    ),
    order,
  );
};
