import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '../platform/services';
import { ListeningConfig, loadConfig, ServiceConfig } from '#service';
import { loginsOf } from '../../libs/service/src/config';
import { readKeys, readMessageKeys } from '../../libs/service/src/keys';
import { asked, makeKeys, makeStep } from './keys';
import type { Step } from './passwords';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'portway-keys-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const make = (...words: string[]): string[] => makeKeys(asked([folder, ...words]));
const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');
const ring = (service: string) => readKeys(join(folder, service), 'portway', service);

test('each service gets its own private key only, and all public ones: they believe each other', () => {
  make();
  for (const { name } of SERVICES) {
    for (const { name: other } of SERVICES) {
      expect(existsSync(join(folder, name, `${other}.pub`))).toBe(true);
      expect(existsSync(join(folder, name, `${other}.key`))).toBe(name === other);
    }
    expect(statSync(join(folder, name, `${name}.key`)).mode & 0o077).toBe(0);
  }
  expect(ring('entry').isFrom('gateway', ring('gateway').markFor('entry', ['x'], 'said'), ['x'], 'said')).toBe(true);
});

test('all services share one secret for messages, also one that joins later; a second line in it reaches every one', () => {
  make();
  const shared = (): string[] => [...new Set(SERVICES.map(({ name }) => read(name, 'messages.key')))];
  const [first] = shared();
  expect(shared()).toEqual([read('messages.key')]);
  expect(readMessageKeys(join(folder, 'entry'))).toHaveLength(1);
  rmSync(join(folder, 'entry', 'messages.key'));
  writeFileSync(join(folder, 'messages.key'), `${first}${Buffer.alloc(32, 7).toString('base64')}\n`);
  make();
  expect(readMessageKeys(join(folder, 'entry')).at(1)).toEqual(Buffer.alloc(32, 7));
  expect(shared()).toHaveLength(1);
});

test('a service does not start with keys and without a secret for messages, or with one that is none', () => {
  make();
  rmSync(join(folder, 'entry', 'messages.key'));
  expect(() => readMessageKeys(join(folder, 'entry'))).toThrow(
    /^KEYS_DIR: messages\.key in .* cannot be used, `npm run keys` makes it/,
  );
  for (const [text, fault] of [
    ['', 'holds no key'],
    ['c2hvcnQ=', 'a key of 5 bytes, not 32'],
  ] as const) {
    writeFileSync(join(folder, 'entry', 'messages.key'), text);
    expect(() => readMessageKeys(join(folder, 'entry'))).toThrow(fault);
  }
});

test('made again, nothing that is there changes', () => {
  make();
  const files = [
    'entry/entry.key',
    'gateway/entry.pub',
    'entry/amqp-url',
    'entry/database-url',
    'entry/ca.crt',
    'broker/server.crt',
    'cee/importer-digest-key',
    'operator/operations-token',
  ].map((name) => join(folder, name));
  const before = files.map((file) => readFileSync(file, 'utf8'));
  make();
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
});

test('the broker knows each service by a password and by rights of its own, and only its administrator may do all', () => {
  makeKeys(asked([folder, '--broker', 'rabbit.example:5673', '--platform', 'west']));
  expect(readFileSync(join(folder, 'entry', 'amqp-url'), 'utf8')).toMatch(
    /^amqps:\/\/entry:[0-9a-f]{48}@rabbit\.example:5673\n$/,
  );
  const text = readFileSync(join(folder, 'broker', 'definitions.json'), 'utf8');
  const { users, permissions, exchanges } = JSON.parse(text);
  expect(users.filter(({ tags }: { tags: string }) => tags !== '').map(({ name }: { name: string }) => name)).toEqual([
    'administrator',
  ]);
  expect(permissions.find(({ user }: { user: string }) => user === 'cee')).toMatchObject({
    configure: '^west\\.cee\\.',
  });
  expect(exchanges.map(({ name }: { name: string }) => name)).toEqual(['west', 'west.vitals', 'west.positions']);
  for (const { name } of SERVICES)
    expect(text).not.toContain(/:([0-9a-f]{48})@/.exec(readFileSync(join(folder, name, 'amqp-url'), 'utf8'))![1]);
});

