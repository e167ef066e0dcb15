import { randomBytes, randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import type { Asking } from '#access';
import { EnforcementCaseChanged } from '#contracts';
import { MessageContext, UnitOfWork } from '#messaging';
import type { RunningService } from '#service';
import { eventually, ownFolder } from '../../../../test/support';
import { received } from '../../../../test/support/handler-bench';
import { routesOf } from '../../../../tools/documents/rights';
import { accountBench, type AccountBench } from '../account.fixture';
import { account } from '../account.service-definition';
import { pdf } from '../documents/checks/evil-documents.fixture';
import '../documents/documents.fixture';
import { MailListener } from '../documents/mail/mail-listener';
import { ConversationCasesConsumer } from './conversation-cases.consumer';
import { ConversationMailText } from './conversation-mail-text';
import { ConversationNotices } from './conversation-notices';
import { ConversationStreams } from './conversation-streams';

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);
let bench: AccountBench;
let second: RunningService;
/** Keys, by who has them. */
const key: Record<string, string> = {};
const person: Record<string, string> = {};
const id: Record<string, string> = {};

const addEntry = async (entryNumber: string): Promise<string> => {
  const [{ identity }] = await bench.source.query('SELECT identity FROM account_identifier WHERE account_id = $1', [
    id['importer'],
  ]);
  await bench.source.query(
    `INSERT INTO trade_record (kind, key, parts, reference, importer, filer_code, port, center, filed_on, value_dollars, duty_cents, fee_cents, chapters, chapter_dollars,
       chapter_duty_cents, countries, country_dollars, country_duty_cents, changed_at)
     VALUES ('entry', $1, '{}', $1, $2, 'B76', '2704', 'CEE009', '2026-11-02', 0, 0, 0, '{}', '{}', '{}', '{}', '{}', '{}', now())`,
    [`B76${entryNumber}`, identity],
  );
  return `entry:B76-${entryNumber}`;
};

let entries = 10_000_000;
/** The conversation about an entry of the importer, opened by its owner. */
const opened = async (): Promise<string> => {
  const subject = await addEntry(String((entries += 1)));
  return (await bench.post('/conversations', { id: randomUUID(), subject, title: 'Value of line 3' }, key['mia']!, 201))
    .id;
};
const say = (conversation: string, by: string, more: object = {}, status = 201): Promise<any> =>
  bench.post(
    `/conversations/${conversation}/messages`,
    { id: randomUUID(), text: 'The invoice follows.', ...more },
    key[by]!,
    status,
  );
/** The fields that a refusal names. */
const differs = ({ errors }: { errors: { at: string }[] }): string[] => errors.map(({ at }) => at);
const messagesOf = async (conversation: string, by = 'mia'): Promise<any[]> =>
  (await bench.get(`/conversations/${conversation}/messages`, key[by]!, 200)).messages;
const mailsTo = async (name: string): Promise<{ subject: string; body: string; reply_to: string | null }[]> =>
  bench.source.query('SELECT subject, body, reply_to FROM outgoing_mail WHERE recipient = $1 ORDER BY made_at, id', [
    `${name}@people.example`,
  ]);

