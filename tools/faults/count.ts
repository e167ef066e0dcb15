import type { Disposition } from '#kernel';
import { isAcknowledged, isRefusal, type Sending } from '../drill/ledger';
import { isAccepted, NO_ANSWERS } from '../drill/mail';
import type { MailboxEntry } from '../demo/partner';
import type { Book, Filed } from './book';
import type { Looked, State } from './looks';

/** What was accepted, and each promise about it that was broken, one sentence each. */
export interface Count {
  /** Transmissions that were acknowledged, repeats with them. */
  readonly accepted: number;
  /** Sendings that were refused for the moment, or that nothing was said to. */
  readonly notTaken: number;
  /** Acknowledged, and without a final state or an answer. */
  readonly unanswered: readonly string[];
  /** Acknowledged, and the platform knows nothing of it; or answered as taken, and not on file; or a bill that was never matched. */
  readonly lost: readonly string[];
  /** Answered more than once, or in effect more than once. */
  readonly doubled: readonly string[];
  /** Told something that is not so. */
  readonly wrong: readonly string[];
  /** Entries of mailboxes that a reader by cursor was never given. */
  readonly missed: number;
}

type Sighted = Pick<Book, 'filings' | 'mail' | 'acknowledged' | 'notTaken'>;

export const countOf = ({ filings, mail, acknowledged, notTaken }: Sighted, looked: Looked): Count => {
  const count = { unanswered: [] as string[], lost: [] as string[], doubled: [] as string[], wrong: [] as string[] };
  const mailbox = new Map<string, MailboxEntry[]>();
  for (const entries of looked.mailboxes.values()) {
    for (const entry of entries)
      if (entry.transmissionId !== null)
        mailbox.set(entry.transmissionId, [...(mailbox.get(entry.transmissionId) ?? []), entry]);
  }
  const took = new Set<Filed>();
  for (const filed of filings) {
    const say = (into: keyof typeof count, text: string): void =>
      void count[into].push(`${filed.secondAdd ? 'second ' : ''}${filed.kind} ${filed.reference}: ${text}`);
    for (const sending of filed.sendings.filter(isAcknowledged)) {
      const outcome = judge(
        filed,
        sending,
        looked.states.get(sending.transmissionId),
        mailbox.get(sending.transmissionId) ?? [],
        say,
      );
      if (outcome === 'took effect') took.add(filed);
    }
    judgeSendings(filed, say);
    if (filed.secondAdd) continue;
    if (took.has(filed)) judgeEffect(filed, looked, say);
    else if (isSaidToBeNowhere(filed) && isInEffect(filed, looked))
      say('wrong', 'told that nothing was kept, and it is in effect');
  }
  judgeMatches([...took], looked, (reference, text) => count.lost.push(`${reference}: ${text}`));
  judgeReading(mail, (id, text) => count.wrong.push(`transmission ${id}: ${text}`));
  return { accepted: acknowledged, notTaken, ...count, missed: missedBy(mail, looked) };
};

type Say = (into: 'unanswered' | 'lost' | 'doubled' | 'wrong', text: string) => void;

/** One acknowledged transmission: its state, its answers in the mailbox, and whether they are the right ones. */
const judge = (
  filed: Filed,
  sending: Sending & { transmissionId: string },
  state: State | null | undefined,
  mail: readonly MailboxEntry[],
  say: Say,
): 'took effect' | null => {
  const { transmissionId } = sending;
  if (state === undefined) return tell(say, 'unanswered', `the gateway does not say what became of ${transmissionId}`);
  if (state === null)
    return tell(say, 'lost', `acknowledged as ${transmissionId}, and the gateway knows nothing of it`);
  if (state.counts.unanswered > 0)
    return tell(say, 'unanswered', `${transmissionId} still says "${state.disposition}"`);
  const answers = mail.filter(({ application }) => !NO_ANSWERS.includes(application));
  if (filed.message.path === '/x12') {
    const syntax = mail.filter(({ application }) => application === '997').length;
    if (syntax === 0) say('lost', `no 997 for ${transmissionId} in the mailbox`);
    if (syntax > 1) say('doubled', `${syntax} times 997 for ${transmissionId} in the mailbox`);
  }
  const [answer] = answers;
  if (!answer) return tell(say, 'unanswered', `${transmissionId} is decided, and no answer is in the mailbox`);
  if (answers.length > 1) say('doubled', `${answers.length} answers to ${transmissionId} in the mailbox`);
  if (!isAbout(filed, answer, state)) say('wrong', `the answer to ${transmissionId} is about something else`);
  const accepted = isAccepted(answer.application, answer.body);
  const codes = state.filings.flatMap(({ conditions }) => conditions.map(({ code }) => code));
  if (filed.secondAdd && accepted) say('wrong', 'the number was on file, and it was accepted');
  else if (filed.secondAdd && !codes.includes('007') && state.repeats === undefined)
    say('wrong', `rejected with ${codes.join(', ') || 'no condition'} instead of 007`);
  else if (!filed.secondAdd && !accepted) say('wrong', `rejected (${codes.join(', ') || state.disposition})`);
  return accepted ? 'took effect' : null;
};

const tell = (say: Say, into: Parameters<Say>[0], text: string): null => {
  say(into, text);
  return null;
};

/** The subject as its answers name it: an entry by its number, a manifest by its trip. */
const isAbout = ({ kind, cargo: { ship, trip } }: Filed, { body }: MailboxEntry, { filings }: State): boolean => {
  const text = body.replace(/[-\s]/g, '');
  const names = kind === 'manifest' || kind === 'arrival' ? [trip, ship.billNumber] : [ship.entryNumber];
  return (
    names.some((name) => text.includes(name)) &&
    filings.every(({ reference }) => names.some((name) => reference.replace(/[-\s]/g, '').includes(name)))
  );
};

