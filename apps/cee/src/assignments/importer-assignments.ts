import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager, IsNull } from 'typeorm';
import {
  accountSubject,
  actOfCbp,
  CeeInteractionRecorded,
  ImporterAssigned,
  importerSubject,
  TeamAssigned,
  entrySubject,
} from '#contracts';
import { addDays, type CustomsDate, masked } from '#kernel';
import { Transactions, UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { CeeConfig } from '../config/cee.config';
import { changeAssignments } from '../locks/assignments.lock';
import { readGrounds } from '../teams/grounds.repository';
import { teamFor } from '../teams/team.rules';
import { pendingSummaries, writeDecisions } from '../teams/team-decision.repository';
import { AssignmentEntity } from './assignment.entity';
import { importerIdentity } from '../importer/importer-identity';

export interface WantedAssignment {
  readonly importer: string;
  readonly center: string;
  readonly team: string;
  readonly from: CustomsDate;
  readonly source: string;
  readonly actor: string;
  /** Whether an importer that is there already stays as it is. */
  readonly keep?: boolean;
}

export interface AssignmentView {
  readonly assignmentId: number;
  readonly importerNumber: string;
  readonly centerId: string;
  readonly teamNumber: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
  readonly source: string;
  readonly actor: string;
  readonly recordedAt: string;
  readonly endedBy: string | null;
}

const view = (row: AssignmentEntity): AssignmentView => ({
  assignmentId: Number(row.id),
  importerNumber: row.importerNumber,
  centerId: row.centerId,
  teamNumber: row.teamNumber,
  from: row.from,
  to: row.to,
  source: row.source,
  actor: row.actor,
  recordedAt: row.recordedAt.toISOString(),
  endedBy: row.endedBy,
});

/** Assigns importers to Centers and teams (19 CFR 101.10(b), (c)). The past is never changed: an assignment ends the one before it. */
@Injectable()
export class ImporterAssignments {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly config: CeeConfig,
  ) {}

  /**
   * The same assignment again changes nothing.
   *
   * @throws Problem `not-valid` for a team that is not the Center's, `state-conflict` for a day on or before the newest assignment's first
   */
  assign(wanted: WantedAssignment): Promise<{ created: boolean; assignment: AssignmentView }> {
    return this.transactions.run((unit) => assignWithin(unit, wanted, this.config.IMPORTER_DIGEST_KEY));
  }

  /** Oldest first. */
  async history(importer: string): Promise<AssignmentView[]> {
    const rows = await this.source.manager.find(AssignmentEntity, {
      where: { importerIdentity: importerIdentity(importer) },
      order: { from: 'ASC' },
    });
    return rows.map(view);
  }
}

/** The same within a unit of work that does more. @throws Problem as `ImporterAssignments.assign` */
export const assignWithin = async (
  unit: UnitOfWork,
  wanted: WantedAssignment,
  digestKey: string,
): Promise<{ created: boolean; assignment: AssignmentView }> => {
  const { manager } = unit;
  await changeAssignments(manager);
  await requireTeam(manager, wanted.center, wanted.team);
  const identity = importerIdentity(wanted.importer);
  const [newest] = await manager.find(AssignmentEntity, {
    where: { importerIdentity: identity },
    order: { from: 'DESC' },
    take: 1,
  });
  const isThere = newest?.centerId === wanted.center && newest.teamNumber === wanted.team;
  const stays = wanted.keep === true && newest?.to === null && newest.from <= wanted.from;
  if (newest && isThere && (newest.from === wanted.from || stays)) return { created: false, assignment: view(newest) };
  if (newest && newest.from >= wanted.from) {
    throw new Problem(
      'state-conflict',
      `Importer ${masked(wanted.importer)} is assigned to ${newest.centerId} from ${newest.from} on; a new assignment begins later.`,
    );
  }
  const cause = { correlationId: currentCorrelation() ?? randomUUID() };
  if (newest && newest.to === null) {
    newest.to = addDays(wanted.from, -1);
    newest.endedBy = wanted.actor;
    await manager.update(AssignmentEntity, { id: newest.id, to: IsNull() }, { to: newest.to, endedBy: wanted.actor });
    publishAssigned(unit, newest, digestKey, cause);
  }
  const row = manager.create(AssignmentEntity, {
    importerNumber: wanted.importer,
    importerIdentity: identity,
    centerId: wanted.center,
    teamNumber: wanted.team,
    from: wanted.from,
    to: null,
    source: wanted.source,
    actor: wanted.actor,
    recordedAt: unit.now,
    endedBy: null,
  });
  await manager.insert(AssignmentEntity, row);
  publishAssigned(unit, row, digestKey, cause);
  await settlePending(unit, row, cause);
  await tellAssigned(unit, row, cause);
  return { created: true, assignment: view(row) };
};

