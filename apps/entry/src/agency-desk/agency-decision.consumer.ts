import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  accountSubject,
  actOfCbp,
  AgencyDecisionOrdered,
  called,
  type Condition,
  EntryInteractionRecorded,
  entrySubject,
} from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { orderedBy } from '../agency-data/agency-reviews';
import type { Happening } from '../cargo-release/happening';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { publishAnswer } from '../filing/filing-answer';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { releaseCondition } from '../release/release-conditions';
import { manifestKeys, type Release, releaseKey } from '../release/release.model';

/** What partner government agencies decide on what is filed for them: the release is decided anew, and a hold beats it. */
@Controller()
export class AgencyDecisionConsumer {
  constructor(
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
    private readonly decisions: PaperDecisionRepository,
    private readonly fence: PaperDecisionFence,
  ) {}

  @EventPattern<string>(AgencyDecisionOrdered.type, { batch: true })
  async take(@Payload() messages: Received<AgencyDecisionOrdered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.fence.passed(unit);
    const { manager, now } = unit;
    await this.decisions.whileNoneIsRecorded(manager);
    const keyOf = ({ filerCode, entryNumber }: AgencyDecisionOrdered): string => releaseKey(filerCode, entryNumber);
    const onFile = await this.releases.lockReleases(
      manager,
      messages.map(({ data }) => keyOf(data)),
    );
    const bills = await this.releases.billsOf(
      manager,
      [...onFile.values()].flatMap(({ content }) => manifestKeys(content)),
    );
    // Of one entry several may come at once: each is judged by what those before it made of it.
    const drafts = new Map<string, Happening>();
    for (const message of messages) {
      const { data } = message;
      const key = keyOf(data);
      const before = onFile.get(key) ?? null;
      const known = drafts.get(key)?.draft ?? before;
      const done = known === null ? refused('008') : decided(known, data, now);
      if (Array.isArray(done)) {
        answer(unit, message, done);
        continue;
      }
      const { agency, decision, officer, note } = data;
      const event = `${agency} ${decision}`;
      const earlier = drafts.get(key);
      drafts.set(key, {
        before,
        draft: done,
        event: earlier ? `${earlier.event}, ${event}` : event,
        ...{ byAccount: data.origin.accountId, officer: `${officer} (${agency})`, note, cause: message },
      });
      tellAccount(unit, message, done.accountId);
      answer(unit, message, []);
    }
    await this.desk.conclude(unit, [...drafts.values()], bills);
  }
}

const refused = (code: '008' | 'P70' | 'G80' | 'G81' | 'G82', detail?: string): Condition[] => [
  releaseCondition(code, null, detail),
];

/** The entry with the agency's word, or why it is not taken. */
const decided = (release: Release, order: AgencyDecisionOrdered, now: Date): Release | Condition[] => {
  if (release.cancelled) return refused('P70');
  const result = orderedBy(release.agencies, order, now);
  return result.kind === 'refused' ? refused(result.code, result.detail) : { ...release, agencies: result.reviews };
};

/** Tells the activity log of the filer's account what the agency decided: of government, as CBP's decisions are, and not of CBP. */
function tellAccount(unit: UnitOfWork, message: Received<AgencyDecisionOrdered>, accountId: string): void {
  const { filerCode, entryNumber, agency, decision, officer } = message.data;
  const what = `decided on entry ${filerCode}-${entryNumber}: ${decision}`;
  const record = { kind: 'review', subject: entrySubject({ filerCode, entryNumber }), outcome: decision };
  const act = actOfCbp(
    { accountId, kind: 'decided', person: officer, disposition: `${agency}: ${decision}`, what, records: [record] },
    unit.now,
  );
  unit.publish(
    EntryInteractionRecorded,
    accountSubject(accountId),
    { ...act, summary: `${officer} of ${agency} ${what}` },
    message,
  );
}

function answer(unit: UnitOfWork, message: Received<AgencyDecisionOrdered>, conditions: Condition[]): void {
  publishAnswer(
    unit,
    {
      origin: message.data.origin,
      ...called(AgencyDecisionOrdered, message.data),
      ...{ entrySummary: null, outcome: conditions.length > 0 ? 'rejected' : 'accepted', conditions },
    },
    message,
  );
}
