import type { SummaryReported } from '#contracts';
import type { CustomsDate } from '#kernel';
import { dueOf } from '#reference';
import { reviewDue } from './priority.rules';
import type { WorkItem } from './work-item';
import { workItemStates, type WorkItemEvent } from './work-item.states';

type Unsaved = Omit<WorkItem, 'id'>;

const NOBODYS = { holderId: null, holderName: null, leaseUntil: null };
const CENTER = /^CEE\d{3}$/;

const firstOf = (report: SummaryReported): Unsaved => ({
  ...{ filerCode: report.filerCode, entryNumber: report.entryNumber, accountId: report.accountId },
  ...{
    importerIdentity: null,
    portOfEntry: report.portOfEntry,
    modeOfTransport: null,
    entryType: null,
    filedOn: null,
    timeliness: null,
  },
  ...{ valueDollars: 0, dutyCents: 0, revision: report.version, reportedAt: new Date(report.occurredAt) },
  ...{ control: report.control, timesRejected: 0, rejectedOn: null, resubmitted: false },
  ...{ centerId: null, teamNumber: null, state: workItemStates.initial, dueDate: null },
  ...{ priority: 0, reasons: [], rank: 0, judgeAgainOn: null, reservedFor: null, reservedName: null, doneAt: null },
  correction: null,
  ...NOBODYS,
});

/**
 * What a report on an entry summary makes of its work item, and the events that happened to it; null for a report that is older than what is known.
 *
 * @param identity of the importer, in normal form
 * @param day of the report, by the clock of the Centers
 */
export const afterReport = (
  before: Unsaved | undefined,
  report: SummaryReported,
  identity: string | null,
  day: CustomsDate,
): { readonly item: Unsaved; readonly events: WorkItemEvent[] } | null => {
  const reportedAt = new Date(report.occurredAt);
  if (
    before &&
    (report.version < before.revision || (report.version === before.revision && reportedAt < before.reportedAt))
  )
    return null;
  const { control, filed, centerId, teamNumber } = report;
  // What is not on file with the entry service is not told whose it was.
  const { accountId, portOfEntry } = report.state === 'deleted' && before ? before : report;
  let item: Unsaved = {
    ...(before ?? firstOf(report)),
    ...{ accountId, portOfEntry, control, revision: report.version, reportedAt },
    importerIdentity: identity ?? before?.importerIdentity ?? null,
    ...(filed && {
      ...{ entryType: filed.entryType, filedOn: filed.filedOn, valueDollars: filed.valueDollars },
      modeOfTransport: filed.modeOfTransport,
      correction: filed.correction ? { accelerated: false, ...filed.correction } : null,
      ...{ dutyCents: filed.dutyCents, timeliness: filed.timeliness ?? before?.timeliness ?? null },
    }),
  };
  const events: WorkItemEvent[] = [];
  const happen = (event: WorkItemEvent, changes: Partial<Unsaved> = {}): void => {
    const next = workItemStates.next(item.state, event);
    if (!next.ok) return;
    events.push(event);
    item = { ...item, ...changes, state: next.value, ...(next.value !== 'taken' && NOBODYS) };
  };
  if (report.state === 'deleted') happen('summary deleted');
  else if (report.state === 'rejected') {
    // Of a version that is known it tells of nothing but a decision that was refused.
    if (!before || report.version > before.revision)
      happen('summary rejected', {
        ...{ timesRejected: item.timesRejected + 1, rejectedOn: day, resubmitted: false },
        dueDate: dueOf('resubmission of a summary', { start: day }).dueDate,
      });
  } else {
    // What ended a review was not carried out: there is work left.
    if (before && reportedAt > before.reportedAt && control === 'cbp' && report.decision?.refusal)
      happen('decision refused', { doneAt: null });
    if (before && filed)
      happen('summary filed again', { resubmitted: before.rejectedOn !== null, rejectedOn: null, doneAt: null });
    const elsewhere = centerId !== item.centerId || teamNumber !== item.teamNumber;
    if (centerId !== null && CENTER.test(centerId) && teamNumber !== null)
      if (elsewhere || item.state === 'without a Center')
        happen('given to a team', {
          centerId,
          teamNumber,
          ...(elsewhere && { reservedFor: null, reservedName: null }),
        });
  }
  if (item.state === 'open' || item.state === 'taken' || item.state === 'without a Center')
    item = { ...item, dueDate: reviewDue(item.entryType, item.filedOn) };
  return { item, events };
};
