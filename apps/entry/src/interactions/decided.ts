import { accountSubject, actOfCbp, EntryInteractionRecorded, entrySubject } from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';

/** What somebody of CBP decided on an entry. */
export interface Decided {
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly decision: string;
  readonly by: string;
  readonly ports: readonly string[];
  readonly cause: Cause;
}

/** Tells the activity log of the filer's account what CBP decided on its entry. */
export const tellDecided = (
  unit: UnitOfWork,
  { filerCode, entryNumber, decision, by, ports, cause }: Decided,
  accountId: string,
  centerId: string | null,
): void => {
  const record = { kind: 'review', subject: entrySubject({ filerCode, entryNumber }), outcome: decision };
  unit.publish(
    EntryInteractionRecorded,
    accountSubject(accountId),
    actOfCbp(
      {
        ...{ accountId, kind: 'decided', person: by, disposition: decision, ports, center: centerId },
        what: `decided on entry ${filerCode}-${entryNumber}: ${decision}`,
        records: [record],
      },
      unit.now,
    ),
    cause,
  );
};
