import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accountSubject, centerNoticeSubject, CeeInteractionRecorded, entrySubject, NoticeTold } from '#contracts';
import type { Relief } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { keepNoticeOf } from './notice-conduct';
import { Downtimes } from '../downtimes/downtimes';
import { answerQuestion, takeQuestionBack } from '../account-questions/account-questions';
import { noteOnItem, type NoticeEvent } from '../work/item-notices';
import { centerDay } from '../work/work-item';
import { centerTold, documentPath, dueOfNotice, type Notice, remarksOf, takesAnswers } from './notice';
import { formOf } from './notice-forms.table';
import { keepStep } from './notice-precedents';
import { isAwaiting } from './notice.states';
import { insertEvent, itemsOfReaders, noticesWhere, updateNotice } from './notice.repository';

type Step = NoticeTold['step'];

/** Who takes a step. */
export interface Actor {
  readonly side: 'CBP' | 'trade' | 'platform';
  readonly name: string;
  readonly personId: string | null;
  /** The account of the trade that acts. */
  readonly accountId: string | null;
}
export const PLATFORM: Actor = { side: 'platform', name: 'the platform', personId: null, accountId: null };

const ON_ITEM: Readonly<Partial<Record<Step, NoticeEvent>>> = {
  issued: 'notice issued',
  'found insufficient': 'notice issued',
  'more time given': 'notice issued',
  answered: 'notice answered',
  agreed: 'notice answered',
  disagreed: 'notice answered',
  marked: 'notice answered',
  redelivered: 'notice answered',
  'document handed in': 'notice answered',
  overdue: 'notice overdue',
  refused: 'notice refused',
  withdrawn: 'notice settled',
};
const OFFICER_LONGEST = 30;

const waitsForAnother = async (manager: EntityManager, itemId: string): Promise<boolean> =>
  (
    await noticesWhere(
      manager,
      `WHERE n.due_date IS NOT NULL AND ((n.item_id = $1 AND n.center_id IS NOT NULL) OR n.id IN (SELECT notice_id FROM center_notice_reader WHERE item_id = $1 AND center_id IS NOT NULL)) LIMIT 1`,
      [itemId],
    )
  ).length > 0;

/** Takes steps of requests and notices: the state by the table, the clock, the history, what importer and filer are told, and what it means for the item of work. */
@Injectable()
export class NoticeSteps {
  constructor(private readonly downtimes: Downtimes) {}

  /**
   * @param notice locked
   * @param changes beside the state
   * @param note for everybody who reads the history
   * @param said an answer in its own words
   * @throws Problem `state-conflict` where the table does not have the step
   */
  async take(
    unit: UnitOfWork,
    notice: Notice,
    step: Step,
    by: Actor,
    {
      note = null,
      decisionId = null,
      changes = {},
      said = null,
    }: { note?: string | null; decisionId?: string | null; changes?: Partial<Notice>; said?: string | null } = {},
  ): Promise<Notice> {
    const { manager, now } = unit;
    const next = formOf(notice.form).life.next(notice.state, step);
    if (!next.ok)
      throw new Problem('state-conflict', `${notice.number} is ${notice.state}: '${step}' is not possible now.`);
    const moved: Notice = { ...notice, ...changes, state: next.value, version: notice.version + 1 };
    const dueDate = isAwaiting(moved.state)
      ? dueOfNotice(moved, (await this.reliefs(manager, now))(moved)).dueDate
      : null;
    const after: Notice = { ...moved, dueDate };
    await updateNotice(manager, after);
    await insertEvent(manager, after, { event: step, by: by.name, byId: by.personId, note, decisionId }, now);
    this.tell(unit, after, step, by, note);
    await this.onItem(unit, after, step, by);
    await keepStep(unit, after, step, by, note);
    if (notice.version === 0 || step === 'withdrawn') await keepNoticeOf(unit, after);
    await this.onQuestion(unit, after, step, by, said ?? note);
    return after;
  }

