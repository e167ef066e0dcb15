/**
 * What happens to everything that is done with the platform while one of its parts is dead, frozen or cut off: the one source of
 * docs/operators/degradation.md and of the tests in test/degradation.e2e-spec.ts, which do it for real.
 */
export const PARTS = [
  'gateway',
  'manifest',
  'entry',
  'cee',
  'account',
  'status',
  'port',
  'enforcement',
  'portal',
  'broker',
  'database',
] as const;
export type Part = (typeof PARTS)[number];

/**
 * - `killed`: its process is gone, and comes back when it is started
 * - `frozen`: its process stands still with every connection open (SIGSTOP), and goes on
 * - `no database`, `no broker`: the network between it and that server swallows everything, in either direction, and nobody is told
 */
export const HARMS = ['killed', 'frozen', 'no database', 'no broker'] as const;
export type Harm = (typeof HARMS)[number];

export type Kind = 'filing' | 'look-up' | 'order';

/** What partners, officers and operators do. */
export const ACTIONS = {
  'ocean manifest': { kind: 'filing', as: 'a carrier files an ocean manifest by X12' },
  'truck manifest': { kind: 'filing', as: 'a carrier files a truck manifest by JSON' },
  arrival: { kind: 'filing', as: 'a carrier reports an arrival' },
  'bill hold': { kind: 'filing', as: 'an officer places a hold on a bill' },
  'cargo release CATAIR': { kind: 'filing', as: 'a broker files a cargo release by CATAIR' },
  'cargo release JSON': { kind: 'filing', as: 'a broker files a cargo release by JSON' },
  'entry summary': { kind: 'filing', as: 'a broker files an entry summary by CATAIR' },
  'drawback claim': { kind: 'filing', as: 'a broker files a drawback claim by JSON' },
  bond: { kind: 'filing', as: 'a surety files a bond by JSON' },
  'entry review': { kind: 'filing', as: 'an officer orders an examination' },
  'agency decision': { kind: 'filing', as: 'a partner agency lets a line proceed' },
  'agency worklist': { kind: 'look-up', as: 'a partner agency reads what waits for it' },
  'bill look-up': { kind: 'look-up', as: 'a carrier looks up a bill' },
  'entry look-up': { kind: 'look-up', as: 'a broker looks up an entry' },
  'question on a bill': { kind: 'look-up', as: 'a carrier asks for the status of a bill' },
  'question on an entry': { kind: 'look-up', as: 'a broker asks for the status of an entry' },
  'question on a summary': { kind: 'look-up', as: 'a broker asks for the status of an entry summary' },
  'duty question': { kind: 'look-up', as: 'a broker asks for the duty of a summary before filing it' },
  'bond look-up': { kind: 'look-up', as: 'a surety looks its bonds up' },
  bulletin: { kind: 'look-up', as: 'anyone reads the bulletin of liquidations' },
  mailbox: { kind: 'look-up', as: 'a broker reads the mailbox' },
  'mailbox after sign-in': { kind: 'look-up', as: 'somebody who signed in before reads the mailbox' },
  'filer set-up': { kind: 'order', as: 'an operator sets a filer up for ABI' },
  'account change': { kind: 'order', as: 'an operator changes an account' },
  document: { kind: 'order', as: 'an importer hands in an image of a trade record' },
  picture: { kind: 'look-up', as: 'an importer looks at the picture of its account' },
  'public status': { kind: 'look-up', as: 'anyone reads the status at the status service' },
  'paper decision': { kind: 'order', as: 'an officer releases cargo on paper at the desk' },
  notice: { kind: 'order', as: 'headquarters issues a notice' },
  suggestion: { kind: 'order', as: 'an account holder makes a suggestion' },
  invitation: { kind: 'order', as: 'an owner invites a person into the account' },
  'report run': { kind: 'order', as: 'an account holder has a report made' },
  'capability order': { kind: 'order', as: 'headquarters registers a capability to be rolled out' },
  examinations: { kind: 'look-up', as: 'an officer reads what the port has to examine' },
  'oversight report': { kind: 'look-up', as: 'anyone reads the oversight report' },
  'work item': { kind: 'order', as: 'a Center specialist takes the next work item' },
  'Center notice': { kind: 'look-up', as: 'an importer reads the requests and notices of the Centers' },
  'delegation order': { kind: 'order', as: 'headquarters prepares a delegation order' },
  'benefit order': { kind: 'order', as: 'headquarters withholds a benefit of trusted traders' },
  'question to a Center': { kind: 'order', as: 'an importer asks a Center' },
  'Center page': { kind: 'look-up', as: 'anyone reads what the Centers publish' },
  protest: { kind: 'order', as: 'an importer files a protest' },
  'penalty case': { kind: 'order', as: 'an officer opens a case of a penalty or seizure' },
  'own cases': { kind: 'look-up', as: 'an importer reads the cases against it' },
  'notice of a case': { kind: 'order', as: 'an FP&F officer serves the notices of a case' },
  petition: { kind: 'order', as: 'a party petitions in a case against it' },
  'decision on a petition': { kind: 'order', as: 'an FP&F officer decides a petition' },
  'drawback claims': { kind: 'look-up', as: 'a broker reads its drawback claims' },
  'conversation message': { kind: 'order', as: 'an account holder writes a message to CBP in a conversation' },
  'account as a whole': { kind: 'look-up', as: 'an importer looks at its compliance as a whole' },
  'Center case': { kind: 'order', as: 'a Center specialist opens a case' },
  'notice to an importer': { kind: 'order', as: 'a Center specialist asks an importer for information' },
  'trade order': { kind: 'order', as: 'an operator bars goods by a trade order' },
  facilities: { kind: 'order', as: 'an operator loads facilities behind FIRMS codes' },
  'limits of sureties': { kind: 'order', as: 'an operator tells what sureties may sign for' },
  'agents of a surety': { kind: 'order', as: 'a surety names its agents' },
  'bonds of an account': { kind: 'look-up', as: 'a surety looks at the bonds of its account' },
  'running of the platform': { kind: 'look-up', as: 'headquarters reads what waits in every part' },
  pages: { kind: 'look-up', as: 'anyone opens the pages' },
} as const satisfies Record<string, { kind: Kind; as: string }>;
export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[];

