import { Problem, type ProblemName } from '#service';

/** Why an act on a downtime, an incident or a proposal is not done: the rule, and what to do instead. */
const refusals = {
  'OFFICERS PROPOSE': {
    kind: 'not-authorized',
    text: 'An officer may propose a downtime and not declare one.',
    remedy: 'Send it to POST /downtime/proposals; a port director or headquarters takes it up.',
  },
  'PORTS ARE NAMED': {
    kind: 'not-authorized',
    text: 'A port director declares for ports named in the scope, not for all.',
    remedy: 'Name your ports in confirmed.ports.',
  },
  'OWN PORTS ONLY': {
    kind: 'not-authorized',
    text: 'A port director acts for the own ports only.',
    remedy: 'Leave the others out, or ask headquarters.',
  },
  'OWN DECLARATION ONLY': {
    kind: 'not-authorized',
    text: 'A port director changes only what was declared for the own ports.',
    remedy: 'Ask headquarters.',
  },
  'DISMISSED LIKE DECLARED': {
    kind: 'not-authorized',
    text: 'A proposal is dismissed by who may declare for all that is proposed.',
    remedy: 'Take it up for your own ports, or ask headquarters to dismiss it.',
  },
  'GATES ARE NATIONAL': {
    kind: 'not-authorized',
    text: 'A gate stops filings of the whole nation; only headquarters orders it.',
    remedy: 'Leave gateOrders out, or ask headquarters.',
  },
  'RELIEF IS NATIONAL': {
    kind: 'not-authorized',
    text: 'Deadlines are put off by headquarters only.',
    remedy: 'Leave relief out, or ask headquarters.',
  },
  'EARLY NEEDS A REASON': {
    kind: 'not-valid',
    text: 'The threshold of the mode is not reached.',
    remedy: 'Wait until it is, or say in earlyReason why not to wait; that it was early is recorded.',
  },
  'PORT IS KNOWN': {
    kind: 'not-valid',
    text: 'The port is not in Schedule D.',
    remedy: 'Give the four digits of a port of entry.',
  },
  'FILED HERE': {
    kind: 'not-valid',
    text: 'This platform has no such function, so it can neither work nor be out here.',
    remedy: 'Name what is filed here; a partner agency, a network or another system is named by owner or system.',
  },
  'PORTS OF DIVERSION': {
    kind: 'not-valid',
    text: 'Which ports these are is not known; a downtime needs codes.',
    remedy: 'Name the ports in confirmed.ports.',
  },
  'PRODUCTION ONLY': {
    kind: 'not-valid',
    text: 'Downtime procedures are for production; certification needs none.',
    remedy: 'Open an incident for certification instead.',
  },
  'BEGINS BY NOW': {
    kind: 'not-valid',
    text: 'A downtime is declared when it is needed: it begins now or began within the last seven days.',
    remedy: 'Announce what is planned as an incident, and declare when it begins.',
  },
  'ENDS LATER': {
    kind: 'not-valid',
    text: 'The expected end and the review lie after the begin and after now.',
    remedy: 'Give later instants.',
  },
  'ONE AT A TIME': {
    kind: 'state-conflict',
    text: 'Another downtime in force covers some of this already.',
    remedy: 'Widen, narrow or extend that one, or leave out of this one what it covers.',
  },
  'ALREADY COVERED': {
    kind: 'state-conflict',
    text: 'A national downtime in force covers all of this already.',
    remedy: 'Act under that one; nothing needs to be declared.',
  },
  WIDER: {
    kind: 'not-valid',
    text: 'Widening keeps all that is covered and adds to it.',
    remedy: 'Name the whole new scope; to cover less, narrow.',
  },
  NARROWER: {
    kind: 'not-valid',
    text: 'Narrowing covers less than now and nothing else.',
    remedy: 'Name the whole new scope; to cover more, widen; to end it, revoke.',
  },
  STATE: {
    kind: 'state-conflict',
    text: 'This is not possible in the present state.',
    remedy: 'Look at the present state; what ended is not changed any more.',
  },
  'KNOWN NUMBER': { kind: 'not-found', text: 'Nothing has this number.', remedy: 'Check the number.' },
  'KNOWN INCIDENT': {
    kind: 'not-valid',
    text: 'No open incident has this number.',
    remedy: 'Give the number of an open incident, or none.',
  },
  'DRILLS AMONG THEMSELVES': {
    kind: 'not-valid',
    text: 'What is a drill belongs to drills only, and what is real to what is real.',
    remedy: 'Set drill alike on the incident and on the downtime.',
  },
  'KNOWN FILER': {
    kind: 'not-valid',
    text: 'No active account has this id, or the carrier code is not its own.',
    remedy: "Give the account's id, and carrier codes it holds.",
  },
  'SOMETHING NEW': {
    kind: 'not-valid',
    text: 'An update says something: an event, a remark or a new statement.',
    remedy: 'Give at least one of them.',
  },
  'KNOWN COMPONENT': {
    kind: 'not-valid',
    text: 'No component has this name.',
    remedy: 'Use a name of /status/summary.json.',
  },
} as const satisfies Record<string, { kind: ProblemName; text: string; remedy: string }>;

export type RefusalCode = keyof typeof refusals;
export const REFUSALS: Readonly<
  Record<RefusalCode, { readonly kind: ProblemName; readonly text: string; readonly remedy: string }>
> = refusals;

export interface Refusal {
  readonly rule: RefusalCode;
  /** JSON pointer into the request. */
  readonly at: string;
  /** What it is about here: the number in the way, the port, the minutes. */
  readonly detail?: string;
}

/** Several refusals as one problem: of the kind of the first, naming every rule and what to do. */
export const asRefusal = (found: readonly Refusal[]): Problem => {
  const errors = found.map(({ rule, at, detail }) => ({
    at: at || '/',
    code: rule,
    text: detail ? `${REFUSALS[rule].text} ${detail}` : REFUSALS[rule].text,
    remedy: REFUSALS[rule].remedy,
  }));
  return new Problem(REFUSALS[found[0]!.rule].kind, errors[0]!.text, errors);
};

/** @throws Problem when anything was found */
export const refuseIf = (found: readonly (Refusal | false | null | undefined)[]): void => {
  const real = found.filter((refusal): refusal is Refusal => !!refusal);
  if (real.length > 0) throw asRefusal(real);
};
