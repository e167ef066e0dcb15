import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { eventually, ownFolder, realServers } from '../../../../../test/support';
import { slowness } from '../../../../../test/support/machine-speed';
import { AnnouncementsRepository } from './announcements.repository';
import { aNotice, scopeOf, statusBench, type StatusBench } from '../../public-page.fixture';

interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let status: StatusBench;
let smtp: SMTPServer;
let receiver: Server;
let address: string;
let databaseUrl: string;
const mails: { to: string[]; text: string }[] = [];
const pushed: Pushed[] = [];

/** The readable text of a mail: transfer encodings undone, lines joined. */
const readable = (raw: string): string =>
  raw
    .replace(/\r\n[ \t]+/g, ' ')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
const to = (who: string): string[] => mails.filter((mail) => mail.to.includes(who)).map(({ text }) => text);
const linkIn = (text: string, purpose: string): string =>
  new RegExp(`https://portway\\.example(/status/subscriptions/[0-9a-f-]+/${purpose}\\?signature=[\\w-]+)`).exec(
    text,
  )![1]!;
const at = (path: string): Pushed[] => pushed.filter((one) => one.path === path);
const notices = (list: readonly Pushed[]): string[] =>
  list
    .map(({ body }) => JSON.parse(body))
    .filter(({ type }) => type === 'notice.issued')
    .map(({ data }) => data.number);

beforeAll(async () => {
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => {
          mails.push({
            to: session.envelope.rcptTo.map((one) => one.address),
            text: readable(Buffer.concat(parts).toString()),
          });
          done();
        });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        if (request.url === '/hangs') return;
        const body = Buffer.concat(parts).toString();
        pushed.push({ path: request.url!, headers: request.headers, body });
        response.writeHead(request.url === '/gone' && body.includes('notice.issued') ? 410 : 204).end();
      });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  databaseUrl = await realServers().freshDatabase('status');
  status = await statusBench(databaseUrl, {
    SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
  });
});
afterAll(async () => {
  await status?.close();
  receiver?.closeAllConnections();
  receiver?.close();
  await new Promise<void>((resolve) => smtp?.close(() => resolve()));
});

