import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { StandingChanged } from '#contracts';
import { canonicalJson } from '#kernel';
import { MessageContext, type Received } from '#messaging';
import { heldAccounts, tellChange } from './held-account';
import { TradeAccountEntity } from './trade-account.entity';
import { byProgramAndDay, isOfCenters, standingsOfCenters } from './trusted-standing.rules';

/** Keeps with each account what the Centers told of its standing, so that whoever hears of accounts hears of it. */
@Controller()
export class StandingsConsumer {
  @EventPattern<string>(StandingChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<StandingChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const newest = new Map<string, StandingChanged>();
    for (const { data } of messages)
      if ((newest.get(data.accountId)?.revision ?? 0) < data.revision) newest.set(data.accountId, data);
    for (const held of await heldAccounts(unit.manager, [...newest.keys()])) {
      const { account } = held;
      const told = newest.get(account.id)!;
      if (told.revision <= account.standingRevision) continue;
      const trusted = byProgramAndDay([
        ...account.trusted.filter(({ program }) => !isOfCenters(program)),
        ...standingsOfCenters(told.programs),
      ]);
      const changed = canonicalJson(trusted) !== canonicalJson(account.trusted);
      Object.assign(account, { trusted, standingRevision: told.revision });
      if (changed) await tellChange(unit, held, { kind: 'account changed', summary: told.reason, channel: 'account' });
      else await unit.manager.save(TradeAccountEntity, account);
    }
  }
}