/**
 * - `works`: done at once, as if nothing were dead
 * - `waits`: taken and kept; done by itself when the part is back
 * - `refused`: told at once that nothing was taken; the same is sent or asked again
 * - `not reached`: no connection; the same is sent or asked again
 * - `late`: no reply until the part goes on, then done, or refused as not taken; whoever does not wait so long sends or asks the same again
 */
export type Outcome = 'works' | 'waits' | 'refused' | 'not reached' | 'late';

export interface Cell {
  readonly outcome: Outcome;
  /** Where a filing that waits is not (yet) told so. */
  readonly told?: string;
  /** What is different from every other day, and when it is made good. */
  readonly madeGood: string;
}

export interface Row extends Cell {
  readonly part: Part;
  readonly harm: Harm;
  readonly action: ActionName;
  /** HTTP status of the reply; null: no connection. */
  readonly http: number | null;
  /** What the receipt or the refusal tells; null where nothing is sent in. */
  readonly disposition: string | null;
}

const works = (madeGood = '–'): Cell => ({ outcome: 'works', madeGood });
const waits = (madeGood: string, told?: string): Cell => ({ outcome: 'waits', madeGood, ...(told ? { told } : {}) });
const refused = (madeGood: string): Cell => ({ outcome: 'refused', madeGood });
const notReached = (madeGood: string): Cell => ({ outcome: 'not reached', madeGood });
const late = (madeGood: string): Cell => ({ outcome: 'late', madeGood });

const inOrder = (module: string): Cell => waits(`Answered once, in the order received, when ${module} is back.`);
const askAgain = (part: string): Cell => refused(`Asked again when ${part} is back; nothing filed is affected.`);

const LAST_KNOWN = works(
  'As it was known last, with its age; what was never asked for is refused (ABI: ZZZ, JSON: 503) and asked again.',
);
const AT_THE_EDGE = notReached(
  'Sent again when the gateway is back; had it been taken just before, the repeat (JSON: with its Idempotency-Key) takes no effect and gets the same answer.',
);
const BY_BROKER = waits("Kept in the gateway's database; answered once when the broker is back.");
const NOWHERE_TO_KEEP = refused('Sent again when the database is back.');

const everythingWorks: Readonly<Record<ActionName, Cell>> = {
  'ocean manifest': works(),
  'truck manifest': works(),
  arrival: works(),
  'bill hold': works(),
  'cargo release CATAIR': works(),
  'cargo release JSON': works(),
  'entry summary': works(),
  'drawback claim': works(),
  bond: works(),
  'entry review': works(),
  'agency decision': works(),
  'agency worklist': works(),
  'bill look-up': works(),
  'entry look-up': works(),
  'question on a bill': works(),
  'question on an entry': works(),
  'question on a summary': works(),
  'duty question': works(),
  'filer set-up': works(),
  'bond look-up': works(),
  bulletin: works(),
  mailbox: works(),
  'mailbox after sign-in': works(),
  'account change': works(),
  document: works(),
  picture: works(),
  'public status': works(),
  'paper decision': works(),
  notice: works(),
  suggestion: works(),
  invitation: works(),
  'report run': works(),
  'capability order': works(),
  examinations: works(),
  'oversight report': works(),
  'work item': works(),
  'Center notice': works(),
  'delegation order': works(),
  'benefit order': works(),
  'question to a Center': works(),
  'Center page': works(),
  protest: works(),
  'penalty case': works(),
  'own cases': works(),
  'notice of a case': works(),
  petition: works(),
  'decision on a petition': works(),
  'drawback claims': works(),
  'conversation message': works(),
  'account as a whole': works(),
  'Center case': works(),
  'notice to an importer': works(),
  'trade order': works(),
  facilities: works(),
  'limits of sureties': works(),
  'agents of a surety': works(),
  'bonds of an account': works(),
  'running of the platform': works(),
  pages: works(),
};

