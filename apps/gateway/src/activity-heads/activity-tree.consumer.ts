import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ActivityTreeSigned, headKeys, type HeadKeys, isTreeHeadSigned } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { LOG, type Log } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import { ActivityTreeRepository } from './activity-tree.repository';

/** Keeps how far the tree over all activity logs reached. Whatever comes is kept: it is evidence, also where it does not fit; what does not is told in the log. */
@Controller()
export class ActivityTreeConsumer {
  private readonly keys: HeadKeys;

  constructor(
    private readonly repository: ActivityTreeRepository,
    config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.keys = headKeys(config.ACTIVITY_PUBLIC_KEYS);
  }

  @EventPattern<string>(ActivityTreeSigned.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<ActivityTreeSigned>[], @Ctx() { unit }: MessageContext): Promise<void> {
    let before = await this.repository.furthest(unit.manager);
    for (const { data } of messages) {
      const { size, rootHash, signedAt, keyId } = data;
      if (!isTreeHeadSigned(data, this.keys))
        this.log.error(
          { size, signedAt, keyId },
          'the head of the tree of activity logs is not signed by a key that is known here',
        );
      const wentBack =
        before &&
        before.signedAt < signedAt &&
        (size < before.size || (size === before.size && rootHash !== before.rootHash));
      if (wentBack)
        this.log.error(
          { before, now: { size, rootHash, signedAt } },
          'the tree of activity logs is not what it was when it was signed: its database was changed or put back',
        );
      if (!before || size > before.size) before = { size, rootHash, signedAt };
    }
    await this.repository.keep(
      unit.manager,
      messages.map(({ data }) => data),
      unit.now,
    );
  }
}
