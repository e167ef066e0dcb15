/**
 * What happens to everything that is done with the platform while one of its parts is dead: the one source of
 * docs/operators/degradation.md and of the tests in test/degradation.e2e-spec.ts, which kill the part for real and do it.
 */
export const PARTS = ['gateway', 'manifest', 'entry', 'cee', 'account', 'status', 'broker', 'database'] as const;
export type Part = (typeof PARTS)[number];

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
  'entry review': { kind: 'filing', as: 'an officer decides on an entry summary' },
  'bill look-up': { kind: 'look-up', as: 'a carrier looks up a bill' },
  'entry look-up': { kind: 'look-up', as: 'a broker looks up an entry' },
  mailbox: { kind: 'look-up', as: 'a broker reads the mailbox' },
  'account change': { kind: 'order', as: 'an operator changes an account' },
  'public status': { kind: 'look-up', as: 'anyone reads the status at the status service' },
  'paper decision': { kind: 'order', as: 'an officer releases cargo on paper at the desk' },
} as const satisfies Record<string, { kind: Kind; as: string }>;
export type ActionName = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[];

/**
 * - `works`: done at once, as if nothing were dead
 * - `waits`: taken and kept; done by itself when the part is back
 * - `refused`: told at once that nothing was taken; the same is sent or asked again
 * - `not reached`: no connection; the same is sent or asked again
 */
export type Outcome = 'works' | 'waits' | 'refused' | 'not reached';

export interface Cell {
  readonly outcome: Outcome;
  /** Where a filing that waits is not (yet) told so. */
  readonly told?: string;
  /** What is different from every other day, and when it is made good. */
  readonly madeGood: string;
}

