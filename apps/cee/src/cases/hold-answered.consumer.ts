import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { HoldAnswered } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { CaseReferrals } from './case-referrals';

/** What became of holds that Centers referred to ports. */
@Controller()
export class HoldAnsweredConsumer {
  constructor(private readonly referrals: CaseReferrals) {}

  @EventPattern<string>(HoldAnswered.type, { batch: true, repeats: true })
  take(@Payload() messages: Received<HoldAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.referrals.follow(
      unit,
      messages.map(({ data }) => data),
    );
  }
}
