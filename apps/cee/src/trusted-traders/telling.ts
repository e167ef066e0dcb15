import { randomUUID } from 'node:crypto';
import { accountSubject, actOfCbp, CeeAccountTold, CeeInteractionRecorded } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation } from '#service';

export const cause = (): { correlationId: string } => ({ correlationId: currentCorrelation() ?? randomUUID() });

/** Something that was done about a trusted trader, for the account's activity log. */
export interface Done {
  readonly accountId: string;
  readonly person: string;
  /** Without who did it: `certified TT-26-000001`. */
  readonly what: string;
  readonly record: { readonly kind: string; readonly subject: string; readonly outcome: string };
}

/** What the account itself did. */
export const tellFiled = (
  unit: UnitOfWork,
  { accountId, person, what, record }: Done,
  kind: 'filed' | 'withdrawn' = 'filed',
): void =>
  unit.publish(
    CeeInteractionRecorded,
    accountSubject(accountId),
    {
      ...{ accountId, kind, channel: 'account', transmissionId: null, mailboxId: null, person },
      ...{ disposition: 'processed', summary: `${person} ${what}` },
      items: [{ ...record, filingId: null }],
      occurredAt: unit.now.toISOString(),
    },
    cause(),
  );

/** What CBP did: into the log, and into the account's mailbox. */
export const tellDecided = (
  unit: UnitOfWork,
  { accountId, person, what, record }: Done,
  {
    about,
    text,
    items = [],
    center,
  }: {
    readonly about: string;
    readonly text: string;
    readonly items?: CeeAccountTold['items'];
    readonly center: string | null;
  },
): void => {
  unit.publish(
    CeeInteractionRecorded,
    accountSubject(accountId),
    actOfCbp(
      { accountId, kind: 'decided', person, disposition: record.outcome, what, records: [record], center },
      unit.now,
    ),
    cause(),
  );
  unit.publish(CeeAccountTold, accountSubject(accountId), { accountId, about, text, items: [...items] }, cause());
};