/** Of a service that headquarters looks at through the port service: how it is shown there. */
const shownThere = (part: Part, harm: Harm, action: ActionName): Cell | null => {
  if (action !== 'running of the platform' || ['port', 'portal', 'broker', 'database'].includes(part)) return null;
  if (harm === 'killed' || harm === 'frozen')
    return works('It is shown as one that does not answer; what waits there is seen when it does.');
  return works('It is shown as cut off; what waits there is seen when it is not any more.');
};

/** What operators load into entry. */
const loadedInto = (cell: Cell): Changes => ({
  'trade order': cell,
  facilities: cell,
  'limits of sureties': cell,
});

/** What an account holder, and CBP for accounts, orders of the account service. */
const ofAccount = (cell: Cell): Changes => ({
  suggestion: cell,
  'filer set-up': cell,
  invitation: cell,
  'report run': cell,
  'capability order': cell,
  'conversation message': cell,
  'agents of a surety': cell,
});
const STAYS_TRUSTED = 'who is trusted stays trusted, by the copies of those who were told.';
const centersRefuse = (until: string): Changes => ({
  'work item': refused(`Taken when ${until}; what somebody had taken stays taken until its lease is over.`),
  'Center notice': refused(`Read, and answered, when ${until}; documents are taken meanwhile, and answer then.`),
  'delegation order': refused(
    `Ordered again when ${until}, with the same id; days of cut-over that were ordered hold.`,
  ),
  'benefit order': refused(`Ordered again when ${until}, with the same id; ${STAYS_TRUSTED}`),
  'question to a Center': refused(`Asked again when ${until}; with the same id it is asked once.`),
  'Center page': refused(`Read when ${until}; caches in front of cee may show what they have for a day.`),
  protest: refused(`Filed again when ${until}, with the same id.`),
  'drawback claims': refused(`Read when ${until}; each claim is at the gateway all the while.`),
  'account as a whole': refused(`Looked at when ${until}.`),
  'Center case': refused(`Opened again when ${until}, with the same id; clocks of cases go on.`),
  'notice to an importer': refused(`Issued again when ${until}, with the same id.`),
});

const casesRefuse = (until: string): Changes => ({
  'penalty case': refused(
    `Opened again when ${until}, with the same id; what opens cases by rule waits at the broker.`,
  ),
  'own cases': refused(`Read when ${until}; clocks count from the same days.`),
  'notice of a case': refused(`Served again when ${until}: the day of mailing is the one on its proof.`),
  petition: refused(`Filed again when ${until}, with the same id: a downtime puts its last day off.`),
  'decision on a petition': refused(`Decided when ${until}; nothing of it is kept.`),
});
const casesTold = (when: string): Changes => ({
  'notice of a case': works(`Served at once; mailbox and activity log tell of it when ${when}.`),
  petition: works(`Filed at once; the activity log tells of it when ${when}.`),
  'decision on a petition': works(`Decided at once; mailbox and activity log tell of it when ${when}.`),
});

const OUTAGES_UNKNOWN = works('As it was last added up; what is added up meanwhile names the outages as not known.');
const toldInMailbox = (when: string): Cell => works(`Made at once; the mailbox tells of it when ${when}.`);
const capabilityHeard = (when: string): Cell => works(`Registered at once; who judges by it hears of it when ${when}.`);
const lookTold = (when: string): Cell => works(`That it was looked at is in the account's activity log when ${when}.`);
const inLog = (when: string): Cell => works(`Asked at once; it is in the account's activity log when ${when}.`);
const logTold = (when: string): Cell => works(`Kept at once; the account's activity log tells of it when ${when}.`);
const logOfNotice = (when: string): Cell =>
  works(`Issued at once; the importer's activity log tells of it when ${when}.`);
const noticeTold = (when: string): Cell =>
  works(`Issued at once; mailbox and activity log of the importer tell of it when ${when}.`);
const newWork = (when: string): Cell => works(`Of the work that is there; summaries become new work when ${when}.`);
const workAndLook = (when: string): Cell =>
  works(
    `Of the work that is there; summaries become new work, and the account's activity log tells of the look, when ${when}.`,
  );

type Changes = Partial<Record<ActionName, Cell>>;

