import type { NoticeTold } from '#contracts';
import type { UnitOfWork } from '#messaging';
import {
  type AnswerSource,
  endAnswers,
  type NewAnswer,
  recordAnswers,
  requireDecidable,
  type Stage,
} from '../earlier-answers/earlier-answers';
import { centerDay } from '../work/work-item';
import type { Notice } from './notice';
import { kindAsked } from './notice-forms.table';

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

type By = { readonly side: 'CBP' | 'trade' | 'platform'; readonly name: string; readonly personId: string | null };

/** What a request or notice asks, is answered and decides is found by whoever asks next. An action that is ordered binds later decisions: it names what it decides. */
export const keepStep = async (
  unit: UnitOfWork,
  notice: Notice,
  step: Step,
  by: By,
  note: string | null,
): Promise<void> => {
  if (step === 'refused')
    await endAnswers(unit, SOURCES[notice.form], [notice.id], 'the entry service did not carry it out');
  const stage = STAGES[step];
  if (!stage) return;
  const outcome = step === 'action ordered' ? notice.outcome : null;
  await recordAnswers(unit, [{ ...answerOf(unit, notice, by, note), stage, outcome }]);
};

/** An action that departs from earlier decisions is not proposed before a second person approved it. @throws Problem `state-conflict` */
export const requireActionDecidable = async (unit: UnitOfWork, notice: Notice, by: By): Promise<void> => {
  if (notice.outcome === null) return;
  await requireDecidable(unit.manager, {
    ...answerOf(unit, notice, by, null),
    ...{ stage: 'decision', outcome: notice.outcome },
  });
};

const answerOf = (
  unit: UnitOfWork,
  notice: Notice,
  by: By,
  note: string | null,
): Omit<NewAnswer, 'stage' | 'outcome'> => ({
  source: { kind: SOURCES[notice.form], id: notice.id, number: notice.number, part: notice.version },
  ...{ kind: kindAsked(notice.about), accountId: notice.importerAccountId, supplier: notice.supplier },
  ...{ goods: notice.product, tariff: notice.heading, port: notice.portOfEntry, centerId: notice.centerId },
  ...{ text: note ?? notice.question, day: centerDay(unit.now) },
  by: by.side === 'CBP' ? { name: by.name, personId: by.personId } : null,
});
