import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EntryReviewOrdered } from '#contracts';
import { formatEntryNumber } from '#kernel';
import { MessageContext, type Received } from '#messaging';
import { publishAnswer } from '../filing-answer';
import { applyReview } from './action.rules';
import { CargoReleaseRepository } from './cargo-release.repository';
import { ReleaseDesk, type Happening } from './release-desk';
import { manifestKeys, releaseKey, type ReviewDecision } from './release.model';

/** What CBP officers decide on entries: examinations, documents, and requests to correct or cancel. */
@Controller()
export class ReviewConsumer {
  constructor(
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
  ) {}

  @EventPattern<string>(EntryReviewOrdered.type, { batch: true })
  async take(@Payload() messages: Received<EntryReviewOrdered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager } = unit;
    const keys = messages.map(({ data }) => releaseKey(data.filerCode, data.entryNumber));
    // Only messages on the same entry change what is asked for, and they are handled one after the other: safe to read unlocked.
    const asked = [...(await this.releases.releasesOf(manager, keys)).values()].flatMap(({ requested }) => (requested ? manifestKeys(requested) : []));
    const bills = await this.releases.lockBills(manager, asked);
    const onFile = await this.releases.lockReleases(manager, keys);
    const others = [...onFile.values()].flatMap(({ content }) => manifestKeys(content)).filter((key) => !bills.has(key));
    for (const [key, bill] of await this.releases.billsOf(manager, others)) bills.set(key, bill);

    const happenings: Happening[] = [];
    for (const message of messages) {
      const { origin, filerCode, entryNumber, decision, officer, officerPorts, note } = message.data;
      const before = onFile.get(releaseKey(filerCode, entryNumber)) ?? null;
      const result = applyReview(decision as ReviewDecision, officerPorts, before, bills);
      if (result.kind !== 'refused') {
        happenings.push({
          before, draft: result.release, event: result.event, byAccount: origin.accountId, officer, note, dispositions: result.dispositions, cause: message,
        });
      }
      publishAnswer(
        unit,
        {
          origin, kind: 'entry review', reference: formatEntryNumber(filerCode, entryNumber), entrySummary: null,
          outcome: result.kind === 'refused' ? 'rejected' : 'accepted', conditions: result.kind === 'refused' ? result.conditions : [],
        },
        message,
      );
    }
    await this.desk.conclude(unit, happenings, bills);
  }
}