/** What each dead part changes; what is not named works as on every other day. */
const killed: Readonly<Record<Part, Changes>> = {
  gateway: {
    'ocean manifest': AT_THE_EDGE,
    'truck manifest': AT_THE_EDGE,
    arrival: AT_THE_EDGE,
    'bill hold': AT_THE_EDGE,
    'cargo release CATAIR': AT_THE_EDGE,
    'cargo release JSON': AT_THE_EDGE,
    'entry summary': AT_THE_EDGE,
    'drawback claim': AT_THE_EDGE,
    bond: AT_THE_EDGE,
    'entry review': AT_THE_EDGE,
    'agency decision': AT_THE_EDGE,
    'agency worklist': notReached('Asked again when the gateway is back.'),
    'bill look-up': notReached('Asked again when the gateway is back.'),
    'entry look-up': notReached('Asked again when the gateway is back.'),
    'question on a bill': notReached('Asked again when the gateway is back.'),
    'question on an entry': notReached('Asked again when the gateway is back.'),
    'question on a summary': notReached('Asked again when the gateway is back.'),
    'duty question': notReached('Asked again when the gateway is back.'),
    'bond look-up': notReached('Asked again when the gateway is back.'),
    bulletin: notReached('Read when the gateway is back; what is posted stays posted.'),
    mailbox: notReached('Read when the gateway is back; answers wait in it.'),
    'mailbox after sign-in': notReached('Read when the gateway is back; nobody has to sign in again.'),
    'account change': works('The gateway hears of it when it is back, and trusts the old state until then.'),
    'public status': works("At the status service's own address; it says that the gateway is down."),
    'report run': toldInMailbox('the gateway is back'),
    ...casesTold('the gateway is back'),
  },
  manifest: {
    'ocean manifest': inOrder('manifest'),
    'truck manifest': inOrder('manifest'),
    arrival: inOrder('manifest'),
    'bill hold': inOrder('manifest'),
    'cargo release CATAIR': works(
      'Answered at once; a bill that waits behind the gate is matched when manifest is back.',
    ),
    'cargo release JSON': works(
      'Answered at once; a bill that waits behind the gate is matched when manifest is back.',
    ),
    'bill look-up': askAgain('manifest'),
    'question on a bill': LAST_KNOWN,
    'paper decision': works('The desk has the last known picture of the bills.'),
  },
  entry: {
    'cargo release CATAIR': inOrder('entry'),
    'cargo release JSON': inOrder('entry'),
    'entry summary': inOrder('entry'),
    'drawback claim': inOrder('entry'),
    bond: inOrder('entry'),
    'drawback claims': works('As entry last told; those that wait are in the list when entry is back.'),
    'entry review': inOrder('entry'),
    'agency decision': inOrder('entry'),
    'agency worklist': askAgain('entry'),
    'entry look-up': askAgain('entry'),
    'question on an entry': LAST_KNOWN,
    'question on a summary': LAST_KNOWN,
    'duty question': askAgain('entry'),
    'bond look-up': askAgain('entry'),
    bulletin: refused(
      'Read when entry is back. What fell due is liquidated then, once; an order of a Center that was given before counts by when it was given.',
    ),
    'paper decision': works(
      'entry is told when it is back, before it releases anything, and releases nothing a second time.',
    ),
    examinations: works('As entry last told; what it selects, it selects when it is back.'),
    'capability order': capabilityHeard('entry is back'),
    'work item': newWork('entry is back'),
    ...loadedInto(notReached('Loaded again when entry is back; the same again changes nothing.')),
    'agents of a surety': works('entry judges bonds by them when it is back.'),
    'bonds of an account': works('As entry last told.'),
  },
  cee: {
    'entry summary': works('Answered without a team; the team follows as a UC notification when cee is back.'),
    'work item': notReached('Taken when cee is back; what somebody had taken stays taken until its lease is over.'),
    'Center notice': notReached(
      'Read, and answered, when cee is back; a document that names one is taken meanwhile, and answers then.',
    ),
    'delegation order': notReached(
      'Ordered again when cee is back, with the same id; days of cut-over that were ordered hold.',
    ),
    'benefit order': notReached(`Ordered again when cee is back, with the same id; ${STAYS_TRUSTED}`),
    'question to a Center': notReached('Asked again when cee is back; with the same id it is asked once.'),
    'Center page': notReached('Read when cee is back; caches in front of it may show what they have for a day.'),
    protest: notReached('Filed again when cee is back, with the same id; clocks of the law went on meanwhile.'),
    'drawback claims': notReached('Read when cee is back; each claim is at the gateway all the while.'),
    'account as a whole': notReached('Looked at when cee is back; it has counted by then what was told meanwhile.'),
    'Center case': notReached('Opened again when cee is back, with the same id; clocks of cases went on meanwhile.'),
    'notice to an importer': notReached('Issued again when cee is back; with the same id it is one notice.'),
  },
  account: {
    'account change': notReached('Ordered again when account is back; keys known to the gateway stay valid.'),
    document: notReached(
      'Handed in again when account is back; the same content is the same document. An upload in pieces goes on from where it was; a mail server sends again by itself.',
    ),
    'mailbox after sign-in': works('Nobody is signed out; only signing in waits for account.'),
    picture: notReached('Looked at when account is back; it has counted by then what was filed meanwhile.'),
    ...ofAccount(notReached('Ordered again when account is back.')),
    'filer set-up': notReached(
      'Ordered again when account is back; batches are judged by what the gateway was told last.',
    ),
    suggestion: notReached('Made again when account is back; with the same id it is registered once.'),
    'conversation message': notReached(
      'Written again when account is back; with the same id it is one message. An answer by e-mail waits at its mail server.',
    ),
    'report run': notReached('Ordered again when account is back; what was ordered before is made then by itself.'),
    'oversight report': notReached('Read when account is back.'),
    'agents of a surety': notReached('Named again when account is back; bonds are judged by what entry was told last.'),
    'bonds of an account': notReached('Looked at when account is back; GET /bonds at the gateway has them meanwhile.'),
    'work item': lookTold('account is back'),
    'question to a Center': inLog('account is back'),
    ...casesTold('account is back'),
    protest: logTold('account is back'),
    'notice to an importer': logOfNotice('account is back'),
  },
  status: {
    'public status': notReached('Read when status is back; receipts say all the while what becomes of a filing.'),
    'paper decision': works('The desk says as of when it knows how the modules are.'),
    notice: works('Everybody reads it, and subscribers are told, when status is back.'),
    'oversight report': OUTAGES_UNKNOWN,
  },
  port: {
    'running of the platform': notReached('Read when port is back; each part tells it to the token of an operator.'),
    'public status': works('What was declared stands as it was last told; it says as of when.'),
    'paper decision': notReached(
      'The printed sheets of the port serve; the decisions are registered when port is back.',
    ),
    notice: notReached('Issued when port is back; the page goes on telling what is seen.'),
    examinations: notReached('Read when port is back; each entry says at the gateway how it was selected.'),
  },
  enforcement: {
    'penalty case': notReached(
      'Opened again when enforcement is back, with the same id; what opens cases by rule waits at the broker, and opens them of the day of the event.',
    ),
    'own cases': notReached('Read when enforcement is back; clocks count from the same days.'),
    'notice of a case': notReached(
      'Served again when enforcement is back: the day of mailing is the one on its proof.',
    ),
    petition: notReached('Filed again when enforcement is back, with the same id: a downtime puts its last day off.'),
    'decision on a petition': notReached('Decided when enforcement is back; nothing of it is kept.'),
  },
  portal: {
    pages: notReached('Opened when the portal is back; every interface, and the status page, is there all the while.'),
  },
  broker: {
    'ocean manifest': BY_BROKER,
    'truck manifest': BY_BROKER,
    arrival: BY_BROKER,
    'bill hold': BY_BROKER,
    'cargo release CATAIR': BY_BROKER,
    'cargo release JSON': BY_BROKER,
    'entry summary': BY_BROKER,
    'drawback claim': BY_BROKER,
    bond: BY_BROKER,
    'drawback claims': works('As entry last told, until the broker is back.'),
    'entry review': BY_BROKER,
    'agency decision': BY_BROKER,
    mailbox: works('New answers come when the broker is back.'),
    'mailbox after sign-in': works('Roles and sign-outs that change meanwhile are heard of when the broker is back.'),
    'account change': works('The others hear of it when the broker is back.'),
    picture: works('As of the last that was heard; it says as of when.'),
    'paper decision': works('entry is told by HTTP at once, and by message when the broker is back.'),
    notice: works('The status service asks for it by HTTP, and shows it at once.'),
    examinations: works('As entry last told, until the broker is back.'),
    'report run': toldInMailbox('the broker is back'),
    'capability order': capabilityHeard('the broker is back'),
    'agents of a surety': works('entry judges bonds by them when the broker is back.'),
    'bonds of an account': works('As entry last told, until the broker is back.'),
    'work item': workAndLook('the broker is back'),
    'question to a Center': inLog('the broker is back'),
    ...casesTold('the broker is back'),
    protest: logTold('the broker is back'),
    'notice to an importer': noticeTold('the broker is back'),
  },
  database: {
    'running of the platform': refused(
      'Read when the database is back; each part tells it to the token of an operator.',
    ),
    'ocean manifest': NOWHERE_TO_KEEP,
    'truck manifest': NOWHERE_TO_KEEP,
    arrival: NOWHERE_TO_KEEP,
    'bill hold': NOWHERE_TO_KEEP,
    'cargo release CATAIR': NOWHERE_TO_KEEP,
    'cargo release JSON': NOWHERE_TO_KEEP,
    'entry summary': NOWHERE_TO_KEEP,
    'drawback claim': NOWHERE_TO_KEEP,
    bond: NOWHERE_TO_KEEP,
    'entry review': NOWHERE_TO_KEEP,
    'agency decision': NOWHERE_TO_KEEP,
    'agency worklist': askAgain('the database'),
    'bill look-up': askAgain('the database'),
    'entry look-up': askAgain('the database'),
    'question on a bill': askAgain('the database'),
    'question on an entry': askAgain('the database'),
    'question on a summary': askAgain('the database'),
    'bond look-up': askAgain('the database'),
    bulletin: askAgain('the database'),
    mailbox: refused('Read when the database is back; answers wait in it.'),
    'mailbox after sign-in': refused('Read when the database is back; nobody has to sign in again.'),
    'account change': refused('Ordered again when the database is back.'),
    document: refused(
      'Handed in again when the database is back; the same content is the same document. An upload in pieces goes on from where it was; an e-mail is answered 451 and sent again by its mail server.',
    ),
    picture: refused('Looked at when the database is back.'),
    'public status': works('From memory; it says which databases are down.'),
    'paper decision': refused(
      'The printed sheets of the port serve; the decisions are registered when the database is back.',
    ),
    notice: refused('Issued when the database is back.'),
    examinations: refused('Read when the database is back.'),
    ...ofAccount(refused('Ordered again when the database is back.')),
    ...loadedInto(refused('Loaded again when the database is back.')),
    'bonds of an account': refused('Looked at when the database is back.'),
    'oversight report': refused('Read when the database is back.'),
    ...centersRefuse('the database is back'),
    ...casesRefuse('the database is back'),
  },
};

