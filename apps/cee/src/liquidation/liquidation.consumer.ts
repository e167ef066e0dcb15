import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { LiquidationChanged, type LiquidationOrdered } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { LiquidationOutcomes } from './liquidation-outcomes';
import { keepLiquidations } from '../entry-liquidations/liquidations-kept';

/** Keeps where the liquidation of entries stands, and what the entry service says became of orders. */
@Controller()
export class LiquidationConsumer {
  constructor(private readonly outcomes: LiquidationOutcomes) {}

  @EventPattern<string>(LiquidationChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<LiquidationChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const told = messages.map(({ data }) => data);
    await keepLiquidations(unit, told);
    const answers = told.flatMap((liquidation) => (liquidation.order ? [{ ...liquidation.order, liquidation }] : []));
    if (answers.length === 0) return;
    // What is known already is not told anew.
    const [fresh]: [{ id: string; basis: LiquidationOrdered['basis']; reference: string | null }[], number] =
      await unit.manager.query(
        `UPDATE liquidation_order o SET outcome = CASE WHEN u.refusal IS NULL THEN 'carried out' ELSE 'refused' END, refusal = u.refusal, outcome_at = $3
           FROM unnest($1::uuid[], $2::text[]) AS u (id, refusal) WHERE o.id = u.id AND o.outcome = 'waits' RETURNING o.id, o.basis, o.reference`,
        [answers.map(({ orderId }) => orderId), answers.map(({ refusal }) => refusal), unit.now],
      );
    await this.outcomes.tell(
      unit,
      fresh.map(({ id, basis, reference }) => {
        const { refusal, liquidation } = answers.find(({ orderId }) => orderId === id)!;
        return { orderId: id, basis, reference, refusal, liquidation };
      }),
    );
  }
}