export interface Row extends Cell {
  readonly dead: Part;
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

const inOrder = (module: string): Cell => waits(`Answered once, in the order received, when ${module} is back.`);
const askAgain = (part: string): Cell => refused(`Asked again when ${part} is back; nothing filed is affected.`);

const AT_THE_EDGE = notReached('Sent again when the gateway is back; had it been taken just before, the repeat (JSON: with its Idempotency-Key) takes no effect and gets the same answer.');
const BY_BROKER = waits('Kept in the gateway\'s database; answered once when the broker is back.');
const NOWHERE_TO_KEEP = refused('Sent again when the database is back.');

const everythingWorks: Readonly<Record<ActionName, Cell>> = {
  'ocean manifest': works(),
  'truck manifest': works(),
  arrival: works(),
  'bill hold': works(),
  'cargo release CATAIR': works(),
  'cargo release JSON': works(),
  'entry summary': works(),
  'entry review': works(),
  'bill look-up': works(),
  'entry look-up': works(),
  mailbox: works(),
  'account change': works(),
  'public status': works(),
  'paper decision': works(),
};

/** What each dead part changes; what is not named works as on every other day. */
const changes: Readonly<Record<Part, Partial<Record<ActionName, Cell>>>> = {
  gateway: {
    'ocean manifest': AT_THE_EDGE,
    'truck manifest': AT_THE_EDGE,
    arrival: AT_THE_EDGE,
    'bill hold': AT_THE_EDGE,
    'cargo release CATAIR': AT_THE_EDGE,
    'cargo release JSON': AT_THE_EDGE,
    'entry summary': AT_THE_EDGE,
    'entry review': AT_THE_EDGE,
    'bill look-up': notReached('Asked again when the gateway is back.'),
    'entry look-up': notReached('Asked again when the gateway is back.'),
    mailbox: notReached('Read when the gateway is back; answers wait in it.'),
    'account change': works('The gateway hears of it when it is back, and trusts the old state until then.'),
    'public status': works('At the status service\'s own address; it says that the gateway is down.'),
  },
  manifest: {
    'ocean manifest': inOrder('manifest'),
    'truck manifest': inOrder('manifest'),
    arrival: inOrder('manifest'),
    'bill hold': inOrder('manifest'),
    'cargo release CATAIR': works('Answered at once; a bill that waits behind the gate is matched when manifest is back.'),
    'cargo release JSON': works('Answered at once; a bill that waits behind the gate is matched when manifest is back.'),
    'bill look-up': askAgain('manifest'),
    'paper decision': works('The desk has the last known picture of the bills.'),
  },
  entry: {
    'cargo release CATAIR': inOrder('entry'),
    'cargo release JSON': inOrder('entry'),
    'entry summary': inOrder('entry'),
    'entry review': inOrder('entry'),
    'entry look-up': askAgain('entry'),
    'paper decision': works('entry is told when it is back, before it releases anything, and releases nothing a second time.'),
  },
  cee: {
    'entry summary': works('Answered without a team; the team follows as a UC notification when cee is back.'),
  },
  account: {
    'account change': notReached('Ordered again when account is back; keys known to the gateway stay valid.'),
  },
  status: {
    'public status': notReached('Read when status is back; receipts say all the while what becomes of a filing.'),
    'paper decision': notReached('The printed sheets of the port serve; the decisions are registered when status is back.'),
  },
  broker: {
    'ocean manifest': BY_BROKER,
    'truck manifest': BY_BROKER,
    arrival: BY_BROKER,
    'bill hold': BY_BROKER,
    'cargo release CATAIR': BY_BROKER,
    'cargo release JSON': BY_BROKER,
    'entry summary': BY_BROKER,
    'entry review': BY_BROKER,
    mailbox: works('New answers come when the broker is back.'),
    'account change': works('The others hear of it when the broker is back.'),
    'paper decision': works('entry is told by HTTP at once, and by message when the broker is back.'),
  },
  database: {
    'ocean manifest': NOWHERE_TO_KEEP,
    'truck manifest': NOWHERE_TO_KEEP,
    arrival: NOWHERE_TO_KEEP,
    'bill hold': NOWHERE_TO_KEEP,
    'cargo release CATAIR': NOWHERE_TO_KEEP,
    'cargo release JSON': NOWHERE_TO_KEEP,
    'entry summary': NOWHERE_TO_KEEP,
    'entry review': NOWHERE_TO_KEEP,
    'bill look-up': askAgain('the database'),
    'entry look-up': askAgain('the database'),
    mailbox: refused('Read when the database is back; answers wait in it.'),
    'account change': refused('Ordered again when the database is back.'),
    'public status': works('From memory; it says which databases are down.'),
    'paper decision': refused('The printed sheets of the port serve; the decisions are registered when the database is back.'),
  },
};

const SEEN: Readonly<Record<Kind, Readonly<Record<Outcome, Pick<Row, 'http' | 'disposition'>>>>> = {
  filing: {
    works: { http: 202, disposition: 'accepted, being processed' },
    waits: { http: 202, disposition: 'held, do not resend' },
    refused: { http: 503, disposition: 'not processed, resend' },
    'not reached': { http: null, disposition: null },
  },
  'look-up': {
    works: { http: 200, disposition: null },
    waits: { http: 200, disposition: null },
    refused: { http: 503, disposition: null },
    'not reached': { http: null, disposition: null },
  },
  order: {
    works: { http: 200, disposition: null },
    waits: { http: 200, disposition: null },
    refused: { http: 503, disposition: 'not processed, resend' },
    'not reached': { http: null, disposition: null },
  },
};

/** HTTP status of what is done at once. */
export const doneWith = (action: ActionName): number => (ACTIONS[action].kind === 'filing' ? 202 : action === 'paper decision' ? 201 : 200);

/** Every ordered pair of a dead part and a thing done. */
export const DEGRADATION: readonly Row[] = PARTS.flatMap((dead) =>
  ACTION_NAMES.map((action) => {
    const cell = changes[dead][action] ?? everythingWorks[action];
    const seen = SEEN[ACTIONS[action].kind][cell.outcome];
    return { dead, action, ...cell, http: cell.outcome === 'works' ? doneWith(action) : seen.http, disposition: cell.told ?? seen.disposition };
  }),
);

export const rowsOf = (dead: Part): Row[] => DEGRADATION.filter((row) => row.dead === dead);

/** What whoever does it sees at once, in one phrase. */
export const partnerSees = ({ http, disposition, action }: Row): string => {
  if (http === null) return 'no connection';
  if (disposition) return `${http}, ${disposition}`;
  return http === 503 && ACTIONS[action].kind === 'look-up' ? '503, look-up unavailable' : String(http);
};

const FATES: Readonly<Record<Outcome, Readonly<Record<Kind, string>>>> = {
  works: { filing: 'it is answered at once', 'look-up': 'it is told', order: 'it is done' },
  waits: { filing: 'it is kept and answered once when the part is back', 'look-up': '', order: '' },
  refused: { filing: 'it is refused, and sent again answered once', 'look-up': 'it is told when the part is back', order: 'it is refused, and done when ordered again' },
  'not reached': { filing: 'it is not taken, and sent again answered once', 'look-up': 'it is told when the part is back', order: 'it is not taken, and done when ordered again' },
};

/** The row as a sentence: the name of its test. */
export const sentenceOf = (row: Row): string => {
  const { kind, as } = ACTIONS[row.action];
  return `${as} (${partnerSees(row)}): ${FATES[row.outcome][kind]}`;
};
