import {
  type Asking,
  CBP_VIEWERS,
  may,
  type RecordKind,
  TRADE_VIEWERS,
  type Viewer,
  VIEWERS,
  viewersWho,
} from '#access';
import { addressKeys, answerAddress, isAnswerAddress, readerAt, withoutAddresses } from './answer-address.rules';
import { type Owed, owedAfter, type Side } from './answer-owed.rules';
import { conversationStates } from './conversation.states';
import { officesOf, type Parties, sees, sightOf } from './conversation-sight.rules';
import { CONVERSED_RECORDS, subjectRead } from './conversation-subject.rules';
import { idOf } from './conversation-streams';
import { answerIn, isAutomatic, MOST_TEXT } from './mail-answer.rules';

const [IMPORTER, BROKER, COUNSEL, STRANGER] = ['importer', 'broker', 'counsel', 'stranger'];
/** About an entry of Long Beach, of the Center for consumer products; FP&F of the port was brought in. */
const entry: Parties = {
  accountId: IMPORTER!,
  granted: [COUNSEL!],
  offices: ['port 2704', 'Center CEE009', 'FP&F 2704'],
};
const claim: Parties = { accountId: IMPORTER!, granted: [], offices: ['drawback office CEE003'] };
const account: Parties = { accountId: IMPORTER!, granted: [BROKER!], offices: [] };

const cbp = (viewer: Viewer, ports: string[] = [], center: string | null = null) =>
  sightOf({ viewers: [viewer], ports, center }, true, []);
const trade = (...accountIds: string[]) => sightOf({ viewers: ['user'], ports: [], center: null }, false, accountIds);

describe('Who takes part in a conversation sees it, and nobody else', () => {
  test.each([
    ['the account holder', trade(IMPORTER!), 'sees', 'sees', 'sees'],
    ['the account into which the holder was merged', trade('new', IMPORTER!), 'sees', 'sees', 'sees'],
    ['counsel with a grant on it', trade(COUNSEL!), 'sees', '-', '-'],
    ['the broker with a grant on another one', trade(BROKER!), '-', '-', 'sees'],
    ['an account with neither', trade(STRANGER!), '-', '-', '-'],
    ['an officer of the port', cbp('officer', ['2704']), 'sees', '-', '-'],
    ['the director of the port', cbp('port director', ['2402', '2704']), 'sees', '-', '-'],
    ['an officer of another port', cbp('officer', ['2402']), '-', '-', '-'],
    ['an officer of no port', cbp('officer'), '-', '-', '-'],
    ['a specialist of the Center', cbp('Center specialist', [], 'CEE009'), 'sees', '-', '-'],
    ['a specialist of the Center with the drawback office', cbp('Center specialist', [], 'CEE003'), '-', 'sees', '-'],
    ['the director of another Center', cbp('Center director', [], 'CEE001'), '-', '-', '-'],
    ['somebody of a port who is of a Center', cbp('team lead', ['2704'], 'CEE001'), '-', '-', '-'],
    ['an FP&F officer of the port', cbp('FP&F officer', ['2704']), 'sees', '-', '-'],
    ['an FP&F officer of another port', cbp('FP&F officer', ['2402']), '-', '-', '-'],
    ['an FP&F officer of no port by name', cbp('FP&F officer'), 'sees', '-', '-'],
    ['an account manager', cbp('account manager'), 'sees', 'sees', 'sees'],
    ['headquarters', cbp('headquarters'), 'sees', 'sees', 'sees'],
    ['an auditor', cbp('auditor'), 'sees', 'sees', 'sees'],
    ['an operator', cbp('operator'), '-', '-', '-'],
  ])('%s', (_who, sight, ofEntry, ofClaim, ofAccount) => {
    expect([entry, claim, account].map((one) => (sees(sight, one) ? 'sees' : '-'))).toEqual([
      ofEntry,
      ofClaim,
      ofAccount,
    ]);
  });

  test('where an office of FP&F does not take part its officers do not see it', () => {
    const before = { ...entry, offices: ['port 2704', 'Center CEE009'] };
    expect([cbp('FP&F officer', ['2704']), cbp('FP&F officer')].map((sight) => sees(sight, before))).toEqual([
      false,
      false,
    ]);
  });

  test('who has several roles is of the offices of all of them', () => {
    const both = { viewers: ['FP&F officer', 'officer'] as Viewer[], ports: ['2704'], center: null };
    expect(officesOf(both)).toEqual(['port 2704', 'FP&F 2704']);
  });
});

