import type { NoticeTold } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { type AnswerSource, endAnswers, recordAnswers, type Stage } from '../earlier-answers/earlier-answers';
import { KIND_NAMES, type QuestionKind } from '../earlier-answers/question-kinds.table';
import { centerDay } from '../work/work-item';
import type { Notice } from './notice';

type Step = NoticeTold['step'];

const SOURCES: Readonly<Record<Notice['form'], AnswerSource>> = {
  'CF-28': 'request for information',
  'CF-29': 'notice of action',
  'CF-4647': 'marking notice',
};
const STAGES: Readonly<Partial<Record<Step, Stage>>> = {
  issued: 'request',
  answered: 'answer',
  agreed: 'answer',
  disagreed: 'answer',
  marked: 'answer',
  redelivered: 'answer',
  'found sufficient': 'decision',
  'action ordered': 'decision',
};

const kindOf = (about: string): QuestionKind =>
  about === 'antidumping or countervailing duty' ? 'AD/CVD' : (KIND_NAMES.find((kind) => kind === about) ?? 'other');

/** What a request or notice asks, is answered and decides is found by whoever asks next. It names no outcome, so that it binds nobody. */
export const keepStep = async (
  unit: UnitOfWork,
  notice: Notice,
  step: Step,
  by: { readonly side: 'CBP' | 'trade' | 'platform'; readonly name: string; readonly personId: string | null },
  note: string | null,
): Promise<void> => {
  if (step === 'refused')
    await endAnswers(unit, SOURCES[notice.form], [notice.id], 'the entry service did not carry it out');
  const stage = STAGES[step];
  if (!stage) return;
  await recordAnswers(unit, [
    {
      source: { kind: SOURCES[notice.form], id: notice.id, number: notice.number, part: notice.version },
      ...{ stage, kind: kindOf(notice.about), accountId: notice.importerAccountId, supplier: null },
      ...{ goods: notice.product, tariff: notice.heading, port: notice.portOfEntry, centerId: notice.centerId },
      ...{ outcome: null, text: note ?? notice.question, day: centerDay(unit.now) },
      by: by.side === 'CBP' ? { name: by.name, personId: by.personId } : null,
    },
  ]);
};
