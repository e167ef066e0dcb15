import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Answer, eventually, Partner, sharedPlatform, type SharedPlatform } from './support';

/** Every sample of the partners' guides, as a start writes it anew, is a filing that the platform accepts without a word. */

const SAMPLES = join(__dirname, '../docs/partners/samples');

let platform: SharedPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});

/** Who sends a sample, and what its final answer says when it is accepted. */
const SENDERS: Record<string, { role: string; path: string; type: string; application: string; accepted: RegExp }> = {
  'cargo-release.abi': { role: 'broker', path: '/abi', type: 'text/plain', application: 'SX', accepted: /^SE9002/m },
  'entry-summary.abi': { role: 'broker', path: '/abi', type: 'text/plain', application: 'AX', accepted: /^E1A.995/m },
  'manifest-ocean.309': { role: 'ocean-carrier', path: '/x12', type: 'application/edi-x12', application: '355', accepted: /^(?!.*\bP10\b).*MANIFEST ACCEPTED(?! IN PART).*BILLS 3 OK 0 REJ/s },
  'manifest-truck.309': { role: 'truck-carrier', path: '/x12', type: 'application/edi-x12', application: '355', accepted: /^(?!.*\bP10\b).*MANIFEST ACCEPTED(?! IN PART).*BILLS 2 OK 0 REJ/s },
  'cargo-release.json': { role: 'broker', path: '/filings/cargo-release', type: 'application/json', application: 'cargo release', accepted: /"outcome":\s*"accepted"/ },
  'entry-summary.json': { role: 'broker', path: '/filings/entry-summary', type: 'application/json', application: 'entry summary', accepted: /"outcome":\s*"accepted"/ },
  'manifest.json': { role: 'ocean-carrier', path: '/filings/manifest', type: 'application/json', application: 'manifest', accepted: /"outcome":\s*"accepted"/ },
};

test.each(readdirSync(SAMPLES).sort())('%s is accepted when a partner files it', async (name) => {
  const { role, path, type, application, accepted } = SENDERS[name]!;
  const partner = new Partner(platform.gatewayUrl, platform.demo, role);
  const answer: Answer = await partner.request('POST', path, readFileSync(join(platform.demo.samples, name)), type);
  expect(answer).toMatchObject({ status: 202, body: { disposition: 'accepted, being processed' } });
  const items = await eventually(async () => {
    const found = await partner.answersTo(answer.body.id);
    expect(found.map((item) => item.application)).toContain(application);
    return found;
  }, { within: 20_000 });
  if (path === '/x12') expect(items.find((item) => item.application === '997')!.body).toMatch(/AK5\*A/);
  expect(items.find((item) => item.application === application)!.body).toMatch(accepted);
});

test('each line of the quick start sends a sample where it belongs, with the key of an account that may file it', () => {
  const guide = readFileSync(join(SAMPLES, '../README.md'), 'utf8');
  const lines = [...guide.replaceAll(/ \\\n +/g, ' ').matchAll(/^curl .* \$(\w*KEY)" -H 'Content-Type: (\S+)' --data-binary @samples\/(\S+) \$GATEWAY(\S+)$/gm)];
  expect(lines.map(([, key, type, name, path]) => [key, name, type, path])).toEqual(
    (['cargo-release.abi', 'manifest-ocean.309', 'cargo-release.json'] as const).map((name) => {
      const { role, type, path } = SENDERS[name]!;
      return [role === 'broker' ? 'KEY' : 'CARRIER_KEY', name, type, path];
    }),
  );
});
