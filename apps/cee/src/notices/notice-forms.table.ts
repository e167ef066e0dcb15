import type { NoticeTold } from '#contracts';
import type { ClockName } from '#reference';
import type { CenterFunction } from '../authority/authority.repository';
import { KIND_NAMES, type QuestionKind } from '../earlier-answers/question-kinds.table';
import {
  markingNoticeStates,
  type NoticeLife,
  noticeOfActionStates,
  requestForInformationStates,
} from './notice.states';

export type NoticeFormCode = NoticeTold['form'];
type Step = NoticeTold['step'];

interface NoticeForm {
  readonly form: NoticeFormCode;
  readonly title: string;
  /** First two of the twelve characters of its number. */
  readonly prefix: string;
  readonly clock: ClockName;
  readonly life: NoticeLife;
  /** What it is about beyond the question: the action of CF-29, the demand of CF-4647; empty where there is nothing to choose. */
  readonly actions: readonly string[];
  /** Under which function of a Center it is issued. */
  readonly underFunction: (action: string | null) => CenterFunction;
  /** What an importer or filer may say in answer. */
  readonly answers: readonly Step[];
  /** Disposition type of UC E1 for what asks for an answer. UC has types of its own for none of the three: 3 asks for specific documents. */
  readonly dispositionType: '3';
  /** Paragraphs at the foot of the printed document. */
  readonly whatToDo: readonly string[];
}

const REDELIVER = 'redeliver';
const ASKS_DOCUMENTS = '3';

/** The requests and notices of the Centers. Sources: CBP Forms 28, 29 and 4647; 19 CFR 151.11, 152.2, 134.51 to 134.54, 141.113. */
export const NOTICE_FORMS: readonly NoticeForm[] = [
  {
    ...{ form: 'CF-28', title: 'Request for information', prefix: 'RI', dispositionType: ASKS_DOCUMENTS },
    ...{ clock: 'answer to a request for information', life: requestForInformationStates as NoticeLife },
    ...{ actions: [], underFunction: () => 'requests-and-notices', answers: ['answered'] },
    whatToDo: [
      'Answer in writing, and hand in what is asked for, by the day above. Where no answer comes the Center decides by what it has.',
    ],
  },
  {
    ...{ form: 'CF-29', title: 'Notice of action', prefix: 'NA', dispositionType: ASKS_DOCUMENTS },
    ...{ clock: 'disagreement with a notice of action', life: noticeOfActionStates as NoticeLife },
    actions: [
      ...['rate advance', 'value advance', 'classification', 'quantity', 'antidumping or countervailing duty'],
      ...['claim denied', 'other'],
    ],
    ...{ underFunction: () => 'requests-and-notices', answers: ['agreed', 'disagreed'] },
    whatToDo: [
      'Of a proposed action: if you disagree, say why, with what proves it, by the day above; after that day the entry may be liquidated as proposed. If you agree, say so, and it is done sooner.',
      'Of an action that was taken: the liquidation may be protested within 180 days of its notice (19 CFR 174.12(e)).',
    ],
  },
  {
    ...{ form: 'CF-4647', title: 'Notice to mark or redeliver', prefix: 'NR', dispositionType: ASKS_DOCUMENTS },
    ...{ clock: 'marking or redelivery', life: markingNoticeStates as NoticeLife },
    actions: ['mark', 'mark or redeliver', REDELIVER],
    underFunction: (action) => (action === REDELIVER ? 'redelivery' : 'origin-marking'),
    answers: ['marked', 'redelivered'],
    whatToDo: [
      'Mark the merchandise and certify it, or return it to CBP custody, by the day above. Do not dispose of it before CBP has released you from this notice.',
      'Otherwise liquidated damages under the bond may be demanded (19 CFR 134.54(a), 141.113(h)). For good cause the Center may give more time (19 CFR 134.54(a)).',
    ],
  },
];

export const NOTICE_FORM_CODES = NOTICE_FORMS.map(({ form }) => form);
export const formOf = (code: NoticeFormCode): NoticeForm => NOTICE_FORMS.find(({ form }) => form === code)!;

/** What a request or notice is about. */
export const SUBJECT_MATTERS = [
  ...['classification', 'value', 'rate', 'origin', 'marking', 'preference', 'quantity'],
  ...['antidumping or countervailing duty', 'admissibility', 'intellectual property', 'other'],
] as const;

/** As what kind of question it is compared with others. */
export const kindAsked = (about: string): QuestionKind =>
  about === 'antidumping or countervailing duty' ? 'AD/CVD' : (KIND_NAMES.find((kind) => kind === about) ?? 'other');

/** The table for partners. */
export const noticeTables = (): string =>
  [
    '| form | what it is | number | who decides | what may be answered |',
    '|---|---|---|---|---|',
    ...NOTICE_FORMS.map(
      ({ form, title, prefix, underFunction, actions, answers }) =>
        `| ${form} | ${title.toLowerCase()} | \`${prefix}2600000017\` | \`${[...new Set([underFunction(null), ...actions.map(underFunction)])].join('`, `')}\` | ${answers.map((word) => `\`${word}\``).join(', ')} |`,
    ),
  ].join('\n');
