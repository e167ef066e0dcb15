import { accountSubject, actOfCbp, EntryInteractionRecorded, type EntryReviewOrdered, entrySubject } from '#contracts';
import type { Received, UnitOfWork } from '#messaging';

/** Tells the activity log of the filer's account what an officer decided on its entry. */
export const tellDecided = (
  unit: UnitOfWork,
  order: Received<EntryReviewOrdered>,
  accountId: string,
  centerId: string | null,
): void => {
  const { filerCode, entryNumber, decision, officer, officerPorts } = order.data;
  const record = { kind: 'review', subject: entrySubject({ filerCode, entryNumber }), outcome: decision };
  unit.publish(
    EntryInteractionRecorded,
    accountSubject(accountId),
    actOfCbp(
      {
        ...{
          accountId,
          kind: 'decided',
          person: officer,
          disposition: decision,
          ports: officerPorts,
          center: centerId,
        },
        what: `decided on entry ${filerCode}-${entryNumber}: ${decision}`,
        records: [record],
      },
      unit.now,
    ),
    order,
  );
};
