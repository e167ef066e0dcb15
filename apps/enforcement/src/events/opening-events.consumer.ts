import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DepositTold, InBondTold, NoticeTold, SummaryReported } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { partiesOf } from '../cases/case-row';
import { EnforcementCases } from '../cases/enforcement-cases';
import { changeLateSummary } from '../late-summaries/late-summary-changes';
import { casesOfLateSummaries, keepLateSummary } from '../late-summaries/late-summary-options';
import {
  type CameAfterAll,
  inBondNotArrived,
  lateSummary,
  lateSummaryKey,
  missedRedelivery,
  missingDeposit,
  movementByItself,
  movementCame,
  type Opening,
  type OpeningRule,
  summaryCame,
  summaryNow,
} from './opening-rules';

const PLATFORM = 'the platform';

/** Events for which cases are opened by rule, one case each, whenever they are heard of. */
@Controller()
export class OpeningEventsConsumer {
  constructor(private readonly cases: EnforcementCases) {}

  @EventPattern<string>(SummaryReported.type, { batch: true, repeats: true })
  async summaries(@Payload() messages: Received<SummaryReported>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const late = await casesOfLateSummaries(
      unit.manager,
      messages.map(({ data }) => lateSummaryKey(data)),
    );
    for (const { data } of messages) {
      const key = lateSummaryKey(data);
      const known = late.get(key);
      const now = summaryNow(data);
      if (known !== undefined && now !== null) await changeLateSummary(unit, known, now);
      const opening = known === undefined ? lateSummary.opens(data) : null;
      if (!opening?.late) continue;
      const { row } = await this.cases.openWithin(unit, opening.wanted, PLATFORM, opening.openedOn);
      await keepLateSummary(unit.manager, row.id, opening.late);
      late.set(key, row.id);
    }
  }

  @EventPattern<string>(NoticeTold.type, { batch: true, repeats: true })
  notices(@Payload() messages: Received<NoticeTold>[], @Ctx() context: MessageContext): Promise<void> {
    return this.open(missedRedelivery, messages, context);
  }

  @EventPattern<string>(DepositTold.type, { batch: true })
  async deposits(@Payload() messages: Received<DepositTold>[], @Ctx() context: MessageContext): Promise<void> {
    for (const message of messages) {
      await this.open(missingDeposit, [message], context);
      await this.note(summaryCame(message.data), context);
    }
  }

  @EventPattern<string>(InBondTold.type, { batch: true })
  async movements(@Payload() messages: Received<InBondTold>[], @Ctx() context: MessageContext): Promise<void> {
    for (const { data } of messages) {
      const opening = inBondNotArrived.opens(data);
      if (opening) await this.openMovement(opening, data, context);
      await this.note(movementCame(data), context);
    }
  }

  private async openMovement({ wanted, openedOn }: Opening, told: InBondTold, { unit }: MessageContext): Promise<void> {
    const { fresh, row } = await this.cases.openWithin(unit, wanted, PLATFORM, openedOn);
    if (fresh) return;
    const parties = await partiesOf(unit.manager, [row.id]);
    if (row.openedOn >= told.startedOn && parties.some(({ accountId }) => accountId === told.accountId)) return;
    const event = { kind: wanted.event.kind, reference: movementByItself(told) };
    await this.cases.openWithin(unit, { ...wanted, event }, PLATFORM, openedOn);
  }

  private async note(came: CameAfterAll | null, { unit }: MessageContext): Promise<void> {
    if (came) await this.cases.noteOfEvent(unit, came.eventKeys, { step: came.step, why: came.why, by: PLATFORM });
  }

  private async open<T>(
    rule: OpeningRule<T>,
    messages: readonly Received<T>[],
    { unit }: MessageContext,
  ): Promise<void> {
    for (const { data } of messages) {
      const opening = rule.opens(data);
      if (!opening) continue;
      await this.cases.openWithin(unit, opening.wanted, PLATFORM, opening.openedOn);
    }
  }
}
