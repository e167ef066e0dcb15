import type { NoticeTold } from '#contracts';
import { daysBetween, formatEntryNumber, type CustomsDate, type Relief } from '#kernel';
import { dueOf, running, type Due, type RunningClock } from '#reference';
import { NO_CENTER } from '../centers/centers.data';
import type { NamedDocumentView } from '../named-documents/named-documents';
import { formOf, type NoticeFormCode } from './notice-forms.table';
import { isAwaiting } from './notice.states';

/** Amounts that a notice of action is about: duty and fees by accounting class. */
export interface AmountsOwed {
  readonly dutyCents: number;
  readonly fees: readonly { readonly class: string; readonly cents: number }[];
}

/** A request or notice as it is stored. */
export interface Notice {
  readonly id: string;
  readonly number: string;
  readonly form: NoticeFormCode;
  readonly state: string;
  readonly version: number;
  readonly itemId: string;
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly entryType: string | null;
  readonly portOfEntry: string | null;
  readonly filerAccountId: string;
  readonly importerAccountId: string;
  readonly importerName: string;
  readonly importerNumber: string;
  /** Who issued it and goes on with it: a Center, or, where it is null, the port of entry. */
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly issuedBy: string;
  readonly issuedById: string;
  readonly phone: string | null;
  readonly issuedAt: Date;
  readonly about: string;
  readonly question: string;
  readonly product: string | null;
  readonly heading: string | null;
  readonly supplier: string | null;
  readonly entryLines: readonly string[];
  readonly action: string | null;
  readonly finally: AmountsOwed | null;
  /** Of a notice of action: what the goods are by it, as it is compared with other decisions. */
  readonly outcome: string | null;
  /** Of a request for information: the question of CBP to the account that it asks. */
  readonly questionId: string | null;
  readonly hash: string;
  readonly clockStart: CustomsDate;
  readonly clockDays: number | null;
  readonly dueDate: CustomsDate | null;
  readonly orderId: string | null;
  readonly refusal: string | null;
}

export interface NoticeAnswerView {
  /** `answered`, `agreed`, `disagreed`, `marked`, `redelivered`, or `document handed in`. */
  readonly says: string;
  readonly text: string | null;
  /** Ids of documents at the account service, and references that their filer gave them. */
  readonly documentReferences: readonly string[];
  readonly by: string;
  readonly accountId: string;
  readonly answeredAt: Date;
}

export interface NoticeHistory {
  readonly event: string;
  readonly state: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: Date;
}

/** Who asked the same while the request was out. */
export interface NoticeReader {
  readonly by: string;
  readonly centerId: string | null;
  readonly port: string | null;
  readonly joinedAt: Date;
}

/** A request or notice as it is shown in lists. */
export interface NoticeLineView {
  /** Twelve characters: its action identification number in UC E2. */
  readonly actionNumber: string;
  readonly form: string;
  readonly state: string;
  /** As people write it. */
  readonly entryNumber: string;
  /** The Center that issued it; null where the port of entry did. */
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  readonly portOfEntry: string | null;
  readonly about: string;
  readonly issuedAt: Date;
  /** The clock while an answer is awaited. */
  readonly clock: RunningClock | null;
  /** Where the printable document is. */
  readonly documentPath: string;
}

/** A request or notice with all of it. */
export interface NoticeView extends NoticeLineView {
  readonly title: string;
  readonly entryType: string | null;
  readonly importer: string;
  /** Of a social security number the last four digits. */
  readonly importerNumber: string;
  readonly issuedBy: string;
  readonly phone: string | null;
  readonly question: string;
  readonly product: string | null;
  readonly heading: string | null;
  readonly supplier: string | null;
  readonly entryLines: readonly string[];
  readonly action: string | null;
  readonly finally: AmountsOwed | null;
  /** Of a notice of action: what the goods are by it. */
  readonly outcome: string | null;
  readonly itemId: number;
  readonly liquidationOrderId: string | null;
  /** Why the entry service did not carry the action out. */
  readonly refusal: string | null;
  readonly takesAnswers: boolean;
  /** Who asked the same, and reads the answer too. */
  readonly readers: readonly NoticeReader[];
  readonly answers: readonly NoticeAnswerView[];
  readonly history: readonly NoticeHistory[];
  /** Documents that answers named, and whether the account service has them for who named them. */
  readonly namedDocuments: readonly NamedDocumentView[];
}

