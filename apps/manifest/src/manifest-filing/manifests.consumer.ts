import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { called, ManifestFiled } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { billKeyOf, type FiledBill } from '../bills/bill.model';
import { BillsAtHand } from '../bills/bills-at-hand';
import { ConveyancesAtHand } from './conveyances-at-hand';
import { CarrierCodes } from '../carriers/carrier-codes';
import { answerFiling } from './filing-answer';
import { issuersSpelledBy, judgeManifest } from './manifest.rules';

/** The bill itself and the master bill that it names. */
const keysOf = (bill: FiledBill): string[] =>
  bill.masterBill === null ? [billKeyOf(bill)] : [billKeyOf(bill), bill.masterBill];

/** Takes manifests and amendments of them. */
@Controller()
export class ManifestsConsumer {
  @EventPattern<string>(ManifestFiled.type, { batch: true })
  async take(@Payload() messages: Received<ManifestFiled>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const conveyances = await ConveyancesAtHand.read(
      unit.manager,
      messages.map(({ data }) => data.conveyance),
    );
    const bills = await BillsAtHand.byKey(
      unit,
      messages.flatMap(({ data }) => data.ports.flatMap((port) => port.bills.flatMap(keysOf))),
    );
    const issuers = await CarrierCodes.read(
      unit.manager,
      messages.flatMap(({ data }) => data.ports.flatMap((port) => port.bills.flatMap(issuersSpelledBy))),
    );
    for (const message of messages) {
      const { origin, conveyance } = message.data;
      const onFile = {
        bill: (key: string) => bills.get(key),
        isAnothers: (scac: string) => issuers.isAnothers(scac, origin.accountId),
        calls: conveyances.calls(conveyance),
      };
      const judgement = judgeManifest(message.data, onFile, unit.now);
      if (judgement.calls.length > 0)
        conveyances.put(conveyance, judgement.calls, origin.accountId, message.data.carried);
      for (const { bill, change } of judgement.changes) bills.change(bill, change, message, origin.filingId);
      answerFiling(unit, origin, { ...called(ManifestFiled, message.data), ...judgement }, message);
    }
    await conveyances.write(unit);
    await bills.write();
  }
}
