import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import type { RunningService } from '#service';
import { eventually, ownFolder } from '../../../../../test/support';
import { certify, newAuthority } from '../../../../../tools/infrastructure/certificates';
import { AccountConfig } from '../../config/account.config';
import { pdf, png } from '../checks/evil-documents.fixture';
import { deskOf, documentServices, keys } from '../documents.fixture';
import { SealedPieces } from '../storage/sealed-pieces';
import { DocumentMails } from './document-mails';
import { MailListener } from './mail-listener';

const ADDRESS = 'documents@customs.example';
/** Whom the mail server does not know. */
const NOBODY = 'nobody@broker.example';
let services: Awaited<ReturnType<typeof documentServices>>;
let service: RunningService;
let desk: ReturnType<typeof deskOf>;
/** What senders were answered, by their address. */
const answers: { to: string; text: string }[] = [];
let mailServer: SMTPServer;

beforeAll(async () => {
  mailServer = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      done(address === NOBODY ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (piece: Buffer) => (text += piece.toString()));
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) answers.push({ to: address, text: readable(text) });
        done();
      });
    },
  });
  mailServer.listen(0, '127.0.0.1');
  await once(mailServer.server, 'listening');
  services = await documentServices();
  service = await services.started(settings());
  desk = deskOf(service);
  await eventually(() => service.app.get(MailListener).port !== null);
});
afterAll(async () => {
  await services?.close();
  await new Promise<void>((resolve) => mailServer.close(resolve));
});

const settings = (): Record<string, string> => ({
  ...{
    DOCUMENT_MAIL_PORT: '-1',
    DOCUMENT_MAIL_ADDRESS: ADDRESS,
    DOCUMENT_MESSAGE_BYTES: '400000',
    DOCUMENT_MAX_BYTES: '100000',
  },
  SMTP_URL: `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`,
});

/** The readable text of a mail: transfer encodings undone, lines joined. */
const readable = (raw: string): string =>
  raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const send = (
  accountId: string,
  mail: object,
  {
    user = accountId,
    pass = keys.get(accountId)!,
    ...more
  }: SMTPTransport.Options & { user?: string; pass?: string } = {},
) =>
  createTransport({
    ...{ host: '127.0.0.1', port: service.app.get(MailListener).port!, auth: { user, pass }, ...more },
    ignoreTLS: more.requireTLS !== true,
  } as SMTPTransport.Options).sendMail({ from: 'clerk@broker.example', to: ADDRESS, ...mail });

const refusal = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'taken',
    (error: { response?: string; message: string }) => error.response ?? error.message,
  );

const handled = async (): Promise<void> => {
  const mails = service.app.get(DocumentMails);
  while (await mails.readWaiting());
  while (await mails.answerRead());
};
const documentsOf = async (accountId: string): Promise<any[]> =>
  (await desk.ask(accountId, 'get', '/documents').expect(200)).body.documents;
const waitingMails = async (): Promise<number> =>
  (await service.app.get(DataSource).query(`SELECT count(*)::int AS n FROM document_mail WHERE state = 'received'`))[0]
    .n;