const filings = (cell: Cell): Changes =>
  Object.fromEntries(ACTION_NAMES.filter((name) => ACTIONS[name].kind === 'filing').map((name) => [name, cell]));

const GOES_ON =
  'Answered when the gateway goes on; a client that does not wait sends the same again, and it takes effect once.';

/** What is different from the part's being dead. */
const frozen: Readonly<Record<Part, Changes>> = {
  gateway: {
    ...filings(late(GOES_ON)),
    'bill look-up': late('Told when the gateway goes on.'),
    'entry look-up': late('Told when the gateway goes on.'),
    'question on a bill': late('Told when the gateway goes on.'),
    'question on an entry': late('Told when the gateway goes on.'),
    'question on a summary': late('Told when the gateway goes on.'),
    'duty question': late('Told when the gateway goes on.'),
    'bond look-up': late('Told when the gateway goes on.'),
    'agency worklist': late('Told when the gateway goes on.'),
    bulletin: late('Told when the gateway goes on.'),
    mailbox: late('Told when the gateway goes on.'),
    'mailbox after sign-in': late('Told when the gateway goes on.'),
    'account change': killed.gateway['account change']!,
    'public status': killed.gateway['public status']!,
    'report run': toldInMailbox('the gateway goes on'),
    ...casesTold('the gateway goes on'),
  },
  manifest: killed.manifest,
  entry: {
    ...killed.entry,
    ...loadedInto(
      late('Loaded when entry goes on; whoever does not wait loads the same again, which changes nothing.'),
    ),
  },
  cee: {
    ...killed.cee,
    'work item': late('Taken when cee goes on; whoever does not wait finds it among the own items.'),
    'Center notice': late('Told when cee goes on; a document that names one is taken meanwhile.'),
    'delegation order': late(
      'Prepared when cee goes on; whoever does not wait orders the same again, with the same id.',
    ),
    'benefit order': late(`Ordered when cee goes on, once, however often with the same id; ${STAYS_TRUSTED}`),
    'question to a Center': late('Asked when cee goes on; with the same id once, however often it is sent.'),
    'Center page': late('Told when cee goes on.'),
    'account as a whole': late('Told when cee goes on.'),
    'Center case': late('Opened when cee goes on; with the same id it is one case, however often it is sent.'),
    'notice to an importer': late(
      'Issued when cee goes on; whoever does not wait issues the same again, with the same id, and it is one notice.',
    ),
    protest: late(
      'Kept when cee goes on; whoever does not wait files the same again, with the same id, and it is one protest.',
    ),
    'drawback claims': late('Told when cee goes on; each claim is at the gateway all the while.'),
  },
  account: {
    'account change': late('Done when account goes on; keys known to the gateway stay valid.'),
    document: late(
      'Kept when account goes on; whoever does not wait hands the same in again, goes on with the pieces of an upload, or leaves it to its mail server.',
    ),
    'mailbox after sign-in': works('Nobody is signed out; only signing in waits for account.'),
    picture: late('Told when account goes on.'),
    ...ofAccount(late('Done when account goes on.')),
    suggestion: late('Registered when account goes on; with the same id once, however often it is made.'),
    'conversation message': late('Written when account goes on; with the same id once, however often it is sent.'),
    'report run': late('Ordered, and made, when account goes on.'),
    'oversight report': late('Told when account goes on.'),
    'bonds of an account': late('Told when account goes on.'),
    'work item': lookTold('account goes on'),
    'question to a Center': inLog('account goes on'),
    ...casesTold('account goes on'),
    protest: logTold('account goes on'),
    'notice to an importer': logOfNotice('account goes on'),
  },
  status: {
    ...killed.status,
    'public status': late('Told when status goes on; receipts say all the while what becomes of a filing.'),
    notice: works('Everybody reads it, and subscribers are told, when status goes on.'),
  },
  port: {
    'public status': killed.port['public status']!,
    'paper decision': late('Registered when port goes on; until then the printed sheets of the port serve.'),
    notice: late('Issued when port goes on; the page goes on telling what is seen.'),
    'running of the platform': late('Told when port goes on; each part tells it to the token of an operator.'),
    examinations: late('Told when port goes on.'),
  },
  enforcement: {
    'penalty case': late('Opened when enforcement goes on; with the same id once, however often it is sent.'),
    'own cases': late('Told when enforcement goes on.'),
    'notice of a case': late('Served when enforcement goes on, once, however often the same proof is sent.'),
    petition: late('Filed when enforcement goes on, once, however often it is sent with its id.'),
    'decision on a petition': late('Decided when enforcement goes on, once: whoever sends it again is told.'),
  },
  portal: {
    pages: late('Opened when the portal goes on; every interface, and the status page, is there all the while.'),
  },
  broker: killed.broker,
  database: killed.database,
};

