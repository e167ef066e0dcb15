import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { entrySubject, NoticeDocumentHandedIn, type NoticeTold } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { currentCorrelation, Problem } from '#service';
import { appendActivity } from '../../activity-log/activity.repository';
import { withMerged } from '../../activity-log/merged-logs';
import { documentActivity } from '../log/document-activity';

const PREFIX = 'request:';
/** Action numbers of requests and notices of Centers; `DR` is a request for documents, which is this service's own. */
const NUMBER = /^(?:RI|NA|NR)\d{10}$/;

/** The action number of a request or notice of a Center that a subject names; null where it names something else. */
export const centerNoticeIn = (subject: string): string | null => {
  const number = subject.startsWith(PREFIX) ? subject.slice(PREFIX.length) : '';
  return NUMBER.test(number) ? number : null;
};

/** Requests and notices of Centers, as far as documents may answer them. They are cee's: here is only whom each was sent to, and whether it still takes answers. */
@Injectable()
export class CenterNotices {
  /** An older word never replaces a newer one. */
  async store(manager: EntityManager, told: readonly NoticeTold[]): Promise<void> {
    const newest = new Map<string, NoticeTold>();
    for (const one of told) {
      const key = `${one.actionNumber} ${one.accountId}`;
      if ((newest.get(key)?.version ?? 0) < one.version) newest.set(key, one);
    }
    await insertRows(
      manager,
      'center_notice',
      {
        ...{ action_number: 'text', account_id: 'uuid', version: 'int', takes_answers: 'boolean' },
        ...{ filer_code: 'text', entry_number: 'text' },
      },
      [...newest]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, one]) => ({
          ...{ action_number: one.actionNumber, account_id: one.accountId, version: one.version },
          ...{ takes_answers: one.takesAnswers, filer_code: one.filerCode, entry_number: one.entryNumber },
        })),
      `ON CONFLICT (action_number, account_id) DO UPDATE SET version = excluded.version, takes_answers = excluded.takes_answers
        WHERE center_notice.version < excluded.version`,
    );
  }

  /**
   * Tells cee of a document that names requests or notices among what it is linked to. In the transaction in which it is linked.
   *
   * @throws Problem `not-valid` for one that this account was not sent, `state-conflict` for one that is over
   */
  async answered(
    unit: UnitOfWork,
    accountId: string,
    documentId: string,
    subjects: readonly string[],
    by: string,
  ): Promise<void> {
    const numbers = subjects.flatMap((subject) => centerNoticeIn(subject) ?? []);
    if (numbers.length === 0) return;
    const { manager, now } = unit;
    const accountIds = await withMerged(manager, accountId);
    for (const actionNumber of numbers) {
      const [notice] = await manager.query(
        `SELECT account_id AS "accountId", takes_answers AS "takesAnswers", filer_code AS "filerCode", entry_number AS "entryNumber"
           FROM center_notice WHERE action_number = $1 AND account_id = ANY($2::uuid[]) ORDER BY version DESC LIMIT 1`,
        [actionNumber, accountIds],
      );
      if (!notice)
        throw new Problem('not-valid', 'The document answers no request or notice of a Center to this account.', [
          {
            at: '/subjects',
            text: `the account was not sent ${actionNumber}`,
            remedy: 'Take the action number of the UC notification or of the document.',
          },
        ]);
      if (!notice.takesAnswers)
        throw new Problem('state-conflict', `${actionNumber} is over: documents do not answer it any more.`);
      unit.publish(
        NoticeDocumentHandedIn,
        entrySubject(notice),
        { accountId: notice.accountId, actionNumber, documentId, by, occurredAt: now.toISOString() },
        { correlationId: currentCorrelation() ?? documentId },
      );
      await appendActivity(
        manager,
        [
          documentActivity(
            now,
            accountId,
            'documents',
            'Center notice answered',
            `${PREFIX}${actionNumber}`,
            `${by} handed in a document`,
          ),
        ],
        now,
      );
    }
  }
}