describe('An e-mail with documents', () => {
  test('is handed in part by part, linked to what its subject names, and its sender is answered for each', async () => {
    const accountId = await desk.open(['broker'], { filerCodes: ['B76'] });
    const officer = await desk.openOffice('officer', 'J. Rivera');
    const { body: request } = await desk
      .ask(officer, 'post', '/document-requests')
      .send({ kind: 'UC1', entryNumber: 'B76-0324527-8' })
      .expect(201);
    const invoice = pdf('INVOICE BY MAIL');
    await send(accountId, {
      subject: `Invoice of B76-0324527-8 for ${request.actionNumber}`,
      from: 'k.osei@broker.example',
      html: '<p>See attached</p><img src="cid:logo">',
      attachments: [
        { filename: 'invoice.pdf', content: invoice },
        { filename: 'evil.pdf', content: pdf('b', '<</S/JavaScript/JS(app.alert(1))>>') },
        { filename: 'large.pdf', content: Buffer.alloc(100_001) },
        { filename: 'logo.png', content: png(2, 2), cid: 'logo' },
        { content: png(3, 8), contentType: 'image/png' },
      ],
    });
    await eventually(async () => {
      await handled();
      expect(answers.filter(({ to }) => to === 'k.osei@broker.example')).toHaveLength(1);
    });
    const { text } = answers.find(({ to }) => to === 'k.osei@broker.example')!;
    for (const part of [
      /invoice\.pdf: accepted/,
      /evil\.pdf: refused\s+DOC10 THE PDF CONTAINS A SCRIPT/,
      /large\.pdf: refused\s+DOC02 THE DOCUMENT IS TOO LARGE/,
      /logo\.png: not taken\s+It is shown inside the text/,
      /attachment-\d\.png: accepted/,
      new RegExp(`linked to request:${request.actionNumber}, entry:B76-03245278`),
      /Auto-Submitted: auto-replied/i,
    ])
      expect(text).toMatch(part);
    const documents = await documentsOf(accountId);
    expect(documents.map(({ name, channel }) => [name, channel])).toEqual([
      ['invoice.pdf', 'e-mail'],
      [expect.stringMatching(/^attachment-\d\.png$/), 'e-mail'],
    ]);
    expect(documents[0].links.map(({ subject }: any) => subject)).toEqual([
      'entry:B76-03245278',
      `request:${request.actionNumber}`,
    ]);
    const { body: answered } = await desk.ask(officer, 'get', `/document-requests/${request.actionNumber}`).expect(200);
    expect(answered).toMatchObject({ state: 'answered', documentIds: documents.map(({ id }) => id) });
    while (await service.app.get(SealedPieces).removeUnused());
    expect(await service.app.get(DataSource).query('SELECT name FROM document_piece')).toEqual([]);
  });

  test('that comes again is not handed in again, whatever mail servers on the way wrote into it', async () => {
    const accountId = await desk.open();
    const mail = {
      ...{ subject: 'case FP-1', messageId: '<same@broker.example>', from: 'twice@broker.example' },
      ...{ date: new Date('2026-01-01'), attachments: [{ filename: 'a.png', content: png(8, 1) }], baseBoundary: 'x' },
    };
    const first = await send(accountId, mail);
    const again = await send(accountId, { ...mail, headers: { Received: 'from elsewhere' } });
    expect([first.response, again.response]).toEqual([
      expect.stringMatching(/^250 Received\. /),
      '250 Received before.',
    ]);
    await eventually(async () => {
      await handled();
      expect(answers.some(({ to }) => to === 'twice@broker.example')).toBe(true);
    });
    expect((await send(accountId, mail)).response).toBe('250 Received before.');
    await handled();
    expect(answers.filter(({ to }) => to === 'twice@broker.example')).toHaveLength(1);
    expect(await documentsOf(accountId)).toHaveLength(1);
  });

  test('from nobody, with a wrong key, for another address, or that is too large is refused as it is sent', async () => {
    const accountId = await desk.open();
    const other = await desk.open();
    const mail = { subject: 'x', text: 'y' };
    expect(await refusal(send(accountId, mail, { auth: undefined as never }))).toMatch(/^530 .*Sign in/);
    expect(await refusal(send(accountId, mail, { pass: 'pk_wrong' }))).toMatch(/^535 /);
    expect(await refusal(send(accountId, mail, { user: other }))).toMatch(/^535 /);
    const officer = await desk.openOffice('officer', 'J. Rivera');
    expect(await refusal(send(officer, mail))).toMatch(/^535 .*may not hand in/);
    // An e-mail shows no certificate.
    const bound = service.app.get(AccountConfig).CLIENT_CERTIFICATES as Record<string, readonly string[]>;
    bound[other] = ['ab'.repeat(32)];
    expect(await refusal(send(other, mail))).toMatch(/^535 .*with a client certificate only/);
    delete bound[other];
    expect(await refusal(send(accountId, { ...mail, to: 'somebody@elsewhere.example' }))).toMatch(/^550 /);
    const large = { ...mail, attachments: [{ filename: 'a.pdf', content: Buffer.alloc(350_000) }] };
    expect(await refusal(send(accountId, large))).toMatch(/^552 /);
    const greeting = await talk(['EHLO x']);
    expect(greeting).toMatch(/250[- ]SIZE 400000/);
    expect(greeting).toMatch(/250[- ]AUTH PLAIN LOGIN/);
    expect(await talk(['EHLO x', 'MAIL FROM:<a@b.example>', `RCPT TO:<${ADDRESS}>`])).toMatch(/530 /);
    expect(await waitingMails()).toBe(0);
  });

  test('that is cut off, or whose key ends while it comes, is not received, and nothing of it is left', async () => {
    const accountId = await desk.open();
    const token = Buffer.from(`\0${accountId}\0${keys.get(accountId)}`).toString('base64');
    const begin = ['EHLO x', `AUTH PLAIN ${token}`, 'MAIL FROM:<a@b.example>', `RCPT TO:<${ADDRESS}>`, 'DATA'];
    const cut = await conversation(begin);
    cut.socket.write('Subject: x\r\n\r\nhalf of it');
    cut.socket.destroy();
    const ended = await conversation(begin);
    ended.socket.write('Subject: x\r\n\r\nall of it\r\n');
    await service.app.get(DataSource).query('UPDATE api_key SET revoked_at = now() WHERE account_id = $1', [accountId]);
    ended.socket.write('.\r\n');
    await eventually(() => /535 .*ended while the e-mail came/.test(ended.heard()));
    ended.socket.destroy();
    const source = service.app.get(DataSource);
    expect(await source.query('SELECT id FROM document_mail WHERE account_id = $1', [accountId])).toEqual([]);
    await eventually(async () => {
      while (await service.app.get(SealedPieces).removeUnused(new Date(Date.now() + 3_600_000)));
      expect(await source.query('SELECT name FROM document_piece')).toEqual([]);
    });
  });

  test('is read and answered after the process that received it died, and one that cannot be read is answered so', async () => {
    const accountId = await desk.open();
    await send(accountId, {
      subject: 'x',
      from: 'later@broker.example',
      attachments: [{ filename: 'a.png', content: png(8, 2) }],
    });
    const [{ id }] = await service.app
      .get(DataSource)
      .query('SELECT id FROM document_mail WHERE account_id = $1', [accountId]);
    // What was written of it is gone before anybody reads it.
    await send(accountId, {
      subject: 'y',
      from: 'lost@broker.example',
      attachments: [{ filename: 'b.png', content: png(8, 3) }],
    });
    await service.app
      .get(DataSource)
      .query(
        'DELETE FROM document_piece WHERE owner_id IN (SELECT id FROM document_mail WHERE account_id = $1 AND id <> $2)',
        [accountId, id],
      );
    await service.app
      .get(DataSource)
      .query(`UPDATE document_mail SET tries = 5 WHERE account_id = $1 AND id <> $2`, [accountId, id]);
    const other = await services.started(settings());
    let hours = 0;
    await eventually(async () => {
      const mails = other.app.get(DocumentMails);
      // Later each time: what was tried a moment ago waits.
      hours += 2;
      await mails.readWaiting(new Date(Date.now() + hours * 3_600_000));
      await mails.answerRead(new Date(Date.now() + hours * 3_600_000));
      expect(answers.map(({ to }) => to)).toEqual(
        expect.arrayContaining(['later@broker.example', 'lost@broker.example']),
      );
    });
    expect(answers.find(({ to }) => to === 'lost@broker.example')!.text).toMatch(/could not be read to its end/);
    expect((await documentsOf(accountId)).map(({ name }) => name)).toEqual(['a.png']);
  });

  /** An e-mail that was read and is not answered yet: later than any of the services' own works. */
  const unanswered = async (from: string, been: { tries: number; refusals: number }) => {
    const accountId = await desk.open();
    await send(accountId, { subject: 'x', from, attachments: [{ filename: 'a.png', content: png(8, 4) }] });
    const source = service.app.get(DataSource);
    const state = async (): Promise<[string, number, number]> => {
      const [row] = await source.query('SELECT state, tries, refusals FROM document_mail WHERE account_id = $1', [
        accountId,
      ]);
      return [row.state, row.tries, row.refusals];
    };
    await eventually(async () => {
      await service.app.get(DocumentMails).readWaiting();
      expect((await state())[0]).not.toBe('received');
    });
    await source.query(`UPDATE document_mail SET next_try_at = 'infinity' WHERE state = 'read'`);
    await source.query(
      `UPDATE document_mail SET state = 'read', tries = $2, refusals = $3, next_try_at = now() + interval '1 day' WHERE account_id = $1`,
      [accountId, been.tries, been.refusals],
    );
    return state;
  };
  const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

  test('whose answer cannot be sent is tried again for two weeks, one after the other with progress, and then kept with the reason', async () => {
    const unheard = await services.started({ ...settings(), SMTP_URL: 'smtp://127.0.0.1:1' });
    const state = await unanswered('gone@broker.example', { tries: 40, refusals: 0 });
    const mails = unheard.app.get(DocumentMails);
    let steps = 0;
    await mails.answerRead(inDays(2), { signal: AbortSignal.timeout(60_000), progress: () => void (steps += 1) });
    expect([...(await state()), steps]).toEqual(['read', 41, 0, 1]);
    await mails.answerRead(inDays(13));
    expect(await state()).toEqual(['read', 42, 0]);
    await mails.answerRead(inDays(15));
    expect((await state())[0]).toBe('not answered');
  });

  test('whose answer the mail server refuses twelve times is given up', async () => {
    const state = await unanswered(NOBODY, { tries: 40, refusals: 10 });
    const mails = service.app.get(DocumentMails);
    await mails.answerRead(inDays(2));
    expect(await state()).toEqual(['read', 41, 11]);
    await mails.answerRead(inDays(3));
    expect(await state()).toEqual(['not answered', 42, 12]);
  });

  test('leaves nothing in the list of e-mails after the years of retention, unless it was not answered yet or its account is under a legal hold', async () => {
    const [free, held, open] = await Promise.all([desk.open(), desk.open(), desk.open()]);
    for (const accountId of [free, held, open])
      await send(accountId, {
        subject: 'x',
        from: 'a@broker.example',
        attachments: [{ filename: 'a.png', content: png(8, 4) }],
      });
    const source = service.app.get(DataSource);
    const left = async (): Promise<string[]> =>
      (
        await source.query('SELECT account_id AS id FROM document_mail WHERE account_id = ANY($1)', [
          [free, held, open],
        ])
      ).map(({ id }: { id: string }) => id);
    // Read is not answered: the service itself may be sending the answer.
    await eventually(async () => {
      await handled();
      expect(
        await source.query('SELECT DISTINCT state FROM document_mail WHERE account_id = ANY($1)', [[free, held, open]]),
      ).toEqual([{ state: 'answered' }]);
    });
    await source.query(`UPDATE document_mail SET state = 'read', next_try_at = 'infinity' WHERE account_id = $1`, [
      open,
    ]);
    await source.query(
      `INSERT INTO activity_hold (id, account_id, reason, placed_by, placed_at) VALUES (gen_random_uuid(), $1, 'case 1', 'P. Hold', now())`,
      [held],
    );
    const years = (n: number): Date => new Date(Date.now() + n * 365.25 * 86_400_000);
    const mails = service.app.get(DocumentMails);
    await mails.removeOld(years(4.9));
    expect((await left()).sort()).toEqual([free, held, open].sort());
    await mails.removeOld(years(5.1));
    expect((await left()).sort()).toEqual([held, open].sort());
    expect(await documentsOf(free)).toHaveLength(1);
  });

  test('is taken by one of two processes that share a port, and by the other when the first has ended', async () => {
    const first = await services.started(settings());
    await eventually(() => first.app.get(MailListener).port !== null);
    const port = first.app.get(MailListener).port!;
    const second = await services.started({ ...settings(), DOCUMENT_MAIL_PORT: String(port) });
    const waiting = second.app.get(MailListener);
    await waiting.listen();
    expect([waiting.port, (await fetch(`${second.url}/metrics`)).status]).toEqual([null, 200]);
    await first.app.get(MailListener).onApplicationShutdown();
    await waiting.listen();
    expect(waiting.port).toBe(port);
  });

  test('is taken only over an encrypted line where a certificate is set; without one only on this machine', async () => {
    const folder = ownFolder('certificate');
    mkdirSync(folder, { recursive: true });
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const own = certify(newAuthority('Portway authority'), ['localhost']);
    writeFileSync(cert, own.certificate);
    writeFileSync(key, own.key);
    const sealed = await services.started({ ...settings(), DOCUMENT_MAIL_CERTIFICATE: cert, DOCUMENT_MAIL_KEY: key });
    await eventually(() => sealed.app.get(MailListener).port !== null);
    const port = sealed.app.get(MailListener).port!;
    const accountId = await desk.open();
    const mail = { subject: 'x', text: 'y' };
    expect(await talk(['EHLO x', 'AUTH LOGIN'], port)).toMatch(/538 |530 /);
    const over = { port, requireTLS: true, tls: { rejectUnauthorized: false } };
    expect((await send(accountId, mail, over)).response).toMatch(/^250 /);
    await expect(services.started({ ...settings(), DOCUMENT_MAIL_HOST: '0.0.0.0' })).rejects.toThrow(
      /DOCUMENT_MAIL_CERTIFICATE/,
    );
  });
});

/** Says lines to the listener, each after the last was answered. */
const conversation = async (
  lines: readonly string[],
  port = service.app.get(MailListener).port!,
): Promise<{ socket: Socket; heard: () => string }> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let heard = '';
  let at = 0;
  socket.on('data', (text) => {
    heard += text.toString();
    if (/^\d{3} [^\n]*\r\n$/m.test(heard.split('\r\n').slice(-2).join('\r\n')) && at < lines.length)
      socket.write(`${lines[at++]}\r\n`);
  });
  const isSaid = (): boolean => at === lines.length;
  await eventually(() => isSaid());
  const before = heard.length;
  await eventually(() => heard.length > before || /354 /.test(heard) || lines.length < 5);
  return { socket, heard: () => heard };
};

const talk = async (lines: readonly string[], port?: number): Promise<string> => {
  const { socket, heard } = await conversation(lines, port);
  await eventually(
    () =>
      heard()
        .split('\r\n')
        .filter((line) => /^\d{3} /.test(line)).length > lines.length,
  );
  socket.destroy();
  return heard();
};
