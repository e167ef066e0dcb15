import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Asking } from '#access';
import type { NoticeDocumentHandedIn } from '#contracts';
import { type Received, Transactions, type UnitOfWork } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { AccountQuestions, type QuestionAnswered } from '../account-questions/account-questions';
import { nameDocuments } from '../named-documents/named-documents';
import { actingFor } from '../people/asking-person';
import { noPowerOnEntries, powersOf } from '../powers/powers-of-attorney';
import { centerDay } from '../work/work-item';
import { CenterNotices } from './center-notices';
import { type Notice, type NoticeView, takesAnswers } from './notice';
import { formOf } from './notice-forms.table';
import { NoticeSteps } from './notice-steps';
import { answerById, answersOf, insertAnswer, lockNotice, noticesWhere } from './notice.repository';

export const ANSWERS = ['answered', 'agreed', 'disagreed', 'marked', 'redelivered'] as const;

export interface NoticeAnswerOrder {
  readonly id: string;
  readonly says: (typeof ANSWERS)[number];
  readonly text: string | null;
  readonly documentReferences: readonly string[];
}

export const isParty = ({ importerAccountId, filerAccountId }: Notice, accountId: string): boolean =>
  accountId === importerAccountId || accountId === filerAccountId;

/** Why a filer may not speak for the importer by the powers of attorney on file; null where it may, where the importer keeps none here, and for the importer itself. */
const noPowerOf = async ({ manager, now }: UnitOfWork, notice: Notice, accountId: string): Promise<string | null> => {
  if (accountId === notice.importerAccountId) return null;
  const [item]: { identity: string | null }[] = await manager.query(
    'SELECT importer_identity AS identity FROM work_item WHERE id = $1',
    [notice.itemId],
  );
  const powers = await powersOf(manager, item?.identity ?? null);
  if (powers === null) return null;
  const ports = notice.portOfEntry === null ? [] : [notice.portOfEntry];
  return noPowerOnEntries(powers, [notice.filerCode], { ports, day: centerDay(now), now });
};

/** @throws Problem `not-authorized`; `state-conflict` where a filer would agree to what the importer disagreed with */
const requireMayAnswer = async (
  unit: UnitOfWork,
  { account }: Asking,
  notice: Notice,
  says: NoticeAnswerOrder['says'],
): Promise<void> => {
  const noPower = await noPowerOf(unit, notice, account.accountId);
  if (noPower !== null)
    throw new Problem(
      'not-authorized',
      `You have no power of attorney of the importer in force: ${noPower} (19 CFR 141.46). The importer answers.`,
    );
  if (says !== 'agreed' || account.accountId === notice.importerAccountId) return;
  const ofImporter = (await answersOf(unit.manager, notice.id)).filter(
    (one) => one.accountId === notice.importerAccountId && (one.says === 'agreed' || one.says === 'disagreed'),
  );
  if (ofImporter.at(-1)?.says === 'disagreed')
    throw new Problem('state-conflict', 'The importer disagreed: only the importer agrees after that.');
};

/** What importers and filers answer: in words with documents, or by a document alone that names the number. */
@Injectable()
export class NoticeAnswers {
  constructor(
    private readonly transactions: Transactions,
    private readonly notices: CenterNotices,
    private readonly steps: NoticeSteps,
    questions: AccountQuestions,
  ) {
    questions.follow((unit, questionId, answer) => this.answeredAsQuestion(unit, questionId, answer));
  }

  /** The same again is the same answer. @throws Problem `not-found` for who is not asked, `not-valid` for an answer that the form does not have, `state-conflict` once it is over */
  answer(asking: Asking, number: string, order: NoticeAnswerOrder): Promise<NoticeView> {
    const { accountId } = asking.account;
    const { id, says, text, documentReferences } = order;
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const notice = await lockNotice(manager, number);
      if (!isParty(notice, accountId)) throw new Problem('not-found', `There is no request or notice ${number}.`);
      await requireSameContent(manager, 'answer', id, { number, says, text, documentReferences });
      const known = await answerById(manager, id);
      if (known) {
        if (known.noticeId === notice.id && known.accountId === accountId && known.says === says && known.text === text)
          return this.notices.viewWithin(manager, notice, now);
        throw new Problem('state-conflict', 'Another answer has this id.', [{ at: '/id', text: 'is taken' }]);
      }
      await requireMayAnswer(unit, asking, notice, says);
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
      await nameDocuments(unit, {
        ...{ in: 'notice', recordId: notice.id, number, accountId, documents: documentReferences },
      });
      const after = await this.steps.take(
        unit,
        notice,
        says,
        { side: 'trade', name: by, personId: asking.personId, accountId },
        { note: documentReferences.length > 0 ? `with ${documentReferences.length} document(s)` : null, said: text },
      );
      return this.notices.viewWithin(manager, after, now);
    });
  }

  /** The account answered the question that a request asks, or who asked it too wrote its answer down. */
  private async answeredAsQuestion(
    unit: UnitOfWork,
    questionId: string,
    { text, by, side, personId, accountId }: QuestionAnswered,
  ): Promise<void> {
    const { manager, now } = unit;
    const says = 'answered';
    for (const notice of await noticesWhere(manager, 'WHERE n.question_id = $1 ORDER BY n.number FOR UPDATE', [
      questionId,
    ])) {
      if (!formOf(notice.form).life.can(notice.state, says)) continue;
      const id = randomUUID();
      await insertAnswer(manager, { id, noticeId: notice.id, accountId, says, text, documents: [], by, at: now });
      await this.steps.take(unit, notice, says, { side, name: by, personId, accountId }, { said: text });
    }
  }

  /** A document that came to the account service. Once a notice is over, or from a filer without power, it is kept with it and changes nothing. */
  async handedIn(unit: UnitOfWork, { id, data }: Received<NoticeDocumentHandedIn>): Promise<void> {
    const { manager, now } = unit;
    const { actionNumber, accountId, documentId, by } = data;
    const notice = await lockNotice(manager, actionNumber);
    const step = 'document handed in';
    await insertAnswer(manager, {
      ...{ id, noticeId: notice.id, accountId, says: step, text: null, documents: [documentId], by, at: now },
    });
    if (!takesAnswers(notice) || (await noPowerOf(unit, notice, accountId)) !== null) return;
    const actor = { side: 'trade', name: by, personId: null, accountId } as const;
    await this.steps.take(unit, notice, step, actor, { note: `document ${documentId}` });
  }
}