test("a service starts with what its folder holds, and nothing in it opens another's database", () => {
  make('--database', 'postgres.example:6432');
  for (const { name } of SERVICES) {
    const files = Object.fromEntries(
      ['CA', 'AMQP_URL', 'DATABASE_URL', 'OPERATORS'].map((key) => [
        `${key}_FILE`,
        join(folder, name, key === 'CA' ? 'ca.crt' : key.toLowerCase().replace('_', '-')),
      ]),
    );
    const environment = {
      ...files,
      KEYS_DIR: join(folder, name),
      OPERATIONS_PORT: '9090',
      MIGRATE_DATABASE_URL_FILE: join(folder, `${name}-owner`, 'migrate-database-url'),
    };
    const config = loadConfig(ServiceConfig, environment);
    expect(config.DATABASE_URL).toMatch(
      new RegExp(
        `^postgres://portway_${name}:[0-9a-f]{48}@postgres\\.example:6432/portway_${name}\\?sslmode=verify-full$`,
      ),
    );
    expect(config.MIGRATE_DATABASE_URL).toMatch(new RegExp(`^postgres://portway_${name}_owner:`));
    expect(Object.keys(config.OPERATORS)).toEqual(['operator']);
    const own = readdirSync(join(folder, name))
      .map((file) => read(name, file))
      .join();
    for (const line of read('database-roles', 'passwords.env').trim().split('\n')) {
      const [key = '', password = ''] = line.split('=');
      expect([key, own.includes(password)]).toEqual([key, key === `${name.toUpperCase()}_DATABASE_PASSWORD`]);
    }
    expect(own).not.toContain(read('operator', 'operations-token').trim());
    expect(own).not.toContain('BEGIN EC');
  }
});

test('no password can be told from another', () => {
  make();
  const all = [
    'database-roles/passwords.env',
    'database/password',
    'operator/operations-token',
    ...SERVICES.map(({ name }) => `${name}/amqp-url`),
  ].flatMap((file) => read(file).match(/[0-9a-f]{48}/g)!);
  expect(all).toHaveLength(2 * SERVICES.length + 2 + SERVICES.length);
  expect(new Set(all).size).toBe(all.length);
});

test('broker and database prove the names by which they are reached; a certificate near its end, or for another name, is made anew', () => {
  expect(make('--broker', 'rabbit.example:5671')).toEqual([]);
  const of = (server: string): X509Certificate => new X509Certificate(read(server, 'server.crt'));
  const authority = new X509Certificate(read('entry', 'ca.crt'));
  expect([of('broker').checkHost('rabbit.example'), of('database').checkHost('database')]).toEqual([
    'rabbit.example',
    'database',
  ]);
  for (const server of ['broker', 'database']) {
    expect(of(server).verify(authority.publicKey)).toBe(true);
    expect(statSync(join(folder, server, 'server.key')).mode & 0o077).toBe(0);
  }
  expect(make()).toEqual(['broker']);
  const everybody = ['broker', 'database', ...SERVICES.map(({ name }) => name), 'portal'];
  expect(makeKeys(asked([folder]), {}, new Date(Date.now() + 600 * 86_400_000))).toEqual(everybody);
  expect(new X509Certificate(read('entry', 'ca.crt')).fingerprint256).toBe(authority.fingerprint256);
});

