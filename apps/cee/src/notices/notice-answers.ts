import { Injectable } from '@nestjs/common';
import type { Asking } from '#access';
import type { NoticeDocumentHandedIn } from '#contracts';
import { type Received, Transactions, type UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { actingFor } from '../people/asking-person';
import { CenterNotices } from './center-notices';
import { type Notice, type NoticeView, takesAnswers } from './notice';
import { formOf } from './notice-forms.table';
import { NoticeSteps } from './notice-steps';
import { answerById, insertAnswer, noticeByNumber } from './notice.repository';

export const ANSWERS = ['answered', 'agreed', 'disagreed', 'marked', 'redelivered'] as const;

export interface NoticeAnswerOrder {
  readonly id: string;
  readonly says: (typeof ANSWERS)[number];
  readonly text: string | null;
  readonly documentReferences: readonly string[];
}

export const isParty = ({ importerAccountId, filerAccountId }: Notice, accountId: string): boolean =>
  accountId === importerAccountId || accountId === filerAccountId;

/** What importers and filers answer: in words with documents, or by a document alone that names the number. */
@Injectable()
export class NoticeAnswers {
  constructor(
    private readonly transactions: Transactions,
    private readonly notices: CenterNotices,
    private readonly steps: NoticeSteps,
  ) {}

  /** The same again is the same answer. @throws Problem `not-found` for who is not asked, `not-valid` for an answer that the form does not have, `state-conflict` once it is over */
  answer(asking: Asking, number: string, order: NoticeAnswerOrder): Promise<NoticeView> {
    const { accountId } = asking.account;
    const { id, says, text, documentReferences } = order;
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const notice = await noticeByNumber(manager, number, true);
      if (!isParty(notice, accountId)) throw new Problem('not-found', `There is no request or notice ${number}.`);
      const known = await answerById(manager, id);
      if (known) {
        if (known.noticeId === notice.id && known.accountId === accountId && known.says === says && known.text === text)
          return this.notices.viewWithin(manager, notice, now);
        throw new Problem('state-conflict', 'Another answer has this id.', [{ at: '/id', text: 'is taken' }]);
      }
      const { answers } = formOf(notice.form);
      if (!answers.includes(says))
        throw new Problem('not-valid', `${notice.form} is answered otherwise.`, [
          { at: '/says', text: `'${says}' is no answer to it`, remedy: `Say ${answers.join(' or ')}.` },
        ]);
      if (text === null && documentReferences.length === 0 && says !== 'agreed')
        throw new Problem('not-valid', 'The answer is empty.', [
          { at: '/text', text: 'is missing, and no document is named', remedy: 'Write an answer, or name documents.' },
        ]);
      const by = actingFor(asking);
      await insertAnswer(manager, {
        ...{ id, noticeId: notice.id, accountId, says, text, documents: documentReferences, by, at: now },
      });
      const after = await this.steps.take(
        unit,
        notice,
        says,
        { side: 'trade', name: by, personId: asking.personId, accountId },
        { note: documentReferences.length > 0 ? `with ${documentReferences.length} document(s)` : null },
      );
      return this.notices.viewWithin(manager, after, now);
    });
  }

  /** A document that came to the account service. Once a notice is over it is kept with it and changes nothing. */
  async handedIn(unit: UnitOfWork, { id, data }: Received<NoticeDocumentHandedIn>): Promise<void> {
    const { manager, now } = unit;
    const { actionNumber, accountId, documentId, by } = data;
    const notice = await noticeByNumber(manager, actionNumber, true);
    const step = 'document handed in';
    await insertAnswer(manager, {
      ...{ id, noticeId: notice.id, accountId, says: step, text: null, documents: [documentId], by, at: now },
    });
    if (!takesAnswers(notice)) return;
    const actor = { side: 'trade', name: by, personId: null, accountId } as const;
    await this.steps.take(unit, notice, step, actor, { note: `document ${documentId}` });
  }
}
