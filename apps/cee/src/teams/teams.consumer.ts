import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { TeamAssigned, TeamRequested, entrySubject } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { importerIdentity } from '../importer/importer-identity';
import { holdAssignments } from '../locks/assignments.lock';
import { readGrounds } from './grounds.repository';
import { teamFor } from './team.rules';
import { writeDecisions } from './team-decision.repository';

/** Gives entry summaries that ask for it their Center and team. */
@Controller()
export class TeamsConsumer {
  @EventPattern<string>(TeamRequested.type, { batch: true, repeats: true })
  async assign(@Payload() messages: Received<TeamRequested>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await holdAssignments(unit.manager);
    const identities = [...new Set(messages.map(({ data }) => importerIdentity(data.importerNumber)))];
    const grounds = await readGrounds(unit.manager, identities);
    const decided = messages.map(({ data }) => ({
      request: data,
      decision: teamFor(data, grounds.of(importerIdentity(data.importerNumber))),
    }));
    await writeDecisions(unit.manager, decided, unit.now);
    decided.forEach(({ request, decision }, index) => {
      const { filingId, filerCode, entryNumber, summaryVersion, importerNumber } = request;
      unit.publish(
        TeamAssigned,
        entrySubject({ filerCode, entryNumber }),
        { filingId, filerCode, entryNumber, summaryVersion, importerNumber, ...decision },
        messages[index]!,
      );
    });
  }
}
