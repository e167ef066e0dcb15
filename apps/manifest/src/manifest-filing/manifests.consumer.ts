import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ManifestFiled } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { billKeyOf } from '../bills/bill.model';
import { BillsAtHand } from '../bills/bills-at-hand';
import { ConveyancesAtHand } from '../conveyances/conveyances-at-hand';
import { answerFiling } from './filing-answer';
import { judgeManifest } from './manifest.rules';

/** Takes manifests and amendments of them. */
@Controller()
export class ManifestsConsumer {
  @EventPattern<string>(ManifestFiled.type, { batch: true })
  async take(@Payload() messages: Received<ManifestFiled>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const conveyances = await ConveyancesAtHand.read(unit.manager, messages.map(({ data }) => data.conveyance));
    const bills = await BillsAtHand.byKey(unit, messages.flatMap(({ data }) => data.ports.flatMap((port) => port.bills.map(billKeyOf))));
    for (const message of messages) {
      const { origin, conveyance } = message.data;
      const judgement = judgeManifest(message.data, { bill: (key) => bills.get(key), calls: conveyances.calls(conveyance) }, unit.now);
      if (judgement.calls.length > 0) conveyances.put(conveyance, judgement.calls, origin.accountId);
      for (const { bill, change } of judgement.changes) bills.change(bill, change, message, origin.filingId);
      answerFiling(unit, origin, { kind: 'manifest', reference: `${conveyance.scac} ${conveyance.voyage}`, ...judgement }, message);
    }
    await conveyances.write(unit);
    await bills.write();
  }
}
