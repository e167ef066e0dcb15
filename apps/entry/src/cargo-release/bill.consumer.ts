import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BillChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { ReleaseDesk } from './release-desk';
import type { Happening } from './happening';
import { manifestKeys } from '../release/release.model';

/** Bills as the carrier's side tells of them: entries that name them are decided anew. */
@Controller()
export class BillConsumer {
  constructor(
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
    private readonly fence: PaperDecisionFence,
  ) {}

  @EventPattern<string>(BillChanged.type, { batch: true })
  async take(@Payload() messages: Received<BillChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.fence.passed(unit);
    const { manager } = unit;
    const changed = await this.releases.storeBills(
      manager,
      messages.map(({ data }) => data),
    );
    const onFile = await this.releases.lockReleases(manager, [
      ...new Set([
        ...(await this.releases.entriesOfBills(manager, changed)),
        ...(await this.releases.entriesOfFamilies(manager, changed)),
      ]),
    ]);
    const bills = await this.releases.billsOf(
      manager,
      [...onFile.values()].flatMap(({ content }) => manifestKeys(content)),
    );
    const messageOf = new Map(messages.map((message) => [message.data.billKey, message]));
    const happenings: Happening[] = [...onFile.values()].map((release) => {
      const message =
        manifestKeys(release.content)
          .map((key) => messageOf.get(key))
          .find((found) => found !== undefined) ?? messages[0]!;
      return {
        before: release,
        draft: release,
        event: `bill ${message.data.billKey} ${message.data.change}`,
        cause: message,
      };
    });
    await this.desk.conclude(unit, happenings, bills);
  }
}
