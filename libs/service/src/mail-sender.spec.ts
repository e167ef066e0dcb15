import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { certify, newAuthority } from '../../../tools/infrastructure/certificates';
import { MailSender } from './mail-sender';

const MAIL = {
  id: 'one',
  from: 'accounts@portway.example',
  to: 'mia@lakeside.example',
  subject: 'An answer',
  text: 'Release 1 was accepted.',
  messageId: '<one@portway.example>',
  headers: {},
};
/** The same machine, by an address that nobody can tell for its own. */
const ANOTHER_MACHINE = '0.0.0.0';

const heard: string[] = [];
const open: (SMTPServer | MailSender)[] = [];
afterEach(async () => {
  heard.length = 0;
  for (const one of open.splice(0)) await new Promise<void>((resolve) => resolve(one.close(() => undefined)));
});

/** A mail server that notes what it is told. @returns its port */
const mailServer = async (options: SMTPServerOptions): Promise<number> => {
  const server = new SMTPServer({
    authOptional: true,
    onAuth: ({ username }, _session, done) => {
      heard.push(`login of ${username}`);
      done(null, { user: username });
    },
    onMailFrom: ({ address }, { secure }, done) => {
      heard.push(`${secure ? 'encrypted' : 'plain'} mail of ${address}`);
      done();
    },
    onData: (stream, _session, done) => void stream.resume().on('end', done),
    ...options,
  });
  server.on('error', () => undefined);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return (server.server.address() as AddressInfo).port;
};

const sent = (url: string) => {
  const sender = new MailSender(url, '/nowhere', { info: () => undefined } as never);
  open.push(sender);
  return sender.send(MAIL);
};

const PLAIN: SMTPServerOptions = { disabledCommands: ['STARTTLS'], allowInsecureAuth: true };

test('a mail server on another machine that does not encrypt is told nothing, neither mail nor password', async () => {
  const port = await mailServer(PLAIN);
  expect(await sent(`smtp://portway:secret@${ANOTHER_MACHINE}:${port}`)).toEqual({
    status: expect.anything(),
    error: expect.stringMatching(/STARTTLS/),
  });
  expect(heard).toEqual([]);
});

test('it is told where the operator says so in its address, and on this machine', async () => {
  const port = await mailServer(PLAIN);
  const told = ['login of portway', `plain mail of ${MAIL.from}`];
  for (const address of [`${ANOTHER_MACHINE}:${port}?requireTLS=false`, `127.0.0.1:${port}`]) {
    heard.length = 0;
    expect(await sent(`smtp://portway:secret@${address}`)).toEqual({ status: null, error: null });
    expect(heard).toEqual(told);
  }
});

test('a mail server that encrypts is told when its certificate is for its name, by somebody who is believed', async () => {
  const { certificate: cert, key } = certify(newAuthority('Portway authority'), [ANOTHER_MACHINE]);
  const port = await mailServer({ cert, key });
  const byNobody = await sent(`smtp://portway:secret@${ANOTHER_MACHINE}:${port}`);
  expect([byNobody.error, heard]).toEqual([expect.stringMatching(/certificate/), []]);
  expect(await sent(`smtp://portway:secret@${ANOTHER_MACHINE}:${port}?tls.rejectUnauthorized=false`)).toEqual({
    status: null,
    error: null,
  });
  expect(heard).toEqual(['login of portway', `encrypted mail of ${MAIL.from}`]);
});
