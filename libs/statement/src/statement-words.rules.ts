import {
  tradeName,
  FUNCTIONS,
  type FunctionKey,
  type Scope,
  type Instruction,
  type Statement,
  type Symptom,
  type Window,
} from '#contracts';
import { PORTS } from '#reference';
import type { Clock } from './stated-time.rules';
import { actText, listText, pickedText, refusalText, sentence } from './filer-act-words.rules';

export const namesOf = (functions: readonly FunctionKey[]): string[] => functions.map((key) => FUNCTIONS[key].name);
export const portText = (code: string): string => {
  const port = PORTS.get(code);
  return port ? `${port.name}, ${port.state} (${code})` : `port ${code}`;
};

const KINDS: Readonly<Record<Statement['kind'], string>> = {
  outage: 'Outage',
  slowdown: 'Slowdown',
  defect: 'Defect',
  'planned maintenance': 'Planned maintenance',
  'emergency maintenance': 'Emergency maintenance (not planned)',
  'planned deployment': 'Planned deployment',
  'emergency fix': 'Emergency fix (not planned)',
  contingency: 'Contingency rules',
  'edit change': 'Change of edits',
  documents: 'Documents',
  'deadline relief': 'Deadline relief',
};
const STAGES: Readonly<Record<Statement['stage'], string>> = {
  expected: 'announced',
  'going on': 'going on',
  resolved: 'resolved',
  'in force': 'in force',
};
const OWNERS: Readonly<Record<Statement['owner'], string>> = {
  platform: '',
  'partner agency': ', on the side of a partner agency',
  network: ', on the side of a network',
  filer: ", on a filer's own side",
};

/** What is meant, in a line: kind, system, environment, side, stage. */
export const whatText = ({ kind, system, owner, stage, confirmed, repair }: Statement): string =>
  `${KINDS[kind]} of ${system} in ${confirmed.environment}${OWNERS[owner]}: ${STAGES[stage]}${repair ? ` (repair ${repair})` : ''}.`;

/** For which ports something is declared, and by whom. */
export const declaredText = ({ ports, portGroups }: Pick<Scope, 'ports' | 'portGroups'>, role: string): string => {
  const places = [
    ...ports.map((code) => PORTS.get(code)?.name ?? `port ${code}`),
    ...portGroups.map((group) => `all ports of the ${group}`),
  ];
  const director = places.length === 1 && portGroups.length === 0 ? 'its port director' : 'their port director';
  return `declared for ${listText(places)} by ${role === 'port director' ? director : role}`;
};

/**
 * One line for each kind of thing a scope names; `everything` where it names none.
 * @param everywhere set where it is so at all ports, although it is declared for those of the scope only: by whom
 */
export const scopeLines = (scope: Scope, everywhere: { readonly declaredBy: string } | null = null): string[] => {
  const { functions, modules, channels, directions, modes, ports, portGroups, users } = scope;
  const places = [
    ...ports.map(portText),
    ...portGroups.map((group) =>
      group === 'diversion ports' ? 'the ports of diversion' : `all ports of the ${group}`,
    ),
  ];
  const line = (label: string, values: readonly string[]): string =>
    values.length > 0 ? `${label}: ${values.join('; ')}` : '';
  const lines = [
    line('Functions', namesOf(functions)),
    line('Functions', functions.length > 0 ? [] : modules.map(tradeName)),
    line('Channels', channels),
    line('Directions', directions),
    line('Modes', modes),
    everywhere ? `Ports: all; ${declaredText(scope, everywhere.declaredBy)}` : line('Ports', places),
    line('Users', users),
  ].filter(Boolean);
  return lines.length > 0 ? lines : ['All functions, modes and ports.'];
};

const SIGNS: Readonly<Record<Symptom['sign'], string>> = {
  'no answer': 'no answers come back',
  'not processed': 'messages are not processed',
  'late answers': 'answers come late',
  backlog: 'messages are backed up',
  refused: 'messages are refused',
  'duplicates looping': 'duplicates are sent in a loop',
  'notices not sent': 'notices are not sent',
  'access denied': 'users are told "access denied"',
  'data missing at the port': 'data may be missing at the port',
  interrupted: 'the connection is interrupted at times',
  'query too large': 'large queries fail',
};

export const symptomText = ({ sign, functions, messages, lateMinutes, waiting, refusal, above }: Symptom): string => {
  const where = [...namesOf(functions), ...messages].join(', ');
  const details = [
    lateMinutes ? `up to ${lateMinutes} minutes late` : '',
    waiting ? `more than ${waiting} wait` : '',
    refusal ? `told ${refusalText(refusal)}` : '',
    ...above.map(({ count, of }) => `above ${count} ${of}`),
  ].filter(Boolean);
  return sentence(`${where ? `${where}: ` : ''}${SIGNS[sign]}${details.length > 0 ? `, ${details.join(', ')}` : ''}`);
};

const INTERRUPTIONS: Readonly<Record<Window['interruption'], string>> = {
  'whole window': '',
  none: 'no interruption is expected',
  'not stated': 'whether there is an interruption is not stated',
};

export const windowText = (
  { functions, from, to, certainty, interruption, breaks, lengths }: Window,
  clock: Clock,
): string => {
  const span = `${from ? `from ${clock(from)}` : 'begin not stated,'}${to ? ` to ${clock(to)}` : ', end not known yet'}`;
  const pause = breaks
    ? `${breaks.count ?? 'several'} breaks of ${breaks.minutesEach} minutes`
    : INTERRUPTIONS[interruption];
  const parts = [
    span,
    certainty === 'certain' ? '' : certainty,
    pause,
    ...lengths.map((length) => `${FUNCTIONS[length.function].name} about ${length.minutes} minutes`),
  ].filter(Boolean);
  return sentence(`${functions.length > 0 ? `${listText(namesOf(functions))}: ` : ''}${parts.join('; ')}`);
};