const hook = async (path: string, more: object = {}): Promise<{ id: string; secret: string; token: string }> => {
  const response = await status.post('/status/subscriptions', { kind: 'webhook', url: address + path, ...more });
  expect(response.status).toBe(201);
  const asked = (await response.json()) as { id: string; secret: string; token: string };
  await eventually(async () =>
    expect(
      (await status.json(`/status/subscriptions/${asked.id}`, { authorization: `Bearer ${asked.token}` })).state,
    ).toBe(path === '/hangs' ? 'asked' : 'active'),
  );
  return asked;
};
const asked = async (who: string, more: object = {}): Promise<string> => {
  expect((await status.post('/status/subscriptions', { kind: 'e-mail', address: who, ...more })).status).toBe(202);
  return eventually(() => to(who)[0] ?? false);
};
const proves = ({ headers, body }: Pushed, secret: string): boolean => {
  const signed = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)
    .digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${signed}`);
};

describe('By e-mail', () => {
  it('nothing is sent before the reader pressed the button behind the link; opening the link alone changes nothing', async () => {
    const question = await asked('reader@example.com');
    expect(question).toContain('Subject: Please confirm: notices of Portway');
    const link = linkIn(question, 'confirm');
    const page = await status.text(link);
    expect(page.text).toContain('<form method="post"');
    await status.notice(aNotice('26-000001'));
    await eventually(async () =>
      expect(await status.source.query(`SELECT 1 FROM announcement WHERE key = 'notice:26-000001'`)).toHaveLength(1),
    );
    expect((await status.post(link.replace(/signature=./, 'signature=~'), {})).status).toBe(404);
    expect((await status.post(link, {})).status).toBe(200);
    await status.notice(aNotice('26-000002'));
    const mail = await eventually(() => to('reader@example.com')[1] ?? false);
    expect(mail).toContain('Subject: Portway notice 26-000002');
    expect(mail).toContain('https://portway.example/status/notices/26-000002');
    expect(to('reader@example.com').join()).not.toContain('notice 26-000001');
  });

  it("every mail can be answered with one click that ends it, in the mail program's own way", async () => {
    await status.post(linkIn(await asked('leaver@example.com'), 'confirm'), {});
    await status.notice(aNotice('26-000003'));
    const mail = await eventually(() => to('leaver@example.com')[1] ?? false);
    expect(mail).toMatch(/List-Unsubscribe: <https:\/\/portway\.example\/status\/subscriptions\/\S+>/);
    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const link = linkIn(mail, 'unsubscribe');
    expect((await status.text(link)).text).toContain('Send no more notices');
    const clicked = await fetch(status.url + link, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect([clicked.status, (await clicked.text()).includes('The subscription has ended')]).toEqual([200, true]);
    await status.notice(aNotice('26-000004'));
    await eventually(() => to('reader@example.com').some((text) => text.includes('26-000004')));
    expect(to('leaver@example.com')).toHaveLength(2);
  });

  it('a form of the page subscribes too, and who asks too often for one address is not sent more', async () => {
    const form = () =>
      fetch(`${status.url}/status/subscriptions`, {
        method: 'POST',
        body: new URLSearchParams([
          ['kind', 'e-mail'],
          ['address', 'often@example.com'],
          ['modules', 'entry'],
          ['ports', '2304, 2402'],
          ['drills', 'true'],
        ]),
      });
    const first = await form();
    expect([first.status, (await first.text()).includes('Look into your mailbox')]).toEqual([202, true]);
    const question = await eventually(() => to('often@example.com')[0] ?? false);
    expect(question).toMatch(
      /functions: Cargo release and entry summary[\s\S]*ports: Laredo \(2304\), El Paso \(2402\)[\s\S]*drills: yes/,
    );
    for (let i = 0; i < 3; i += 1) expect((await form()).status).toBe(202);
    expect(await status.source.query(`SELECT 1 FROM subscription WHERE address = 'often@example.com'`)).toHaveLength(3);
  });

  it('without a mail server each mail is a file of the outbox', async () => {
    const MAIL_OUTBOX = ownFolder('mail');
    const other = await statusBench(await realServers().freshDatabase('status'), { MAIL_OUTBOX });
    try {
      expect((await other.post('/status/subscriptions', { kind: 'e-mail', address: 'quiet@example.com' })).status).toBe(
        202,
      );
      const [file] = await eventually(async () => {
        const files = (await readdir(MAIL_OUTBOX)).filter((name) => name.endsWith('.eml'));
        return files.length === 1 && files;
      });
      const mail = readable(await readFile(join(MAIL_OUTBOX, file!), 'utf8'));
      expect(mail).toMatch(/^To: quiet@example\.com/m);
      expect((await other.post(linkIn(mail, 'confirm'), {})).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});

describe('By webhook', () => {
  it('a notice comes signed, once, with a log of the attempts, though another receiver hangs', async () => {
    const { id, secret, token } = await hook('/hook');
    await hook('/hangs');
    await status.notice(aNotice('26-000010'));
    const message = await eventually(() => at('/hook').find(({ body }) => body.includes('26-000010')) ?? false, {
      within: 4_000 * slowness(),
    });
    expect(proves(message, secret)).toBe(true);
    expect(proves({ ...message, body: `${message.body} ` }, secret)).toBe(false);
    expect(JSON.parse(message.body)).toMatchObject({
      type: 'notice.issued',
      data: {
        number: '26-000010',
        scope: { modules: ['entry'] },
        link: 'https://portway.example/status/notices/26-000010',
      },
    });
    await eventually(async () => {
      const { deliveries } = await status.json(`/status/subscriptions/${id}/deliveries`, {
        authorization: `Bearer ${token}`,
      });
      expect(deliveries).toMatchObject([
        { announcement: 'notice:26-000010', state: 'delivered', attempts: [{ number: 1, status: 204, error: null }] },
        { announcement: `confirmation:${id}` },
      ]);
    });
    expect(notices(at('/hook'))).toEqual(['26-000010']);
    expect((await status.text(`/status/subscriptions/${id}/deliveries`)).status).toBe(401);
    expect((await status.text(`/status/subscriptions/${id}`, { authorization: 'Bearer sub_other' })).status).toBe(404);
    expect(
      JSON.stringify(await status.json(`/status/subscriptions/${id}`, { authorization: `Bearer ${token}` })),
    ).not.toMatch(/whsec_|linkKey|tokenHash/);
  });

  it('is signed with both secrets while they are changed over', async () => {
    const { id, secret, token } = await hook('/rotates');
    const own = { authorization: `Bearer ${token}` };
    const { secret: next } = (await (await status.post(`/status/subscriptions/${id}/secrets`, {}, own)).json()) as {
      secret: string;
    };
    await status.notice(aNotice('26-000011'));
    const both = await eventually(() => at('/rotates').find(({ body }) => body.includes('26-000011')) ?? false);
    expect([proves(both, secret), proves(both, next)]).toEqual([true, true]);
    await status.post(`/status/subscriptions/${id}/secrets/drop-old`, {}, own);
    await status.notice(aNotice('26-000012'));
    const one = await eventually(() => at('/rotates').find(({ body }) => body.includes('26-000012')) ?? false);
    expect([proves(one, secret), proves(one, next)]).toEqual([false, true]);
    expect((await status.post(`/status/subscriptions/${id}/unsubscribe`, {}, own)).status).toBe(200);
  });

  it('ends when the receiver answers 410 Gone', async () => {
    const { id, token } = await hook('/gone');
    await status.notice(aNotice('26-000013'));
    await eventually(async () =>
      expect(await status.json(`/status/subscriptions/${id}`, { authorization: `Bearer ${token}` })).toMatchObject({
        state: 'ended',
        endedBecause: 'the receiver answered 410',
      }),
    );
  });

  it('tells only what is wished for: by module, mode and port; drills to those who want them', async () => {
    await hook('/air', { modes: ['air'] });
    await hook('/laredo', { modules: ['entry'], modes: ['truck'], ports: ['2304'] });
    await hook('/drills', { drills: true, modules: ['entry'] });
    await status.notice(aNotice('26-000020', {}, { confirmed: scopeOf({ modules: ['manifest'], modes: ['air'] }) }));
    await status.notice(
      aNotice('26-000021', {}, { confirmed: scopeOf({ modules: ['entry'], modes: ['truck'], ports: ['2402'] }) }),
    );
    await status.notice(aNotice('DRILL-26-000001'));
    await status.notice(aNotice('26-000022', {}, { confirmed: scopeOf({}) }));
    await eventually(() => {
      expect(notices(at('/air'))).toEqual(['26-000020', '26-000022']);
      expect(notices(at('/laredo'))).toEqual(['26-000022']);
      expect(notices(at('/drills'))).toEqual(['26-000021', 'DRILL-26-000001', '26-000022']);
    });
    expect(notices(at('/hook'))).not.toContain('DRILL-26-000001');
  });

  it('two replicas tell each subscriber each notice once', async () => {
    const second = await statusBench(databaseUrl, { INSTANCE: 'status-2' });
    try {
      await hook('/once');
      for (let i = 30; i < 40; i += 1) await status.notice(aNotice(`26-0000${i}`));
      await eventually(() => new Set(notices(at('/once'))).size === 10);
      await eventually(async () =>
        expect(
          await status.source.query(
            `SELECT 1 FROM announcement_delivery d JOIN subscription s ON s.id = d.subscription_id WHERE s.address LIKE '%/once' AND d.state = 'pending'`,
          ),
        ).toEqual([]),
      );
      expect(notices(at('/once'))).toHaveLength(10);
    } finally {
      await second.close();
    }
  });

  it.each([
    [{ kind: 'webhook', url: 'ftp://example.com/x' }, '/url'],
    [{ kind: 'webhook' }, '/url'],
    [{ kind: 'e-mail', address: 'nobody' }, '/address'],
    [{ kind: 'e-mail', address: 'a@example.com', ports: ['0000'] }, '/ports/0'],
    [{ kind: 'e-mail', address: 'a@example.com', modes: ['camel'] }, '/modes'],
    [{ kind: 'pigeon' }, '/kind'],
  ])('%j is refused, naming %s', async (body, field) => {
    const response = await status.post('/status/subscriptions', body);
    expect(response.status).toBe(422);
    expect(((await response.json()) as { errors: { at: string }[] }).errors.map((error) => error.at)).toContain(field);
  });
});

test('an address that was never confirmed is forgotten after a week, and a log after a month; a subscription in force stays', async () => {
  const { id, token } = await hook('/stays');
  await asked('never@example.com');
  await status.notice(aNotice('26-000050'));
  await eventually(() => notices(at('/stays')).includes('26-000050'));
  await eventually(async () =>
    expect(
      (await status.json(`/status/subscriptions/${id}/deliveries`, { authorization: `Bearer ${token}` })).deliveries[0]
        .state,
    ).toBe('delivered'),
  );
  await status.source.query(
    `UPDATE subscription SET created_at = now() - interval '8 days' WHERE address = 'never@example.com'`,
  );
  await status.source.query(
    `UPDATE announcement_delivery SET finished_at = now() - interval '31 days' WHERE subscription_id = $1`,
    [id],
  );
  await status.service.app.get(AnnouncementsRepository, { strict: false }).forgetOld();
  expect(await status.source.query(`SELECT 1 FROM subscription WHERE address = 'never@example.com'`)).toEqual([]);
  expect(await status.json(`/status/subscriptions/${id}/deliveries`, { authorization: `Bearer ${token}` })).toEqual({
    deliveries: [],
  });
  expect((await status.json(`/status/subscriptions/${id}`, { authorization: `Bearer ${token}` })).state).toBe('active');
});

test('who asks for many subscriptions from one network address is told to wait, each behind the gateway by itself', async () => {
  const strict = await statusBench(await realServers().freshDatabase('status'), {
    SUBSCRIPTIONS_PER_HOUR: 1,
    MAIL_OUTBOX: ownFolder('mail'),
  });
  try {
    const ask = (headers: Record<string, string> = {}) =>
      strict.post('/status/subscriptions', { kind: 'e-mail', address: `${Math.random()}@example.com` }, headers);
    expect([(await ask()).status, (await ask()).status]).toEqual([202, 429]);
    expect((await ask({ 'x-portway-client': '192.0.2.1' })).status).toBe(429);
    expect((await ask({ 'x-portway-client': '192.0.2.1', 'x-portway-caller': 'gateway' })).status).toBe(202);
  } finally {
    await strict.close();
  }
});