beforeAll(async () => {
  const folder = join(ownFolder('documents'), 'store');
  mkdirSync(folder, { recursive: true });
  const settings = {
    DOCUMENT_STORE: `directory:${folder}`,
    DOCUMENT_KEYS: randomBytes(32).toString('base64'),
    DOCUMENT_MAIL_PORT: '-1',
    DOCUMENT_MAIL_ADDRESS: 'documents@customs.example',
    PEOPLE_URL: 'https://account.example',
  };
  bench = await accountBench(settings);
  second = await bench.replica();
  const office = await bench.open({ kinds: ['headquarters'], name: 'CBP headquarters' });
  key['headquarters'] = office.key;
  key['officer'] = await bench.office('officer', ['2704']);
  key['officer elsewhere'] = await bench.office('officer', ['2402']);
  const others = await bench.office('headquarters');
  const staff = async (name: string, role: string, more: object = {}): Promise<void> => {
    const order = { name, email: `${name}@people.example`, role, why: 'Works there', ...more };
    person[name] = (await bench.post(`/accounts/${office.id}/people`, order, others, 201)).personId;
    key[name] = await bench.firstKey(office.id, person[name]!);
  };
  await staff('rosa', 'FP&F officer', { ports: ['2704'] });
  await staff('dai', 'Center specialist', { center: 'CEE009' });
  await staff('ewa', 'auditor');
  await staff('otto', 'officer', { ports: ['2704'] });
  await staff('olga', 'officer', { ports: ['2402'] });
  await staff('amy', 'account manager');
  const holder = async (name: string, owner: string, more: object): Promise<void> => {
    ({ id: id[name] = '', key: key[`machine of ${name}`] = '' } = await bench.open({ name, ...more }));
    const order = { name: owner, email: `${owner}@people.example`, why: 'Owns it' };
    person[owner] = (await bench.post(`/accounts/${id[name]}/owner`, order, office.key, 200)).personId;
    key[owner] = await bench.firstKey(id[name]!, person[owner]!);
  };
  await holder('importer', 'mia', { kinds: ['importer'], importerNumbers: ['12-3456789'] });
  await holder('broker', 'ben', { kinds: ['broker'], filerCodes: ['B76'] });
  await holder('counsel', 'cora', {});
  await holder('stranger', 'sol', {});
  const user = { name: 'uma', email: 'uma@people.example', role: 'user', leaves: { mailbox: 'read' }, why: 'Reads' };
  person['uma'] = (await bench.post(`/accounts/${id['importer']}/people`, user, key['mia']!, 201)).personId;
  key['uma'] = await bench.firstKey(id['importer']!, person['uma']!);
  await eventually(() => bench.service.app.get(MailListener).port !== null);
});
afterAll(async () => {
  await bench?.close();
});
describe('a conversation', () => {
  test('is one about a subject, for the account holder and the offices that the record concerns, and is in the activity log without what was written', async () => {
    const subject = await addEntry('20000001');
    const order = { id: randomUUID(), subject, title: 'Value of line 3' };
    const made = await bench.post('/conversations', order, key['mia']!, 201);
    expect(made).toMatchObject({
      subject,
      state: 'open',
      accountName: 'importer',
      offices: ['Center CEE009', 'port 2704'],
      owed: null,
    });
    for (const by of ['mia', 'officer', 'dai', 'headquarters'])
      expect((await bench.post('/conversations', { ...order, id: randomUUID() }, key[by]!, 200)).id).toBe(made.id);
    for (const [by, status] of [
      ['sol', 404],
      ['ben', 404],
      ['uma', 403],
      ['ewa', 403],
      ['officer elsewhere', 422],
      ['rosa', 422],
    ] as const)
      await bench.post('/conversations', { ...order, id: randomUUID() }, key[by]!, status);
    await bench.post(
      '/conversations',
      { ...order, id: randomUUID(), offices: ['port 2402'] },
      key['officer elsewhere']!,
      409,
    );
    for (const wrong of [{ subject: 'bill:MAEU260000101' }, { offices: ['port 27'] }, { title: 'two\nlines' }])
      await bench.post('/conversations', { ...order, id: randomUUID(), ...wrong }, key['mia']!, 422);
    await bench.post('/conversations', { ...order, id: randomUUID(), subject: 'entry:B76-99999999' }, key['mia']!, 404);

    await say(made.id, 'mia', { text: 'Assists were 4,711 dollars.' });
    await say(made.id, 'officer', { text: 'Send the\nagreement.' });
    const log = await bench.log(id['importer']!);
    const told = log
      .filter(({ itemKind }) => itemKind === 'conversation')
      .map(({ kind, subject: of, person: by, port }) => [kind, of, by, port]);
    expect(told.slice(0, 3)).toEqual([
      ['conversation opened', subject, 'mia', undefined],
      ['conversation message', subject, 'mia', undefined],
      ['conversation message', subject, 'Somebody There', '2704'],
    ]);
    expect(JSON.stringify(log)).not.toContain('4,711');
  });

  test('about a case is with its first party and has port, Center and FP&F in it, once the parties were told of the case, and not before', async () => {
    const number = 'FP-26-900017';
    const told = (more: Partial<EnforcementCaseChanged>): Promise<void> =>
      bench.source.transaction(async (manager) => {
        const unit = new UnitOfWork(manager, 4);
        const data = { ...EnforcementCaseChanged.example, number, ...more };
        const parties = { accountIds: [id['stranger']!, id['importer']!], holderId: id['importer']! };
        await new ConversationCasesConsumer().take(
          [received(EnforcementCaseChanged, `case:${number}`, { ...data, ...parties })],
          new MessageContext(unit),
        );
        await unit.flush();
      });
    const order = { id: randomUUID(), subject: `case:${number}`, title: 'Late summary' };
    const fpf = { ...order, accountId: id['importer'], offices: ['FP&F 2704'] };
    await told({ version: 1, toldToParties: false });
    const unknown = await bench.post('/conversations', { ...order, subject: 'case:FP-26-999999' }, key['mia']!, 404);
    expect((await bench.post('/conversations', order, key['mia']!, 404)).title).toBe(unknown.title);
    await bench.post('/conversations', fpf, key['rosa']!, 409);
    await told({ version: 3, toldToParties: true });
    // An older one that comes late changes nothing.
    await told({ version: 2, toldToParties: false });
    await bench.post('/conversations', order, key['sol']!, 404);
    await bench.post('/conversations', { ...fpf, accountId: id['stranger'] }, key['rosa']!, 422);
    expect(await bench.post('/conversations', order, key['mia']!, 201)).toMatchObject({
      ...{ accountName: 'importer', offices: ['Center CEE009', 'FP&F 2704', 'port 2704'] },
    });
    for (const by of ['rosa', 'officer', 'dai'])
      expect((await bench.post('/conversations', { ...order, id: randomUUID() }, key[by]!, 200)).id).toBe(order.id);
  });

  test('has its messages in order, each once, however many are sent at the same moment and however often', async () => {
    const conversation = await opened();
    const orders = Array.from({ length: 60 }, (_, at) => ({ id: randomUUID(), text: `message ${at}` }));
    const sent = await Promise.all(
      [...orders, ...orders].map((order, at) =>
        fetch(`${at % 2 ? second.url : bench.service.url}/conversations/${conversation}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key['mia']}`, 'content-type': 'application/json' },
          body: JSON.stringify(order),
        }).then(({ status }) => status),
      ),
    );
    expect(sent.filter((status) => status === 201)).toHaveLength(60);
    expect(sent.filter((status) => status === 200)).toHaveLength(60);
    const messages = await messagesOf(conversation);
    expect(messages.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(new Set(messages.map((one) => one.id))).toEqual(new Set(orders.map((one) => one.id)));
    expect(
      differs(await say(conversation, 'mia', { ...orders[0], text: 'another text', wantsAnswer: false }, 409)),
    ).toEqual([...['/id', '/text', '/wantsAnswer']]);
    expect(differs(await say(await opened(), 'mia', orders[0]!, 409))).toEqual(['/id', '/conversationId']);
    expect(differs(await say(conversation, 'officer', orders[0]!, 409))).toEqual(['/id']);
    const [{ id: taken }] = await bench.source.query('SELECT id FROM conversation WHERE id = $1', [conversation]);
    const another = { id: taken, subject: await addEntry(String((entries += 1))), title: 'Value of line 3' };
    expect(differs(await bench.post('/conversations', another, key['mia']!, 409))).toEqual(['/id', '/subject']);
  });

  test('takes plain text, people and documents that are shown to its writer, and says what is wrong with one message without keeping back another', async () => {
    const conversation = await opened();
    for (const wrong of [
      { text: '  \n ' },
      { text: 'x'.repeat(10_001) },
      { text: 'a\u0000b' },
      { text: 'turned \u202Earound' },
      { mentions: [person['sol']] },
      { mentions: [person['rosa']] },
      { documents: [randomUUID()] },
      { asksOffice: 'FP&F 2704' },
    ])
      await say(conversation, 'mia', wrong, 422);
    const [good, bad] = await Promise.all([
      say(conversation, 'mia'),
      say(conversation, 'mia', { mentions: [person['sol']] }, 422),
    ]);
    expect([good.number, bad.errors[0].at]).toEqual([1, '/mentions/0']);
    const named = await say(conversation, 'officer', { mentions: [person['mia'], person['dai']] });
    expect(named.mentions.map(({ name }: { name: string }) => name)).toEqual(['mia', 'dai']);
  });

  test('has documents that were handed in to it and named in a message: whoever takes part opens them there, nobody else, and nobody names those of others', async () => {
    const [conversation, other] = [await opened(), await opened()];
    const ask = async (path: string, by: string, body?: Buffer): Promise<{ status: number; text: string }> => {
      const answer = await fetch(`${bench.service.url}/conversations/${path}`, {
        headers: { authorization: `Bearer ${key[by]}`, ...(body && { 'content-type': 'application/octet-stream' }) },
        ...(body && { method: 'POST', body }),
      });
      return { status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString('latin1') };
    };
    const handIn = (by: string, of = conversation) =>
      ask(`${of}/documents?name=invoice.pdf`, by, pdf(`INVOICE OF ${by}`));
    expect((await handIn('sol')).status).toBe(404);
    const [first, again] = [await handIn('mia'), await handIn('mia')];
    expect([first.status, again.status, JSON.parse(first.text).state]).toEqual([201, 200, 'kept']);
    const { id: document } = JSON.parse(first.text);
    const content = `${conversation}/documents/${document}/content`;
    // Handed in is not yet shown.
    expect((await ask(content, 'officer')).status).toBe(404);
    const written = await say(conversation, 'mia', { documents: [document] });
    expect(written.documents).toMatchObject([{ id: document, name: 'invoice.pdf' }]);
    for (const by of ['officer', 'dai', 'uma', 'ewa'])
      expect([by, (await ask(content, by)).text.includes('INVOICE OF mia')]).toEqual([by, true]);
    for (const by of ['sol', 'ben', 'officer elsewhere', 'rosa'])
      expect([by, (await ask(content, by)).status]).toEqual([by, 404]);
    expect((await ask(`${other}/documents/${document}/content`, 'officer')).status).toBe(404);
    const grant = { id: randomUUID(), role: 'broker', code: 'B76', why: 'Filed it' };
    await bench.post(`/conversations/${other}/grants`, grant, key['mia']!, 200);
    await say(other, 'ben', { documents: [document] }, 422);
    const refused = await say(other, 'ben', { documents: [randomUUID()] }, 422);
    expect(refused.errors[0].text).toBe('is no document that you may show here');
  });

  test('that is closed takes no message until it is reopened, and what is in it is found by its words by those who take part', async () => {
    const conversation = await opened();
    await say(conversation, 'mia', { text: 'Moulds of polypropylene were given free of charge.' });
    await bench.post(`/conversations/${conversation}/close`, { why: 'Answered' }, key['mia']!, 403);
    await bench.post(`/conversations/${conversation}/close`, { why: 'Answered' }, key['officer']!, 200);
    await bench.post(`/conversations/${conversation}/close`, { why: 'Again' }, key['officer']!, 409);
    await say(conversation, 'mia', {}, 409);
    const found = async (by: string): Promise<number> =>
      (await bench.get('/conversations/found-messages?contains=polypropylene%20moulds', key[by]!, 200)).messages.length;
    expect(
      await Promise.all(['mia', 'uma', 'officer', 'dai', 'ewa', 'officer elsewhere', 'rosa', 'sol', 'ben'].map(found)),
    ).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0]);
    await bench.post(`/conversations/${conversation}/reopen`, { why: 'One more question' }, key['mia']!, 200);
    await say(conversation, 'mia');
  });

  test('shows what was read by whom, who owes an answer since when, and reminds of a late one once', async () => {
    const conversation = await opened();
    await say(conversation, 'mia', { asksOffice: 'port 2704' });
    await say(conversation, 'mia');
    const of = async (by: string) =>
      (await bench.get('/conversations', key[by]!, 200)).conversations.find(
        (one: { id: string }) => one.id === conversation,
      );
    expect(await of('officer')).toMatchObject({ unread: 2, owed: { by: 'CBP', office: 'port 2704', late: false } });
    expect(await of('mia')).toMatchObject({ unread: 0 });
    expect(await bench.post(`/conversations/${conversation}/read`, { upTo: 99 }, key['officer']!, 200)).toEqual({
      readNumber: 2,
    });
    await bench.post(`/conversations/${conversation}/read`, { upTo: 1 }, key['officer']!, 200);
    const { people } = await bench.get(`/conversations/${conversation}`, key['mia']!, 200);
    expect(people).toContainEqual(
      expect.objectContaining({ name: 'Somebody There', side: 'CBP', readNumber: 2, readAt: expect.any(String) }),
    );
    await say(conversation, 'officer', { wantsAnswer: true });
    expect(await of('mia')).toMatchObject({ unread: 1, owed: { by: 'trade', office: null } });
    const listed = async (query: string): Promise<boolean> =>
      (await bench.get(`/conversations?${query}`, key['mia']!, 200)).conversations.some(
        (one: { id: string }) => one.id === conversation,
      );
    expect(
      await Promise.all(
        ['owedBy=trade', 'owedBy=CBP', 'unread=true', 'late=true', 'office=port%202704', 'state=closed'].map(listed),
      ),
    ).toEqual([true, false, true, false, true, false]);

    const notices = bench.service.app.get(ConversationNotices);
    const { number } = await of('mia');
    const reminders = async (): Promise<string[]> =>
      (await mailsTo('mia')).flatMap(({ subject, body }) =>
        subject.endsWith(number) && body.startsWith('In a conversation an answer is waited for.') ? [body] : [],
      );
    await notices.remind(inDays(3));
    expect(await reminders()).toEqual([]);
    await notices.remind(inDays(15));
    await notices.remind(inDays(16));
    expect(await reminders()).toHaveLength(1);
  });

  test('that the trade writes in is told to the people of the offices that are to answer, together and without content, until they do; a late one again', async () => {
    await bench.source.query('DELETE FROM conversation_asked; DELETE FROM conversation_office_told');
    const notices = bench.service.app.get(ConversationNotices);
    const everybody = ['otto', 'dai', 'rosa', 'olga', 'amy', 'mia'];
    const told = async (at: Date): Promise<string[]> => {
      const of = async () => Promise.all(everybody.map(async (name) => (await mailsTo(name)).length));
      const before = await of();
      await notices.tellOffices(at);
      const after = await of();
      return everybody.filter((_, at) => after[at]! > before[at]!);
    };
    const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);
    const [both, port, general] = [await opened(), await opened(), randomUUID()];
    const about = { id: general, subject: `account:${id['importer']}`, title: 'Our new plant' };
    await bench.post('/conversations', about, key['mia']!, 201);
    await say(both, 'mia', { text: 'May we destroy the goods?' });
    await say(port, 'mia', { asksOffice: 'port 2704' });
    expect(await told(new Date())).toEqual([]);
    expect(await told(minutes(3))).toEqual(['otto', 'dai']);
    const { subject, body } = (await mailsTo('otto')).at(-1)!;
    expect(body).toContain('In conversations of port 2704 answers of CBP are waited for: 2, of which late: 0.');
    expect(body).toContain('https://account.example/conversations?owedBy=CBP&office=port+2704');
    expect(`${subject}${body}`).not.toMatch(/goods|plant|entry|importer|CV-/);
    await say(general, 'mia');
    // Another question of the same office within the hour waits for the next e-mail; what was answered meanwhile is in none.
    const another = await opened();
    await say(another, 'mia', { asksOffice: 'port 2704' });
    expect(await told(minutes(10))).toEqual(['amy']);
    expect(await told(minutes(65))).toEqual(['otto']);
    expect((await mailsTo('otto')).at(-1)!.body).toContain('waited for: 3, of which late: 0');
    for (const conversation of [port, another]) await say(conversation, 'officer', { wantsAnswer: false });
    await bench.post(`/conversations/${general}/close`, { why: 'By telephone' }, key['headquarters']!, 200);
    await bench.post(`/conversations/${both}/offices`, { office: 'FP&F 2704', why: 'A seizure' }, key['officer']!, 200);
    expect(await told(minutes(130))).toEqual(['rosa']);
    await notices.remind(inDays(15));
    await notices.remind(inDays(16));
    expect(await told(inDays(16))).toEqual(['otto', 'dai', 'rosa']);
    expect(await told(inDays(17))).toEqual([]);
    await say(both, 'officer', { wantsAnswer: false });
    expect(await bench.source.query('SELECT 1 FROM conversation_asked')).toEqual([]);
  });

  test('lets a broker, counsel or a surety take part by grant of its owner alone, from then on until it is revoked', async () => {
    const conversation = await opened();
    await say(conversation, 'mia');
    const path = `/conversations/${conversation}/grants`;
    const order = { id: randomUUID(), role: 'broker', code: 'B76', why: 'Filed the entry' };
    for (const [by, status] of [
      ['uma', 403],
      ['officer', 403],
      ['ben', 404],
      ['sol', 404],
    ] as const)
      await bench.post(path, order, key[by]!, status);
    for (const wrong of [
      { code: 'ZZZ' },
      { role: 'surety', code: '999' },
      { role: 'counsel', code: id['importer'] },
      { until: '2020-01-01T00:00:00Z' },
    ])
      await bench.post(path, { ...order, id: randomUUID(), ...wrong }, key['mia']!, 422);
    await bench.post(path, order, key['mia']!, 200);
    const { grants } = await bench.post(path, order, key['mia']!, 200);
    const otherwise = { ...order, why: 'Files all of them', until: inDays(1).toISOString() };
    expect(differs(await bench.post(path, otherwise, key['mia']!, 409))).toEqual(['/id', '/until', '/why']);
    expect(grants).toEqual([
      expect.objectContaining({ accountName: 'broker', role: 'broker', givenBy: 'mia', revokedAt: null }),
    ]);
    await bench.post(
      path,
      { id: randomUUID(), role: 'counsel', code: id['counsel'], why: 'Advises us', until: inDays(1).toISOString() },
      key['mia']!,
      200,
    );
    expect(await messagesOf(conversation, 'ben')).toHaveLength(1);
    await say(conversation, 'ben');
    await say(conversation, 'cora');
    // A grantee lets nobody else in.
    await bench.post(path, { ...order, id: randomUUID() }, key['ben']!, 403);
    await bench.post(`${path}/${order.id}/revoke`, { why: 'Another broker now' }, key['mia']!, 200);
    await bench.get(`/conversations/${conversation}`, key['ben']!, 404);
    await say(conversation, 'ben', {}, 404);
    await bench.source.query(
      `UPDATE conversation_grant SET valid_until = now() - interval '1 second', valid_from = now() - interval '1 hour' WHERE account_id = $1`,
      [id['counsel']],
    );
    await bench.get(`/conversations/${conversation}/messages`, key['cora']!, 404);
    expect((await bench.get('/conversations', key['cora']!, 200)).conversations).toEqual([]);
    const kinds = (await bench.log(id['importer']!)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['conversation grant given', 'conversation grant revoked']));
  });

  test('is shown to officers of FP&F and other ports once their office was brought in', async () => {
    const conversation = await opened();
    for (const by of ['rosa', 'officer elsewhere']) await bench.get(`/conversations/${conversation}`, key[by]!, 404);
    const { offices } = await bench.post(
      `/conversations/${conversation}/offices`,
      { office: 'FP&F 2704', why: 'A petition' },
      key['officer']!,
      200,
    );
    expect(offices).toContain('FP&F 2704');
    expect(await say(conversation, 'rosa')).toMatchObject({ office: 'FP&F 2704', side: 'CBP' });
    await bench.get(`/conversations/${conversation}`, key['officer elsewhere']!, 404);
  });

  test('goes on with the account into which its own was merged: both histories are seen, and what happens now is in the log of the one that goes on', async () => {
    const open = async (name: string): Promise<{ account: string; conversation: string }> => {
      const { id: made } = await bench.open({ name });
      const order = { id: randomUUID(), subject: `account:${made}`, title: 'Our new plant', offices: ['port 2704'] };
      const { id: conversation } = await bench.post('/conversations', order, key['headquarters']!, 201);
      await say(conversation, 'headquarters', { text: `Welcome, ${name}` });
      return { account: made, conversation };
    };
    const [old, goesOn] = [await open('Old Line'), await open('New Line')];
    const owner = { name: 'nia', email: 'nia@people.example', why: 'Owns it' };
    const { personId } = await bench.post(`/accounts/${goesOn.account}/owner`, owner, key['headquarters']!, 200);
    key['nia'] = await bench.firstKey(goesOn.account, personId);
    await bench.get(`/conversations/${old.conversation}`, key['nia'], 404);
    await bench.post(
      `/accounts/${old.account}/merge`,
      { into: goesOn.account, why: 'One company now' },
      key['headquarters']!,
      200,
    );
    const { conversations } = await bench.get('/conversations', key['nia'], 200);
    expect(conversations.map((one: { id: string }) => one.id).sort()).toEqual(
      [old.conversation, goesOn.conversation].sort(),
    );
    expect((await messagesOf(old.conversation, 'nia'))[0].text).toBe('Welcome, Old Line');
    await say(old.conversation, 'nia');
    expect((await bench.log(goesOn.account)).at(-1)).toMatchObject({
      kind: 'conversation message',
      person: 'nia',
      subject: `account:${old.account}`,
    });
  });
});