test('each service, and the portal, proves the names by which the others reach it, with a key that others do not have', () => {
  make();
  const names = [...SERVICES.map(({ name }) => name), 'portal'];
  const certificates = names.map((name) => new X509Certificate(read(name, 'server.crt')));
  for (const [n, certificate] of certificates.entries()) {
    const name = names[n]!;
    expect(certificate.verify(new X509Certificate(read(name, 'ca.crt')).publicKey)).toBe(true);
    expect([name, `${name}.portway.svc`, 'localhost'].map((host) => certificate.checkHost(host))).not.toContain(
      undefined,
    );
    expect(certificate.checkHost(names[(n + 1) % names.length]!)).toBeUndefined();
    expect(
      loadConfig(ListeningConfig, {
        HOST: '127.0.0.1',
        TLS_CERTIFICATE_FILE: join(folder, name, 'server.crt'),
        TLS_KEY_FILE: join(folder, name, 'server.key'),
      }),
    ).toMatchObject({ TLS_KEY: expect.stringContaining('PRIVATE KEY') });
  }
});

test("in containers the group of services reads what they are given; the servers' keys and the authority's nobody but their owner", () => {
  make('--group-reads', 'yes');
  const modes = (name: string): number[] =>
    readdirSync(join(folder, name))
      .filter((file) => !file.endsWith('.crt') && !file.endsWith('.pub'))
      .map((file) => statSync(join(folder, name, file)).mode & 0o777);
  expect(new Set(SERVICES.flatMap(({ name }) => [...modes(name), ...modes(`${name}-owner`)]))).toEqual(
    new Set([0o640]),
  );
  for (const file of ['broker/server.key', 'database/server.key', 'authority/ca.key', 'secrets.json'])
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
});

test('what compose kept in its environment before is taken over once', () => {
  const earlier = {
    DATABASE_PASSWORD: 'as it was',
    IMPORTER_DIGEST_KEY: 'k'.repeat(32),
    ACTIVITY_PUBLIC_KEYS: 'the present one,an earlier one',
  };
  makeKeys(asked([folder]), earlier);
  makeKeys(asked([folder]), { ...earlier, DATABASE_PASSWORD: 'another' });
  expect([
    read('database', 'password'),
    read('cee', 'importer-digest-key'),
    read('gateway', 'activity-public-keys'),
  ]).toEqual(['as it was\n', `${earlier.IMPORTER_DIGEST_KEY}\n`, `${earlier.ACTIVITY_PUBLIC_KEYS}\n`]);
});

test('what cannot be used is named', () => {
  make();
  expect(() => asked([])).toThrow('Give a folder');
  expect(() => asked([folder, '--other', 'x'])).toThrow('Give a folder');
  expect(() => readKeys(join(folder, 'nowhere'), 'portway', 'entry')).toThrow(/^KEYS_DIR: .*nowhere cannot be read/);
  writeFileSync(join(folder, 'entry', 'gateway.pub'), 'nothing');
  expect(() => ring('entry')).toThrow(/gateway\.pub in .* cannot be used: it holds no key/);
  rmSync(join(folder, 'cee', 'cee.key'));
  expect(() => ring('cee')).toThrow(/cee\.key in .* cannot be used/);
});

test('where each service has a database server of its own, each server has its own certificate and passwords, and who scales sees queues only', () => {
  make('--database', '{service}-database-rw.portway.svc:5432', '--broker', 'broker.portway.svc:5671');
  for (const { name } of SERVICES) {
    const host = `${name}-database-rw.portway.svc`;
    expect(read(name, 'database-url')).toContain(`@${host}:5432/portway_${name}?`);
    expect(read(`${name}-owner`, 'migrate-database-url')).toContain(`@${host}:5432/portway_${name}?`);
    const certificate = new X509Certificate(read(`${name}-database`, 'server.crt'));
    expect(certificate.checkHost(host)).toBe(host);
    expect(certificate.checkHost('gateway-database-rw.portway.svc')).toBe(name === 'gateway' ? host : undefined);
    expect(read(name, 'database-url')).toContain(`:${read(`${name}-database`, 'password')}@`);
    expect(read(`${name}-owner`, 'migrate-database-url')).toContain(`:${read(`${name}-database`, 'owner-password')}@`);
  }
  expect(['host', 'username'].map((file) => read('scaler', file))).toEqual([
    'https://broker.portway.svc:15671',
    'scaler',
  ]);
  const { users, permissions } = JSON.parse(read('broker', 'definitions.json'));
  expect(users).toContainEqual(expect.objectContaining({ name: 'scaler', tags: 'monitoring' }));
  expect(permissions).toContainEqual({ user: 'scaler', vhost: '/', configure: '^$', write: '^$', read: '^$' });
});