const noDatabase: Readonly<Partial<Record<Part, Changes>>> = {
  gateway: {
    'report run': toldInMailbox('the gateway reaches its database'),
    ...casesTold('the gateway reaches its database'),
    ...filings(NOWHERE_TO_KEEP),
    mailbox: refused('Read when the gateway reaches its database; answers wait in it.'),
    'mailbox after sign-in': refused('Read when the gateway reaches its database; nobody has to sign in again.'),
  },
  manifest: killed.manifest,
  entry: {
    ...killed.entry,
    'duty question': works('By the tariff that entry has in memory.'),
    ...loadedInto(refused('Loaded again when entry reaches its database.')),
  },
  cee: {
    'entry summary': killed.cee['entry summary']!,
    ...centersRefuse('cee reaches its database'),
  },
  account: {
    'account change': refused('Ordered again when account reaches its database; keys known to the gateway stay valid.'),
    document: refused(
      'Handed in again when account reaches its database; the same content is the same document. An upload in pieces goes on from where it was; an e-mail is answered 451 and sent again by its mail server.',
    ),
    'mailbox after sign-in': works('Nobody is signed out; only signing in waits for account.'),
    picture: refused('Looked at when account reaches its database.'),
    ...ofAccount(refused('Ordered again when account reaches its database.')),
    'oversight report': refused('Read when account reaches its database.'),
    'bonds of an account': refused('Looked at when account reaches its database.'),
    'work item': lookTold('account reaches its database'),
    'question to a Center': inLog('account reaches its database'),
    ...casesTold('account reaches its database'),
    protest: logTold('account reaches its database'),
  },
  status: {
    'public status': works('From memory; what is declared now is shown too.'),
    'oversight report': OUTAGES_UNKNOWN,
  },
  port: {
    'public status': killed.port['public status']!,
    'paper decision': refused(
      'The printed sheets of the port serve; the decisions are registered when port reaches its database.',
    ),
    notice: refused('Issued when port reaches its database; the page goes on telling what is seen.'),
    'running of the platform': refused(
      'Read when port reaches its database; each part tells it to the token of an operator.',
    ),
    examinations: refused('Read when port reaches its database.'),
  },
  enforcement: casesRefuse('enforcement reaches its database'),
};

