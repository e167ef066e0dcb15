import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ArrivalReported, called } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { manifestMode } from '../bills/bill.model';
import { billStates } from '../bills/bill.states';
import { BillsAtHand } from '../bills/bills-at-hand';
import { ConveyancesAtHand } from '../manifest-filing/conveyances-at-hand';
import { takeInBondArrivals } from '../in-bond/in-bond-arrivals';
import { answerFiling } from '../manifest-filing/filing-answer';
import { judgeArrival } from './arrival.rules';

/** Takes reports that a conveyance arrived: with it arrive all its bills for that port. */
@Controller()
export class ArrivalsConsumer {
  @EventPattern<string>(ArrivalReported.type, { batch: true })
  async take(@Payload() reported: Received<ArrivalReported>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await takeInBondArrivals(
      unit,
      reported.filter(({ data }) => data.inBondMovement !== undefined),
    );
    const messages = reported.filter(({ data }) => data.inBondMovement === undefined);
    const conveyances = await ConveyancesAtHand.read(
      unit.manager,
      messages.map(({ data }) => data),
    );
    const bills = await BillsAtHand.byCall(
      unit,
      messages.map(({ data }) => data),
    );
    const byCall = new Map<string, string[]>();
    for (const { conveyance, portCode, billKey } of bills.all()) {
      const call = `${conveyance.scac} ${conveyance.voyage} ${portCode}`;
      const keys = byCall.get(call);
      if (keys) keys.push(billKey);
      else byCall.set(call, [billKey]);
    }
    for (const message of messages) {
      const { origin, scac, voyage, portCode } = message.data;
      const keys = byCall.get(`${scac} ${voyage} ${portCode}`) ?? [];
      const mode = manifestMode(bills.get(keys[0] ?? '')?.conveyance.modeOfTransport ?? '') ?? 'ocean';
      const { call, ...judgement } = judgeArrival(
        message.data,
        conveyances.calls({ scac, voyage })?.get(portCode),
        mode,
        unit.now,
      );
      if (call) {
        conveyances.putCall({ scac, voyage }, call);
        for (const bill of keys.map((key) => bills.get(key)!)) {
          const next = billStates.next(bill.state, 'arrived');
          if (next.ok)
            bills.change(
              { ...bill, state: next.value, arrivedAt: call.arrivedAt },
              'arrived',
              message,
              origin.filingId,
            );
        }
      }
      answerFiling(unit, origin, { ...called(ArrivalReported, message.data), ...judgement }, message);
    }
    await conveyances.write(unit);
    await bills.write();
  }
}