describe('The table of rights', () => {
  const EVERYTHING: readonly RecordKind[] = ['internal note', 'closing of a conversation'];

  test('shows internal notes to CBP alone, whatever stands between who asks and the account', () => {
    expect(viewersWho('see', 'internal note')).toEqual([...CBP_VIEWERS]);
    for (const viewer of [...TRADE_VIEWERS, 'operator'] as Viewer[])
      for (const kind of EVERYTHING)
        for (const act of ['see', 'change'] as const)
          expect([viewer, kind, act, may({ viewers: [viewer], leaves: null }, act, kind)]).toEqual([
            viewer,
            kind,
            act,
            false,
          ]);
  });

  test('lets an auditor read and write nothing, a machine of the trade read and write nothing, and nobody but owners say who takes part', () => {
    const kinds: RecordKind[] = ['conversation', 'closing of a conversation', 'internal note'];
    expect(kinds.filter((kind) => viewersWho('change', kind).includes('auditor'))).toEqual([]);
    expect(viewersWho('change', 'conversation')).toEqual(
      VIEWERS.filter((one) => !['machine', 'auditor', 'partner agency', 'operator'].includes(one)),
    );
    expect(viewersWho('change', 'grant in a conversation')).toEqual(['owner', 'proxy owner']);
  });

  test('the place in a live stream of who is not of CBP is the same however many notes there are', () => {
    expect([0, 1, 77].map((notes) => idOf({ events: 12, notes }, false))).toEqual(['12', '12', '12']);
    expect(idOf({ events: 12, notes: 77 }, true)).toBe('12.77');
  });
});

test('the life of a conversation is sound: what was closed can be reopened, and nothing is closed twice', () => {
  expect(conversationStates.faults()).toEqual([]);
  expect(conversationStates.can('closed', 'closed')).toBe(false);
  expect(conversationStates.next('closed', 'reopened')).toEqual({ ok: true, value: 'open' });
});

test('a conversation is about an entry, a request, a case or an account, and about nothing else', () => {
  for (const [kind, { example }] of Object.entries(CONVERSED_RECORDS)) expect(subjectRead(example)?.kind).toBe(kind);
  expect(subjectRead('entry:B76-03245278')).toEqual({ kind: 'entry', reference: 'B7603245278' });
  for (const wrong of ['bill:MAEU260000101', 'entry:B76-0324527-8', 'request:XX2600000017', 'case:x', 'account:1', ''])
    expect(subjectRead(wrong)).toBeNull();
});

describe('Who owes an answer', () => {
  const DAYS = 5;
  const at = (day: number): Date => new Date(Date.UTC(2026, 8, day, 15));
  const message = (side: Side, day: number, more: object = {}) => ({
    ...{ side, wantsAnswer: true, asksOffice: null as string | null, at: at(day) },
    ...more,
  });
  const owedBehind = (...messages: ReturnType<typeof message>[]): Owed =>
    messages.reduce<Owed>((owed, one) => owedAfter(owed, one, DAYS), null);

  test('is the other side of the first message that wants one, for so many working days', () => {
    // 2026-09-07 is Labor Day.
    expect(owedBehind(message('trade', 3))).toEqual({ by: 'CBP', since: at(3), until: '2026-09-11', office: null });
  });

  test('whoever writes twice gives the other no more time, and may name an office later', () => {
    expect(owedBehind(message('trade', 1), message('trade', 3, { asksOffice: 'FP&F 2704' }))).toEqual({
      ...{ by: 'CBP', since: at(1), until: '2026-09-09', office: 'FP&F 2704' },
    });
  });

  test('an answer ends what its side owed; the other side owes one from then on only where it is wanted', () => {
    expect(owedBehind(message('trade', 1), message('CBP', 2, { wantsAnswer: false }))).toBeNull();
    expect(owedBehind(message('trade', 1), message('CBP', 2))).toMatchObject({ by: 'trade', since: at(2) });
    expect(owedBehind(message('CBP', 1, { wantsAnswer: false }))).toBeNull();
  });

  test('what wants no answer takes back no question', () => {
    expect(owedBehind(message('trade', 1), message('trade', 2, { wantsAnswer: false }))).toMatchObject({
      by: 'CBP',
      since: at(1),
    });
  });
});

