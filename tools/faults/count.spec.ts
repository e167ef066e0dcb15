import type { MailboxEntry } from '../demo/partner';
import type { Sending } from '../drill/ledger';
import type { Filed, Mail } from './book';
import { countOf, type Count } from './count';
import type { BillOnFile, EntryOnFile, Looked, State } from './looks';

const ship = {
  scac: 'ABCD',
  billNumber: 'R0000001',
  billKey: 'ABCDR0000001',
  filerCode: 'QZ7',
  entryNumber: '00000014',
  reference: 'QZ7-0000001-4',
  goods: {},
};
const cargo = { ship, trip: '0001T', carrierRole: 'truck-carrier' } as unknown as Filed['cargo'];

const sent = (transmissionId: string | null, change: Partial<Sending> = {}): Sending => ({
  at: 0,
  saidAt: 10,
  onPurpose: false,
  http: transmissionId === null ? null : 202,
  disposition: transmissionId === null ? null : 'accepted, being processed',
  refusal: '',
  transmissionId,
  repeats: null,
  ...change,
});
const refused = (detail: string): Sending =>
  sent(null, { http: 503, disposition: 'not processed, resend', refusal: detail });
const filed = (kind: Filed['kind'], sendings: Sending[], secondAdd = false): Filed => ({
  role: kind === 'manifest' ? 'truck-carrier' : 'second-broker',
  kind,
  module: kind === 'manifest' ? 'manifest' : 'entry',
  reference: ship.reference,
  port: '3801',
  sendings,
  message: { path: '/filings/cargo-release', type: 'application/json', body: '', key: null },
  cargo,
  secondAdd,
});
const decided = (more: Partial<State> = {}): State => ({
  disposition: 'processed',
  counts: { unanswered: 0, rejected: 0 },
  filings: [{ reference: ship.reference, outcome: 'accepted', conditions: [] }],
  ...more,
});
let number = 0;
const answer = (
  transmissionId: string,
  disposition = 'processed',
  reference: string = ship.reference,
): MailboxEntry => ({
  id: (number += 1),
  transmissionId,
  application: 'cargo release',
  createdAt: '',
  body: JSON.stringify({ disposition, reference }),
});
const ON_FILE: EntryOnFile = {
  release: { bills: [{ billKey: ship.billKey, onFile: true }], history: [{ event: 'filed' }] },
  summary: null,
};
const BILL: BillOnFile = { arrivedAt: null, history: [{ change: 'added' }], entries: [] };

interface World {
  readonly states?: Record<string, State | null>;
  readonly mailbox?: readonly MailboxEntry[];
  /** What the cursor gave; all of the mailbox where nothing is said. */
  readonly read?: readonly MailboxEntry[];
  readonly entry?: EntryOnFile | null;
  readonly bill?: BillOnFile | null;
}

const counted = (
  filings: Filed[],
  { states = {}, mailbox = [], read = mailbox, entry = ON_FILE, bill = null }: World,
): Count => {
  const mail: Mail[] = read.map((one) => ({ role: 'second-broker', entry: one, at: 0 }));
  const looked: Looked = {
    states: new Map(Object.entries(states)),
    entries: new Map([[ship.reference, entry]]),
    bills: new Map([[ship.billKey, bill]]),
    mailboxes: new Map([['second-broker', mailbox]]),
  };
  return countOf(
    {
      filings,
      mail,
      acknowledged: filings.flatMap(({ sendings }) => sendings.filter((s) => s.http === 202)).length,
      notTaken: 0,
    },
    looked,
  );
};
const figures = ({ unanswered, lost, doubled, wrong, missed }: Count): number[] => [
  unanswered.length,
  lost.length,
  doubled.length,
  wrong.length,
  missed,
];
const release = (...sendings: Sending[]): Filed => filed('cargo release', sendings);

test('what was accepted, decided, answered once and is on file breaks no promise', () => {
  expect(figures(counted([release(sent('a'))], { states: { a: decided() }, mailbox: [answer('a')] }))).toEqual([
    0, 0, 0, 0, 0,
  ]);
});

test('what has no final state, or no answer in the mailbox, is unanswered', () => {
  const waiting = decided({ disposition: 'held, do not resend', counts: { unanswered: 1, rejected: 0 } });
  expect(figures(counted([release(sent('a'))], { states: { a: waiting } }))).toEqual([1, 0, 0, 0, 0]);
  expect(figures(counted([release(sent('a'))], { states: { a: decided() } }))).toEqual([1, 0, 0, 0, 0]);
  expect(figures(counted([release(sent('a'))], {}))).toEqual([1, 0, 0, 0, 0]);
});

test('what the gateway no longer knows, and what was taken and is not on file, is lost', () => {
  expect(figures(counted([release(sent('a'))], { states: { a: null } }))).toEqual([0, 1, 0, 0, 0]);
  expect(
    figures(counted([release(sent('a'))], { states: { a: decided() }, mailbox: [answer('a')], entry: null })),
  ).toEqual([0, 1, 0, 0, 0]);
});