/** What a reader is told live. */
const following = async (
  by: string,
  { at = bench.service.url, query = '', last }: { at?: string; query?: string; last?: string } = {},
) => {
  const abort = new AbortController();
  const response = await fetch(`${at}/conversations/live${query}`, {
    headers: { authorization: `Bearer ${key[by]}`, ...(last !== undefined && { 'last-event-id': last }) },
    signal: abort.signal,
  });
  let text = '';
  const decoder = new TextDecoder();
  const reading = (async () => {
    for await (const piece of response.body!) text += decoder.decode(piece as Uint8Array, { stream: true });
  })().catch(() => {});
  const events = () =>
    text.split('\n\n').flatMap((one) => {
      const [, event] = /^event: (.+)$/m.exec(one) ?? [];
      return event
        ? [{ event, id: /^id: (.+)$/m.exec(one)?.[1] ?? '', data: JSON.parse(/^data: (.+)$/m.exec(one)![1]!) }]
        : [];
    });
  await eventually(() => response.status !== 200 || events().some(({ event }) => event === 'following'));
  const end = async (): Promise<void> => {
    abort.abort();
    await reading;
  };
  return { status: response.status, events, text: () => text, end };
};
const texts = (reader: { events: () => { event: string; data: any }[] }): string[] =>
  reader.events().flatMap(({ event, data }) => (event === 'message' || event === 'note' ? [data.text] : []));