describe('The address that a conversation is answered at by e-mail', () => {
  const [FIRST, SECOND] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)].map((key) => key.toString('base64'));
  const until = new Date('2026-10-01T12:00:00.000Z');
  const keys = addressKeys(FIRST!);
  const address = answerAddress('123456789', until, 'portway.example', keys)!;

  test('says who answers, in a form that every mail server takes in either case', () => {
    expect(address).toMatch(/^answer-[a-z2-7]{32}@portway\.example$/);
    for (const one of [address, address.toUpperCase()]) {
      expect(isAnswerAddress(one, 'portway.example')).toBe(true);
      expect(readerAt(one, until, keys)).toEqual({ reader: '123456789' });
    }
    expect(isAnswerAddress('documents@portway.example', 'portway.example')).toBe(false);
    expect(isAnswerAddress(address, 'elsewhere.example')).toBe(false);
  });

  test('is in no e-mail that others read, however the e-mail writes it', () => {
    const mail = [
      `To: ${address}`,
      `Delivered-To: <${address.toUpperCase()}>`,
      `body ${address.replace('@', '=40')} ${address.replace('@', '%40')}`,
      'answer-short@portway.example',
    ].join('\r\n');
    const read = withoutAddresses(Buffer.from(mail)).toString();
    expect(read.toLowerCase()).not.toContain(address.slice(0, 20));
    expect([read.length, read.includes('answer-short@portway.example')]).toEqual([mail.length, true]);
  });

  test('is good up to the end of its day and not after it', () => {
    expect(readerAt(address, new Date('2026-10-01T23:59:59.000Z'), keys)).toHaveProperty('reader');
    expect(readerAt(address, new Date('2026-10-02T00:00:00.000Z'), keys)).toBe('expired');
  });

  test("with any sign of it changed, or signed by whoever has other keys, is nobody's", () => {
    const token = /answer-(.+)@/.exec(address)![1]!;
    for (let place = 0; place < token.length; place += 1) {
      const other = token[place] === 'a' ? 'b' : 'a';
      const changed = `answer-${token.slice(0, place)}${other}${token.slice(place + 1)}@portway.example`;
      expect(readerAt(changed, until, keys)).toBe('not signed here');
    }
    expect(readerAt(address, until, addressKeys(SECOND!))).toBe('not signed here');
    expect(readerAt(address, until, addressKeys(`${SECOND},${FIRST}`))).toHaveProperty('reader');
    expect(answerAddress('1', until, 'portway.example', addressKeys(''))).toBeNull();
  });
});

describe('What somebody wrote into an answer', () => {
  const quoted = '> There is something new for you in a conversation.\n> Conversation CV-26-000001\n';
  test.each([
    [
      'stands above what is quoted',
      `The seal is 7711.\n\nOn Tue, 24 Nov 2026 at 10:12, Portway <a@b.example> wrote:\n\n${quoted}`,
      'The seal is 7711.',
    ],
    [
      'whose introduction is broken over two lines',
      `Yes.\n\nOn Tue, 24 Nov 2026 at 10:12, Portway accounts\n<a@b.example> wrote:\n${quoted}`,
      'Yes.',
    ],
    [
      'stands above a message that is repeated',
      'Agreed.\r\n\r\n-----Original Message-----\r\nFrom: Portway\r\nThere is something\r\n',
      'Agreed.',
    ],
    [
      'stands above a head that is repeated',
      'Agreed.\n\nFrom: Portway accounts\nSent: Tuesday\nTo: Mia\n\nThere is something',
      'Agreed.',
    ],
    ['stands between what is quoted', `${quoted}\nNo.\n${quoted}`, `${quoted}\nNo.`],
    [
      'names a sender without repeating anything',
      'From: China by sea.\nIt came on Tuesday.',
      'From: China by sea.\nIt came on Tuesday.',
    ],
    ['is nothing where only the e-mail is repeated', quoted, ''],
  ])('%s', (_what, mail, text) => {
    expect(answerIn(mail).text).toBe(text.trim());
  });

  test('and nothing of what was cut is said to be there', () => {
    expect(answerIn(`Yes.\n${quoted}`)).toEqual({ text: 'Yes.', isCut: true });
    expect(answerIn('Yes.\n\n')).toEqual({ text: 'Yes.', isCut: false });
    const long = answerIn('x'.repeat(MOST_TEXT + 1));
    expect([long.text.length, long.isCut, long.text.endsWith('open the original.]')]).toEqual([MOST_TEXT, true, true]);
  });

  test('is no answer where a program wrote it', () => {
    const headers = (entries: Record<string, string>) => new Map(Object.entries(entries));
    expect(isAutomatic(headers({ 'auto-submitted': 'auto-replied' }))).toBe(true);
    expect(isAutomatic(headers({ precedence: 'bulk' }))).toBe(true);
    expect(isAutomatic(headers({ 'auto-submitted': 'no', subject: 'Re: Portway' }))).toBe(false);
  });
});

test('an asking of the trade is never given the sight of an office', () => {
  const odd = { viewers: ['user'], ports: ['2704'], center: 'CEE009' } as unknown as Asking;
  expect(sightOf(odd, false, [STRANGER!])).toEqual({ accountIds: [STRANGER], offices: [], all: false });
});
