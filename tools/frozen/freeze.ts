/**
 * `npm run freeze -- VERSION` plays a day on a platform of its own and keeps what it leaves behind: databases, and messages as they were really
 * sent. `npm run freeze -- messages` starts nothing: it keeps the examples of contracts whose version has no messages yet.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { allContracts } from '#contracts';
import { everySent, messagingTables } from '#messaging';
import { EVERY_SERVICE } from '../documents/rights';
import { prepareDatabases } from '../infrastructure/databases';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { ROOT } from '../platform/home';
import { launchPlatform, type LaunchedPlatform } from '../platform/launch';
import { dataOf, schemaOf } from './dump';
import { Scenario } from './scenario';
import { SUMS, sumsOf } from './sums';
import { telling } from './telling';

const MESSAGES = join(ROOT, 'libs', 'contracts', 'frozen');
const RELEASES = join(ROOT, 'test', 'frozen');
/** What must be known of the platform that is gone: who may sign in, and what digests and signatures were made with. */
const KEPT_SECRETS = /^(account .*|activity signing key|importer digest key)$/;
/** An answer that waits for its team still waits when everything has stopped. */
const ENV = { TEAM_WAIT_MS: '60000' };

type Make = new () => MigrationInterface;
type Sent = Map<string, { readonly version: number; readonly data: object }[]>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const say = (line: string): void => void process.stdout.write(`  ${line}\n`);

/** Those of a version that are there stay as they are. */
const keepMessages = (release: string, sent: Sent): void => {
  mkdirSync(MESSAGES, { recursive: true });
  for (const { type, version, schema, example } of allContracts) {
    const file = join(MESSAGES, `${type}.v${version}.json`);
    if (existsSync(file)) continue;
    const real = (sent.get(type) ?? []).filter((one) => one.version === version).map(({ data }) => data);
    writeFileSync(file, json({ type, version, release, schema, messages: telling([example as object, ...real]) }));
    say(`${type} version ${version}: its example and the most telling of ${real.length} messages`);
  }
  writeFileSync(join(MESSAGES, SUMS), sumsOf(MESSAGES));
};

const addressOf = (platform: LaunchedPlatform, service: string): string => {
  const url = new URL(platform.databaseUrl);
  url.pathname = `/portway_${service.replaceAll('-', '_')}`;
  return url.href;
};

const messagesIn = async (address: string, sent: Sent): Promise<void> => {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    const query = async (text: string): Promise<any[]> => (await client.query(text)).rows;
    const said: { message_id: string; type: string; version: number; data: string }[] = [
      ...(await everySent({ query })),
      ...(await query('SELECT message_id, type, version, data FROM outbox')),
    ];
    const rows = new Map(said.map((row) => [row.message_id, row]));
    for (const { type, version, data } of rows.values())
      sent.set(type, [...(sent.get(type) ?? []), { version, data: JSON.parse(data) as object }]);
  } finally {
    await client.end();
  }
};

const freezeRelease = async (release: string): Promise<void> => {
  const target = join(RELEASES, release);
  if (existsSync(target)) throw new Foreseen(`${release} is frozen already, and stays as it is.`);
  const home = mkdtempSync(join(tmpdir(), 'portway-freeze-'));
  const platform = await launchPlatform({
    home,
    port: 'any',
    cacheDir: join(ROOT, '.portway', 'cache'),
    env: ENV,
    say,
  });
  try {
    const waiting = await new Scenario(platform).play();
    for (const { name } of EVERY_SERVICE) await platform.ctl('stop', name);
    mkdirSync(target, { recursive: true });
    const sent: Sent = new Map();
    const names = new Set<string>();
    for (const { name, migrations } of EVERY_SERVICE) {
      const all = [...messagingTables, ...(migrations as Make[])];
      for (const make of all) names.add(new make().name ?? make.name);
      const scratch = `frozen ${name}`.replace(' ', '-');
      const made = await prepareDatabases(platform.databaseUrl, [scratch], { connections: () => 4 });
      const parts = {
        schema: await schemaOf(all, made[scratch]!.ownerUrl),
        data: await dataOf(addressOf(platform, name)),
      };
      for (const [part, text] of Object.entries(parts))
        writeFileSync(join(target, `${name}.${part}.sql.gz`), gzipSync(text, { level: 9 }));
      await messagesIn(addressOf(platform, name), sent);
    }
    const secrets = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as Record<string, string>;
    writeFileSync(
      join(target, 'accounts.json'),
      json(Object.fromEntries(Object.entries(secrets).filter(([name]) => KEPT_SECRETS.test(name)))),
    );
    writeFileSync(join(target, 'waiting.json'), json(waiting));
    writeFileSync(
      join(target, 'migrations.json'),
      json([...names].sort((a, b) => (a.slice(-13) < b.slice(-13) ? -1 : 1))),
    );
    writeFileSync(join(target, SUMS), sumsOf(target));
    keepMessages(release, sent);
    say(`what ${release} left is in test/frozen/${release}`);
  } finally {
    await platform.kill();
    rmSync(home, { recursive: true, force: true });
  }
};

const freeze = async (): Promise<number> => {
  const [what] = process.argv.slice(2);
  if (what === 'messages') keepMessages('example', new Map());
  else if (what && /^\d+\.\d+\.\d+$/.test(what)) await freezeRelease(what);
  else throw new Foreseen('Say what to freeze: a release, such as 0.6.0, or messages.');
  return 0;
};

if (require.main === module) void runProgram(freeze);
