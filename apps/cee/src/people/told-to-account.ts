import { randomUUID } from 'node:crypto';
import { accountSubject, actOfCbp, CeeInteractionRecorded } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation } from '#service';

export interface Acted {
  readonly accountId: string;
  readonly person: string;
  /** For a person, without who did it: `asked CQ-26-000017`. */
  readonly what: string;
  readonly record: { readonly kind: string; readonly subject: string; readonly outcome: string };
  readonly center: string | null;
}

const cause = (): { correlationId: string } => ({ correlationId: currentCorrelation() ?? randomUUID() });

/** What the account itself did, into its activity log. */
export const tellOwnAct = (
  unit: UnitOfWork,
  kind: 'filed' | 'withdrawn',
  { accountId, person, what, record, center }: Acted,
): void =>
  unit.publish(
    CeeInteractionRecorded,
    accountSubject(accountId),
    {
      ...{
        accountId,
        kind,
        channel: 'account',
        transmissionId: null,
        mailboxId: null,
        person,
        disposition: 'processed',
      },
      ...{ summary: `${person} ${what}`, ...(center !== null && { center }), items: [{ ...record, filingId: null }] },
      occurredAt: unit.now.toISOString(),
    },
    cause(),
  );

/** What CBP did that concerns the account, into its activity log. */
export const tellActOfCbp = (unit: UnitOfWork, { accountId, person, what, record, center }: Acted): void =>
  unit.publish(
    CeeInteractionRecorded,
    accountSubject(accountId),
    actOfCbp(
      { accountId, kind: 'decided', person, disposition: record.outcome, what, records: [record], center },
      unit.now,
    ),
    cause(),
  );
