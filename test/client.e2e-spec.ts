import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../tools/platform/home';
import { freshSample, signSample } from '../tools/platform/samples';
import { portDay } from '../tools/demo/filings';
import { Partner, type SharedPlatform, sharedPlatform } from './support/platform';

const CLIENT = join(ROOT, 'clients', 'typescript');
const RUN = 11_000;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly complaint: string;
}
const node = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env }, cwd: CLIENT }, (error, out, complaint) =>
      resolve({ code: error ? Number(error.code) : 0, out, complaint }),
    );
  });

let platform: SharedPlatform;
let folder: string;
let as: (key: string) => Record<string, string>;
const portway = (args: string[], env: Record<string, string>): Promise<Ended> =>
  node([join(CLIENT, 'dist', 'portway.js'), ...args], env);
const sample = (name: string, run: number): string => {
  const text = readFileSync(join(ROOT, 'docs', 'partners', 'samples', name), 'latin1');
  const file = join(folder, name);
  writeFileSync(file, signSample(freshSample(text, portDay(), run), platform.demo.accounts), 'latin1');
  return file;
};

beforeAll(async () => {
  platform = await sharedPlatform();
  folder = mkdtempSync(join(tmpdir(), 'portway-client-'));
  as = (PORTWAY_KEY) => ({ PORTWAY_URL: platform.gatewayUrl, PORTWAY_KEY });
  expect(await node([join(ROOT, 'tools', 'build-client.cjs')])).toMatchObject({ code: 0, out: '' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the command files a cargo release in JSON and one in CATAIR, and ends with 0 once both are answered', async () => {
  const { apiKey } = new Partner(platform.gatewayUrl, platform.demo, 'broker').account;
  const json = await portway(['file', sample('cargo-release.json', RUN), '--wait', '60'], as(apiKey));
  expect([json.code, json.complaint]).toEqual([0, '']);
  expect(json.out).toMatch(/"answeredAt": "20/);
  const abi = await portway(['file', sample('cargo-release.abi', RUN + 1), '--wait', '60'], as(apiKey));
  expect([abi.code, abi.complaint]).toEqual([0, '']);
  const answers = await portway(['answers'], as(apiKey));
  expect([answers.code, answers.out]).toEqual([0, expect.stringContaining('"entries"')]);
});

test('with the pages dead, filing goes on', async () => {
  const { apiKey } = new Partner(platform.gatewayUrl, platform.demo, 'broker').account;
  await platform.ctl('kill', 'portal');
  try {
    expect((await portway(['file', sample('cargo-release.json', RUN + 3), '--wait', '60'], as(apiKey))).code).toBe(0);
  } finally {
    await platform.ctl('start', 'portal');
  }
});

test('what was taken is never told as not filed, though nobody can say what became of it; what cannot be read is rejected; the file goes as it is', async () => {
  const heard: Buffer[] = [];
  let state: object | null = null;
  const gateway = createServer(async (request, response) => {
    if (request.method === 'POST') heard.push(await buffer(request));
    response.writeHead(request.method === 'POST' ? 202 : state ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: '1', disposition: 'accepted, being processed', ...state }));
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const env = { PORTWAY_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`, PORTWAY_KEY: 'pk_any_key' };
  const file = join(folder, 'umlaut.abi');
  writeFileSync(file, Buffer.from('A2704 M\xdcLLER', 'latin1'));
  const taken = await portway(['file', file, '--wait', '1'], env);
  expect([taken.code, taken.complaint]).toEqual([3, expect.stringContaining('do not send it again')]);
  expect(heard).toEqual([readFileSync(file)]);
  const never = await portway(['file', file, '--wait', 'long'], env);
  expect([never.code, heard.length]).toEqual([2, 1]);
  const counts = { filings: 0, unanswered: 0, rejected: 0 };
  state = { disposition: 'rejected', counts, errors: [{ at: '/records/1', text: 'cannot be read' }] };
  expect((await portway(['file', file], env)).code).toBe(1);
  state = { disposition: 'processed', counts };
  expect((await portway(['file', file], env)).code).toBe(0);
  gateway.closeAllConnections();
  gateway.close();
});

test('it says why a key opens nothing, what is missing, and ends with 2: nothing was filed', async () => {
  const wrong = await portway(['file', sample('cargo-release.json', RUN + 2)], as('pk_nobody_has_this_key'));
  expect([wrong.code, wrong.complaint]).toEqual([2, expect.stringContaining('urn:portway:problem:not-authenticated')]);
  const nothing = await portway([], as('pk_nobody_has_this_key'));
  expect([nothing.code, nothing.complaint]).toEqual([2, expect.stringContaining('Use: portway file MESSAGE')]);
});
