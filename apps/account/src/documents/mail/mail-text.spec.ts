import { documentMailStates } from './document-mail.states';
import { answerTo, MailDigest, recordsNamedIn } from './mail-text.rules';

test('the life of an e-mail with documents is a sound table', () => {
  expect(documentMailStates.faults()).toEqual([]);
});

describe('The subject of an e-mail names', () => {
  test('requests of CBP, entries, bills and cases, as people write them', () => {
    const named: [string, string[]][] = [
      ['Invoice for B76-0324527-8', ['entry:B76-03245278']],
      ['RE: b7603245278, DR2600000017', ['request:DR2600000017', 'entry:B76-03245278']],
      ['Your RI2600000017 and nr2600000018', ['request:RI2600000017', 'request:NR2600000018']],
      ['Docs bill MAEU260000101 and B/L: KKLU1234567', ['bill:MAEU260000101', 'bill:KKLU1234567']],
      ['case FP-2026-2704-000017', ['case:FP-2026-2704-000017']],
      ['B76-0324527-8 B76-0324527-8', ['entry:B76-03245278']],
      ['Invoice INVO2026000123 of yesterday', []],
      ['', []],
    ];
    for (const [subject, records] of named) expect([subject, recordsNamedIn(subject)]).toEqual([subject, records]);
  });

  test('no entry whose check digit is another, and the answer says so', () => {
    expect(recordsNamedIn('B76-0324527-9')).toEqual([]);
    const text = answerTo({
      ...{ subject: 'B76-0324527-9', receivedAt: new Date('2026-11-20T12:00:00Z'), records: [], fault: null },
      ...{ results: [], left: [{ name: 'logo.png', why: 'It is shown inside the text.' }] },
    });
    expect(text).toContain("entry number 'B76-0324527-9' ends in 9, its check digit is 8");
    expect(text).toContain('1. logo.png: not taken');
  });
});

test('an e-mail is the same when it comes again over other mail servers, and another one with other content or another id', () => {
  const digest = (text: string, piece = text.length): string => {
    const one = new MailDigest();
    for (let at = 0; at < text.length; at += piece) one.add(Buffer.from(text.slice(at, at + piece)));
    return one.value();
  };
  const mail = (head: string, body: string): string => `${head}\r\n\r\n${body}`;
  const first = digest(mail('Message-ID: <1@a.example>\r\nSubject: x', 'body'));
  expect(digest(mail('Received: from b\r\nmessage-id:\r\n <1@a.example>\r\nSubject: x', 'body'), 3)).toBe(first);
  expect(digest(mail('Message-ID: <2@a.example>\r\nSubject: x', 'body'))).not.toBe(first);
  expect(digest(mail('Message-ID: <1@a.example>\r\nSubject: x', 'bodY'))).not.toBe(first);
  expect(digest(mail('Subject: x', 'body'))).toBe(digest(mail('Subject: x', 'body'), 1));
  expect(digest(mail('Subject: y', 'body'))).not.toBe(digest(mail('Subject: x', 'body')));
  expect(digest('no head at all')).not.toBe(digest('no head at alL'));
});