const noBroker: Readonly<Partial<Record<Part, Changes>>> = {
  gateway: {
    'report run': toldInMailbox('the gateway reaches the broker'),
    ...casesTold('the gateway reaches the broker'),
    ...filings(waits("Kept in the gateway's database; answered once when the gateway reaches the broker.")),
    mailbox: works('New answers come when the gateway reaches the broker.'),
    'mailbox after sign-in': works(
      'Roles and sign-outs that change meanwhile are heard of when the gateway reaches the broker.',
    ),
  },
  manifest: {
    ...killed.manifest,
    'bill look-up': works('The bill as manifest last knew it.'),
    'question on a bill': works('The bill as manifest last knew it.'),
  },
  entry: {
    ...killed.entry,
    'entry look-up': works('The entry as entry last knew it.'),
    'question on an entry': works('The entry as entry last knew it.'),
    'question on a summary': works('The summary as entry last knew it.'),
    'duty question': works(),
    'bond look-up': works('The bonds as entry last knew them.'),
    ...loadedInto(works()),
    'agency worklist': works('What waits as entry last knew it.'),
    bulletin: works(
      'The run goes on; orders of Centers come when entry reaches the broker, and count by when they were given.',
    ),
  },
  cee: {
    'entry summary': killed.cee['entry summary']!,
    'work item': workAndLook('cee reaches the broker'),
    'benefit order': works('Who judges by it hears of it when cee reaches the broker.'),
    'question to a Center': inLog('cee reaches the broker'),
    protest: logTold('cee reaches the broker'),
    'drawback claims': works('As entry last told, until cee reaches the broker.'),
    'notice to an importer': noticeTold('cee reaches the broker'),
  },
  account: {
    'account change': works('The others hear of it when account reaches the broker.'),
    'filer set-up': works('The gateway judges by it when account reaches the broker.'),
    picture: works('As of the last that was heard; it says as of when.'),
    'report run': toldInMailbox('account reaches the broker'),
    'capability order': capabilityHeard('account reaches the broker'),
    'agents of a surety': works('entry judges bonds by them when account reaches the broker.'),
    'bonds of an account': works('As entry last told, until account reaches the broker.'),
    'work item': lookTold('account reaches the broker'),
    'question to a Center': inLog('account reaches the broker'),
    ...casesTold('account reaches the broker'),
    protest: logTold('account reaches the broker'),
  },
  status: {},
  port: {
    'paper decision': works('entry is told by HTTP at once, and by message when port reaches the broker.'),
    examinations: works('As entry last told, until port reaches the broker.'),
  },
  enforcement: {
    ...casesTold('enforcement reaches the broker'),
    'penalty case': works('Opened at once; what opens cases by rule waits until enforcement reaches the broker.'),
  },
};