test('a bill that is on file and that the release still waits for is lost on the way', () => {
  const bill = filed('manifest', [sent('b')]);
  const world = {
    states: {
      a: decided(),
      b: decided({ filings: [{ reference: 'ABCD 0001T', outcome: 'accepted', conditions: [] }] }),
    },
    mailbox: [answer('a'), answer('b', 'processed', 'ABCD 0001T')],
    bill: BILL,
  };
  expect(figures(counted([release(sent('a')), bill], world))).toEqual([0, 0, 0, 0, 0]);
  const unmatched: EntryOnFile = {
    ...ON_FILE,
    release: { ...ON_FILE.release!, bills: [{ billKey: ship.billKey, onFile: false }] },
  };
  expect(figures(counted([release(sent('a')), bill], { ...world, entry: unmatched }))).toEqual([0, 1, 0, 0, 0]);
});

test('a second answer, a second effect, and a repeat that is taken as something new are doubled', () => {
  expect(
    figures(counted([release(sent('a'))], { states: { a: decided() }, mailbox: [answer('a'), answer('a')] })),
  ).toEqual([0, 0, 1, 0, 0]);
  const twice: EntryOnFile = {
    ...ON_FILE,
    release: { ...ON_FILE.release!, history: [{ event: 'filed' }, { event: 'filed' }] },
  };
  expect(
    figures(counted([release(sent('a'))], { states: { a: decided() }, mailbox: [answer('a')], entry: twice })),
  ).toEqual([0, 0, 1, 0, 0]);
  const both = { states: { a: decided(), b: decided() }, mailbox: [answer('a'), answer('b')] };
  expect(figures(counted([release(sent('a'), sent('b'))], both))).toEqual([0, 0, 1, 0, 0]);
  expect(figures(counted([release(sent('a'), sent('b', { onPurpose: true, repeats: 'a' }))], both))).toEqual([
    0, 0, 0, 0, 0,
  ]);
});

test('told that nothing was kept although it was is told wrongly, sent again or not; told that it is not known is not', () => {
  const nothing = refused('The journal is not available; nothing of this message was kept.');
  const unknown: Sending = { ...refused('Whether it was kept is not known.'), disposition: 'not known, resend' };
  const kept = { states: { b: decided() }, mailbox: [answer('b')] };
  expect(figures(counted([release(nothing)], {}))).toEqual([0, 0, 0, 1, 0]);
  expect(figures(counted([release(nothing)], { entry: null }))).toEqual([0, 0, 0, 0, 0]);
  expect(figures(counted([release(nothing, sent('b', { repeats: 'a' }))], kept))).toEqual([0, 0, 0, 1, 0]);
  expect(figures(counted([release(unknown)], {}))).toEqual([0, 0, 0, 0, 0]);
  expect(figures(counted([release(unknown, sent('b', { repeats: 'a' }))], kept))).toEqual([0, 0, 0, 0, 0]);
  // Whoever heard nothing was not told anything.
  expect(figures(counted([release(sent(null), sent('b', { repeats: 'a' }))], kept))).toEqual([0, 0, 0, 0, 0]);
});

test('a second add of a number in use must be rejected with 007, and a filing that is in order must not', () => {
  const second = filed('cargo release', [sent('b')], true);
  const first = release(sent('a'));
  const because = (code: string): State =>
    decided({
      disposition: 'rejected',
      counts: { unanswered: 0, rejected: 1 },
      filings: [{ reference: ship.reference, outcome: 'rejected', conditions: [{ code }] as never }],
    });
  const world = (state: State, told: string) => ({
    states: { a: decided(), b: state },
    mailbox: [answer('a'), answer('b', told)],
  });
  expect(figures(counted([first, second], world(because('007'), 'rejected')))).toEqual([0, 0, 0, 0, 0]);
  expect(figures(counted([first, second], world(because('014'), 'rejected')))).toEqual([0, 0, 0, 1, 0]);
  expect(figures(counted([first, second], world(decided(), 'processed')))).toEqual([0, 0, 0, 1, 0]);
  expect(figures(counted([first], { states: { a: because('014') }, mailbox: [answer('a', 'rejected')] }))).toEqual([
    0, 0, 0, 1, 0,
  ]);
});

test('an answer about another entry, and a repeat that is not named one, are told wrongly', () => {
  const other = { ...answer('a'), body: JSON.stringify({ disposition: 'processed', reference: 'QZ7-0000099-1' }) };
  expect(figures(counted([release(sent('a'))], { states: { a: decided() }, mailbox: [other] }))).toEqual([
    0, 0, 0, 1, 0,
  ]);
  const both = { states: { a: decided(), b: decided() }, mailbox: [answer('a'), answer('b')] };
  expect(counted([release(sent('a'), sent('b', { onPurpose: true }))], both).wrong).toEqual([
    'cargo release QZ7-0000001-4: a repeat, and not named one',
  ]);
});

test('what stands in the mailbox and was never given to a reader by cursor is missed', () => {
  const mailbox = [answer('a'), answer('b')];
  const reading = (read: readonly MailboxEntry[]) =>
    counted([release(sent('a'), sent('b', { onPurpose: true, repeats: 'a' }))], {
      states: { a: decided(), b: decided() },
      mailbox,
      read,
    }).missed;
  expect(reading(mailbox.slice(1))).toBe(1);
  // Behind the cursor there is nothing to miss yet.
  expect(reading(mailbox.slice(0, 1))).toBe(0);
});

test('a reader who was told yes and then no of one transmission was told wrongly', () => {
  const read = [answer('a'), answer('a', 'rejected')];
  expect(counted([release(sent('a'))], { states: { a: decided() }, mailbox: [read[0]!], read }).wrong).toEqual([
    'transmission a: told that it was taken, and that it was not',
  ]);
});
