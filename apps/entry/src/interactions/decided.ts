import { accountSubject, EntryInteractionRecorded, type EntryReviewOrdered, entrySubject } from '#contracts';
import type { Received, UnitOfWork } from '#messaging';

/** Tells the activity log of the filer's account what an officer decided on its entry. */
export const tellDecided = (
  unit: UnitOfWork,
  order: Received<EntryReviewOrdered>,
  accountId: string,
  centerId: string | null,
): void => {
  const { filerCode, entryNumber, decision, officer, officerPorts } = order.data;
  const [port, ...others] = officerPorts;
  unit.publish(
    EntryInteractionRecorded,
    accountSubject(accountId),
    {
      accountId,
      kind: 'decided',
      channel: 'CBP',
      transmissionId: null,
      mailboxId: null,
      disposition: decision,
      summary: `${officer} of CBP decided on entry ${filerCode}-${entryNumber}: ${decision}`,
      person: officer,
      ...(port !== undefined && others.length === 0 && { port }),
      ...(centerId !== null && { center: centerId }),
      items: [{ kind: 'review', subject: entrySubject({ filerCode, entryNumber }), filingId: null, outcome: decision }],
      occurredAt: unit.now.toISOString(),
    },
    order,
  );
};