const requireTeam = async (manager: EntityManager, center: string, team: string): Promise<void> => {
  const [found] = await manager.query('SELECT 1 FROM team WHERE center_id = $1 AND number = $2', [center, team]);
  if (!found)
    throw new Problem('not-valid', `Center ${center} has no team ${team}.`, [
      { at: '/team', text: `is not a team of ${center}` },
    ]);
};

const publishAssigned = (
  unit: UnitOfWork,
  row: AssignmentEntity,
  digestKey: string,
  cause: { correlationId: string },
): void =>
  unit.publish(
    ImporterAssigned,
    importerSubject(row.importerIdentity, digestKey),
    {
      assignmentId: Number(row.id),
      importerNumber: row.importerNumber,
      centerId: row.centerId,
      teamNumber: row.teamNumber,
      from: row.from,
      to: row.to,
    },
    cause,
  );

/** Into the activity logs of the accounts that have the number. */
const tellAssigned = async (
  unit: UnitOfWork,
  { importerIdentity: identity, centerId, teamNumber, from, actor }: AssignmentEntity,
  cause: { correlationId: string },
): Promise<void> => {
  const holders: { account_id: string }[] = await unit.manager.query(
    'SELECT account_id FROM importer_account WHERE importer_identity = $1 ORDER BY account_id',
    [identity],
  );
  for (const { account_id: accountId } of holders)
    unit.publish(
      CeeInteractionRecorded,
      accountSubject(accountId),
      actOfCbp(
        {
          ...{ accountId, kind: 'decided', person: actor, disposition: 'assigned', center: centerId },
          what: `assigned an importer number of the account to ${centerId}, team ${teamNumber}, from ${from} on`,
          records: [{ kind: 'assignment', subject: `center:${centerId}`, outcome: `team ${teamNumber}` }],
        },
        unit.now,
      ),
      cause,
    );
};

/** Summaries that waited for a Center because nothing could be told are decided again, with the assignment that their importer now has. */
const settlePending = async (
  unit: UnitOfWork,
  row: AssignmentEntity,
  cause: { correlationId: string },
): Promise<void> => {
  const pending = await pendingSummaries(unit.manager, row.importerIdentity, row.from);
  if (pending.length === 0) return;
  const identities = pending.map(({ importerNumber }) => importerIdentity(importerNumber));
  const grounds = await readGrounds(unit.manager, [...new Set(identities)]);
  const decided = pending.flatMap((request, index) => {
    // That their entry type and goods tell nothing is why they are pending.
    const asked = { entryDate: request.entryDate, entryType: '', lines: [] };
    const decision = teamFor(asked, grounds.of(identities[index]!));
    return decision.centerId === 'PNDING' ? [] : [{ request, decision }];
  });
  await writeDecisions(unit.manager, decided, unit.now);
  for (const { request, decision } of decided) {
    const { filerCode, entryNumber, summaryVersion, importerNumber } = request;
    unit.publish(
      TeamAssigned,
      entrySubject({ filerCode, entryNumber }),
      { filingId: null, filerCode, entryNumber, summaryVersion, importerNumber, ...decision },
      cause,
    );
  }
};