describe('followed live', () => {
  test('a message is told to whoever takes part, at every replica, and to nobody else; who comes back is told what was missed', async () => {
    const conversation = await opened();
    const here = await following('officer');
    const there = await following('mia', { at: second.url, query: `?conversationId=${conversation}` });
    const [stranger, elsewhere] = [await following('sol'), await following('officer elsewhere', { at: second.url })];
    const grant = { id: randomUUID(), role: 'broker', code: 'B76', why: 'Filed it' };
    await bench.post(`/conversations/${conversation}/grants`, grant, key['mia']!, 200);
    const broker = await following('ben');
    await say(conversation, 'mia', { text: 'first' });
    await say(await opened(), 'mia', { text: 'in another' });
    await eventually(() => texts(here).length === 2 && texts(there).length === 1 && texts(broker).length === 1);
    await bench.post(`/conversations/${conversation}/read`, { upTo: 1 }, key['officer']!, 200);
    await eventually(() =>
      there.events().some(({ event, data }) => event === 'read' && data.readNumber === 1 && data.side === 'CBP'),
    );
    await bench.post(`/conversations/${conversation}/grants/${grant.id}/revoke`, { why: 'Over' }, key['mia']!, 200);
    const last = there.events().at(-1)!.id;
    await there.end();
    await say(conversation, 'officer', { text: 'second' });
    const back = await following('mia', { at: second.url, query: `?conversationId=${conversation}`, last });
    await eventually(() => texts(here).includes('second') && texts(back).includes('second'));
    expect(texts(back)).toEqual(['second']);
    expect([texts(broker), texts(stranger), texts(elsewhere)]).toEqual([['first'], [], []]);
    for (const one of [here, back, stranger, elsewhere, broker]) await one.end();
    await bench.get(`/conversations/live?conversationId=${conversation}`, key['sol']!, 404);
  });

  test('who was away for longer than is kept, or comes from before the database was put back, reads anew', async () => {
    for (const last of ['999999999', '0']) {
      await bench.source.query('DELETE FROM conversation_event WHERE position < 3');
      const reader = await following('mia', { last });
      expect(reader.events().map(({ event }) => event)).toEqual(['behind', 'following']);
      await reader.end();
    }
  });

  test('a reader that takes nothing is let go, and one whose right ended is sent away', async () => {
    const streams = bench.service.app.get(ConversationStreams);
    const conversation = await opened();
    const who = { person: 'mia', personId: person['mia'], viewers: ['owner'], leaves: null, ports: [], center: null };
    const asking = { ...who, account: { accountId: id['importer'], name: 'importer' } } as unknown as Asking;
    const follow = async (unreadBytes: number): Promise<{ isGone: () => boolean }> => {
      let isGone = false;
      const stream: EventEmitter = Object.assign(new EventEmitter(), {
        ...{ destroyed: false, writableLength: unreadBytes, write: () => true, end: () => {} },
        destroy: () => {
          isGone = true;
          stream.emit('close');
        },
      });
      const judge = (): Promise<Asking> => Promise.reject(new Error('no role any more'));
      await streams.add(stream as unknown as ServerResponse, `test ${unreadBytes}`, asking, null, undefined, judge);
      return { isGone: () => isGone };
    };
    const [stuck, reader] = [await follow(300 * 1024), await follow(0)];
    await say(conversation, 'mia');
    await eventually(() => stuck.isGone());
    expect(reader.isGone()).toBe(false);
    await streams.judge(new Date());
    expect(reader.isGone()).toBe(false);
    await streams.judge(inDays(1));
    expect(reader.isGone()).toBe(true);
    await eventually(() => streams.count === 0);
  });
});

