import { localDate } from '#kernel';
import { clockOf, EASTERN } from '#reference';
import { CENTERS } from '../centers/centers.data';
import { type AmountsOwed, type NoticeView, wrapped } from './notice';
import { formOf, type NoticeFormCode } from './notice-forms.table';

const WIDTH = 78;
const LABEL = 22;

const rule = (mark: string): string => mark.repeat(WIDTH);
const centred = (text: string): string => ' '.repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text;
const field = (label: string, value: string | null): string[] =>
  value === null || value === ''
    ? []
    : wrapped(value, WIDTH - LABEL).map((line, at) => `${(at === 0 ? label : '').padEnd(LABEL)}${line}`);
const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title.toUpperCase(), rule('-'), ...lines];
const dollars = (cents: number): string =>
  `$${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`;
const day = (at: Date): string => localDate(at, EASTERN);

const amounts = (owed: AmountsOwed | null): string[] =>
  owed === null
    ? []
    : [
        ['Duty', owed.dutyCents] as const,
        ...owed.fees.map((fee) => [`Fee, class ${fee.class}`, fee.cents] as const),
        ['Total', owed.dutyCents + owed.fees.reduce((sum, { cents }) => sum + cents, 0)] as const,
      ].map(([label, cents]) => `${label.padEnd(LABEL)}${dollars(cents).padStart(18)}`);

const certificate = (form: NoticeFormCode): string[] => {
  const signature = ['', `Signature ${'.'.repeat(32)}  Date ${'.'.repeat(12)}`, '', `Name, title ${'.'.repeat(30)}`];
  if (form === 'CF-28') return ['I certify that what is furnished is true and correct.', ...signature];
  if (form === 'CF-29') return ['[ ] I agree.   [ ] I disagree, for the reasons attached.', ...signature];
  return [
    '[ ] The merchandise is legally marked now; I certify it (19 CFR 134.52).',
    '[ ] The merchandise was returned to CBP custody.',
    ...signature,
  ];
};

/** The whole document, to be read and printed: lines of 78 characters. It says what stands now; its history is at its end. */
export const documentOf = (notice: NoticeView): string => {
  const form = notice.form as NoticeFormCode;
  const { title, clock, whatToDo } = formOf(form);
  const { rule: source } = clockOf(clock, day(notice.issuedAt));
  const stage = form === 'CF-29' ? (notice.history[0]?.event === 'action ordered' ? 'ACTION TAKEN' : 'PROPOSED') : null;
  const center = CENTERS.find(({ id }) => id === notice.centerId);
  const due = notice.clock;
  const lines = [
    rule('='),
    centred(`${form}  ${title.toUpperCase()}${stage === null ? '' : `: ${stage}`}`),
    centred(source),
    rule('='),
    ...field('Number', notice.actionNumber),
    ...field('Date', day(notice.issuedAt)),
    ...(due
      ? [
          ...field('Answer by', `${due.dueDate} (${due.rule})`),
          ...field('', due.relievedBy === null ? null : `put off from ${due.legalDueDate} by ${due.relievedBy}`),
        ]
      : field('Stands', notice.state)),
    ...section('To', [
      ...field('Importer of record', notice.importer),
      ...field('Importer number', notice.importerNumber),
    ]),
    ...section('From', [
      ...(notice.centerId === null
        ? [...field('Port', notice.portOfEntry), ...field('Officer', notice.issuedBy)]
        : [
            ...field('Center', `${notice.centerId}${center ? ` ${center.name}` : ''}, team ${notice.teamNumber}`),
            ...field('Specialist', notice.issuedBy),
          ]),
      ...field('Telephone', notice.phone),
    ]),
    ...section('Entry', [
      ...field('Entry number', notice.entryNumber),
      ...field('Entry type', notice.entryType),
      ...field('Port of entry', notice.portOfEntry),
      ...field('Lines', notice.entryLines.length > 0 ? notice.entryLines.join(', ') : 'all'),
      ...field('Merchandise', notice.product),
      ...field('Tariff number', notice.heading),
      ...field('Manufacturer', notice.supplier),
      ...field('Decided', notice.outcome && `${notice.about}: ${notice.outcome}`),
    ]),
    ...section(`About ${notice.about}${notice.action === null ? '' : `: ${notice.action}`}`, [
      ...wrapped(notice.question, WIDTH),
    ]),
    ...section('What is owed in the end', amounts(notice.finally)),
    ...section('What to do', [
      ...whatToDo.flatMap((paragraph, at) => [...(at > 0 ? [''] : []), ...wrapped(paragraph, WIDTH)]),
      '',
      ...wrapped(
        `Documents name ${notice.actionNumber}: as record request:${notice.actionNumber} where they are handed in, or in the subject of an e-mail. Text goes to /notices/${notice.actionNumber}/answers.`,
        WIDTH,
      ),
    ]),
    ...section('Answer of the importer', certificate(form)),
    ...section(
      'Answers received',
      notice.answers.flatMap(({ says, text, documentReferences, by, answeredAt }) => [
        ...field(day(answeredAt), `${says}, by ${by}`),
        ...field('', text),
        ...field('', documentReferences.length > 0 ? `documents: ${documentReferences.join(', ')}` : null),
      ]),
    ),
    ...section(
      'History',
      notice.history.flatMap(({ event, by, note, at }) =>
        field(day(at), `${event}, by ${by}${note === null ? '' : `: ${note}`}`),
      ),
    ),
    rule('='),
    '',
  ];
  return lines.map((line) => line.trimEnd()).join('\n');
};