  /** What relieves the importer or the filer, either of whom may answer. */
  async reliefs(manager: Pick<EntityManager, 'query'>, now: Date): Promise<(notice: Notice) => Relief[]> {
    const reliefsFor = await this.downtimes.reliefsFor(manager, now, 'by either');
    return ({ importerAccountId, filerAccountId, portOfEntry }) =>
      [...new Set([importerAccountId, filerAccountId])].flatMap((accountId) =>
        reliefsFor({ accountId, port: portOfEntry }),
      );
  }

  private async onItem(unit: UnitOfWork, notice: Notice, step: Step, by: Actor): Promise<void> {
    const event = ON_ITEM[step];
    if (event === undefined) return;
    const waiting = event === 'notice issued' ? [] : await itemsOfReaders(unit.manager, notice.id);
    for (const { itemId, centerId } of [notice, ...waiting]) {
      if (event === 'notice settled' && (await waitsForAnother(unit.manager, itemId))) continue;
      // The Center goes on with its own work on the entry.
      const what = centerId === null ? 'the port acted' : event;
      await noteOnItem(unit, itemId, what, by, `${notice.form} ${notice.number}: ${step}`);
    }
  }

  /** The question that a request asks is answered by its answer, and taken back with it. */
  private async onQuestion(
    unit: UnitOfWork,
    { questionId, number, issuedById }: Notice,
    step: Step,
    by: Actor,
    said: string | null,
  ): Promise<void> {
    if (questionId === null) return;
    if (step === 'answered' || step === 'document handed in')
      await answerQuestion(unit, questionId, said ?? `answered to ${number}`, by.name);
    if (step === 'withdrawn' || step === 'closed')
      await takeQuestionBack(unit, questionId, { number, issuedById }, by.name);
  }

  private tell(unit: UnitOfWork, notice: Notice, step: Step, by: Actor, note: string | null): void {
    const { filerAccountId, importerAccountId, filerCode, entryNumber, form, number, state, dueDate } = notice;
    const { centerId, teamNumber, phone, version } = notice;
    const office = centerId === null ? {} : { center: centerId };
    const cause = { correlationId: currentCorrelation() ?? randomUUID() };
    const occurredAt = unit.now.toISOString();
    const recipients =
      filerAccountId === importerAccountId
        ? [[importerAccountId, 'importer and filer'] as const]
        : [[importerAccountId, 'importer'] as const, [filerAccountId, 'filer'] as const];
    for (const [accountId, to] of recipients)
      unit.publish(
        NoticeTold,
        entrySubject({ filerCode, entryNumber }),
        {
          ...{ accountId, to, actionNumber: number, version, form, step, state, takesAnswers: takesAnswers(notice) },
          ...{
            filerCode,
            entryNumber,
            portOfEntry: notice.portOfEntry,
            dueDate,
            centerId: centerTold(notice),
            teamNumber,
            phone,
            occurredAt,
          },
          officer: (by.side === 'CBP' ? by.name : notice.issuedBy).slice(0, OFFICER_LONGEST),
          ...{ date: centerDay(unit.now), remarks: remarksOf(notice, step, note), documentPath: documentPath(number) },
        },
        cause,
      );
    const told = by.side === 'trade' ? [by.accountId!] : recipients.map(([accountId]) => accountId);
    const who = by.side === 'CBP' ? `${by.name} of CBP` : by.name;
    for (const accountId of [...told].sort())
      unit.publish(
        CeeInteractionRecorded,
        accountSubject(accountId),
        {
          ...{ accountId, transmissionId: null, mailboxId: null, occurredAt, ...office },
          kind: by.side === 'trade' ? 'filed' : 'decided',
          channel: by.side === 'trade' ? 'account' : 'CBP',
          disposition: by.side === 'trade' ? 'processed' : step,
          summary: `${who}: ${form} ${number}, entry ${filerCode}-${entryNumber}: ${step}${note === null ? '' : `: ${note}`}`,
          ...(by.side !== 'platform' && { person: by.name }),
          items: [{ kind: 'Center notice', subject: centerNoticeSubject(number), filingId: null, outcome: state }],
        },
        cause,
      );
  }
}
