import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { entrySubject, SummaryStatusChanged, TeamAssigned } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { isPort } from '#reference';
import { publishAnswer } from '../filing/filing-answer';
import { dayAt } from '../port-day/port-day';
import { releaseKey } from '../release/release.model';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import type { StoredSummary } from '../summary-on-file/summary.model';
import { reportSummary } from './summary-report';
import { NOT_ELIGIBLE, PENDING, withTeam } from './summary-answer';

/** Portway's own disposition type for a team that was pending when the summary was answered. */
const TEAM = 'T';
const AUTOMATIC = '2';

const teamStateOf = (centerId: string): StoredSummary['teamState'] =>
  centerId === PENDING ? 'pending' : centerId === NOT_ELIGIBLE ? 'not eligible' : 'assigned';

const remarkOn = ({ centerId, teamNumber }: TeamAssigned): string => {
  if (centerId === NOT_ELIGIBLE) return 'ENTRY IS NOT ELIGIBLE FOR A CENTER';
  return teamNumber === null ? `CENTER ${centerId} ASSIGNED` : `CENTER ${centerId} TEAM ${teamNumber} ASSIGNED`;
};

/** Center and team of entry summaries: in the answer while it still waits, afterwards as a UC notification. */
@Controller()
export class TeamConsumer {
  constructor(private readonly summaries: EntrySummaryRepository) {}

  @EventPattern<string>(TeamAssigned.type, { batch: true })
  async take(@Payload() messages: Received<TeamAssigned>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager, now } = unit;
    const stored = await this.summaries.lock(
      manager,
      messages.map(({ data }) => releaseKey(data.filerCode, data.entryNumber)),
    );
    const waiting = await this.summaries.release(
      manager,
      messages.flatMap(({ data: { filingId } }) => filingId ?? []),
    );
    const changed: StoredSummary[] = [];
    for (const message of messages) {
      const { data } = message;
      const { filingId, centerId, teamNumber } = data;
      const held = filingId === null ? undefined : waiting.get(filingId);
      if (held) {
        const cause = { correlationId: held.correlationId, ...(held.messageId && { id: held.messageId }) };
        publishAnswer(unit, withTeam(held.answer, { centerId, teamNumber }), cause);
      }
      const before = stored.get(releaseKey(data.filerCode, data.entryNumber));
      if (before?.state !== 'accepted') continue;
      // What replaced that filing has a team, or asked for its own.
      if (filingId !== null && filingId !== before.filingId) continue;
      if (before.centerId === centerId && before.teamNumber === teamNumber) continue;
      const teamState = teamStateOf(centerId);
      const after = { ...before, teamState, centerId, teamNumber };
      changed.push(after);
      reportSummary(unit, after, null, null, message, data.kept && { teamKept: true });
      if (held || teamState === 'pending') continue;
      unit.publish(
        SummaryStatusChanged,
        entrySubject(data),
        {
          accountId: before.accountId,
          filerCode: data.filerCode,
          entryNumber: data.entryNumber,
          portOfEntry: before.portOfEntry,
          brokerReference: before.brokerReference,
          dispositionType: TEAM,
          source: AUTOMATIC,
          teamNumber,
          centerId,
          reasonCode: null,
          date: dayAt(before.portOfEntry && isPort(before.portOfEntry) ? before.portOfEntry : null, now),
          remarks: [remarkOn(data)],
          occurredAt: now.toISOString(),
        },
        message,
      );
    }
    await this.summaries.saveTeams(manager, changed);
  }
}
