import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Answer, eventually, Partner, sharedPlatform, type SharedPlatform } from './support';

/** Every sample of the partners' guides, as a start writes it anew, is a filing that the platform accepts without a word. */

const SAMPLES = join(__dirname, '../docs/partners/samples');

let platform: SharedPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});

interface Sample {
  readonly role: string;
  readonly path: string;
  readonly type: string;
  readonly application: string;
  /** What its final answer says when it is accepted. */
  readonly accepted: RegExp;
  /** Questions are answered at once; a filing is being processed. */
  readonly disposition?: 'processed';
}

const SENDERS: Record<string, Sample> = {
  'cargo-release.abi': { role: 'broker', path: '/abi', type: 'text/plain', application: 'SX', accepted: /^SE9002/m },
  'entry-summary.abi': { role: 'broker', path: '/abi', type: 'text/plain', application: 'AX', accepted: /^E1A.995/m },
  // With what is kept and not judged: the case file is not held.
  'entry-summary-cases.abi': {
    role: 'broker',
    path: '/abi',
    type: 'text/plain',
    application: 'AX',
    accepted: /^E1AI995/m,
  },
  'cargo-release-agency.abi': {
    role: 'broker',
    path: '/abi',
    type: 'text/plain',
    application: 'SX',
    accepted: /^SE9002/m,
  },
  'status-query.abi': {
    role: 'broker',
    path: '/abi',
    type: 'text/plain',
    application: 'C1',
    accepted: /^W/m,
    disposition: 'processed',
  },
  'importer-bond-query.abi': {
    role: 'broker',
    path: '/abi',
    type: 'text/plain',
    application: 'KR',
    accepted: /^K112/m,
    disposition: 'processed',
  },
  'entry-summary-query.abi': {
    role: 'broker',
    path: '/abi',
    type: 'text/plain',
    application: 'ER',
    accepted: /^JBB76[\s\S]*^4A00001/m,
    disposition: 'processed',
  },
  'drawback-claim.abi': { role: 'broker', path: '/abi', type: 'text/plain', application: 'DX', accepted: /^E1AI995/m },
  'bond.abi': { role: 'surety', path: '/abi', type: 'text/plain', application: 'CX', accepted: /^90AI992/m },
  'manifest-ocean.309': {
    role: 'ocean-carrier',
    path: '/x12',
    type: 'application/edi-x12',
    application: '355',
    accepted: /^(?!.*\bP10\b).*MANIFEST ACCEPTED(?! IN PART).*BILLS 3 OK 0 REJ/s,
  },
  'manifest-truck.309': {
    role: 'truck-carrier',
    path: '/x12',
    type: 'application/edi-x12',
    application: '355',
    accepted: /^(?!.*\bP10\b).*MANIFEST ACCEPTED(?! IN PART).*BILLS 2 OK 0 REJ/s,
  },
  'cargo-release.json': {
    role: 'broker',
    path: '/filings/cargo-release',
    type: 'application/json',
    application: 'cargo release',
    accepted: /"outcome":\s*"accepted"/,
  },
  'entry-summary.json': {
    role: 'broker',
    path: '/filings/entry-summary',
    type: 'application/json',
    application: 'entry summary',
    accepted: /"outcome":\s*"accepted"/,
  },
  'drawback-claim.json': {
    role: 'broker',
    path: '/filings/drawback-claim',
    type: 'application/json',
    application: 'drawback claim',
    accepted: /"outcome":\s*"accepted"/,
  },
  'bond.json': {
    role: 'surety',
    path: '/filings/bond',
    type: 'application/json',
    application: 'bond',
    accepted: /"outcome":\s*"accepted"/,
  },
  'manifest.json': {
    role: 'ocean-carrier',
    path: '/filings/manifest',
    type: 'application/json',
    application: 'manifest',
    accepted: /"outcome":\s*"accepted"/,
  },
};

/** What the guide's first lines send; each is sent once. */
const QUICK_START = ['cargo-release.abi', 'manifest-ocean.309', 'cargo-release.json'];

const expectAccepted = async (partner: Partner, name: string, transmissionId: string): Promise<void> => {
  const { path, application, accepted } = SENDERS[name]!;
  const items = await eventually(
    async () => {
      const found = await partner.answersTo(transmissionId);
      expect(found.map((item) => item.application)).toContain(application);
      return found;
    },
    { within: 60_000 },
  );
  if (path === '/x12') expect(items.find((item) => item.application === '997')!.body).toMatch(/AK5\*A/);
  expect(items.find((item) => item.application === application)!.body).toMatch(accepted);
};

test('the quick start runs word for word in the data folder, each line with its key, and is answered as the guide says', async () => {
  const [, section] = /^## A first filing\n([\s\S]*?)^## /m.exec(readFileSync(join(SAMPLES, '../README.md'), 'utf8'))!;
  const blocks = (kind: string): string[] =>
    [...section!.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code!);
  const partners = {
    KEY: new Partner(platform.gatewayUrl, platform.demo, 'broker'),
    CARRIER_KEY: new Partner(platform.gatewayUrl, platform.demo, 'ocean-carrier'),
  };
  const env = {
    PATH: process.env['PATH'],
    GATEWAY: platform.gatewayUrl,
    KEY: partners.KEY.account.apiKey,
    CARRIER_KEY: partners.CARRIER_KEY.account.apiKey,
  };
  const lines = blocks('sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('curl '));
  const [told] = blocks('json');
  const names = lines.map((line) => /samples\/(\S+)/.exec(line)![1]!);
  expect(names).toEqual(QUICK_START);

  const { stdout } = await promisify(execFile)('bash', ['-euc', blocks('sh').join('\n')], {
    cwd: dirname(platform.demo.samples),
    env,
  });
  const receipts = stdout
    .replaceAll('}{', '}\n{')
    .split('\n')
    .map((text) => JSON.parse(text) as Record<string, unknown>);
  expect(receipts).toHaveLength(lines.length);
  for (const [at, line] of lines.entries()) {
    const { path } = SENDERS[names[at]!]!;
    const [receipt, partner] = [receipts[at]!, partners[/\$(\w*KEY)/.exec(line)![1] as keyof typeof partners]];
    expect(receipt).toMatchObject({
      disposition: 'accepted, being processed',
      resend: false,
      filings: 1,
      mailbox: '/mailbox',
    });
    expect(Object.keys(receipt)).toEqual(
      expect.arrayContaining([...told!.matchAll(/"(\w+)":/g)].map(([, key]) => key)),
    );
    if (path !== '/filings/cargo-release') expect(receipt['status']).toBe(`${path}/${String(receipt['id'])}`);
    await expectAccepted(partner, names[at]!, String(receipt['id']));
  }
});

test.each(
  readdirSync(SAMPLES)
    .filter((name) => !QUICK_START.includes(name))
    .sort(),
)('%s is accepted when a partner files it', async (name) => {
  const { role, path, type, disposition = 'accepted, being processed' } = SENDERS[name]!;
  const partner = new Partner(platform.gatewayUrl, platform.demo, role);
  const answer: Answer = await partner.request('POST', path, readFileSync(join(platform.demo.samples, name)), type);
  expect(answer).toMatchObject({ status: 202, body: { disposition } });
  await expectAccepted(partner, name, answer.body.id);
});
