import { formatEntryNumber, localDate, type CustomsDate, type Relief } from '#kernel';
import { EASTERN, running, type RunningClock } from '#reference';
import type { TrustedOn } from '../trusted-benefits/priority';
import { clockOfReview, judgePriority, rankOf, type PriorityReason } from './priority.rules';
import type { WorkItemState } from './work-item.states';

/** Why a summary was filed again as a post summary correction. */
export interface CorrectionOfItem {
  readonly explanation: string;
  /** Codes of its reasons (entry summary guide, AE tables 14 and 15). */
  readonly reasons: readonly string[];
  /** Its filer asks for an earlier liquidation. */
  readonly accelerated: boolean;
}

/** An item as it is stored. */
export interface WorkItem {
  readonly id: string;
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly accountId: string;
  readonly importerIdentity: string | null;
  readonly portOfEntry: string | null;
  readonly modeOfTransport: string | null;
  readonly entryType: string | null;
  readonly filedOn: CustomsDate | null;
  readonly timeliness: string | null;
  readonly valueDollars: number;
  readonly dutyCents: number;
  readonly revision: number;
  readonly reportedAt: Date;
  readonly control: string;
  readonly timesRejected: number;
  readonly rejectedOn: CustomsDate | null;
  readonly resubmitted: boolean;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly state: WorkItemState;
  readonly dueDate: CustomsDate | null;
  readonly priority: number;
  readonly reasons: readonly PriorityReason[];
  readonly rank: number;
  readonly judgeAgainOn: CustomsDate | null;
  readonly holderId: string | null;
  readonly holderName: string | null;
  readonly leaseUntil: Date | null;
  readonly reservedFor: string | null;
  readonly reservedName: string | null;
  readonly doneAt: Date | null;
  readonly correction: CorrectionOfItem | null;
}

/** A work item as it is shown. */
export interface WorkItemView {
  readonly itemId: number;
  /** As people write it: `B76-0324527-8`. */
  readonly entryNumber: string;
  /** The filer's. */
  readonly accountId: string;
  readonly portOfEntry: string | null;
  readonly entryType: string | null;
  readonly valueDollars: number;
  readonly dutyCents: number;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly state: string;
  readonly priority: number;
  /** Why it has this priority; points are added up. */
  readonly reasons: readonly PriorityReason[];
  /** The clock that runs: the Center's own, or the filer's after a rejection. */
  readonly clock: RunningClock | null;
  readonly filedOn: CustomsDate | null;
  readonly timesRejected: number;
  /** Whether the summary is out of its filer's control. */
  readonly underReview: boolean;
  /** Who has it, and until when. */
  readonly takenBy: string | null;
  readonly takenById: string | null;
  readonly leaseUntil: Date | null;
  /** For whom a team lead set it aside. */
  readonly reservedFor: string | null;
  /** Null where the summary is no post summary correction. */
  readonly correction: CorrectionOfItem | null;
}

/** A rejected summary is CBP's until it is replaced, but no Center can go on with it: only its filer. */
export const isUnderReview = ({ control, rejectedOn }: Pick<WorkItem, 'control' | 'rejectedOn'>): boolean =>
  control === 'cbp' && rejectedOn === null;

/** Days of the Centers are those of headquarters' clock. */
export const centerDay = (at: Date): CustomsDate => localDate(at, EASTERN);

/** The same with the priority that it has on a day. */
export const judged = <I extends Omit<WorkItem, 'id'>>(item: I, trusted: TrustedOn | null, today: CustomsDate): I => {
  const { priority, reasons, judgeAgainOn } = judgePriority({ ...item, trusted }, today);
  return { ...item, priority, reasons, judgeAgainOn, rank: rankOf(priority, item.dueDate) };
};

/** By whomever: a Center, or the port where no Center has it. */
const REVIEWED: readonly WorkItemState[] = ['without a Center', 'open', 'taken'];

/** @param reliefs of the filer, for the clock of a rejected summary */
export const clockOfItem = (item: WorkItem, reliefs: readonly Relief[], today: CustomsDate): RunningClock | null => {
  if (item.state === 'with the filer' && item.rejectedOn !== null)
    return running('resubmission of a summary', { start: item.rejectedOn, reliefs }, today);
  if (!REVIEWED.includes(item.state) || item.filedOn === null) return null;
  return running(clockOfReview(item.entryType), { start: item.filedOn }, today);
};

export const viewOf = (item: WorkItem, clock: RunningClock | null): WorkItemView => ({
  ...{ itemId: Number(item.id), entryNumber: formatEntryNumber(item.filerCode, item.entryNumber), clock },
  ...{ portOfEntry: item.portOfEntry, entryType: item.entryType, filedOn: item.filedOn },
  ...{ accountId: item.accountId, valueDollars: item.valueDollars, dutyCents: item.dutyCents },
  ...{ centerId: item.centerId, teamNumber: item.teamNumber, state: item.state },
  ...{ priority: item.priority, reasons: item.reasons, timesRejected: item.timesRejected },
  underReview: isUnderReview(item),
  ...{ takenBy: item.holderName, takenById: item.holderId, leaseUntil: item.leaseUntil },
  ...{ reservedFor: item.reservedName, correction: item.correction },
});
