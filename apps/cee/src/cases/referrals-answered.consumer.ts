import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EnforcementCaseChanged, HoldAnswered } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { CaseReferrals } from './case-referrals';

/** What became of holds and enforcement cases that Centers referred to ports. */
@Controller()
export class ReferralsAnsweredConsumer {
  constructor(private readonly referrals: CaseReferrals) {}

  @EventPattern<string>(HoldAnswered.type, { batch: true, repeats: true })
  take(@Payload() messages: Received<HoldAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.referrals.follow(
      unit,
      messages.map(({ data }) => data),
    );
  }

  @EventPattern<string>(EnforcementCaseChanged.type, { batch: true, repeats: true })
  cases(@Payload() messages: Received<EnforcementCaseChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.referrals.followCases(
      unit,
      messages.map(({ data }) => data),
    );
  }
}
