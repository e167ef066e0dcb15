import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from '../infrastructure/secrets';
import { demoAccounts } from './accounts';
import { openAccounts } from './seed';

const accounts = demoAccounts(new Secrets(join(mkdtempSync(join(tmpdir(), 'portway-seed-')), 'secrets.json'))).slice(
  0,
  3,
);
let servers: Server[] = [];

/** An account service that answers 503 that often, then opens everything but the refused role. */
async function accountService(
  unready: number,
  refused = '',
): Promise<{ url: string; tokens: (string | undefined)[]; opened: string[] }> {
  const tokens: (string | undefined)[] = [];
  const opened: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      tokens.push(request.headers.authorization);
      const order = JSON.parse(body) as { name?: string; filerCode?: string };
      const name = order.name ?? `set-up of ${order.filerCode}`;
      if (unready-- > 0 || name === refused) return response.writeHead(503).end('database away');
      opened.push(name);
      response.end('{}');
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens, opened };
}

afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

describe('demo accounts', () => {
  it('are opened although the account service cannot yet in its first seconds', async () => {
    const service = await accountService(2);
    const at = { account: { url: service.url, isItself: async () => true } };
    expect(await openAccounts(at, 'token', accounts)).toEqual({ open: accounts, reason: '' });
    // Whoever files by ABI is set up in the register, too.
    const setUp = (codes: readonly string[]) => codes.map((code) => `set-up of ${code}`);
    expect(service.opened).toEqual(accounts.flatMap(({ name, filerCodes }) => [name, ...setUp(filerCodes)]));
  });

  it('that cannot be opened are told from those that can be used', async () => {
    const service = await accountService(0, accounts[1]!.name);
    const at = { account: { url: service.url, isItself: async () => true } };
    const { open, reason } = await openAccounts(at, 'token', accounts, undefined, 300);
    expect(open).toEqual([accounts[0]]);
    expect(reason).toBe('the account service answered 503: database away');
  });

  it('and the operations token are shown to nobody who is not the account service of this platform', async () => {
    const stranger = await accountService(0);
    const at = { account: { url: stranger.url, isItself: async () => false } };
    expect((await openAccounts(at, 'token', accounts, undefined, 300)).open).toEqual([]);
    expect(stranger.tokens).toEqual([]);
  });
});
