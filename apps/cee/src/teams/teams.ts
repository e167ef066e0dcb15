import { entrySubject, type SummaryReported, TeamAssigned, type TeamRequested } from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';
import { importerIdentity } from '../importer/importer-identity';
import { holdAssignments } from '../locks/assignments.lock';
import { readGrounds } from './grounds.repository';
import { type Asked, type TeamDecision, teamFor } from './team.rules';
import { writeDecisions } from './team-decision.repository';

export interface Question {
  readonly request: Omit<TeamRequested, 'lines' | 'accountId'> & Pick<Asked, 'lines'>;
  readonly cause: Cause;
}

/** What a report on a summary asks; null for one that asks for no team. */
export const questionIn = (data: SummaryReported, cause: Cause): Question | null => {
  const { team, filed, filerCode, entryNumber, importerNumber } = data;
  if (!team || !filed?.imports) return null;
  const { entryDate, tariffs } = filed.imports;
  return {
    request: {
      ...{ ...team, filerCode, entryNumber, importerNumber: importerNumber ?? '' },
      ...{ entryType: filed.entryType ?? '', entryDate, lines: tariffs },
    },
    cause,
  };
};

/**
 * Gives summaries their Center and team, and tells the entry service.
 *
 * @param kept the work list of the team has them by the same unit of work
 */
export const assignTeams = async (
  unit: UnitOfWork,
  questions: readonly Question[],
  kept: boolean,
): Promise<TeamDecision[]> => {
  if (questions.length === 0) return [];
  await holdAssignments(unit.manager);
  const identities = [...new Set(questions.map(({ request }) => importerIdentity(request.importerNumber)))];
  const grounds = await readGrounds(unit.manager, identities);
  const decided = questions.map(({ request, cause }) => ({
    ...{ request, cause },
    decision: teamFor(request, grounds.of(importerIdentity(request.importerNumber))),
  }));
  await writeDecisions(unit.manager, decided, unit.now);
  for (const { request, cause, decision } of decided) {
    const { filingId, filerCode, entryNumber, summaryVersion, importerNumber } = request;
    unit.publish(
      TeamAssigned,
      entrySubject({ filerCode, entryNumber }),
      {
        ...{ filingId, filerCode, entryNumber, summaryVersion, importerNumber, ...decision },
        ...(kept && { kept: true as const }),
      },
      cause,
    );
  }
  return decided.map(({ decision }) => decision);
};
