import { randomUUID } from 'node:crypto';
import {
  accountSubject,
  actOfCbp,
  EnforcementAccountTold,
  enforcementCaseSubject,
  EnforcementInteractionRecorded,
} from '#contracts';
import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation } from '#service';
import type { CaseRow } from '../cases/case-row';

const cause = (): { correlationId: string } => ({ correlationId: currentCorrelation() ?? randomUUID() });

/** What a party, or who acts for it, did in its case, into the party's activity log. */
export const tellFiled = (
  unit: UnitOfWork,
  { number, state }: CaseRow,
  accountId: string | null,
  { by, what, kind = 'filed' }: { readonly by: string; readonly what: string; readonly kind?: 'filed' | 'withdrawn' },
): void => {
  if (accountId === null) return;
  unit.publish(
    EnforcementInteractionRecorded,
    accountSubject(accountId),
    {
      ...{ accountId, kind, channel: 'account', transmissionId: null, mailboxId: null, person: by },
      ...{ disposition: 'processed', summary: `${by} ${what} in case ${number}` },
      items: [{ kind: 'enforcement case', subject: enforcementCaseSubject(number), filingId: null, outcome: state }],
      occurredAt: unit.now.toISOString(),
    },
    cause(),
  );
};

/** What CBP did besides a step of the case, into the activity logs of accounts. */
export const tellActed = (
  unit: UnitOfWork,
  { number, state, port, centerId }: CaseRow,
  accountIds: readonly string[],
  { by, what }: { readonly by: string; readonly what: string },
): void => {
  for (const accountId of accountIds)
    unit.publish(
      EnforcementInteractionRecorded,
      accountSubject(accountId),
      actOfCbp(
        {
          ...{ accountId, kind: 'decided', person: by, disposition: state, ports: [port], center: centerId },
          what: `${what} in case ${number}`,
          records: [{ kind: 'enforcement case', subject: enforcementCaseSubject(number), outcome: state }],
        },
        unit.now,
      ),
      cause(),
    );
};

/** Into the mailboxes of accounts. */
export const tellMail = (
  unit: UnitOfWork,
  { number }: CaseRow,
  accountIds: readonly string[],
  {
    about,
    text,
    dueDate = null,
  }: { readonly about: string; readonly text: string; readonly dueDate?: CustomsDate | null },
): void => {
  for (const accountId of accountIds)
    unit.publish(
      EnforcementAccountTold,
      accountSubject(accountId),
      {
        ...{ accountId, about, text: `Case ${number}: ${text}` },
        items: [{ reference: number, text: about, dueDate }],
      },
      cause(),
    );
};