const CHANGES: Readonly<Record<Harm, Readonly<Partial<Record<Part, Changes>>>>> = {
  killed,
  frozen,
  'no database': noDatabase,
  'no broker': noBroker,
};

/** Every pair of a part and what can happen to it. The servers have no network to themselves. */
export const CASES: readonly { readonly part: Part; readonly harm: Harm }[] = HARMS.flatMap((harm) =>
  PARTS.filter((part) => CHANGES[harm][part]).map((part) => ({ part, harm })),
);

const SEEN: Readonly<Record<Kind, Readonly<Record<Outcome, Pick<Row, 'http' | 'disposition'>>>>> = {
  filing: {
    works: { http: 202, disposition: 'accepted, being processed' },
    waits: { http: 202, disposition: 'held, do not resend' },
    refused: { http: 503, disposition: 'not processed, resend' },
    'not reached': { http: null, disposition: null },
    late: { http: null, disposition: null },
  },
  'look-up': {
    works: { http: 200, disposition: null },
    waits: { http: 200, disposition: null },
    refused: { http: 503, disposition: null },
    'not reached': { http: null, disposition: null },
    late: { http: null, disposition: null },
  },
  order: {
    works: { http: 200, disposition: null },
    waits: { http: 200, disposition: null },
    refused: { http: 503, disposition: 'not processed, resend' },
    'not reached': { http: null, disposition: null },
    late: { http: null, disposition: null },
  },
};

const CREATES: readonly ActionName[] = [
  'trade order',
  ...(['paper decision', 'notice', 'document', 'suggestion', 'invitation', 'capability order'] as const),
  'delegation order',
  'benefit order',
  ...(['question to a Center', 'protest', 'Center case', 'notice to an importer'] as const),
  'penalty case',
  'petition',
  'conversation message',
];
/** Done aside, after the reply. */
const BEGINS: readonly ActionName[] = ['report run'];

/** HTTP status of what is done at once. */
export const doneWith = (action: ActionName): number =>
  ACTIONS[action].kind === 'filing' || BEGINS.includes(action) ? 202 : CREATES.includes(action) ? 201 : 200;

/** Every case with everything that is done. */
export const DEGRADATION: readonly Row[] = CASES.flatMap(({ part, harm }) =>
  ACTION_NAMES.map((action) => {
    const cell = CHANGES[harm][part]![action] ?? shownThere(part, harm, action) ?? everythingWorks[action];
    const seen = SEEN[ACTIONS[action].kind][cell.outcome];
    return {
      part,
      harm,
      action,
      ...cell,
      http: cell.outcome === 'works' ? doneWith(action) : seen.http,
      disposition: cell.told ?? seen.disposition,
    };
  }),
);

export const rowsOf = (part: Part, harm: Harm): Row[] =>
  DEGRADATION.filter((row) => row.part === part && row.harm === harm);

/** Components of the public status page of which one is named while it lasts; none: the page is not there itself, or says nothing of it. */
export const namedBy = (part: Part, harm: Harm): readonly string[] => {
  // What port has to say is rare: as long as it says nothing over the broker, nothing of it waits there.
  // Of the portal nothing that is filed or decided depends: it is not watched.
  if (part === 'status' || part === 'portal' || (part === 'port' && harm === 'no broker')) return [];
  if (part === 'database') return ['gateway-database'];
  return harm === 'no database' ? [part, `${part}-database`] : [part];
};

/** What whoever does it sees at once, in one phrase. */
export const partnerSees = ({ http, disposition, action, outcome }: Row): string => {
  if (outcome === 'late') return 'no reply yet';
  if (http === null) return 'no connection';
  if (disposition) return `${http}, ${disposition}`;
  return http === 503 && ACTIONS[action].kind === 'look-up' ? '503, look-up unavailable' : String(http);
};

const FATES: Readonly<Record<Outcome, Readonly<Record<Kind, string>>>> = {
  works: { filing: 'it is answered at once', 'look-up': 'it is told', order: 'it is done' },
  waits: { filing: 'it is kept and answered once when the part is back', 'look-up': '', order: '' },
  refused: {
    filing: 'it is refused, and sent again answered once',
    'look-up': 'it is told when the part is back',
    order: 'it is refused, and done when ordered again',
  },
  'not reached': {
    filing: 'it is not taken, and sent again answered once',
    'look-up': 'it is told when the part is back',
    order: 'it is not taken, and done when ordered again',
  },
  late: {
    filing: 'it is taken when the part goes on, and answered once',
    'look-up': 'it is told when the part goes on',
    order: 'it is done when the part goes on',
  },
};

/** The row as a sentence: the name of its test. */
export const sentenceOf = (row: Row): string => {
  const { kind, as } = ACTIONS[row.action];
  return `${as} (${partnerSees(row)}): ${FATES[row.outcome][kind]}`;
};