/** What was said over all sendings of one filing: repeats are named so, and only what was kept is repeated. */
const judgeSendings = (filed: Filed, say: Say): void => {
  const own = new Set<string>();
  /** Whether the filer had to reckon with its having been kept although it was not acknowledged. */
  let open = false;
  let refusedAsNothing = false;
  let news = 0;
  for (const sending of filed.sendings) {
    if (sending.http === null || sending.disposition === ('not known, resend' satisfies Disposition)) open = true;
    if (claimsNothingKept(sending)) refusedAsNothing = true;
    if (isRefusal(sending)) say('wrong', `answered ${sending.http} ${sending.refusal.slice(0, 160)}`);
    if (!isAcknowledged(sending)) continue;
    if (sending.repeats === null) news += 1;
    else if (!own.has(sending.repeats) && own.size > 0) say('wrong', 'named the repeat of something else');
    else if (own.size === 0 && !open && refusedAsNothing)
      say('wrong', 'told that nothing was kept, and sent again it was named a repeat');
    if (sending.onPurpose && sending.repeats === null) say('wrong', 'a repeat, and not named one');
    own.add(sending.transmissionId);
    if (sending.repeats !== null) own.add(sending.repeats);
  }
  if (news > 1) say('doubled', `taken ${news} times as something new`);
};

/** Whether a refusal tells its filer that nothing of it will take effect. */
export const claimsNothingKept = (sending: Sending): boolean =>
  sending.http !== null &&
  !isAcknowledged(sending) &&
  sending.disposition === ('not processed, resend' satisfies Disposition);

/** Whatever was said of it, was that nothing was kept. */
const isSaidToBeNowhere = ({ sendings }: Filed): boolean => sendings.length > 0 && sendings.every(claimsNothingKept);

const isInEffect = ({ kind, cargo: { ship } }: Filed, { entries, bills }: Looked): boolean => {
  const bill = bills.get(ship.billKey) ?? null;
  if (kind === 'manifest') return bill !== null;
  if (kind === 'arrival') return bill?.arrivedAt != null;
  const entry = entries.get(ship.reference) ?? null;
  return entry !== null && (kind === 'cargo release' ? entry.release : entry.summary) !== null;
};

/** What was answered as taken is on file at its owner, once. */
const judgeEffect = (filed: Filed, looked: Looked, say: Say): void => {
  const {
    kind,
    cargo: { ship },
  } = filed;
  if (!isInEffect(filed, looked)) return say('lost', 'answered as taken, and not on file');
  const times = (events: readonly string[], event: string): void => {
    const found = events.filter((one) => one === event).length;
    if (found > 1) say('doubled', `took effect ${found} times`);
  };
  if (kind === 'manifest')
    times(
      looked.bills.get(ship.billKey)!.history.map(({ change }) => change),
      'added',
    );
  const { release } = looked.entries.get(ship.reference) ?? { release: null };
  if (kind !== 'cargo release' || !release) return;
  times(
    release.history.map(({ event }) => event),
    'filed',
  );
  if (release.bills.some(({ billKey }) => billKey !== ship.billKey))
    say('wrong', 'another filing under the same number took its place');
};

/** A release and a bill that were both taken have found each other, on both sides: the bill hears of its entry when it has arrived. */
const judgeMatches = (
  took: readonly Filed[],
  { entries, bills }: Looked,
  say: (reference: string, text: string) => void,
): void => {
  const cargoOf = (kind: Filed['kind']): Set<Filed['cargo']> =>
    new Set(took.filter((filed) => filed.kind === kind).map(({ cargo }) => cargo));
  const [manifested, arrived] = [cargoOf('manifest'), cargoOf('arrival')];
  for (const cargo of cargoOf('cargo release')) {
    const { ship } = cargo;
    const release = entries.get(ship.reference)?.release;
    const bill = bills.get(ship.billKey);
    if (!manifested.has(cargo) || !release || !bill) continue;
    if (release.bills.some(({ onFile }) => !onFile))
      say(ship.reference, `waits for bill ${ship.billKey}, which is on file`);
    else if (arrived.has(cargo) && bill.entries.length === 0)
      say(ship.reference, `bill ${ship.billKey} has arrived, and manifest knows nothing of its entry`);
  }
};

/** Whoever reads by cursor is never told two different things of one transmission. */
const judgeReading = (mail: Sighted['mail'], say: (id: string, text: string) => void): void => {
  const verdicts = new Map<string, Set<boolean>>();
  for (const {
    entry: { transmissionId, application, body },
  } of mail) {
    if (transmissionId === null || NO_ANSWERS.includes(application)) continue;
    verdicts.set(transmissionId, (verdicts.get(transmissionId) ?? new Set()).add(isAccepted(application, body)));
  }
  for (const [id, told] of verdicts) if (told.size > 1) say(id, 'told that it was taken, and that it was not');
};

/** What stands before the last entry that the cursor has passed; what came after it would be given next. */
const missedBy = (mail: Sighted['mail'], { mailboxes }: Looked): number =>
  [...mailboxes].reduce((sum, [role, entries]) => {
    const given = new Set(mail.filter((one) => one.role === role).map(({ entry }) => entry.id));
    const cursor = Math.max(0, ...given);
    return sum + entries.filter(({ id }) => id < cursor && !given.has(id)).length;
  }, 0);