type Clocked = Pick<Notice, 'form' | 'clockStart' | 'clockDays'>;
const started = ({ clockStart, clockDays }: Clocked, reliefs: readonly Relief[]) => ({
  start: clockStart,
  ...(clockDays !== null && { length: clockDays }),
  reliefs,
});

/** The last day for an answer. */
export const dueOfNotice = (notice: Clocked, reliefs: readonly Relief[]): Due =>
  dueOf(formOf(notice.form).clock, started(notice, reliefs));

/** How long a clock is that ends on a day. */
export const daysUntil = (clockStart: CustomsDate, until: CustomsDate): number => daysBetween(clockStart, until);

export const takesAnswers = ({ form, state }: Pick<Notice, 'form' | 'state'>): boolean =>
  formOf(form).life.can(state, 'document handed in');

export const documentPath = (number: string): string => `/notices/${number}/document`;

export const lineOf = (notice: Notice, reliefs: readonly Relief[], today: CustomsDate): NoticeLineView => ({
  ...{ actionNumber: notice.number, form: notice.form, state: notice.state, about: notice.about },
  entryNumber: formatEntryNumber(notice.filerCode, notice.entryNumber),
  ...{
    centerId: notice.centerId,
    teamNumber: notice.teamNumber,
    portOfEntry: notice.portOfEntry,
    issuedAt: notice.issuedAt,
  },
  clock: isAwaiting(notice.state) ? running(formOf(notice.form).clock, started(notice, reliefs), today) : null,
  documentPath: documentPath(notice.number),
});

export const viewOfNotice = (
  notice: Notice,
  readers: readonly NoticeReader[],
  answers: readonly NoticeAnswerView[],
  history: readonly NoticeHistory[],
  namedDocuments: readonly NamedDocumentView[],
  reliefs: readonly Relief[],
  today: CustomsDate,
): NoticeView => ({
  ...lineOf(notice, reliefs, today),
  ...{ title: formOf(notice.form).title, entryType: notice.entryType },
  ...{ importer: notice.importerName, importerNumber: notice.importerNumber },
  ...{ issuedBy: notice.issuedBy, phone: notice.phone, question: notice.question, product: notice.product },
  ...{ heading: notice.heading, entryLines: notice.entryLines, action: notice.action, finally: notice.finally },
  ...{ supplier: notice.supplier, outcome: notice.outcome },
  ...{ itemId: Number(notice.itemId), liquidationOrderId: notice.orderId, refusal: notice.refusal },
  ...{ takesAnswers: takesAnswers(notice), readers, answers, history, namedDocuments },
});

/** Where messages name a Center: of what a port issued, as AX answers that no Center decides. */
export const centerTold = ({ centerId }: Pick<Notice, 'centerId'>): string => centerId ?? NO_CENTER;

const WIDTH = 78;
const MOST_REMARKS = 7;

/** Words in lines of a width; a word that is longer is cut. */
export const wrapped = (text: string, width: number): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'g')) ?? [])) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });

/** What stands in UC E3: seven lines of 78 characters; where the text is longer the last one says where all of it is. */
export const remarksOf = (
  notice: Pick<Notice, 'form' | 'number' | 'action' | 'question' | 'dueDate' | 'state'>,
  step: NoticeTold['step'],
  note: string | null,
): string[] => {
  const { form, number, action, question, dueDate, state } = notice;
  const heads = [
    `${form} ${formOf(form).title}${state === 'proposed' ? ', PROPOSED' : ''}${action === null ? '' : `: ${action}`}`,
    ...(step === 'issued' ? [] : [step]),
    ...(dueDate === null ? [] : [`ANSWER BY ${dueDate}`]),
  ];
  const text = wrapped((note ?? question).toUpperCase(), WIDTH).filter((line) => line !== '');
  const room = MOST_REMARKS - heads.length;
  const shown = text.length > room ? [...text.slice(0, room - 1), `... ALL OF IT: ${documentPath(number)}`] : text;
  return [...heads.map((line) => line.toUpperCase().slice(0, WIDTH)), ...shown];
};