describe('Passwords that are exchanged', () => {
  const step = (name: Step): string[] => makeStep(asked([folder]), name);
  const passwordsIn = (text: string): string[] => text.match(/(?<=:)[0-9a-f]{48}(?=@)/g)!;
  /** What entry enters its database by, and what the server takes. */
  const ofService = (): string[] => passwordsIn(read('entry', 'database-url'));
  const ofServer = (): string => /^ENTRY_DATABASE_PASSWORD=(.*)$/m.exec(read('database-roles', 'passwords.env'))![1]!;

  test('between any two steps, also where one is made again or the folder is made anew, services have what servers take before and after', () => {
    make();
    const first = ofServer();
    for (const name of ['begin', 'begin', 'change', 'change', 'begin', 'end'] as const) {
      const [had, taken] = [ofService(), ofServer()];
      step(name);
      make();
      // Either side may read its files first.
      for (const service of [had, ofService()])
        expect([name, service]).toEqual([name, expect.arrayContaining([taken, ofServer()])]);
    }
    expect(ofService()).toEqual([ofServer()]);
    expect(ofServer()).not.toBe(first);
    expect(read('secrets.json')).not.toMatch(/next|given/);
    for (const file of ['entry/amqp-url', 'entry-owner/migrate-database-url'])
      expect([file, passwordsIn(read(file))]).toEqual([file, [expect.any(String)]]);
  });

  test('a step before which another comes is refused, and changes nothing', () => {
    make();
    const before = read('secrets.json');
    expect(() => step('change')).toThrow('Nothing was begun');
    expect(() => step('end')).toThrow('first `--exchange change`');
    expect(read('secrets.json')).toBe(before);
    expect(() => asked([folder, '--exchange', 'passwords'])).toThrow('--servers COMMAND');
    expect(() => asked([folder, '--exchange', 'all'])).toThrow('--servers COMMAND');
  });

  test('of a file with two addresses either password is one to enter by, and it is read again each time; while it cannot be read the last holds', () => {
    make();
    const file = join(folder, 'entry', 'database-url');
    const config = loadConfig(ServiceConfig, {
      HOST: '127.0.0.1',
      DATABASE_URL_FILE: file,
      AMQP_URL: 'amqp://entry:one@127.0.0.1',
    });
    const logins = loginsOf(config, 'DATABASE_URL');
    const both = (): string[] => logins().map(({ user, password }) => `${user} ${password}`);
    const [first] = ofService();
    expect(both()).toEqual([`portway_entry ${first}`]);
    step('begin');
    expect(both()).toEqual(ofService().map((password) => `portway_entry ${password}`));
    expect(
      loadConfig(ServiceConfig, { HOST: '127.0.0.1', DATABASE_URL_FILE: file, AMQP_URL: 'amqp://127.0.0.1' })
        .DATABASE_URL,
    ).toMatch(/^postgres:\/\/portway_entry:[0-9a-f]{48}@database:5432\/portway_entry\?sslmode=verify-full$/);
    const known = both();
    for (const text of ['', '\n', 'nothing of use']) {
      writeFileSync(file, text);
      expect(both()).toEqual(known);
    }
    rmSync(file);
    expect(both()).toEqual(known);
    expect(loginsOf(config, 'AMQP_URL')()).toEqual([{ user: 'entry', password: 'one' }]);
  });
});