const BECOMES: Readonly<Record<NonNullable<Instruction['becomes']>, readonly [certain: string, possible: string]>> = {
  'processed as usual': ['are processed as usual', 'may be processed as usual'],
  'held and processed after': [
    'are accepted and kept, and processed afterwards',
    'may be kept and processed afterwards',
  ],
  queued: ['are queued', 'may be queued'],
  purged: ['are purged from the queue', 'may be purged from the queue'],
  lost: ['are lost', 'may be lost'],
  refused: ['are refused and were not processed', 'may be refused; what is refused was not processed'],
  duplicated: ['come twice or more', 'may come twice or more'],
  'not taken': ['are not taken', 'may not be taken'],
};

const thingsOf = (key: FunctionKey): string => {
  const { name, things } = FUNCTIONS[key];
  return things ?? `${name} messages`;
};
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Which transactions an instruction is about, as a sentence begins with them: `Cargo releases and entry summaries`. */
export const transactionsText = ({ functions, messages, which }: Instruction, clock: Clock): string => {
  const things = [...functions.map(thingsOf), ...(messages.length > 0 ? [`${listText(messages)} messages`] : [])];
  return `${capital(listText(things)) || 'All messages'}${pickedText(which, clock)}`;
};

/** What becomes of them; null where only something is to be done. */
export const becomesText = ({ becomes, certain, processedAt }: Instruction, clock: Clock): string | null =>
  becomes ? `${BECOMES[becomes][certain ? 0 : 1]}${processedAt ? ` (${clock(processedAt)})` : ''}` : null;

/** What becomes of them and what is done about it, in sentences. Not to resend them is said once, with what becomes of them. */
export const instructionLines = (
  instruction: Instruction,
  clock: Clock,
): { readonly happens: string | null; readonly acts: readonly string[] } => {
  const becomes = becomesText(instruction, clock);
  const plain = instruction.acts.find(
    (act) => act.do === 'do not resend' && act.by === 'everybody' && act.force === 'must',
  );
  const told = becomes && plain ? `${becomes}; do not resend them` : becomes;
  return {
    happens: told && `${transactionsText(instruction, clock)} ${told}.`,
    acts: instruction.acts.filter((act) => !becomes || act !== plain).map((act) => actText(act, clock)),
  };
};

const PROCEDURES: Readonly<Record<NonNullable<Statement['ports']>['downtimeProcedures'], string>> = {
  'in force': 'Ports work by their downtime procedures',
  'as needed': 'Each port uses downtime procedures as it needs them',
  ended: 'Ports work as usual again: downtime procedures have ended',
  'not allowed': 'Downtime procedures are not allowed',
  'local work-arounds': 'Ports use work-arounds of their own',
};

export const portLines = ({ ports }: Statement, clock: Clock): string[] => {
  if (!ports) return [];
  const { downtimeProcedures, since, until, procedure, accept } = ports;
  const when = [since && `since ${clock(since)}`, until && `until ${clock(until)}`].filter(Boolean).join(', ');
  return [
    `${PROCEDURES[downtimeProcedures]}${when ? ` (${when})` : ''}.`,
    procedure ? `Procedure: ${procedure}` : '',
    accept.length > 0 ? `Ports may accept: ${accept.join('; ')}.` : '',
  ].filter(Boolean);
};

const days = (count: number): string => `${count} more business ${count === 1 ? 'day' : 'days'}`;

export const reliefLines = ({ relief }: Statement): string[] => {
  if (!relief) return [];
  return [
    relief.paymentBusinessDays > 0
      ? `There ${relief.paymentBusinessDays === 1 ? 'is' : 'are'} ${days(relief.paymentBusinessDays)} to pay.`
      : '',
    relief.otherBusinessDays > 0
      ? `Other deadlines that fall due in the downtime are put off by ${days(relief.otherBusinessDays).replace(' more', '')}.`
      : '',
    ...relief.noPenaltyFor.map((what) => `No penalty for ${what}.`),
  ].filter(Boolean);
};

export const causeLines = ({ cause, brings }: Statement, clock: Clock): string[] => [
  ...(cause
    ? [sentence(`${cause.what}${cause.name ? ` (${cause.name})` : ''}${cause.at ? `, ${clock(cause.at)}` : ''}`)]
    : []),
  ...(brings.length > 0 ? [`It brings: ${brings.join('; ')}.`] : []),
];

/** New edits, documents and forms. */
export const changeLines = ({ editChanges, documents, forms }: Statement): string[] => [
  ...editChanges.map(({ functions, codes, text, edit, consequence }) => {
    const told = [...(codes.length > 0 ? [`rejection ${listText(codes)}`] : []), ...(text ? [`"${text}"`] : [])].join(
      ' ',
    );
    return sentence(
      `${namesOf(functions).join(', ') || 'All filings'}${edit ? `, ${edit}` : ''}: ${told}${consequence ? `; ${consequence}` : ''}`,
    );
  }),
  ...documents.map(
    (doc) =>
      `${doc.function ? `${FUNCTIONS[doc.function].name}: ` : ''}${doc.syntax} guides${doc.sets.length > 0 ? ` ${doc.sets.join(', ')}` : ''}.`,
  ),
  ...(forms.length > 0 ? [`Forms: ${forms.join(', ')}.`] : []),
];