describe('an internal note', () => {
  const SECRET = 'They are under suspicion of undervaluation';

  test('is read by CBP alone, at its own address, by those whose office takes part; it is written once', async () => {
    const conversation = await opened();
    const path = `/conversations/${conversation}/notes`;
    const order = { id: randomUUID(), text: SECRET, mentions: [person['dai']] };
    for (const by of ['mia', 'uma', 'ben', 'sol', 'machine of importer']) {
      await bench.post(path, order, key[by]!, 403);
      await bench.get(path, key[by]!, 403);
    }
    await bench.post(path, order, key['ewa']!, 403);
    await bench.post(path, order, key['officer elsewhere']!, 404);
    await bench.post(path, { ...order, mentions: [person['mia']] }, key['officer']!, 422);
    await bench.post(path, order, key['officer']!, 201);
    await bench.post(path, order, key['officer']!, 200);
    const otherwise = { ...order, text: 'Nothing of it', mentions: [] };
    expect(differs(await bench.post(path, otherwise, key['officer']!, 409))).toEqual(['/id', '/mentions', '/text']);
    for (const by of ['officer', 'dai', 'headquarters', 'ewa'])
      expect((await bench.get(path, key[by]!, 200)).notes.map((one: { text: string }) => one.text)).toEqual([SECRET]);
    expect((await mailsTo('dai')).at(-1)!.body).not.toContain('suspicion');
  });

  test('changes nothing, not by a byte, that anybody outside CBP is shown: lists, counts, messages, searches, people, streams, mails and the log', async () => {
    const conversation = await opened();
    await say(conversation, 'mia');
    await say(conversation, 'officer');
    const grant = { id: randomUUID(), role: 'broker', code: 'B76', why: 'Filed it' };
    await bench.post(`/conversations/${conversation}/grants`, grant, key['mia']!, 200);
    const outsiders = ['mia', 'uma', 'ben', 'machine of importer', 'machine of broker', 'sol'];
    const paths = [
      '/conversations',
      '/conversations?unread=true',
      '/conversations?owedBy=trade',
      `/conversations/${conversation}`,
      `/conversations/${conversation}/messages`,
      '/conversations/found-messages?contains=undervaluation',
      '/documents',
    ];
    const call = async (path: string, by: string): Promise<string> => {
      const headers = { authorization: `Bearer ${key[by]}` };
      const answer = await fetch(`${bench.service.url}${path}`, { headers, redirect: 'manual' });
      return `${answer.status} ${await answer.text()}`;
    };
    const shown = async (): Promise<string[]> => {
      const bodies = [];
      for (const by of outsiders) for (const path of paths) bodies.push(`${by} ${path} ${await call(path, by)}`);
      const logs = [await bench.log(id['importer']!), await bench.log(id['broker']!)].map((log) => JSON.stringify(log));
      const mails = await bench.source.query(
        'SELECT id, recipient, subject, body, reply_to FROM outgoing_mail WHERE recipient = ANY($1) ORDER BY id',
        [['mia', 'uma', 'ben', 'cora', 'sol', 'nia'].map((name) => `${name}@people.example`)],
      );
      return [...bodies, ...logs, JSON.stringify(mails)].map((text) =>
        text.replaceAll(/"(?:urn|instance|correlationId)[^,]*/g, ''),
      );
    };
    const streams = [await following('mia'), await following('ben', { at: second.url })];
    const cbp = await following('dai');
    const notices = bench.service.app.get(ConversationNotices);
    await notices.tellUnread(inDays(2));
    const before = await shown();
    for (let at = 0; at < 3; at += 1)
      await bench.post(
        `/conversations/${conversation}/notes`,
        { id: randomUUID(), text: SECRET, mentions: [person['dai']] },
        key['officer']!,
        201,
      );
    await eventually(() => texts(cbp).length === 3);
    expect(await shown()).toEqual(before);
    await notices.tellUnread(inDays(3));
    expect(await shown()).toEqual(before);

    // The next thing that outsiders are told has the next place: nothing came between.
    const places = (reader: Awaited<ReturnType<typeof following>>): number[] =>
      reader.events().map(({ id: place }) => Number(place));
    const ends = streams.map((reader) => places(reader).at(-1)!);
    await say(conversation, 'officer');
    await eventually(() => streams.every((reader) => texts(reader).length === 1));
    expect(streams.map((reader) => places(reader).at(-1)!)).toEqual(ends.map((end) => end + 1));
    for (const one of [...streams, cbp]) {
      if (one !== cbp) expect(one.text()).not.toContain('note');
      await one.end();
    }
    const back = await following('mia', { last: String(ends[0]) });
    expect([texts(back).length, back.text().includes(SECRET)]).toEqual([1, false]);
    await back.end();

    // Whatever else there is to be read at this service.
    const values: Record<string, string> = { accountId: id['importer']!, id: conversation };
    const addresses = routesOf(account as never).filter(
      ({ method, path }) => method === 'GET' && !path.endsWith('/live'),
    );
    expect(addresses.length).toBeGreaterThan(40);
    for (const { path } of addresses)
      for (const by of ['mia', 'machine of broker']) {
        const address = path
          .replace(/:(\w+)/g, (_, name: string) => values[name] ?? (/id$/i.test(name) ? conversation : '1'))
          .replace('*', 'x');
        const body = await call(address, by);
        expect([address, by, body.includes('suspicion')]).toEqual([address, by, false]);
      }
  });
});

describe('by e-mail', () => {
  const send = (mail: object): Promise<string> =>
    createTransport({
      host: '127.0.0.1',
      port: bench.service.app.get(MailListener).port!,
      ignoreTLS: true,
    } as SMTPTransport.Options)
      .sendMail({ from: 'Mia <Mia@people.example>', subject: 'Re: Portway', ...mail })
      .then(
        ({ response }) => response,
        (error: { response?: string; message: string }) => error.response ?? error.message,
      );
  /** Where who takes part answers, from the e-mail that told of something. */
  const addressFor = async (conversation: string, name = 'mia'): Promise<string> => {
    await say(conversation, 'officer', { text: 'Was the mould paid for?' });
    await bench.service.app.get(ConversationNotices).tellUnread(inDays(1));
    return (await mailsTo(name)).at(-1)!.reply_to!;
  };

  test('whoever takes part and has not read is told once that there is something, and never what; who has read is told nothing', async () => {
    const conversation = await opened();
    const notices = bench.service.app.get(ConversationNotices);
    await notices.tellUnread(inDays(1));
    const before = (await mailsTo('mia')).length;
    await say(conversation, 'officer', { text: 'Was the mould paid for?', mentions: [person['uma']] });
    await notices.tellUnread(new Date());
    expect(await mailsTo('mia')).toHaveLength(before);
    await notices.tellUnread(inDays(1));
    await say(conversation, 'officer', { text: 'And the tooling?' });
    await notices.tellUnread(inDays(2));
    const told = (await mailsTo('mia')).slice(before);
    const { number } = await bench.get(`/conversations/${conversation}`, key['mia']!, 200);
    expect(told.map(({ subject }) => subject)).toEqual([`Portway: conversation ${number}`]);
    expect(told[0]!.body).toContain(`https://account.example/conversations/${conversation}`);
    expect(`${told[0]!.body}${told[0]!.subject}`).not.toMatch(/mould|tooling|entry|B76|importer|Somebody/);
    expect(await mailsTo('uma')).toHaveLength(1);
    await bench.post(`/conversations/${conversation}/read`, { upTo: 2 }, key['mia']!, 200);
    await say(conversation, 'officer', { text: 'The freight?' });
    await bench.post(`/conversations/${conversation}/read`, { upTo: 3 }, key['mia']!, 200);
    await notices.tellUnread(inDays(3));
    expect(await mailsTo('mia')).toHaveLength(before + 1);
  });

  test('an answer becomes a message of whom the e-mail was sent to, without what it repeats, with its documents, and is kept as it came', async () => {
    const conversation = await opened();
    const to = await addressFor(conversation);
    const mail = {
      ...{
        to,
        messageId: '<one@people.example>',
        ...{ date: new Date('2026-01-01'), baseBoundary: 'x' },
        text: 'No: it was given free of charge.\n\nOn Tue, 24 Nov 2026, Portway wrote:\n> There is something new\n',
      },
      attachments: [
        { filename: 'agreement.pdf', content: pdf('AGREEMENT ON MOULDS') },
        { filename: 'run.exe', content: Buffer.from('MZ not a document') },
      ],
    };
    expect(await send(mail)).toMatch(/^250 Received for conversation CV-/);
    expect(await send({ ...mail, headers: { Received: 'from elsewhere' } })).toBe('250 Received before.');
    const messages = await messagesOf(conversation, 'officer');
    expect(messages).toHaveLength(2);
    expect(messages[1]).toMatchObject({
      by: 'mia',
      accountName: 'importer',
      text: 'No: it was given free of charge.',
      channel: 'e-mail',
      original: true,
    });
    expect(messages[1].documents.map(({ name }: { name: string }) => name)).toEqual(['agreement.pdf']);
    const read = async (path: string, by: string): Promise<[number, string]> => {
      const answer = await fetch(`${bench.service.url}/conversations/${conversation}/${path}`, {
        headers: { authorization: `Bearer ${key[by]}` },
      });
      return [answer.status, Buffer.from(await answer.arrayBuffer()).toString('latin1')];
    };
    const [status, original] = await read(`messages/${messages[1].id}/original`, 'officer');
    expect([status, original.includes('> There is something new')]).toEqual([200, true]);
    // Whoever has the address could answer in the name of its reader.
    const address = to.split('@')[0]!;
    expect([original.includes(address), original.includes(`To: answer-${'*'.repeat(32)}@`)]).toEqual([false, true]);
    expect((await read(`messages/${messages[1].id}/original`, 'sol'))[0]).toBe(404);
    const content = `documents/${messages[1].documents[0].id}/content`;
    expect((await read(content, 'officer'))[1]).toContain('%PDF');
    expect([(await read(content, 'sol'))[0], (await read(content, 'officer elsewhere'))[0]]).toEqual([404, 404]);
    const left = (await mailsTo('mia')).at(-1)!;
    expect([left.body.includes('not everything'), left.body.includes('free of charge')]).toEqual([true, false]);
  });

  test('nobody else answers: not from another address, with a changed address, as a program, or after the end of the time or of the right', async () => {
    const conversation = await opened();
    const to = await addressFor(conversation);
    const text = 'Yes.';
    expect(await send({ to, text, from: 'sol@people.example' })).toMatch(/^550 .*Only whom/);
    expect(
      await send({ to: to.replace(/answer-./, (start) => (start.endsWith('a') ? 'answer-b' : 'answer-a')), text }),
    ).toMatch(/^550 .*not made here/);
    expect(await send({ to, text, headers: { 'Auto-Submitted': 'auto-replied' } })).toMatch(/^550 .*program/);
    expect(await send({ to, text: '> quoted only' })).toMatch(/^550 .*empty/);
    expect(await send({ to: [to, 'documents@customs.example'], text })).toMatch(/^(250|530)/);
    expect(await send({ to: 'documents@customs.example', text })).toMatch(/^530 /);
    const [{ reader }] = await bench.source.query(
      'SELECT id AS reader FROM conversation_reader WHERE conversation_id = $1 AND person_id = $2',
      [conversation, person['mia']],
    );
    const over = bench.service.app.get(ConversationMailText).addressOf(reader, inDays(-31))!;
    expect(await send({ to: over, text })).toMatch(/^550 .*is over/);
    const grant = { id: randomUUID(), role: 'counsel', code: id['counsel'], why: 'Advises us' };
    await bench.post(`/conversations/${conversation}/grants`, grant, key['mia']!, 200);
    const counsel = await addressFor(conversation, 'cora');
    expect(await send({ to: counsel, text: 'We object.', from: 'cora@people.example' })).toMatch(/^250/);
    await bench.post(`/conversations/${conversation}/grants/${grant.id}/revoke`, { why: 'Over' }, key['mia']!, 200);
    expect(await send({ to: counsel, text: 'Still.', from: 'cora@people.example' })).toMatch(/^550 .*no conversation/);
    await bench.post(`/conversations/${conversation}/close`, { why: 'Done' }, key['officer']!, 200);
    expect(await send({ to, text: 'One more thing.' })).toMatch(/^250/);
    expect(await bench.get(`/conversations/${conversation}`, key['mia']!, 200)).toMatchObject({ state: 'open' });
  });
});
